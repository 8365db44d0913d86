"""Tell which of several tables below each other, with the areas as columns, a row of numbers belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from extract.mentions import Mention
from extract.numbers import Number
from extract.series.grouping import group_rows
from extract.series.ladders import LEAST_AREAS, Ladder
from extract.series.sheet import Sheet

LEAST_NAMES = 2  # of other areas; fewer are no head of a table


def is_of_other_names(sheet: Sheet, ladder: Ladder, row: Sequence[Number]) -> bool:
    """Whether the names of other areas are between a row of numbers and a ladder across, or head the row.

    They head a row above the ladder if they are over it, and the ladder has rows of its own below.
    """
    others = [label for label in sheet.labels if label.area_no not in ladder.labels and _is_along(label, row)]
    if len({label.area_no for label in others}) < LEAST_NAMES:
        return False
    top, bottom = min(each.word.top for each in row), max(each.word.bottom for each in row)
    if top > ladder.bottom - 1:
        return _are_between(others, ladder.bottom, top)
    if bottom >= ladder.top + 1:
        return False
    heads = _are_between(others, 0.0, top) and _has_rows_below(sheet, ladder, others)
    return heads or _are_between(others, bottom, ladder.top)


def _is_along(label: Mention, row: Sequence[Number]) -> bool:
    return any(label.x0 < each.word.x1 and each.word.x0 < label.x1 for each in row)


def _are_between(labels: Sequence[Mention], top: float, bottom: float) -> bool:
    between = {label.area_no for label in labels if label.top > top - 1 and label.bottom < bottom + 1}
    return len(between) >= LEAST_NAMES


def _has_rows_below(sheet: Sheet, ladder: Ladder, others: Sequence[Mention]) -> bool:
    """Whether there is a row of numbers below a ladder and above the next names of other areas."""
    end = min((label.top for label in others if label.top > ladder.bottom - 1), default=float("inf"))
    below = [each for each in sheet.numbers if ladder.bottom - 1 < each.word.top < end]
    return any(
        sum(_is_along(label, row) for label in ladder.labels.values()) >= LEAST_AREAS
        for row in group_rows(below)
    )
