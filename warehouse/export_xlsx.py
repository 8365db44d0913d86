"""A release as one Excel workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from upath import UPath

from warehouse.dictionary import CSV_COLUMNS, TITLE, list_dictionary
from warehouse.exported import ExportError, list_facts, list_rows, read_declared
from warehouse.read import read_record

MOST_ROWS = 1_048_575  # a worksheet's, less the heading
LONGEST_CELL = 32_767


def export_xlsx(release: UPath | Path, file: Path) -> None:
    """One Excel workbook: what it is, the dictionary, and a sheet for each table with its heading frozen."""
    import xlsxwriter

    tables = read_declared(release)
    record = read_record(release)
    too_long = [name for name, table in tables.items() if table.num_rows > MOST_ROWS]
    if too_long:
        raise ExportError(
            f"{', '.join(too_long)} has more rows than a worksheet can hold ({MOST_ROWS}); "
            "export as csv or duckdb."
        )
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(file), options) as workbook:
        workbook.set_properties(
            {"title": TITLE, "comments": f"release {record.id}", "created": datetime(2002, 1, 1, tzinfo=UTC)}
        )
        heading = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        _fill_sheet(workbook, "release", ("fact", "value"), list_facts(record), heading, day)
        rows = (tuple(row.values()) for row in list_dictionary())
        _fill_sheet(workbook, "dictionary", CSV_COLUMNS, rows, heading, day)
        for name, table in tables.items():
            _fill_sheet(workbook, name, table.column_names, list_rows(table), heading, day)


def _fill_sheet(
    workbook: Any,
    name: str,
    columns: Iterable[str],
    rows: Iterable[tuple[Any, ...]],
    heading: Any,
    day: Any,
) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    names = list(columns)
    for place, column in enumerate(names):
        sheet.set_column(place, place, max(10, min(40, len(column) + 4)))
    sheet.write_row(0, 0, names, heading)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, list):
                value = "; ".join(value)
            if isinstance(value, str):
                sheet.write_string(last, place, value[:LONGEST_CELL])
            elif isinstance(value, date):
                sheet.write_datetime(last, place, value, day)
            elif value is not None:
                sheet.write(last, place, value)
    sheet.autofilter(0, 0, max(last, 1), len(names) - 1)
