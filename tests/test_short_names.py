"""Areas named by a word or two of their names: read where eight of them stand in order, and only there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.instrument import AREAS
from extract.page.words import PageWords, Word, place_lines
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.records import Identity
from extract.series.propose import propose_series
from extract.series.sheet import make_sheets
from tests.proving import prove_pages
from tests.test_columns import set_text

SHORT = (
    "Offentlighet",
    "Tillgänglighet",
    "Politisk styrning",
    "Ledarskap",
    "Effektivitet",
    "Arbetsgivare",
    "Verksamhetsutveckling",
    "Samhällsbyggare",
)
OTHER = (
    "Demokrati",
    "Brukarorientering",
    "Styrning",
    "Delegation",
    "Resultat",
    "Personalpolitik",
    "Verksamhetsutveckling",
)
SCORES = (54, 60, 57, 46, 51, 63, 47, 68)
IDENTITY = Identity(country="SE", municipality="Arboga", round=2014, edition=2010)
LETTER = 5.0  # points a letter


def draw_rows(
    names: Sequence[str], values: Sequence[int] = SCORES, heading: str = "Arbogas poäng"
) -> PageWords:
    words: list[Word] = set_text(heading, 300, 80)
    for row, (name, value) in enumerate(zip(names, values, strict=False)):
        words += [*set_text(name, 60, 100 + 18 * row), *set_text(str(value), 330, 100 + 18 * row)]
    return PageWords(1, 595, 842, tuple(words))


def draw_row(names: Sequence[str], width: float, *, number: bool = False) -> PageWords:
    """A row of scores under narrow headings of several lines, each line in the middle of its column."""
    words: list[Word] = set_text("Arboga", 20, 160)
    for column, (name, value) in enumerate(zip(names, SCORES, strict=True)):
        middle = 100 + width * (column + 0.5)
        lines = [*([str(column + 1)] if number else []), *name.split("|")]
        for line, text in enumerate(lines):
            words += set_text(text, middle - LETTER * len(text) / 2, 100 + 13 * line)
        words += set_text(str(value), middle - LETTER, 160)
    return PageWords(1, 900, 600, tuple(words))


def list_values(page: PageWords) -> list[tuple[float, ...]]:
    series = propose_series(make_sheets([page]))
    return [tuple(each.values.values()) for each in series if each.is_whole]


@pytest.mark.parametrize("numbered", [False, True])
def test_a_column_of_short_names(numbered: bool) -> None:
    names = [f"{at}. {name}" if numbered else name for at, name in enumerate(SHORT, start=1)]
    page = draw_rows(names)
    assert list_values(page) == [SCORES]
    page = draw_rows([*names, "Totalt"], [*SCORES, sum(SCORES)])
    verdict = prove_pages([page], IDENTITY)
    assert tuple(score.value for score in verdict.scores) == SCORES


@pytest.mark.parametrize("width", [78, 92])
@pytest.mark.parametrize("number", [False, True])
def test_a_row_of_names_over_several_lines(width: float, number: bool) -> None:
    names = ("Offentlighet|och|demokrati", "Brukar-|orientering", "Politisk|styrning", "Ledarskap,|ansvar")
    names += ("Resultat och|effekti-|vitet", "Arbets-|givare", "Verksamhets-|utveckling", "Samhälls-|byggare")
    assert list_values(draw_row(names, width, number=number)) == [SCORES]


@pytest.mark.parametrize(
    "names",
    [
        SHORT[:7],  # one is missing
        (*SHORT[:3], SHORT[4], SHORT[3], *SHORT[5:]),  # two have changed places
        (*SHORT[:5], "Ekonomi", *SHORT[6:]),  # one has another word
        (*SHORT[:5], "Kommunen", *SHORT[6:]),  # a word that two areas share
        (*SHORT[:5], "Arbetsgivare i världsklass", *SHORT[6:]),
        [f"{9 - at}. {name}" for at, name in enumerate(SHORT, start=1)],  # their numbers are others'
    ],
)
def test_what_is_not_all_eight_in_order_names_no_area(names: Sequence[str]) -> None:
    assert list_values(draw_rows(names)) == []


@pytest.mark.parametrize("title", ["Kommunens poäng", "Poäng för Arboga kommun"])
@pytest.mark.parametrize("parted", [False, True])
def test_a_second_table_of_short_names_objects(title: str, parted: bool) -> None:
    """Two tables with one title and other numbers: neither is the first to be believed."""
    whole = [f"{AREAS[2010, no].name:70}{value}" for no, value in enumerate(SCORES, start=1)]
    short = [f"{name:70}{value + 3}" for name, value in zip(SHORT, SCORES, strict=True)]
    pages = [[title, "", *whole], [title, "", *short]]
    pages = pages if parted else [[*pages[0], "", "", "", *pages[1]]]
    views = [replace(place_lines(page), number=number) for number, page in enumerate(pages, start=1)]
    verdict = prove(read_pages(views, IDENTITY), IDENTITY)
    assert not verdict.scores
    assert [reason.code for reason in verdict.reasons] == ["scores_disagree"]


def test_other_words_of_the_names() -> None:
    assert list_values(draw_rows([*OTHER, "Samhällsbyggare"])) == [SCORES]


@pytest.mark.parametrize("prose", [False, True])
def test_numbers_over_pillars_stand_alone(prose: bool) -> None:
    """A number of a heading or of running text over a pillar is none of the chart's."""
    words: list[Word] = set_text("Diagram 1. Poäng för Arboga", 95, 60) if prose else []
    words += set_text("omsluter 772 miljoner kronor om året", 95, 40) if prose else []
    for at, (name, value) in enumerate(zip(SHORT, SCORES, strict=True)):
        middle = 140 + 105 * at
        words += set_text(name, middle - LETTER * len(name) / 2, 300)
        words += set_text(str(value), middle - LETTER, 280 - value)
    assert list_values(PageWords(1, 1100, 600, tuple(words))) == [SCORES]
