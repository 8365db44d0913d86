"""Scanned tables with half points: decimals that Tesseract misreads beside rules and specks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.page.words import PageWords
from extract.readers import read_pages
from extract.recognition.cells import _fits, _is_phantom, _lower, _may_be_misread, read_closely
from extract.recognition.crops import Grey, read_decimal
from extract.recognition.image_words import ImageWord
from extract.recognition.ocr import ImageReader
from extract.recognition.scan import _find_band
from extract.records import Box, Identity, ReadingKind
from tests.layouts.scans import scan_pdf
from tests.needs import needs_tesseract

NAMES = (
    "Offentlighet och demokratisk kontroll",
    "Tillgänglighet och brukarorientering",
    "Tydlighet i samspelet mellan politiker och tjänstemän",
    "Ledning, decentralisering och delegering",
    "Kontroll och rapportering",
    "Personalpolitik",
    "Verksamhetsutveckling",
    "Samhällsbyggnad",
)
OWN = (52.5, 48, 57.5, 61, 44.5, 50, 42, 55.5)
MEDIAN = (49.5, 51, 55, 56.5, 50, 53, 46.5, 52)
BODEN = Identity(country="SE", municipality="Boden", round=2008, edition=2002)


@dataclass(frozen=True)
class Table:
    """How a table is drawn: its type, its columns from left to right, the resolution and turn of the scan."""

    font: str = "Times-Bold"
    size: float = 11
    columns: tuple[str, ...] = ("Max", "Boden", "Median")
    step: float = 56
    dots_per_inch: float = 150
    turn: float = 0.7
    speckles: float = 0.002


def scan_table(folder: Path, table: Table) -> Path:
    """Write a page with a ruled table of areas and scan it."""
    canvas = Canvas(str(folder / "table.pdf"), pagesize=A4)
    canvas.setFont("Times-Roman", table.size)
    canvas.setLineWidth(0.8)
    canvas.drawString(
        85, 740, "I tabellen redovisas de poäng som Boden kommun fått inom vart och ett av områdena."
    )
    values = {"Max": (100,) * 8, "Boden": OWN, "Median": MEDIAN}
    row = 2.2 * table.size
    rights = [425 + table.step * at for at in range(len(table.columns))]
    for at in range(9):
        foot = 700 - row * at
        canvas.setFont("Times-Roman", table.size)
        canvas.drawString(110, foot, NAMES[at - 1] if at else "Område")
        for right, column in zip(rights, table.columns, strict=True):
            canvas.setFont(table.font if column == "Boden" else "Times-Roman", table.size)
            text = f"{values[column][at - 1]:g}".replace(".", ",") if at else column
            canvas.drawRightString(right - 3, foot, text)
        canvas.line(80, foot - 0.7 * table.size, rights[-1], foot - 0.7 * table.size)
    for x in (80, 105, 425 - table.step, *rights):
        canvas.line(x, 700 + table.size, x, 700 - row * 8 - 0.7 * table.size)
    canvas.save()
    drawn = {"dots_per_inch": table.dots_per_inch, "turn": table.turn, "speckles": table.speckles}
    return scan_pdf(folder / "table.pdf", folder / "scan.pdf", **drawn)


def read_page(path: Path) -> PageWords:
    with ImageReader(path) as reader:
        view = reader.read_page(1).to_page_words()
        band = _find_band(view, read_pages([view], BODEN))
        return read_closely(reader, 1, band).to_page_words() if band else view


TABLES = [
    Table("Times-Bold", 10, ("Boden", "Max", "Median"), 46, 200, 0.5, 0),
    Table("Times-Roman", 11, ("Median", "Max", "Boden"), 46, 150, 0.8, 0.001),
    Table("Times-Bold", 10, ("Max", "Median", "Boden"), 50, 150, 0.5, 0.001),
]


@pytest.mark.slow
@needs_tesseract
@pytest.mark.parametrize("table", TABLES)
def test_half_points_of_a_scanned_table_are_read_in_their_columns(table: Table, tmp_path: Path) -> None:
    readings = read_pages([read_page(scan_table(tmp_path, table))], BODEN)
    found = {each.area_no or 0: each.value for each in readings if each.kind is ReadingKind.SCORE}
    assert found == dict(enumerate(OWN, 1))


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        ('"57,5', True),
        ("2ES25", True),
        ("5/", False),  # a maximum may follow
        ("(48)", False),  # without its brackets it would be something else
        ("(48,5", False),
        ("-4,5", False),
        ("12,5%", False),
        ("Median", False),
    ],
)
def test_only_what_is_no_number_is_taken_for_a_misread_one(text: str, may_be: bool) -> None:
    assert _may_be_misread(text) == may_be


def draw(*blocks: tuple[int, int, int, int]) -> Grey:
    """A white crop of a number with black blocks: x0, x1, top, bottom."""
    grey = np.full((40, 100), 255, np.uint8)
    for x0, x1, top, bottom in blocks:
        grey[top:bottom, x0:x1] = 0
    return grey


DIGITS = ((20, 30, 10, 30), (35, 45, 10, 30), (55, 65, 10, 30))
COMMA = (48, 51, 27, 33)


@pytest.mark.parametrize(
    ("blocks", "fits"),
    [
        ((*DIGITS, COMMA), True),
        ((DIGITS[0], (35, 51, 10, 33), DIGITS[2]), True),  # the comma touches its digit
        ((*DIGITS, COMMA, (5, 14, 19, 21)), False),  # a minus before it
        ((DIGITS[0], (35, 51, 10, 33), DIGITS[2], (5, 14, 19, 21)), False),
        ((*DIGITS, COMMA, (75, 85, 10, 30)), False),  # another sign after it
        ((*DIGITS[:2], COMMA), False),  # fewer digits than were recognised
    ],
)
def test_a_decimal_is_taken_only_if_nothing_but_its_comma_is_beside_its_digits(
    blocks: tuple[tuple[int, int, int, int], ...], fits: bool
) -> None:
    assert _fits(draw(*blocks), "57,5") == fits


def test_the_digits_of_a_recognised_number_keep_their_decimal() -> None:
    assert [read_decimal(text) for text in ("57,5\n", "57.5", "411", "4,15", "")] == [
        "57,5",
        "57,5",
        "411",
        "415",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "confidence", "looks", "blocks", "is_phantom"),
    [
        ("55", 38.0, {""}, ((99, 100, 0, 40),), True),  # a rule at the edge
        ("55", 38.0, {""}, (), True),
        ("55", 96.0, {""}, (), False),  # Tesseract is sure
        ("55", 38.0, {"", "55"}, ((99, 100, 0, 40),), False),  # seen once more
        ("55", 38.0, {""}, DIGITS[:2], False),  # two characters are there
        ("SS", 38.0, {""}, (), False),
    ],
)
def test_a_doubtful_number_of_which_nothing_is_seen_is_none(
    text: str,
    confidence: float,
    looks: set[str],
    blocks: tuple[tuple[int, int, int, int], ...],
    is_phantom: bool,
) -> None:
    word = ImageWord(text, Box(0, 0, 10, 10), confidence, (1,))
    assert _is_phantom(word, draw(*blocks) if blocks else None, looks) == is_phantom


def test_the_box_of_a_number_is_as_low_as_its_ink() -> None:
    high, low = Box(0, 100, 10, 120), Box(0, 105, 10, 113)
    cut = draw((20, 30, 16, 24))
    assert _lower(high, cut, 1.0) == Box(0, 111, 10, 119)  # the crop begins a quarter of the height above
    assert _lower(low, cut, 1.0) is low
