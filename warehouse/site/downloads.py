"""The files to take along: every table as it was published, the smaller ones as CSV too, and a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
from upath import UPath

from extract.store import open_store
from warehouse.schema import TABLES

MOST_CSV_ROWS = 10_000  # larger tables are for tools that open Parquet


def write_tables(release: UPath | Path, tables: Mapping[str, pa.Table], folder: Path) -> dict[str, list[Path]]:
    """Write the tables' files to ``folder``; returns them by table, the handiest first."""
    folder.mkdir(parents=True)
    files: dict[str, list[Path]] = {}
    for name in TABLES:
        parquet = folder / f"{name}.parquet"
        parquet.write_bytes((open_store(release) / parquet.name).read_bytes())
        files[name] = [parquet]
        if tables[name].num_rows <= MOST_CSV_ROWS:
            csv = folder / f"{name}.csv"
            pa_csv.write_csv(_flatten(tables[name]), csv, pa_csv.WriteOptions(quoting_style="needed"))
            files[name].insert(0, csv)
    return files


def _flatten(table: pa.Table) -> pa.Table:
    """The table with each list written as one text."""
    for number, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            texts = [None if value is None else "; ".join(value) for value in table[field.name].to_pylist()]
            table = table.set_column(number, field.name, pa.array(texts, pa.string()))
    return table
