"""The one loader of CSV files: pydantic checks each line against a dataclass whose fields are the columns.

Cells are read without surrounding white space. An empty cell is ``None`` for a field that may be ``None``. A
field of type ``tuple[str, ...]`` is split at ``|``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from importlib import resources
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BeforeValidator, TypeAdapter, ValidationError

LineType = TypeVar("LineType")

SEPARATOR = "|"
LONGEST_CELL = 131_072  # characters, as in the module ``csv``


def _refuse_empty(text: str) -> str:
    if not text:
        raise ValueError("is empty")
    return text


def _check_identifier(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+", text):
        raise ValueError("takes small letters, digits and hyphens")
    return text


def _check_sha256(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError("is not the SHA-256 of a document")
    return text


def _parse_day(text: object) -> object:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else text
    except ValueError:
        raise ValueError("is not a date such as 2026-11-22") from None


# Types of columns that several declared files share.
Text = Annotated[str, AfterValidator(_refuse_empty)]
Identifier = Annotated[Text, AfterValidator(_check_identifier)]
Sha256 = Annotated[Text, AfterValidator(_check_sha256)]
Day = Annotated[date, BeforeValidator(_parse_day)]


class LineError(ValueError):
    """A CSV file or one of its lines cannot be used; the message names file, line and column."""


def parse_lines(text: str, name: str, line_type: type[LineType]) -> list[tuple[str, LineType]]:
    """Parse a CSV file that has exactly the fields of ``line_type`` as columns, in their order.

    ``name`` is the file's name for messages. Returns each line with its place, such as
    ``decisions.csv, line 2``. Raises ``LineError`` for the first thing that is wrong.
    """
    columns = tuple(field.name for field in fields(line_type))  # type: ignore[arg-type]
    rows = csv.DictReader(io.StringIO(text.removeprefix("\N{BYTE ORDER MARK}"), newline=""), strict=True)
    places: list[str] = []
    lines: list[dict[str, str]] = []
    try:
        if tuple(rows.fieldnames or ()) != columns:
            raise LineError(f"{name}, line 1: the columns must be {', '.join(columns)}.")
        for row in rows:
            check_lengths(row.values())
            places.append(f"{name}, line {rows.line_num}")
            if None in row or None in row.values():
                raise LineError(f"{places[-1]}: {len(columns)} columns are wanted.")
            lines.append(row)
    except csv.Error as error:
        raise LineError(f"{name}, line {rows.line_num}: not readable as CSV ({error}).") from error
    return list(zip(places, _make_lines(line_type, lines, places), strict=True))


def check_lengths(cells: Iterable[object]) -> None:
    """Raise ``csv.Error`` for a cell with more than ``LONGEST_CELL`` characters.

    The module ``csv`` has such a limit too, but some libraries lift it for the whole process.
    """
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
        raise csv.Error(f"a cell has more than {LONGEST_CELL} signs")


def load_table(package: str, name: str, line_type: type[LineType], **constants: Any) -> tuple[LineType, ...]:
    """Load a CSV table that is part of ``package``, in its order.

    Columns for which ``line_type`` has no field are ignored; ``constants`` give fields that have no column.
    Raises ``LineError``.
    """
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    lines = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    places = [f"{name}, row {number}" for number in range(1, len(lines) + 1)]
    return _make_lines(line_type, lines, places, **constants)


def _make_lines(
    line_type: type[LineType], lines: list[dict[str, str]], places: list[str], **constants: Any
) -> tuple[LineType, ...]:
    hints = get_type_hints(line_type)
    names = [field.name for field in fields(line_type) if field.name not in constants]  # type: ignore[arg-type]
    optional = {name for name in names if type(None) in get_args(hints[name])}
    lists = {name for name in names if get_origin(hints[name]) is tuple}

    def read_cell(name: str, cell: str) -> Any:
        if name in lists:
            return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip())
        return None if not cell and name in optional else cell

    values = [{name: read_cell(name, line[name].strip()) for name in names} | constants for line in lines]
    try:
        return TypeAdapter(tuple[line_type, ...]).validate_python(values)  # type: ignore[valid-type]
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        number, column, *_ = first["loc"]
        message = first["msg"].removeprefix("Value error, ")
        raise LineError(f"{places[int(number)]}: column {column} {message}.") from error
