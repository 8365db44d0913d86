"""Scanned tables whose names are on two lines, with the numbers level with the gap between the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.page.textpass import PageText
from extract.page.words import PageWords
from extract.readers import read_pages
from extract.recognition.cells import _leave_specks, read_closely
from extract.recognition.image_words import ImageWord
from extract.recognition.names import read_head, read_names
from extract.recognition.ocr import WHOLE_PAGE, Drawing, ImagePage, ImageReader, Part
from extract.recognition.scan import _find_band
from extract.records import Box, Identity, ReadingKind
from tests.layouts.scans import scan_pdf
from tests.needs import needs_tesseract

LINES = (
    ("Offentlighet och", "demokratisk kontroll"),
    ("Tillgänglighet och", "brukarorientering"),
    ("Tydlighet i samspelet mellan politiker och", "tjänstemän"),
    ("Ledning, decentralisering", "och delegering"),
    ("Kontroll och rapportering",),
    ("Personalpolitik",),
    ("Verksamhetsutveckling",),
    ("Samhällsbyggnad",),
)
OWN = (57, 48, 52, 62, 50, 59, 41, 64)
EARLIER = (49, 45, 50, 55, 38, 56, 36, 61)
BODEN = Identity(country="SE", municipality="Boden", round=2008, edition=2002)


@dataclass(frozen=True)
class Table:
    """How a table is drawn: the type, the middles of its columns, its rules, the resolution of the scan."""

    size: float = 10.5
    columns: tuple[float, ...] = (400, 470)
    ruled: bool = True
    numbered: bool = False
    dots_per_inch: float = 200


def scan_table(folder: Path, table: Table, rows: Sequence[int] = range(8)) -> Path:
    """Write a page with a table of some areas, and scan it."""
    canvas = Canvas(str(folder / "table.pdf"), pagesize=A4)
    size, columns = table.size, table.columns
    canvas.setFont("Helvetica", size)
    canvas.setLineWidth(0.5)
    top = 700 + 1.3 * size
    canvas.drawString(110, top + size, "Område")
    for x, year in zip(columns, (2008, 2005), strict=False):
        canvas.drawCentredString(x, top + size, f"Poäng {year}")
    tops = [top]
    for at in rows:
        height = 1.2 * size * (len(LINES[at]) + 1)
        foot = tops[-1] - height / 2 - 0.35 * size
        for line, text in enumerate(LINES[at]):
            canvas.drawString(110, foot + size * (0.6 * (len(LINES[at]) - 1) - 1.2 * line), text)
        for x, values in zip(columns, (OWN, EARLIER), strict=False):
            canvas.drawCentredString(x, foot, str(values[at]))
        if table.numbered:
            canvas.drawString(83, foot, str(at + 1))
        tops.append(tops[-1] - height)
    if table.ruled:
        for y in tops:
            canvas.line(75, y, columns[-1] + 40, y)
        for x in (75, 105, columns[0] - 40, *(x + 40 for x in columns)):
            canvas.line(x, tops[0], x, tops[-1])
    canvas.save()
    path = folder / "scan.pdf"
    return scan_pdf(folder / "table.pdf", path, dots_per_inch=table.dots_per_inch, speckles=0)


def read_page(path: Path) -> PageWords:
    with ImageReader(path) as reader:
        view = reader.read_page(1).to_page_words()
        band = _find_band(view, read_pages([view], BODEN))
        return read_closely(reader, 1, band).to_page_words() if band else view


def list_scores(view: PageWords) -> dict[int, float]:
    readings = read_pages([view], BODEN)
    return {each.area_no or 0: each.value for each in readings if each.kind is ReadingKind.SCORE}


@pytest.mark.slow
@needs_tesseract
@pytest.mark.parametrize(
    "table",
    [
        Table(9.5, dots_per_inch=150),
        Table(columns=(430,), ruled=False, numbered=True),
        Table(ruled=False, dots_per_inch=150),
    ],
)
def test_names_on_two_lines_keep_their_numbers(table: Table, tmp_path: Path) -> None:
    assert list_scores(read_page(scan_table(tmp_path, table))) == dict(enumerate(OWN, 1))


@pytest.mark.slow
@needs_tesseract
def test_an_area_without_a_row_is_not_found(tmp_path: Path) -> None:
    read = list_scores(read_page(scan_table(tmp_path, Table(), rows=(0, 1, 3, 4, 5, 6, 7))))
    assert read == {no: value for no, value in enumerate(OWN, 1) if no != 3}


def place(text: str, x0: float, top: float, row: int, sure: float = 95.0) -> ImageWord:
    return ImageWord(text, Box(x0, top, x0 + 5.0 * len(text), top + 9), sure, (1, 1, 1, row))


class OneLook(ImageReader):
    """A reader that recognises some words beside or above a column and keeps where they were asked for."""

    def __init__(self, words: Sequence[ImageWord]) -> None:
        self.words, self.asked = words, list[Part]()

    def read_part(self, number: int, part: Part) -> tuple[ImageWord, ...]:
        self.asked.append(part)
        return tuple(self.words)


def set_rows(third: Sequence[tuple[str, float]]) -> list[ImageWord]:
    """The names, areas 1 to 8 below each other, with ``third`` in place of the words of area 3."""
    words = []
    for row, lines in enumerate(LINES):
        parts = third if row == 2 else [(text, 14.0 * at) for at, text in enumerate(lines)]
        words += [place(text, 110, 200 + 40 * row + down, row) for text, down in parts]
    return words


def set_page(names: Sequence[ImageWord]) -> ImagePage:
    numbers = [place(str(value), 400, 207 + 40 * row, row) for row, value in enumerate(OWN)]
    over = [place("Poängsammanställning hösten 2008 över alla åtta områden", 110, 160, 20)]
    return ImagePage(PageText(1, 595, 842, "", 1), (*names, *numbers, *over))


def test_only_the_names_beside_the_column_are_replaced() -> None:
    page = set_page(set_rows([("RR mellan ee", 0)]))
    whole = set_rows([(LINES[2][0], 0), (LINES[2][1], 14)])
    reader = OneLook(whole)
    read = read_names(reader, page, WHOLE_PAGE)
    assert {word.text for word in read.words} == {word.text for word in set_page(whole).words}
    (top, bottom), _, right = reader.asked[0]
    assert 170 < top < 200 < 490 < bottom < 510
    assert right < 400


@pytest.mark.parametrize(
    ("printed", "again", "asked"),
    [
        ([(LINES[2][0], 0), (LINES[2][1], 14)], [("RR", 0)], 0),  # nothing is missing
        ([("RR mellan ee", 0)], [("Tydlighe", 0)], 2),  # nothing is gained, from its row alone neither
    ],
)
def test_names_are_kept_if_nothing_is_missing_or_gained(
    printed: Sequence[tuple[str, float]], again: Sequence[tuple[str, float]], asked: int
) -> None:
    page = set_page(set_rows(printed))
    reader = OneLook(set_rows(again))
    assert read_names(reader, page, WHOLE_PAGE) is page
    assert len(reader.asked) == asked


class RowByRow(OneLook):
    """A reader that recognises its words only in a band with no more than a row."""

    def read_part(self, number: int, part: Part) -> tuple[ImageWord, ...]:
        words, (upper, lower) = super().read_part(number, part), part.band
        inside = [word for word in words if upper < word.box.top < lower]
        return tuple(inside) if lower - upper < 30 else ()


def test_a_name_that_is_misread_among_the_others_is_read_alone() -> None:
    page = set_page([word for word in set_rows([]) if word.line[-1] != 2])
    alone = place("Tydlighet i samspelet mellan politiker och tjänstemän", 110, 286, 2)
    reader = RowByRow([alone])
    read = read_names(reader, page, WHOLE_PAGE)
    assert alone in read.words
    assert set(page.words) < set(read.words)


HEAD = (place("Kramfors", 372, 165, 30), place("poäng", 387, 182, 31))
UNSURE = (ImageWord("FEN", HEAD[0].box, 16.0, (1, 1, 1, 30)), HEAD[1])


@pytest.mark.parametrize(
    ("printed", "again", "kept"),
    [
        (UNSURE, HEAD, HEAD),
        (UNSURE, (place("Kranf", 372, 165, 30, 40.0), HEAD[1]), UNSURE),  # no surer
        (UNSURE, (), UNSURE),
        (HEAD, UNSURE, HEAD),  # not asked, because no word is in doubt
    ],
)
def test_a_heading_in_doubt_is_read_again_alone(
    printed: Sequence[ImageWord], again: Sequence[ImageWord], kept: Sequence[ImageWord]
) -> None:
    names = set_page(set_rows([(LINES[2][0], 0), (LINES[2][1], 14)]))
    rows = [word for word in names.words if word.line[-1] != 20]
    reader = OneLook(again)
    read = read_head(reader, ImagePage(names.text, (*rows, *printed)), WHOLE_PAGE)
    assert set(read.words) == {*rows, *kept}
    assert all(130 < top < 165 < bottom < 207 and left < 372 for (top, bottom), left, _ in reader.asked)


def ink(*blocks: tuple[int, int, int, int]) -> Drawing:
    """A white picture, a pixel for each point, with black blocks: x0, x1, top, bottom.

    A high block is open in its middle, as no rule is.
    """
    grey = np.full((60, 120), 255, np.uint8)
    for x0, x1, top, bottom in blocks:
        grey[top:bottom, x0:x1] = 0
        grey[top + 5 : bottom - 4, x0:x1] = 255
    return Drawing(Image.fromarray(grey), 1.0, 0.0, 0.0)


DIGITS = ((40, 45, 20, 30), (47, 52, 20, 30))
COLUMN = [Box(40, top, 52, top + 10) for top in (0, 40)]


@pytest.mark.parametrize(
    ("box", "aside"),
    [
        (Box(40, 20, 90, 34), (86, 88, 31, 33)),  # a speck below, far to the right
        (Box(10, 18, 52, 31), (11, 13, 18, 31)),  # the remains of a rule on the left
        (Box(38, 20, 70, 30), (66, 69, 24, 26)),  # a speck at the height of the digits
    ],
)
def test_what_stands_beside_a_number_is_left_out(box: Box, aside: tuple[int, int, int, int]) -> None:
    drawing = ink(*DIGITS, aside)
    kept = _leave_specks(box, COLUMN, drawing, np.asarray(drawing.picture))
    assert (kept.x0, kept.x1, kept.top, kept.bottom) == (40, 52, 20, 30)


@pytest.mark.parametrize(
    "blocks",
    [
        DIGITS,
        ((33, 38, 20, 30), *DIGITS),  # a third digit
        ((25, 35, 20, 30), (60, 70, 20, 30)),  # nothing in line with the column
        ((38, 43, 20, 30), (49, 54, 20, 30)),  # two digits far apart, both in line with it
    ],
)
def test_a_number_without_anything_beside_it_is_kept_whole(
    blocks: Sequence[tuple[int, int, int, int]],
) -> None:
    drawing, box = ink(*blocks), Box(24, 19, 71, 31)
    assert _leave_specks(box, COLUMN, drawing, np.asarray(drawing.picture)) is box
