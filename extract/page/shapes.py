"""Find the digit that a drawn character looks like, by comparing its shape with those of the standard fonts.

This is a fast check of a font's character map. If it does not confirm the map, the number must be recognised.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from extract.page.chars import Char, read_chars
from extract.page.drawing import Mask, draw_alone
from extract.page.geometry import Geometry
from extract.page.objects import TEXT, Item, list_items

FIGURES = "0123456789"
STANDARD = (
    b"Helvetica",
    b"Helvetica-Bold",
    b"Helvetica-Oblique",
    b"Times-Roman",
    b"Times-Bold",
    b"Times-Italic",
    b"Courier",
)
DOTS_PER_POINT = 4.0
GRID = (12, 18)  # columns and rows of a shape
LEAST_LIKE = 0.5  # least likeness to the digit that is named
SPECK = 0.4  # share of the height of the tallest character; what is lower is a speck
SAME = 0.93  # least likeness of equal characters of a font; different digits have at most 0.81 in the sample
SURER = 0.02  # least difference between the likeness to the named digit and to the second
GlyphShape = npt.NDArray[
    np.float64
]  # the ink in each cell of the grid less its mean; last, width over height


def cut_figure(
    page: pypdfium2.PdfPage, items: Sequence[Item], char: Char, geometry: Geometry
) -> GlyphShape | None:
    """Draw a character and return its shape; ``None`` for rotated text, and if nothing is drawn."""
    if geometry.quarters or not (char.angle < 1 or char.angle > 359):
        return None
    item = next((each for each in items if each.address == char.owner and not each.nested), None)
    return _cut_shape(page, item, char, geometry) if item is not None else None


def name_figure(shape: GlyphShape | None) -> str | None:
    """Return the digit whose shape in the standard fonts this is; ``None`` if that is not clear."""
    return _name_shape(shape) if shape is not None else None


def are_same(one: GlyphShape, other: GlyphShape) -> bool:
    """Whether two shapes of one font are those of the same character."""
    is_flat = not one[:-1].any() and not other[:-1].any()
    return bool((1 - abs(one[-1] - other[-1]) if is_flat else compare_shapes(one, other)) >= SAME)


def name_characters(ink: Mask) -> list[str | None]:
    """Name the digits in the image of a line, from left to right; ``None`` for each that is not clear."""
    shapes = (make_shape(part) for part in split_characters(ink))
    return [name_figure(shape) for shape in shapes if shape is not None]


def split_characters(ink: Mask) -> list[Mask]:
    """Split a line's image at columns without ink; return the characters from left to right, no specks."""
    filled = np.append(np.insert(ink.any(axis=0), 0, False), False)
    edges = np.flatnonzero(filled[1:] != filled[:-1])
    parts = [ink[:, start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    tallest = max((int(part.any(axis=1).sum()) for part in parts), default=0)
    return [part for part in parts if part.any(axis=1).sum() > SPECK * tallest]


def _name_shape(shape: GlyphShape) -> str | None:
    figures, models = _list_models()
    likeness = dict.fromkeys(FIGURES, float("-inf"))
    for figure, alike in zip(figures, compare_shapes(shape, models).tolist(), strict=True):
        likeness[figure] = max(likeness[figure], alike)
    first, second = sorted(FIGURES, key=lambda figure: -likeness[figure])[:2]
    return first if likeness[first] >= max(likeness[second] + SURER, LEAST_LIKE) else None


def _cut_shape(page: pypdfium2.PdfPage, item: Item, char: Char, geometry: Geometry) -> GlyphShape | None:
    """Draw the object of a character and return the shape of the character's part."""
    alone = draw_alone(page, item, DOTS_PER_POINT * geometry.unit)
    if alone is None:
        return None
    left, _, _, top = item.find_bounds()
    (x,), (y,) = geometry.place_point(np.array([left]), np.array([top]))
    x0, x1 = (max(0, round((side - x) * DOTS_PER_POINT)) for side in (char.ink[0], char.ink[2]))
    y0, y1 = (max(0, round((side - y) * DOTS_PER_POINT)) for side in (char.ink[1], char.ink[3]))
    return make_shape(alone[y0 : y1 + 1, x0 : x1 + 1])


def make_shape(part: Mask) -> GlyphShape | None:
    """Return the shape of the ink in an image, independent of its size; ``None`` without ink."""
    if not part.any():
        return None
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    part = part[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    small = Image.fromarray(part.astype(np.uint8) * 255).resize(GRID, Image.Resampling.BOX)
    grid = np.asarray(small, dtype=np.float64).ravel() / 255
    return np.append(grid - grid.mean(), part.shape[1] / part.shape[0])


def compare_shapes(one: GlyphShape, others: GlyphShape) -> GlyphShape:
    """Return the likeness of a shape to others, the rows of a table, or to one other.

    It is at most 1: their correlation less the difference in proportions.
    """
    a, b = one[:-1], others[..., :-1]
    sizes = np.sqrt((a @ a) * (b * b).sum(axis=-1))
    alike: GlyphShape = b @ a / np.where(sizes == 0, 1.0, sizes) - np.abs(others[..., -1] - one[-1])
    return alike


@cache
def _list_models() -> tuple[list[str], GlyphShape]:
    """Draw the digits of the standard fonts, as PDFium has them; return them, and their shapes as rows."""
    figures: list[str] = []
    models: list[GlyphShape] = []
    document = pypdfium2.PdfDocument.new()
    try:
        page = document.new_page(400, 200)
        for at, name in enumerate(STANDARD):
            font = pdfium_c.FPDFText_LoadStandardFont(document.raw, name)
            for place, figure in enumerate(FIGURES):
                handle = pdfium_c.FPDFPageObj_CreateTextObj(document.raw, font, 12.0)
                code = (pdfium_c.FPDF_WCHAR * 2)(ord(figure), 0)
                pdfium_c.FPDFText_SetText(handle, code)
                pdfium_c.FPDFPageObj_Transform(handle, 1, 0, 0, 1, 10 + 30 * place, 10 + 18 * at)
                pdfium_c.FPDFPage_InsertObject(page.raw, handle)
        page.gen_content()
        textpage = page.get_textpage()
        geometry = Geometry.of(page)
        items = {item.address: item for item in list_items(page) if item.kind == TEXT}
        for char in read_chars(textpage, geometry).list_chars():
            shape = _cut_shape(page, items[char.owner], char, geometry) if char.owner in items else None
            if shape is not None and char.text in FIGURES:
                figures.append(char.text)
                models.append(shape)
        textpage.close()
        page.close()
    finally:
        document.close()
    return figures, np.stack(models)
