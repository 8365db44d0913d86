"""Recognise the numbers of an image one by one, to find those that were missed or misread on the whole page.

Tesseract misses short words that stand far from others, and confuses small digits in a line. It recognises
single numbers better, scaled to the size of print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from extract.numbers import NUMBER
from extract.page.shapes import SPECK, split_characters
from extract.recognition.crops import MIDDLE, Grey, find_bounds, make_plain, read_decimal, recognise_crops
from extract.recognition.image_words import ImageWord
from extract.recognition.names import UNSURE, read_head, read_names
from extract.recognition.ocr import Band, Drawing, ImagePage, ImageReader, Part
from extract.records import Box

HEIGHTS = (24, 32)  # pixels: height of the digits in the two recognitions, which must agree
DOTS_PER_INCH = 300
SHORT = re.compile(r"[^\s.,%/+–½-]{1,3}")  # a number of points, or one that may have been misread
DECIMAL = re.compile(r"\d{1,2},\d")
MISREAD = re.compile(r"[^\s%/+–½-]{2,6}")  # it may be one with a decimal, and specks at its ends
LABEL = re.compile(r"[^\W\d_]{4,}")  # a word of at least four letters
# The factors are multiples of the height of a word or its line.
AROUND = 0.25  # margin that is cut out around a word
APART = 0.5  # least gap between two numbers on a line
TOUCHING = 0.35  # largest gap between two digits of a number
AWAY = 0.9  # least gap between a label and a number; what is nearer belongs to the label
LOW, HIGH, WIDE = 0.45, 1.4, 3.0  # least height, largest height and largest width of a number
LEAST_INK = 0.985  # share of a crop's ink in digits; with a comma or a rule it is less
SURE = 96.0  # of 100: confidence given to a number that was recognised twice; Tesseract's own highest
MOST_CELLS = 80  # places that are recognised on a page; more are not needed for eight areas


@dataclass(frozen=True)
class NumberPlace:
    """A place where a number may stand, its line, and the word that was recognised there, if any."""

    box: Box
    line: tuple[int, ...]
    word: ImageWord | None


def read_closely(reader: ImageReader, number: int, band: Band) -> ImagePage:
    """Recognise the 1-based page ``number``, and each number inside a band a second time.

    A number is replaced or added only if two recognitions of its crop agree. Raises ``OcrError``.
    """
    page = read_names(reader, reader.read_page(number, careful=band), band)
    page = read_head(reader, page, band)
    drawing = reader.draw(number, DOTS_PER_INCH, Part(band))
    picture: Grey = np.asarray(drawing.picture)
    cells = [*_list_short(page.words, band, drawing, picture), *_list_missed(page.words, drawing, picture)][
        :MOST_CELLS
    ]
    cuts = [_cut(picture, drawing, cell.box) for cell in cells]
    looks = [recognise_crops(cuts, height, read_decimal) for height in HEIGHTS]
    words = list(page.words)
    for cell, cut, first, second in zip(cells, cuts, *looks, strict=True):
        if cell.word and _is_phantom(cell.word, cut, {first, second}):
            words.remove(cell.word)
        if cut is None or first != second or not _fits(cut, first):
            continue
        box = _lower(cell.box, cut, drawing.scale)
        if cell.word is None:
            words.append(ImageWord(first, box, SURE, cell.line))
        elif cell.word.text != first or box is not cell.box:
            words[words.index(cell.word)] = replace(cell.word, text=first, box=box, confidence=SURE)
    return replace(page, words=tuple(words))


def _is_phantom(word: ImageWord, cut: Grey | None, looks: set[str]) -> bool:
    """Whether a doubtful number shows too few characters, none of them recognised, as remains of rules."""
    signs = 0 if cut is None else len(split_characters(cut < MIDDLE))
    return word.text.isdigit() and word.confidence < UNSURE and looks == {""} and signs < len(word.text)


def _fits(cut: Grey, figures: str) -> bool:
    """Whether a crop shows no more characters than digits were recognised in it, and hardly anything else."""
    ink = cut < MIDDLE
    signs = split_characters(ink)
    if DECIMAL.fullmatch(figures):
        return _is_decimal(cut, figures, len(signs))
    own = sum(np.count_nonzero(sign) for sign in signs)
    told = bool(SHORT.fullmatch(figures)) and 0 < len(signs) <= len(figures)
    return told and bool(own >= LEAST_INK * np.count_nonzero(ink))


def _is_decimal(cut: Grey, figures: str, signs: int) -> bool:
    """Whether a crop shows the digits of a decimal number and at most a comma beside them, such as no minus.

    Of its ``signs`` the comma may be one, as it may be higher than a speck.
    """
    heights = [high - low for _, _, low, high in _find_clusters(cut, 1)]
    ends = min(heights[0], heights[-1])
    return signs >= len(figures) - 1 and len(heights) <= len(figures) and ends > SPECK * max(heights)


def _list_short(
    words: Sequence[ImageWord], band: Band, drawing: Drawing, picture: Grey
) -> Iterator[NumberPlace]:
    """Yield the short words of a band that stand in a column of numbers; they may be misread numbers."""
    inside = [word for word in words if band[0] <= word.box.top and word.box.bottom <= band[1]]
    numbers = [word.box for word in inside if word.text.isdigit() or DECIMAL.fullmatch(word.text)]
    height = median(box.bottom - box.top for box in numbers) if numbers else 0.0
    for word in inside:
        column = [box for box in numbers if box.x0 < word.box.x1 and word.box.x0 < box.x1]
        if len(column) < 2:
            if word.text.isdigit() and word.confidence < UNSURE:
                yield NumberPlace(word.box, word.line, word)
        elif _may_be_misread(word.text):
            others = [each.box for each in words if each is not word and _share_line(each.box, word.box)]
            box = _leave_specks(word.box, column, drawing, picture)
            yield NumberPlace(_grow(box, others, drawing, picture), word.line, word)
        elif DECIMAL.fullmatch(word.text) and word.box.bottom - word.box.top > HIGH * height:
            yield NumberPlace(word.box, word.line, word)


def _may_be_misread(text: str) -> bool:
    """Whether a word is as short as a number, or is none but may be one with a decimal."""
    if SHORT.fullmatch(text):
        return True
    return MISREAD.fullmatch(text) is not None and not text.isalpha() and NUMBER.match(text) is None


def _share_line(one: Box, other: Box) -> bool:
    return one.top < other.bottom and other.top < one.bottom


def _leave_specks(box: Box, column: Sequence[Box], drawing: Drawing, picture: Grey) -> Box:
    """Narrow a word's box to what is as high as a digit and in line with the other numbers of its column.

    Tesseract extends the box of a word to specks and remains of rules beside it.
    """
    height = median(each.bottom - each.top for each in column)
    left, right = median(each.x0 for each in column), median(each.x1 for each in column)
    strip = make_plain(drawing.cut(picture, box))
    clusters = list(_find_clusters(strip, TOUCHING * height * drawing.scale))
    kept = []
    for x0, x1, low, high in clusters:
        part = Box(
            box.x0 + x0 / drawing.scale,
            box.top + low / drawing.scale,
            box.x0 + x1 / drawing.scale,
            box.top + high / drawing.scale,
        )
        if part.bottom - part.top >= LOW * height and part.x0 < right and left < part.x1:
            kept.append(part)
    return kept[0] if len(kept) == 1 < len(clusters) else box


def _grow(box: Box, others: Sequence[Box], drawing: Drawing, picture: Grey) -> Box:
    """Extend a word's box by touching characters that belong to no other word: digits that were missed."""
    height = box.bottom - box.top
    around = Box(box.x0 - 2 * height, box.top, box.x1 + 2 * height, box.bottom)
    strip = make_plain(drawing.cut(picture, around))
    for x0, x1, _, _ in _find_clusters(strip, TOUCHING * height * drawing.scale):
        left, right = around.x0 + x0 / drawing.scale, around.x0 + x1 / drawing.scale
        is_own = left < box.x1 and box.x0 < right
        if is_own and not any(other.x0 < right and left < other.x1 for other in others):
            return Box(min(left, box.x0), box.top, max(right, box.x1), box.bottom)
    return box


