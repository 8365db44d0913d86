"""The catalogue: a CSV file of addresses of reports, with hints that are checked against each document."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from extract.records import CatalogueLine
from extract.sources.catalogue_rows import (
    CODE,
    CatalogueError,
    Problem,
    Row,
    check_row,
    read_catalogue_text,
    read_rows,
)
from extract.sources.masking import mask_address

log = logging.getLogger("kommunkompassen.pull")

DATA = Path(__file__).parents[1] / "data"
COLUMNS = ("url", "landing_page", "municipality_code", "round", "publisher", "origin", "note")


def project_catalogue() -> Path:
    """The path of the project's own catalogue."""
    return DATA / "catalogue.csv"


def read_catalogue(path: Path) -> list[CatalogueLine]:
    """Read a catalogue file, as ``parse_catalogue`` does. Raises ``CatalogueError``."""
    return parse_catalogue(read_catalogue_text(path), path.name)


def parse_catalogue(text: str, name: str) -> list[CatalogueLine]:
    """Parse a catalogue, in its order; ``name`` is the file's name for messages.

    A line that repeats another one completely is left out with a warning. Addresses keep their credentials
    and must be masked before they are shown. Raises ``CatalogueError`` with all problems.
    """
    rows, problems = read_rows(text, name, required="url")
    lines: dict[str, CatalogueLine] = {}
    first_seen: dict[str, int] = {}
    for row in rows:
        found = list(check_row(name, row))
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


def check_catalogue(path: Path, known_codes: set[str]) -> list[Problem]:
    """List all problems of a catalogue file, by line.

    These are the problems for which ``read_catalogue`` raises, repeated addresses, unknown columns and
    unknown municipality codes. Raises ``CatalogueError`` only for a file that cannot be read as CSV at all.
    """
    name = path.name
    rows, problems = read_rows(read_catalogue_text(path), name, required="url")
    seen: dict[str, int] = {}
    if rows:
        for column in rows[0].cells:
            if column not in COLUMNS:
                problems.append(Problem(name, 1, column, "this column is not one of a catalogue's."))
    for row in rows:
        problems += check_row(name, row)
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
