"""Recognise the lines of a text that stands beside a large number, which are no names of it."""

from __future__ import annotations

from extract.numbers import Number
from extract.series.sheet import OTHER_TYPE, Cell, Sheet

STEP = 2.4  # multiple of the height; largest distance between the tops of two lines of a text or list
INDENT = 2.5  # multiple of the height; a list may begin so much to the right of its heading
LEAST_LINES = 4  # of a text; fewer may be a long name
SAME_TYPE = 0.85  # share of the height; a number as large as another one has a name as that has


def is_text_beside(sheet: Sheet, cell: Cell, number: Number) -> bool:
    """Whether a cell left of a number is a line within a text or list, beside which only this number stands.

    The number is in much larger type, as on a slide with an area's points in a circle.
    """
    word = number.word
    if word.height < OTHER_TYPE * cell.height or not _has_letters(cell):
        return False
    lines = sorted(
        (
            each
            for each in sheet.cells
            if each.x1 <= word.x0 + 1 and abs(each.x0 - cell.x0) < INDENT * cell.height and _has_letters(each)
        ),
        key=lambda each: each.top,
    )
    at = next(place for place, each in enumerate(lines) if each is cell)
    first = last = at
    while first and lines[first].top - lines[first - 1].top < STEP * cell.height:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].top - lines[last].top < STEP * cell.height:
        last += 1
    if first == at or last - first + 1 < LEAST_LINES:
        return False
    return not any(
        other.word is not word
        and other.word.x0 > cell.x1
        and other.word.height > SAME_TYPE * word.height
        and lines[first].top < other.word.middle < lines[last].bottom
        for other in sheet.numbers
    )


def _has_letters(cell: Cell) -> bool:
    return any(map(str.isalpha, cell.text))
