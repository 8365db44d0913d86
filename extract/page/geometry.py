"""Coordinates of a page as it is shown: crop box, rotation, and pages measured in another unit."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

Numbers = npt.NDArray[np.float64]
USUAL = (150.0, 6000.0)  # range of a page's longer side in points; outside it the unit is another
A4_LONG = 842.0


@dataclass(frozen=True)
class Geometry:
    """A page's boxes in the file's coordinates (``y`` upwards), its rotation, and the factor to points.

    Coordinates *on the page* are relative to the top left of the media box, as in pdfplumber; coordinates
    *as shown* are relative to the top left of the visible part. In both ``y`` goes downwards.
    """

    media: tuple[float, float, float, float]
    shown: tuple[float, float, float, float]
    quarters: int  # clockwise
    unit: float

    @classmethod
    def of(cls, page: Any) -> Geometry:
        """Read the geometry of a page of pypdfium2; the visible part is the one that PDFium draws."""
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
        """Width and height of the whole page in points, rotated as it is shown."""
        width, height = self.media[2] - self.media[0], self.media[3] - self.media[1]
        return (
            (height * self.unit, width * self.unit)
            if self.quarters % 2
            else (width * self.unit, height * self.unit)
        )

    @property
    def shown_size(self) -> tuple[float, float]:
        """Width and height of the visible part in points, rotated as it is shown."""
        width, height = self.shown[2] - self.shown[0], self.shown[3] - self.shown[1]
        return (
            (height * self.unit, width * self.unit)
            if self.quarters % 2
            else (width * self.unit, height * self.unit)
        )

    @property
    def offset(self) -> tuple[float, float]:
        """The top left corner of the visible part, on the page."""
        x, y = self._turn(np.array([self.shown[0], self.shown[2]]), np.array([self.shown[1], self.shown[3]]))
        return float(x.min()), float(y.min())

    def place(self, x0: Numbers, y0: Numbers, x1: Numbers, y1: Numbers) -> tuple[Numbers, ...]:
        """Convert boxes from the file's coordinates to left, top, right and bottom on the page."""
        ax, ay = self._turn(x0, y0)
        bx, by = self._turn(x1, y1)
        return np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)

    def place_point(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Convert points from the file's coordinates to coordinates on the page."""
        return self._turn(x, y)

    def turn_direction(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Rotate directions from the file's coordinates to the shown page; ``y`` stays upwards."""
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
    """Read the media box with its corners in order; ``None`` if the page has none of its own."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPage_GetMediaBox(page.raw, *sides):
        return None
    x0, y0, x1, y1 = (side.value for side in sides)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
