"""Reports whose pages are pictures: read when Tesseract is there, held back with advice when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.page.opening import open_pdf
from extract.page.textpass import read_page_texts
from extract.recognition.ocr import explain_absence
from extract.recognition.scan import find_large_pictures, find_pictures, is_scan
from extract.records import Outcome, Proof
from tests.layouts.documents import Plan, draw_report
from tests.layouts.judge import find_mistakes
from tests.layouts.scans import scan_pdf
from tests.layouts.tables import TableStyle
from tests.needs import needs_tesseract

PLAN = Plan(seed=41, presentations=(TableStyle(columns=("own", "maximum")),), size=11.5, numbers=0.0)


@pytest.fixture(scope="module", autouse=True)
def _recognised_once() -> Iterator[None]:
    """Tesseract recognises a picture once for all tests here: most of their pages are the same."""
    if explain_absence() is not None:
        yield
        return
    import pytesseract

    recognise, known = pytesseract.image_to_data, {}

    def recall(picture: Image.Image, **options: Any) -> Any:
        key = picture.size, picture.tobytes(), tuple(sorted(options.items()))
        if key not in known:
            known[key] = recognise(picture, **options)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pytesseract, "image_to_data", recall)
        yield


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scanned")
    draw_report(PLAN, folder / "text.pdf")
    return scan_pdf(folder / "text.pdf", folder / "scan.pdf", speckles=0)


@pytest.mark.slow
@needs_tesseract
def test_a_scanned_report_is_published_by_its_arithmetic(scanned: Path) -> None:
    report = read_document(scanned, "0" * 64)
    assert report.outcome is Outcome.ACCEPTED, report.reasons
    assert not find_mistakes(PLAN, report)
    assert {score.proof for score in report.verdict.scores} == {Proof.SUM}
    assert all(reading.from_image for reading in report.readings)


def test_without_tesseract_a_scanned_report_is_held_back_with_advice(
    scanned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.recognition.scan.explain_absence", lambda: "Install it so.")
    report = read_document(scanned, "0" * 64)
    assert report.outcome is Outcome.QUARANTINED
    assert [reason.code for reason in report.reasons] == ["needs_ocr"]
    assert "Install it so." in report.reasons[0].sentence


def test_a_scan_is_told_from_a_report_with_pictures(scanned: Path, tmp_path: Path) -> None:
    draw_report(PLAN, tmp_path / "text.pdf")
    pages = read_page_texts(scanned)
    assert is_scan(pages)
    assert find_pictures(pages) == [page.number for page in pages]
    assert not is_scan(read_page_texts(tmp_path / "text.pdf"))


def draw_with_pictures(path: Path) -> Path:
    """A page of text with a small coat of arms and one with a large diagram."""
    canvas = Canvas(str(path), invariant=1)
    picture = ImageReader(Image.new("L", (200, 100), 200))
    for width in (40, 400):
        canvas.drawString(80, 700, "Kommunkompassen, sammanfattning av resultatet i diagram")
        canvas.drawImage(picture, 80, 300, width, width / 2)
        canvas.showPage()
    canvas.save()
    return path


def test_only_large_pictures_can_hold_scores(tmp_path: Path) -> None:
    path = draw_with_pictures(tmp_path / "pictures.pdf")
    found = find_large_pictures(path, read_page_texts(path))
    assert list(found) == [2]
    assert [round(value) for value in vars(found[2][0]).values()] == [80, 342, 480, 542]


@pytest.mark.slow
@needs_tesseract
@pytest.mark.parametrize(
    ("letter", "published"),
    [
        ("The table is of another report.", True),
        ("Bilagan med poängen hör till grannkommunens rapport.", False),
        ("Använd därför inte tabellen i rapporten.", False),
    ],
)
def test_an_image_after_the_scores_may_withdraw_them(
    letter: str, published: bool, scanned: Path, tmp_path: Path
) -> None:
    slip = tmp_path / "slip.pdf"
    canvas = Canvas(str(slip), invariant=1)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(80, 700, letter)
    canvas.save()
    document: pypdfium2.PdfDocument = open_pdf(scanned)
    document.import_pages(open_pdf(scan_pdf(slip, tmp_path / "image.pdf", speckles=0)))
    document.save(tmp_path / "both.pdf")
    report = read_document(tmp_path / "both.pdf", "0" * 64)
    assert report.outcome is (Outcome.ACCEPTED if published else Outcome.QUARANTINED), report.reasons
    assert published or [reason.code for reason in report.reasons] == ["score_uncertain"]
