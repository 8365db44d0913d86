"""Read stored characters of a page from PDFium: text, boxes, direction, and the objects that draw them."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extract.page.pdfium import call_each, find_address, list_cells, take_addresses

NOT_CHARACTERS = {0xFFFE, 0xFFFF, 0xFFFD}  # code points that are no characters, and the replacement character
HYPHEN_CODES = {0x02, 0xFFFE}  # PDFium's codes for a hyphen at the end of a line
Numbers = npt.NDArray[np.float64]
Direction = tuple[float, float, float, float, float]
UPRIGHT: Direction = (1.0, 0.0, 0.0, 1.0, 0.0)  # of a character without a matrix
_MATRIX = pdfium_c.FS_MATRIX()  # for PDFium's results
_TO_MATRIX = ctypes.addressof(_MATRIX)


_get_object = take_addresses(pdfium_c.FPDFText_GetTextObject)
_get_tight = take_addresses(pdfium_c.FPDFText_GetCharBox)
_get_loose = take_addresses(pdfium_c.FPDFText_GetLooseCharBox)
_get_origin = take_addresses(pdfium_c.FPDFText_GetCharOrigin)
_get_unicode = take_addresses(pdfium_c.FPDFText_GetUnicode)
is_generated = take_addresses(pdfium_c.FPDFText_IsGenerated)
_get_matrix = take_addresses(pdfium_c.FPDFText_GetMatrix)
_get_size = take_addresses(pdfium_c.FPDFText_GetFontSize)
_is_hyphen = take_addresses(pdfium_c.FPDFText_IsHyphen)


@dataclass
class Stored:
    """PDFium's data on the characters of a page, in the file's coordinates; one row of ``values`` for each.

    A row has left, bottom, right and top of the outline, the same of the loose box, ``x`` and ``y`` of the
    origin, the elements a to d of the text matrix, and the font size.
    """

    indices: list[int]
    texts: list[str]
    owners: list[int]
    values: Numbers


def read_stored(textpage: Any) -> Stored:
    """Read the visible kinds of characters of a page in PDFium's order, without those that PDFium adds."""
    page = find_address(textpage.raw)
    indices, signs = _list_signs(page, max(0, pdfium_c.FPDFText_CountChars(textpage.raw)))
    owners = [owner or 0 for owner in map(_get_object, repeat(page), indices)]
    loose = np.zeros((len(indices), 4), dtype=np.float32)  # left, top, right, bottom
    values = np.zeros((len(indices), 15), dtype=np.float64)
    call_each(_get_tight, repeat(page), indices, *(list_cells(values, column) for column in range(4)))
    call_each(_get_loose, repeat(page), indices, list_cells(loose, 0))
    call_each(_get_origin, repeat(page), indices, list_cells(values, 8), list_cells(values, 9))
    values[:, :4] = values[:, (0, 2, 1, 3)]
    values[:, 4:8] = loose[:, (0, 3, 2, 1)]
    values[:, 10:] = _read_directions(page, indices, owners)
    return _join_parts(Stored(indices, signs, owners, values))


def _list_signs(page: Any, count: int) -> tuple[list[int], list[str]]:
    """List the indices and texts of the characters that are not invisible by kind or added by PDFium."""
    codes = list(map(_get_unicode, repeat(page), range(count)))
    signs = {code: _read_sign(code) for code in set(codes)}
    odd = {code for code, sign in signs.items() if not sign or sign.isspace() or sign == "-"} | HYPHEN_CODES
    texts = [signs[code] for code in codes]
    dropped: set[int] = set()
    for index in [index for index, code in enumerate(codes) if code in odd]:
        if codes[index] in HYPHEN_CODES and _is_hyphen(page, index) == 1:
            texts[index] = "-"
        if not texts[index] or is_generated(page, index) == 1:
            dropped.add(index)
    kept = [index for index in range(count) if index not in dropped]
    return kept, [texts[index] for index in kept]


def _read_directions(page: Any, indices: Sequence[int], owners: Sequence[int]) -> Numbers:
    """Return matrix and font size of each character, read once for each object that draws text."""
    keys = [owner or -index - 1 for index, owner in zip(indices, owners, strict=True)]
    first = dict(zip(reversed(keys), reversed(indices), strict=True))
    rows = [read_direction(page, index) or UPRIGHT for index in first.values()]
    places = {key: at for at, key in enumerate(first)}
    return np.array(rows, dtype=np.float64).reshape(-1, 5)[[places[key] for key in keys]]


def read_direction(page: int, index: int) -> Direction | None:
    """Return the elements a to d of a character's matrix, and its font size; ``None`` if it has no matrix."""
    if not _get_matrix(page, index, _TO_MATRIX):
        return None
    return _MATRIX.a, _MATRIX.b, _MATRIX.c, _MATRIX.d, _get_size(page, index)


def _join_parts(raw: Stored) -> Stored:
    """Join the parts of ligatures: PDFium divides the place of a glyph such as ``ff`` among its letters."""
    goes_on = np.zeros(len(raw.indices), dtype=bool)
    goes_on[1:] = (raw.values[1:, 8:10] == raw.values[:-1, 8:10]).all(axis=1)
    for at in np.flatnonzero(goes_on).tolist():
        goes_on[at] = raw.indices[at] == raw.indices[at - 1] + 1 and raw.owners[at] == raw.owners[at - 1]
    if not goes_on.any():
        return raw
    texts, first = list(raw.texts), 0
    for at in range(1, len(texts)):
        if not goes_on[at]:
            first = at
            continue
        texts[first] += texts[at]
        for left in (0, 4):
            box = slice(left, left + 4)
            raw.values[first, box] = _unite(raw.values[first, box].tolist(), raw.values[at, box].tolist())
    kept = np.flatnonzero(~goes_on).tolist()
    return Stored(
        [raw.indices[at] for at in kept],
        [texts[at] for at in kept],
        [raw.owners[at] for at in kept],
        raw.values[kept],
    )


def _unite(one: Sequence[float], other: Sequence[float]) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


@lru_cache(maxsize=4096)
def _read_sign(code: int) -> str:
    """Return the character of a code point; empty for control and format characters, such as joiners."""
    if code in NOT_CHARACTERS or 0xD800 <= code <= 0xDFFF or code == 0:
        return ""
    sign = chr(code)
    return "" if unicodedata.category(sign) in ("Cf", "Cc") and sign not in "\t\n\r" else sign
