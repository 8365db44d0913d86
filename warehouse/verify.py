"""Verifying that a release is still what was published."""

from __future__ import annotations

import hashlib
from pathlib import Path

from upath import UPath

from extract.sources.store import open_store
from warehouse.parquet import name_release
from warehouse.read import RECORD, ReleaseError, read_record, read_tables
from warehouse.release import MANIFEST


def verify_release(release: UPath | Path) -> list[str]:
    """List what is wrong with a release, in sentences; empty when it is as it was published.

    The hash of every file is compared with the record and the manifest, the rows of every table are counted,
    and the release's name is calculated again from its rows. Raises ``ReleaseError`` when there is no
    release.
    """
    release = open_store(release)
    record = read_record(release)
    wrong = []
    for name, sha256 in record.files.items():
        path = release / name
        if not path.exists():
            wrong.append(f"{name} is missing.")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            wrong.append(f"{name} is not as it was published.")
    present = {path.name for path in release.iterdir()}
    strange = present - set(record.files) - {RECORD}
    wrong += [f"{name} does not belong to the release." for name in sorted(strange)]
    if wrong:
        return wrong
    wrong += _compare_manifest(release, dict(record.files))
    try:
        tables = read_tables(release)
    except ReleaseError as error:
        return [*wrong, str(error)]
    for name, told in record.tables.items():
        if (tables[name].num_rows, tables[name].num_columns) != (told.rows, told.columns):
            wrong.append(f"{name} does not have the rows and columns that {RECORD} tells of.")
    if name_release(tables) != record.id:
        wrong.append(f"The rows are not those of a release named {record.id}; it may be of an older form.")
    return wrong


def _compare_manifest(release: UPath, files: dict[str, str]) -> list[str]:
    path = release / MANIFEST
    if not path.exists():
        return [] if MANIFEST not in files else [f"{MANIFEST} is missing."]
    listed = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        sha256, _, name = line.partition("  ")
        listed[name] = sha256
    files.pop(MANIFEST, None)
    return [] if listed == files else [f"{MANIFEST} and {RECORD} do not list the same files."]
