"""Whose scores are where a part of a table or report is of others: brackets, columns, versions, pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.instrument import AREAS
from extract.page.words import place_lines
from extract.proof.prove import prove
from extract.readers import read_pages
from tests.test_ownership import IDENTITY, NAMES, OTHERS, SCORES, judge, list_values, write_table


@pytest.mark.parametrize(
    ("sentence", "proved"),
    [
        (
            "I tabellen anges Arvikas poäng och, inom parentes, genomsnittet för alla kommuner 2012–2014.",
            True,
        ),
        ("Poängen fördelar sig på följande sätt. Inom parentes står poängen år 2010.", True),
        ("Kommunens poäng redovisas nedan (medelvärdet för landet i parentes).", True),
        ("Genomsnittet för länet redovisas nedan, inom parentes det högsta värdet.", False),
        ("I tabellen anges grannens poäng och, inom parentes, genomsnittet.", False),
    ],
)
def test_a_clause_on_brackets_is_about_the_numbers_in_brackets_alone(sentence: str, proved: bool) -> None:
    rows = [f"{name:70}{one} ({two})" for name, one, two in zip(NAMES, SCORES, OTHERS, strict=True)]
    verdict = judge(["Sammanfattning", "", sentence, "", *rows])
    assert list_values(verdict) == (SCORES if proved else ())


@pytest.mark.parametrize(
    "write", ["Poäng: {} ({})", "Resultat {} poäng ({})", "Områdets poäng {} av 100 ({})"]
)
def test_chapters_end_with_their_points_and_others_in_brackets(write: str) -> None:
    text = "Kommunen har en plan för detta arbete, och den följs upp varje år av nämnden som ansvarar."
    pages = [[], []]
    for at, (name, one, two) in enumerate(zip(NAMES, SCORES, OTHERS, strict=True)):
        pages[at // 4] += [f"{at + 1}. {name}", "", text, text, write.format(one, two), "", ""]
    total = f"Arvika kommun får sammanlagt {sum(SCORES)} poäng. Inom parentes står medelvärdet."
    assert list_values(judge([total], *pages)) == SCORES


@pytest.mark.parametrize(
    ("title", "proved"),
    [
        ("4. Översikt av poängfördelning", True),
        ("Poängsammanställning", True),
        ("Resultat av huvudområden", True),
        ("Resultat i grannkommunen", False),
        ("Utvärderingen 2009: översikt", False),
        ("Bilaga", False),
    ],
)
@pytest.mark.parametrize("parted", [5, 6])
def test_an_overview_on_two_pages_has_the_title_above_it(title: str, proved: bool, parted: int) -> None:
    pages: list[list[str]] = [[title, ""], []]
    for area_no, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), start=1):
        head = f"Område {area_no} {name:60}Poäng    Max"
        parts = ((score // 2, 50), (score - score // 2, 50))
        rows = [f"{area_no}.{at} Fråga {at:<60}{n:<9}{most}" for at, (n, most) in enumerate(parts, 1)]
        rows.append(f"{f'Summa område {area_no}':70}{score:<9}100")
        first, second = pages
        (first if area_no <= parted else second).append(head)
        (first if area_no < parted else second).extend([*rows, ""])
    views = [
        replace(place_lines(["", "", *page]), number=number, width=600, height=900)
        for number, page in enumerate(pages, 7)
    ]
    verdict = prove(read_pages(views, IDENTITY), IDENTITY)
    assert list_values(verdict) == (SCORES if proved else ())


@pytest.mark.parametrize(
    ("heading", "sentence", "proved"),
    [
        ("Utfall 2014", "Kolumnen Skillnad: utfall 2014 minus utfall 2010.", True),
        ("2014", "Kolumnen Bäst visar det högsta som någon kommun har fått.", True),
        ("Arvika", "Kolumnen Riket är medelvärdet för alla kommuner.", True),
        ("Poäng", "Kolumnen Poäng är medelvärdet för alla kommuner.", False),
        ("Poäng", "Kolumnen är medelvärdet för alla kommuner.", False),
    ],
)
def test_a_sentence_on_another_column_says_nothing_of_this_one(
    heading: str, sentence: str, proved: bool
) -> None:
    verdict = judge(["Resultat", "", sentence, "", *write_table(heading=heading)])
    assert list_values(verdict) == (SCORES if proved else ())


@pytest.mark.parametrize(
    "sentence",
    [
        "Poängen nedan är de som kommunen bredvid Arvika fick.",
        "Nedan visas de poäng som de andra städerna kring Arvika fick 2014.",
        "Tabellen visar hur många poäng Arvikas skolor fått.",
        "Tabellen visar vad kommuner lika stora som Arvika har fått.",
    ],
)
def test_what_is_near_the_municipality_or_its_is_not_the_municipality(sentence: str) -> None:
    assert list_values(judge(["Resultat", "", sentence, "", *write_table()])) == ()


@pytest.mark.parametrize("other", ["Version 2010", "2010 års version", "Kommunkompassen 2010"])
def test_a_column_of_the_other_version_is_not_the_own_though_its_year_is_the_round(other: str) -> None:
    names = [AREAS[2002, area_no].name for area_no in range(1, 9)]
    rows = [f"{name:70}{one:<30}{two}" for name, one, two in zip(names, SCORES, OTHERS, strict=True)]
    page = ["Kommunens resultat", "", f"{'Område':70}{other:<30}Version 2002", *rows]
    identity = replace(IDENTITY, round=2010, edition=2002)
    verdict = prove(read_pages([replace(place_lines(page), number=1)], identity), identity)
    assert list_values(verdict) in ((), OTHERS)


@pytest.mark.parametrize("lines", [("Nöjd", "poäng"), ("Önskad", "poäng"), ("Elevernas", "poäng")])
def test_the_last_line_of_a_heading_makes_no_column_of_an_overview_the_own(lines: tuple[str, str]) -> None:
    page = ["", "", "4. Översikt av poängfördelning", "", *(f"{'':70}{line}" for line in lines)]
    for area_no, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), start=1):
        page += [f"Område {area_no} {name}", f"{f'{area_no}.1 Fråga om arbetet här':70}{score // 2}"]
        page += [f"{f'{area_no}.2 Fråga om arbetet där':70}{score - score // 2}"]
        page += [f"{f'Summa område {area_no}':70}{score}", ""]
    view = replace(place_lines(page), number=7, width=600, height=900)
    assert list_values(prove(read_pages([view], IDENTITY), IDENTITY)) == ()
