"""Every number that is read can be looked at: the crop of its box shows its digits."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image, ImageOps

from extract.document import read_document
from extract.page.pictures import crop_number
from extract.recognition.ocr import explain_absence
from extract.records import Reading
from tests.layouts.charts import ChartStyle
from tests.layouts.documents import Plan, draw_report
from tests.layouts.overviews import OverviewStyle
from tests.layouts.tables import TableStyle

PLANS = {
    "upright": Plan(
        seed=21, presentations=(TableStyle(columns=("own", "average")),), overview=OverviewStyle()
    ),
    "rotated pages": Plan(seed=22, ink="rotated", presentations=(TableStyle(columns=("own", "earlier_1")),)),
    "turned labels": Plan(seed=23, presentations=(ChartStyle(series=("own", "average"), inside=True),)),
    "landscape": Plan(seed=24, presentations=(TableStyle(form="split"),)),
    "half points": Plan(seed=25, edition=2002, halves=True, headings="points", contents_points=True),
}


def choose_readings(readings: tuple[Reading, ...], count: int) -> list[Reading]:
    """Some readings from beginning to end, each of another place."""
    places = {(reading.page, reading.box): reading for reading in readings}
    return list(places.values())[:: max(1, len(places) // count)]


def see_digits(png: bytes) -> tuple[int, str]:
    """How many dots of a crop are ink, and the digits that Tesseract sees in it, where it is installed."""
    image = Image.open(io.BytesIO(png)).convert("L")
    ink = sum(image.histogram()[:128])
    if explain_absence():
        return ink, ""
    import pytesseract

    padded = ImageOps.expand(image.resize((image.width * 2, image.height * 2)), border=30, fill=255)
    text = pytesseract.image_to_string(padded, lang="swe", config="--psm 7")
    return ink, "".join(re.findall(r"\d", text))


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PLANS))
def test_the_crop_of_every_reading_shows_its_digits(name: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    draw_report(PLANS[name], path)
    report = read_document(path, "0" * 64)
    chosen = choose_readings(report.readings, 10)
    assert len(chosen) >= 8
    seen = [(reading, *see_digits(crop_number(path, reading.page, reading.box))) for reading in chosen]
    assert all(ink > 5 for _, ink, _ in seen)
    if explain_absence() is None:
        right = [
            reading.text for reading, _, digits in seen if digits == "".join(re.findall(r"\d", reading.text))
        ]
        assert len(right) >= 0.7 * len(seen), [(reading.text, digits) for reading, _, digits in seen]


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PLANS))
def test_the_boxes_of_published_scores_hold_the_printed_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    draw_report(PLANS[name], path)
    report = read_document(path, "0" * 64)
    assert len(report.verdict.scores) == 8
    with pdfplumber.open(path) as document:
        for score in report.verdict.scores:
            box = score.reading.box
            page = document.pages[score.reading.page - 1]
            inside = page.crop((box.x0 - 0.5, box.top - 0.5, box.x1 + 0.5, box.bottom + 0.5)).chars
            printed = "".join(char["text"] for char in inside)
            assert re.sub(r"\D", "", printed) == re.sub(r"\D", "", score.reading.text)
