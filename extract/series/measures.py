"""The points between which the distance of a number from a name is measured, and the tolerances."""

from __future__ import annotations

from collections.abc import Callable

from extract.mentions import Mention
from extract.numbers import Number

# The factors are multiples of the height of the names.
SAME_LINE = 0.36  # largest vertical difference between the distances of two numbers from their names
SAME_COLUMN = 0.45  # the same horizontally
REACH_DOWN = 7.0  # largest vertical distance of a number from its name
Found = dict[int, Number]  # by area number

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
    lambda label: label.words[0].x0,
)
EDGES: tuple[Callable[[Number], float], ...] = (
    lambda number: (number.word.x0 + number.word.x1) / 2,
    lambda number: number.word.x0,
    lambda number: number.word.x1,
)
