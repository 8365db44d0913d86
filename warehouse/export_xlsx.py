"""Exporting as one Excel workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from upath import UPath

from warehouse.dictionary import CSV_COLUMNS, TITLE, list_dictionary
from warehouse.exported import ExportError, iterate_rows, list_facts, read_declared
from warehouse.front_sheet import EVALUATIONS, READ_ME, list_evaluations, name_columns, write_read_me
from warehouse.metadata import read_imprint
from warehouse.read import ReleaseRecord, read_record

MOST_ROWS = 1_048_575  # Excel's limit of a worksheet, less the heading
LONGEST_CELL = 32_767  # characters, Excel's limit
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
HEADING = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}


def export_xlsx(release: UPath | Path, file: Path) -> None:
    """Write a workbook: a Swedish front sheet, one with a row for each evaluation, and one for each table.

    Raises ``ExportError`` when a table has more rows than a worksheet can hold.
    """
    import xlsxwriter

    tables = read_declared(release)
    record = read_record(release)
    too_long = [name for name, table in tables.items() if table.num_rows > MOST_ROWS]
    if too_long:
        raise ExportError(
            f"{', '.join(too_long)} has more rows than a worksheet can hold ({MOST_ROWS}); "
            "export as csv or duckdb."
        )
    with xlsxwriter.Workbook(str(file), OPTIONS) as workbook:
        workbook.set_properties(
            {"title": TITLE, "comments": f"release {record.id}", "created": datetime(2002, 1, 1, tzinfo=UTC)}
        )
        heading = workbook.add_format(HEADING)
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        _fill_front(workbook, write_read_me(record, tables, read_imprint(release)))
        _fill_sheet(workbook, EVALUATIONS, name_columns(tables), list_evaluations(tables), heading, day)
        _fill_sheet(workbook, "release", ("fact", "value"), list_facts(record), heading, day)
        rows = (tuple(row.values()) for row in list_dictionary())
        _fill_sheet(workbook, "dictionary", CSV_COLUMNS, rows, heading, day)
        for name, table in tables.items():
            _fill_sheet(workbook, name, table.column_names, iterate_rows(table), heading, day)


def export_sheet(name: str, table: pa.Table, record: ReleaseRecord, file: Path) -> None:
    """Write a workbook with one table and a sheet that names the release.

    Raises ``ExportError`` when the table has more rows than a worksheet can hold.
    """
    import xlsxwriter

    if table.num_rows > MOST_ROWS:
        raise ExportError(
            f"{name} has more rows than a worksheet can hold ({MOST_ROWS}); export it as csv or parquet."
        )
    with xlsxwriter.Workbook(str(file), OPTIONS) as workbook:
        heading = workbook.add_format(HEADING)
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        _fill_sheet(workbook, name, table.column_names, iterate_rows(table), heading, day)
        _fill_sheet(workbook, "release", ("fact", "value"), list_facts(record), heading, day)


def _fill_front(workbook: Any, rows: Iterable[tuple[Any, ...]]) -> None:
    sheet = workbook.add_worksheet(READ_ME)
    bold = workbook.add_format({"bold": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, "Kommunkompassen", workbook.add_format({"bold": True, "font_size": 16}))
    for place, (head, text) in enumerate(rows, start=2):
        sheet.write_string(place, 0, head, bold)
        sheet.write_string(place, 1, text, wrapped)


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