def _lower(box: Box, cut: Grey, scale: float) -> Box:
    """Return the box of a number as low as its ink if it is much higher, as beside the remains of a rule."""
    bounds = find_bounds(cut < MIDDLE)
    height = box.bottom - box.top
    if bounds is None or height * scale <= HIGH * (bounds[1] - bounds[0]):
        return box
    top = box.top - AROUND * height + bounds[0] / scale
    return replace(box, top=top, bottom=top + (bounds[1] - bounds[0]) / scale)


def _list_missed(words: Sequence[ImageWord], drawing: Drawing, picture: Grey) -> Iterator[NumberPlace]:
    """Yield the places to the right of labels that have ink as high as digits, but no recognised word."""
    for label in words:
        if not LABEL.search(label.text):
            continue
        height = label.box.bottom - label.box.top
        row = [word for word in words if _share_line(word.box, label.box)]
        if label is not max((word for word in row if LABEL.search(word.text)), key=lambda word: word.box.x1):
            continue
        top, bottom = label.box.top - height / 4, label.box.bottom + height / 4
        strip = make_plain(drawing.cut(picture, Box(label.box.x1, top, drawing.right, bottom)))
        for x0, x1, low, high in _find_clusters(strip, APART * height * drawing.scale):
            box = Box(
                label.box.x1 + x0 / drawing.scale,
                top + low / drawing.scale,
                label.box.x1 + x1 / drawing.scale,
                top + high / drawing.scale,
            )
            tall, wide = box.bottom - box.top, box.x1 - box.x0
            seen = any(word.box.x0 < box.x1 and box.x0 < word.box.x1 for word in row)
            seen = seen or box.x0 - label.box.x1 < AWAY * height
            if not seen and LOW * height <= tall <= HIGH * height and wide <= WIDE * height:
                yield NumberPlace(box, label.line, None)


def _find_clusters(strip: Grey | None, gap: float) -> Iterator[tuple[int, int, int, int]]:
    """Yield the groups of ink in a strip that gaps separate: columns (first, end) and rows (first, end)."""
    if strip is None:
        return
    ink = strip < MIDDLE
    columns = np.flatnonzero(ink.any(axis=0))
    for part in np.split(columns, np.flatnonzero(np.diff(columns) > gap) + 1):
        bounds = find_bounds(ink[:, part[0] : part[-1] + 1]) if part.size else None
        if bounds is not None:
            yield int(part[0]), int(part[-1]) + 1, bounds[0], bounds[1]


def _cut(picture: Grey, drawing: Drawing, box: Box) -> Grey | None:
    margin = AROUND * (box.bottom - box.top)
    around = Box(box.x0 - margin, box.top - margin, box.x1 + margin, box.bottom + margin)
    return make_plain(drawing.cut(picture, around))
