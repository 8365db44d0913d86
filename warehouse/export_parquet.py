"""Exporting as Parquet: a copy of the release."""

from __future__ import annotations

from pathlib import Path

from upath import UPath

from extract.sources.store import open_store
from warehouse.read import RECORD, read_record, read_tables


def export_parquet(release: UPath | Path, folder: Path) -> None:
    """Copy every file of the release, after checking its tables.

    Raises ``ReleaseError`` for a damaged one.
    """
    read_tables(release)
    source = open_store(release)
    folder.mkdir()
    for name in (*read_record(release).files, RECORD):
        (folder / name).write_bytes((source / name).read_bytes())
