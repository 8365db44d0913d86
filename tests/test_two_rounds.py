"""Points of two rounds beside each other: what the text says of the earlier one, or of the way from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.page.words import PageWords, Shape
from extract.records import Box
from tests.test_bars_below import DARK, PALE
from tests.test_charts_on_pages import EARLIER
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES
from tests.test_told_lists import publish

TITLE = (60, 40, "Poäng per område 2010 och 2014")
EARLIER_FIRST = ((EARLIER, PALE, "2010"), (POINTS, DARK, "2014"))
OWN_FIRST = ((POINTS, DARK, "2014"), (EARLIER, PALE, "2010"))
FORWARD = "Resultatet syns i diagrammet nedan: kommunen har gått framåt inom alla områden."
Pairs = Sequence[tuple[Sequence[float], str, str]]


def draw_standing(sentence: str, pairs: Pairs, *, width: float = 18.0, apart: float = 62.0) -> PageWords:
    """Standing bars over the areas' numbers, one of each round, and a sentence over them."""
    cells: list[Cell] = [TITLE, (60, 70, sentence)]
    shapes: list[Shape] = []
    for at in range(8):
        left = 70 + apart * at
        cells.append((left, 362, f"Område {at + 1}"))
        for beside, (values, colour, _) in enumerate(pairs):
            x0, top = left + beside * (width + 4), 350 - 2 * values[at]
            shapes.append(Shape(Box(x0, top, x0 + width, 350), colour))
            cells.append((x0 + 3, top - 12, f"{values[at]:g}"))
    for beside, (_, colour, words) in enumerate(pairs):
        shapes.append(Shape(Box(200 + 100 * beside, 390, 208 + 100 * beside, 398), colour))
        cells.append((212 + 100 * beside, 389, words))
    return replace(draw(*cells), shapes=tuple(shapes))


def draw_columns(sentence: str, columns: Sequence[tuple[str, Sequence[object]]], sums: bool) -> PageWords:
    cells: list[Cell] = [(60, 60, "Översikt av poängfördelning"), (60, 84, sentence), (60, 110, "Område")]
    for at, name in enumerate(AREAS["SE"]):
        cells.append((60, 130 + 18 * at, f"{at + 1}. {name}"))
    for beside, (heading, values) in enumerate(columns):
        x0 = 330 + 80 * beside
        cells.append((x0, 110, heading))
        cells += [(x0, 130 + 18 * at, f"{value}") for at, value in enumerate(values)]
        if sums:
            cells.append((x0, 130 + 18 * 8, f"{sum(map(int, map(str, values)))}"))
    return draw(*cells, *([(60.0, 130.0 + 18 * 8, "Summa")] if sums else []))


@pytest.mark.parametrize(
    ("sentence", "pairs", "width", "apart"),
    [
        (FORWARD, EARLIER_FIRST, 18, 62),
        ("Diagrammet visar att vi har ökat på de flesta områden.", OWN_FIRST, 14, 58),
        ("Figuren visar att kommunen har backat inom samtliga områden.", OWN_FIRST, 20, 60),
        ("Kommunen har förbättrat sitt resultat, vilket diagrammet visar.", EARLIER_FIRST, 16, 64),
        ("Diagrammet viser at kommunen har gått fram på alle områdene.", EARLIER_FIRST, 18, 60),
    ],
)
def test_what_the_points_did_since_the_earlier_round_makes_them_nobody_elses(
    sentence: str, pairs: Pairs, width: float, apart: float
) -> None:
    assert publish([draw_standing(sentence, pairs, width=width, apart=apart)]) == SCORES


@pytest.mark.parametrize(
    "sentence",
    [
        "Diagrammet visar poängen om kommunen har gått framåt inom alla områden.",
        "Diagrammet visar vad kommunen kan få när den har gått framåt inom alla områden.",
        "Diagrammet visar hur kommunen själv tycker att den har gått framåt.",
        "Resultatet i diagrammet har höjts i efterhand: kommunen har gått framåt inom alla områden.",
        "Resultatet i diagrammet är gissat: kommunen har gått framåt inom alla områden.",
    ],
)
def test_points_that_are_supposed_or_made_are_held(sentence: str) -> None:
    assert publish([draw_standing(sentence, EARLIER_FIRST)]) == {}


def test_progress_without_an_earlier_round_beside_it_may_be_of_other_numbers() -> None:
    assert publish([draw_standing("Resultatet syns i diagrammet nedan.", OWN_FIRST[:1])]) == SCORES
    assert publish([draw_standing(FORWARD, OWN_FIRST[:1])]) == {}


OWN_WHOLE, EARLIER_WHOLE = [int(each) for each in POINTS], [*EARLIER]


@pytest.mark.parametrize(
    ("sentence", "columns", "sums"),
    [
        (
            "I tabellen jämförs årets resultat med resultatet från 2010.",
            (("Poäng 2010", EARLIER_WHOLE), ("Poäng 2014", OWN_WHOLE)),
            True,
        ),
        (
            "Tabellen jämför med utvärderingen 2010.",
            (("2014", OWN_WHOLE), ("2010", EARLIER_WHOLE)),
            True,
        ),
        (
            "Tabell med resultatet från utvärderingen 2010 bredvid.",
            (("Resultat 2014", OWN_WHOLE), ("Resultat 2010", EARLIER_WHOLE)),
            False,
        ),
        (
            "Resultatet jämförs i tabellen med kommunkompassen 2010.",
            (("Poäng 2010", EARLIER_WHOLE), ("Poäng 2014", OWN_WHOLE), ("Max", [100] * 8)),
            False,
        ),
    ],
)
def test_a_sentence_on_the_earlier_round_is_on_its_own_column(
    sentence: str, columns: Sequence[tuple[str, Sequence[int]]], sums: bool
) -> None:
    assert publish([draw_columns(sentence, columns, sums)]) == SCORES


@pytest.mark.parametrize(
    ("sentence", "columns"),
    [
        ("Tabellen visar resultatet från utvärderingen 2010.", (("Poäng", OWN_WHOLE),)),
        (
            "Tabellen visar resultatet från utvärderingen 2010.",
            (("Poäng", OWN_WHOLE), ("Poäng 2010", EARLIER_WHOLE)),
        ),
        (
            "I tabellen jämförs resultatet från 2010 med ett tänkt resultat.",
            (("Poäng 2010", EARLIER_WHOLE), ("Poäng 2014", OWN_WHOLE)),
        ),
        (
            "Tabellen visar resultatet från 2010 och vad kommunen borde få.",
            (("Poäng 2010", EARLIER_WHOLE), ("Poäng 2014", OWN_WHOLE)),
        ),
    ],
)
def test_columns_that_no_year_of_the_round_heads_or_that_are_thought_are_held(
    sentence: str, columns: Sequence[tuple[str, Sequence[int]]]
) -> None:
    assert publish([draw_columns("Tabellen visar resultatet.", columns, sums=True)]) == SCORES
    assert publish([draw_columns(sentence, columns, sums=True)]) == {}


def test_an_aim_beside_the_earlier_points_is_held() -> None:
    columns = (("Poäng 2010", EARLIER_WHOLE), ("Mål 2014", OWN_WHOLE))
    sentence = "I tabellen jämförs resultatet från 2010 med ett tänkt resultat."
    assert publish([draw_columns(sentence, columns, sums=True)]) == {}
