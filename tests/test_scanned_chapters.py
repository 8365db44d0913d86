"""Scans with points only in sentences of the areas' chapters: published if they add up to the own total."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.instrument import AREAS
from extract.page.words import PageWords, place_lines
from extract.records import Identity, Outcome
from tests.layouts.scans import scan_pdf
from tests.needs import needs_tesseract
from tests.proving import list_scores

BODEN = Identity(country="SE", municipality="Boden", round=2006, edition=2002)
POINTS = (47.5, 56.0, 62.5, 53.0, 38.5, 64.0, 43.5, 57.0)
SCORES = dict(enumerate(POINTS, 1))
TOLD = (
    "Sammantaget får Bodens kommun {} poäng av 100 möjliga på detta område.",
    "På området når kommunen {} poäng av 100.",
    "Vår bedömning ger kommunen {} poäng för området.",
    "Kommunen får {} poäng.",
)
PROSE = (
    "Frågorna handlar om hur kommunen arbetar och om det som görs följs upp på ett tydligt sätt.",
    "Cheferna har skriftliga uppdrag, och nämnderna får del av resultaten flera gånger om året.",
    "Här beskrivs vad kommunen gör bra och vad den kan göra bättre.",
)


def write(points: float) -> str:
    return f"{points:g}".replace(".", ",")


def write_total(points: Sequence[float] = POINTS) -> str:
    return f"Den sammanlagda poängen för Bodens kommun uppgår till {write(sum(points))} av 800."


def draw_chapters(
    total: str, points: Sequence[float] = POINTS, *, told: Sequence[str] = TOLD, image: bool = True
) -> list[PageWords]:
    views = [place_lines(["Sammanfattning", "", PROSE[0], "", total])]
    for first in (1, 4, 7):
        lines: list[str] = []
        for area_no in range(first, min(first + 3, 9)):
            sentence = told[area_no % len(told)].format(write(points[area_no - 1]))
            lines += [
                f"Område {area_no}. {AREAS[2002, area_no].name}",
                "",
                PROSE[area_no % 3],
                "",
                sentence,
                "",
                "",
            ]
        views.append(place_lines(lines))
    return [replace(view, number=number, from_image=image) for number, view in enumerate(views, 1)]


def read(views: Sequence[PageWords]) -> dict[int, float]:
    return list_scores(views, BODEN)


@pytest.mark.parametrize("told", [TOLD, TOLD[3:]])
def test_recognised_sentences_are_published_by_the_own_total(told: Sequence[str]) -> None:
    assert read(draw_chapters(write_total(), told=told)) == SCORES


def test_sentences_that_are_text_need_no_total() -> None:
    assert read(draw_chapters(PROSE[1], image=False)) == SCORES


@pytest.mark.parametrize(
    ("total", "points"),
    [
        (PROSE[1], POINTS),  # words alone do not tell that no digit is misread
        (write_total(), (47.0, *POINTS[1:])),  # a lost half point
        (write_total(), (*POINTS[:5], 84.0, *POINTS[6:])),
        ("Genomsnittet för landets kommuner uppgår till 422 av 800 poäng.", POINTS),
        ("Vid den förra utvärderingen fick Bodens kommun 422 poäng av 800.", POINTS),
    ],
)
def test_recognised_sentences_without_their_exact_sum_are_held(total: str, points: Sequence[float]) -> None:
    assert read(draw_chapters(total, points)) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "Genomsnittet i landet är {} poäng på området.",
        "Förra gången fick kommunen {} poäng.",
        "Målet är att kommunen ska nå {} poäng.",
    ],
)
def test_recognised_sentences_on_something_else_are_held(sentence: str) -> None:
    assert read(draw_chapters(write_total(), told=[sentence])) == {}


@dataclass(frozen=True)
class Paper:
    """How a report is set; ``width`` is in letters, ``chapters`` is their number on a page."""

    font: str
    size: float
    left: float
    width: int
    chapters: int
    total_last: bool = False
    told: tuple[str, ...] = TOLD


def scan_report(folder: Path, paper: Paper, points: Sequence[float] = POINTS) -> Path:
    """Write a cover, a summary and the chapters of the areas, and scan them."""
    canvas = Canvas(str(folder / "report.pdf"), pagesize=A4)
    bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}[paper.font]

    def write_page(lines: Sequence[tuple[str, bool]]) -> None:
        y = 780.0
        for text, is_head in lines:
            canvas.setFont(bold if is_head else paper.font, paper.size + (1.5 if is_head else 0))
            for line in textwrap.wrap(text, paper.width):
                canvas.drawString(paper.left, y, line)
                y -= 1.4 * paper.size
            y -= 0.7 * paper.size
        canvas.showPage()

    cover = ("Kommunkompassen", "Analys av Bodens kommun", "13–15 november 2006")
    makers = ("Inger Malm, Sveriges Kommuner och Landsting", "Tord Hage, Piteå kommun")
    write_page([*((text, True) for text in cover), *((text, False) for text in makers)])
    method = (
        "Kommunkompassen är ett verktyg för att beskriva och utveckla förvaltningspraxis i en kommun. "
        "Den består av åtta områden, och inom varje område kan en kommun få högst 100 poäng, även halva."
    )
    total = (write_total(points), False)
    head = ("Sammanfattande genomgång", True)
    summary = [("Vad är Kommunkompassen?", True), (method, False), head, (PROSE[1], False)]
    write_page(summary if paper.total_last else [*summary, total])
    for first in range(1, 9, paper.chapters):
        lines: list[tuple[str, bool]] = []
        for area_no in range(first, min(first + paper.chapters, 9)):
            sentence = paper.told[area_no % len(paper.told)].format(write(points[area_no - 1]))
            lines.append((f"Område {area_no}. {AREAS[2002, area_no].name}", True))
            lines += [(PROSE[area_no % 3], False), (PROSE[(area_no + 1) % 3], False), (sentence, False)]
        write_page(lines)
    if paper.total_last:
        write_page([("Avslutning", True), (PROSE[0], False), total])
    canvas.save()
    return scan_pdf(folder / "report.pdf", folder / "scan.pdf", speckles=0)


@pytest.mark.slow
@needs_tesseract
@pytest.mark.parametrize(
    "paper",
    [
        Paper("Times-Roman", 12, 80, 84, 4),
        Paper("Helvetica", 10.5, 60, 90, 3, total_last=True, told=TOLD[::-1]),
        Paper("Helvetica", 13, 110, 56, 2, told=TOLD[2:]),
    ],
)
def test_a_scan_with_points_in_its_chapters_is_published(paper: Paper, tmp_path: Path) -> None:
    report = read_document(scan_report(tmp_path, paper), "0" * 64)
    assert report.outcome is Outcome.ACCEPTED, report.reasons
    assert {score.area_no: score.value for score in report.verdict.scores} == SCORES
