"""Areas named side by side: the labels under an upright chart, the headings of a transposed table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.mentions import Mention, find_editions, find_labels
from extract.numbers import Number, parse_numbers
from extract.page.words import PageWords
from extract.records import Box

LEAST_SLOTS = 4
LEAST_STEP = 16.0  # points between neighbouring labels
UNEVEN = 1.7  # a label left out makes a step twice the others
LEVEL = 42.0  # points: labels side by side begin or end no further apart in height


@dataclass(frozen=True)
class Slots:
    """Area labels from left to right, each with the stretch of the page that belongs to it."""

    mentions: tuple[Mention, ...]
    edges: tuple[float, ...]  # one more than there are labels
    box: Box  # around the labels

    @property
    def is_even(self) -> bool:
        """Whether the labels stand at equal distances, none left out between them."""
        anchors = [find_anchor(mention) for mention in self.mentions]
        steps = [after - anchor for anchor, after in pairwise(anchors)]
        return max(steps) < UNEVEN * min(steps)

    @property
    def editions(self) -> tuple[int, ...]:
        """The editions in which every label names an area."""
        return find_editions(self.mentions)

    def find_place(self, number: Number) -> int | None:
        """The place of the label in whose stretch a number stands."""
        middle = (number.box.x0 + number.box.x1) / 2
        for place, (start, end) in enumerate(pairwise(self.edges)):
            if start <= middle < end:
                return place
        return None


def find_slots(views: Sequence[PageWords]) -> list[Slots]:
    """The rows of area labels side by side on one page, given all its views."""
    found = []
    for view in views:
        rest = sorted(find_labels(view), key=lambda each: each.box.top)
        while rest:
            row = _take_row(rest)
            rest = [each for each in rest if all(each is not other for other in row)]
            if len(row) >= LEAST_SLOTS:
                found.append(_make_slots(row))
    return found


def find_anchor(mention: Mention) -> float:
    """Where across the page a label points: its middle, or the end that leans to the axis."""
    box, angle = mention.box, mention.view.angle
    if angle % 90 == 0:
        return (box.x0 + box.x1) / 2
    return box.x1 - 4 if angle < 90 else box.x0 + 4


def _take_row(mentions: Sequence[Mention]) -> list[Mention]:
    first = mentions[0]
    level = [
        each
        for each in mentions
        if abs(each.box.top - first.box.top) <= LEVEL or abs(each.box.bottom - first.box.bottom) <= LEVEL
    ]
    row: list[Mention] = []
    for mention in sorted(level, key=find_anchor):
        known = {each.area_no for each in row}
        if mention.area_no in known or not find_editions([*row, mention]):
            continue
        if row and find_anchor(mention) - find_anchor(row[-1]) < LEAST_STEP:
            continue
        row.append(mention)
    return row if any(each is first for each in row) else [first]


def _make_slots(row: Sequence[Mention]) -> Slots:
    anchors = [find_anchor(mention) for mention in row]
    middles = [(one + other) / 2 for one, other in pairwise(anchors)]
    steps = sorted(other - one for one, other in pairwise(anchors))
    half = steps[len(steps) // 2] / 2
    boxes = [mention.box for mention in row]
    box = Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )
    return Slots(tuple(row), (anchors[0] - half, *middles, anchors[-1] + half), box)


def list_numbers(views: Sequence[PageWords]) -> list[Number]:
    """Every number printed on the page, in whatever direction."""
    return [number for view in views for line in view.lines() for number in parse_numbers(line)]
