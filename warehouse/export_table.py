"""Exporting one table of a release as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from upath import UPath

from warehouse.export_csv import PLAIN, SWEDISH, write_csv
from warehouse.export_xlsx import export_sheet
from warehouse.read import read_record
from warehouse.reader import open_release

TableExport = Callable[[UPath | Path, str, Path], None]


def _export_csv(release: UPath | Path, table: str, file: Path) -> None:
    write_csv(open_release(release).load(table, "arrow"), file, PLAIN)


def _export_csv_for_excel(release: UPath | Path, table: str, file: Path) -> None:
    write_csv(open_release(release).load(table, "arrow"), file, SWEDISH)


def _export_xlsx(release: UPath | Path, table: str, file: Path) -> None:
    export_sheet(table, open_release(release).load(table, "arrow"), read_record(release), file)


def _export_parquet(release: UPath | Path, table: str, file: Path) -> None:
    opened = open_release(release)
    opened.load(table, "arrow")  # checks the table's name and its bytes
    file.write_bytes((opened.path / f"{table}.parquet").read_bytes())


TABLE_EXPORTS: dict[str, TableExport] = {
    "csv": _export_csv,
    "csv-excel": _export_csv_for_excel,
    "xlsx": _export_xlsx,
    "parquet": _export_parquet,
}
