"""Find the part of a page that a ladder's table takes up: its left and right limits, and its first row."""

from __future__ import annotations

from collections.abc import Sequence

from extract.mentions import find_mentions
from extract.numbers import parse_numbers
from extract.page.words import Word
from extract.series.ladders import Ladder
from extract.series.lines import SUM_LABEL, find_text_beside, has_prose, has_text_before, split_phrases
from extract.series.sheet import Sheet
from extract.vocabulary import YEAR

BEFORE_NAMES = 12.0  # points; text may begin so much to the left of names that have something beside them
MAIN_ROW = 40.0  # points; largest distance of a main area's row or a sum above the first name
LETTERS_OF_ROW = 6  # letters; the name of a question has more


def find_stretch(sheet: Sheet, ladder: Ladder) -> tuple[float, float]:
    """Find the left and right limit of a ladder's table, between other names and columns of text."""
    key = "stretch", *map(id, ladder.ordered)
    if key not in sheet.found:
        sheet.found[key] = _measure_stretch(sheet, ladder)
    stretch: tuple[float, float] = sheet.found[key]
    return stretch


def _measure_stretch(sheet: Sheet, ladder: Ladder) -> tuple[float, float]:
    x0 = min((label.lead or label.words)[0].x0 for label in ladder.ordered)
    x1 = max(label.x1 for label in ladder.ordered)
    beside = [label for label in sheet.labels if label.bottom >= ladder.top and label.top <= ladder.bottom]
    lines = sheet.view.lines()
    is_right = has_text_before(lines, ladder.top, ladder.bottom, x0) or any(each.x1 < x0 for each in beside)
    starts = [(each.lead or each.words)[0].x0 for each in beside]
    ends = [start for start in starts if start > x1]
    text = find_text_beside(lines, ladder.top, ladder.bottom, x1)
    return x0 - BEFORE_NAMES if is_right else float("-inf"), min([*ends, text]) - 3


def find_top(sheet: Sheet, ladder: Ladder) -> float:
    """Find the upper edge of the first row.

    A main area or a sum may be above the first name. Rows of questions may be beside it in a merged cell, or
    above it if its row is their sum.
    """
    key = "top", *map(id, ladder.ordered)
    if key not in sheet.found:
        sheet.found[key] = _measure_top(sheet, ladder)
    top: float = sheet.found[key]
    return top


def _measure_top(sheet: Sheet, ladder: Ladder) -> float:
    top = min(word.top for label in ladder.ordered for word in (*label.lead, *label.words))
    end = max(label.x1 for label in ladder.ordered) if not ladder.ordered[0].is_sum else float("-inf")
    rows = [
        min(word.top for word in line)
        for line in _list_lines(sheet, ladder)
        if line[0].middle < top and (_is_row_of_sum(line) or _is_row_beside(line, end))
    ]
    for row in sorted([*rows, *_list_main_rows(sheet, ladder)], reverse=True):
        top = row if top - MAIN_ROW < row < top else top
    return top


def _list_main_rows(sheet: Sheet, ladder: Ladder) -> list[float]:
    """List the upper edges of the names of main areas that have points beside them."""
    left, right = find_stretch(sheet, ladder)
    points = [
        each.word for each in sheet.numbers if left <= each.word.x0 < right and not YEAR.fullmatch(each.text)
    ]
    return [
        main.top
        for main in find_mentions(sheet.view)
        if not main.areas and any(main.top < word.middle < main.bottom for word in points)
    ]


def _list_lines(sheet: Sheet, ladder: Ladder) -> list[tuple[Word, ...]]:
    """List the lines of the page, each as far as it is in the ladder's part of the page."""
    left, right = find_stretch(sheet, ladder)
    inside = (tuple(word for word in line if left <= word.x0 < right) for line in sheet.view.lines())
    return [line for line in inside if line]


def _is_row_beside(line: Sequence[Word], end: float) -> bool:
    """Whether a line has nothing to the left of ``end``, but words and a number to the right of it."""
    phrases = split_phrases(line)
    last = phrases[-1].words
    return (
        len(phrases) > 1
        and line[0].x0 > end
        and len(last) == 1
        and not YEAR.fullmatch(last[0].text)
        and bool(parse_numbers(last))
        and sum(map(str.isalpha, phrases[0].text)) > LETTERS_OF_ROW
    )


def _is_row_of_sum(line: Sequence[Word]) -> bool:
    """Whether a line with numbers is the row of a sum."""
    text = " ".join(word.text for word in line if not word.text[:1].isdigit())
    is_row = SUM_LABEL.match(text) is not None and not has_prose(line)
    return is_row and any(not YEAR.fullmatch(number.text) for number in parse_numbers(line))
