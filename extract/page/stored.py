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
_get_text = take_addresses(pdfium_c.FPDFText_GetText)
_get_unicode = take_addresses(pdfium_c.FPDFText_GetUnicode)
is_generated = take_addresses(pdfium_c.FPDFText_IsGenerated)
_get_matrix = take_addresses(pdfium_c.FPDFText_GetMatrix)
_get_size = take_addresses(pdfium_c.FPDFText_GetFontSize)
_is_hyphen = take_addresses(pdfium_c.FPDFText_IsHyphen)


class Outlines:
    """The outlines of a page's characters, read from PDFium while the page is open: most pages need few."""

    def __init__(self, textpage: Any, indices: Sequence[int]) -> None:
        self._textpage = textpage
        self._indices = indices
        self._firsts = np.arange(len(indices))  # of the parts of each character

    def join(self, firsts: npt.NDArray[np.int64]) -> None:
        """Join parts of ligatures: each character has the parts from one of these to the next."""
        self._firsts = firsts

    def read(self, rows: npt.NDArray[np.int64]) -> Numbers:
        """Return left, bottom, right and top of the characters in some rows."""
        starts, ends = self._firsts, np.append(self._firsts[1:], len(self._indices)).astype(np.int64)
        starts, ends = starts[rows], ends[rows]
        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        parts = [index for start, end in spans for index in self._indices[start:end]]
        found = np.zeros((len(parts), 4), dtype=np.float64)
        page = find_address(self._textpage.raw)
        call_each(_get_tight, repeat(page), parts, *(list_cells(found, column) for column in range(4)))
        return _unite(found[:, (0, 2, 1, 3)], np.cumsum(ends - starts, dtype=np.int64) - ends + starts)


@dataclass
class Stored:
    """PDFium's data on the characters of a page, in the file's coordinates; one row of ``values`` for each.

    A row has left, bottom, right and top of the loose box, ``x`` and ``y`` of the origin, the elements a to d
    of the text matrix, and the font size.
    """

    indices: list[int]
    texts: list[str]
    owners: list[int]
    values: Numbers
    outlines: Outlines


def read_stored(textpage: Any) -> Stored:
    """Read the visible kinds of characters of a page in PDFium's order, without those that PDFium adds."""
    page = find_address(textpage.raw)
    indices, signs = _list_signs(page, max(0, pdfium_c.FPDFText_CountChars(textpage.raw)))
    owners = list(map(_get_object, repeat(page), indices))
    loose = np.zeros((len(indices), 4), dtype=np.float32)  # left, top, right, bottom
    values = np.zeros((len(indices), 11), dtype=np.float64)
    call_each(_get_loose, repeat(page), indices, list_cells(loose, 0))
    call_each(_get_origin, repeat(page), indices, list_cells(values, 4), list_cells(values, 5))
    values[:, :4] = loose[:, (0, 3, 2, 1)]
    values[:, 6:] = _read_directions(page, indices, owners)
    return _join_parts(Stored(indices, signs, owners, values, Outlines(textpage, indices)))


def _list_signs(page: Any, count: int) -> tuple[list[int], list[str]]:
    """List the indices and texts of the characters that are not invisible by kind or added by PDFium."""
    codes = list_codes(page, count)
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


def list_codes(page: Any, count: int) -> list[int]:
    """List the code points of all characters: in one call, unless PDFium leaves some out there."""
    text = np.zeros(count + 1, dtype=np.uint16)
    if count and _get_text(page, 0, count, text.ctypes.data) == count + 1 and text[:-1].all():
        text[text == 0xFFFE] = 0x02  # a hyphen at the end of a line
        found: list[int] = text[:-1].tolist()
        return found
    return list(map(_get_unicode, repeat(page), range(count)))


def _read_directions(page: Any, indices: Sequence[int], owners: Sequence[int]) -> Numbers:
    """Return matrix and font size of each character, read once for each object that draws text."""
    keys = np.array(owners, dtype=np.int64)
    keys = np.where(keys == 0, -1 - np.array(indices, dtype=np.int64), keys)
    starts = np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1))  # of the runs of one object
    _, firsts, places = np.unique(keys[starts], return_index=True, return_inverse=True)
    asked = [indices[at] for at in starts[firsts].tolist()]
    matrices = np.zeros((len(asked), 6), dtype=np.float32)
    told = list(map(_get_matrix, repeat(page), asked, list_cells(matrices, 0)))
    rows = np.empty((len(asked), 5), dtype=np.float64)
    rows[:, :4], rows[:, 4] = matrices[:, :4], list(map(_get_size, repeat(page), asked))
    rows[np.equal(told, 0)] = UPRIGHT
    return rows[np.repeat(places, np.diff(starts, append=len(keys)))]


def read_direction(page: int, index: int) -> Direction | None:
    """Return the elements a to d of a character's matrix, and its font size; ``None`` if it has no matrix."""
    if not _get_matrix(page, index, _TO_MATRIX):
        return None
    return _MATRIX.a, _MATRIX.b, _MATRIX.c, _MATRIX.d, _get_size(page, index)


def _join_parts(raw: Stored) -> Stored:
    """Join the parts of ligatures: PDFium divides the place of a glyph such as ``ff`` among its letters."""
    goes_on = np.zeros(len(raw.indices), dtype=bool)
    x, y = raw.values[:, 4:6].T
    goes_on[1:] = (x[1:] == x[:-1]) & (y[1:] == y[:-1])
    for at in np.flatnonzero(goes_on).tolist():
        goes_on[at] = raw.indices[at] == raw.indices[at - 1] + 1 and raw.owners[at] == raw.owners[at - 1]
    if not goes_on.any():
        return raw
    firsts = np.flatnonzero(~goes_on)
    starts = firsts.tolist()
    texts = [raw.texts[at] for at in starts]
    counts = np.diff(firsts, append=len(raw.texts))
    for place in np.flatnonzero(counts > 1).tolist():
        texts[place] = "".join(raw.texts[starts[place] : starts[place] + int(counts[place])])
    values = raw.values[firsts]
    values[:, :4] = _unite(raw.values[:, :4], firsts)
    raw.outlines.join(firsts)
    return Stored(
        [raw.indices[at] for at in starts],
        texts,
        [raw.owners[at] for at in starts],
        values,
        raw.outlines,
    )


def _unite(boxes: Numbers, firsts: npt.NDArray[np.int64]) -> Numbers:
    """Return the smallest boxes around those from each of ``firsts`` to the next."""
    if len(firsts) == len(boxes):
        return boxes
    lows, highs = np.minimum.reduceat(boxes[:, :2], firsts), np.maximum.reduceat(boxes[:, 2:], firsts)
    return np.concatenate([lows, highs], axis=1)


@lru_cache(maxsize=4096)
def _read_sign(code: int) -> str:
    """Return the character of a code point; empty for control and format characters, such as joiners."""
    if code in NOT_CHARACTERS or 0xD800 <= code <= 0xDFFF or code == 0:
        return ""
    sign = chr(code)
    return "" if unicodedata.category(sign) in ("Cf", "Cc") and sign not in "\t\n\r" else sign
