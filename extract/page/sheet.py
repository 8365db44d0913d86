"""One page of a document as a viewer shows it, with annotations and form fields in their places."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

from extract.page.chars import Char, find_turn, list_chars
from extract.page.figures import Figure, list_figures
from extract.page.geometry import Geometry
from extract.page.ink import Ink, look_at
from extract.page.objects import (
    FORM,
    IMAGE,
    PATH,
    SHADING,
    TEXT,
    Bounds,
    Item,
    has_content_layer,
    holds_text,
    list_items,
    list_top_items,
    multiply,
    read_fill,
    read_matrix,
    take_said_figures,
)
from extract.records import Box

UNSEEN_FLAGS = 2 | 32  # hidden, and not for viewing
MOST_ASKED = 150  # pieces of text of one page
QUICKLY_ASKED = 500  # of a page with more, drawing is quicker
PAINTED = (0, 1, 2)  # ways of drawing text that leave ink
LIGHT = 200  # of 255: text so light needs a darker ground
SOLID = 200  # of 255: text less opaque may not be seen
THIN, TINY = 2.5, 3.0  # points: text so low is asked for its size, and that size may be too small to read
LINE = 0.1  # points: what is thinner covers nothing
LEAST_LAYER = 20  # letters and figures
TINY_DRAWING = 0.05
LONGEST_NAME = 256  # bytes of a font's name
Swaps = Mapping[str, Mapping[str, str]]  # by the font's name: the figure shown in place of the stored one
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
TOUCHING = 0.25  # of the size: figures so near are of one number


@dataclass(frozen=True)
class Annotation:
    """Something shown over a page: PDFium's subtype, its place in the file's plane, its words."""

    subtype: int
    bounds: Bounds
    contents: str


class Sheet:
    """A page made ready: what lies over it is part of it, and its characters can be looked at.

    A page all of whose text lies on its side or its head is turned, as a reader turns it.
    """

    def __init__(
        self,
        document: pypdfium2.PdfDocument,
        number: int,
        annotations: tuple[Annotation, ...] | None = None,
        swaps: Swaps | None = None,
    ) -> None:
        """Make the 1-based page ``number`` ready.

        ``annotations`` are those that became part of it when it was made ready before; ``swaps`` the figures
        that fonts show in place of those stored.
        """
        self.number = number
        self.swaps = swaps or {}
        page = document[number - 1]
        self.annotations = _prepare_annotations(page) if annotations is None else annotations
        self.is_flattened = bool(annotations)
        if self.annotations and not self.is_flattened:
            page.render(scale=TINY_DRAWING)  # makes PDFium give a look to annotations that bring none
            if pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY) == pdfium_c.FLATTEN_SUCCESS:
                page.close()
                page = document[number - 1]
                self.is_flattened = True
        self._fonts: dict[int, str] = {}
        self.page = page
        self.textpage = page.get_textpage()
        turn = find_turn(self.textpage, page.get_rotation())
        if turn:
            pdfium_c.FPDFPage_SetRotation(page.raw, (page.get_rotation() // 90 + turn) % 4)
        self.geometry = Geometry.of(page)

    def close(self) -> None:
        """Give back what PDFium holds of the page."""
        self.textpage.close()
        self.page.close()

    @cached_property
    def items(self) -> list[Item]:
        """What draws on the page."""
        return list_items(self.page)

    @cached_property
    def figures(self) -> list[Figure]:
        """The outlines painted on the page."""
        return list_figures(self.items)

    @cached_property
    def chars(self) -> list[Char]:
        """All characters stored on the page, seen or not, as their own signs say.

        What the file says to be read in place of signs (``ActualText``) is no more than said: where it tells
        of figures it is left out.
        """
        said = [take_said_figures(item.handle) for item in self.items if item.kind == TEXT]
        if any(said):
            self.textpage.close()
            self.textpage = self.page.get_textpage()
        chars = list_chars(self.textpage, self.geometry)
        for char in chars if self.swaps else ():
            char.text = self.swaps.get(self.name_font(char.owner), {}).get(char.text, char.text)
        return chars

    def name_font(self, owner: int) -> str:
        """The name of the font with which an object draws; empty for no piece of text."""
        if owner not in self._fonts:
            font = (
                pdfium_c.FPDFTextObj_GetFont(ctypes.cast(owner, pdfium_c.FPDF_PAGEOBJECT)) if owner else None
            )
            name = ctypes.create_string_buffer(LONGEST_NAME)
            size = pdfium_c.FPDFFont_GetBaseFontName(font, name, LONGEST_NAME) if font else 0
            self._fonts[owner] = name.value.decode("utf-8", "replace") if 0 < size <= LONGEST_NAME else ""
        return self._fonts[owner]

    @cached_property
    def ink(self) -> Ink:
        """Which characters are seen, by drawing the page."""
        return look_at(self.page, self.items, self.chars, self.geometry)

    def look_near(self, boxes: Sequence[Box]) -> Ink:
        """Which characters in and around some places of the page are seen."""
        if "ink" in self.__dict__:
            return self.ink
        near = [char for char in self.chars if any(_is_near(char, box) for box in boxes)]
        return look_at(self.page, self.items, near, self.geometry)

    @cached_property
    def has_layer(self) -> bool:
        """Whether a good part of what is unseen stands over writing in a picture, as recognised text does."""
        letters = [char for char in self.chars if char.index in self.ink.hidden and char.text.isalnum()]
        over = sum(char.index in self.ink.over_ink for char in letters)
        return over >= LEAST_LAYER and over * 2 > len(letters)

    def list_readable(self, *, with_layer: bool = False) -> list[Char]:
        """The characters that leave ink; ``with_layer`` also those that stand over writing in a picture.

        A figure of which a part is missing, or a neighbour, is no figure.
        """
        if not self.must_be_looked_at:
            return self.chars
        hidden = self.ink.hidden
        if with_layer and self.has_layer:
            hidden = frozenset(hidden - self.ink.over_ink)
        torn = self.ink.torn | _find_torn_off(self.chars, hidden)
        return [
            replace(char, text=UNREADABLE) if char.index in torn else char
            for char in self.chars
            if char.index not in hidden
        ]

    @cached_property
    def is_doubtful(self) -> bool:
        """Whether anything on the page gives a reason to look whether its text is seen.

        On a page with thousands of pieces of text not every one is asked: where a table of them is hidden,
        many are.
        """
        return self._find_doubt(MOST_ASKED)

    @cached_property
    def must_be_looked_at(self) -> bool:
        """Whether the page must be drawn to tell what is seen: there is a doubt, or too much to ask."""
        if len(self.items) > QUICKLY_ASKED:
            return True
        return self.is_doubtful or self._find_doubt(QUICKLY_ASKED)

    def _find_doubt(self, most: int) -> bool:
        if self.is_flattened:
            return True
        items = list(list_top_items(self.page))
        texts = [item for item in items if item.kind == TEXT]
        if any(item.kind == FORM and holds_text(item) for item in items):
            return True
        asked = texts[:: max(1, len(texts) // most)]
        bounds = [item.find_bounds() for item in asked]
        if any(_is_odd(item, at, self.geometry) for item, at in zip(asked, bounds, strict=True)):
            return True
        covers = [item for item in items if item.kind in (IMAGE, SHADING, PATH, FORM)]
        return bool(asked and covers) and _cover_any(covers, asked, bounds)

    def count_pictures(self) -> int:
        """How many pictures the page draws."""
        return sum(item.kind == IMAGE for item in self.items)

    def read_text(self, *, with_layer: bool = False) -> str:
        """The text of the page as PDFium orders it, of the characters that ``list_readable`` gives."""
        if not self.swaps and (not self.is_doubtful or not (self.ink.hidden or self.ink.torn)):
            return str(self.textpage.get_text_bounded())
        shown = {char.index: char.text for char in self.list_readable(with_layer=with_layer)}
        stored = {char.index for char in self.chars}
        count = pdfium_c.FPDFText_CountChars(self.textpage.raw)
        codes = ((index, pdfium_c.FPDFText_GetUnicode(self.textpage.raw, index)) for index in range(count))
        return "".join(
            shown[index] if index in shown else chr(code)
            for index, code in codes
            if index in shown or (index not in stored and code and not 0xD800 <= code <= 0xDFFF)
        )


@contextmanager
def open_sheet(document: pypdfium2.PdfDocument, number: int) -> Iterator[Sheet]:
    """The 1-based page ``number``, closed afterwards."""
    sheet = Sheet(document, number)
    try:
        yield sheet
    finally:
        sheet.close()


def is_inside(char: Char, box: Box) -> bool:
    """Whether the middle of a character lies in a box."""
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _is_near(char: Char, box: Box) -> bool:
    margin = max(box.bottom - box.top, char.size)
    return (
        char.x1 > box.x0 - margin
        and char.x0 < box.x1 + margin
        and char.bottom > box.top - margin
        and char.top < box.bottom + margin
    )


def _find_torn_off(chars: Sequence[Char], hidden: frozenset[int]) -> set[int]:
    """The seen figures whose number goes on, or begins, with figures that are not seen."""
    torn: set[int] = set()
    for one, other in pairwise(chars) if hidden else ():
        if (one.index in hidden) != (other.index in hidden) and one.text.isdigit() and other.text.isdigit():
            x, y = one.origin
            turn = math.radians(one.angle)
            next_x, next_y = x + one.advance * math.cos(turn), y - one.advance * math.sin(turn)
            apart = math.hypot(other.origin[0] - next_x, other.origin[1] - next_y)
            if apart < TOUCHING * one.size:
                torn.add(other.index if one.index in hidden else one.index)
    return torn


def _prepare_annotations(page: Any) -> tuple[Annotation, ...]:
    """What lies over the page and is shown; what viewers do not show is taken away."""
    shown = []
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw) - 1, -1, -1):
        annot = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        if not annot:
            continue
        subtype = pdfium_c.FPDFAnnot_GetSubtype(annot)
        flags = pdfium_c.FPDFAnnot_GetFlags(annot)
        rect = pdfium_c.FS_RECTF()
        pdfium_c.FPDFAnnot_GetRect(annot, rect)
        contents = _read_string(annot, b"Contents")
        pdfium_c.FPDFPage_CloseAnnot(annot)
        if subtype in (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP):
            continue
        if flags & UNSEEN_FLAGS:
            pdfium_c.FPDFPage_RemoveAnnot(page.raw, index)
            continue
        shown.append(Annotation(subtype, (rect.left, rect.bottom, rect.right, rect.top), contents))
    return tuple(reversed(shown))


def _read_string(annot: Any, key: bytes) -> str:
    size = pdfium_c.FPDFAnnot_GetStringValue(annot, key, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium_c.FPDFAnnot_GetStringValue(annot, key, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", errors="replace")


def _is_odd(item: Item, bounds: Bounds, geometry: Geometry) -> bool:
    """Whether a piece of text may not be seen for a reason of its own."""
    handle = item.handle
    red, green, blue, alpha = read_fill(handle)
    shown = geometry.shown
    return (
        item.nested
        or pdfium_c.FPDFTextObj_GetTextRenderMode(handle) not in PAINTED
        or alpha < SOLID
        or min(red, green, blue) >= LIGHT
        or not (
            shown[0] <= bounds[0]
            and bounds[2] <= shown[2]
            and shown[1] <= bounds[1]
            and bounds[3] <= shown[3]
        )
        or ((bounds[3] - bounds[1]) * geometry.unit < THIN and _is_tiny(item, geometry))
        or bool(pdfium_c.FPDFPageObj_HasTransparency(handle))
        or _is_clipped(handle, bounds)
        or has_content_layer(handle)
    )


def _is_tiny(item: Item, geometry: Geometry) -> bool:
    size = ctypes.c_float()
    pdfium_c.FPDFTextObj_GetFontSize(item.handle, size)
    _, _, across, up, _, _ = multiply(read_matrix(item.handle), item.matrix)
    return abs(size.value) * math.hypot(across, up) * geometry.unit < TINY


def _is_clipped(handle: Any, bounds: Bounds) -> bool:
    """Whether a clip does not leave all of a piece of text."""
    path = pdfium_c.FPDFPageObj_GetClipPath(handle)
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(max(0, pdfium_c.FPDFClipPath_CountPaths(path))):
        count = pdfium_c.FPDFClipPath_CountPathSegments(path, at)
        if not 0 < count <= 6:
            return True
        xs, ys = [], []
        for index in range(count):
            pdfium_c.FPDFPathSegment_GetPoint(pdfium_c.FPDFClipPath_GetPathSegment(path, at, index), x, y)
            xs.append(x.value)
            ys.append(y.value)
        if min(xs) > bounds[0] or max(xs) < bounds[2] or min(ys) > bounds[1] or max(ys) < bounds[3]:
            return True
    return False


def _cover_any(covers: Sequence[Item], texts: Sequence[Item], bounds: Sequence[Bounds]) -> bool:
    """Whether something is drawn later over a piece of text, or earlier and not much lighter than it."""
    left, bottom, right, top = np.array(bounds).T
    orders = np.array([text.order for text in texts])
    for item in covers:
        own = item.find_bounds()
        if own[2] - own[0] < LINE or own[3] - own[1] < LINE:
            continue
        over = (left < own[2]) & (own[0] < right) & (bottom < own[3]) & (own[1] < top)
        if item.kind == PATH and min(read_fill(item.handle)[:3]) >= LIGHT:
            over &= orders < item.order
        if over.any():
            return True
    return False
