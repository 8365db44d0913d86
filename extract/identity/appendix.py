"""Tell a memo that carries an evaluation's points or report as its appendix from one that quotes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.identity.dates import find_dates, iterate_years
from extract.identity.layout import Page
from extract.identity.names import find_mentions
from extract.identity.pagetext import Squeezed
from extract.identity.pointed import LEAST_POINTED, list_pointed_areas
from extract.identity.told import find_told

SUBJECT = 12  # first lines of a letter, in which its subject stands
SUBJECT_LETTERS = 90  # a longer line is text
CAPTION_LETTERS = 70
HEAD = 8  # first lines of a page, below the letterhead, in which an appendix begins
PROSE_LETTERS = 40  # a longer line below a heading is text
LATEST = 1  # years after the evaluation in which a letter carries its result
_APPENDIX = re.compile(r"^(?:bilaga|vedlegg)\b", re.IGNORECASE)
_ANALYSIS = re.compile(
    r"(?:kommune? ?kompass\w*\W+)?(?:rapport\W+)?"
    r"(?:(?:en )?(?:analys|utvärdering|evaluering)(?:en)? a[vf]\b|evalueringsrapport)",
    re.IGNORECASE,
)
_INSTRUMENT = re.compile(r"kommune? ?kompass", re.IGNORECASE)


def list_subject_years(letter: Page) -> set[int]:
    """List the years beside the instrument in the subject of a letter."""
    return {year for line in _list_subjects(letter) for year in iterate_years(line)}


def list_caption_years(pages: Sequence[Page], name: str) -> set[int]:
    """List the years of headings and captions, which are short lines, that name the municipality."""
    lines = [line for page in pages for line in page.lines if name.casefold() in line.casefold()]
    return {
        year for line in lines if _is_caption(line) and not find_dates(line) for year in iterate_years(line)
    }


def _is_caption(line: str) -> bool:
    """Whether a line is as short as a caption and no end of a sentence."""
    return 0 < len(line) <= CAPTION_LETTERS and line[-1] not in ".,-"


def carries_result(pages: Sequence[Page]) -> bool:
    """Whether a letter on an evaluation has an appendix that gives most areas points.

    Points with the year of an earlier evaluation than the letter is about are only quoted.
    """
    if not _list_subjects(pages[0]):
        return False
    start = next((at for at, page in enumerate(pages) if at and _find_head(page) is not None), None)
    appended = pages[start:] if start is not None else ()
    if len(list_pointed_areas(appended)) < LEAST_POINTED:
        return False
    captions = [line for page in appended for line in _list_captions(page)]
    return _is_about(pages[0], {year for line in captions for year in iterate_years(line)})


def _is_about(letter: Page, told: set[int]) -> bool:
    """Whether a letter is about an evaluation of the years told, by its subject, or else by its date."""
    subject = list_subject_years(letter)
    if subject:
        return told <= subject
    dated = {span.start.year for line in letter.lines[:SUBJECT] for span in find_dates(line)} - {None}
    latest = max((year for year in dated if year), default=None)
    return latest is not None and all(latest - LATEST <= year <= latest for year in told)


def binds_report(pages: Sequence[Page]) -> bool:
    """Whether papers give most areas points and have the report itself behind them.

    It begins with a title of its own, and most areas are headings of text in it. The report of another
    evaluation than the papers are about, or of a municipality that they do not name, makes their points no
    report's.
    """
    start = next((at for at, page in enumerate(pages) if at and _list_titles(page)), None)
    if start is None or len(list_pointed_areas(pages, with_papers=True)) < LEAST_POINTED:
        return False
    chapters = {area_no for page in pages[start:] for area_no in _list_chapters(page)}
    titled = {year for line in _list_titles(pages[start]) for year in iterate_years(line)}
    told = {span.start.year for page in pages[:start] for _, span in find_told(page, None)} - {None}
    fits = not told or all({year - LATEST, year} & told for year in titled)
    of_papers = {
        name for page in pages[:start] for each in find_mentions(page.squeezed) for name in each.names
    }
    of_title = [find_mentions(Squeezed.of(line)) for line in _list_titles(pages[start])]
    fits &= any(of_papers & each.names for mentions in of_title for each in mentions)
    return len(chapters) >= LEAST_POINTED and fits and _is_about(pages[0], titled)


def _list_titles(page: Page) -> list[str]:
    """List the titles of a report that begins on a page, which name the analysed municipality."""
    head = [line for line in page.lines[:HEAD] if len(line) <= SUBJECT_LETTERS]
    if page.is_assembly or not any(map(_INSTRUMENT.search, head)):
        return []
    return [line for line in head if _ANALYSIS.match(line) and find_mentions(Squeezed.of(line))]


def _list_chapters(page: Page) -> set[int]:
    """List the areas whose names are headings with text below them."""
    below = dict(zip(page.lines, [*page.lines[1:], ""], strict=True))
    found: set[int] = set()
    for line, areas in page.area_lines:
        *_, last = line.split("\n")
        if len(below.get(last, "")) > PROSE_LETTERS:
            found |= {area.area_no for area in areas}
    return found


def _list_subjects(letter: Page) -> list[str]:
    """List the short lines at the beginning of a letter that name the instrument."""
    lines = letter.lines[:SUBJECT]
    return [line for line in lines if len(line) <= SUBJECT_LETTERS and _INSTRUMENT.search(line)]


def _find_head(page: Page) -> int | None:
    """Find the line with which an appendix begins on a page."""
    return next((at for at, line in enumerate(page.lines[:HEAD]) if _APPENDIX.match(line)), None)


def _list_captions(page: Page) -> list[str]:
    """List the captions of an appendix from its heading to the first area, which say what its points are."""
    head = _find_head(page)
    if head is None:
        return []
    rows = {line.split("\n")[0] for line, _ in page.area_lines}
    end = next((at for at, line in enumerate(page.lines) if at > head and line in rows), head + 1)
    return [line for line in page.lines[head:end] if _is_caption(line)]
