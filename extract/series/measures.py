"""Between which points the distance of a number from a name is measured, and how much it may differ."""

from __future__ import annotations

from collections.abc import Callable

from extract.mentions import Mention
from extract.numbers import Number

SAME_LINE = 0.36  # times the height, that two displacements of one relation may differ downwards
SAME_COLUMN = 0.45  # times the height, the same across
REACH_DOWN = 7.0  # times the height between a name and its number, where they are tied by displacement
Found = dict[int, Number]  # by area

DOWN: tuple[Callable[[Mention], float], ...] = (
    lambda label: label.words[0].middle,
    lambda label: (label.top + label.bottom) / 2,
    lambda label: label.words[-1].middle,
    lambda label: (label.lead or label.words)[0].middle,
)
ACROSS: tuple[Callable[[Mention], float], ...] = (
    lambda label: (label.x0 + label.x1) / 2,
    lambda label: label.x0,
    lambda label: label.x1,
    lambda label: label.x_end,
    lambda label: (label.lead or label.words)[0].x0,
)
EDGES: tuple[Callable[[Number], float], ...] = (
    lambda number: (number.word.x0 + number.word.x1) / 2,
    lambda number: number.word.x0,
    lambda number: number.word.x1,
)
