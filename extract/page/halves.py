"""Sheets that show two pages side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.page.words import Word

WIDE = 1.25  # times the height: a sheet of two pages is at least so wide
EDGE = 0.15  # of the height: where the running heads and feet of pages stand
LEVEL = 2.0  # points
APART = 0.03  # of the width, that the same words may stand off their place in the other half
LEAST_WORDS = 2  # of a running head
NUMBER = re.compile(r"\d+")


def part_halves(words: Sequence[Word], width: float, height: float) -> list[tuple[Word, ...]]:
    """The words of each page of a sheet that shows two side by side; all together for any other.

    Two pages are told by their running heads or feet: the same words but for numbers, at the same height and
    at the same place of either half; and no word crosses the middle.
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
