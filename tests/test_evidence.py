"""Every number that is read can be looked at: the crop of its box shows its digits."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image, ImageOps

from extract.document import read_document
from extract.page.pictures import crop_number
from extract.recognition.ocr import explain_absence
from extract.records import DocumentReport, Reading
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


NEXT = "@@@"  # between the texts of two pictures


@pytest.fixture(scope="module")
def read_reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, DocumentReport]]:
    """Each plan drawn and read."""
    folder = tmp_path_factory.mktemp("evidence")
    read = {}
    for name, plan in PLANS.items():
        path = folder / f"{name}.pdf"
        draw_report(plan, path)
        read[name] = path, read_document(path, "0" * 64)
    return read


def choose_readings(readings: tuple[Reading, ...], count: int) -> list[Reading]:
    """Some readings from beginning to end, each of another place."""
    places = {(reading.page, reading.box): reading for reading in readings}
    return list(places.values())[:: max(1, len(places) // count)]


def see_digits(pngs: Sequence[bytes], folder: Path) -> list[tuple[int, str]]:
    """Of each crop how many dots are ink, and the digits that Tesseract sees in it, where it is installed."""
    images = [Image.open(io.BytesIO(png)).convert("L") for png in pngs]
    ink = [sum(image.histogram()[:128]) for image in images]
    if explain_absence():
        return [(dots, "") for dots in ink]
    import pytesseract

    crops = [folder / f"crop-{number}.png" for number in range(len(images))]
    for image, crop in zip(images, crops, strict=True):
        large = image.resize((image.width * 2, image.height * 2))
        ImageOps.expand(large, border=30, fill=255).save(crop)
    (folder / "crops.txt").write_text("\n".join(map(str, crops)))
    text = pytesseract.image_to_string(
        str(folder / "crops.txt"), lang="swe", config=f"--psm 7 -c page_separator={NEXT}"
    )
    seen = ["".join(re.findall(r"\d", part)) for part in text.split(NEXT)[: len(crops)]]
    return list(zip(ink, seen, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PLANS))
def test_the_crop_of_every_reading_shows_its_digits(
    name: str, read_reports: dict[str, tuple[Path, DocumentReport]], tmp_path: Path
) -> None:
    path, report = read_reports[name]
    chosen = choose_readings(report.readings, 10)
    assert len(chosen) >= 8
    crops = [crop_number(path, reading.page, reading.box) for reading in chosen]
    seen = [(reading, *told) for reading, told in zip(chosen, see_digits(crops, tmp_path), strict=True)]
    assert all(ink > 5 for _, ink, _ in seen)
    if explain_absence() is None:
        right = [
            reading.text for reading, _, digits in seen if digits == "".join(re.findall(r"\d", reading.text))
        ]
        assert len(right) >= 0.7 * len(seen), [(reading.text, digits) for reading, _, digits in seen]


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PLANS))
def test_the_boxes_of_published_scores_hold_the_printed_text(
    name: str, read_reports: dict[str, tuple[Path, DocumentReport]]
) -> None:
    path, report = read_reports[name]
    assert len(report.verdict.scores) == 8
    with pdfplumber.open(path) as document:
        for score in report.verdict.scores:
            box = score.reading.box
            page = document.pages[score.reading.page - 1]
            inside = page.crop((box.x0 - 0.5, box.top - 0.5, box.x1 + 0.5, box.bottom + 0.5)).chars
            printed = "".join(char["text"] for char in inside)
            assert re.sub(r"\D", "", printed) == re.sub(r"\D", "", score.reading.text)
