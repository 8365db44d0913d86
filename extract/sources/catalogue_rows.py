"""Reading the rows of catalogues and of the project's other lists of reports, and checking their hints.

These files are written by hand and may lack optional columns, and all their problems are reported at once, so
they do not go through ``extract.csvtables``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from extract.csvtables import check_lengths
from extract.records import Origin
from extract.sources.addresses import (
    WEB_SCHEMES,
    RefusedAddressError,
    show_address,
    show_words,
    split_address,
)

FIRST_ROUND = 2002
LAST_ROUND = 2099
CODE = re.compile(r"(NO-)?\d{4}")


@dataclass(frozen=True)
class Problem:
    """A problem in a catalogue: the line (from 1), the column's name, and a sentence."""

    file: str
    line: int
    column: str
    sentence: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "sentence", show_words(self.sentence))

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, column {self.column}: {self.sentence}"


class CatalogueError(Exception):
    """A catalogue cannot be used. The message names file, line and column of the first problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = str(problems[0])
        more = f" (and {len(problems) - 1} more; see sources check)" if len(problems) > 1 else ""
        super().__init__(first + more)
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Row:
    """One row of the file: the line on which it begins, and its stripped cells by column."""

    number: int
    cells: dict[str, str]


def read_catalogue_text(path: Path) -> str:
    """Read the text of a catalogue file, which must be UTF-8. Raises ``CatalogueError``."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CatalogueError(
            [
                Problem(
                    str(path), 1, "url", f"the catalogue cannot be read ({error.strerror}); check the path."
                )
            ]
        ) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CatalogueError(
            [Problem(path.name, line, "url", "the line is not UTF-8; save the file as CSV UTF-8.")]
        ) from error
    return text


def read_rows(text: str, name: str, required: str) -> tuple[list[Row], list[Problem]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    begins = 1
    header: list[str] | None = None
    try:
        for cells in reader:
            number, begins = begins, reader.line_num + 1
            check_lengths(cells)
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = _check_header(name, number, [cell.strip() for cell in cells], required)
                continue
            if len(cells) > len(header):
                problems.append(
                    Problem(
                        name,
                        number,
                        header[-1],
                        f"the line has {len(cells)} cells, the heading {len(header)}; quote commas.",
                    )
                )
                continue
            padded = [cell.strip() for cell in cells] + [""] * (len(header) - len(cells))
            rows.append(Row(number, dict(zip(header, padded, strict=True))))
    except csv.Error as error:
        column = header[0] if header else required
        raise CatalogueError(
            [Problem(name, reader.line_num, column, f"the line is not CSV ({error}).")]
        ) from error
    if header is None:
        raise CatalogueError([Problem(name, 1, required, "the file is empty; it needs a heading line.")])
    return rows, problems


def _check_header(name: str, number: int, header: list[str], required: str) -> list[str]:
    if required not in header:
        hint = " It seems to be separated by semicolons; use commas." if ";" in "".join(header) else ""
        raise CatalogueError(
            [Problem(name, number, required, f"the heading has no column {required!r}.{hint}")]
        )
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        raise CatalogueError([Problem(name, number, repeated[0], "the heading names this column twice.")])
    return header


def check_row(name: str, row: Row) -> Iterator[Problem]:
    if not row.cells["url"]:
        yield Problem(name, row.number, "url", "the address is missing.")
    else:
        yield from _check_url(name, row, "url", any_scheme=True)
    yield from check_hints(name, row)


def check_hints(name: str, row: Row) -> Iterator[Problem]:
    if row.cells.get("landing_page"):
        yield from _check_url(name, row, "landing_page", any_scheme=False)
    code = row.cells.get("municipality_code", "")
    if code and not CODE.fullmatch(code):
        yield Problem(name, row.number, "municipality_code", f"{code!r} is not of the form 0180 or NO-1505.")
    year = row.cells.get("round", "")
    if year and not (
        len(year) == 4 and year.isascii() and year.isdigit() and FIRST_ROUND <= int(year) <= LAST_ROUND
    ):
        yield Problem(
            name,
            row.number,
            "round",
            f"{year!r} is not the year of an evaluation ({FIRST_ROUND} or later).",
        )
    origin = row.cells.get("origin", "")
    if origin and origin not in get_args(Origin):
        yield Problem(name, row.number, "origin", f"{origin!r} is neither of {', '.join(get_args(Origin))}.")


def _check_url(name: str, row: Row, column: str, any_scheme: bool) -> Iterator[Problem]:
    url = row.cells[column]
    try:
        parts = split_address(url)
    except RefusedAddressError as error:
        yield Problem(name, row.number, column, error.sentence)
        return
    if not any_scheme and parts.scheme not in WEB_SCHEMES:
        yield Problem(name, row.number, column, f"{show_address(url)} is not http or https.")
