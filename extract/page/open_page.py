"""One page of a document as a viewer shows it, including annotations and form fields."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

from extract.page.annotations import Annotation, prepare_annotations
from extract.page.chars import UNREADABLE, Char, CharTable, Flags, find_turn, read_chars
from extract.page.doubts import find_doubt
from extract.page.figures import Figure, list_figures
from extract.page.geometry import Geometry
from extract.page.ink import Ink, find_ink
from extract.page.objects import IMAGE, TEXT, Item, drop_replacement_digits, list_items
from extract.page.pdfium import find_address
from extract.page.stored import list_codes
from extract.records import Box

MOST_ASKED = 150  # text objects of a page that are examined for the text pass
QUICKLY_ASKED = 500  # objects; a page with more is drawn, which is then faster than to examine them
LEAST_LAYER = 20  # letters and digits of an invisible text layer
TINY_DRAWING = 0.05  # pixels per point; the drawing itself is not used
LONGEST_NAME = 256  # bytes of a font's name
Swaps = Mapping[str, Mapping[str, str]]  # by font name and stored digit: the digit that the font shows
SEEN = ("is_doubtful", "must_be_drawn", "ink", "has_layer")  # what is kept of a page that is closed
TOUCHING = 0.25  # share of the font size; largest gap between two digits of a number


class OpenPage:
    """An open page. Its annotations are part of its content, as if printed.

    A page whose text is all rotated by the same quarter turns is rotated so that the text is upright.
    """

    def __init__(
        self,
        document: pypdfium2.PdfDocument,
        number: int,
        annotations: tuple[Annotation, ...] | None = None,
        seen: Mapping[str, Any] | None = None,
        swaps: Swaps | None = None,
    ) -> None:
        """Open the 1-based page ``number``.

        ``annotations`` are those of an earlier opening, because they cannot be read again once they are part
        of the content; ``seen`` is what that opening found of the visibility of the text. ``swaps`` has the
        digits that fonts show in place of the stored ones.
        """
        self.number = number
        self.swaps = swaps or {}
        page = document[number - 1]
        self.annotations = prepare_annotations(page) if annotations is None else annotations
        self.is_flattened = bool(annotations)
        if self.annotations and not self.is_flattened:
            page.render(scale=TINY_DRAWING)  # PDFium then creates an appearance for annotations without one
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
        if seen:
            vars(self).update(seen)
            self._drop_replacements()  # what was seen is numbered by the characters without them

    @property
    def seen(self) -> Mapping[str, Any]:
        """What was found of the visibility of the text, for a later opening of the page."""
        return {name: found for name, found in vars(self).items() if name in SEEN}

    def close(self) -> None:
        """Free PDFium's memory of the page."""
        self.textpage.close()
        self.page.close()

    @cached_property
    def items(self) -> list[Item]:
        """The objects that draw on the page, in the order of drawing."""
        return list_items(self.page)

    @cached_property
    def figures(self) -> list[Figure]:
        """The outlines painted on the page."""
        return list_figures(self.items)

    @cached_property
    def table(self) -> CharTable:
        """All characters stored on the page, visible or not, as columns.

        Replacement texts (``ActualText``) that contain digits are ignored, because nobody sees them.
        """
        self._drop_replacements()
        table = read_chars(self.textpage, self.geometry)
        if not self.swaps:
            return table
        fonts = (self.swaps.get(self.name_font(owner), {}) for owner in table.owners)
        texts = [font.get(text, text) for font, text in zip(fonts, table.texts, strict=True)]
        return replace(table, texts=texts, read_inks=table.find_inks)

    def _drop_replacements(self) -> None:
        if drop_replacement_digits([item.address for item in self.items if item.kind == TEXT]):
            self.textpage.close()
            self.textpage = self.page.get_textpage()

    @cached_property
    def digits(self) -> list[Char]:
        """Those of them that have a digit."""
        return _list_digits(self.table)

    def name_font(self, owner: int) -> str:
        """Return the name of the font of a text object; empty for other objects and fonts without a name."""
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
        """The characters of the page that are not completely visible, found by drawing it."""
        return find_ink(self.page, self.items, self.table, self.geometry)

    def find_ink_near(self, boxes: Sequence[Box]) -> Ink:
        """Find which characters in and near these boxes are not completely visible; faster than ``ink``."""
        if "ink" in self.__dict__:
            return self.ink
        near = self.table.select(_find_near(self.table, boxes))
        return find_ink(self.page, self.items, near, self.geometry)

    def list_near(self, boxes: Sequence[Box]) -> list[Char]:
        """List the characters in and near some boxes."""
        return self.table.take(np.flatnonzero(_find_near(self.table, boxes)).tolist())

    @cached_property
    def has_layer(self) -> bool:
        """Whether the page has an invisible text layer over an image, as OCR programs store it.

        It has if at least ``LEAST_LAYER`` invisible letters and digits, and most of them, stand over other
        ink.
        """
        stored = zip(self.table.indices, self.table.texts, strict=True)
        letters = [index for index, text in stored if index in self.ink.hidden and text.isalnum()]
        over = sum(index in self.ink.over_ink for index in letters)
        return over >= LEAST_LAYER and over * 2 > len(letters)

    def make_table(self, *, with_layer: bool = False) -> CharTable:
        """Return the visible characters, and ``with_layer`` also those of an invisible text layer.

        A digit of which a part is missing, or a neighbouring digit of its number, becomes ``UNREADABLE``.
        """
        if not self.must_be_drawn:
            return self.table
        hidden = self.ink.hidden
        if with_layer and self.has_layer:
            hidden = frozenset(hidden - self.ink.over_ink)
        shown = np.array([index not in hidden for index in self.table.indices], dtype=bool)
        torn = self.ink.torn | _find_torn_off(self.table, shown)
        table = self.table if shown.all() else self.table.select(shown)
        if not torn:
            return table
        stored = zip(table.indices, table.texts, strict=True)
        texts = [UNREADABLE if index in torn else text for index, text in stored]
        return replace(table, texts=texts, read_inks=table.find_inks)

    def list_readable_digits(self) -> list[Char]:
        """List those of ``make_table`` that have a digit."""
        return self.digits if not self.must_be_drawn else _list_digits(self.make_table())

    @cached_property
    def is_doubtful(self) -> bool:
        """Whether some text of the page may be invisible.

        Of a page with many text objects only a sample is examined: a hidden table has many of them.
        """
        return self.is_flattened or find_doubt(self.items, self.geometry, MOST_ASKED)

    @cached_property
    def must_be_drawn(self) -> bool:
        """Whether the page must be drawn to know what is visible: it is doubtful, or has too many objects."""
        if len(self.items) > QUICKLY_ASKED or self.is_doubtful:
            return True
        is_asked = sum(item.kind == TEXT for item in self.items) < 2 * MOST_ASKED
        return not is_asked and find_doubt(self.items, self.geometry, QUICKLY_ASKED)

    def count_pictures(self) -> int:
        """Return the number of images on the page."""
        return sum(item.kind == IMAGE for item in self.items)

    def read_text(self, *, with_layer: bool = False) -> str:
        """Return the text of the characters of ``make_table`` in PDFium's order, with its line breaks."""
        if not self.swaps and (not self.is_doubtful or not (self.ink.hidden or self.ink.torn)):
            return str(self.textpage.get_text_bounded())
        table = self.make_table(with_layer=with_layer)
        shown, stored = dict(zip(table.indices, table.texts, strict=True)), set(self.table.indices)
        codes = list_codes(find_address(self.textpage.raw), self.textpage.count_chars())
        return "".join(
            shown[index] if index in shown else chr(code)
            for index, code in enumerate(codes)
            if index in shown or (index not in stored and code and not 0xD800 <= code <= 0xDFFF)
        )


