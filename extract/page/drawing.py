"""Draw a page or a part of it with PDFium, with and without some text, and compare the drawings."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extract.page.geometry import Geometry
from extract.page.objects import Item
from extract.page.pdfium import take_addresses
from extract.page.stored import Numbers

DOTS_PER_POINT = 100 / 72
MOST_PIXELS = 12_000_000  # of a drawn page; a larger page is drawn at a lower resolution
DIFFERENT = 16  # of 255, in red, green or blue; a smaller difference is invisible
SAMPLED = 5  # rows and columns of a box
FAINT = 40  # of 255; a pixel with less opacity is no ink
_set_active = take_addresses(pdfium_c.FPDFPageObj_SetIsActive)
Mask = npt.NDArray[np.bool_]
Picture = npt.NDArray[np.uint32]
Brightness = npt.NDArray[np.uint8]
Dots = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True)
class Window:
    """The part of a page that is drawn, and the size of the whole page, in pixels."""

    scale: float  # pixels per unit of the file's coordinates
    width: int
    height: int
    part: Dots

    @classmethod
    def around(cls, page: Any, places: Numbers, geometry: Geometry) -> Window:
        """Make the smallest window that contains some outlines, one in each row."""
        scale = _choose_scale(geometry)
        # Rounded as in pypdfium2.
        width, height = math.ceil(page.get_width() * scale), math.ceil(page.get_height() * scale)
        whole = cls(scale, width, height, (0, 0, width, height))
        boxes = whole._find_sides(places, geometry)
        left, top = (min(int(boxes[:, side].min()), most - 1) for side, most in ((0, width), (1, height)))
        right, bottom = max(left + 1, int(boxes[:, 2].max())), max(top + 1, int(boxes[:, 3].max()))
        return cls(scale, width, height, (left, top, right, bottom))

    def find_dots(self, places: Numbers, geometry: Geometry) -> list[Dots]:
        """Return the bounds of each outline in pixels of the window; empty if it is outside."""
        return list(map(tuple, self._find_sides(places, geometry).tolist()))

    def _find_sides(self, places: Numbers, geometry: Geometry) -> npt.NDArray[np.int64]:
        left, top = geometry.offset
        across, down = self.measure(geometry)
        x0, y0, x1, y1 = self.part
        sides = (
            np.clip(np.floor((places[:, 0] - left) * across), x0, x1) - x0,
            np.clip(np.floor((places[:, 1] - top) * down), y0, y1) - y0,
            np.clip(np.ceil((places[:, 2] - left) * across), x0, x1) - x0,
            np.clip(np.ceil((places[:, 3] - top) * down), y0, y1) - y0,
        )
        return np.stack(sides, axis=1).astype(np.int64)

    def measure(self, geometry: Geometry) -> tuple[float, float]:
        """Return the pixels per point, horizontally and vertically."""
        width, height = geometry.shown_size
        return self.width / max(width, 1e-6), self.height / max(height, 1e-6)


def _choose_scale(geometry: Geometry) -> float:
    width, height = geometry.shown_size
    dots = min(DOTS_PER_POINT, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
    return dots * geometry.unit


def draw(page: Any, window: Window) -> Picture:
    """Draw the window of a page; each pixel is a number of 32 bits that contains its colours."""
    drawn = page.render(
        scale=window.scale,
        crop=find_crop(window.part, window.width, window.height, window.scale),
        force_bitmap_format=pdfium_c.FPDFBitmap_BGRx,
        may_draw_forms=True,
    )
    found: Picture = drawn.to_numpy().view(np.uint32)[:, :, 0]
    return found


def find_crop(part: Dots, width: int, height: int, scale: float) -> tuple[float, ...]:
    """Return pypdfium2's ``crop`` that leaves a part of a page of ``width`` and ``height`` pixels."""
    left, top, right, bottom = part
    cut = left, height - bottom, width - right, top
    return tuple(max(0.0, dots - 0.5) / scale for dots in cut)  # pypdfium2 rounds it up to pixels


def draw_without(page: Any, texts: Iterable[Item], window: Window) -> Picture:
    """Draw the window of a page without some text objects. The page itself is not changed."""
    switched = [item for item in texts if _switch(item, on=False)]
    try:
        return draw(page, window)
    finally:
        for item in switched:
            _switch(item, on=True)


def _switch(item: Item, *, on: bool) -> bool:
    return bool(_set_active(item.address, on))


def draw_alone(page: Any, text: Item, scale: float) -> Mask | None:
    """Draw a text object by itself; return a mask of its ink from the top left of its bounds.

    ``None`` if PDFium cannot draw it.
    """
    bitmap = pdfium_c.FPDFTextObj_GetRenderedBitmap(page.pdf.raw, page.raw, text.handle, scale)
    if not bitmap:
        return None
    try:
        height, stride = pdfium_c.FPDFBitmap_GetHeight(bitmap), pdfium_c.FPDFBitmap_GetStride(bitmap)
        if pdfium_c.FPDFBitmap_GetFormat(bitmap) != pdfium_c.FPDFBitmap_BGRA:
            return None
        start = ctypes.cast(pdfium_c.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte))
        dots = np.ctypeslib.as_array(start, shape=(height, stride)).reshape(height, -1, 4)
        found: Mask = dots[:, :, 3] > FAINT
        return found
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)


def find_changed(one: Picture, other: Picture) -> Mask:
    """Return a mask of the pixels that differ visibly between two drawings."""
    found: Mask = one != other
    flat = found.ravel()
    places = np.flatnonzero(flat)
    if len(places):
        a, b = (picture.ravel()[places].view(np.uint8).reshape(-1, 4) for picture in (one, other))
        blue, green, red, _ = (np.maximum(a, b) - np.minimum(a, b)).T
        flat[places] = np.maximum(np.maximum(blue, green), red) >= DIFFERENT
    return found


def measure_shares(changed: Mask, boxes: Sequence[Dots]) -> list[float]:
    """Return the share of the pixels in each box that differ; 0 for an empty box."""
    return [
        np.count_nonzero(changed[y0:y1, x0:x1]) / ((x1 - x0) * (y1 - y0)) if x0 < x1 and y0 < y1 else 0.0
        for x0, y0, x1, y1 in boxes
    ]


def find_brightness(picture: Picture) -> Brightness:
    """Return the brightness of each pixel, from 0 to 255."""
    return np.ascontiguousarray(picture.view(np.uint8)[:, 1::4])


def find_spread(brightness: Brightness, boxes: Sequence[Dots], least: int) -> list[bool]:
    """Return for each box whether two of its pixels differ in brightness by at least so much, of 255.

    Of most boxes in which they do, already some pixels in even rows and columns show it.
    """
    sides = np.array(boxes, dtype=np.int64).reshape(-1, 4, 1, 1)
    x0, y0, x1, y1 = sides.swapaxes(0, 1)
    steps = np.arange(SAMPLED) / SAMPLED
    xs, ys = (x0 + (x1 - x0) * steps).astype(np.int64), (y0 + (y1 - y0) * steps[:, None]).astype(np.int64)
    height, width = brightness.shape
    sample = brightness[np.minimum(ys, height - 1), np.minimum(xs, width - 1)].reshape(-1, SAMPLED**2)
    is_filled = ((x0 < x1) & (y0 < y1)).ravel()
    shown = is_filled & (np.ptp(sample, axis=1) >= least)
    for at in np.flatnonzero(is_filled & ~shown).tolist():
        left, top, right, bottom = boxes[at]
        shown[at] = np.ptp(brightness[top:bottom, left:right]) >= least
    found: list[bool] = shown.tolist()
    return found
