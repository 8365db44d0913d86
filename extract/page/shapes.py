"""Which figure a drawn sign looks like most: its shape beside those of the standard fonts.

A cheap witness for a font's table of characters: where it does not bear the table out, the picture must be
looked at with better eyes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from extract.page.chars import Char, list_chars
from extract.page.drawing import draw_alone
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
GRID = (12, 18)  # across and down
LEAST_LIKE = 0.5
SPECK = 0.4  # of the height of the tallest sign
SAME = 0.93  # figures of one font: at most 0.81 in the sample
SURER = 0.02  # by which a figure's likeness is over that of any other
Shape = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def cut_figure(
    page: pypdfium2.PdfPage, items: Sequence[Item], char: Char, geometry: Geometry
) -> Shape | None:
    """The shape in which a character is drawn; None for turned text, and where nothing is drawn."""
    if geometry.quarters or not (char.angle < 1 or char.angle > 359):
        return None
    item = next((each for each in items if each.address == char.owner and not each.nested), None)
    return _cut_shape(page, item, char, geometry) if item is not None else None


def name_figure(shape: Shape | None) -> str | None:
    """The figure of the standard fonts that a shape is most like; None if not plain."""
    return _name_shape(shape) if shape is not None else None


def are_same(one: Shape, other: Shape) -> bool:
    """Whether two shapes are those of one sign. Different figures of a font are never so alike."""
    is_flat = not one[:-1].any() and not other[:-1].any()
    return (1 - abs(float(one[-1] - other[-1])) if is_flat else compare_shapes(one, other)) >= SAME


def name_signs(ink: Mask) -> list[str | None]:
    """The figure that each sign of a line is most like, from left to right; None where it is not plain."""
    shapes = (make_shape(part) for part in part_signs(ink))
    return [name_figure(shape) for shape in shapes if shape is not None]


def part_signs(ink: Mask) -> list[Mask]:
    """The signs of a line's picture, parted by columns without ink, from left to right; specks left out."""
    filled = np.append(np.insert(ink.any(axis=0), 0, False), False)
    edges = np.flatnonzero(filled[1:] != filled[:-1])
    parts = [ink[:, start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    tallest = max((int(part.any(axis=1).sum()) for part in parts), default=0)
    return [part for part in parts if part.any(axis=1).sum() > SPECK * tallest]


def _name_shape(shape: Shape) -> str | None:
    likeness = {
        figure: max(compare_shapes(shape, each) for each in own) for figure, own in _list_models().items()
    }
    first, second = sorted(FIGURES, key=lambda figure: -likeness[figure])[:2]
    return first if likeness[first] >= max(likeness[second] + SURER, LEAST_LIKE) else None


def _cut_shape(page: pypdfium2.PdfPage, item: Item, char: Char, geometry: Geometry) -> Shape | None:
    """A character's ink in a grid, with how wide it is for its height as the last number."""
    alone = draw_alone(page, item, DOTS_PER_POINT * geometry.unit)
    if alone is None:
        return None
    left, _, _, top = item.find_bounds()
    (x,), (y,) = geometry.place_point(np.array([left]), np.array([top]))
    x0, x1 = (max(0, round((side - x) * DOTS_PER_POINT)) for side in (char.ink[0], char.ink[2]))
    y0, y1 = (max(0, round((side - y) * DOTS_PER_POINT)) for side in (char.ink[1], char.ink[3]))
    return make_shape(alone[y0 : y1 + 1, x0 : x1 + 1])


def make_shape(part: Mask) -> Shape | None:
    """The shape of the ink in a picture, however large it is drawn; None where there is none."""
    if not part.any():
        return None
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    part = part[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    small = Image.fromarray(part.astype(np.uint8) * 255).resize(GRID, Image.Resampling.BOX)
    grid = np.asarray(small, dtype=np.float64).ravel() / 255
    return np.append(grid - grid.mean(), part.shape[1] / part.shape[0])


def compare_shapes(one: Shape, other: Shape) -> float:
    """How alike two shapes are, at most 1."""
    a, b = one[:-1], other[:-1]
    size = float(np.sqrt((a @ a) * (b @ b)))
    return (float(a @ b) / size if size else 0.0) - abs(float(one[-1] - other[-1]))


@cache
def _list_models() -> dict[str, list[Shape]]:
    """The figures of the standard fonts, which PDFium brings with it."""
    models: dict[str, list[Shape]] = {figure: [] for figure in FIGURES}
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
        for char in list_chars(textpage, geometry):
            shape = _cut_shape(page, items[char.owner], char, geometry) if char.owner in items else None
            if shape is not None and char.text in models:
                models[char.text].append(shape)
        textpage.close()
        page.close()
    finally:
        document.close()
    return models
