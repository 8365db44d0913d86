"""Find the numbers that have one relation to the names of a ladder: column, row, bar, pillar, displaced."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from extract.mentions import SUBAREA_NUMBER, Mention
from extract.numbers import Number
from extract.series.bars import find_bars, find_bars_below, find_pillars, list_near
from extract.series.displaced import find_displaced, find_grid, is_contested
from extract.series.grouping import group_rows
from extract.series.ladders import LEAST_AREAS, Ladder
from extract.series.measures import ACROSS, DOWN, EDGES, REACH_DOWN, SAME_COLUMN, SAME_LINE, Found
from extract.series.sheet import Sheet, find_once_for_number
from extract.series.stacked import is_of_other_names
from extract.series.text_beside import is_text_beside
from extract.series.wheels import find_wheel

WIDE = 2.4  # multiple of the names' height; least distance between names that have cards below them
TOLD = re.compile(
    r":\s*[+\-−–±]?\d{1,3}(?:[.,]\d)?½?(?:\s*(?:p|poäng|poeng))?$", re.IGNORECASE
)  # the points at the end of a label
# Highest number of a series as a multiple of the lowest; in columns and pictures they differ more.
SIZES, SIZES_OF_COLUMN = 1.35, 2.0


def find_aligned(sheet: Sheet, ladder: Ladder) -> list[tuple[str, Found]]:
    """Find the relations between numbers of the page and a ladder's names, each with its numbers by area."""
    found: list[tuple[str, Found]] = []
    if ladder.shape == "down":
        found += [("column", each) for each in _find_columns(sheet, ladder)]
        found += [("bar", each) for each in find_bars(sheet, ladder)]
        found += [("bar", each) for each in find_bars_below(sheet, ladder)]
    if ladder.shape == "across":
        found += [("row", each) for each in _find_rows(sheet, ladder)]
        found += [("pillar", each) for each in find_pillars(sheet, ladder)]
    if ladder.shape == "spread" or _is_wide(ladder):
        displaced = find_displaced(sheet, ladder)
        found += [("displaced", each) for each in displaced if not is_contested(ladder, each)]
    if ladder.shape == "spread":
        found += [("displaced", each) for each in find_grid(sheet, ladder)]
    found = [each for each in found if len(each[1]) >= LEAST_AREAS]
    if ladder.shape != "across":
        found = [
            (relation, numbers)
            for relation, numbers in found
            if relation == "column" or not has_own_names((sheet, number) for number in numbers.values())
        ]
    follow = bool(found) and _has_numbers_after(sheet, ladder)
    whole = [each for each in found if not _is_parted(sheet, ladder, each[1], follow=follow)]
    if ladder.shape == "spread":
        whole += [("displaced", each) for each in find_wheel(sheet, ladder)]
    return _drop_parts(sheet, whole)


def _is_parted(sheet: Sheet, ladder: Ladder, numbers: Found, *, follow: bool) -> bool:
    """Whether most numbers have another name on their line that is nearer than their own.

    Such a name, in another part of a table or in a table beside it, is between the two; or the number is
    between it and a name farther to the right, if numbers ``follow`` names.
    """
    parted = sum(
        any(
            label.top < number.word.middle < label.bottom
            and _is_nearer(label, ladder.labels[area_no], number, follow=follow)
            for label in sheet.labels
        )
        for area_no, number in numbers.items()
    )
    return parted * 2 > len(numbers)


def _has_numbers_after(sheet: Sheet, ladder: Ladder) -> bool:
    """Whether there are numbers after the last name on a line with a name of the ladder."""
    for own in ladder.ordered:
        end = max(each.x1 for each in sheet.labels if each.top < own.bottom and each.bottom > own.top)
        if any(n.word.x0 >= end and own.top < n.word.middle < own.bottom for n in sheet.numbers):
            return True
    return False


