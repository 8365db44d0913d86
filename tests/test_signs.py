"""Signs in the text that are no letters: superscript digits of Unicode, and squares as colour samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.document import read_document
from extract.instrument import AREA_NUMBERS, AREAS
from extract.records import DocumentReport
from tests.small_pdfs import begin_report

NAMES = [AREAS[2010, area_no].name for area_no in AREA_NUMBERS]
OWN = (54, 37, 83, 45, 29, 66, 71, 40)
MEAN = (51, 54, 67, 55, 56, 57, 50, 66)
FACE = "Helvetica"
DARK, PALE = (0.0, 0.4, 0.36), (0.69, 0.75, 0.77)


def read(path: Path) -> DocumentReport:
    return read_document(path, "0" * 64)


@pytest.mark.parametrize("marks", [{1: "¹", 4: "²"}, {8: "³"}, {2: "¹", 3: "²", 6: "³"}])
@pytest.mark.parametrize("place", ["number", "name"])
def test_superscript_digits_are_marks_of_footnotes(marks: dict[int, str], place: str, tmp_path: Path) -> None:
    canvas = begin_report(tmp_path / "report.pdf", "Resultat")
    canvas.drawString(400, 730, "Arvika")
    for at, (name, value) in enumerate(zip(NAMES, OWN, strict=True)):
        mark = marks.get(at + 1, "")
        canvas.drawString(70, 710 - 18 * at, name + (mark if place == "name" else ""))
        canvas.drawString(410, 710 - 18 * at, str(value) + (mark if place == "number" else ""))
    for at, mark in enumerate(marks.values()):
        canvas.drawString(70, 540 - 14 * at, f"{mark} Området är nytt sedan 2012.")
    canvas.save()
    report = read(tmp_path / "report.pdf")
    assert tuple(score.value for score in report.verdict.scores) == OWN


@pytest.mark.parametrize("first", ["own", "mean"])
@pytest.mark.parametrize(("gap", "thick"), [(5, 8), (60, 6)])
def test_squares_before_words_are_samples_of_a_legend(
    first: str, gap: int, thick: int, tmp_path: Path
) -> None:
    canvas = begin_report(tmp_path / "report.pdf", "Resultat")
    entries = [("Arvika kommun", DARK), ("Medeltal för 52 kommuner", PALE)]
    x = 70.0
    for text, colour in entries if first == "own" else entries[::-1]:
        canvas.setFillColorRGB(*colour)
        canvas.setFont("ZapfDingbats", 10)
        canvas.drawString(x, 735, "■")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont(FACE, 10)
        canvas.drawString(x + 9, 735, text)
        x += 9 + canvas.stringWidth(text, FACE, 10) + gap
    for at, (name, own, mean) in enumerate(zip(NAMES, OWN, MEAN, strict=True)):
        y = 700 - 50 * at
        canvas.drawString(70, y, name)
        bars = [(own, DARK), (mean, PALE)]
        for row, (value, colour) in enumerate(bars if first == "own" else bars[::-1]):
            canvas.setFillColorRGB(*colour)
            canvas.rect(70, y - 14 - 13 * row, 3 * value, thick, stroke=0, fill=1)
            canvas.setFillColorRGB(0, 0, 0)
            canvas.drawString(74 + 3 * value, y - 14 - 13 * row, str(value))
    canvas.save()
    report = read(tmp_path / "report.pdf")
    assert tuple(score.value for score in report.verdict.scores) == OWN
