"""Tell a memo that carries an evaluation's points as its appendix from one that quotes an evaluation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.identity.dates import find_dates, iterate_years
from extract.identity.layout import Page
from extract.identity.pointed import LEAST_POINTED, list_pointed_areas

SUBJECT = 12  # first lines of a letter, in which its subject stands
SUBJECT_LETTERS = 90  # a longer line is text
CAPTION_LETTERS = 70
HEAD = 8  # first lines of a page, below the letterhead, in which an appendix begins
LATEST = 1  # years after the evaluation in which a letter carries its result
_APPENDIX = re.compile(r"^(?:bilaga|vedlegg)\b", re.IGNORECASE)
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
    told = {year for page in appended for line in _list_captions(page) for year in iterate_years(line)}
    subject = list_subject_years(pages[0])
    if subject:
        return told <= subject
    dated = {span.start.year for line in pages[0].lines[:SUBJECT] for span in find_dates(line)} - {None}
    latest = max((year for year in dated if year), default=None)
    return latest is not None and all(latest - LATEST <= year <= latest for year in told)


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
