"""Read the objects that draw on a page (text, paths, images, shadings and forms) and their properties."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import islice, repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extract.page.pdfium import find_address, list_cells, take_addresses

Matrix = tuple[float, float, float, float, float, float]
Bounds = tuple[float, float, float, float]  # left, bottom, right, top in the file's coordinates
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DEEPEST = 8  # levels of forms within forms that are read
UNKNOWN_COLOUR = (0, 0, 0, 0)  # if PDFium gives no colour, as for a pattern
PATTERN = (191, 191, 191)  # the colour that PDFium gives for a pattern
LAYER_NAME_BYTES = 6  # length of the mark ``OC`` in UTF-16 with its terminator
MOST_OBJECTS = 60_000  # objects that are read of a page
TEXT, PATH, IMAGE = pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE
SHADING, FORM = pdfium_c.FPDF_PAGEOBJ_SHADING, pdfium_c.FPDF_PAGEOBJ_FORM
# Buffers for PDFium's results. To create them for every object takes longer than the calls themselves.
_SIDES, _MATRIX = (ctypes.c_float * 4)(), pdfium_c.FS_MATRIX()
_NAME, _LENGTH = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
_COLOUR, _POINT = (ctypes.c_uint * 4)(), (ctypes.c_float * 2)()
_TO_SIDES, _TO_COLOUR = (
    tuple(ctypes.addressof(row) + 4 * at for at in range(4)) for row in (_SIDES, _COLOUR)
)
_TO_X, _TO_Y = ctypes.addressof(_POINT), ctypes.addressof(_POINT) + 4
_TO_MATRIX, _TO_LENGTH = ctypes.addressof(_MATRIX), ctypes.addressof(_LENGTH)
_count_objects = take_addresses(pdfium_c.FPDFPage_CountObjects)
_get_object = take_addresses(pdfium_c.FPDFPage_GetObject)
_count_inner = take_addresses(pdfium_c.FPDFFormObj_CountObjects)
_get_inner = take_addresses(pdfium_c.FPDFFormObj_GetObject)
_get_type = take_addresses(pdfium_c.FPDFPageObj_GetType)
_get_bounds = take_addresses(pdfium_c.FPDFPageObj_GetBounds)
_get_matrix = take_addresses(pdfium_c.FPDFPageObj_GetMatrix)
_get_fill = take_addresses(pdfium_c.FPDFPageObj_GetFillColor)
_get_stroke = take_addresses(pdfium_c.FPDFPageObj_GetStrokeColor)
_get_point = take_addresses(pdfium_c.FPDFPathSegment_GetPoint)
get_render_mode = take_addresses(pdfium_c.FPDFTextObj_GetTextRenderMode)
get_font = take_addresses(pdfium_c.FPDFTextObj_GetFont)
_get_font_name = take_addresses(pdfium_c.FPDFFont_GetBaseFontName)
_count_marks = take_addresses(pdfium_c.FPDFPageObj_CountMarks)
_get_mark = take_addresses(pdfium_c.FPDFPageObj_GetMark)
_get_mark_name = take_addresses(pdfium_c.FPDFPageObjMark_GetName)
_get_mark_text = take_addresses(pdfium_c.FPDFPageObjMark_GetParamStringValue)
_remove_mark = take_addresses(pdfium_c.FPDFPageObj_RemoveMark)


class Item(NamedTuple):  # thousands are made for every page
    """One object of a page: PDFium's address and kind, place in the order of drawing, matrix of its form."""

    address: int
    kind: int
    order: int
    matrix: Matrix
    nested: bool

    @property
    def handle(self) -> Any:
        """The object in the form that pypdfium2's functions take."""
        return ctypes.cast(self.address, pdfium_c.FPDF_PAGEOBJECT)

    def find_bounds(self) -> Bounds:
        """Return the smallest upright rectangle around the object in the file's coordinates."""
        if not _get_bounds(self.address, *_TO_SIDES):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = _SIDES
        return move_bounds((left, bottom, right, top), self.matrix)


def list_items(page: Any) -> list[Item]:
    """List the objects of a page in the order of drawing; the objects of a form follow the form."""
    found: list[Item] = []
    address = find_address(page.raw)
    _add(found, map(_get_object, repeat(address), range(_count_objects(address))), SAME, 0)
    return found


def _walk_form(form: int) -> Iterator[int]:
    return map(_get_inner, repeat(form), range(max(0, _count_inner(form))))


