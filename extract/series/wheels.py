"""Find the numbers in the sectors of a wheel, or at the corners of a spider: each on a ray with its name.

How far a number is from the hub may depend on its value, so that only the direction ties it to a name.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from math import atan2, hypot, pi
from statistics import fmean

from extract.instrument import AREA_NUMBERS
from extract.mentions import Mention
from extract.numbers import Number
from extract.series.grouping import group_in_order
from extract.series.ladders import Ladder
from extract.series.measures import Found
from extract.series.sheet import Sheet

SECTORS = len(AREA_NUMBERS)
STEP = 2 * pi / SECTORS
SAME_SIZE = 0.5  # points; largest difference between the heights of the numbers
OFF_HUB = 0.35  # multiple of a number's height; largest distance of the line through two opposite numbers
OFF_STEP = 0.12  # radians; the same between a number's direction and the middle of its sector
OFF_RAY = 0.36  # radians; largest difference between the directions of a name and its number; 0.39 is an edge
TURNED = 0.15  # radians; largest mean of these differences, as all names may be turned to the next sector
WIDE = 0.5  # share of the extent of the names; numbers outside them are no farther away
Place = tuple[float, float]


def find_wheel(sheet: Sheet, ladder: Ladder) -> Iterator[Found]:
    """Yield the numbers of eight directions, all nearer to the hub than their names, or all farther."""
    labels = list(ladder.labels.values())
    if set(ladder.labels) != set(AREA_NUMBERS):
        return
    sizes = (each for wide in (0, WIDE) for each in _list_sizes(_list_among(sheet.numbers, labels, wide)))
    for numbers in sizes:
        if len(numbers) != SECTORS:
            continue
        around = (fmean(_place(each)[0] for each in numbers), fmean(_place(each)[1] for each in numbers))
        ordered = sorted(numbers, key=lambda each: _direct(_place(each), around))
        hub = _find_hub(ordered)
        found = _assign(ordered, hub, labels) if hub else {}
        if found:
            yield found
            return


def _list_among(numbers: Iterable[Number], labels: Sequence[Mention], wide: float) -> list[Number]:
    """List the numbers between the names, or so much farther out as a share of the wheel's extent."""
    left, right = min(each.x0 for each in labels), max(each.x1 for each in labels)
    top, bottom = min(each.top for each in labels), max(each.bottom for each in labels)
    across, down = wide * (right - left), wide * (bottom - top)
    left, right, top, bottom = left - across, right + across, top - down, bottom + down
    return [each for each in numbers if left < _place(each)[0] < right and top < each.word.middle < bottom]


def _list_sizes(numbers: Iterable[Number]) -> list[list[Number]]:
    return group_in_order(
        sorted(numbers, key=lambda each: each.word.height),
        lambda group, each: each.word.height - group[0].word.height <= SAME_SIZE,
    )


def _place(number: Number) -> Place:
    return (number.word.x0 + number.word.x1) / 2, number.word.middle


def _direct(place: Place, hub: Place) -> float:
    return atan2(place[1] - hub[1], place[0] - hub[0])


def _turn(direction: float) -> float:
    """Return a difference between two directions as a turn of at most half a round."""
    return (direction + pi) % (2 * pi) - pi


def _find_hub(ordered: Sequence[Number]) -> Place | None:
    """Find the point in which the lines through opposite numbers meet at equal angles."""
    half = SECTORS // 2
    lines = [(_place(one), _place(other)) for one, other in zip(ordered, ordered[half:], strict=False)]
    crosses = [_cross(lines[at], lines[at + half // 2]) for at in range(half // 2)]
    if None in crosses:
        return None
    hub = (
        fmean(each[0] for each in crosses if each is not None),
        fmean(each[1] for each in crosses if each is not None),
    )
    near = OFF_HUB * ordered[0].word.height
    if any(_measure(hub, line) > near for line in lines):
        return None
    directions = [_direct(_place(each), hub) for each in ordered]
    turns = [_turn(each - directions[0] - at * STEP) for at, each in enumerate(directions)]
    return hub if all(abs(each - fmean(turns)) <= OFF_STEP for each in turns) else None


def _cross(one: tuple[Place, Place], other: tuple[Place, Place]) -> Place | None:
    """Return the point in which two lines cross, or ``None`` if they are parallel."""
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = other
    divisor = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if abs(divisor) < 1:
        return None
    along = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / divisor
    return ax + along * (bx - ax), ay + along * (by - ay)


def _measure(place: Place, line: tuple[Place, Place]) -> float:
    """Return the distance of a place from a line."""
    (ax, ay), (bx, by) = line
    return abs((bx - ax) * (ay - place[1]) - (by - ay) * (ax - place[0])) / max(hypot(bx - ax, by - ay), 1)


def _assign(ordered: Sequence[Number], hub: Place, labels: Sequence[Mention]) -> Found:
    """Assign to each name the number in its direction; empty if any direction is in doubt."""
    found: Found = {}
    turns, beyond = [], set()
    for label in labels:
        middle = (label.x0 + label.x1) / 2, (label.top + label.bottom) / 2
        way = _direct(middle, hub)
        number = min(ordered, key=lambda each: abs(_turn(way - _direct(_place(each), hub))))
        turns.append(_turn(way - _direct(_place(number), hub)))
        beyond.add(_is_beyond(label, number, hub))
        found[label.area_no] = number
    apart = len({id(each.word) for each in found.values()}) == SECTORS
    clear = max(map(abs, turns)) <= OFF_RAY and abs(fmean(turns)) <= TURNED
    return found if apart and clear and len(beyond) == 1 else {}


def _is_beyond(label: Mention, number: Number, hub: Place) -> bool:
    """Whether a name is farther from the hub than its number."""
    corners = itertools.product((label.x0, label.x1), (label.top, label.bottom))
    x, y = _place(number)
    return min(hypot(*(a - b for a, b in zip(each, hub, strict=True))) for each in corners) > hypot(
        x - hub[0], y - hub[1]
    )
