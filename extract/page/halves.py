"""Split sheets that show two pages side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.page.words import Word

WIDE = 1.25  # least width of a sheet of two pages, as a multiple of its height
EDGE = 0.15  # share of the height at top and bottom that contains running headers and footers
LEVEL = 2.0  # points by which the heights of the same words may differ
APART = 0.03  # share of the width by which their positions in the two halves may differ
LEAST_WORDS = 2  # words that the headers and footers of both halves must share
NUMBER = re.compile(r"\d+")


def split_halves(words: Sequence[Word], width: float, height: float) -> list[tuple[Word, ...]]:
    """Return the words of each of the two pages of such a sheet; for any other sheet, all words together.

    Two pages are recognised by their running headers or footers: words that are equal apart from numbers, at
    the same height and the same position in both halves. No word may cross the middle.
    """
    whole = tuple(words)
    middle = width / 2
    if width < WIDE * height or any(word.box.x0 < middle - 1 and word.box.x1 > middle + 1 for word in words):
        return [whole]
    left = tuple(word for word in words if word.box.x1 <= middle + 1)
    right = tuple(word for word in words if word.box.x1 > middle + 1)
    return [left, right] if _run_alike(left, right, width, height) else [whole]


def _run_alike(left: Sequence[Word], right: Sequence[Word], width: float, height: float) -> bool:
    shared = 0
    for word in left:
        if EDGE * height < word.middle < (1 - EDGE) * height:
            continue
        if NUMBER.fullmatch(word.text):
            continue
        shared += any(
            NUMBER.sub("0", word.text) == NUMBER.sub("0", other.text)
            and abs(word.middle - other.middle) < LEVEL
            and abs(other.x0 - word.x0 - width / 2) < APART * width
            for other in right
        )
    return shared >= LEAST_WORDS
