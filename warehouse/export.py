"""Exporting a release, or one table of it, as CSV, Excel, DuckDB, SQLite or Parquet.

Every export names its release. It appears whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from upath import UPath

from warehouse.export_csv import export_csv, export_csv_for_excel
from warehouse.export_duckdb import export_duckdb
from warehouse.export_parquet import export_parquet
from warehouse.export_sqlite import export_sqlite
from warehouse.export_table import TABLE_EXPORTS
from warehouse.export_xlsx import export_xlsx
from warehouse.exported import ExportError, replace_whole
from warehouse.read import ReleaseRecord

Export = Callable[[UPath | Path, Path], None]

EXPORTS: dict[str, Export] = {
    "csv": export_csv,
    "csv-excel": export_csv_for_excel,
    "xlsx": export_xlsx,
    "duckdb": export_duckdb,
    "sqlite": export_sqlite,
    "parquet": export_parquet,
}
FOLDERS = ("csv", "csv-excel", "parquet")  # forms in which a whole release is a folder; one table is a file
ENDINGS = {
    ".csv": ("csv", "csv-excel"),
    ".xlsx": ("xlsx",),
    ".duckdb": ("duckdb",),
    ".sqlite": ("sqlite",),
    ".sqlite3": ("sqlite",),
    ".db": ("sqlite",),
    ".parquet": ("parquet",),
}


def export_release(
    release: UPath | Path, form: str, target: Path, *, table: str | None = None, replace: bool = False
) -> None:
    """Write a release, or one ``table`` of it, to ``target``.

    A whole release is a folder in the forms csv, csv-excel and parquet, otherwise a file. One table is a
    file, in the forms csv, csv-excel, xlsx or parquet. Raises ``ExportError`` when ``target`` exists and
    ``replace`` is not set, when its ending does not fit the form, or when the form cannot hold the data;
    ``ReleaseError`` when the release cannot be read.
    """
    check_ending(target, form, table)
    with replace_whole(target, replace=replace) as temporary:
        if table is None:
            EXPORTS[form](release, temporary)
        else:
            TABLE_EXPORTS[form](release, table, temporary)


def choose_form(target: Path | None) -> str:
    """Choose the form by the ending of ``target``; csv without one.

    Raises ``ExportError`` for another ending.
    """
    ending = target.suffix.lower() if target else ""
    if not ending:
        return "csv"
    if ending not in ENDINGS:
        raise ExportError(
            f"{target}: {ending} is no ending of an export; take one of {', '.join(ENDINGS)}, or a folder "
            "without an ending for CSV."
        )
    return ENDINGS[ending][0]


def check_ending(target: Path, form: str, table: str | None) -> None:
    """Raise ``ExportError`` unless the target's ending fits the form."""
    ending = target.suffix.lower()
    if table is not None and form not in TABLE_EXPORTS:
        raise ExportError(f"One table is exported as {', '.join(TABLE_EXPORTS)}; as {form} take the release.")
    if ending in ENDINGS and form not in ENDINGS[ending]:
        raise ExportError(f"{target}: the ending {ending} does not fit the format {form}.")
    if table is None and form in FOLDERS:
        if ending in ENDINGS:
            raise ExportError(
                f"{target}: a release as {form} is a folder of files; name a folder without {ending}, or the "
                "one table that you want."
            )
    elif form not in ENDINGS.get(ending, ()):
        wanted = " or ".join(each for each, forms in ENDINGS.items() if form in forms)
        raise ExportError(f"{target}: a file of the format {form} ends in {wanted}.")


def name_export(record: ReleaseRecord, form: str, table: str | None = None) -> str:
    """The default file or folder name of an export."""
    what = f"{record.id}-{table}" if table else record.id
    folder = table is None and form in FOLDERS
    ending = f"-{form}" if folder else next(each for each, forms in ENDINGS.items() if form in forms)
    return f"kommunkompassen-{what}{ending}"
