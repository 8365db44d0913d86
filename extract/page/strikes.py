"""Find struck-out text: lines of any direction that go through characters and end where these end."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from extract.page.chars import Char, CharTable
from extract.page.figures import Figure
from extract.page.geometry import Geometry
from extract.records import Box

# The factors are multiples of the height of the characters.
THICK = 0.3  # largest width of a line that strikes out
STRUCK = (0.38, 0.70)  # range below the top in which a horizontal line strikes out; a lower one underlines
END = 0.4  # largest distance between the end of a horizontal line and the end of what it strikes out
BEYOND = 0.7  # largest distance by which a slanting line extends beyond what it strikes out
NEAR_MIDDLE = 0.4  # largest distance of a slanting line from the middle of what it strikes out
FARTHEST = 3.0  # largest reach of a line above and below its middle, from the tallest character
SLANT = math.radians(8)  # a line at a smaller angle is horizontal
LONGEST_DASH = 40.0  # points; a longer line is no sample of a legend
ROUNDING = 1e-6  # points
LONGEST_SCRAWL = 60  # points of an outline; one with more is a drawing


@dataclass(frozen=True)
class Stroke:
    """A straight line on the page from left to right, and its width, in points from the top left.

    ``order`` is its place in the order of drawing. ``covers`` are the boxes of the filled shapes that are
    drawn later, each with its place in that order.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    order: int = 0
    covers: tuple[tuple[tuple[float, float, float, float], int], ...] = ()

    @property
    def is_level(self) -> bool:
        """Whether the line is nearly horizontal."""
        return abs(self.y1 - self.y0) <= math.tan(SLANT) * abs(self.x1 - self.x0)


def list_strokes(figures: Sequence[Figure], geometry: Geometry) -> list[Stroke]:
    """List the straight lines of a page, those drawn as lines and those filled as narrow bars."""
    strokes = [stroke for figure in figures for stroke in _read_figure(figure, geometry)]
    fills = [figure for figure in figures if figure.filled and not figure.is_line] if strokes else []
    if not fills:
        return strokes
    bounds = np.array([figure.bounds for figure in fills])
    boxes = np.stack(geometry.place(*bounds.T), axis=1).tolist()
    places = [(tuple(box), figure.order) for box, figure in zip(boxes, fills, strict=True)]
    return [_list_covers(stroke, places) for stroke in strokes]


def list_dashes(strokes: Sequence[Stroke]) -> tuple[Box, ...]:
    """List the places of short level lines, such as the samples of lines in the legend of a chart."""
    return tuple(
        Box(stroke.x0, min(stroke.y0, stroke.y1), stroke.x1, max(stroke.y0, stroke.y1))
        for stroke in strokes
        if stroke.is_level and stroke.x1 - stroke.x0 <= LONGEST_DASH
    )


def _list_covers(stroke: Stroke, places: Sequence[tuple[tuple[float, float, float, float], int]]) -> Stroke:
    """Return a stroke with the shapes that are drawn over a part of it."""
    top, bottom = min(stroke.y0, stroke.y1), max(stroke.y0, stroke.y1)
    over = tuple(
        (box, order)
        for box, order in places
        if order > stroke.order
        and box[0] < stroke.x1 + stroke.width
        and box[2] > stroke.x0 - stroke.width
        and box[1] < bottom
        and box[3] > top
    )
    return replace(stroke, covers=over) if over else stroke


def _read_figure(figure: Figure, geometry: Geometry) -> Iterator[Stroke]:
    points = figure.points
    if len(points) > LONGEST_SCRAWL:
        return
    bar = _read_bar(figure)
    if bar is not None:
        points, width = bar
    else:
        width = figure.width
        if not figure.stroked and not figure.is_line:
            return
    xs, ys = geometry.place_point(np.array([x for x, _ in points]), np.array([y for _, y in points]))
    for (x0, y0), (x1, y1) in pairwise(zip(xs.tolist(), ys.tolist(), strict=True)):
        first, last = ((x0, y0), (x1, y1)) if x0 <= x1 else ((x1, y1), (x0, y0))
        yield Stroke(*first, *last, width * geometry.unit, figure.order)


