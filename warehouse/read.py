"""Reading releases: where they are, what they say of themselves, and their tables."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
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
    """What a release says of one of its tables."""

    rows: int
    columns: int


@dataclass(frozen=True)
class ReleaseRecord:
    """What a release says of itself in ``release.json``.

    ``inputs`` names what it was made from: hashes of the archive's index, the catalogue, the corrections
    and the decisions, and the version of the code. ``files`` holds the sha256 of every other file.
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
    """What ``latest.json`` says in an object store, where nothing can point at a directory."""

    id: str


POINTER_RECORD = TypeAdapter(Pointer)


def find_latest(root: UPath | Path) -> UPath | None:
    """The directory of the release that ``latest`` stands for below the warehouse ``root``, if there is one.

    Raises ``ReleaseError`` when ``latest`` is there and leads to no release.
    """
    root = open_store(root)
    if is_local(root):
        link = Path(str(root)) / LATEST
        if not link.is_symlink():
            if link.exists():
                raise ReleaseError(f"{link} is not a link to a release; move it away and run again.")
            return None
        target = Path(os.path.realpath(link))  # no error where links lead round
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
    """The directory of a release by its name, by the beginning of its name, by ``latest``, or by its path.

    Raises ``ReleaseError`` when there is none or more than one.
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
    """The directories of all whole releases, oldest first by the time they were published."""
    folder = open_store(root) / RELEASES
    if not folder.exists():
        return []
    whole = [path for path in folder.iterdir() if not path.name.startswith(".") and (path / RECORD).exists()]
    return sorted(whole, key=lambda path: (read_time(path), path.name))


def read_time(release: UPath) -> float:
    """When the release was published: seconds since 1970."""
    path = release / RECORD
    return path.stat().st_mtime if is_local(path) else path.fs.modified(path.path).timestamp()


def read_record(release: UPath | Path) -> ReleaseRecord:
    """What the release says of itself. Raises ``ReleaseError``."""
    path = open_store(release) / RECORD
    try:
        return RELEASE_RECORD.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ReleaseError(f"{release} is not a release: {RECORD} cannot be read ({error}).") from error


def read_tables(release: UPath | Path) -> dict[str, pa.Table]:
    """The tables of a release as they stand in its files, whatever schema it was made with.

    Raises ``ReleaseError`` for a file that is missing, damaged or of another release.
    """
    release = open_store(release)
    record = read_record(release)
    tables: dict[str, pa.Table] = {}
    for name in order_tables(record.tables):
        tables[name] = read_table(release, record, name)
    return tables


def read_table(release: UPath, record: ReleaseRecord, name: str) -> pa.Table:
    """One table of a release as it stands in its file, the bytes checked against the release's record.

    Raises ``ReleaseError`` for a file that is missing or damaged.
    """
    path = release / f"{name}.parquet"
    return read_parquet(_read_file(path, record.files[path.name]))


def read_release(release: UPath | Path) -> dict[str, pd.DataFrame]:
    """The tables of a release as frames of the declared types. Raises ``ReleaseError``."""
    return {name: to_frame(table) for name, table in read_tables(release).items()}


def is_whole(release: UPath | Path) -> bool:
    """Whether every file of the release is there with the bytes that it was published with."""
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
