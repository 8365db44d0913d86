"""Titles of other kinds of documents at the top of a report, and headings of columns that look like them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.records import DocumentReport, Outcome

AREAS = (
    "Samspel mellan förtroendevalda och medborgare",
    "Samhällsutveckling",
    "Styrning och kontroll",
    "Effektivitet",
    "Brukarens fokus",
    "Kvalitetsutveckling",
    "Arbetsliv",
    "Chefs- och ledarskap samt medarbetarskap",
)
OWN = (63, 59, 68, 61, 54, 57, 70, 66)
GUESSED = (70, 65, 75, 60, 66, 64, 72, 75)
CHANGE = tuple(f"{one - other:+d}".replace("-", "−") for one, other in zip(OWN, GUESSED, strict=True))
Column = tuple[float, Sequence[str], Sequence[object]]
METHOD = (
    "Kommunkompassen är SKR:s verktyg för att utvärdera hur en kommun styr och leds.",
    "Utvärderarna läste dokument och gjorde intervjuer på plats i oktober 2023.",
    "Varje område kan ge högst 100 poäng.",
)


def read_table(folder: Path, columns: Sequence[Column], titles: Sequence[str]) -> DocumentReport:
    """Write a sheet with titles and a table of columns, each with its right edge, and read it."""
    canvas = Canvas(str(folder / "table.pdf"), pagesize=landscape(A4))
    canvas.setFont("Helvetica", 10)
    for at, title in enumerate(titles):
        canvas.drawString(40, 550 - 16 * at, title)
    top = 520 - 16 * len(titles)
    canvas.drawString(40, top, "Nr")
    canvas.drawString(70, top, "Område")
    for right, heading, _ in columns:
        for at, line in enumerate(heading):
            canvas.drawRightString(right, top - 12 * at, line)
    top -= 12 * max(len(heading) for _, heading, _ in columns)
    for at, area in enumerate(AREAS):
        foot = top - 10 - 22 * at
        canvas.drawString(40, foot, str(at + 1))
        canvas.drawString(70, foot, area)
        for right, _, values in columns:
            canvas.drawRightString(right, foot, str(values[at]))
    canvas.drawString(70, top - 190, "Summa")
    for right, _, values in columns:
        if all(isinstance(each, int) for each in values):
            canvas.drawRightString(right, top - 190, str(sum(int(str(each)) for each in values)))
    for at, line in enumerate(METHOD):
        canvas.drawString(40, top - 220 - 14 * at, line)
    canvas.save()
    return read_document(folder / "table.pdf", "table")


ESLOV = ("Kommunkompassen – utvärdering av Eslövs kommun, hösten 2023",)
TABLES: list[tuple[Sequence[Column], Sequence[str]]] = [
    (
        [
            (420, ("Kommunens", "självskattning", "(före besöket)"), GUESSED),
            (520, ("Utvärderarnas", "poäng"), OWN),
            (620, ("Skillnad",), CHANGE),
        ],
        ESLOV,
    ),
    ([(430, ("Utvärderarnas poäng",), OWN), (560, ("Egen", "självvärdering"), GUESSED)], ESLOV),
    (
        [(420, ("Ledningens", "självskattning"), GUESSED), (560, ("Poäng", "2023"), OWN)],
        ("Eslövs kommun", "Resultat av Kommunkompassen 2023"),
    ),
    ([(420, ("Självskattning",), GUESSED), (560, ("Utvärderarnas poäng",), OWN)], ESLOV),
]


@pytest.mark.parametrize(("columns", "titles"), TABLES)
def test_a_self_assessment_in_a_column_of_its_own_is_no_title(
    columns: Sequence[Column], titles: Sequence[str], tmp_path: Path
) -> None:
    report = read_table(tmp_path, columns, titles)
    assert report.outcome is Outcome.ACCEPTED, report.reasons
    assert [score.value for score in report.verdict.scores] == [*OWN]


HELD: list[tuple[Sequence[Column], Sequence[str]]] = [
    ([(420, ("Kommunens", "självskattning"), GUESSED)], ESLOV),
    ([(420, ("Vår", "självskattning"), GUESSED), (560, ("Mål",), OWN)], ESLOV),
    ([(420, ("Poäng",), GUESSED)], (*ESLOV, "Självskattning")),
    ([(420, ("Poäng",), GUESSED)], ("Självskattning", *ESLOV)),
    (  # the title names what the columns are parts of
        [(420, ("Ledningens", "självskattning"), GUESSED), (560, ("Poäng",), OWN)],
        (*ESLOV, "Självskattning"),
    ),
    ([(420, ("Ledningens", "skattning"), GUESSED), (560, ("Poäng",), OWN)], ("Självskattning", *ESLOV)),
    (
        [(420, ("Ledningens", "självskattning"), GUESSED), (560, ("Politikernas", "självskattning"), OWN)],
        ESLOV,
    ),
]


@pytest.mark.parametrize(("columns", "titles"), HELD)
def test_a_sheet_of_self_assessments_alone_stays_held(
    columns: Sequence[Column], titles: Sequence[str], tmp_path: Path
) -> None:
    report = read_table(tmp_path, columns, titles)
    assert report.outcome is not Outcome.ACCEPTED, [score.value for score in report.verdict.scores]


MENU = ("Kvalitet och jämförelser", "Kommunkompassen", "Medborgarundersökning", "Öppna jämförelser")
RUNNING = (
    "Hur bra är Eslöv på att styra, leda och utveckla? Hösten",
    "2023 utvärderades kommunen av Sveriges Kommuner och",
    "Regioner, SKR, som var här under två dagar i oktober.",
    "Utvärderarna läste dokument och gjorde intervjuer.",
)


def print_web_page(folder: Path, menu: float, text: float, size: float = 10) -> DocumentReport:
    """Write a web page with a menu and its text at these left edges, and points on lines under the text."""
    canvas = Canvas(str(folder / "page.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(text, 800, "Eslövs kommun")
    canvas.setFont("Helvetica", 22)
    canvas.drawString(text, 770, "Kommunkompassen 2023")
    canvas.setFont("Helvetica", size)
    for at, entry in enumerate(MENU):
        canvas.drawString(menu, 744 - 16 * at, entry)
    canvas.setFont("Helvetica", 10)
    for at, line in enumerate(RUNNING):
        canvas.drawString(text, 740 - 16 * at, line)
    canvas.drawString(text, 660, f"Eslövs kommun fick {sum(OWN)} poäng av 800.")
    for at, (area, points) in enumerate(zip(AREAS, OWN, strict=True)):
        canvas.drawString(text, 620 - 30 * at, area)
        canvas.drawString(text, 606 - 30 * at, f"Eslövs poäng: {points}")
    canvas.save()
    return read_document(folder / "page.pdf", "page")


@pytest.mark.parametrize(("menu", "text"), [(400, 40), (40, 210), (430, 60)])
def test_an_entry_of_a_menu_is_no_title(menu: float, text: float, tmp_path: Path) -> None:
    report = print_web_page(tmp_path, menu, text)
    assert [score.value for score in report.verdict.scores] == [*OWN], report.reasons


def test_a_high_line_beside_the_text_is_a_title(tmp_path: Path) -> None:
    report = print_web_page(tmp_path, 380, 40, size=14)
    assert report.outcome is Outcome.QUARANTINED
    assert "Medborgarundersökning" in report.reasons[0].sentence
