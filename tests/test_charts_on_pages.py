"""Charts of bars that are continued on the next slides, where each has the legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.numbers import parse_numbers
from extract.page.words import PageWords, Shape
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.records import Box
from extract.series.halves import join_halves
from extract.series.records import Block, Pair, Series
from tests.test_bars_below import DARK, PALE
from tests.test_lines_under_names import YSTAD
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES

EARLIER = (51, 47, 55, 61, 45, 50, 44, 52)
Legend = Sequence[tuple[str, str]]
OWN_FIRST: Legend = ((DARK, "2014"), (PALE, "2010"))
OWN_LAST: Legend = ((PALE, "Ystad 2010"), (DARK, "Ystad 2014"))


def draw_slide(
    page: int,
    areas: Sequence[int],
    legend: Legend,
    *,
    scale: float = 3.0,
    apart: float = 70.0,
    colours: Sequence[str] = (DARK, PALE),
) -> PageWords:
    """A slide with the bars of some areas below their names; the own bars have the first of the colours."""
    cells: list[Cell] = [(60, 40, f"Resultat per område (del {page})")]
    shapes: list[Shape] = []
    numbers = dict(zip(colours, (POINTS, EARLIER), strict=True))
    for at, area_no in enumerate(areas):
        top = 90 + apart * at
        cells.append((60, top, AREAS["SE"][area_no - 1]))
        for row, (colour, _) in enumerate(legend):
            y, end = top + 14 + 20 * row, 60 + scale * numbers[colour][area_no - 1]
            shapes.append(Shape(Box(60, y, end, y + 12), colour))
            cells.append((end + 4, y, f"{numbers[colour][area_no - 1]:g}"))
    foot = 100 + apart * len(areas)
    for at, (colour, words) in enumerate(legend):
        shapes.append(Shape(Box(300 + 100 * at, foot, 308 + 100 * at, foot + 8), colour))
        cells.append((312 + 100 * at, foot, words))
    return replace(draw(*cells, page=page), shapes=tuple(shapes))


def read(*slides: PageWords) -> dict[int, float]:
    total = draw((60, 60, "Ystads samlade resultat 2014 är 475 poäng."), page=1)
    verdict = prove(read_pages([total, *slides], YSTAD), YSTAD)
    return {score.area_no: score.value for score in verdict.scores}


@pytest.mark.parametrize(
    ("parts", "legend", "scale", "apart"),
    [
        (((1, 2, 3, 4), (5, 6, 7, 8)), OWN_FIRST, 3.0, 70.0),
        (((1, 2, 3), (4, 5, 6, 7, 8)), OWN_FIRST, 2.2, 90.0),
        (((1, 2, 3, 4), (5, 6, 7, 8)), OWN_LAST, 4.0, 80.0),
        (((1, 2, 3, 4, 5), (6, 7, 8)), OWN_LAST, 2.5, 66.0),
    ],
)
def test_the_bars_of_one_legend_on_several_slides_are_one_series(
    parts: Sequence[Sequence[int]], legend: Legend, scale: float, apart: float
) -> None:
    slides = [
        draw_slide(page, areas, legend, scale=scale, apart=apart) for page, areas in enumerate(parts, start=2)
    ]
    assert read(*slides) == SCORES


def test_bars_whose_legend_changes_are_no_series() -> None:
    swapped = ((DARK, "2010"), (PALE, "2014"))
    assert read(draw_slide(2, (1, 2, 3, 4), OWN_FIRST), draw_slide(3, (5, 6, 7, 8), swapped)) == {}


@pytest.mark.parametrize(
    "second",
    [
        draw_slide(3, (5, 6, 7, 8), ((DARK, "Hjo 2014"), (PALE, "Hjo 2010"))),
        draw_slide(3, (5, 6, 7), OWN_FIRST),
        draw_slide(3, (5, 6, 7, 8), ((DARK, "Mål"), (PALE, "2010"))),
    ],
)
def test_slides_of_which_one_shows_something_else_give_no_points(second: PageWords) -> None:
    assert read(draw_slide(2, (1, 2, 3, 4), OWN_FIRST), second) == {}


def test_what_has_one_number_for_each_area_is_not_joined() -> None:
    """A heading over numbers, such as their unit, is no legend, and the numbers may be a list's."""
    one, other = (
        Series("bar", Block(f"page {page}"), {area_no: make_pair(area_no, page) for area_no in areas}, "# p")
        for page, areas in ((5, (1, 2, 3, 4, 5)), (6, (6, 7, 8)))
    )
    assert list(join_halves([one, other])) == []
    second = [replace(each, heading="2010") for each in (one, other)]
    assert [each.heading for each in join_halves([one, other, *second])] == ["# p", "2010"]


def make_pair(area_no: int, page: int) -> Pair:
    view = draw((60, 60, f"{POINTS[area_no - 1]:g}"), page=page)
    return Pair(area_no, parse_numbers(view.words)[0], None, view)
