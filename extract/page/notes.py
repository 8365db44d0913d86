"""The signs of footnotes among the characters of a line: raised, smaller figures, bracketed or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.page.chars import Char

SMALLER = 0.95  # times the size of what it follows, that such a sign is at most
RAISED = (0.15, 0.75)  # times that size, how far its base line is over that of what it follows
APART = 0.8  # times that size: it stands no further off
LARGEST = 30  # notes of one page
SIGNS = "*†‡"


def drop_note_signs(chars: Sequence[Char]) -> list[Char]:
    """The characters without the signs of footnotes. Turned text is left as it is."""
    level = [char for char in chars if char.angle < 1 or char.angle > 359]
    by_row: dict[int, list[Char]] = defaultdict(list)
    for char in level:
        if not char.text.isspace():
            by_row[int(char.origin[1] // ROW)].append(char)
    dropped: set[int] = set()
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
    """The runs of touching characters of one base line that are a note's number or sign."""
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
    """The note's sign at the end of a run: after larger or lower characters, or all of it."""
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
    if sign and len(text) <= 4 and (not figures or (figures.isdigit() and int(figures) <= LARGEST)):
        yield sign


def _list_near(by_row: dict[int, list[Char]], sign: Char) -> Iterator[Char]:
    """What stands right before a sign, on its base line or a little lower."""
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
