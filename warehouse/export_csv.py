"""Exporting as CSV: plain files, and files that a Swedish Excel opens correctly."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from upath import UPath

from warehouse.dictionary import CSV_COLUMNS, list_dictionary, make_dictionary_csv
from warehouse.exported import iterate_rows, list_facts, read_declared
from warehouse.metadata import make_datapackage, read_imprint
from warehouse.read import read_record

_LOOKS_LIKE_A_NUMBER = re.compile(r"[\d.,:/eE+\-]*\d[\d.,:/eE+\-]*")
_LOOKS_LIKE_A_FORMULA = re.compile(r"[=+\-@\t\r]")


def export_csv(release: UPath | Path, folder: Path) -> None:
    """Write one UTF-8 CSV file for each table, with the data package and the dictionary.

    Cells are separated by commas, decimals have a point, booleans are ``true`` and ``false``, dates are ISO
    8601, lists are JSON, and missing values are empty.
    """
    _export_csv(release, folder, PLAIN)
    (folder / "datapackage.json").write_text(
        make_datapackage(read_record(release).id, "csv", imprint=read_imprint(release)), encoding="utf-8"
    )
    (folder / "dictionary.csv").write_text(make_dictionary_csv(), encoding="utf-8")


def export_csv_for_excel(release: UPath | Path, folder: Path) -> None:
    """Write one CSV file for each table in the form that a Swedish Excel expects.

    Files have a byte order mark, semicolons and decimal commas. A text that Excel would convert to a number
    or a date, such as the code 0180, is written ``="0180"``; one that it would read as a formula gets a
    leading apostrophe.
    """
    _export_csv(release, folder, SWEDISH)
    with (folder / "dictionary.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(CSV_COLUMNS)
        writer.writerows([_write_excel_cell(value) for value in row.values()] for row in list_dictionary())


@dataclass(frozen=True)
class Dialect:
    """A form of CSV: how a cell is written, the file's encoding, and the separator of cells."""

    write_cell: Callable[[Any], str]
    encoding: str
    separator: str


def write_csv(table: pa.Table, file: Path, dialect: Dialect) -> None:
    """Write one table, with a heading line."""
    with file.open("w", encoding=dialect.encoding, newline="") as opened:
        writer = csv.writer(opened, delimiter=dialect.separator, lineterminator="\r\n")
        writer.writerow(table.column_names)
        writer.writerows([dialect.write_cell(value) for value in row] for row in iterate_rows(table))


def _export_csv(release: UPath | Path, folder: Path, dialect: Dialect) -> None:
    tables = read_declared(release)
    folder.mkdir()
    for name, table in tables.items():
        write_csv(table, folder / f"{name}.csv", dialect)
    facts = "".join(f"{name}: {value}\r\n" for name, value in list_facts(read_record(release)))
    (folder / "release.txt").write_text(facts, encoding="utf-8", newline="")


def _write_plain_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _write_excel_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, str):
        if _LOOKS_LIKE_A_NUMBER.fullmatch(value):
            return f'="{value}"'
        return f"'{value}" if _LOOKS_LIKE_A_FORMULA.match(value) else value
    return (
        _write_plain_cell(value).replace(".", ",") if isinstance(value, float) else _write_plain_cell(value)
    )


PLAIN = Dialect(_write_plain_cell, "utf-8", ",")
SWEDISH = Dialect(_write_excel_cell, "utf-8-sig", ";")
