"""Slides that present a result, and slides of a talk or a course."""

from __future__ import annotations

import pytest

from extract.identity import classify_document, identify_document
from extract.instrument import AREA_NUMBERS, AREAS
from tests.invented_reports import NORWEGIAN_AREAS, make_pages

POINTS = {area_no: 40 + area_no * 13 % 29 for area_no in AREA_NUMBERS}
LIST = "\n".join(AREAS[2010, area_no].name for area_no in AREA_NUMBERS)
TABLE = "\n".join(f"{AREAS[2010, area_no].name} {POINTS[area_no]}" for area_no in AREA_NUMBERS)
BADGES = [f"{AREAS[2010, area_no].name}\n{POINTS[area_no]}\npoäng\nStyrkor" for area_no in AREA_NUMBERS]
NORWEGIAN = "\n".join(f"{name} {POINTS[no]}" for no, name in enumerate(NORWEGIAN_AREAS, 1))
ABOUT = "Vad är Kommunkompassen?\nÅtta områden\nHögst 100 poäng i varje"


@pytest.mark.parametrize(
    ("slides", "municipality"),
    [
        (
            ["Kommunkompassen\nÅterkoppling till Tibro kommun\nUtvärdering 22–23 maj 2012", ABOUT, TABLE],
            "Tibro",
        ),
        (
            [
                "Presentation av resultatet\nKommunkompassen i Tibro",
                "Besök i maj 2012\n38 intervjuer",
                *BADGES,
            ],
            "Tibro",
        ),
        (["Återkoppling till Hjo kommun\nKommunkompassen", ABOUT, f"Intervjuer våren 2013\n{TABLE}"], "Hjo"),
        (["Kommunkompassen 2012\nHjo kommun\n7–9 maj 2012\nÅterkoppling till ledningen", TABLE], "Hjo"),
        (["Kommunekompasset\nLom kommune\nTilbakemelding", f"Evaluert 3.–5. juni 2014\n{NORWEGIAN}"], "Lom"),
    ],
)
def test_slides_that_print_the_points_and_the_visit_are_a_report(
    slides: list[str], municipality: str
) -> None:
    pages = make_pages(slides, landscape=True)
    assert classify_document(pages).code == "report"
    assert identify_document(pages).municipality == municipality


@pytest.mark.parametrize(
    "slides",
    [
        ["Kommunkompassen\nÅterkoppling till Tibro kommun\naugusti 2012", ABOUT, TABLE],
        ["Presentation av Kommunkompassen\nTibro 22–23 maj 2012", ABOUT, LIST],
        ["Kommunkompassen\nPresentation\nUtbildning av utvärderare 22–23 maj 2012", ABOUT, TABLE],
        ["Presentation\nKommunkompassen, nätverksträff\n22–23 maj 2012\nIntervjuer", ABOUT, TABLE],
        ["Kommunkompassen\nHjo kommun\nÅterkoppling 22–23 maj 2012", ABOUT, TABLE],
        ["Kommunekompasset\nPresentasjon på kurs 3.–5. juni 2014", NORWEGIAN],
    ],
)
def test_slides_about_the_instrument_or_of_a_course_are_not(slides: list[str]) -> None:
    assert classify_document(make_pages(slides, landscape=True)).code == "slides"


def test_slides_about_something_else_are_not_called_feedback() -> None:
    pages = make_pages(
        ["Budget 2015\nHjo kommun", "Skatten är oförändrad", "Tre nya förskolor"], landscape=True
    )
    assert classify_document(pages).code == "unrelated"
