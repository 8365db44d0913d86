"""Headings over several lines, and differences beside averages: every column is called what it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.differences import settle_differences
from extract.instrument import AREAS
from extract.joining import join_lines
from extract.page.words import PageWords, Word, place_lines
from extract.readers import read_pages
from extract.records import Box, Group, Identity, Reading, ReadingKind
from tests.test_columns import BEFORE, IDENTITY, LETTER, NAMES, OTHERS, OWN, set_text

LEADING = 12.0  # points between the lines of a heading
COLUMN = Group("column", "1", "2")
Drawn = tuple[Sequence[str], Sequence[object]]


def draw_wrapped(columns: Sequence[Drawn], width: float, how: str, side: str) -> PageWords:
    """A table whose headings have several lines, set to the top, the middle or the foot of the head."""
    most = max(len(lines) for lines, _ in columns)
    slack = {"top": 0.0, "middle": 0.5, "foot": 1.0}[how]
    first, rows = 80.0, 80.0 + most * LEADING + 8

    def place(text: str, left: float) -> float:
        room = width - 8 - LETTER * len(text)
        return left + {"left": 0.0, "middle": room / 2, "right": room}[side]

    words: list[Word] = set_text("Område", 60, first + slack * (most - 1) * LEADING)
    for at, (lines, values) in enumerate(columns):
        left = 290 + at * width
        for line, text in enumerate(lines):
            top = first + (slack * (most - len(lines)) + line) * LEADING
            words += set_text(text, place(text, left), top)
        for row, value in enumerate(values):
            words += set_text(str(value), place(str(value), left), rows + 16 * row)
    for row, name in enumerate(NAMES):
        words += set_text(name, 60, rows + 16 * row)
    return PageWords(1, 595, 842, tuple(words))


def read(page: PageWords, kind: ReadingKind, identity: Identity = IDENTITY) -> tuple[float, ...]:
    readings = settle_differences(read_pages([page], identity), identity)
    found = [each for each in readings if each.kind is kind and each.area_no and each.reader == "table"]
    return tuple(each.value for each in sorted(found, key=lambda each: each.area_no or 0))


@pytest.mark.parametrize("how", ["top", "middle", "foot"])
@pytest.mark.parametrize("side", ["left", "middle", "right"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_name_over_two_lines_heads_its_own_column_alone(how: str, side: str, place: int) -> None:
    columns: list[Drawn] = [(("Max",), (100,) * 8), (("Genomsnitt",), OTHERS)]
    columns.insert(place, (("Arvika", "kommun"), OWN))
    page = draw_wrapped(columns, 78, how, side)
    assert read(page, ReadingKind.SCORE) == OWN
    assert read(page, ReadingKind.AVERAGE) == OTHERS
    assert {each.population for each in read_pages([page], IDENTITY) if each.kind is ReadingKind.AVERAGE} == {
        "Genomsnitt"
    }


@pytest.mark.parametrize("how", ["top", "middle", "foot"])
@pytest.mark.parametrize(
    "lines", [("Förändring", "(poäng)"), ("Förändring i", "poäng"), ("Ändring", "sedan", "sist")]
)
def test_own_earlier_and_change_are_told_apart(how: str, lines: Sequence[str]) -> None:
    change = [own - before for own, before in zip(OWN, BEFORE, strict=True)]
    page = draw_wrapped([(("2011",), BEFORE), (("2014",), OWN), (lines, change)], 78, how, "right")
    assert read(page, ReadingKind.SCORE) == OWN
    assert read(page, ReadingKind.PREVIOUS) == BEFORE
    assert read(page, ReadingKind.CHANGE) == tuple(change)


@pytest.mark.parametrize(
    ("lines", "population"),
    [
        (("Landsgjenno", "msnitt"), "Landsgjennomsnitt"),
        (("40", "kommuner i", "genomsnitt"), "40 kommuner i genomsnitt"),
        (("Genom-", "snitt"), "Genomsnitt"),
        (("Medel för", "kommunerna"), "Medel för kommunerna"),
    ],
)
@pytest.mark.parametrize("how", ["top", "middle", "foot"])
def test_a_population_is_told_in_whole_words(lines: Sequence[str], population: str, how: str) -> None:
    page = draw_wrapped([(("Arvika",), OWN), (lines, OTHERS)], 78, how, "middle")
    averages = [each for each in read_pages([page], IDENTITY) if each.kind is ReadingKind.AVERAGE]
    assert [each.value for each in averages if each.area_no] == list(OTHERS)
    assert {each.population for each in averages} == {population}


def test_headings_over_several_columns_still_head_them_all() -> None:
    page = draw_wrapped(
        [(("2011",), BEFORE), (("2014",), OWN), (("2011",), OTHERS), (("2014",), OTHERS)], 60, "top", "left"
    )
    over = [*set_text("Arvika", 290, 68), *set_text("Genomsnitt", 410, 68)]
    page = PageWords(1, 595, 842, (*over, *page.words))
    assert read(page, ReadingKind.SCORE) == OWN
    assert read(page, ReadingKind.PREVIOUS) == BEFORE


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("Kommune", "resultat"), "Kommune resultat"),
        (("Landets", "genomsnitt"), "Landets genomsnitt"),
        (("Arvika", "kommun"), "Arvika kommun"),
        (("Föränd", "ring"), "Förändring"),
        (("för-", "ändring"), "förändring"),
        (("Medel", "värde"), "Medelvärde"),
        (("Poäng", "i", "medel"), "Poäng i medel"),
    ],
)
def test_lines_are_joined_where_a_word_was_parted(parts: Sequence[str], text: str) -> None:
    assert join_lines(parts) == text


LESS = tuple(own - other for own, other in zip(OWN, OTHERS, strict=True))
MORE = tuple(own - before for own, before in zip(OWN, BEFORE, strict=True))
ROUNDED = tuple(value + (at % 2) for at, value in enumerate(LESS))


@pytest.mark.parametrize(
    ("columns", "kind", "values"),
    [
        ([("Arvika", OWN), ("Genomsnitt", OTHERS), ("Differens", LESS)], ReadingKind.DIFFERENCE, LESS),
        ([("Medel", OTHERS), ("Skillnad", LESS), ("Arvika", OWN)], ReadingKind.DIFFERENCE, LESS),
        ([("Arvika", OWN), ("Riket", OTHERS), ("+/-", LESS)], ReadingKind.DIFFERENCE, LESS),
        ([("Arvika", OWN), ("Medel", OTHERS), ("Avvikelse", ROUNDED)], ReadingKind.DIFFERENCE, ROUNDED),
        ([("Arvika", OWN), ("Diff mot snitt", LESS)], ReadingKind.DIFFERENCE, LESS),
        ([("2011", BEFORE), ("2014", OWN), ("Skillnad", MORE)], ReadingKind.CHANGE, MORE),
        ([("2014", OWN), ("Diff", MORE), ("2011", BEFORE)], ReadingKind.CHANGE, MORE),
        (
            [("2011", BEFORE), ("2014", OWN), ("Medel", OTHERS), ("Differens", LESS)],
            ReadingKind.DIFFERENCE,
            LESS,
        ),
        ([("2011", BEFORE), ("2014", OWN), ("Medel", OTHERS), ("Differens", MORE)], ReadingKind.CHANGE, MORE),
    ],
)
@pytest.mark.parametrize("signed", [True, False])
def test_a_difference_is_of_what_it_is_the_difference_to(
    columns: Sequence[tuple[str, Sequence[int]]], kind: ReadingKind, values: Sequence[int], signed: bool
) -> None:
    drawn: list[Drawn] = [
        ((heading,), [f"{value:+d}" for value in numbers] if signed and numbers is values else numbers)
        for heading, numbers in columns
    ]
    page = draw_wrapped(drawn, 74, "top", "right")
    assert read(page, kind) == tuple(values)
    other = ReadingKind.CHANGE if kind is ReadingKind.DIFFERENCE else ReadingKind.DIFFERENCE
    assert read(page, other) == ()
    assert read(page, ReadingKind.SCORE) == OWN


def test_a_difference_that_nothing_explains_is_no_change() -> None:
    box = Box(0, 0, 1, 1)
    readings = [
        Reading("column", ReadingKind.CHANGE, 4.0, "4", 1, box, COLUMN, area_no=no, words="Differens")
        for no in (1, 2, 3)
    ]
    assert {each.kind for each in settle_differences(readings, IDENTITY)} == {ReadingKind.OTHER}
    told = [
        Reading("column", ReadingKind.CHANGE, 4.0, "4", 1, box, COLUMN, area_no=1, words="Differens 2011")
    ]
    assert [each.kind for each in settle_differences(told, IDENTITY)] == [ReadingKind.CHANGE]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("Siffran inom parentes anger förändringen jämfört med utvärderingen 2005.", 2005),
        ("Siffran inom parentes anger förändringen sedan den förra utvärderingen.", None),
    ],
)
def test_a_sentence_dates_the_changes_in_brackets(sentence: str, year: int | None) -> None:
    rows = [f"{AREAS[2010, no].name}: {60 + no} poäng (+{no + 3})" for no in range(1, 9)]
    title = "Poängen för kommunen fördelar sig på områdena enligt följande."
    readings = read_pages([place_lines([title, sentence, "", *rows])], IDENTITY)
    changes = [each for each in readings if each.kind is ReadingKind.CHANGE]
    assert {each.area_no: (each.value, each.year) for each in changes} == {
        no: (no + 3.0, year) for no in range(1, 9)
    }
