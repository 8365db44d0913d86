"""Read the drawn shapes of a page: filled ones with their colours, and lines of all directions."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium_c

from extract.page.objects import PATH, Item, Matrix, move_point, multiply, read_fill, read_matrix, read_point
from extract.page.pdfium import take_addresses

_count_segments = take_addresses(pdfium_c.FPDFPath_CountSegments)
_get_segment = take_addresses(pdfium_c.FPDFPath_GetPathSegment)
_get_type = take_addresses(pdfium_c.FPDFPathSegment_GetType)
_closes = take_addresses(pdfium_c.FPDFPathSegment_GetClose)
MOST_PATHS = 4000  # a page with more paths is a drawing, not a chart
MOST_POINTS = 400  # points read of one path; one with more is a drawing
Point = tuple[float, float]


@dataclass(frozen=True)
class Figure:
    """One continuous outline in the file's coordinates, and how it is painted.

    ``width`` is that of its line, 0 without one; ``order`` its place in the order of drawing.
    """

    points: tuple[Point, ...]
    filled: bool
    stroked: bool
    colour: str
    width: float
    order: int

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def is_line(self) -> bool:
        """Whether it has at most two different points."""
        return len(set(self.points)) <= 2


def list_figures(items: Sequence[Item]) -> list[Figure]:
    """List the painted outlines in the order of drawing; none if the page has more than ``MOST_PATHS``."""
    paths = [item for item in items if item.kind == PATH]
    if len(paths) > MOST_PATHS:
        return []
    return [figure for item in paths for figure in _read_path(item)]


def _read_path(item: Item) -> Iterator[Figure]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(item.handle, fill, stroke):
        return
    if not (fill.value or stroke.value):
        return
    matrix = multiply(read_matrix(item), item.matrix)
    red, green, blue, alpha = read_fill(item)
    width = ctypes.c_float()
    pdfium_c.FPDFPageObj_GetStrokeWidth(item.handle, width)
    scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
    for points in _list_outlines(item.address, matrix):
        yield Figure(
            points,
            bool(fill.value) and alpha > 0,
            bool(stroke.value),
            f"({red}, {green}, {blue})",
            width.value * scale if stroke.value else 0.0,
            item.order,
        )


def _list_outlines(path: int, matrix: Matrix) -> Iterator[tuple[Point, ...]]:
    points: list[Point] = []
    for index in range(min(_count_segments(path), MOST_POINTS)):
        segment = _get_segment(path, index)
        if _get_type(segment) == pdfium_c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield tuple(points)
            points = []
        points.append(move_point(*read_point(segment), matrix))
        if _closes(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield tuple(points)
