"""Remove footnote marks from the characters of a page: raised, smaller digits, with or without brackets.

The superscript digits of Unicode, such as ``¹``, are marks by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from extract.page.chars import Char, CharTable, Flags
from extract.page.stored import Numbers

# The factors are multiples of the size of the character before the mark.
SMALLER = 0.95  # largest size of a mark
RAISED = (0.15, 0.75)  # range of the height of its base line above the other's
APART = 0.8  # largest distance
LARGEST = 30  # largest number of a footnote
SIGNS = "*†‡"
SUPERSCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
ROUNDING = 1e-6  # points


def may_have_marks(table: CharTable) -> bool:
    """Whether a digit or sign is smaller than another character and at the height of a mark beside it."""
    if not SUPERSCRIPTS.isdisjoint(table.texts):
        return True
    level = table.are_level & ~table.are_blank
    signs = table.find(lambda text: text.isdigit() or text in ")(" + SIGNS)
    (size, base), (large, foot) = (_list_lines(table, rows) for rows in (level & signs, level))
    up = foot - base[:, None]
    raised = (up >= RAISED[0] * large - ROUNDING) & (up <= RAISED[1] * large + ROUNDING)
    return bool((raised & (size[:, None] <= SMALLER * large)).any())


def _list_lines(table: CharTable, rows: Flags) -> Numbers:
    """Return the sizes and base lines that characters of some rows have."""
    pairs = table.sizes[rows] + 1j * table.origins[rows, 1]
    found = np.unique(pairs)
    return np.stack((found.real, found.imag))


def drop_footnote_marks(chars: Sequence[Char]) -> list[Char]:
    """Return the characters without footnote marks. Rotated text is not changed."""
    level = [char for char in chars if char.angle < 1 or char.angle > 359]
    by_row: dict[int, list[Char]] = defaultdict(list)
    for char in level:
        if not char.text.isspace():
            by_row[int(char.origin[1] // ROW)].append(char)
    dropped = {char.index for char in level if char.text in SUPERSCRIPTS}
    for row in by_row.values():
        for sign in _list_runs(sorted(row, key=lambda char: char.x0)):
            first = sign[0]
            for base in _list_near(by_row, first):
                if _is_raised(first, base):
                    dropped |= {char.index for char in sign}
                    break
    return [char for char in chars if char.index not in dropped]


ROW = 4.0  # points


def _list_runs(row: Sequence[Char]) -> Iterator[list[Char]]:
    """Find the runs of touching characters on a base line that can be a footnote mark."""
    run: list[Char] = []
    for char in row:
        joins = (
            run
            and abs(char.origin[1] - run[-1].origin[1]) < 0.1 * char.size
            and _gap(run[-1], char) < 0.3 * char.size
        )
        if run and not joins:
            yield from _read_run(run)
            run = []
        run.append(char)
    yield from _read_run(run)


def _read_run(run: Sequence[Char]) -> Iterator[list[Char]]:
    """Find the footnote mark at the end of a run; it may be the whole run."""
    at = len(run)
    while (
        at
        and (run[at - 1].text.isdigit() or run[at - 1].text in ")(" + SIGNS)
        and run[at - 1].size == run[-1].size
    ):
        at -= 1
    sign = list(run[at:])
    text = "".join(char.text for char in sign)
    figures = text.strip("()" + SIGNS)
    if sign and len(text) <= 4 and (not figures or (figures.isdecimal() and int(figures) <= LARGEST)):
        yield sign


def _list_near(by_row: dict[int, list[Char]], sign: Char) -> Iterator[Char]:
    """List the larger characters directly before a mark, on its base line or a little lower."""
    row = int(sign.origin[1] // ROW)
    for each in range(row, row + 1 + int(2 * sign.size // ROW)):
        for char in by_row.get(each, ()):
            if char.size > sign.size and -0.3 * char.size < _gap(char, sign) < APART * char.size:
                yield char


def _gap(one: Char, other: Char) -> float:
    return other.x0 - (one.x0 + one.advance)


def _is_raised(sign: Char, base: Char) -> bool:
    up = base.origin[1] - sign.origin[1]
    return sign.size <= SMALLER * base.size and RAISED[0] * base.size <= up <= RAISED[1] * base.size
