"""Recognise the names of a table's rows again without the numbers beside them, if some were not understood.

Tesseract puts a number that is level with the gap between the two lines of a name into the line of either,
and then reads the other line wrongly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from statistics import median

from extract.instrument import AREA_NUMBERS
from extract.mentions import find_labels
from extract.recognition.image_words import join_words
from extract.recognition.ocr import NUMERAL, Band, ImagePage, ImageReader
from extract.records import Box
from extract.series.grouping import group_in_order

LEAST_ROWS = 4  # names with a number beside them, which show where the column of numbers is
# Multiples of the height of a number.
BEFORE = 0.8  # gap between the names and the column of numbers
ROOM = 1.3  # above the first and below the last number of the column, for a name of two lines
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
    names = reader.read_left_part(page.text.number, part, edge)
    rest = (word for word in page.words if word.box.x0 >= edge or not _is_inside(word.box, part))
    words = (*rest, *names)
    read = ImagePage(replace(page.text, text=join_words(words)), words)
    return read if len(_find_rows(read, band)) > len(rows) else page


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
