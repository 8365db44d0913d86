"""What draws on a page: pieces of text, figures, pictures, with their places and what is odd about them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

Matrix = tuple[float, float, float, float, float, float]
Bounds = tuple[float, float, float, float]  # left, bottom, right, top in the file's own plane
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DEEPEST = 8
UNKNOWN_COLOUR = (0, 0, 0, 0)  # of a pattern: what it looks like must be seen
LAYER_NAME_BYTES = 6  # of ``OC`` in UTF-16 with its end
MOST_OBJECTS = 60_000
TEXT, PATH, IMAGE = pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE
SHADING, FORM = pdfium_c.FPDF_PAGEOBJ_SHADING, pdfium_c.FPDF_PAGEOBJ_FORM
# What PDFium writes its answers into: to make them anew for every object costs more than to ask.
_SIDES = tuple(ctypes.c_float() for _ in range(4))
_NAME, _LENGTH = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
_COLOUR = tuple(ctypes.c_uint() for _ in range(4))


class Item(NamedTuple):  # thousands are made for every page
    """One object of a page: PDFium's handle, kind, place in the order of drawing, container's matrix."""

    handle: Any
    kind: int
    order: int
    matrix: Matrix
    nested: bool

    @property
    def address(self) -> int:
        """What tells this object from others."""
        return ctypes.cast(self.handle, ctypes.c_void_p).value or 0

    def find_bounds(self) -> Bounds:
        """The smallest upright rectangle around it in the file's plane."""
        left, bottom, right, top = _SIDES
        if not pdfium_c.FPDFPageObj_GetBounds(self.handle, left, bottom, right, top):
            return 0.0, 0.0, 0.0, 0.0
        return move_bounds((left.value, bottom.value, right.value, top.value), self.matrix)


def list_items(page: Any) -> list[Item]:
    """The objects of a page in the order in which they are drawn, those of forms in the form's place."""
    found: list[Item] = []
    _add(found, _walk_page(page), SAME, 0)
    return found


def list_top_items(page: Any) -> Iterator[Item]:
    """The objects of a page in the order in which they are drawn, without those inside forms."""
    for order, handle in enumerate(_walk_page(page)):
        yield Item(handle, pdfium_c.FPDFPageObj_GetType(handle), order, SAME, nested=False)


def holds_text(form: Item) -> bool:
    """Whether a form draws text."""
    found: list[Item] = []
    _add(found, _walk_form(form.handle), SAME, 1)
    return any(item.kind == TEXT for item in found)


def _walk_page(page: Any) -> Iterator[Any]:
    for index in range(pdfium_c.FPDFPage_CountObjects(page.raw)):
        yield pdfium_c.FPDFPage_GetObject(page.raw, index)


def _walk_form(form: Any) -> Iterator[Any]:
    for index in range(max(0, pdfium_c.FPDFFormObj_CountObjects(form))):
        yield pdfium_c.FPDFFormObj_GetObject(form, index)


def _add(found: list[Item], handles: Iterator[Any], matrix: Matrix, depth: int) -> None:
    for handle in handles:
        if len(found) >= MOST_OBJECTS:
            return
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        found.append(Item(handle, kind, len(found), matrix, depth > 0))
        if kind == FORM and depth < DEEPEST:
            _add(found, _walk_form(handle), multiply(read_matrix(handle), matrix), depth + 1)


def read_matrix(handle: Any) -> Matrix:
    """An object's own matrix."""
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, matrix):
        return SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first`` and ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def move_point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """A point after a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def move_bounds(bounds: Bounds, matrix: Matrix) -> Bounds:
    """The upright rectangle around a rectangle after a matrix."""
    if matrix == SAME:
        return bounds
    corners = [move_point(x, y, matrix) for x in bounds[::2] for y in bounds[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def has_content_layer(handle: Any) -> bool:
    """Whether an object is marked as belonging to a layer that can be switched off."""
    for index in range(pdfium_c.FPDFPageObj_CountMarks(handle)):
        mark = pdfium_c.FPDFPageObj_GetMark(handle, index)
        pdfium_c.FPDFPageObjMark_GetName(mark, _NAME, ctypes.sizeof(_NAME), _LENGTH)
        if _NAME[0] == ord("O") and _NAME[1] == ord("C") and _LENGTH.value == LAYER_NAME_BYTES:
            return True
    return False


def take_said_figures(handle: Any) -> bool:
    """Take away from a piece of text what the file says to be read in its place, if that has figures."""
    taken = False
    for index in range(pdfium_c.FPDFPageObj_CountMarks(handle) - 1, -1, -1):
        mark = pdfium_c.FPDFPageObj_GetMark(handle, index)
        buffer = ctypes.cast(_NAME, ctypes.POINTER(ctypes.c_ushort))
        size = ctypes.sizeof(_NAME)
        if not pdfium_c.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", buffer, size, _LENGTH):
            continue
        is_whole = 2 <= _LENGTH.value <= size
        said = bytes(_NAME)[: _LENGTH.value - 2].decode("utf-16-le", errors="replace") if is_whole else ""
        if not is_whole or any(sign.isdigit() for sign in said):
            taken = bool(pdfium_c.FPDFPageObj_RemoveMark(handle, mark)) or taken
    return taken


def read_fill(handle: Any) -> tuple[int, int, int, int]:
    """Red, green, blue and opacity of what an object is filled with, 0 to 255."""
    red, green, blue, alpha = _COLOUR
    if not pdfium_c.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return UNKNOWN_COLOUR
    return red.value, green.value, blue.value, alpha.value
