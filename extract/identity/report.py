"""Find the part of a document that is the report, and its lines in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.identity.cover import read_lines
from extract.identity.layout import FEW_WORDS, TITLES, Page
from extract.instrument import squeeze_text
from extract.page.book import Book

FRONT = 8  # pages: cover, contents, introduction and summary
SHORTEST_REPORT = 8  # pages
LONGEST_GAP = 15  # pages of a report in a row without any heading
FEWEST_ROWS = 2  # numbered sub-areas on the last page of an overview
MUCH_PROSE = 12  # lines as long as prose; a page with more is no cover and no list
PLACED_SHARE = 0.8  # share of a page's letters that the lines by position must contain

_SUBAREA_ROW = re.compile(r"^ *[1-8][.:]\d{1,2}\b.*\d", re.MULTILINE)


@dataclass(frozen=True)
class Report:
    """The pages of a document that are the evaluation report, without the papers around it."""

    pages: tuple[Page, ...]
    covers: tuple[Page, ...]
    ordered: dict[int, list[str]]  # by page number: lines ordered by position, if the file was given
    letters: tuple[Page, ...] = ()  # papers on the evaluation before the report, which is their appendix

    def list_lines(self, page: Page) -> list[str]:
        """List the page's lines in reading order if it is known, else in the order of the text pass."""
        return self.ordered.get(page.number, page.lines)

    @property
    def front(self) -> tuple[Page, ...]:
        """The first pages, in which the report says what it is and when it was made."""
        return self.pages[:FRONT]


def find_report(pages: Sequence[Page], source: Path | Book | None = None) -> Report:
    """Find the part of a document that is the report; often this is the whole document.

    With ``source``, the file itself, the lines of the first pages are put in reading order by position.
    """
    first, last = _find_ends(pages)
    body = tuple(page for page in pages if first <= page.number <= last and not page.is_assembly)
    covers = _choose_covers(body)
    wanted = [*covers, *body[:6]]
    prose = {page.number for page in wanted if page.prose_lines >= MUCH_PROSE}
    ordered = read_lines(source, {page.number for page in wanted}, prose) if source is not None else {}
    placed = {page.number: lines for page in body for lines in _trust(page, ordered)}
    return Report(body, covers, placed, _list_letters(pages, body))


def place_lines(report: Report, source: Path | Book) -> Report:
    """Put all lines of the report in order by position, in case the text pass has joined lines."""
    ordered = read_lines(source, {page.number for page in report.pages})
    placed = {page.number: lines for page in report.pages for lines in _trust(page, ordered)}
    pages = tuple(replace(page, text="\n".join(placed.get(page.number, page.lines))) for page in report.pages)
    return replace(report, pages=pages, ordered=placed)


def _list_letters(pages: Sequence[Page], body: Sequence[Page]) -> tuple[Page, ...]:
    """List the pages of council papers before the report that name the instrument."""
    first = body[0].number if body else 0
    return tuple(
        page
        for page in pages
        if page.number < first and page.is_assembly and any(t in page.squeezed.letters for t in TITLES)
    )


def _trust(page: Page, ordered: dict[int, list[str]]) -> list[list[str]]:
    """Return the lines by position in a list, or nothing if they lack text that OCR has read."""
    lines = ordered.get(page.number, [])
    letters = sum(len(squeeze_text(line)) for line in lines)
    return [lines] if letters >= PLACED_SHARE * len(page.squeezed.letters) else []


def _find_ends(pages: Sequence[Page]) -> tuple[int, int]:
    """Find the numbers of the report's first and last page."""
    if not pages:
        return 1, 0
    covers = [page.number for page in pages if page.is_cover]
    parts = [page.number for page in pages if page.is_contents or page.section_marks]
    bound = any(page.is_assembly for page in pages) or pages[0].opens_assembly
    if not bound or not (covers or parts):
        return (covers or [pages[0].number])[0], pages[-1].number
    first = covers[0] if covers else _step_back(pages, parts[0])
    last = first
    for page in pages:
        marked = page.section_marks or page.area_lines
        if marked and last <= page.number <= last + LONGEST_GAP:
            last = page.number
        elif page.number == last + 1 and len(_SUBAREA_ROW.findall(page.text)) >= FEWEST_ROWS:
            last = page.number  # the end of an overview whose last area is named on the page before
    return first, last


def _choose_covers(body: tuple[Page, ...]) -> tuple[Page, ...]:
    """Choose the first cover (else the first page), its continuation, and covers of further reports."""
    covers: list[Page] = []
    for page in body:
        if page.is_cover and (not covers or page.number > covers[-1].number + SHORTEST_REPORT):
            covers.append(page)
    covers = covers or list(body[:1])
    followers = [page for page in body if covers and page.number == covers[0].number + 1]
    return tuple(covers + [page for page in followers if page.continues_cover])


def _step_back(pages: Sequence[Page], first: int) -> int:
    """Step back to the page before the contents if it has little text and is no page of an agenda."""
    before = next((page for page in pages if page.number == first - 1), None)
    if before is None or before.is_assembly or before.opens_assembly:
        return first
    is_plain = before.may_be_cover or len(before.squeezed.letters) < FEW_WORDS
    return first - 1 if is_plain else first
