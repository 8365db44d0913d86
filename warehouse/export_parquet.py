"""A copy of a release as it is: its Parquet files with all that describes them."""

from __future__ import annotations

from pathlib import Path

from upath import UPath

from extract.sources.store import open_store
from warehouse.read import RECORD, read_record, read_tables


def export_parquet(release: UPath | Path, folder: Path) -> None:
    """A folder with every file of the release, byte for byte, the tables checked against its record."""
    read_tables(release)
    source = open_store(release)
    folder.mkdir()
    for name in (*read_record(release).files, RECORD):
        (folder / name).write_bytes((source / name).read_bytes())
