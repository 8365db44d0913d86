"""The data dictionary, made from the schema, as Markdown and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from warehouse.schema import SCHEMA_VERSION, TABLES, Column, Table

TITLE = "Kommunkompassen: published evaluations of municipalities"
DESCRIPTION = (
    "Scores of Swedish and Norwegian municipalities from every published Kommunkompassen (Kommunekompasset) "
    "evaluation report, each proved and with the place on the page where it is printed. Rows whose origin is "
    "facsimile come from material made for testing and are no published results."
)
CSV_COLUMNS = (
    "table",
    "column",
    "type",
    "key",
    "nullable",
    "unit",
    "swedish",
    "description",
    "allowed",
    "range",
)

_WORDS = {
    "text": "text",
    "texts": "list of texts",
    "int16": "whole number",
    "int32": "whole number",
    "float64": "number",
    "boolean": "true or false",
    "date": "date",
}


def list_dictionary() -> list[dict[str, str]]:
    """List every column of every table as a row with the columns ``CSV_COLUMNS``."""
    return [_describe_column(table, column) for table in TABLES.values() for column in table.columns]


def _describe_column(table: Table, column: Column) -> dict[str, str]:
    return {
        "table": table.name,
        "column": column.name,
        "type": _WORDS[column.type],
        "key": "yes" if column.name in table.key else "",
        "nullable": "yes" if column.nullable else "",
        "unit": column.unit or "",
        "swedish": column.swedish or "",
        "description": column.description,
        "allowed": "; ".join(_describe_allowed(column)),
        "range": _describe_range(column),
    }


def _describe_allowed(column: Column) -> list[str]:
    return [
        f"{value} ({column.meanings[str(value)]})" if str(value) in column.meanings else str(value)
        for value in column.allowed or ()
    ]


def _describe_range(column: Column) -> str:
    lowest = f"from {column.minimum:g}" if column.minimum is not None else ""
    highest = f"to {column.maximum:g}" if column.maximum is not None else ""
    step = f"in steps of {column.multiple_of:g}" if column.multiple_of is not None else ""
    return " ".join(part for part in (lowest, highest, step) if part)


def make_dictionary_csv() -> str:
    """Make the dictionary as CSV."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(list_dictionary())
    return text.getvalue()


def make_dictionary_md() -> str:
    """Make the dictionary as Markdown."""
    lines = ["# Dictionary", "", DESCRIPTION, "", f"Schema version {SCHEMA_VERSION}. Codes are text.", ""]
    lines += [f"- [{table.name}](#{table.name}): {table.title}" for table in TABLES.values()]
    for table in TABLES.values():
        lines += ["", f"## {table.name}", "", table.description, "", f"Key: {_list_code(table.key)}.", ""]
        lines += [
            f"- {_list_code(each.columns)} → {_list_code(each.to)} of [{each.table}](#{each.table})"
            for each in table.references
        ]
        lines += ["", "| column | type | meaning | Swedish |", "|---|---|---|---|"]
        lines += [_write_row(column) for column in table.columns]
    return "\n".join(lines) + "\n"


def _list_code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _write_row(column: Column) -> str:
    kind = _WORDS[column.type] + (f", {column.unit}" if column.unit else "")
    kind += ", may be empty" if column.nullable else ""
    meaning = [column.description]
    if column.meanings:
        meaning += [f"`{value}`: {column.meanings[str(value)]}." for value in column.allowed or ()]
    elif column.allowed:
        meaning.append("One of " + ", ".join(f"`{value}`" for value in column.allowed) + ".")
    if _describe_range(column):
        meaning.append(_describe_range(column).capitalize() + ".")
    text = "<br>".join(meaning).replace("|", "\\|")
    return f"| `{column.name}` | {kind} | {text} | {column.swedish or ''} |"
