"""Draw what the search for series found on a page: lines, cells, area names, numbers and series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.identity import list_report_pages
from extract.page.pictures import Mark, draw_marks
from extract.page.textpass import read_page_texts
from extract.page.words import cover_boxes, read_page_words
from extract.recognition.layers import settle_layers
from extract.series.propose import propose_series
from extract.series.records import Series
from extract.series.sheet import Sheet, make_sheets

MOST_PAGES = 60  # pages that are searched if the caller names none
LINE, CELL, NAME, NUMBER = (170, 170, 170), (205, 205, 205), (20, 130, 60), (40, 90, 200)
COLOURS = ((200, 30, 30), (150, 60, 190), (220, 120, 0), (0, 140, 150), (120, 90, 40), (210, 50, 130))
WORDS_LENGTH = 30  # characters of a heading that are written beside its series


def draw_search(path: Path, numbers: Sequence[int] = ()) -> Iterator[tuple[int, bytes]]:
    """Yield the 1-based number and a PNG of each drawn page, in the order of pages.

    Lines and cells have grey frames, area names green ones, numbers blue ones. Each series has its own
    colour, a line from every area name to its number, and its relation and heading written at its first
    number. ``numbers`` are the pages to search and draw. Without them, up to ``MOST_PAGES`` pages of the
    report are searched, and those that have a series are drawn. Raises ``UnreadableError`` for a file that is
    no usable PDF.
    """
    texts, layers = settle_layers(path, read_page_texts(path))
    searched = list(numbers) or list(list_report_pages(texts))[:MOST_PAGES]
    sheets = make_sheets(list(read_page_words(path, searched, layers)))
    marks: dict[int, list[Mark]] = defaultdict(list)
    for at, series in enumerate(propose_series(sheets)):
        for page, mark in _mark_series(series, COLOURS[at % len(COLOURS)]):
            marks[page].append(mark)
    for page in sorted(set(numbers) or marks):
        under = [mark for sheet in sheets if sheet.page == page for mark in _mark_sheet(sheet)]
        yield page, draw_marks(path, page, [*under, *marks[page]])


def _mark_sheet(sheet: Sheet) -> Iterator[Mark]:
    for line in sheet.lines:
        boxes = [cover_boxes(word.box for word in cell.words) for cell in line]
        yield Mark(cover_boxes(boxes), LINE)
        yield from (Mark(box, CELL) for box in boxes if len(boxes) > 1)
    yield from (Mark(label.box, NAME) for label in sheet.labels)
    yield from (Mark(number.box, NUMBER) for number in sheet.numbers)


def _mark_series(series: Series, colour: tuple[int, int, int]) -> Iterator[tuple[int, Mark]]:
    told = f"{series.relation} {series.heading[:WORDS_LENGTH]}".strip()
    for pair in series.pairs.values():
        here = pair.label is not None and pair.label.view.number == pair.page
        start = pair.label.box if pair.label is not None and here else None
        yield pair.page, Mark(pair.number.box, colour, start, told)
        told = ""
