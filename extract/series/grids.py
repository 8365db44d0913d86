"""Find series on cards in several rows, whose numbers are level within a row of cards.

A name of three lines moves the numbers of all cards in its row down, so that the distance between name and
number differs from row to row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.instrument import AREA_NUMBERS
from extract.mentions import Mention
from extract.numbers import Number
from extract.series.grouping import group_in_order, group_rows
from extract.series.ladders import Ladder
from extract.series.sheet import Sheet

SAME_LINE = 3.5  # points; largest difference between the upper edges of the names in a row
LEAST_NAMES = 2  # names in a row
SAME_HEIGHT = 0.15  # largest difference between the heights of the numbers, as a share
EDGE = 4.0  # points; a card's number may begin so much to the left of its name


def find_grid(sheet: Sheet, ladder: Ladder) -> Iterator[dict[int, Number]]:
    """Yield the numbers of eight cards in several rows, for each line of numbers that all cards have."""
    rows = _list_rows(ladder)
    alone = any(len(row) < LEAST_NAMES for row in rows)
    if set(ladder.labels) != set(AREA_NUMBERS) or len(rows) < 2 or alone:
        return
    bottoms = [max(label.bottom for label in row) for row in rows]
    tops = [min(label.top for label in row) for row in rows]
    reach = max(after - before for before, after in pairwise(tops))
    ends = [*tops[1:], tops[-1] + reach]
    bands = [
        list(_list_levels(sheet, row, bottom, end))
        for row, bottom, end in zip(rows, bottoms, ends, strict=True)
    ]
    if len({len(levels) for levels in bands}) != 1:
        return
    for levels in zip(*bands, strict=True):
        heights = [number.word.height for level in levels for number in level.values()]
        if max(heights) <= (1 + SAME_HEIGHT) * min(heights):
            yield {area_no: number for level in levels for area_no, number in level.items()}


def _list_rows(ladder: Ladder) -> list[list[Mention]]:
    rows = group_in_order(
        sorted(ladder.labels.values(), key=lambda each: each.top),
        lambda row, label: label.top - row[0].top <= SAME_LINE,
    )
    return [sorted(row, key=lambda each: each.x0) for row in rows]


def _list_levels(
    sheet: Sheet, row: Sequence[Mention], top: float, bottom: float
) -> Iterator[dict[int, Number]]:
    """Yield the lines of numbers below a row of names that have exactly one number for each name."""
    numbers = [each for each in sheet.numbers if top - 1 < each.word.top and each.word.bottom < bottom]
    starts = [*((each.lead or each.words)[0].x0 - EDGE for each in row), float("inf")]
    for line in group_rows(numbers):
        cards = [
            [number for number in line if start <= number.word.x0 < end] for start, end in pairwise(starts)
        ]
        if all(len(card) == 1 for card in cards):
            yield {label.area_no: card[0] for label, card in zip(row, cards, strict=True)}
