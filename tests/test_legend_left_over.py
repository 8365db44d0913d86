"""Charts in which one of two series has no fill of its own: the legend's other entry is that of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.page.words import PageWords, Shape
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.records import Box, Identity
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES

YSTAD = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
MEAN = (48, 53, 65, 52, 55, 53, 49, 64)
BLUE = "#1f4e79"


def draw_lying(
    filled: Sequence[float], bare: Sequence[float], legend: Sequence[str], *, step: float = 38.0
) -> PageWords:
    """Lying bars: the filled ones end at their numbers, those of the others are outlines under them."""
    cells: list[Cell] = [(60, 60, "Poäng per område")]
    shapes = []
    for at, name in enumerate(AREAS["SE"]):
        top = 100 + step * at
        cells.append((60, top, name))
        shapes.append(Shape(Box(300, top, 300 + 2 * filled[at], top + 10), BLUE))
        cells.append((304 + 2 * filled[at], top, f"{filled[at]:.0f}"))
        cells.append((304 + 2 * bare[at], top + 13, f"{bare[at]:.0f}"))
    foot = 110 + 8 * step
    shapes.append(Shape(Box(100, foot, 108, foot + 8), BLUE))
    cells += [(112.0 + 150 * at, foot, words) for at, words in enumerate(legend)]
    return replace(draw(*cells), shapes=tuple(shapes))


def read(page: PageWords) -> dict[int, float]:
    verdict = prove(read_pages([page], YSTAD), YSTAD)
    return {score.area_no: score.value for score in verdict.scores}


@pytest.mark.parametrize(
    ("filled", "bare", "legend", "step"),
    [
        (POINTS, MEAN, ("Ystad 2014", "Medelvärde, 36 kommuner"), 38.0),
        (POINTS, MEAN, ("Kommunens poäng", "Ystad 2010"), 52.0),
        (MEAN, POINTS, ("Snitt alla kommuner", "Ystad 2014"), 44.0),
    ],
)
def test_the_entry_left_over_is_that_of_the_series_left_over(
    filled: Sequence[float], bare: Sequence[float], legend: Sequence[str], step: float
) -> None:
    assert read(draw_lying(filled, bare, legend, step=step)) == SCORES


@pytest.mark.parametrize(
    "legend",
    [
        ("Medelvärde, 36 kommuner", "Skurup 2014"),
        ("Medelvärde, 36 kommuner", "Ystad 2010"),
        ("Medelvärde, 36 kommuner", "Ystad 2014", "Skurup 2014"),
        ("Skurup 2014", "Lomma 2014"),
    ],
)
def test_a_legend_of_others_or_of_three_gives_no_scores(legend: Sequence[str]) -> None:
    assert not read(draw_lying(MEAN, POINTS, legend))
