"""Where things are on a page as it is shown: crop box, quarter turns, pages measured in another unit."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

Numbers = npt.NDArray[np.float64]
USUAL = (150.0, 6000.0)  # the longer side of a page in points; others are drawn in another unit
A4_LONG = 842.0


@dataclass(frozen=True)
class Geometry:
    """A page's boxes in the file's own plane (``y`` upwards), its turn, and the factor to points.

    Places *on the page* count from the top left of the media box, as pdfplumber's do; places *as shown* from
    the top left of the part that is shown.
    """

    media: tuple[float, float, float, float]
    shown: tuple[float, float, float, float]
    quarters: int  # clockwise
    unit: float

    @classmethod
    def of(cls, page: Any) -> Geometry:
        """Of a page of pypdfium2. What is shown is the part that PDFium draws."""
        box = pdfium_c.FS_RECTF()
        pdfium_c.FPDF_GetPageBoundingBox(page.raw, box)
        shown = box.left, box.bottom, box.right, box.top
        media = _read_media_box(page)
        if media is None or not (media[0] < shown[2] and media[1] < shown[3]):
            media = shown
        longest = max(shown[2] - shown[0], shown[3] - shown[1], 1e-3)
        unit = 1.0 if USUAL[0] <= longest <= USUAL[1] else A4_LONG / longest
        return cls(media, shown, page.get_rotation() // 90 % 4, unit)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the whole page in points, turned as it is shown."""
        width, height = self.media[2] - self.media[0], self.media[3] - self.media[1]
        return (
            (height * self.unit, width * self.unit)
            if self.quarters % 2
            else (width * self.unit, height * self.unit)
        )

    @property
    def shown_size(self) -> tuple[float, float]:
        """Width and height of what is shown in points, turned as it is shown."""
        width, height = self.shown[2] - self.shown[0], self.shown[3] - self.shown[1]
        return (
            (height * self.unit, width * self.unit)
            if self.quarters % 2
            else (width * self.unit, height * self.unit)
        )

    @property
    def offset(self) -> tuple[float, float]:
        """Where the shown part begins on the page."""
        x, y = self._turn(np.array([self.shown[0], self.shown[2]]), np.array([self.shown[1], self.shown[3]]))
        return float(x.min()), float(y.min())

    def place(self, x0: Numbers, y0: Numbers, x1: Numbers, y1: Numbers) -> tuple[Numbers, ...]:
        """Boxes in the file's plane as left, top, right, bottom on the page."""
        ax, ay = self._turn(x0, y0)
        bx, by = self._turn(x1, y1)
        return np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)

    def place_point(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Points in the file's plane as places on the page."""
        return self._turn(x, y)

    def turn_direction(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Directions in the file's plane (``y`` upwards) as they are shown (``y`` still upwards)."""
        if self.quarters == 1:
            return y, -x
        if self.quarters == 2:
            return -x, -y
        if self.quarters == 3:
            return -y, x
        return x, y

    def _turn(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        left, bottom, right, top = self.media
        if self.quarters == 1:
            found = y - bottom, x - left
        elif self.quarters == 2:
            found = right - x, y - bottom
        elif self.quarters == 3:
            found = top - y, right - x
        else:
            found = x - left, top - y
        return found[0] * self.unit, found[1] * self.unit


def _read_media_box(page: Any) -> tuple[float, float, float, float] | None:
    """The media box, its corners put in order; ``None`` where the page has none of its own."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPage_GetMediaBox(page.raw, *sides):
        return None
    x0, y0, x1, y1 = (side.value for side in sides)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