@contextmanager
def open_page(document: pypdfium2.PdfDocument, number: int) -> Iterator[OpenPage]:
    """Open the 1-based page ``number``, and close it afterwards."""
    opened = OpenPage(document, number)
    try:
        yield opened
    finally:
        opened.close()


def is_inside(char: Char, box: Box) -> bool:
    """Whether the middle of a character's box is inside another box."""
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _list_digits(table: CharTable) -> list[Char]:
    return table.take(np.flatnonzero(table.find(lambda text: any(map(str.isdigit, text)))).tolist())


def _find_near(table: CharTable, boxes: Sequence[Box]) -> Flags:
    """Return which characters are in and near some boxes."""
    x0, top, x1, bottom = table.boxes.T
    near = np.zeros(len(table), dtype=bool)
    for box in boxes:
        margin = np.maximum(box.bottom - box.top, table.sizes)
        near |= (
            (x1 > box.x0 - margin)
            & (x0 < box.x1 + margin)
            & (bottom > box.top - margin)
            & (top < box.bottom + margin)
        )
    return near


def _find_torn_off(table: CharTable, shown: Flags) -> set[int]:
    """Return the indices of visible digits next to an invisible digit of the same number."""
    torn: set[int] = set()
    for at in np.flatnonzero(shown[1:] != shown[:-1]).tolist():
        one, other = table.take([at, at + 1])
        if one.text.isdigit() and other.text.isdigit():
            x, y = one.origin
            turn = math.radians(one.angle)
            next_x, next_y = x + one.advance * math.cos(turn), y - one.advance * math.sin(turn)
            apart = math.hypot(other.origin[0] - next_x, other.origin[1] - next_y)
            if apart < TOUCHING * one.size:
                torn.add(one.index if shown[at] else other.index)
    return torn
