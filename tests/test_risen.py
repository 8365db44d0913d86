"""Slides of the areas, each with a number that has risen or fallen from one of an earlier round."""

from __future__ import annotations

import pytest

from extract.page.words import PageWords
from tests.test_chapters_alone import STRYN, YSTAD, read
from tests.test_chapters_with_other_numbers import OTHERS
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES


def draw_slides(
    below: str, *, left: float = 70, deep: float = 60, country: str = "SE", beside: str = ""
) -> list[PageWords]:
    """A slide for each area: its name, a number of its own below it, a line under that and some words."""
    pages = [draw((60, 60, "Så gjordes utvärderingen"), (60, 90, "Åtta områden, högst 100 i varje"))]
    for at, (name, points) in enumerate(zip(AREAS[country], POINTS, strict=True)):
        cells: list[Cell] = [(50, 40, name), (left, 40 + deep, f"{points:.0f}")]
        cells.append((left - 15, 80 + deep, below.format(OTHERS[at])))
        cells.append((300, 100, "– Planen är ny" if at % 2 else "– Kontaktcenter öppet till 18"))
        if beside:
            cells.append((left + 60, 40 + deep, beside.format(OTHERS[-at])))
        pages.append(draw(*cells, page=at + 2))
    return pages


@pytest.mark.parametrize(
    ("below", "left", "deep"),
    [("från {} år 2010", 70, 60), ("upp från {} år 2010", 110, 40), ("från {} poäng 2010", 64, 90)],
)
def test_the_number_that_has_risen_is_of_this_round(below: str, left: float, deep: float) -> None:
    assert read(draw_slides(below, left=left, deep=deep), YSTAD) == SCORES


def test_norwegian_slides() -> None:
    assert read(draw_slides("opp fra {} i 2009", country="NO"), STRYN) == SCORES


@pytest.mark.parametrize(
    "below", ["från {}", "från {} år 2014", "från {} år 2017", "snitt {} år 2010", "mål {}"]
)
def test_another_number_below_proves_nothing(below: str) -> None:
    assert not read(draw_slides(below), YSTAD)


def test_a_third_number_proves_nothing() -> None:
    assert not read(draw_slides("från {} år 2010", beside="{}"), YSTAD)
