"""Decide from a page's objects whether its text may be invisible; this is faster than to draw the page."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extract.page.geometry import Geometry
from extract.page.objects import (
    FORM,
    IMAGE,
    PATH,
    PATTERN,
    SHADING,
    TEXT,
    Item,
    get_font,
    get_render_mode,
    has_content_layer,
    has_name,
    multiply,
    read_bounds,
    read_fill,
    read_fills,
    read_matrix,
    read_point,
    read_stroke,
)
from extract.page.pdfium import take_addresses

Colours = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.float64]
COVERING = (IMAGE, SHADING, PATH, FORM)
PAINTED = frozenset({0, 1, 2})  # PDF's text rendering modes that leave ink
OUTLINED = 1  # the mode that draws outlines only
LIGHT = 200  # of 255; text whose red, green and blue are all so high needs a darker background
SOLID = 200  # of 255; text with a lower opacity may be invisible
THIN, TINY = 2.5, 3.0  # points; if text is lower than the first, its font size must reach the second
PLAIN = 100  # of 255, in red, green or blue; colours that differ so much can be distinguished
OPAQUE = 255
LINE = 0.1  # points; a thinner object covers nothing
_has_transparency = take_addresses(pdfium_c.FPDFPageObj_HasTransparency)
_get_clip = take_addresses(pdfium_c.FPDFPageObj_GetClipPath)
_count_paths = take_addresses(pdfium_c.FPDFClipPath_CountPaths)
_count_segments = take_addresses(pdfium_c.FPDFClipPath_CountPathSegments)
_get_segment = take_addresses(pdfium_c.FPDFClipPath_GetPathSegment)


def find_doubt(items: Sequence[Item], geometry: Geometry, most: int) -> bool:
    """Whether one of about ``most`` text objects, sampled from the whole page, may be invisible.

    It may be by its mode, colour, place, size, transparency, clipping or layer, or by what is drawn over it.
    """
    texts = [item for item in items if item.kind == TEXT]
    if any(item.nested for item in texts):
        return True
    asked = texts[:: max(1, len(texts) // most)]
    addresses = [item.address for item in asked]
    modes = list(map(get_render_mode, addresses))
    if not PAINTED.issuperset(modes) or any(map(_has_transparency, addresses)):
        return True
    bounds, inks = read_bounds(addresses), _read_inks(addresses, modes)
    if asked and (_are_odd(bounds, inks, geometry) or not all(map(has_name, set(map(get_font, addresses))))):
        return True
    low = np.flatnonzero((bounds[:, 3] - bounds[:, 1]) * geometry.unit < THIN)
    if any(_is_tiny(asked[at], geometry) for at in low.tolist()):
        return True
    paths = list(map(_count_paths, map(_get_clip, addresses)))
    clipped = [at for at, count in enumerate(paths) if count > 0]
    if any(_is_clipped(addresses[at], bounds[at].tolist()) for at in clipped):
        return True
    if any(map(has_content_layer, addresses)):
        return True
    covers = [item for item in items if item.kind in COVERING and not item.nested]
    return bool(asked and covers) and _cover_any(covers, asked, bounds, inks)


def _are_odd(bounds: Places, inks: Colours, geometry: Geometry) -> bool:
    """Whether the colour or place of any text may make it invisible."""
    colours, opacity = inks[:, :3], inks[:, 3]
    odd = (opacity < SOLID) | (colours.min(axis=1) >= LIGHT) | (colours == PATTERN).all(axis=1)
    left, bottom, right, top = bounds.T
    shown = geometry.shown
    inside = (shown[0] <= left) & (right <= shown[2]) & (shown[1] <= bottom) & (top <= shown[3])
    return bool((odd | ~inside).any())


def _read_inks(texts: Sequence[int], modes: Sequence[int]) -> Colours:
    """Return red, green, blue and opacity with which each text object is visible, 0 to 255."""
    inks = read_fills(texts)
    for at, mode in enumerate(modes):
        if mode == OUTLINED:
            inks[at] = read_stroke(texts[at])
    return inks


def _is_tiny(item: Item, geometry: Geometry) -> bool:
    size = ctypes.c_float()
    pdfium_c.FPDFTextObj_GetFontSize(item.handle, size)
    _, _, across, up, _, _ = multiply(read_matrix(item), item.matrix)
    return abs(size.value) * math.hypot(across, up) * geometry.unit < TINY


def _is_clipped(text: int, bounds: Sequence[float]) -> bool:
    """Whether a clipping path may cut off a part of a text object."""
    path = _get_clip(text)
    for at in range(_count_paths(path)):
        count = _count_segments(path, at)
        if not 0 < count <= 6:
            return True
        points = [read_point(_get_segment(path, at, index)) for index in range(count)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if min(xs) > bounds[0] or max(xs) < bounds[2] or min(ys) > bounds[1] or max(ys) < bounds[3]:
            return True
    return False


def _cover_any(covers: Sequence[Item], texts: Sequence[Item], bounds: Places, inks: Colours) -> bool:
    """Whether an object may hide text: drawn over it later, or below it in a similar colour."""
    left, bottom, right, top = bounds.T
    own = read_bounds([item.address for item in covers])
    x0, y0, x1, y1 = own.T[:, :, None]
    over = (left < x1) & (x0 < right) & (bottom < y1) & (y0 < top) & (x1 - x0 >= LINE) & (y1 - y0 >= LINE)
    orders = np.array([text.order for text in texts])
    for at in np.flatnonzero(over.any(axis=1)).tolist():
        item = covers[at]
        if item.kind != PATH:
            return True
        ground = np.array(read_fill(item))
        if (over[at] & ((orders < item.order) | ~_stands_out(inks, ground))).any():
            return True
    return False


def _stands_out(inks: Colours, ground: Colours) -> Flags:
    """Return for each colour of text, none of them light, whether it contrasts with a background colour."""
    if ground[:3].min() >= LIGHT:
        return np.ones(len(inks), dtype=bool)
    if ground[3] < OPAQUE or tuple(ground[:3]) == PATTERN:
        return np.zeros(len(inks), dtype=bool)
    found: Flags = np.abs(inks[:, :3] - ground[:3]).max(axis=1) >= PLAIN
    return found
