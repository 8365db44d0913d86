"""Whose a newsletter, a poster or a spreadsheet is that has no title: headlines, captions, running feet."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.identity import identify_document
from extract.identity.cover import read_lines
from extract.identity.titles import find_title_targets, find_told_targets
from extract.instrument import AREA_NUMBERS, AREAS
from tests.invented_reports import PROSE, make_pages
from tests.small_pdfs import draw_pages

NAMES = [AREAS[2010, area_no].name for area_no in AREA_NUMBERS]
TABLE = "\n".join(f"{name} {points}" for name, points in zip(NAMES, range(41, 81, 5), strict=True))
WHAT = (
    "Kommunkompassen är ett verktyg för utvärdering av hur en kommun leds, styrs\n"
    "och utvecklas. Den togs fram vid universitetet i Oslo och har bearbetats av\n"
    "Sveriges Kommuner och Landsting. Besöket gjordes i maj 2014."
)
LEFT = [
    "I våras kom två utvärderare hit för att",
    "granska hur vi leder arbetet. Verktyget är",
    "ett instrument för utvärdering av",
    "hur en kommun leds, styrs och utvecklas. Det",
    "kom till vid universitetet i Oslo och har",
    "anpassats till svenska förhållanden. Det",
    "mäter inte resultaten i skolan utan sättet",
    "att arbeta, alltså hur vi leder och följer",
    "upp det som fullmäktige har beslutat om.",
]
RIGHT = [
    "Kommunstyrelsens ordförande är nöjd",
    "med att personalfrågorna fick flest poäng.",
    "Det är ett resultat som vi kan känna igen",
    "oss i, säger hon, och som alla medarbetare",
    "har del i. Samtidigt har vi en läxa att göra",
    "när det gäller att ta reda på vad arbetet",
    "kostar och vad det ger. Rapporten finns att",
    "läsa hos kommunkansliet under hela hösten",
    "och på biblioteket i centralorten.",
]


def name(*pages: str) -> str | None:
    return identify_document(make_pages(pages)).municipality


@pytest.mark.parametrize(
    "pages",
    [
        (f"Höörbladet\nSå blev betyget på Höörs kommun\n{WHAT}", f"{PROSE}\nHöörs kommun 2014\n{TABLE}"),
        (f"Extra till alla hushåll\nHöörs kommun får sitt betyg\n{WHAT}\n{TABLE}\nHöörs kommun, sida 1",) * 2,
        (f"Höörs kommun\npå kompassen 2014\n{TABLE}\n{WHAT}",),
        (f"Kommunkompassen i korthet\n{WHAT}\nPoäng i Höörs kommun\n{TABLE}",),
        (f"A\n1 Kommunkompassen 2014 – Höörs kommun\n2 Sammanställning\n3 {WHAT}", TABLE),
        (f"Vårt betyg\n{WHAT}", f"{TABLE}\nHöörs kommun 2", f"Höörs kommun – poäng\n{TABLE}\nHöörs kommun 3"),
    ],
)
def test_two_places_that_agree_name_the_municipality(pages: tuple[str, ...]) -> None:
    assert name(*pages) == "Höör"


@pytest.mark.parametrize(
    "pages",
    [
        # a neighbour's newsletter that quotes
        (f"Hörby kommun informerar\nSå gick det för grannen\n{WHAT}\nHöörs kommun 2014\n{TABLE}",),
        (f"Hörbybladet\nSå bra är Höörs kommun\n{WHAT}\n{TABLE}\nHörby kommun",),
        (f"Hörby på kompassen\nHöörs kommun är bäst\n{WHAT}\n{TABLE}",),
        (f"Kommunkompassen\n{WHAT}\nHörby kommun\n{PROSE}\nHöörs kommun 2014\n{TABLE}\nHörby kommun",) * 2,
        # a county's newspaper on several
        (f"Länets kommuner på kompassen\n{WHAT}\nHöörs kommun\n{TABLE}", f"Hörby kommun\n{TABLE}"),
        (f"Höörs kommun på kompassen\n{WHAT}\n{TABLE}", f"Hörby kommun på kompassen\n{TABLE}"),
        # one place alone
        (f"Så bra är det här\n{WHAT}\nHöörs kommun\n{TABLE}",),
    ],
)
def test_two_municipalities_or_one_place_alone_leave_it_open(pages: tuple[str, ...]) -> None:
    identity = identify_document(make_pages(pages))
    assert identity.municipality is None
    assert "municipality_unclear" in [reason.code for reason in identity.reasons]


def test_a_sentence_on_a_neighbour_does_not_outweigh_the_own_headline() -> None:
    told = "Efter en utvärdering av Hörby kommun bestämde sig fullmäktige här för att\ngöra likadant. Bra."
    text = f"Höörs kommun\npå kompassen 2014\n{told}\n{TABLE}"
    assert list(find_told_targets(text.splitlines())) == ["Hörby kommun bestämde sig fullmäktige här för att"]
    assert name(text) is None


@pytest.mark.parametrize(
    "lines",
    [
        WHAT.splitlines(),
        LEFT,
        ["Det här är ett instrument för granskning och utvärdering av", "vår kommun och andra. Det är bra."],
        [
            "Utvärderingen är klar efter ett halvår och ger en bild",
            "av kommunens arbete. Den görs vart fjärde år.",
        ],
    ],
)
def test_a_sentence_of_running_text_is_no_title(lines: list[str]) -> None:
    assert list(find_title_targets(lines)) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["Kommunkompassen – en jämförande utvärdering av", "Höörs kommun", "hösten 2014."],
        [
            "Sammanfattning av den jämförande utvärdering av Höörs kommun",
            "som gjordes med Kommunkompassen 2014",
        ],
        ["Kommunkompassen. Analys av Höörs kommun. Rapport till kommunstyrelsen"],
    ],
)
def test_a_title_may_be_long_or_end_with_a_stop(lines: list[str]) -> None:
    (target,) = find_title_targets(lines)
    assert target.startswith("Höörs kommun")


@pytest.mark.parametrize(("second", "lower", "step"), [(300, 0, 14), (330, 5, 14), (295, 0, 12)])
def test_two_columns_of_text_are_read_one_after_the_other(
    second: float, lower: float, step: float, tmp_path: Path
) -> None:
    rows = [
        (x, 160 + down + step * at, line)
        for at, pair in enumerate(zip(LEFT, RIGHT, strict=True))
        for x, down, line in zip((60, second), (0, lower), pair, strict=True)
    ]
    title, foot = (
        "Så blev betyget på Höörs kommun i utvärderingen",
        "Höörsbladet, utgiven av kommunen, oktober",
    )
    page = [(60.0, 100.0, title), *rows, (180.0, 400.0, foot)]
    path = draw_pages(tmp_path / "news.pdf", [page])
    assert read_lines(path, [1])[1] == [title, *LEFT, *RIGHT, foot]


def test_the_rows_of_a_table_stay_together(tmp_path: Path) -> None:
    names = [(60.0, 100.0 + 16 * at, label) for at, label in enumerate(NAMES)]
    points = [(400.0, 100.0 + 16 * at, f"{at + 41}") for at in range(len(NAMES))]
    path = draw_pages(tmp_path / "table.pdf", [[*names, *points]])
    lines = read_lines(path, [1])[1]
    assert lines[:4] == [NAMES[0], "41", NAMES[1], "42"]
