"""Find series of numbers that all have the same distance from the names of a ladder, in both directions.

On cards in several rows the numbers are level only within a row: a name of three lines moves the numbers of
all cards in its row down.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from extract.instrument import AREA_NUMBERS
from extract.mentions import Mention
from extract.numbers import Number
from extract.series.grouping import group_in_order, group_rows
from extract.series.ladders import LEAST_AREAS, Ladder
from extract.series.measures import ACROSS, DOWN, EDGES, REACH_DOWN, SAME_COLUMN, SAME_LINE, Found
from extract.series.sheet import Sheet

REACH_ACROSS = 260.0  # points; largest horizontal distance of a number from its name
SAME_ROW = 3.5  # points; largest difference between the upper edges of the names in a row
LEAST_NAMES = 2  # names in a row
SAME_HEIGHT = 0.15  # largest difference between the heights of the numbers, as a share
EDGE = 4.0  # points; a card's number may begin so much to the left of its name
Levels = list[list[Number]]  # for each name the numbers at its height, or at one distance from it


def find_displaced(sheet: Sheet, ladder: Ladder) -> Iterator[Found]:
    """Yield the sets of at least ``LEAST_AREAS`` numbers that have the same distance from each name."""
    labels = ladder.ordered
    reach = REACH_DOWN * ladder.height
    seen: set[tuple[int, int]] = set()
    for place, start in enumerate(labels[:2]):
        rows: dict[tuple[float, float], list[Levels]] = {}
        close = [
            number
            for number in sheet.numbers
            if start.top - reach <= number.word.middle <= start.bottom + reach
            and start.x0 - REACH_ACROSS <= number.word.x0 <= start.x1 + REACH_ACROSS
        ]
        for seed in close:
            row = seed.word.middle, seed.word.height
            if row not in rows:
                ways = _list_levels(sheet.numbers, *row, labels, place)
                rows[row] = [levels for levels in ways if sum(map(bool, levels)) >= LEAST_AREAS]
            if not rows[row]:
                continue
            best = _collect_alike(rows[row], seed, labels, place)
            set_alike = _collect_set_alike(sheet, rows[row], labels, place)
            best = set_alike if len(set_alike) > len(best) else best
            if len(best) < LEAST_AREAS:
                continue
            key = len(best), id(best[start.area_no].word)
            if key not in seen:
                seen.add(key)
                yield best


def _list_levels(
    numbers: Sequence[Number], middle: float, height: float, labels: Sequence[Mention], first: int
) -> Iterator[Levels]:
    """List the numbers of a height as far above or below each name as ``middle`` from the name at ``first``.

    Yields one result for each way to measure the distance.
    """
    alike = [
        (each.word.middle, SAME_LINE * each.word.height, each)
        for each in numbers
        if abs(each.word.height - height) < 0.25 * height
    ]
    for foot in dict.fromkeys(tuple(foot(label) for label in labels) for foot in DOWN):
        yield [_list_level(alike, y + middle - foot[first]) for y in foot]


def _collect_alike(ways: Sequence[Levels], seed: Number, labels: Sequence[Mention], first: int) -> Found:
    """Collect the numbers that are as far from their names as a seed is from the label at ``first``.

    Of the ways to measure the distance, the first with most numbers counts.
    """
    best: Found = {}
    sides = dict.fromkeys(tuple(side(label) for label in labels) for side in ACROSS)
    for level in ways:
        for side, edge in itertools.product(sides, EDGES):
            if sum(map(bool, level)) <= len(best):
                break
            found = _collect(level, labels, [x + edge(seed) - side[first] for x in side], edge)
            best = found if len(found) > len(best) else best
    return best


def _collect_set_alike(sheet: Sheet, ways: Sequence[Levels], labels: Sequence[Mention], first: int) -> Found:
    """Collect the numbers at a seed's vertical distance that are aligned with their names by any edge.

    Around a wheel chart, names on the left end where their numbers end, and names on the right begin where
    their numbers begin.
    """
    best: Found = {}
    for level in ways:
        if _find_set_to(sheet, labels[first], level[first]) is None:
            continue
        found = {
            label.area_no: number
            for label, numbers in zip(labels, level, strict=True)
            if (number := _find_set_to(sheet, label, numbers)) is not None
        }
        best = found if len(found) > len(best) else best
    return best


def _find_set_to(sheet: Sheet, label: Mention, numbers: Sequence[Number]) -> Number | None:
    """Find the one number that is aligned with a name by an edge or the middle, alone or with its unit."""
    near = [each for each in numbers if _is_set_to(sheet, each, label)]
    return near[0] if len(near) == 1 else None


def _is_set_to(sheet: Sheet, number: Number, label: Mention) -> bool:
    slack = max(SAME_COLUMN * number.word.height, 3)
    cell = sheet.cell_of[id(number.word)]
    spans = [(number.word.x0, number.word.x1), *([(cell.x0, cell.x1)] if number.points else [])]
    lead = [word.x0 for word in label.lead if abs(word.middle - label.words[0].middle) < word.height / 2]
    return any(
        min(abs(x0 - left), abs(x1 - label.x1), abs(x0 + x1 - left - label.x1) / 2) <= slack
        for x0, x1 in spans
        for left in (label.x0, *lead[:1])
    )


def _list_level(numbers: Sequence[tuple[float, float, Number]], y: float) -> list[Number]:
    """List the numbers at a height, given with their middles and how far from it each may be."""
    return [each for middle, slack, each in numbers if abs(middle - y) <= slack]


def _collect(
    level: Sequence[Sequence[Number]],
    labels: Sequence[Mention],
    places: Sequence[float],
    edge: Callable[[Number], float],
) -> Found:
    """Collect for each name the first of its numbers at the expected horizontal position."""
    found: Found = {}
    for label, numbers, x in zip(labels, level, places, strict=True):
        for number in numbers:
            if abs(edge(number) - x) <= max(SAME_COLUMN * number.word.height, 3):
                found[label.area_no] = number
                break
    return found


def is_contested(ladder: Ladder, numbers: Found) -> bool:
    """Whether many of the numbers are nearer to the name of another area.

    It does not matter if every name has a number, and the nearest names would leave an area without one.
    """
    nearest: set[int] = set()
    nearer = 0
    for area_no, number in numbers.items():
        own = _distance(ladder.labels[area_no], number)
        other, no = min((_distance(label, number), no) for no, label in ladder.labels.items())
        nearer += other < own - 1
        nearest.add(no if other < own - 1 else area_no)
    is_whole = len(numbers) == len(ladder.labels)
    return nearer * 3 >= len(numbers) and not (is_whole and len(nearest) < len(numbers))


def _distance(label: Mention, number: Number) -> float:
    """Return the distance between a name and a number; vertical distance counts four times."""
    word = number.word
    across = max(label.x0 - word.x1, word.x0 - label.x1, 0)
    down = max(label.top - word.bottom, word.top - label.bottom, 0)
    return across + 4 * down


def find_grid(sheet: Sheet, ladder: Ladder) -> Iterator[Found]:
    """Yield the numbers of eight cards in several rows, for each line of numbers that all cards have."""
    rows = _list_rows(ladder)
    alone = any(len(row) < LEAST_NAMES for row in rows)
    if set(ladder.labels) != set(AREA_NUMBERS) or len(rows) < 2 or alone:
        return
    bottoms = [max(label.bottom for label in row) for row in rows]
    tops = [min(label.top for label in row) for row in rows]
    reach = max(after - before for before, after in itertools.pairwise(tops))
    ends = [*tops[1:], tops[-1] + reach]
    bands = [
        list(_list_card_lines(sheet, row, bottom, end))
        for row, bottom, end in zip(rows, bottoms, ends, strict=True)
    ]
    if len({len(levels) for levels in bands}) != 1:
        return
    for levels in zip(*bands, strict=True):
        heights = [number.word.height for level in levels for number in level.values()]
        if max(heights) <= (1 + SAME_HEIGHT) * min(heights):
            yield {area_no: number for level in levels for area_no, number in level.items()}


def _list_rows(ladder: Ladder) -> list[list[Mention]]:
    rows = group_in_order(
        sorted(ladder.labels.values(), key=lambda each: each.top),
        lambda row, label: label.top - row[0].top <= SAME_ROW,
    )
    return [sorted(row, key=lambda each: each.x0) for row in rows]


def _list_card_lines(sheet: Sheet, row: Sequence[Mention], top: float, bottom: float) -> Iterator[Found]:
    """Yield the lines of numbers below a row of names that have exactly one number for each name."""
    numbers = [each for each in sheet.numbers if top - 1 < each.word.top and each.word.bottom < bottom]
    starts = [*((each.lead or each.words)[0].x0 - EDGE for each in row), float("inf")]
    for line in group_rows(numbers):
        cards = [
            [number for number in line if start <= number.word.x0 < end]
            for start, end in itertools.pairwise(starts)
        ]
        if all(len(card) == 1 for card in cards):
            yield {label.area_no: card[0] for label, card in zip(row, cards, strict=True)}
