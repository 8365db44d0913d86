"""Bars of charts: which shape a number is printed at, and the legends that give shapes their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.numbers import Number
from extract.page.words import PageWords, Shape

NEAR = 14.0  # points between a bar's end and its number
THICKEST = 90.0
SCALE_ERROR = 0.07  # bars are as long as their numbers say, within this share
LEAST_SHARE = 0.75


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
