"""Sentences right above a table that say whose its numbers are: binding, whatever they end with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.claims.foreign import find_foreign_kind
from extract.instrument import AREAS
from extract.page.words import place_lines
from extract.proof.prove import prove
from extract.records import Box, Group, Identity, Reading, ReadingKind, Verdict
from tests.proving import prove_pages

COLUMN, LIST = Group("table", "4:0:0", "1"), Group("list", "7:0:0", "bare")
IDENTITY = Identity(country="SE", municipality="Arvika", round=2014, edition=2010)
NAMES = [AREAS[2010, area_no].name for area_no in range(1, 9)]
VALUES = (54, 37, 83, 45, 29, 66, 71, 40)
CHAPTER = "2 Arvika kommun i förhållande till Kommunkompassen: resultat"
PROSE = "Budgeten omfattar tre nämnder, och i planen finns elva mål som följs upp varje tertial av styrelsen."


def judge(lines: Sequence[str], heading: str = "Poäng") -> Verdict:
    """What is published of a page with a table and its sum row under ``lines``."""
    rows = [f"{name:70}{value}" for name, value in zip(NAMES, VALUES, strict=True)]
    table = [f"{'Område':70}{heading}", *rows, f"{'Totalt':70}{sum(VALUES)}"]
    views = [replace(place_lines([CHAPTER, "", *lines, "", *table]), number=4)]
    return prove_pages(views, IDENTITY)


@pytest.mark.parametrize(
    "lines",
    [
        ["Vid det förra besöket, under en annan ledning, såg fördelningen ut så här för kommunen."],
        ["Kommunen granskades redan för sju år sedan. Då nådde den dessa nivåer."],
        ["Så gick det för grannkommunen Eda."],
        ["En vanlig kommun av den här storleken ser ut på det viset."],
        ["Landets medelvärden."],
        ["Inför besöket gjorde kommunens ledningsgrupp en självvärdering."],
        ["Siffrorna är hämtade från rapporten 2009."],
        ["Siffrorna är hämtade från rapporten 2010."],
        ["Här visas det högsta resultat som noterats bland kommuner i samma storleksgrupp."],
        ["Tabellen visar de bästa poängen hos de utvärderade kommunerna."],
        ["Poängen nedan är vad någon kommun nått som mest."],  # a year that is an edition's name too
        ["Poängen från 2010 års utvärdering."],
        [PROSE, "", "Tallene gjelder nabokommunen."],
    ],
)
def test_a_sentence_above_takes_the_numbers_away(lines: list[str]) -> None:
    assert not judge(lines).scores


def test_not_even_a_column_that_names_the_municipality_stands_against_an_earlier_round() -> None:
    assert not judge(["Utfallet från den förra utvärderingen."], heading="Arvika").scores


@pytest.mark.parametrize(
    "lines",
    [
        ["Kommunen har fått följande poäng."],
        ["Arvika har höjt sitt resultat sedan förra utvärderingen. Poängen framgår av tabellen."],
        ["Utvärderingen 2014 gav kommunen dessa poäng."],
        [PROSE, "", "Arvika kommun har fått följande poäng:"],
    ],
)
def test_a_sentence_that_gives_the_numbers_or_compares_them_leaves_them(lines: list[str]) -> None:
    assert tuple(score.value for score in judge(lines).scores) == VALUES


@pytest.mark.parametrize(("owner", "held"), [("chapter", True), ("page", True), ("title", False)])
def test_a_chapter_alone_proves_nobodys_numbers(owner: str, held: bool) -> None:
    readings = [
        Reading(
            *("table", ReadingKind.SCORE, value, str(value), 4),
            Box(9, no, 18, no + 9),
            Group("table", "4:0:0", "1"),
            no,
        )
        for no, value in enumerate(VALUES, start=1)
    ]
    owned = [replace(each, owner=owner) for each in readings]
    again = [replace(each, page=7, group=LIST, reader="list", owner="") for each in readings]
    assert [each.code for each in prove(owned, IDENTITY).reasons] == (["score_uncertain"] if held else [])
    assert not prove([*owned, *again], IDENTITY).reasons


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Arvika fick då 462 poäng.", ReadingKind.PREVIOUS),
        ("Nivåerna från den förra rundan, högre än väntat.", ReadingKind.PREVIOUS),
        ("Poängen är högre än i förra utvärderingen.", None),
        ("Kommunen ligger över snittet.", None),
        ("Dit siktar kommunen.", ReadingKind.OTHER),
        ("Rikets snitt.", ReadingKind.AVERAGE),
        ("Kommunen har tidigare arbetat med frågan i de fyra största nämnderna under lång tid.", None),
        ("I planen finns elva mål, och de flesta av dem kan mätas redan under våren.", None),
        ("Vid utvärderingen i Eda fick kommunen 71 poäng för sitt arbete.", None),
        ("Poängen kan uppgå till 800.", None),
        ("Resultatet 2014 är bättre än 2009 års.", None),
        ("Kommunkompassen utvecklades i Norge och reviderades 2010.", None),
    ],
)
def test_what_a_sentence_says_of_the_numbers_below(sentence: str, kind: ReadingKind | None) -> None:
    assert find_foreign_kind(sentence, IDENTITY) is kind


@pytest.mark.parametrize(
    "sentence",
    ["Poäng enligt Kommunkompassen 2010.", "Tabellen visar poängen enligt 2010 års kommunkompass."],
)
def test_an_edition_called_by_its_year_is_no_earlier_round(sentence: str) -> None:
    assert find_foreign_kind(sentence, IDENTITY) is None
