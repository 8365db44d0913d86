"""Finding releases and reading their records and tables."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
from upath import UPath

from extract.sources.store import is_local, open_store
from warehouse.frames import to_frame
from warehouse.parquet import order_tables, read_parquet
from warehouse.schema import TABLES, SchemaError

RECORD = "release.json"
POINTER = "latest.json"
LATEST = "latest"
RELEASES = "releases"


class ReleaseError(Exception):
    """A release cannot be read or written; the message says which, why and what to do."""


@dataclass(frozen=True)
class TableRecord:
    """The size of one table, as the release's record has it."""

    rows: int
    columns: int


@dataclass(frozen=True)
class ReleaseRecord:
    """The record of a release, its file ``release.json``.

    ``inputs`` describes what the release was made from: hashes of the archive's state and of each
    declaration, and the versions of code and readers. ``files`` has the sha256 of every other file.
    ``previous`` is the id of the release that was the latest before.
    """

    id: str
    schema_version: str
    previous: str | None
    inputs: Mapping[str, str]
    tables: Mapping[str, TableRecord]
    files: Mapping[str, str]


RELEASE_RECORD = TypeAdapter(ReleaseRecord)


@dataclass(frozen=True)
class Pointer:
    """The content of ``latest.json``, which names the latest release in an object store."""

    id: str


POINTER_RECORD = TypeAdapter(Pointer)


def find_latest(root: UPath | Path) -> UPath | None:
    """Find the directory of the latest release of the warehouse ``root``, or ``None``.

    Raises ``ReleaseError`` when ``latest`` exists and does not lead to a release.
    """
    root = open_store(root)
    if is_local(root):
        link = Path(str(root)) / LATEST
        if not link.is_symlink():
            if link.exists():
                raise ReleaseError(f"{link} is not a link to a release; move it away and run again.")
            return None
        target = Path(os.path.realpath(link))  # unlike Path.resolve, no error for a cycle of links
        if not (target / RECORD).is_file():
            raise ReleaseError(
                f"{link} leads to {target}, which holds no release; remove the link and run ingest."
            )
        return open_store(target)
    pointer = root / POINTER
    if not pointer.exists():
        return None
    try:
        return root / RELEASES / POINTER_RECORD.validate_json(pointer.read_bytes()).id
    except ValidationError as error:
        raise ReleaseError(f"{pointer} does not name a release: {error}") from error


def find_release(root: UPath | Path, name: str) -> UPath:
    """Find the directory of a release by ``latest``, by its name or the beginning of it, or by its path.

    Raises ``ReleaseError`` when there is no such release or more than one.
    """
    root = open_store(root)
    if name == LATEST:
        latest = find_latest(root)
        if latest is None:
            raise ReleaseError(f"No release has been published in {root} yet; run ingest first.")
        return latest
    given = open_store(name)
    if (given / RECORD).exists():
        return given
    matches = [path for path in list_releases(root) if path.name.startswith(name)] if name else []
    if len(matches) != 1:
        count = "no release" if not matches else f"{len(matches)} releases"
        raise ReleaseError(f"{count.capitalize()} in {root} has the name {name}.")
    return matches[0]


def list_releases(root: UPath | Path) -> list[UPath]:
    """List the directories of all releases that have a record, the first published first."""
    folder = open_store(root) / RELEASES
    if not folder.exists():
        return []
    whole = [path for path in folder.iterdir() if not path.name.startswith(".") and (path / RECORD).exists()]
    return sorted(whole, key=lambda path: (read_time(path), path.name))


def read_time(release: UPath) -> float:
    """Read when the release was published, in seconds since 1970."""
    path = release / RECORD
    return path.stat().st_mtime if is_local(path) else path.fs.modified(path.path).timestamp()


def read_record(release: UPath | Path) -> ReleaseRecord:
    """Read the record of a release. Raises ``ReleaseError`` when there is none."""
    path = open_store(release) / RECORD
    try:
        return RELEASE_RECORD.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ReleaseError(f"{release} is not a release: {RECORD} cannot be read ({error}).") from error


def read_tables(release: UPath | Path, only: Collection[str] | None = None) -> dict[str, pa.Table]:
    """Read the tables of a release, or those in ``only`` that it has, whatever version's schema they have.

    Raises ``ReleaseError`` for a file that is missing or damaged.
    """
    release = open_store(release)
    record = read_record(release)
    tables: dict[str, pa.Table] = {}
    for name in order_tables(record.tables):
        if only is not None and name not in only:
            continue
        tables[name] = read_table(release, record, name)
    return tables


def read_table(release: UPath, record: ReleaseRecord, name: str) -> pa.Table:
    """Read one table of a release, after checking its bytes against the record.

    Raises ``ReleaseError`` for a file that is missing or damaged.
    """
    path = release / f"{name}.parquet"
    return read_parquet(_read_file(path, record.files[path.name]))


def read_release(release: UPath | Path, only: Collection[str] | None = None) -> dict[str, pd.DataFrame]:
    """Read the tables of a release as frames, or those in ``only`` that it has.

    Raises ``ReleaseError`` as ``read_tables`` does.
    """
    return {name: to_frame(table) for name, table in read_tables(release, only).items()}


def is_whole(release: UPath | Path) -> bool:
    """Whether every file of the release exists with the bytes that were published."""
    release = open_store(release)
    try:
        record = read_record(release)
        for name, sha256 in record.files.items():
            _read_file(release / name, sha256)
    except ReleaseError:
        return False
    return True


def _read_file(path: UPath, sha256: str) -> bytes:
    try:
        content: bytes = path.read_bytes()
    except OSError as error:
        raise ReleaseError(f"{path} cannot be read ({error}).") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ReleaseError(f"{path} is not as it was published; publish the release again.")
    return content


def check_complete(frames: Mapping[str, pd.DataFrame]) -> None:
    """Raise ``SchemaError`` unless there is a frame for every table of the schema and no other."""
    missing, unknown = set(TABLES) - set(frames), set(frames) - set(TABLES)
    if missing or unknown:
        raise SchemaError(
            f"A release lacks {', '.join(sorted(missing)) or 'nothing'} and has "
            f"{', '.join(sorted(unknown)) or 'nothing'} beyond the schema."
        )
