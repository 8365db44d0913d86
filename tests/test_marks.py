"""Marks of a colour that show a mean in a chart are another thing than numbers without this colour."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.small_pdfs import begin_report
from tests.test_signs import FACE, MEAN, NAMES, OWN, read

ORANGE, RED, BLUE, GREEN = (0.9, 0.5, 0.05), (0.8, 0.1, 0.1), (0.1, 0.3, 0.8), (0.1, 0.45, 0.35)
BLACK, WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
SENTENCE = "Den orange markeringen visar genomsnittet för de 40 senast utvärderade kommunerna."


@dataclass(frozen=True)
class Chart:
    """How a chart is drawn: the colours of bars, numbers and marks, and where the numbers and marks stand."""

    mark: tuple[float, float, float] | None = ORANGE
    bar: tuple[float, float, float] = GREEN
    number: tuple[float, float, float] = WHITE
    inside: bool = True  # the numbers in the bars
    patch: tuple[float, float, float] | None = None  # a colour behind the numbers
    below: float = 5.0  # points by which a mark reaches below its bar
    at_numbers: bool = False  # the marks stand beside the numbers
    logo: bool = False  # in the colour of the marks, elsewhere on the page


def publish(path: Path, chart: Chart, sentence: str) -> tuple[float, ...]:
    canvas = begin_report(path, "Resultatet i korthet")
    canvas.drawString(70, 735, f"Arvika kommun får {sum(OWN)} poäng av 800.")
    for at, (name, own, mean) in enumerate(zip(NAMES, OWN, MEAN, strict=True)):
        y = 690 - 34 * at
        canvas.setFillColorRGB(*BLACK)
        canvas.setFont(FACE, 8)
        canvas.drawString(70, y + 4, name)
        canvas.setFillColorRGB(*chart.bar)
        canvas.rect(290, y, 2.6 * own, 14, stroke=0, fill=1)
        x = 300 if chart.inside else 296 + 2.6 * own
        if chart.patch:
            canvas.setFillColorRGB(*chart.patch)
            canvas.rect(x - 4, y + 1, 20, 12, stroke=0, fill=1)
        canvas.setFillColorRGB(*chart.number)
        canvas.setFont(FACE, 9)
        canvas.drawString(x, y + 4, str(own))
        if chart.mark:
            canvas.setFillColorRGB(*chart.mark)
            place = x + 12 if chart.at_numbers else 290 + 2.6 * mean
            canvas.rect(place, y - chart.below, 1.5, 5 + chart.below, stroke=0, fill=1)
    if chart.logo and chart.mark:
        canvas.setFillColorRGB(*chart.mark)
        canvas.rect(500, 790, 40, 30, stroke=0, fill=1)
    canvas.setFillColorRGB(*BLACK)
    canvas.setFont(FACE, 8)
    canvas.drawString(70, 400, f"Poäng per område. {sentence}")
    canvas.save()
    return tuple(score.value for score in read(path).verdict.scores)


@pytest.mark.parametrize(
    ("chart", "sentence"),
    [
        (Chart(), SENTENCE),
        (Chart(below=0.0), SENTENCE),
        (Chart(mark=RED, bar=BLUE), "De röda markeringarna visar medelvärdet för alla kommuner."),
        (Chart(mark=BLUE, logo=True), "Den blå pricken markerar snittet för kommuner som utvärderats."),
        (Chart(mark=RED, number=BLACK, patch=WHITE), "Röd markering är genomsnittet för länets kommuner."),
    ],
)
def test_marks_of_a_mean_hold_no_numbers_of_another_colour(
    chart: Chart, sentence: str, tmp_path: Path
) -> None:
    assert publish(tmp_path / "report.pdf", chart, sentence) == OWN


@pytest.mark.parametrize(
    ("chart", "sentence"),
    [
        (Chart(number=ORANGE, bar=WHITE), SENTENCE),
        (Chart(patch=ORANGE, number=BLACK), SENTENCE),
        (Chart(bar=ORANGE), SENTENCE),
        (Chart(bar=ORANGE, inside=False, number=BLACK, mark=BLUE), SENTENCE),
        (Chart(mark=None), SENTENCE),
        (Chart(at_numbers=True), SENTENCE),
        (Chart(mark=RED), SENTENCE),
        (Chart(), "Siffran i den orange markeringen visar genomsnittet för utvärderade kommuner."),
        (Chart(), "Den orange markeringen visar grannkommunens poäng."),
    ],
)
def test_marks_that_may_be_the_numbers_own_hold_them(chart: Chart, sentence: str, tmp_path: Path) -> None:
    assert publish(tmp_path / "without.pdf", chart, "") == OWN
    assert not publish(tmp_path / "report.pdf", chart, sentence)
