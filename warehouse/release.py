"""Publishing releases: immutable directories named by their content, and ``latest``, which is always whole.

On a local disk a release is written under a temporary name, flushed to the disk, read back and renamed.
``latest`` is a symbolic link that is replaced in one step. So ``latest`` leads to the previous release or to
the new one, even when the process is killed at any moment.

An object store has neither links nor renames. There the order of writes has the same effect: first every file
of the release, then its ``release.json``, without which it does not count, then ``latest.json``, a single
object that names the release. Whoever reads by ``latest.json`` never sees files of two releases. ``latest/``
is a copy for those who read a table at a fixed address: its ``release.json`` is removed first and written
last, and the metadata of every Parquet file name its release.

Only one process may publish at a time; the lock of the run (``flows.locking``) ensures it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
from upath import UPath

from extract.sources.store import is_local, make_folder, open_store, sync_folder, write_whole
from warehouse.dictionary import make_dictionary_csv, make_dictionary_md
from warehouse.diff import diff_tables
from warehouse.frames import to_arrow
from warehouse.metadata import Imprint, find_last_seen, make_datapackage, make_jsonld
from warehouse.parquet import name_release, write_parquet
from warehouse.read import (
    LATEST,
    POINTER,
    POINTER_RECORD,
    RECORD,
    RELEASE_RECORD,
    RELEASES,
    Pointer,
    ReleaseError,
    ReleaseRecord,
    TableRecord,
    check_complete,
    find_latest,
    is_whole,
    list_releases,
    read_tables,
)
from warehouse.schema import SCHEMA_VERSION, TABLES

MANIFEST = "SHA256SUMS"  # hashes of the release's files, except itself and the record, for sha256sum
ARCHIVE_MANIFEST = "ARCHIVE-SHA256SUMS"  # hashes of the archived documents that it was made from
TEMPORARY = ".passing-"  # the prefix of names of what is being written or removed


@dataclass(frozen=True)
class Release:
    """A published release.

    ``changed`` is false when it was the latest already, so that nothing was written.
    """

    id: str
    path: UPath
    changed: bool
    previous: str | None = None


def publish_release(
    frames: Mapping[str, pd.DataFrame],
    root: UPath | Path,
    inputs: Mapping[str, str],
    *,
    keep: int = 0,
    doi: str | None = None,
) -> Release:
    """Publish the tables in the warehouse ``root`` and make ``latest`` lead to them.

    ``frames`` has every table of the schema; ``inputs`` describes what they were made from (hashes and
    versions, no times). When ``latest`` is whole and has the same rows, nothing is written. The newest
    ``keep`` releases are kept, 0 keeps all. ``doi`` is the dataset's DOI, for its metadata. Raises
    ``SchemaError`` for tables that do not fit the schema and ``ReleaseError`` when the warehouse cannot be
    written; ``latest`` then stays as it was.
    """
    root = open_store(root)
    check_complete(frames)
    tables = {name: to_arrow(TABLES[name], frames[name]) for name in TABLES}
    release_id = name_release(tables)
    try:
        clean_leftovers(root)
        latest = find_latest(root)
        if latest is not None and latest.name == release_id and is_whole(latest):
            if not is_local(root):
                _copy_to_latest(root, latest)
            prune_releases(root, keep)
            return Release(release_id, latest, changed=False)
        target = root / RELEASES / release_id
        if not is_whole(target):
            _write_release(target, make_files(tables, release_id, latest, inputs, doi))
        point_latest(root, target)
        prune_releases(root, keep)
    except OSError as error:
        raise ReleaseError(
            f"The warehouse {root} cannot be written ({error}); the last release stands as before."
        ) from error
    return Release(release_id, target, changed=True, previous=latest.name if latest else None)


def make_files(
    tables: Mapping[str, pa.Table],
    release_id: str,
    previous: UPath | None,
    inputs: Mapping[str, str],
    doi: str | None = None,
) -> dict[str, bytes]:
    """Make every file of a release, by name; ``release.json`` is the last."""
    imprint = Imprint(find_last_seen(tables), doi)
    files = {f"{name}.parquet": write_parquet(table, release_id) for name, table in tables.items()}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    changes = _describe_changes(tables, release_id, previous)
    texts = {
        "datapackage.json": make_datapackage(release_id, imprint=imprint),
        "dataset.jsonld": make_jsonld(release_id, hashes, imprint),
        "dictionary.md": make_dictionary_md(),
        "dictionary.csv": make_dictionary_csv(),
        "CHANGES.md": changes,
    }
    files |= {name: text.encode() for name, text in texts.items()}
    files[ARCHIVE_MANIFEST] = list_documents(tables["documents"])
    files[MANIFEST] = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())
    ).encode()
    record = ReleaseRecord(
        id=release_id,
        schema_version=SCHEMA_VERSION,
        previous=previous.name if previous else None,
        inputs=dict(sorted(inputs.items())),
        tables={name: TableRecord(table.num_rows, table.num_columns) for name, table in tables.items()},
        files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    )
    files[RECORD] = RELEASE_RECORD.dump_json(record, indent=1) + b"\n"
    return files


def list_documents(documents: pa.Table) -> bytes:
    """List the archived documents of a release in the format of ``sha256sum``, relative to the archive."""
    held = sorted(set(documents.column("sha256").drop_null().to_pylist()))
    return "".join(f"{sha256}  sha256/{sha256[:2]}/{sha256}\n" for sha256 in held).encode()


def read_documents(release: UPath | Path) -> list[str]:
    """Read the hashes of the documents that a release was made from; empty when it has no such list."""
    path = open_store(release) / ARCHIVE_MANIFEST
    if not path.exists():
        return []
    return [line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if line]


def _describe_changes(tables: Mapping[str, pa.Table], release_id: str, previous: UPath | None) -> str:
    title = f"# Release {release_id}\n"
    if previous is None:
        counts = "\n".join(f"- {name}: {table.num_rows} rows" for name, table in tables.items())
        return f"{title}\nThe first release of this warehouse.\n\n{counts}\n"
    try:
        before = read_tables(previous)
    except ReleaseError as error:
        return f"{title}\nThe release before, {previous.name}, cannot be compared: {error}\n"
    diff = diff_tables(before, tables, previous.name, release_id)
    return f"{title}\nWhat changed since release {previous.name}.\n{diff.to_markdown()}"


def _write_release(target: UPath, files: Mapping[str, bytes]) -> None:
    if not is_local(target):
        for name, content in files.items():
            (target / name).write_bytes(content)
        return
    folder = Path(str(target))
    temporary = folder.with_name(f"{TEMPORARY}{os.getpid()}-{folder.name}")
    make_folder(temporary)
    for name, content in files.items():
        write_whole(temporary / name, content)
        (temporary / name).chmod(0o444)
    sync_folder(temporary)
    if not is_whole(temporary):
        raise ReleaseError(f"What was written to {temporary} reads back differently; check the disk.")
    if folder.exists():  # it is damaged, otherwise it would not be written again
        folder.rename(folder.with_name(f"{TEMPORARY}{os.getpid()}-damaged-{folder.name}"))
    temporary.rename(folder)
    sync_folder(folder.parent)
    clean_leftovers(open_store(folder.parent.parent))


def point_latest(root: UPath, target: UPath) -> None:
    """Make ``latest`` of the warehouse ``root`` lead to the release at ``target``."""
    if not is_local(root):
        write_whole(root / POINTER, POINTER_RECORD.dump_json(Pointer(target.name)))
        _copy_to_latest(root, target)
        return
    link = Path(str(root)) / LATEST
    temporary = link.with_name(f"{TEMPORARY}{os.getpid()}-{LATEST}")
    temporary.symlink_to(Path(RELEASES) / target.name, target_is_directory=True)
    temporary.replace(link)
    sync_folder(link.parent)


def _copy_to_latest(root: UPath, target: UPath) -> None:
    """Make ``latest/`` in an object store a copy of the release, unless it already is."""
    copy = root / LATEST
    record = (target / RECORD).read_bytes()
    with contextlib.suppress(FileNotFoundError):
        if (copy / RECORD).read_bytes() == record:
            return
        (copy / RECORD).unlink()
    for name in RELEASE_RECORD.validate_json(record).files:
        (copy / name).write_bytes((target / name).read_bytes())
    (copy / RECORD).write_bytes(record)


def prune_releases(root: UPath | Path, keep: int) -> list[str]:
    """Remove all releases but the newest ``keep`` and the one that ``latest`` leads to; 0 keeps all.

    Returns the names of the removed releases.
    """
    root = open_store(root)
    if keep <= 0:
        return []
    latest = find_latest(root)
    old = [path for path in list_releases(root)[:-keep] if latest is None or path.name != latest.name]
    for path in old:
        if is_local(path):
            folder = Path(str(path))
            temporary = folder.with_name(f"{TEMPORARY}{os.getpid()}-{folder.name}")
            folder.rename(temporary)
            shutil.rmtree(temporary)
        else:
            (path / RECORD).unlink()
            path.fs.rm(path.path, recursive=True)
    return [path.name for path in old]


def heal_latest(root: UPath | Path) -> str | None:
    """Make ``latest`` lead to the newest whole release when it leads to none; returns a sentence about it.

    A file or folder called ``latest`` is renamed, a damaged release stays where it is. Returns ``None`` when
    nothing had to be done.
    """
    root = open_store(root)
    with contextlib.suppress(ReleaseError):
        latest = find_latest(root)
        if latest is None or is_whole(latest):
            return None
    if is_local(root):
        link = Path(str(root)) / LATEST
        if link.is_symlink():
            link.unlink()
        elif link.exists():
            aside = next(
                path for n in range(1, 10_000) if not (path := link.with_name(f"{LATEST}-aside-{n}")).exists()
            )
            link.rename(aside)
    whole = next((path for path in reversed(list_releases(root)) if is_whole(path)), None)
    if whole is None:
        if not is_local(root):
            (root / POINTER).unlink(missing_ok=True)
        return f"{root / LATEST} led to no whole release, and there is none; the next one takes its place."
    point_latest(root, whole)
    return f"{root / LATEST} led to no whole release; it stands for the newest whole one, {whole.name}."


def clean_leftovers(root: UPath | Path) -> None:
    """Remove what killed runs left behind: releases half written or half removed, and temporary links."""
    root = open_store(root)
    if not is_local(root):
        return
    for folder in (Path(str(root)), Path(str(root)) / RELEASES):
        for path in sorted(folder.glob(f"{TEMPORARY}*")):
            if path.is_symlink() or path.is_file():
                path.unlink(missing_ok=True)
            else:
                shutil.rmtree(path)
