"""Screening: which pages are worth the slow look."""

from __future__ import annotations

import pytest

from extract.instrument import AREAS
from extract.page.textpass import PageText, mend_letters
from extract.records import Identity
from extract.screen import screen_pages, screen_widely

IDENTITY = Identity(municipality="Eda", round=2014, edition=2010)
PROSE = "Kommunen har 12 345 invånare. Av de tillfrågade är 87 procent nöjda med kommunens service.\n" * 20
TABLE = (
    "Offentlighet och demokrati 60 100\nPolitisk styrning och kontroll 57 100\n"
    "Resultat och effektivitet 64 100\nVerksamhetsutveckling 59 100\n"
)


def make_pages(*texts: str) -> list[PageText]:
    return [PageText(number, 595, 842, text, 0) for number, text in enumerate(texts, start=1)]


def test_only_pages_that_can_carry_scores_pass() -> None:
    rows = "".join(f"2.{at} Delområde nummer {at} 7 15\n" for at in range(1, 5))
    pages = make_pages(PROSE, TABLE, PROSE, rows, PROSE)
    assert screen_pages(pages, IDENTITY) == [2, 4]


def test_a_heading_and_a_sentence_with_points_pass() -> None:
    heading = f"Område 1 Offentlighet och\ndemokrati 49 poäng\n{PROSE}"
    sentence = f"{PROSE}Totalt fick kommunen 506 av 800 poäng.\n"
    assert screen_pages(make_pages(PROSE, heading, PROSE, sentence), IDENTITY) == [2, 4]


def test_a_list_of_areas_without_scores_does_not_pass() -> None:
    areas = "Offentlighet och demokrati\nResultat och effektivitet\nVerksamhetsutveckling\n"
    assert screen_pages(make_pages(areas, PROSE), IDENTITY) == []


def test_letters_with_swapped_bytes_are_mended() -> None:
    assert mend_letters("delega\u7400\u6900on") == "delegation"
    assert mend_letters("O\ufb03ce 60–70 ½") == "Office 60–70 ½"


def test_sentences_about_others_open_no_page() -> None:
    others = (
        "Bland kommunerna kan nämnas att Mölndal fick\n61 poäng inom området Samhällsbyggnad.\n"
        "Den högsta noteringen i landet har Nacka med 644 poäng 2011.\n"
        "I granskningen av webbplatser fick kommunen 27 procent av maximal poäng.\n"
    )
    own = "Inom området Samhällsbyggnad fick\nkommunen 61 poäng.\n"
    assert screen_pages(make_pages(PROSE + others, PROSE + others + own), IDENTITY) == [2]


def test_a_list_of_contents_opens_only_with_points() -> None:
    names = [area.name for (edition, _), area in AREAS.items() if edition == 2010]
    pages = [f"Område {at} {name}{'.' * 40}{4 + 2 * at}" for at, name in enumerate(names, start=1)]
    points = [f"Område {at} {name} ({50 + at} p){'.' * 40}{4 + 2 * at}" for at, name in enumerate(names, 1)]
    front = "Sveriges Kommuner och Landsting 2015-04-21 2 (24)\nInnehåll\n1 Vad är Kommunkompassen?....3\n"
    pages.append("4 Poängsammanställning........22")
    texts = (front + "\n".join(lines) for lines in (pages, points))
    assert screen_pages(make_pages(*texts), IDENTITY) == [2]


def test_areas_numbered_in_a_list_are_no_scores() -> None:
    names = [area.name for (edition, _), area in AREAS.items() if edition == 2010]
    listed = "".join(f"• {at}. {name}\n" for at, name in enumerate(names, start=1))
    assert screen_pages(make_pages("Sidan 3 (25)\n" + listed + PROSE), IDENTITY) == []


@pytest.mark.parametrize(
    ("cut", "question"), [(4, ""), (5, "Stöd 7"), (6, "I vilken grad följs målen upp 7")]
)
def test_a_table_parted_by_a_page_break_is_found_whole(cut: int, question: str) -> None:
    names = [area.name for (edition, _), area in AREAS.items() if edition == 2010]
    asked = f"{question}\n" if question else ""
    rows = [f"{asked}{at}. {name} {question} {40 + at}\n" for at, name in enumerate(names, start=1)]
    pages = make_pages(PROSE, PROSE + "".join(rows[:cut]), "".join(rows[cut:]) + PROSE)
    assert screen_pages(pages, IDENTITY) == [2, 3]


def test_lines_that_the_text_pass_runs_together_are_parted() -> None:
    names = [area.name for (edition, _), area in AREAS.items() if edition == 2020]
    row = "".join(f"{name} {40 + at},0 100" for at, name in enumerate(names, start=1))
    joined = PROSE.replace("\n", "") + row + PROSE.replace("\n", "")
    assert screen_pages(make_pages(PROSE.replace("\n", ""), joined), IDENTITY) == [2]


def test_the_wide_look_takes_what_only_names_areas_and_holds_numbers() -> None:
    taken_apart = (
        "Arvika 2014 Rang Offentlighetoch demokrati 73 3 73 71 "
        "Tillgänglighetochbrukaroriente ring 88 6 40 58 "
        "Politisk styrningoch kontroll 70 8 30 60 Resultat ocheffektivitet 12 har 2 personer i 1 grupp"
    )
    assert screen_widely(make_pages(PROSE, taken_apart, PROSE)) == [2]


@pytest.mark.parametrize("order", ["{name}\n{number}", "{number}\n{name}"])
def test_the_wide_look_takes_slides_of_an_area_with_one_number(order: str) -> None:
    names = [AREAS[2016, area_no].name for area_no in range(1, 9)]
    slides = [order.format(name=name, number=41 + at) + "\n– Kort text" for at, name in enumerate(names)]
    assert screen_widely(make_pages(PROSE, *slides, PROSE)) == [*range(2, 10)]
    assert screen_widely(make_pages(PROSE, *slides[:2], PROSE)) == []
