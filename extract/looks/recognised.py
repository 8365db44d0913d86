"""Recognise printed numbers on the drawn page with Tesseract, to compare their digits with the stored ones.

If a font's character map is wrong, a stored 5 can look like a 6. Only the drawn page shows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.page.book import Book
from extract.page.chars import Char
from extract.page.open_page import OpenPage, is_inside
from extract.page.shapes import name_characters
from extract.recognition.crops import (
    MIDDLE,
    Drawing,
    Grey,
    draw_large,
    make_plain,
    read_figures,
    recognise_crops,
)
from extract.recognition.ocr import explain_absence
from extract.records import Box

LOOKS = (24, 32)  # pixels: height of the digits in the first and the second recognition
AS_HIGH = 0.8  # share of the height of the own digits; a superscript digit is lower
MARGIN = 0.25  # width of the margin around a number, as a share of its box's height
WIDEST = 8.0  # largest width of a number, as a multiple of its height
OWN_SIGNS = frozenset("0123456789.,")


@dataclass(frozen=True)
class Print:
    """A printed number: its stored text, its 1-based page and its place there."""

    text: str
    page: int
    box: Box


def can_recognise() -> bool:
    """Whether Tesseract is installed."""
    return explain_absence() is None


def recognise_numbers(book: Book, prints: Sequence[Print]) -> list[str | None]:
    """Recognise the digits of each number, in the order of ``prints``; ``None`` if they are not clear.

    Numbers that seem to differ from their text are recognised again at another size. They count as different
    only if both results are equal and the shapes of the digits are not those of the text. A result with fewer
    digits than the text is not clear: every stored digit is known to leave ink, so one was missed.
    Raises ``OcrError``.
    """
    cuts = _cut_out(book, prints)
    first = recognise_crops(cuts, LOOKS[0])
    found: list[str | None] = list(first)
    doubtful = [at for at, each in enumerate(prints) if first[at] != read_figures(each.text)]
    again = recognise_crops([cuts[at] for at in doubtful], LOOKS[1])
    for at, figures in zip(doubtful, again, strict=True):
        stored = read_figures(prints[at].text)
        found[at] = stored if figures == stored else _settle(stored, (first[at], figures), cuts[at])
    return found


def _settle(stored: str, looks: tuple[str, str], cut: Grey | None) -> str | None:
    """Return the digits of a number that was not recognised as stored; ``None`` if they are not clear."""
    one, other = looks
    has_shapes = cut is not None and name_characters(cut < MIDDLE) == list(stored)
    if one != other or len(one) < len(stored) or _is_mistaken(stored, one):
        return stored if has_shapes else None
    return None if has_shapes else one


def _is_mistaken(stored: str, seen: str) -> bool:
    """Whether the result differs only by Tesseract's usual mistake, a 7 that it takes for a 1."""
    return len(stored) == len(seen) and stored.replace("7", "1") == seen.replace("7", "1")


def _cut_out(book: Book, prints: Sequence[Print]) -> list[Grey | None]:
    """Cut the numbers out of the drawn pages, dark on white, with known neighbouring characters blanked.

    ``None`` for a number whose place is empty or far too wide.
    """
    by_page: dict[int, list[int]] = defaultdict(list)
    for at, each in enumerate(prints):
        by_page[each.page].append(at)
    cuts: list[Grey | None] = [None] * len(prints)
    for page, ats in by_page.items():
        found = _cut_page(book.open_page(page), [prints[at].box for at in ats])
        for at, cut in zip(ats, found, strict=True):
            cuts[at] = cut
    return cuts


def _cut_page(opened: OpenPage, boxes: Sequence[Box]) -> list[Grey | None]:
    usual = float(np.median([box.bottom - box.top for box in boxes]))
    drawing = draw_large(opened, usual, boxes)
    chars = [] if opened.must_be_drawn and opened.has_layer else opened.list_near(boxes)
    return [_cut_box(drawing, box, chars, opened.geometry.offset) for box in boxes]


def _cut_box(drawing: Drawing, box: Box, chars: Sequence[Char], offset: tuple[float, float]) -> Grey | None:
    scale = drawing.scale
    margin = MARGIN * (box.bottom - box.top)
    x0, x1, y0, y1 = _place(
        (box.x0 - margin, box.top, box.x1 + margin, box.bottom + margin / 2), scale, offset
    )
    cut = drawing.cut(x0, x1, y0, y1).copy()
    if not cut.size or cut.shape[1] > WIDEST * cut.shape[0]:
        return None
    own = [char for char in chars if is_inside(char, box) and char.text in OWN_SIGNS]
    if own:
        _blank_others(cut, own, chars, scale, (offset[0] + x0 / scale, offset[1] + y0 / scale))
    return make_plain(cut)


def _blank_others(
    cut: Grey, own: Sequence[Char], chars: Sequence[Char], scale: float, corner: tuple[float, float]
) -> None:
    """Fill a crop with its background colour where other characters stand that are no digits of that size."""
    inks = np.array([char.ink for char in own])
    x0, x1, y0, y1 = _place((*inks[:, :2].min(axis=0), *inks[:, 2:].max(axis=0)), scale, corner)
    kept = cut[y0 : y1 + 1, x0 : x1 + 1].copy()
    right, bottom = corner[0] + cut.shape[1] / scale, corner[1] + cut.shape[0] / scale
    ground = np.median(cut)
    least = AS_HIGH * float((inks[:, 3] - inks[:, 1]).max())
    for char in chars:
        left, top, far, low = char.ink
        if (
            char in own
            or (char.text.isdigit() and (char.text.isdecimal() or low - top > least))
            or left > right
            or far < corner[0]
            or top > bottom
            or low < corner[1]
        ):
            continue
        a0, a1, b0, b1 = _place(char.ink, scale, corner)
        cut[max(0, b0 - 1) : b1 + 2, max(0, a0 - 1) : a1 + 2] = ground
    cut[y0 : y1 + 1, x0 : x1 + 1] = kept


def _place(
    sides: tuple[float, float, float, float], scale: float, corner: tuple[float, float]
) -> tuple[int, int, int, int]:
    """Convert left, top, right and bottom in points to a picture's first and last column and row."""
    x0, x1 = (max(0, int((side - corner[0]) * scale)) for side in (sides[0], sides[2]))
    y0, y1 = (max(0, int((side - corner[1]) * scale)) for side in (sides[1], sides[3]))
    return x0, x1, y0, y1
