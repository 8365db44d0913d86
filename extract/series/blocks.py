"""Cut pages into the blocks of the areas: small tables side by side, each under the name of its area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.leads import CELL_GAP
from extract.mentions import Mention
from extract.numbers import Number
from extract.series.chapters import Section, list_unordered
from extract.series.grouping import group_in_order
from extract.series.records import Series
from extract.series.sheet import Sheet

SAME_EDGE = 12.0  # points; largest difference between the left edges of the names in a column
BEFORE = 6.0  # points; a block begins so much to the left of its name
SAME_TYPE = 0.7  # points; largest difference between the heights of the names

Labels = list[tuple[Sheet, Mention]]


def list_blocks(sheets: Sequence[Sheet]) -> list[list[Section]]:
    """List the sets of eight blocks, one for each area in any order, of which some are side by side."""
    labels = [
        (sheet, label)
        for sheet in sheets
        if not sheet.is_contents and not sheet.view.turned
        for label in sheet.labels
    ]
    by_type = group_in_order(
        sorted(labels, key=lambda each: _height(each[1])),
        lambda group, each: _height(each[1]) - _height(group[0][1]) <= SAME_TYPE,
    )
    found = []
    for group in by_type:
        ordered = sorted(group, key=lambda each: (each[0].page, each[1].top, each[1].x0))
        for run in list_unordered(ordered):
            blocks = list(_cut(run))
            if len({block.right for block in blocks}) > 1:
                found.append(blocks)
    return found


def drop_questions(found: Sequence[Series], sums: Sequence[Series], sheets: Sequence[Sheet]) -> list[Series]:
    """Drop the series of questions' points: numbers that add up to one of ``sums`` in each block."""
    of_questions: set[tuple[int, float, float]] = set()
    for blocks in list_blocks(sheets):
        for series in sums:
            own = [_list_questions(block, series) for block in blocks]
            of_questions.update(place for places in own for place in places if all(own))
    return [each for each in found if not of_questions.issuperset(pair.place for pair in each.pairs.values())]


def _list_questions(block: Section, series: Series) -> list[tuple[int, float, float]]:
    """List the places of the numbers of a block that add up to its number in a series; empty if none do."""
    pair = series.pairs.get(block.area_no)
    if pair is None or not any(number.box == pair.number.box for _, number in block.numbers):
        return []
    own = pair.number
    others = sorted((each for _, each in block.numbers if each.box != own.box), key=lambda each: each.box.top)
    alike = [each for each in others if own.bracketed and each.bracketed]
    terms = alike or [each for each in others if _is_under(each, own)]
    over = [each for each in terms if each.word.middle < own.word.middle]
    below = [each for each in terms if each not in over]
    for run in (over, *(below[:count] for count in range(2, len(below) + 1))):
        if len(run) > 1 and sum(each.value for each in run) == own.value:
            return [(pair.page, round(each.box.x0, 1), round(each.box.top, 1)) for each in run]
    return []


def _is_under(number: Number, other: Number) -> bool:
    """Whether numbers have a place across the page in common."""
    return number.word.x0 < other.word.x1 and number.word.x1 > other.word.x0


def _height(label: Mention) -> float:
    return label.words[0].height


def _left(label: Mention) -> float:
    """Return a little less than the left edge of a name with its number, which is directly before it."""
    first = label.words[0]
    for word in reversed(label.lead):
        if first.x0 - word.x1 < CELL_GAP * first.height:
            first = word
    return min(first.x0, label.x0) - BEFORE


def _cut(labels: Labels) -> Iterator[Section]:
    """Yield the block of each name: what is below it, up to the next name there or to its right."""
    pages: dict[int, Labels] = defaultdict(list)
    for sheet, label in labels:
        pages[id(sheet)].append((sheet, label))
    for own in pages.values():
        columns = group_in_order(
            sorted(own, key=lambda each: _left(each[1])),
            lambda group, each: _left(each[1]) - _left(group[0][1]) <= SAME_EDGE,
        )
        edges = [*(_left(column[0][1]) for column in columns), float("inf")]
        for column, left, right in zip(columns, edges, edges[1:], strict=False):
            downwards = sorted(column, key=lambda each: each[1].top)
            ends = [*(label.top for _, label in downwards[1:]), float("inf")]
            for (sheet, label), end in zip(downwards, ends, strict=True):
                yield _make_block(sheet, label, left, right, end)


def _make_block(sheet: Sheet, label: Mention, left: float, right: float, end: float) -> Section:
    numbers = tuple(
        (sheet, number)
        for number in sheet.numbers
        if left <= number.word.x0 < right and label.top <= number.word.middle < end
    )
    section = Section(label, sheet, numbers, (), (sheet.page, label.top), (sheet.page, end))
    return replace(section, left=left, right=right)