def _add(found: list[Item], objects: Iterator[int], matrix: Matrix, depth: int) -> None:
    addresses = list(islice(objects, MOST_OBJECTS - len(found)))
    kinds = list(map(_get_type, addresses))
    if FORM not in kinds:
        orders = range(len(found), len(found) + len(addresses))
        rows = zip(addresses, kinds, orders, repeat(matrix), repeat(depth > 0))
        found += map(tuple.__new__, repeat(Item), rows)  # in half the time of Item itself
        return
    for address, kind in zip(addresses, kinds, strict=True):
        if len(found) >= MOST_OBJECTS:
            return
        item = Item(address, kind, len(found), matrix, depth > 0)
        found.append(item)
        if kind == FORM and depth < DEEPEST:
            _add(found, _walk_form(address), multiply(read_matrix(item), matrix), depth + 1)


def read_bounds(addresses: Sequence[int]) -> npt.NDArray[np.float64]:
    """Return left, bottom, right and top of objects that are in no form, one row for each."""
    found = np.zeros((len(addresses), 4), dtype=np.float32)
    told = list(map(_get_bounds, addresses, *(list_cells(found, column) for column in range(4))))
    found[np.equal(told, 0)] = 0
    return found.astype(np.float64)


def read_matrix(item: Item) -> Matrix:
    """Return the matrix of an object, without that of its form."""
    if not _get_matrix(item.address, _TO_MATRIX):
        return SAME
    return _MATRIX.a, _MATRIX.b, _MATRIX.c, _MATRIX.d, _MATRIX.e, _MATRIX.f


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies ``first`` and then ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def move_point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Apply a matrix to a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def move_bounds(bounds: Bounds, matrix: Matrix) -> Bounds:
    """Apply a matrix to a rectangle and return the smallest upright rectangle around the result."""
    if matrix == SAME:
        return bounds
    corners = [move_point(x, y, matrix) for x in bounds[::2] for y in bounds[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def has_content_layer(address: int) -> bool:
    """Whether an object belongs to optional content, a layer that can be switched off."""
    for index in range(_count_marks(address)):
        mark = _get_mark(address, index)
        _get_mark_name(mark, ctypes.addressof(_NAME), ctypes.sizeof(_NAME), _TO_LENGTH)
        if _NAME[0] == ord("O") and _NAME[1] == ord("C") and _LENGTH.value == LAYER_NAME_BYTES:
            return True
    return False


def leaves_ink(text: Item) -> bool:
    """Whether a text object is drawn at all, as the text that an OCR program adds to an image is not."""
    return bool(get_render_mode(text.address) != pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)


def drop_replacement_digits(texts: Sequence[int]) -> bool:
    """Remove the replacement texts (``ActualText``) of text objects that contain digits.

    Returns whether one was removed.
    """
    counts = zip(texts, map(_count_marks, texts), strict=True)
    taken = [_drop_digits(address, count) for address, count in counts if count > 0]
    return any(taken)


def _drop_digits(address: int, count: int) -> bool:
    taken = False
    for index in range(count - 1, -1, -1):
        mark = _get_mark(address, index)
        size = ctypes.sizeof(_NAME)
        if not _get_mark_text(mark, b"ActualText", ctypes.addressof(_NAME), size, _TO_LENGTH):
            continue
        is_whole = 2 <= _LENGTH.value <= size
        said = bytes(_NAME)[: _LENGTH.value - 2].decode("utf-16-le", errors="replace") if is_whole else ""
        if not is_whole or any(sign.isdigit() for sign in said):
            taken = bool(_remove_mark(address, mark)) or taken
    return taken


def read_fill(item: Item) -> tuple[int, int, int, int]:
    """Return red, green, blue and opacity with which an object is filled, 0 to 255."""
    return _read_colour(_get_fill(item.address, *_TO_COLOUR))


def read_fills(addresses: Sequence[int]) -> npt.NDArray[np.int64]:
    """Return the same for several objects, one row for each."""
    found = np.zeros((len(addresses), 4), dtype=np.uint32)
    told = list(map(_get_fill, addresses, *(list_cells(found, column) for column in range(4))))
    found[np.equal(told, 0)] = UNKNOWN_COLOUR
    return found.astype(np.int64)


def read_stroke(address: int) -> tuple[int, int, int, int]:
    """Return red, green, blue and opacity with which an object's outline is drawn, 0 to 255."""
    return _read_colour(_get_stroke(address, *_TO_COLOUR))


def _read_colour(is_told: int) -> tuple[int, int, int, int]:
    red, green, blue, alpha = _COLOUR
    return (red, green, blue, alpha) if is_told else UNKNOWN_COLOUR


def read_point(segment: int) -> tuple[float, float]:
    """Return the end of a segment of a path."""
    _get_point(segment, _TO_X, _TO_Y)
    return _POINT[0], _POINT[1]


def has_name(font: int) -> bool:
    """Whether a font has a name; Type 3 fonts, whose glyphs are drawings, have none."""
    return bool(font) and _get_font_name(font, ctypes.addressof(_NAME), ctypes.sizeof(_NAME)) > 1