def _read_bar(figure: Figure) -> tuple[tuple[tuple[float, float], ...], float] | None:
    """Return the middle line and the width of a narrow filled rectangle; ``None`` for another shape."""
    corners = list(dict.fromkeys(figure.points))
    if not figure.filled or len(corners) != 4:
        return None
    sides = [math.dist(one, other) for one, other in pairwise([*corners, corners[0]])]
    if abs(sides[0] - sides[2]) > 0.1 * max(sides) or abs(sides[1] - sides[3]) > 0.1 * max(sides):
        return None
    at = 0 if sides[0] < sides[1] else 1
    if sides[at] * 2 > sides[1 - at]:
        return None
    ends = [corners[at:] + corners[:at]][0]
    first = (ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2
    last = (ends[2][0] + ends[3][0]) / 2, (ends[2][1] + ends[3][1]) / 2
    return (first, last), sides[at]


def may_be_struck(table: CharTable, strokes: Sequence[Stroke]) -> bool:
    """Whether a line may strike out a character of horizontal text; a quick test for ``find_struck``."""
    boxes = table.boxes[table.are_level].T
    height = boxes[3] - boxes[1]
    if not strokes or not len(height):
        return False
    tallest = float(height.max())
    middle = (boxes[0] + boxes[2]) / 2
    highest, lowest = (boxes[1] + share * height for share in STRUCK)
    lines = [
        line
        for line in strokes
        if line.width <= THICK * tallest and abs(line.y1 - line.y0) <= FARTHEST * 2 * tallest
    ]
    level = [line for line in lines if line.is_level]
    y = np.array([(line.y0 + line.y1) / 2 for line in level])
    x0, x1 = np.array([(line.x0, line.x1) for line in level]).reshape(-1, 2).T
    spans = highest + 1j * lowest  # few different ones: one for each line and size of the text
    rows, row_of = np.unique(spans, return_inverse=True)
    for at, row in enumerate(rows.tolist()):
        meets = (row.real <= y + ROUNDING) & (y - ROUNDING <= row.imag)
        if meets.any():
            own = np.sort(middle[row_of == at])
            if (np.searchsorted(own, x0[meets]) < np.searchsorted(own, x1[meets], side="right")).any():
                return True
    for line in lines:
        if not line.is_level:
            top, bottom = min(line.y0, line.y1), max(line.y0, line.y1)
            inks = table.inks[table.are_level].T
            over = (inks[0] <= line.x1) & (line.x0 <= inks[2]) & (inks[1] <= bottom) & (top <= inks[3])
            if over.any():
                return True
    return False


def find_struck(chars: Sequence[Char], strokes: Sequence[Stroke], orders: Mapping[int, int]) -> set[int]:
    """Return the indices of the characters in horizontal text that lines strike out.

    ``orders`` has the place in the order of drawing of the object that draws a character, by its address. A
    line under a filled shape on which the character stands strikes nothing out.
    """
    if not strokes:
        return set()
    level = [char for char in chars if char.angle < 1 or char.angle > 359]
    tallest = max((char.bottom - char.top for char in level), default=0.0)
    lines = [
        line
        for line in strokes
        if line.width <= THICK * tallest and math.dist((line.x0, line.y0), (line.x1, line.y1)) > 1
    ]
    if not lines:
        return set()
    by_row: dict[int, list[Char]] = defaultdict(list)
    for char in level:
        by_row[round((char.top + char.bottom) / 2)].append(char)
    struck: set[int] = set()
    for line in lines:
        y, reach = (line.y0 + line.y1) / 2, math.ceil(tallest / 2 + abs(line.y1 - line.y0) / 2)
        if reach > FARTHEST * tallest:
            continue
        near = [char for row in range(round(y) - reach, round(y) + reach + 1) for char in by_row.get(row, ())]
        crossed = [char for char in near if _crosses(line, char) and not _is_beneath(line, char, orders)]
        if crossed and (_ends_with(line, crossed) if line.is_level else _slants_through(line, crossed)):
            struck.update(char.index for char in crossed)
    return struck


def _is_beneath(line: Stroke, char: Char, orders: Mapping[int, int]) -> bool:
    """Whether a shape that is drawn after a line and before a character covers the line there."""
    drawn = orders.get(char.owner, 0)
    left, top, right, bottom = char.ink
    return any(
        order < drawn and box[0] <= left and box[1] <= top and right <= box[2] and bottom <= box[3]
        for box, order in line.covers
    )


def _crosses(line: Stroke, char: Char) -> bool:
    height = char.bottom - char.top
    if line.width > THICK * height:
        return False
    if line.is_level:
        y, x = (line.y0 + line.y1) / 2 - char.top, (char.x0 + char.x1) / 2
        return STRUCK[0] * height <= y <= STRUCK[1] * height and line.x0 <= x <= line.x1
    return _meets(line, char.ink)


def _meets(line: Stroke, box: tuple[float, float, float, float]) -> bool:
    """Whether a part of a line is inside a box."""
    if line.x0 > box[2] or line.x1 < box[0]:
        return False
    steps = 12
    for at in range(steps + 1):
        x = line.x0 + (line.x1 - line.x0) * at / steps
        y = line.y0 + (line.y1 - line.y0) * at / steps
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            return True
    return False


def _ends_with(line: Stroke, chars: Sequence[Char]) -> bool:
    reach = END * max(char.bottom - char.top for char in chars)
    first, last = min(char.x0 for char in chars), max(char.x1 for char in chars)
    return abs(line.x0 - first) <= reach and abs(line.x1 - last) <= reach


def _slants_through(line: Stroke, chars: Sequence[Char]) -> bool:
    """Whether a slanting line goes near the middle of these characters and not far beyond them."""
    height = max(char.bottom - char.top for char in chars)
    x0, x1 = min(char.ink[0] for char in chars), max(char.ink[2] for char in chars)
    y0, y1 = min(char.ink[1] for char in chars), max(char.ink[3] for char in chars)
    reach = BEYOND * height
    top, bottom = min(line.y0, line.y1), max(line.y0, line.y1)
    if line.x0 < x0 - reach or line.x1 > x1 + reach or top < y0 - reach or bottom > y1 + reach:
        return False
    length = math.dist((line.x0, line.y0), (line.x1, line.y1))
    middle = (x0 + x1) / 2, (y0 + y1) / 2
    across = (line.x1 - line.x0) * (middle[1] - line.y0) - (line.y1 - line.y0) * (middle[0] - line.x0)
    return length >= 0.6 * height and abs(across) / length <= NEAR_MIDDLE * height