def _is_nearer(label: Mention, own: Mention, number: Number, *, follow: bool) -> bool:
    word = number.word
    if label.x1 <= word.x0 + 1:
        return own.x1 < label.x0 or (follow and word.x1 <= own.x0 + 1)
    return word.x1 <= label.x0 + 1 and label.x1 <= own.x0 + 1


def _is_wide(ladder: Ladder) -> bool:
    """Whether the vertical gaps between names in a column are large enough for cards."""
    labels = ladder.ordered
    if ladder.shape != "down":
        return False
    return min(b.top - a.top for a, b in itertools.pairwise(labels)) > WIDE * ladder.height


def has_own_names(pairs: Iterable[tuple[Sheet, Number]]) -> bool:
    """Whether many of the numbers have names of their own on their lines, such as the points of questions."""
    texts = []
    count = 0
    for sheet, number in pairs:
        count += 1
        name = _find_own_name(sheet, number)
        name = TOLD.sub(":", name) if ":" in name else name
        texts += [name] if name else []
    return len(texts) * 2 >= count and len(set(texts)) > 1


@find_once_for_number
def _find_own_name(sheet: Sheet, number: Number) -> str:
    """Return the nearest words before a number on its line that are no area's name; else empty.

    Running text and the end of a sentence are no name.
    """
    return next(
        (
            cell.text
            for cell in reversed(sheet.list_cells(number.word.top, number.word.bottom))
            if cell.x1 < number.word.x0
            and abs(cell.middle - number.word.middle) < 0.4 * number.word.height
            and (not (cell.is_prose or cell.text.endswith(".")) or SUBAREA_NUMBER.match(cell.words[0].text))
            and sum(map(str.isalpha, cell.text)) > 2
            and (cell.is_worded or not cell.text[:1].isdigit())
            and not any(id(word) in sheet.named for word in cell.words)
            and not is_text_beside(sheet, cell, number)
        ),
        "",
    )


def _drop_parts(sheet: Sheet, found: Iterable[tuple[str, Found]]) -> list[tuple[str, Found]]:
    kept: list[tuple[str, Found]] = []
    claimed: dict[int, int] = {}
    for relation, numbers in sorted(found, key=lambda each: -len(each[1])):
        taken = sum(claimed.get(id(number.word), area_no) != area_no for area_no, number in numbers.items())
        again = sum(id(number.word) in claimed for number in numbers.values())
        sizes = SIZES_OF_COLUMN if relation == "column" or sheet.view.from_image else SIZES
        is_alike = _is_of_one_kind(numbers, sizes) and not _mixes_entries(sheet, numbers)
        if not is_alike or taken or again * 2 > len(numbers):
            continue
        kept.append((relation, numbers))
        claimed.update((id(number.word), area_no) for area_no, number in numbers.items())
    return kept


def _is_of_one_kind(numbers: Found, sizes: float) -> bool:
    """Whether all or none are in brackets, all or none are percentages, and all have one size."""
    each = list(numbers.values())
    heights = [number.word.height for number in each]
    return (
        len({number.bracketed for number in each}) == 1
        and len({number.percent for number in each}) == 1
        and max(heights) <= sizes * min(heights)
        and len({id(number.word) for number in each}) == len(each)
    )


def _mixes_entries(sheet: Sheet, numbers: Found) -> bool:
    """Whether points and other numbers of a list's entries, such as ranks, are in line by chance."""
    cells = [(number, sheet.cell_of[id(number.word)]) for number in numbers.values()]
    entries = [number for number, cell in cells if any(id(word) in sheet.named for word in cell.words)]
    return not sheet.view.from_image and len({number.points for number in entries}) > 1


