"""Whose colour a number has: the fill it stands on or beside, and what the legend says of that fill."""

from __future__ import annotations

from extract.numbers import Number
from extract.page.words import PageWords, Shape
from extract.records import Box
from extract.series.sheet import Sheet

NEAR = 14.0  # points between the end of a bar and its number
PANEL = 6.0  # times the height of a number
SWATCH = 24.0  # points: a larger fill is no swatch of a legend
LEGEND_GAP = 14.0  # points between a swatch and its word


def find_colour(view: PageWords, number: Number) -> str | None:
    """The fill that a number stands on or at the end of; None without one."""
    kept: dict[Box, str | None] = view.found.setdefault("colours", {})
    if number.box not in kept:
        kept[number.box] = _find_fill(view, number.box)
    return kept[number.box]


def _find_fill(view: PageWords, box: Box) -> str | None:
    inside = [shape for shape in view.shapes if _holds(shape.box, box) and not _is_panel(shape, box)]
    if inside:
        return min(inside, key=lambda shape: _size(shape.box)).colour
    touching = [shape for shape in view.shapes if _ends_beside(shape.box, box) or _ends_below(shape.box, box)]
    touching = [shape for shape in touching if _ends_along(shape.box, box)] or touching
    return min(touching, key=lambda shape: _gap(shape.box, box)).colour if touching else None


def find_legend(sheet: Sheet, colour: str) -> str:
    """The words of the legend beside a small fill of that colour; empty without one."""
    for shape in sheet.view.shapes:
        box = shape.box
        if shape.colour != colour or box.x1 - box.x0 > SWATCH or box.bottom - box.top > SWATCH:
            continue
        middle = (box.top + box.bottom) / 2
        for cell in sheet.cells:
            first = cell.words[0].box
            close = -1 <= first.x0 - box.x1 <= LEGEND_GAP
            if (
                close
                and first.top - 2 <= middle <= first.bottom + 2
                and not (cell.text.isdigit() and len(cell.text) < 4)
            ):
                return cell.text
    return ""


def _holds(outer: Box, inner: Box) -> bool:
    middle = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= middle[0] <= outer.x1 and outer.top <= middle[1] <= outer.bottom


def _is_panel(shape: Shape, number: Box) -> bool:
    """Whether a fill is so much larger than a number in both directions that others stand on it too."""
    height = number.bottom - number.top
    return shape.box.bottom - shape.box.top > PANEL * height and shape.box.x1 - shape.box.x0 > PANEL * height


def _ends_along(bar: Box, number: Box) -> bool:
    """Whether a number stands where a bar ends by its shape: after a lying one, over an upright one."""
    lies = bar.x1 - bar.x0 > bar.bottom - bar.top
    return _ends_beside(bar, number) if lies else _ends_below(bar, number)


def _ends_beside(bar: Box, number: Box) -> bool:
    middle = (number.top + number.bottom) / 2
    return bar.top - 1 <= middle <= bar.bottom + 1 and -2 <= number.x0 - bar.x1 <= NEAR


def _ends_below(bar: Box, number: Box) -> bool:
    center = (number.x0 + number.x1) / 2
    return bar.x0 - 1 <= center <= bar.x1 + 1 and -2 <= bar.top - number.bottom <= NEAR


def _gap(bar: Box, number: Box) -> float:
    return max(number.x0 - bar.x1, bar.top - number.bottom, 0)


def _size(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)
