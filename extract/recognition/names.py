"""Recognise the names and the heading of a table again without what is beside them, if some are in doubt.

Tesseract puts a number that is level with the gap between the two lines of a name into the line of either,
and then reads the other line wrongly. It does so with headings of one and of two lines, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from extract.instrument import AREA_NUMBERS
from extract.mentions import find_labels
from extract.page.words import cover_boxes
from extract.recognition.image_words import ImageWord, join_words
from extract.recognition.ocr import NUMERAL, Band, ImagePage, ImageReader, Part
from extract.records import Box
from extract.series.grouping import group_in_order

LEAST_ROWS = 4  # names with a number beside them, which show where the column of numbers is
# Multiples of the height of a number.
BEFORE = 0.8  # gap between the names and the column of numbers
ROOM = 1.3  # above the first and below the last number of the column, for a name of two lines
HEAD_ROOM = 8.0  # above the first number, for a heading of three lines
HEAD_GAP = 1.0  # above the first number, which is left out of its heading
BETWEEN = 0.8  # gap between two lines of a heading
ROW_ROOM = 0.7  # above and below a number, for a name of one line
UNSURE = 60.0  # of 100: confidence of a word that is probably misread
STEP = 6.0  # largest gap between two numbers of the column


def read_names(reader: ImageReader, page: ImagePage, band: Band) -> ImagePage:
    """Return a page with the names of the rows of a table in a band recognised again, if some are missing.

    It is the page itself if all areas have a number beside their name, or no more of them have one after it.
    Raises ``OcrError``.
    """
    rows = _find_rows(page, band)
    if not LEAST_ROWS <= len(rows) < len(AREA_NUMBERS):
        return page
    column = _list_column(page, rows, band)
    height = median(box.bottom - box.top for box in column)
    edge = min(box.x0 for box in column) - BEFORE * height
    part = min(box.top for box in column) - ROOM * height, max(box.bottom for box in column) + ROOM * height
    names = reader.read_part(page.text.number, Part(part, right=edge))
    rest = (word for word in page.words if word.box.x0 >= edge or not _is_inside(word.box, part))
    read = _make_page(page, (*rest, *names))
    found = _find_rows(read, band)
    if len(found) <= len(rows):
        read, found = page, rows
    for number in column:
        if len(found) < len(AREA_NUMBERS) and number not in found.values():
            again = _read_row(reader, read, number, edge)
            more = _find_rows(again, band)
            read, found = (again, more) if len(more) > len(found) else (read, found)
    return read


def _read_row(reader: ImageReader, page: ImagePage, number: Box, edge: float) -> ImagePage:
    """Return a page with the words left of ``edge`` on the line of a number recognised alone."""
    height = number.bottom - number.top
    part = number.top - ROW_ROOM * height, number.bottom + ROW_ROOM * height
    names = reader.read_part(page.text.number, Part(part, right=edge))
    rest = (word for word in page.words if word.box.x0 >= edge or not _is_inside(word.box, part))
    return _make_page(page, (*rest, *names))


def read_head(reader: ImageReader, page: ImagePage, band: Band) -> ImagePage:
    """Return a page with the heading over the column of numbers recognised again, if a word is in doubt.

    The new words are taken if none of them is in doubt; otherwise the heading of each column is recognised
    alone. Raises ``OcrError``.
    """
    rows = _find_rows(page, band)
    if len(rows) < LEAST_ROWS:
        return page
    first = min(rows.values(), key=lambda box: box.top)
    height = median(box.bottom - box.top for box in rows.values())
    part = first.top - HEAD_ROOM * height, first.top - HEAD_GAP * height
    left = first.x0
    over = [word for word in page.words if _is_inside(word.box, part) and word.box.x1 > left]
    if not any(word.confidence < UNSURE for word in over):
        return page
    left = min(word.box.x0 for word in over) - BEFORE * height
    heads = reader.read_part(page.text.number, Part(part, left=left))
    if not _are_sure(heads):
        return _read_heads(reader, page, over, height)
    return _make_page(page, (*(word for word in page.words if word not in over), *heads))


def _read_heads(reader: ImageReader, page: ImagePage, over: Sequence[ImageWord], height: float) -> ImagePage:
    """Return a page with each word in doubt over columns recognised alone, with what is above and below it.

    New words are taken if none of them is in doubt.
    """
    words = list(page.words)
    for doubtful in (word for word in over if word.confidence < UNSURE):
        if doubtful not in words:
            continue  # recognised with another
        pile = [word for word in over if word in words and _is_in_pile(word.box, doubtful.box, height)]
        box = cover_boxes(word.box for word in pile)
        beside = [word.box for word in over if word not in pile and _is_level(word.box, box)]
        left = max([box.x0 - BEFORE * height, *(each.x1 for each in beside if each.x1 <= box.x0)])
        right = min([box.x1 + BEFORE * height, *(each.x0 for each in beside if each.x0 >= box.x1)])
        band = box.top - ROW_ROOM * height, box.bottom + ROW_ROOM * height
        heads = reader.read_part(page.text.number, Part(band, left, right))
        if _are_sure(heads):
            words = [*(word for word in words if word not in pile), *heads]
    return _make_page(page, tuple(words))


def _are_sure(words: Sequence[ImageWord]) -> bool:
    return bool(words) and all(word.confidence >= UNSURE for word in words)


def _is_in_pile(box: Box, doubtful: Box, height: float) -> bool:
    """Whether a word is a doubtful one, or above or below it in one heading."""
    gap = max(box.top - doubtful.bottom, doubtful.top - box.bottom)
    return box.x0 < doubtful.x1 and doubtful.x0 < box.x1 and gap < BETWEEN * height


def _is_level(box: Box, other: Box) -> bool:
    return box.top < other.bottom and other.top < box.bottom


def _make_page(page: ImagePage, words: tuple[ImageWord, ...]) -> ImagePage:
    return ImagePage(replace(page.text, text=join_words(words)), words)


def _is_inside(box: Box, band: Band) -> bool:
    return band[0] < (box.top + box.bottom) / 2 < band[1]


def _find_rows(page: ImagePage, band: Band) -> dict[int, Box]:
    """Find the areas with a number beside their name, each with the first of its numbers."""
    view = page.to_page_words()
    rows: dict[int, Box] = {}
    for label in find_labels(view):
        beside = [
            word.box
            for word in view.words
            if label.top < word.middle < label.bottom and word.x0 >= label.x1 and NUMERAL.fullmatch(word.text)
        ]
        if beside and _is_inside(label.box, band):
            rows.setdefault(label.area_no, min(beside, key=lambda box: box.x0))
    return rows


def _list_column(page: ImagePage, rows: Mapping[int, Box], band: Band) -> list[Box]:
    """List the numbers of the rows and those above, between and below them in their column."""
    left, right = median(box.x0 for box in rows.values()), median(box.x1 for box in rows.values())
    printed = (word.box for word in page.words if NUMERAL.fullmatch(word.text))
    beside = {box for box in (*rows.values(), *printed) if box.x0 < right and left < box.x1}
    column = sorted((box for box in beside if _is_inside(box, band)), key=lambda box: box.top)
    parts = group_in_order(
        column, lambda part, box: box.top - part[-1].bottom < STEP * (box.bottom - box.top)
    )
    return max(parts, key=lambda part: sum(box in rows.values() for box in part))