def _find_columns(sheet: Sheet, ladder: Ladder) -> Iterator[Found]:
    margin = REACH_DOWN * ladder.height
    region = list_near(sheet.numbers, ladder.top - margin, ladder.bottom + margin)
    for column in cluster_columns(region):
        if len(column) < LEAST_AREAS:
            continue
        best: Found = {}
        closest = float("inf")
        for foot in DOWN:
            for shift, numbers in _match_down(ladder, column, foot):
                if (len(numbers), -abs(shift)) > (len(best), -closest):
                    best, closest = numbers, abs(shift)
        if len(best) < len(ladder.labels):
            banded = _match_bands(ladder, column)
            best = banded if len(banded) > len(best) else best
        yield best


def cluster_columns(numbers: Sequence[Number]) -> list[list[Number]]:
    """Group numbers that overlap horizontally to columns, from left to right."""
    columns: list[tuple[list[Number], float, float]] = []
    spans = [(each.word.x0, (each.ratio_word or each.word).x1, each) for each in numbers]
    for x0, x1, number in sorted(spans, key=lambda each: each[0] + each[1]):
        if columns:
            members, left, right = columns[-1]
            shared = min(right, x1) - max(left, x0)
            if shared > 0.3 * min(x1 - x0, right - left):
                members.append(number)
                columns[-1] = members, max(left, x0), max(min(right, x1), x0 + 1)
                continue
        columns.append(([number], x0, x1))
    return [members for members, _, _ in columns]


def _match_down(
    ladder: Ladder, column: Sequence[Number], foot: Callable[[Mention], float]
) -> Iterator[tuple[float, Found]]:
    """Yield each vertical distance of a number from a name, with the numbers that have the same distance."""
    slack = SAME_LINE * ladder.height
    reach = 2.2 * ladder.height
    levels = [(number.word.middle, number) for number in column]
    feet = {area_no: foot(label) for area_no, label in ladder.labels.items()}
    shifts = {
        round((middle - at) / slack)
        for at in feet.values()
        for middle, _ in levels
        if abs(middle - at) <= reach
    }
    for step in shifts:
        numbers: Found = {}
        for area_no, start in feet.items():
            at = start + step * slack
            near = [number for middle, number in levels if abs(middle - at) <= slack]
            if near:
                numbers[area_no] = min(near, key=lambda number: abs(number.word.middle - at))
        yield step * slack, numbers


def _match_bands(ladder: Ladder, column: Sequence[Number]) -> Found:
    """Assign to each name the number of a column beside its lines, if there is exactly one."""
    numbers: Found = {}
    slack = 0.3 * ladder.height
    for area_no, label in ladder.labels.items():
        beside = [
            number for number in column if label.top - slack <= number.word.middle <= label.bottom + slack
        ]
        if len(beside) == 1:
            numbers[area_no] = beside[0]
    return numbers


def _find_rows(sheet: Sheet, ladder: Ladder) -> Iterator[Found]:
    labels = ladder.ordered
    step = min(after.x0 - before.x0 for before, after in itertools.pairwise(labels))
    reach = 0.6 * step
    for row in group_rows(sheet.numbers):
        if len(row) < LEAST_AREAS or is_of_other_names(sheet, ladder, row):
            continue
        best: Found = {}
        closest = float("inf")
        for edge in EDGES:
            for side in ACROSS[:3]:
                shifts = [
                    edge(number) - side(labels[0])
                    for number in row
                    if abs(edge(number) - side(labels[0])) <= reach
                ]
                for shift in shifts:
                    numbers: Found = {}
                    for label in labels:
                        at = side(label) + shift
                        near = [n for n in row if abs(edge(n) - at) <= max(SAME_COLUMN * n.word.height, 3)]
                        if near:
                            numbers[label.area_no] = min(near, key=lambda n: abs(edge(n) - at))
                    if (len(numbers), -abs(shift)) > (len(best), -closest):
                        best, closest = numbers, abs(shift)
        if len(best) < len(labels):
            under = {
                label.area_no: beside[0]
                for label in labels
                if len(
                    beside := [n for n in row if label.x0 - 4 <= (n.word.x0 + n.word.x1) / 2 <= label.x1 + 4]
                )
                == 1
            }
            best = under if len(under) > len(best) else best
        yield best
