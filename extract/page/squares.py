"""Join the digits of a number of points that a form prints with one digit in each square.

Only digits in equal squares that touch are one number, if the squares are one row with a label for points.
Cells of a table are not: they have equal ones above or below, or a heading each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from extract.page.figures import Figure
from extract.page.geometry import Geometry
from extract.records import Box

if TYPE_CHECKING:
    from extract.page.words import Word

EQUAL = 0.5  # points; squares whose sizes or places differ more are not of one row
GAP = 1.5  # points; squares that are farther apart do not touch
MOST_SQUARES = 4  # of a number
LARGEST = 3.0  # multiple of a digit's height; a larger box is no square of a digit
ABOVE = 1.5  # multiple of a square's height; largest distance of the label above it
BESIDE = 3.0  # multiple of a square's width; largest distance of the label before it
SPACE = 0.8  # multiple of the height; words of a label have smaller gaps
GOES_ON = re.compile(r"[,.½\d]")  # with the decimals of a number
LABEL = re.compile(
    r"(?:(?:antal|antall|erhållna|summa|sum|totala?) )?po[äe]ng(?:tal|sum|summa)?"
    r"(?: (?:i allt|totalt|sammanlagt|tillsammans|samlet))?(?: \((?:max|maks|0|högst|av)[^)]*\))?:?"
    r"|(?:summa|sum|totalt|sammanlagt|samlet):?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Square:
    box: Box
    digit: Word | None


def join_squares(words: tuple[Word, ...], figures: Sequence[Figure], geometry: Geometry) -> tuple[Word, ...]:
    """Replace the digits in each row of squares with a label for points by one word, their number."""
    digits = [word for word in words if len(word.text) == 1 and word.text.isdigit()]
    if len(digits) < 2 or len(figures) < 2:
        return words
    boxes = list(_list_boxes(figures, geometry, LARGEST * max(word.height for word in digits)))
    joined: dict[int, Word | None] = {}
    for row in _list_rows(boxes, words):
        own = [square.digit for square in row if square.digit is not None]
        if len(own) > 1 and _has_label(row, words):
            joined |= {id(word): None for word in own}
            joined[id(own[0])] = _join(row)
    return tuple(new for word in words if (new := joined.get(id(word), word)) is not None)


def _list_boxes(figures: Sequence[Figure], geometry: Geometry, largest: float) -> Iterator[Box]:
    """List the places of the small upright rectangles of a page, each once."""
    found = [each for each in figures if len(set(each.points)) == 4 and _is_upright(each)]
    if not found:
        return
    places = np.stack(geometry.place(*np.array([each.bounds for each in found]).T), axis=1)
    for place in np.unique(np.round(places, 1), axis=0).tolist():
        box = Box(*place)
        if 0 < box.x1 - box.x0 <= largest and 0 < box.bottom - box.top <= largest:
            yield box


def _is_upright(figure: Figure) -> bool:
    return len({x for x, _ in figure.points}) == 2 == len({y for _, y in figure.points})


def _list_rows(boxes: Sequence[Box], words: Sequence[Word]) -> Iterator[list[_Square]]:
    """List the rows of touching squares that end with digits, and have no equal squares above or below."""
    for _, level in groupby(sorted(boxes, key=lambda box: (box.top, box.x0)), key=lambda box: box.top):
        row: list[Box] = []
        for box in (*level, None):
            if box is not None and (not row or _follows(row[-1], box)):
                row.append(box)
                continue
            if 2 <= len(row) <= MOST_SQUARES and _is_alone(row, boxes, words):
                yield from _fill(row, words)
            row = [box] if box is not None else []


def _is_alone(row: Sequence[Box], boxes: Sequence[Box], words: Sequence[Word]) -> bool:
    """Whether no equal squares are above or below a row, and nothing beside it goes on with its number."""
    first, last = row[0], row[-1]
    left, right = 2 * first.x0 - first.x1, 2 * last.x1 - last.x0  # a square's width before and after
    for box in boxes:
        is_level = abs(box.top - first.top) <= EQUAL and box.x1 > left and box.x0 < right and box not in row
        if is_level or any(_is_below(box, each) or _is_below(each, box) for each in row):
            return False
    return not any(
        last.x1 <= (word.x0 + word.x1) / 2 < right and first.top < word.bottom and word.top < first.bottom
        for word in words
        if GOES_ON.match(word.text)
    )


def _follows(before: Box, box: Box) -> bool:
    return _are_equal(before, box) and abs(box.x0 - before.x1) <= GAP


def _is_below(above: Box, box: Box) -> bool:
    is_under = abs(box.x0 - above.x0) <= GAP and abs(box.top - above.bottom) <= GAP
    return is_under and _are_equal(above, box)


def _are_equal(one: Box, other: Box) -> bool:
    wider = abs((one.x1 - one.x0) - (other.x1 - other.x0))
    return max(wider, abs((one.bottom - one.top) - (other.bottom - other.top))) <= EQUAL


def _fill(row: Sequence[Box], words: Sequence[Word]) -> Iterator[list[_Square]]:
    """Yield a row with what is in its squares, if that is one digit in each after empty ones."""
    inside = [[word for word in words if _meets(word, box)] for box in row]
    digits = [found[0] if len(found) == 1 else None for found in inside]
    first = next((at for at, digit in enumerate(digits) if digit is not None), len(row))
    own = [digit for digit in digits[first:] if digit is not None and len(digit.text) == 1]
    if any(inside[:first]) or len(own) < len(row) - first or not all(digit.text.isdigit() for digit in own):
        return
    level = max((digit.bottom for digit in own), default=0.0) - min(
        (digit.bottom for digit in own), default=0.0
    )
    if level <= EQUAL and len({round(digit.height, 1) for digit in own}) == 1:
        yield [_Square(box, digit) for box, digit in zip(row, digits, strict=True)]


def _meets(word: Word, box: Box) -> bool:
    middle = (word.x0 + word.x1) / 2
    return box.x0 < middle < box.x1 and box.top < word.middle < box.bottom


def _has_label(row: Sequence[_Square], words: Sequence[Word]) -> bool:
    """Whether all that stands directly above a row of squares, or else before it, is a label for points."""
    first, last = row[0].box, row[-1].box
    high, wide = first.bottom - first.top, first.x1 - first.x0
    over = [
        word
        for word in words
        if word.x0 < last.x1 and first.x0 < word.x1 and first.top - ABOVE * high < word.middle < first.top
    ]
    if over:
        lowest = max(over, key=lambda word: word.middle)
        return _is_label([word for word in over if abs(word.middle - lowest.middle) < lowest.height / 2])
    before = [word for word in words if word.x1 <= first.x0 and first.top < word.middle < first.bottom]
    near = [max(before, key=lambda word: word.x1)] if before else []
    while near and (more := [each for each in before if -1 < near[0].x0 - each.x1 < SPACE * each.height]):
        near.insert(0, max(more, key=lambda word: word.x1))
    return bool(near) and first.x0 - near[-1].x1 <= BESIDE * wide and _is_label(near)


def _is_label(words: Sequence[Word]) -> bool:
    """Whether words without a wide gap between them are a label for points."""
    line = sorted(words, key=lambda word: word.x0)
    is_one = all(after.x0 - word.x1 < SPACE * word.height for word, after in pairwise(line))
    return is_one and LABEL.fullmatch(" ".join(word.text for word in line)) is not None


def _join(row: Sequence[_Square]) -> Word:
    """Join the digits of a row into a word that is as wide as its squares, which its label is set to."""
    digits = [square.digit for square in row if square.digit is not None]
    first, last = digits[0], digits[-1]
    box = Box(first.box.x0, first.box.top, last.box.x1, first.box.bottom)
    text = "".join(digit.text for digit in digits)
    return replace(first, text=text, x0=row[0].box.x0, x1=row[-1].box.x1, box=box)
