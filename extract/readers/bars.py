"""Bars of charts: which shape a number is printed at, and the legends that give shapes their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.numbers import Number
from extract.page.words import PageWords, Shape, Word
from extract.records import Box

NEAR = 14.0  # points between a bar's end and its number
THICKEST = 90.0
SCALE_ERROR = 0.07  # bars are as long as their numbers say, within this share
LEAST_SHARE = 0.75
SWATCH = 26.0
SWATCH_GAP = 16.0
LEGEND_SPACE = 1.2  # times the height, between words of one legend


def match_lying(page: PageWords, numbers: Sequence[Number]) -> dict[int, Shape]:
    """By place in ``numbers``, the lying bar at whose end each stands; empty if they are no bars."""
    found = {}
    for at, number in enumerate(numbers):
        box = number.box
        middle = (box.top + box.bottom) / 2
        near = [
            shape
            for shape in page.shapes
            if shape.box.top - 1 <= middle <= shape.box.bottom + 1
            and shape.box.bottom - shape.box.top < THICKEST
            and _ends_near(shape.box.x0, shape.box.x1, box.x0, box.x1)
        ]
        if near:
            found[at] = min(near, key=lambda shape: shape.box.bottom - shape.box.top)
    lengths = {at: shape.box.x1 - shape.box.x0 for at, shape in found.items()}
    return found if _is_to_scale(lengths, numbers) else {}


def match_upright(page: PageWords, numbers: Sequence[Number]) -> dict[int, Shape]:
    """By place in ``numbers``, the upright bar at whose end each stands; empty if they are no bars."""
    found = {}
    for at, number in enumerate(numbers):
        box = number.box
        middle = (box.x0 + box.x1) / 2
        near = [
            shape
            for shape in page.shapes
            if shape.box.x0 - 1 <= middle <= shape.box.x1 + 1
            and shape.box.x1 - shape.box.x0 < THICKEST
            and _ends_near(-shape.box.bottom, -shape.box.top, -box.bottom, -box.top)
        ]
        if near:
            found[at] = min(near, key=lambda shape: shape.box.x1 - shape.box.x0)
    lengths = {at: shape.box.bottom - shape.box.top for at, shape in found.items()}
    return found if _is_to_scale(lengths, numbers) else {}


def _ends_near(start: float, end: float, first: float, last: float) -> bool:
    """Whether a number from ``first`` to ``last`` stands just beyond or just within the end of a bar."""
    return -2 <= first - end <= NEAR or (first >= start - 2 and -2 <= end - last <= NEAR)


def _is_to_scale(lengths: Mapping[int, float], numbers: Sequence[Number]) -> bool:
    if len(lengths) < LEAST_SHARE * len(numbers) or len(lengths) < 3:
        return False
    ratios = sorted(length / numbers[at].value for at, length in lengths.items() if numbers[at].value > 0)
    if not ratios or len({numbers[at].value for at in lengths}) < 2:
        return False
    usual = ratios[len(ratios) // 2]
    fitting = sum(abs(ratio - usual) <= SCALE_ERROR * usual for ratio in ratios)
    return usual > 0 and fitting >= LEAST_SHARE * len(ratios)


def read_legend(page: PageWords, near: Box) -> dict[str, str]:
    """The words of the legend by the colour of their swatches; legends stand on the chart's own page."""
    legend: dict[str, str] = {}
    for shape in page.shapes:
        box = shape.box
        if not (2 <= box.x1 - box.x0 <= SWATCH * 1.6 and 2 <= box.bottom - box.top <= SWATCH):
            continue
        if box.bottom < near.top - 150 or box.top > near.bottom + 150:
            continue
        words = _read_beside(page, box)
        if any(word.text[:1].isalpha() or len(word.text) == 4 for word in words):
            legend.setdefault(shape.colour, " ".join(word.text for word in words))
    return legend


def _read_beside(page: PageWords, box: Box) -> list[Word]:
    """The words right after a swatch, up to the next wide space."""
    middle = (box.top + box.bottom) / 2
    words: list[Word] = []
    for word in sorted(page.words, key=lambda word: word.x0):
        if not word.top - 2 <= middle <= word.bottom + 2 or word.x0 < box.x1 - 1:
            continue
        gap = word.x0 - (words[-1].x1 if words else box.x1)
        if gap > (SWATCH_GAP if not words else LEGEND_SPACE * word.height):
            break
        words.append(word)
    return words
