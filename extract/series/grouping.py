"""Group items in their order, such as the numbers of a page to lines and aligned names to columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from extract.numbers import Number

Item = TypeVar("Item")
SAME_ROW = 0.5  # multiple of a number's height; largest difference between the middles of numbers in a row


def group_in_order(items: Iterable[Item], goes_on: Callable[[list[Item], Item], bool]) -> list[list[Item]]:
    """Put each item in the group before it if it goes on with that, or else in a new one."""
    groups: list[list[Item]] = []
    for item in items:
        if groups and goes_on(groups[-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def group_rows(numbers: Iterable[Number]) -> list[list[Number]]:
    """Group numbers to printed lines, from top to bottom."""

    def is_level(row: Sequence[Number], number: Number) -> bool:
        return number.word.middle - row[0].word.middle < SAME_ROW * number.word.height

    return group_in_order(sorted(numbers, key=lambda each: each.word.middle), is_level)
