"""Find the numbers of bar charts: at the bars beside, below or above each name, one set for each colour."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from extract.numbers import Number
from extract.series.colours import find_colour
from extract.series.ladders import LEAST_AREAS, Ladder
from extract.series.measures import ACROSS, DOWN, EDGES, SAME_COLUMN, SAME_LINE, Found
from extract.series.sheet import Sheet


def find_bars(sheet: Sheet, ladder: Ladder) -> Iterator[Found]:
    """Yield the numbers on the line of each name at any horizontal position, one for each colour of bars."""
    slack = SAME_LINE * ladder.height
    labels = ladder.ordered
    steps = [after.top - before.top for before, after in itertools.pairwise(labels)]
    reach = 0.5 * min(steps)
    left = min(label.x_end for label in labels) - 1
    numbers = [
        number
        for number in list_near(sheet.numbers, ladder.top - reach, ladder.bottom + reach)
        if number.word.x0 > left
    ]
    if len(numbers) < LEAST_AREAS:
        return
    levels = [(number.word.middle, number) for number in numbers]
    for foot in DOWN[:3]:
        shifts = {
            round((number.word.middle - at) / slack)
            for at in map(foot, labels[:2])
            for number in numbers
            if abs(number.word.middle - at) <= reach
        }
        feet = {label.area_no: (foot(label), label.x_end - 1) for label in labels}
        for step in sorted(shifts, key=abs):
            shift = step * slack
            rows: dict[int, list[Number]] = {}
            for area_no, (level, end) in feet.items():
                rows[area_no] = [
                    number
                    for middle, number in levels
                    if abs(middle - level - shift) <= slack and number.word.x0 > end
                ]
                if not rows[area_no] or len(rows[area_no]) != len(rows[labels[0].area_no]):
                    break
            else:
                yield from _part_rows(sheet, rows)


def find_bars_below(sheet: Sheet, ladder: Ladder) -> Iterator[Found]:
    """Yield the numbers at the bars below each name, above the next; one set for each colour of bars."""
    labels = ladder.ordered
    step = max(after.top - before.top for before, after in itertools.pairwise(labels))
    ends = [*(label.top for label in labels[1:]), labels[-1].top + step]
    rows: list[dict[str, Number]] = []
    for label, end in zip(labels, ends, strict=True):
        near = list_near(sheet.numbers, label.bottom, min(end, label.top + step))
        coloured = [(find_colour(sheet.view, number), number) for number in near]
        row = {colour: number for colour, number in coloured if colour is not None}
        is_mixed = len(row) != sum(colour is not None for colour, _ in coloured)
        if not row or is_mixed or (rows and row.keys() != rows[0].keys()):
            return
        rows.append(row)
    for colour in rows[0]:
        yield {label.area_no: row[colour] for label, row in zip(labels, rows, strict=True)}


def find_pillars(sheet: Sheet, ladder: Ladder) -> Iterator[Found]:
    """Yield the numbers above each name at any height, one for each colour of bars."""
    labels = ladder.ordered
    step = min(after.x0 - before.x0 for before, after in itertools.pairwise(labels))
    numbers = [
        number
        for number in sheet.numbers
        if number.word.bottom < ladder.top + 2 and not sheet.cell_of[id(number.word)].is_worded
    ]
    if len(numbers) < LEAST_AREAS:
        return
    edge = EDGES[0]
    for side in ACROSS[:3]:
        shifts = {
            round(edge(number) - side(labels[0]))
            for number in numbers
            if abs(edge(number) - side(labels[0])) <= 0.5 * step
        }
        for shift in sorted(shifts, key=abs):
            rows = {
                label.area_no: [
                    n
                    for n in numbers
                    if abs(edge(n) - side(label) - shift) <= max(SAME_COLUMN * n.word.height, 3.5)
                ]
                for label in labels
            }
            if all(len(row) == 1 for row in rows.values()):
                yield {area_no: row[0] for area_no, row in rows.items()}
        slots = {
            label.area_no: [n for n in numbers if abs(edge(n) - side(label)) <= 0.5 * step]
            for label in labels
        }
        yield from _part_rows(sheet, slots)


def _part_rows(sheet: Sheet, rows: dict[int, list[Number]]) -> Iterator[Found]:
    counts = {len(numbers) for numbers in rows.values()}
    if counts == {1}:
        yield {area_no: numbers[0] for area_no, numbers in rows.items()}
        return
    if len(counts) != 1 or counts <= {0}:
        return
    styled = {
        area_no: {(number.bracketed, number.signed): number for number in numbers}
        for area_no, numbers in rows.items()
    }
    styles = {frozenset(each) for each in styled.values()}
    if len(styles) == 1 and counts == {len(next(iter(styles)))}:
        for style in sorted(next(iter(styles))):
            yield {area_no: each[style] for area_no, each in styled.items()}
        return
    coloured = {
        area_no: {find_colour(sheet.view, number): number for number in numbers}
        for area_no, numbers in rows.items()
    }
    kinds = {frozenset(each) for each in coloured.values()}
    if len(kinds) == 1 and None not in next(iter(kinds)) and counts == {len(next(iter(kinds)))}:
        for colour in sorted(each for each in next(iter(kinds)) if each is not None):
            yield {area_no: each[colour] for area_no, each in coloured.items()}


def list_near(numbers: Iterable[Number], top: float, bottom: float) -> list[Number]:
    """List the numbers whose middles are between two heights."""
    return [number for number in numbers if top <= number.word.middle <= bottom]
