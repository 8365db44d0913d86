"""Numbers in circles or squares, of which only a sentence on their page says whose they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.page.words import PageWords, Shape
from extract.records import Box
from tests.test_chapters_alone import STRYN, YSTAD
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES
from tests.test_told_lists import MEANS, publish

SENTENCE = "Cirkeln visar Ystads poäng."
MARKS = "= medel för kommuner utvärderade 2016–2018."


def draw_circles(
    *said: str,
    country: str = "SE",
    x: float = 500.0,
    size: float = 40.0,
    shaped: bool = True,
    long: bool = False,
    means: bool = False,
    total: str = "Det blev 475 poäng av 800.",
) -> PageWords:
    """A page with a name, a bar and a number on a shape for each area; ``means`` have shapes beside them."""
    cells: list[Cell] = [(60, 50, "Åtta färger")]
    shapes: list[Shape] = []
    for at, name in enumerate(AREAS[country]):
        top = 90.0 + 62 * at
        cells.append((60, top, name))
        shapes.append(Shape(Box(60, top + 16, 60 + 3 * POINTS[at], top + 28), "(40, 90, 150)"))
        for column, numbers in enumerate((POINTS, MEANS) if means else (POINTS,)):
            middle = x - 60 * column
            cells.append((middle - 5, top + 12, f"{numbers[at]:g}"))
            if shaped:
                width = 3 * size if long else size
                box = Box(middle - width / 2, top + 17 - size / 2, middle + width / 2, top + 17 + size / 2)
                shapes.append(Shape(box, "(40, 90, 150)"))
    cells += [(60, 600 + 18 * at, each) for at, each in enumerate(said)]
    cells.append((60, 680, total))
    return replace(draw(*cells), shapes=tuple(shapes))


@pytest.mark.parametrize(
    ("said", "x", "size"),
    [
        ((SENTENCE,), 500, 40),
        ((f"{MARKS} {SENTENCE}",), 500, 28),
        (("Siffrorna i ringarna är kommunens poäng.",), 420, 40),
        (("I varje rad finns en stapel.", "Den runda brickan anger kommunens poäng."), 500, 34),
        (("Rutorna visar Ystads poäng 2014, strecket visar medelvärdet.",), 460, 40),
    ],
)
def test_a_sentence_on_the_shapes_says_whose_the_numbers_are(
    said: tuple[str, ...], x: float, size: float
) -> None:
    assert publish([draw_circles(*said, x=x, size=size)], YSTAD) == SCORES


def test_norwegian_circles() -> None:
    page = draw_circles("Sirklene viser Stryns poeng.", country="NO", total="Det ble 475 poeng av 800.")
    assert publish([page], STRYN) == SCORES


@pytest.mark.parametrize(
    "page",
    [
        draw_circles(MARKS),
        draw_circles("Cirkeln visar medelvärdet för länet."),
        draw_circles("Cirkeln visar Skurups poäng."),
        draw_circles("Cirkeln visar Ystads poäng 2009."),
        draw_circles("Cirkeln visar vad Ystads chefer hoppas på."),
        draw_circles(SENTENCE, "Den grå cirkeln visar medelvärdet för länet."),
        draw_circles("Stapeln visar Ystads poäng."),
        draw_circles(SENTENCE, shaped=False),
        draw_circles(SENTENCE, long=True),
        draw_circles(SENTENCE, means=True),
        draw_circles(SENTENCE, total="Kommunen fick 485 poäng av 800."),
    ],
)
def test_shapes_of_others_or_of_several_numbers_say_nothing(page: PageWords) -> None:
    assert not publish([page], YSTAD)
