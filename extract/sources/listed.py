"""The project's own lists: transcripts of reports, and evaluations whose reports have no known address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.sources.catalogue import DATA
from extract.sources.catalogue_rows import (
    CatalogueError,
    Problem,
    Row,
    check_hints,
    check_row,
    read_catalogue_text,
    read_rows,
)


@dataclass(frozen=True)
class Transcript:
    """A page of a document viewer that repeats the text of a report; municipality and round are hints."""

    url: str
    municipality_code: str | None = None
    round: int | None = None


@dataclass(frozen=True)
class UnlocatedEvaluation:
    """An evaluation that is known to have been made but whose report has no known address.

    ``landing_page`` is a page that may lead to it.
    """

    municipality: str
    municipality_code: str | None
    round: int | None
    landing_page: str | None
    note: str | None


def read_unlocated(path: Path | None = None) -> list[UnlocatedEvaluation]:
    """Read the known evaluations without an address. Raises ``CatalogueError``."""
    rows = _read_checked(path or DATA / "unlocated.csv", "municipality", check_hints)
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
    """Read the addresses of transcripts. Raises ``CatalogueError``."""
    rows = _read_checked(path or DATA / "transcripts.csv", "url", check_row)
    return [
        Transcript(
            url=row.cells["url"],
            municipality_code=row.cells.get("municipality_code") or None,
            round=int(row.cells["round"]) if row.cells.get("round") else None,
        )
        for row in rows
    ]


def _read_checked(path: Path, required: str, check: Callable[[str, Row], Iterator[Problem]]) -> list[Row]:
    """Read the rows of one of the project's lists.

    Raises ``CatalogueError`` with all problems of ``check``.
    """
    rows, problems = read_rows(read_catalogue_text(path), path.name, required=required)
    for row in rows:
        problems += check(path.name, row)
    if problems:
        raise CatalogueError(problems)
    return rows
