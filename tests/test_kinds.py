"""What whole files are: portfolios, empty pages, pictures of nothing."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.records import Outcome
from tests.needs import needs_tesseract


def draw(path: Path, lines: list[str], pages: int = 1, picture: Image.Image | None = None) -> Path:
    canvas = Canvas(str(path))
    for _ in range(pages):
        for at, line in enumerate(lines):
            canvas.drawString(72, 760 - 16 * at, line)
        if picture:
            canvas.drawImage(ImageReader(picture), 60, 60, 480, 640)
        canvas.showPage()
    canvas.save()
    return path


def attach(path: Path, names: list[str]) -> Path:
    whole = path.with_name("whole.pdf")
    with pypdfium2.PdfDocument(path) as pdf:
        for name in names:
            pdf.new_attachment(name).set_data(b"%PDF-1.4 inside")
        pdf.save(whole)
    return whole


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["For the best experience, open this PDF portfolio in Acrobat X."], ["rapport.pdf"]),
        (["Öppna den här PDF-portföljen i en nyare läsare."], ["a.pdf", "b.pdf"]),
        (["Kommunkompassen 2014", "Åpne denne PDF-porteføljen i Adobe Reader."], ["1.pdf", "2.pdf", "3.pdf"]),
    ],
)
def test_a_portfolio_is_told_by_its_sheet_and_says_what_to_do(
    lines: list[str], names: list[str], tmp_path: Path
) -> None:
    report = read_document(attach(draw(tmp_path / "sheet.pdf", lines), names), "0" * 64)
    assert report.outcome is Outcome.REJECTED
    assert [reason.code for reason in report.reasons] == ["portfolio"]
    assert "inside" in report.reasons[0].sentence


def test_a_report_with_a_file_attached_is_no_portfolio(tmp_path: Path) -> None:
    told = ["Kommunkompassen", "Analys av Arvika kommun 2014"]
    report = read_document(attach(draw(tmp_path / "report.pdf", told, 3), ["frågor.xlsx"]), "0" * 64)
    assert "portfolio" not in [reason.code for reason in report.reasons]


@pytest.mark.parametrize(
    ("lines", "pages"), [([], 1), (["Sida"], 2), (["A short note of no interest to anybody at all."], 3)]
)
def test_what_bears_nothing_of_the_instrument_is_rejected_with_one_reason(
    lines: list[str], pages: int, tmp_path: Path
) -> None:
    report = read_document(draw(tmp_path / "note.pdf", lines, pages), "0" * 64)
    assert (report.outcome, [reason.code for reason in report.reasons]) == (Outcome.REJECTED, ["unrelated"])


@needs_tesseract
@pytest.mark.parametrize("lines", [[], ["A picture of a hill, seen from the road"]])
def test_pictures_of_nothing_are_rejected_with_one_reason(lines: list[str], tmp_path: Path) -> None:
    picture = Image.new("L", (400, 500), 255)
    ImageDraw.Draw(picture).ellipse((80, 120, 320, 380), outline=0, width=6)
    report = read_document(draw(tmp_path / "hill.pdf", lines, 2, picture), "0" * 64)
    assert (report.outcome, [reason.code for reason in report.reasons]) == (Outcome.REJECTED, ["unrelated"])
