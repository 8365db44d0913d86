"""Tell two columns of running text on a page apart, so that their lines are not taken for one another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

# Gaps are shares of the height of the letters.
LEAST_GAP = 0.6  # between the columns; the words of a line are closer to each other
LEAST_LINES = 8  # lines of running text in each column
COLUMN_LETTERS = 25  # of such a line; the cells of a table are shorter
MOST_ACROSS = 0.3  # share of the rows that may run across both columns, as titles do
EDGE = 0.3  # share of the width of the text; the second column begins farther from its left and right ends


class Word(NamedTuple):  # thousands are made for every page
    """Letters drawn one after another; coordinates in points of the upright page, ``y`` upwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    height: float
    middle: float  # vertically


Row = list[Word]  # from left to right


def order_columns(rows: Sequence[Row]) -> list[Row]:
    """Put the rows of a page in reading order: where it has two columns of text, the left one comes first.

    A row that runs across both columns ends them: what is below it is read after what is above.
    """
    gutter = _find_gutter(rows)
    if gutter is None:
        return list(rows)
    ordered: list[Row] = []
    right: list[Row] = []
    for row in rows:
        parts = _part(row, gutter)
        if parts is None:
            ordered += [*right, row]
            right = []
        else:
            ordered += [part for part in parts[:1] if part]
            right += [part for part in parts[1:] if part]
    return ordered + right


def _find_gutter(rows: Sequence[Row]) -> float | None:
    """Find the left edge of the second of two columns of running text; ``None`` on other pages."""
    if len(rows) < LEAST_LINES:
        return None
    left, right = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    low, high = left + EDGE * (right - left), right - EDGE * (right - left)
    edges = Counter(round(word.x0) for row in rows for word in _list_starts(row) if low < word.x0 < high)
    for edge, times in edges.most_common(2):
        if times >= LEAST_LINES and _parts_text(rows, edge - 1.0):
            return edge - 1.0
    return None


def _list_starts(row: Row) -> Iterator[Word]:
    """List the words of a row that have no other close before them."""
    yield row[0]
    for before, word in pairwise(row):
        if word.x0 - before.x1 >= LEAST_GAP * word.height:
            yield word


def _parts_text(rows: Sequence[Row], gutter: float) -> bool:
    """Whether there is running text on both sides of a place, and little across it."""
    parted = [parts for row in rows if (parts := _part(row, gutter)) is not None]
    columns = zip(*parted, strict=True) if parted else ()
    return len(rows) - len(parted) <= MOST_ACROSS * len(rows) and all(
        sum(sum(len(word.text) for word in part) >= COLUMN_LETTERS for part in column) >= LEAST_LINES
        for column in columns
    )


def _part(row: Row, gutter: float) -> tuple[Row, Row] | None:
    """Part a row at a place; ``None`` if its words run across."""
    left, right = [word for word in row if word.x0 < gutter], [word for word in row if word.x0 >= gutter]
    if left and left[-1].x1 > gutter:
        return None
    if left and right and right[0].x0 - left[-1].x1 < LEAST_GAP * right[0].height:
        return None
    return left, right
