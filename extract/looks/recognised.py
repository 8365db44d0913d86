"""Looking at printed numbers: their pictures cut from the page and read by Tesseract, figures only.

What is stored as a 5 can look like a 6, where a font's table of characters is wrong. Only the picture tells.
"""

from __future__ import annotations

import math
import os
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from extract.page.book import Book
from extract.page.shapes import name_signs
from extract.page.sheet import Sheet
from extract.recognition.ocr import SWEDISH, OcrError, explain_absence
from extract.records import Box

HEIGHTS = (44, 60)  # dots that a figure is drawn high for the first look and for the second
MIDDLE = 128  # of 255: darker is ink in a cut
MARGIN = 0.25  # of the box's height, that is cut out around a number
WIDEST = 8.0  # times the height: what is wider is no number
MOST_PIXELS = 36_000_000
SECONDS = 60
FIGURES = re.compile(r"\d")
ONE_NUMBER, ONE_COLUMN = "--psm 7", "--psm 6"  # a single line: the layout for a single word misses figures
ALLOWED = "-c tessedit_char_whitelist=0123456789,."
Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Print:
    """A number as it is printed: its text, its 1-based page and its place there."""

    text: str
    page: int
    box: Box


def can_look() -> bool:
    """Whether Tesseract is there."""
    return explain_absence() is None


def read_figures(text: str) -> str:
    """The figures of a number without signs, commas and spaces."""
    return "".join(FIGURES.findall(text))


def look_at_numbers(book: Book, prints: Sequence[Print]) -> list[str | None]:
    """The figures that each number looks like; ``None`` where that is not plain.

    All are looked at together; those that seem to be another number than their text are looked at again, each
    alone and larger, and count as another only if both looks see the same; where they do not, the shapes of
    the signs may still bear the text out. A look that finds fewer figures than are stored has missed one, as
    each of them is known to leave ink: that is not plain. Raises ``OcrError``.
    """
    first = _recognise_column(_cut_out(book, prints, HEIGHTS[0]))
    found: list[str | None] = list(first)
    doubtful = [at for at, each in enumerate(prints) if first[at] != read_figures(each.text)]
    again = _cut_out(book, [prints[at] for at in doubtful], HEIGHTS[1])
    for at, cut in zip(doubtful, again, strict=True):
        figures = _recognise(cut, ONE_NUMBER).replace(" ", "") if cut is not None else ""
        wanted = read_figures(prints[at].text)
        if figures == wanted:
            found[at] = wanted
        elif (
            first[at] is None
            or figures != first[at]
            or len(figures) < len(wanted)
            or _is_mistaken(wanted, figures)
        ):
            found[at] = wanted if _has_shapes(cut, wanted) else None
    return found


def _has_shapes(cut: Grey | None, stored: str) -> bool:
    """Whether the signs of a cut are most like the figures stored."""
    return cut is not None and name_signs(cut < MIDDLE) == list(stored)


def _is_mistaken(stored: str, seen: str) -> bool:
    """Whether a look differs by the one mistake that is usual with plain figures: a 7 taken for a 1."""
    return len(stored) == len(seen) and stored.replace("7", "1") == seen.replace("7", "1")


def _cut_out(book: Book, prints: Sequence[Print], height: int) -> list[Grey | None]:
    """The pictures of the numbers, dark on light, about ``height`` dots high."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for at, each in enumerate(prints):
        by_page[each.page].append(at)
    cuts: list[Grey | None] = [None] * len(prints)
    for page, ats in by_page.items():
        found = _cut_page(book.open_sheet(page), [prints[at].box for at in ats], height)
        for at, cut in zip(ats, found, strict=True):
            cuts[at] = cut
    return cuts


def _cut_page(sheet: Sheet, boxes: Sequence[Box], height: int) -> list[Grey | None]:
    geometry = sheet.geometry
    width, tall = geometry.shown_size
    usual = float(np.median([box.bottom - box.top for box in boxes]))
    scale = min(height / max(usual, 1.0) * 1.2, math.sqrt(MOST_PIXELS / max(width * tall, 1.0)))
    picture: Grey = sheet.page.render(scale=scale * geometry.unit, grayscale=True).to_numpy()
    picture = picture.reshape(picture.shape[:2])
    left, top = geometry.offset
    return [_cut_box(picture, box, scale, left, top) for box in boxes]


def _cut_box(picture: Grey, box: Box, scale: float, left: float, top: float) -> Grey | None:
    margin = MARGIN * (box.bottom - box.top)
    x0, x1 = max(0, int((box.x0 - margin - left) * scale)), int((box.x1 + margin - left) * scale)
    y0, y1 = max(0, int((box.top - top) * scale)), int((box.bottom + margin / 2 - top) * scale)
    cut = picture[y0:y1, x0:x1]
    if not cut.size or cut.shape[1] > WIDEST * cut.shape[0]:
        return None
    ground = float(np.median(cut))
    cut = (255 - cut if ground < 128 else cut).astype(np.float32)
    low, high = float(cut.min()), float(np.median(cut))
    spread = np.clip((cut - low) / max(high - low, 1.0), 0, 1) * 255
    found: Grey = spread.astype(np.uint8)
    return found


def _recognise_column(cuts: Sequence[Grey | None]) -> list[str | None]:
    """The figures of several cuts, set below each other and read as one column."""
    kept = [(at, cut) for at, cut in enumerate(cuts) if cut is not None]
    found: list[str | None] = [None] * len(cuts)
    if not kept:
        return found
    gap = max(cut.shape[0] for _, cut in kept) // 2
    sheet = np.full(
        (sum(cut.shape[0] + gap for _, cut in kept) + gap, max(cut.shape[1] for _, cut in kept) + 4 * gap),
        255,
        np.uint8,
    )
    y, rows = gap, []
    for at, cut in kept:
        sheet[y : y + cut.shape[0], 2 * gap : 2 * gap + cut.shape[1]] = cut
        rows.append((at, y, y + cut.shape[0]))
        y += cut.shape[0] + gap
    for text, middle in _recognise_words(sheet):
        for at, top, bottom in rows:
            if top <= middle <= bottom:
                found[at] = (found[at] or "") + read_figures(text)
    return found


def _recognise_words(picture: Grey) -> list[tuple[str, float]]:
    """The words seen in a picture with their vertical middles, from left to right."""
    import pytesseract

    data = _call(pytesseract.image_to_data, picture, ONE_COLUMN, output_type=pytesseract.Output.DICT)
    words = sorted(
        (data["left"][at], text, data["top"][at] + data["height"][at] / 2)
        for at, text in enumerate(data["text"])
        if text.strip()
    )
    return [(text, middle) for _, text, middle in words]


def _recognise(picture: Grey, layout: str) -> str:
    import pytesseract

    framed = np.pad(picture, picture.shape[0] // 2, constant_values=255)
    return read_figures(str(_call(pytesseract.image_to_string, framed, layout)))


def _call(work: Any, picture: Grey, layout: str, **options: Any) -> Any:
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        return work(
            Image.fromarray(picture), lang=SWEDISH, config=f"{layout} {ALLOWED}", timeout=SECONDS, **options
        )
    except (RuntimeError, OSError, pytesseract.TesseractError) as error:
        raise OcrError(f"The printed numbers could not be looked at: {error}.") from error
