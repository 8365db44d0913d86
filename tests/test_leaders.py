"""Rows of dots that lead from an area's name to its points, on scans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.recognition.strokes import CONTRAST, find_leaders
from tests.layouts.scans import scan_pdf
from tests.needs import needs_tesseract
from tests.test_scanned_rows import LINES, OWN, read_page

PROSE = (
    "Initiativ i sin tidiga fas: idéer, i tid, till bibliotek; vi vill, i viss mån, bli bättre.",
    "Se s. 3 och t.ex. bil. 1 ... a.a. m.m. i.e. o.d. (jfr. kap. 2)",
    ": ; ... i j i j ä ö å ü ï ë ÿ",
)


def write_list(path: Path, font: str, size: float, dots: str, right: float = 470) -> Path:
    """Write a page with the areas' names, dots from each to its points, and the sum."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont(font, size)
    top = 700.0
    for at, (lines, points) in enumerate(zip(LINES, OWN, strict=True), 1):
        for text in lines:
            last = f"{at}. {text} " if text == lines[0] else f"   {text} "
            canvas.drawString(80, top, last)
            top -= 1.6 * size
        x = 80 + canvas.stringWidth(last, font, size) + 4
        step = canvas.stringWidth(dots, font, size)
        while x + step < right - 30:
            canvas.drawString(x, top + 1.6 * size, dots)
            x += step
        canvas.drawRightString(right, top + 1.6 * size, f"{points} p")
    canvas.drawRightString(right, top - size, f"Sammanlagt {sum(OWN)} p")
    canvas.save()
    return path


@pytest.mark.slow
@needs_tesseract
@pytest.mark.parametrize(
    ("font", "size", "dots", "dots_per_inch"),
    [("Courier", 10, ".", 150), ("Times-Roman", 12, ".", 200), ("Helvetica", 11, ". ", 150)],
)
def test_points_behind_dots_are_read_on_a_scan(
    font: str, size: float, dots: str, dots_per_inch: float, tmp_path: Path
) -> None:
    page = write_list(tmp_path / "page.pdf", font, size, dots)
    scan = scan_pdf(page, tmp_path / "scan.pdf", dots_per_inch=dots_per_inch)
    lines = [" ".join(word.text for word in line) for line in read_page(scan).lines()]
    assert [(name, f"{points}") for name, points in zip(LINES, OWN, strict=True)] == list(_list_rows(lines))


def _list_rows(lines: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the lines of each area's name, and its points, as read."""
    names: tuple[str, ...] = ()
    for line in lines:
        found = re.fullmatch(r"(?:\d\. )?(\D{5,}?)(?: (\d+)(?: [Pp]+)?)?", line)
        if found and not line.startswith("Sammanlagt"):
            names = (*names, found[1])
            if found[2]:
                yield names, found[2]
                names = ()


def draw_ink(lines: tuple[str, ...], tmp_path: Path, size: float, dots_per_inch: float) -> np.ndarray:
    canvas = Canvas(str(tmp_path / "lines.pdf"), pagesize=A4)
    canvas.setFont("Times-Roman", size)
    for at, line in enumerate(lines):
        canvas.drawString(60, 780 - 1.4 * size * at, line)
    canvas.save()
    page = pypdfium2.PdfDocument(tmp_path / "lines.pdf")[0]
    return (
        np.array(page.render(scale=dots_per_inch / 72, grayscale=True).to_pil().convert("L")) < 255 - CONTRAST
    )


@pytest.mark.parametrize("dots_per_inch", [150, 200, 300])
@pytest.mark.parametrize("size", [9, 12])
def test_dots_of_letters_and_sentences_lead_nowhere(
    tmp_path: Path, size: float, dots_per_inch: float
) -> None:
    assert not find_leaders(draw_ink(PROSE, tmp_path, size, dots_per_inch), dots_per_inch).any()


@pytest.mark.parametrize("dots_per_inch", [150, 200, 300])
@pytest.mark.parametrize("size", [9, 12])
def test_dots_between_words_are_found_and_no_letter_is(
    tmp_path: Path, size: float, dots_per_inch: float
) -> None:
    dots = draw_ink(("Personalpolitik " + "." * 60 + " 54 p",), tmp_path, size, dots_per_inch)
    bare = draw_ink(("Personalpolitik",), tmp_path, size, dots_per_inch)
    found = find_leaders(dots, dots_per_inch)
    assert (dots & found).sum() > 0.5 * (dots.sum() - 1.5 * bare.sum())
    assert (bare & found).sum() < 0.02 * bare.sum()
