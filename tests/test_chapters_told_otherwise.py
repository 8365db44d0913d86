"""Reports whose chapters alone tell points, with no total: only the municipality's own are published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.instrument import AREA_NUMBERS, AREAS
from extract.records import DocumentReport, Outcome

NAMES = [AREAS[2010, area_no].name for area_no in AREA_NUMBERS]
VALUES = (54, 37, 83, 45, 29, 66, 71, 40)
PROSE = "Kommunen arbetar med frågan på flera sätt och följer upp den varje år i en plan som alla har."
COVER = ((26, "KommunKompassen"), (18, "Analys av Arvika kommun"), (14, "2014"), (11, "SKL"))
OWN = "Kommunen får {} poäng av 100."
OF_OTHERS = [
    "Kommunerna fick i snitt {} poäng av 100.",
    "En vanlig kommun brukar få {} poäng här.",
    "Poäng: {} (rikets kommuner)",
    "Den typiska kommunen i landet landar på {} poäng.",
    "Kommunerna i klustret får {} poäng.",
    "Göteborgsregionen: {} poäng av 100",
    "Sunne kommun fick {} poäng.",
    "Våra grannar fick {} poäng.",
    "Den bästa kommunen har {} poäng.",
    "Bästa notering hittills: {} poäng",
    "Exempelvis kan en kommun få {} poäng.",
    "Snitt: {} | Bästa kommun: 92 | 2010: 41",
    "Poäng 2010: {} | Skurup: 38",
    "Skurup: {} av 100|Medel: 38",
    "Högst: {} | Snitt: 38",
    "Max: {}",
    "Snitt: 38 | Maxpoäng: {} poäng",
]
OF_ANOTHER_TIME = [
    "Vid det förra besöket fick kommunen {} poäng.",
    "Kommunen fick {} poäng 2010.",
    "Då fick kommunen {} poäng av 100.",
    "Kommunen vill nå {} poäng till nästa gång.",
    "Strävan är {} poäng.",
    "Ambitionsnivå: {} poäng",
    "Nästa utvärdering beräknas ge {} poäng.",
    "Preliminärt: {} poäng",
    "{} poäng | 2010",
    "Poäng | {} | 2010",
    "{} poäng          2010",
]
NO_POINTS_OF_AREAS = [
    "Cheferna ger kommunen {} poäng.",
    "Självskattat värde: {} poäng",
    "Medarbetarna satte {} poäng på området.",
    "I medborgarenkäten fick kommunen {} poäng.",
    "Nöjd-kund-index: {} av 100",
    "Servicemätningen gav kommunen {} av 100.",
    "Av 100 samtal besvarades {}.",
    "Området kan ge {} poäng.",
    "Högst {} poäng kan ges.",
    "Här saknas {} poäng.",
    "{} poäng återstår att hämta.",
    "Kommunen har ökat med {} poäng.",
    "Den första frågan gav {} poäng.",
    "Delområdet ger {} poäng.",
    "Gränsen för godkänt är {} poäng.",
    "SKL:s riktvärde är {} poäng.",
]
DENIALS = [
    "Poängen i kapitlen gäller utvärderingen 2009.",
    "Poängen ovan är kommunens egen bedömning.",
    "Siffrorna i kapitlen är medelvärden för alla kommuner.",
    "Poängen kommer att fastställas senare.",
]


def read_report(folder: Path, sentence: str, intro: str = "", foot: str = "") -> DocumentReport:
    """Draw a report that tells points in its chapters, under or in one line with their headings; read it."""
    path = folder / "report.pdf"
    canvas = Canvas(str(path), pagesize=A4)

    def print_page(lines: Sequence[tuple[int, str]]) -> None:
        y = 780.0
        for size, text in lines:
            canvas.setFont("Helvetica-Bold" if size > 12 else "Helvetica", size)
            canvas.drawString(70, y, text)
            y -= size * 1.6
        canvas.showPage()

    print_page([*COVER, (11, "Besök 12-14 mars 2014")])
    print_page(
        [(16, "1. Inledning"), (11, "Arvika kommun utvärderades i mars 2014."), (11, PROSE), (11, intro)]
    )
    for area_no, (name, value) in enumerate(zip(NAMES, VALUES, strict=True), 1):
        told = sentence.format(value)
        print_page([(16, f"Område {area_no}. {name}"), (11, told), (11, PROSE), (11, PROSE), (11, foot)])
    canvas.save()
    return read_document(path, "0" * 64)


@pytest.mark.parametrize(
    "sentence",
    [
        OWN,
        "Arvika kommun erhåller {} poäng.",
        "Poäng: {}",
        "Området får {} poäng.",
        "Poäng: {} av 100 | Snitt: 38 | 2010: 41",
        "Snitt: 38 | Kommunens poäng: {}",
        "Arvika: {} poäng|Medel: 38 poäng",
    ],
)
def test_what_the_chapters_say_of_the_municipality_is_published(sentence: str, tmp_path: Path) -> None:
    report = read_report(tmp_path, sentence)
    assert tuple(score.value for score in report.verdict.scores) == VALUES


@pytest.mark.parametrize("sentence", [*OF_OTHERS, *OF_ANOTHER_TIME, *NO_POINTS_OF_AREAS])
def test_what_they_say_of_others_another_time_or_no_points_is_held(sentence: str, tmp_path: Path) -> None:
    report = read_report(tmp_path, sentence)
    assert report.outcome is Outcome.QUARANTINED
    assert {reason.code for reason in report.reasons} <= {"score_uncertain", "no_scores", "area_missing"}


@pytest.mark.parametrize("denial", DENIALS)
@pytest.mark.parametrize("place", ["intro", "foot"])
def test_a_sentence_elsewhere_that_denies_the_points_holds_them(
    denial: str, place: str, tmp_path: Path
) -> None:
    report = read_report(tmp_path, OWN, **{place: denial})
    assert report.outcome is Outcome.QUARANTINED
    assert {reason.code for reason in report.reasons} == {"score_uncertain"}


@pytest.mark.parametrize(
    "intro",
    [
        "• Fem områden över genomsnittet och tre under",
        "• Potential: samarbete med näringsliv, brukarens inflytande",
        "– Tre områden under snittet i landet",
    ],
)
def test_bullets_before_the_chapters_that_compare_areas_leave_their_points(
    intro: str, tmp_path: Path
) -> None:
    report = read_report(tmp_path, OWN, intro=intro)
    assert report.outcome is Outcome.ACCEPTED, report.reasons
