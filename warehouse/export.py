"""Exports of a release: CSV, an Excel workbook, a DuckDB file. Each names its release.

An export appears whole or not at all. One that is there already is left alone unless it is to be replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from upath import UPath

from warehouse.export_csv import export_csv, export_csv_for_excel
from warehouse.export_duckdb import export_duckdb
from warehouse.export_xlsx import export_xlsx
from warehouse.exported import write_beside
from warehouse.read import ReleaseRecord

Export = Callable[[UPath | Path, Path], None]

EXPORTS: dict[str, Export] = {
    "csv": export_csv,
    "csv-excel": export_csv_for_excel,
    "xlsx": export_xlsx,
    "duckdb": export_duckdb,
}


def export_release(release: UPath | Path, form: str, target: Path, *, replace: bool = False) -> None:
    """Write a release to ``target``: a folder for csv and csv-excel, a file for xlsx and duckdb.

    Raises ``ExportError`` when ``target`` is there and not to be replaced, or when the form cannot hold the
    release, and ``ReleaseError`` when the release cannot be read.
    """
    with write_beside(target, replace=replace) as passing:
        EXPORTS[form](release, passing)


def name_export(record: ReleaseRecord, form: str) -> str:
    """The usual name of an export."""
    ending = {"csv": "-csv", "csv-excel": "-csv-excel"}.get(form, f".{form}")
    return f"kommunkompassen-{record.id}{ending}"
