"""Find ladders: area names of one page in a regular arrangement, at most one for each area."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.mentions import Mention
from extract.series.grouping import group_in_order
from extract.series.sheet import Sheet

SAME_EDGE = 3.5  # points; largest difference between the edges of aligned names
LEAST_AREAS = 3  # areas of a ladder
EDGES_DOWN: tuple[Callable[[Mention], float], ...] = (  # at which the names of a column can be aligned
    lambda label: label.x0,
    lambda label: label.x1,
    lambda label: (label.x0 + label.x1) / 2,
    lambda label: (label.lead or label.words)[0].x0,
)
EDGES_ACROSS: tuple[Callable[[Mention], float], ...] = (
    lambda label: label.top,
    lambda label: (label.top + label.bottom) / 2,
    lambda label: label.bottom,
)


@dataclass(frozen=True)
class Ladder:
    """Names by area number; ``shape`` is ``down`` (a column of names), ``across`` (a row) or ``spread``."""

    labels: dict[int, Mention]
    shape: str

    @cached_property
    def ordered(self) -> list[Mention]:
        """The names from top to bottom, or from left to right if they form a row."""
        by_place: Callable[[Mention], tuple[float, ...]] = (
            (lambda label: (label.x0,)) if self.shape == "across" else (lambda label: (label.top, label.x0))
        )
        return sorted(self.labels.values(), key=by_place)

    @cached_property
    def top(self) -> float:
        """The upper edge of the highest name."""
        return min(label.top for label in self.labels.values())

    @cached_property
    def bottom(self) -> float:
        """The lower edge of the lowest name."""
        return max(label.bottom for label in self.labels.values())

    @cached_property
    def height(self) -> float:
        """The height of the names' words in points; the least one."""
        return min(label.words[0].height for label in self.labels.values())


def list_ladders(sheet: Sheet) -> list[Ladder]:
    """List the ladders of a page's labels, each of at least ``LEAST_AREAS``; a label can be in several."""
    found: list[Ladder] = []
    for edge in EDGES_DOWN:
        for group in _cluster(sheet.labels, edge, SAME_EDGE):
            found += _split(sorted(group, key=lambda label: label.top), "down")
    for row in EDGES_ACROSS:
        for group in _cluster(sheet.labels, row, SAME_EDGE):
            found += _split(sorted(group, key=lambda label: label.x0), "across")
    for group in _cluster_lines(sheet.labels):
        found += _split(sorted(group, key=lambda label: label.x0), "across")
    for group in _cluster(sheet.labels, lambda label: label.words[0].height, 0.7):
        found += _split(sorted(group, key=lambda label: (label.top, label.x0)), "spread")
    return _drop_parts(found)


def _cluster(
    labels: Sequence[Mention], edge: Callable[[Mention], float], slack: float
) -> list[list[Mention]]:
    return group_in_order(
        sorted(labels, key=edge), lambda group, label: edge(label) - edge(group[0]) <= slack
    )


def _cluster_lines(labels: Sequence[Mention]) -> list[list[Mention]]:
    """Group labels to rows that share a line, even if they have different numbers of lines."""

    def shares_line(group: Sequence[Mention], label: Mention) -> bool:
        return label.top < min(each.bottom for each in group) - 0.5 * label.words[0].height

    return group_in_order(sorted(labels, key=lambda label: label.top), shares_line)


def _split(labels: Sequence[Mention], shape: str) -> list[Ladder]:
    """Split labels into ladders in which no area is repeated, from the first label on and from the last.

    The headings of the last chapters may stand above a table of all areas.
    """
    runs: list[dict[int, Mention]] = []
    for ordered in (labels, labels[::-1]):
        runs.append({})
        for label in ordered:
            if label.area_no in runs[-1]:
                runs.append({})
            runs[-1][label.area_no] = label
    return [Ladder(run, shape) for run in runs if len(run) >= LEAST_AREAS]


def _drop_parts(ladders: Iterable[Ladder]) -> list[Ladder]:
    """Drop the ladders that are part of another of the same shape, and spread names that form a line."""
    kept: list[tuple[frozenset[int], Ladder]] = []
    for ladder in sorted(ladders, key=lambda each: -len(each.labels)):
        labels = frozenset(id(label) for label in ladder.labels.values())
        if not any(labels <= other and ladder.shape in (each.shape, "spread") for other, each in kept):
            kept.append((labels, ladder))
    return [ladder for _, ladder in kept]
