"""The catalogue: a CSV file of addresses where reports are, with hints that are never trusted unchecked."""

from __future__ import annotations

import csv
import io
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from extract.records import CatalogueLine, Origin
from extract.sources.addresses import (
    WEB_SCHEMES,
    RefusedAddressError,
    show_address,
    show_words,
    split_address,
)
from extract.sources.masking import mask_address

log = logging.getLogger("kommunkompassen.pull")

DATA = Path(__file__).parents[1] / "data"
COLUMNS = ("url", "landing_page", "municipality_code", "round", "publisher", "origin", "note")
FIRST_ROUND = 2002
LAST_ROUND = 2099
CODE = re.compile(r"(NO-)?\d{4}")


@dataclass(frozen=True)
class Problem:
    """Something wrong in a catalogue: where (line counted from 1, column by name) and what."""

    file: str
    line: int
    column: str
    sentence: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "sentence", show_words(self.sentence))

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, column {self.column}: {self.sentence}"


class CatalogueError(Exception):
    """A catalogue that cannot be used. The message names file, line and column of the first problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = str(problems[0])
        more = f" (and {len(problems) - 1} more; see sources check)" if len(problems) > 1 else ""
        super().__init__(first + more)
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Row:
    """One record of the file: the line it begins on and its cells by column, stripped."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Transcript:
    """A viewer's page that repeats the text of a report; whose and which round are hints."""

    url: str
    municipality_code: str | None = None
    round: int | None = None


@dataclass(frozen=True)
class UnlocatedEvaluation:
    """An evaluation that is known to have been made, but whose report has no known address."""

    municipality: str
    municipality_code: str | None
    round: int | None
    landing_page: str | None  # a page that may lead to it
    note: str | None


def project_catalogue() -> Path:
    """The project's own catalogue of published reports."""
    return DATA / "catalogue.csv"


def read_catalogue(path: Path) -> list[CatalogueLine]:
    """The lines of a catalogue file, as ``parse_catalogue`` gives them. Raises ``CatalogueError``."""
    return parse_catalogue(read_catalogue_text(path), path.name)


def parse_catalogue(text: str, name: str) -> list[CatalogueLine]:
    """The lines of a catalogue's text, in their order, every address once. ``name`` is the file's.

    A line that repeats another in everything is left out with a warning. Addresses may still hold
    credentials; whoever shows one strips them. Raises ``CatalogueError``.
    """
    rows, problems = _read_rows(text, name, required="url")
    lines: dict[str, CatalogueLine] = {}
    first_seen: dict[str, int] = {}
    for row in rows:
        found = list(_check_row(name, row))
        problems += found
        if found:
            continue
        line = _make_line(row)
        key = mask_address(line.url)
        if key not in lines:
            lines[key], first_seen[key] = line, row.number
        elif lines[key] != line:
            problems.append(
                Problem(
                    name,
                    row.number,
                    "url",
                    f"the address stands on line {first_seen[key]} already, with other hints; keep one.",
                )
            )
        else:
            log.warning("%s: line %d repeats line %d", name, row.number, first_seen[key])
    if problems:
        raise CatalogueError(problems)
    return list(lines.values())


def read_unlocated(path: Path | None = None) -> list[UnlocatedEvaluation]:
    """The project's known evaluations without an address. Raises ``CatalogueError``."""
    rows = _read_checked(path or DATA / "unlocated.csv", "municipality", _check_hints)
    return [
        UnlocatedEvaluation(
            municipality=row.cells["municipality"],
            municipality_code=row.cells.get("municipality_code") or None,
            round=int(row.cells["round"]) if row.cells.get("round") else None,
            landing_page=row.cells.get("landing_page") or None,
            note=row.cells.get("note") or None,
        )
        for row in rows
    ]


def read_transcripts(path: Path | None = None) -> list[Transcript]:
    """The addresses of viewers that repeat a report's text. Raises ``CatalogueError``."""
    rows = _read_checked(path or DATA / "transcripts.csv", "url", _check_row)
    return [
        Transcript(
            url=row.cells["url"],
            municipality_code=row.cells.get("municipality_code") or None,
            round=int(row.cells["round"]) if row.cells.get("round") else None,
        )
        for row in rows
    ]


def check_catalogue(path: Path, known_codes: set[str]) -> list[Problem]:
    """Everything that a person should mend: what ``read_catalogue`` refuses, repeated addresses,
    unknown columns and municipality codes. Never raises for the file's content."""
    name = path.name
    rows, problems = _read_rows(read_catalogue_text(path), name, required="url")
    seen: dict[str, int] = {}
    if rows:
        for column in rows[0].cells:
            if column not in COLUMNS:
                problems.append(Problem(name, 1, column, "this column is not one of a catalogue's."))
    for row in rows:
        problems += _check_row(name, row)
        url = row.cells.get("url", "")
        if " " in url:
            problems.append(Problem(name, row.number, "url", "the address holds a space; write %20."))
        key = mask_address(url)
        if url and key in seen:
            problems.append(
                Problem(name, row.number, "url", f"the address stands on line {seen[key]} already.")
            )
        seen.setdefault(key, row.number)
        code = row.cells.get("municipality_code", "")
        if CODE.fullmatch(code) and code not in known_codes:
            problems.append(
                Problem(name, row.number, "municipality_code", f"no municipality has the code {code}.")
            )
    return sorted(problems, key=lambda problem: problem.line)


def read_catalogue_text(path: Path) -> str:
    """The text of a catalogue file, which is UTF-8. Raises ``CatalogueError``."""
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


def _read_checked(path: Path, required: str, check: Callable[[str, Row], Iterator[Problem]]) -> list[Row]:
    """The rows of one of the project's own lists. Raises ``CatalogueError`` with all that ``check`` says."""
    rows, problems = _read_rows(read_catalogue_text(path), path.name, required=required)
    for row in rows:
        problems += check(path.name, row)
    if problems:
        raise CatalogueError(problems)
    return rows


def _read_rows(text: str, name: str, required: str) -> tuple[list[Row], list[Problem]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    begins = 1
    header: list[str] | None = None
    try:
        for cells in reader:
            number, begins = begins, reader.line_num + 1
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


def _check_row(name: str, row: Row) -> Iterator[Problem]:
    if not row.cells["url"]:
        yield Problem(name, row.number, "url", "the address is missing.")
    else:
        yield from _check_url(name, row, "url", any_scheme=True)
    yield from _check_hints(name, row)


def _check_hints(name: str, row: Row) -> Iterator[Problem]:
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


def _make_line(row: Row) -> CatalogueLine:
    cells = row.cells
    line = CatalogueLine(
        url=cells["url"],
        landing_page=cells.get("landing_page") or None,
        municipality_code=cells.get("municipality_code") or None,
        round=int(cells["round"]) if cells.get("round") else None,
        publisher=cells.get("publisher") or None,
        note=cells.get("note") or None,
    )
    return replace(line, origin="facsimile") if cells.get("origin") == "facsimile" else line
