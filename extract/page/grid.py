"""Find the names of columns and the numbers of rows that a spreadsheet program prints around its cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from string import ascii_uppercase
from typing import Protocol, TypeVar

LEAST_COLUMNS = 3  # A, B and C
LEAST_ROWS = 5


class Placed(Protocol):
    """A word with its place; coordinates in points from the top left of the page."""

    text: str
    x0: float
    x1: float
    height: float
    middle: float


W = TypeVar("W", bound=Placed)


def find_grid_names(words: Sequence[W]) -> list[W]:
    """Find the letters over the columns of a printed spreadsheet, and the row numbers beside its rows.

    The letters stand in a line of their own from A onwards. The numbers count on, left of their rows, and one
    of them is beside a row of headings: in a table with a key, where A, B and C stand for something, each
    numbered row has numbers. Returns nothing for any other page.
    """
    letters = [word for word in words if len(word.text) == 1 and word.text in ascii_uppercase]
    for first in (word for word in letters if word.text == "A"):
        beside = sorted(_list_in_line(first, words), key=lambda word: word.x0)
        named = "".join(word.text for word in beside)
        if len(beside) >= LEAST_COLUMNS and ascii_uppercase.startswith(named):
            below = [word for word in words if word.middle > first.middle + first.height / 2]
            numbers = _find_row_numbers(below)
            return [*beside, *numbers] if numbers else []
    return []


def _find_row_numbers(words: Sequence[W]) -> list[W]:
    numbers = [word for word in words if word.text.isdecimal()]
    edge = min((word.x1 for word in numbers), default=0.0)
    column = sorted((word for word in numbers if word.x0 < edge), key=lambda word: word.middle)
    counts_on = all(int(two.text) == int(one.text) + 1 for one, two in pairwise(column))
    if len(column) < LEAST_ROWS or not counts_on:
        return []
    rows = [(each, [word for word in _list_in_line(each, words) if word is not each]) for each in column]
    is_left = all(word.x0 > each.x0 for each, row in rows for word in row)
    has_headings = any(row and not any(word.text.isdecimal() for word in row) for _, row in rows)
    return column if is_left and has_headings else []


def _list_in_line(one: W, words: Sequence[W]) -> list[W]:
    return [word for word in words if abs(word.middle - one.middle) < one.height / 2]
