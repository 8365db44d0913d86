"""Tables with other numbers, names and text around them: each column keeps its own heading and title."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords, Word
from extract.readers import read_pages
from extract.records import Identity, ReadingKind
from tests.test_columns import IDENTITY, NAMES, OTHERS, OWN, set_text

OTHER = (39, 42, 62, 83, 91, 38, 65, 21)
Texts = Sequence[tuple[str, float, float]]  # text, left edge, upper edge


def draw(*texts: Texts) -> PageWords:
    words: list[Word] = []
    for part in texts:
        for text, x0, top in part:
            words += set_text(text, x0, top)
    return PageWords(1, 842, 595, tuple(words))


def set_table(
    left: float, column: float, values: Sequence[object], *, top: float = 120, names: Sequence[str] = NAMES
) -> list[tuple[str, float, float]]:
    rows = [(name, left, top + 16 * row) for row, name in enumerate(names)]
    return rows + [(str(value), column, top + 16 * row) for row, value in enumerate(values)]


def read(page: PageWords, kind: ReadingKind, identity: Identity = IDENTITY) -> tuple[float, ...]:
    found = {
        each.area_no: each.value
        for each in read_pages([page], identity)
        if each.kind is kind and each.area_no and each.reader == "table"
    }
    return tuple(found[area_no] for area_no in sorted(found))


def test_the_table_beside_keeps_its_numbers_though_the_names_are_the_same() -> None:
    page = draw(
        [("Nacka 2014", 40, 80), ("Arvika 2014", 440, 80), ("Poäng", 300, 100), ("Poäng", 700, 100)],
        set_table(40, 300, OTHER),
        set_table(440, 700, OWN),
    )
    assert read(page, ReadingKind.SCORE) == OWN


@pytest.mark.parametrize("second", ["Poäng", ""])
def test_two_halves_side_by_side_are_one_table(second: str) -> None:
    page = draw(
        [("Kommunens resultat 2014", 40, 70), ("Poäng", 300, 100), (second, 700, 100)],
        set_table(40, 300, OWN[:4], names=NAMES[:4]),
        set_table(440, 700, OWN[4:], names=NAMES[4:]),
    )
    assert read(page, ReadingKind.SCORE) == OWN


def test_a_total_set_beside_its_column_is_its_sum() -> None:
    page = draw(
        [("Kommunens poäng", 300, 100)], set_table(40, 300, OWN), [(f"Totalpoäng: {sum(OWN)}", 40, 260)]
    )
    totals = [each.value for each in read_pages([page], IDENTITY) if each.kind is ReadingKind.TOTAL]
    assert totals == [sum(OWN)]


@pytest.mark.parametrize("row", ["Delsumma demokrati", "Delsumma service och kvalitet", "Summa del 1"])
def test_sums_between_the_areas_are_none_of_them(row: str) -> None:
    page = draw(
        [("Poäng 2014", 300, 100)],
        set_table(40, 300, OWN[:4], names=NAMES[:4]),
        [(row, 40, 184), (str(sum(OWN[:4])), 300, 184)],
        set_table(40, 300, OWN[4:], names=NAMES[4:], top=200),
        [(row, 40, 264), (str(sum(OWN[4:])), 300, 264)],
    )
    assert read(page, ReadingKind.SCORE) == OWN


def test_a_heading_of_several_lines_is_no_title_of_the_columns_beside() -> None:
    page = draw(
        [("Snitt", 300, 78), ("alla", 300, 89), ("Poäng 2014", 400, 78), ("kommuner", 300, 100)],
        set_table(40, 300, OTHERS),
        [(str(value), 400, 120 + 16 * row) for row, value in enumerate(OWN)],
    )
    assert read(page, ReadingKind.AVERAGE) == OTHERS
    assert read(page, ReadingKind.SCORE) == OWN


def test_a_column_of_text_beside_a_table_is_not_its_title() -> None:
    text = "I andra kommuner har arbetet med detta kommit"
    page = draw(
        [(text, 40, 60 + 11 * at) for at in range(24)],
        [("Kommunens poäng", 300, 100)],
        set_table(300, 560, OWN),
    )
    assert read(page, ReadingKind.SCORE) == OWN


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("Nacka fick 504 poäng vid sin utvärdering 2009.", True),
        ("Intervjuerna visar att målen är kända bland cheferna.", True),
        (f"Nacka fick {sum(OWN)} poäng vid sin utvärdering 2009.", False),
        ("Siffrorna är genomsnittet för andra kommuner.", False),
    ],
)
def test_the_text_before_a_titled_table_speaks_of_it_only_with_its_total_or_of_its_numbers(
    sentence: str, own: bool
) -> None:
    page = draw(
        [(sentence, 40, 50), ("Poäng per område", 40, 76), ("Poäng", 300, 100)], set_table(40, 300, OWN)
    )
    assert read(page, ReadingKind.SCORE) == (OWN if own else ())
