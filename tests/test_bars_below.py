"""Bar charts whose bars stand below the areas' names, each bar with its number where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.page.words import PageWords, Shape
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.records import Box
from extract.series.colour_words import name_colours
from tests.proving import list_scores
from tests.test_lines_under_names import MEAN, STRYN, YSTAD
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES

DARK, PALE = "(31, 78, 121)", "(201, 201, 201)"


def draw_chart(
    bars: Sequence[tuple[str, Sequence[float]]],
    legend: Sequence[tuple[str, str]],
    *,
    country: str = "SE",
    left: float = 85.0,
    scale: float = 2.0,
    thick: float = 8.0,
    inside: bool = False,
    total: str = "Sammanlagt 475 poäng av 800 möjliga.",
) -> PageWords:
    """A chart with a bar for each colour below every name; ``scale`` is a bar's width for one point."""
    cells: list[Cell] = [(60, 60, "Poäng per område")]
    shapes: list[Shape] = []
    step = 16 + (thick + 4) * len(bars) + 8
    for at, name in enumerate(AREAS[country]):
        top = 100 + step * at
        cells.append((left, top, name))
        for row, (colour, numbers) in enumerate(bars):
            y = top + 13 + (thick + 4) * row
            end = left + scale * numbers[at]
            shapes.append(Shape(Box(left, y, end, y + thick), colour))
            cells.append((end - 22 if inside else end + 4, y, f"{numbers[at]:g}"))
    foot = 110 + step * 8
    for at, (colour, words) in enumerate(legend):
        shapes.append(Shape(Box(left + 160 * at, foot, left + 160 * at + 8, foot + 8), colour))
        cells.append((left + 160 * at + 12, foot, words))
    cells.append((60, foot + 30, total))
    return replace(draw(*cells), shapes=tuple(shapes))


def read(page: PageWords, country: str = "SE") -> dict[int, float]:
    return list_scores([page], YSTAD if country == "SE" else STRYN)


@pytest.mark.parametrize(
    ("bars", "legend", "left", "scale", "inside"),
    [
        (
            [(DARK, POINTS), (PALE, MEAN)],
            [(DARK, "Ystad"), (PALE, "Medelvärde för 52 kommuner")],
            85.0,
            1.5,
            False,
        ),
        ([(PALE, MEAN), (DARK, POINTS)], [(PALE, "Snitt"), (DARK, "Kommunens poäng")], 140.0, 3.0, False),
        ([(DARK, POINTS), (PALE, MEAN)], [(PALE, "Ystad 2010"), (DARK, "Ystad 2014")], 60.0, 3.6, True),
    ],
)
def test_the_legend_says_whose_bars_they_are(
    bars: Sequence[tuple[str, Sequence[float]]],
    legend: Sequence[tuple[str, str]],
    left: float,
    scale: float,
    inside: bool,
) -> None:
    assert read(draw_chart(bars, legend, left=left, scale=scale, inside=inside)) == SCORES


@pytest.mark.parametrize(
    ("note", "published"),
    [
        ("Det svarta strecket är snittet för samtliga kommuner.", True),
        ("Den tunna linjen visar medelvärdet i riket.", True),
        ("Strecken anger vad Ystad fick 2010.", True),
        ("Poängen står före snedstrecket, snittet efter det.", False),
        ("Staplarna visar snittet för samtliga kommuner, strecken det högsta värdet.", False),
    ],
)
def test_what_the_line_of_a_chart_is_says_nothing_of_its_bars(note: str, published: bool) -> None:
    page = draw_chart([(DARK, POINTS)], [(DARK, "Ystad")], total="")
    view = replace(page, words=(*page.words, *draw((60, 76, note)).words))
    verdict = prove(read_pages([view], YSTAD), YSTAD)
    assert {score.area_no: score.value for score in verdict.scores} == (SCORES if published else {})


def test_the_bars_of_a_norwegian_chart() -> None:
    page = draw_chart(
        [(PALE, MEAN), (DARK, POINTS)],
        [(DARK, "Stryn"), (PALE, "Landsgjennomsnitt")],
        country="NO",
        total="Til sammen 475 poeng av 800 mulige.",
    )
    assert read(page, "NO") == SCORES


def test_the_legend_decides_and_not_the_order() -> None:
    legend = [(DARK, "Medelvärde"), (PALE, "Ystad")]
    page = draw_chart([(DARK, POINTS), (PALE, MEAN)], legend, total="Sammanlagt 442 poäng av 800 möjliga.")
    assert read(page) == dict(zip(SCORES, MEAN, strict=True))


@pytest.mark.parametrize(
    "legend",
    [
        [],
        [(DARK, "Hjo"), (PALE, "Medelvärde")],
        [(DARK, "Ystad 2010"), (PALE, "Medelvärde")],
    ],
)
def test_bars_of_nobody_or_of_others_give_no_scores(legend: Sequence[tuple[str, str]]) -> None:
    page = draw_chart([(DARK, POINTS), (PALE, MEAN)], legend, total="Detta är en jämförelse.")
    assert read(page) == {}


RED, GREY, BLUE = "(192, 40, 38)", "(150, 150, 150)", "(31, 78, 121)"


@pytest.mark.parametrize(
    ("colours", "text", "words"),
    [
        (
            [RED, GREY],
            "Diagrammet visar kommunens poäng (röd stapel) och genomsnittet av 40 kommuner (grå stapel).",
            ["kommunens poäng", "genomsnittet av 40 kommuner"],
        ),
        ([BLUE, GREY], "Blå staplar visar Ystads poäng, grå staplar medelvärdet.", ["", ""]),
        (
            [BLUE, GREY],
            "Blå staplar visar Ystads poäng och grå staplar visar medelvärdet.",
            ["Ystads poäng", "medelvärdet"],
        ),
        (
            [BLUE, RED],
            "De røde søylene viser kommunen, de blå søylene er landssnittet.",
            ["landssnittet", "kommunen"],
        ),
        ([BLUE, "(70, 120, 190)"], "Blå staplar visar Ystads poäng.", ["", ""]),
    ],
)
def test_the_text_names_the_colours(colours: list[str], text: str, words: list[str]) -> None:
    assert name_colours(colours, [text]) == words


@pytest.mark.parametrize("own", ["röd", "grå"])
def test_bars_whose_colours_the_text_names_are_told_apart(own: str) -> None:
    other = "grå" if own == "röd" else "röd"
    bars = [(RED, POINTS), (GREY, MEAN)] if own == "röd" else [(RED, MEAN), (GREY, POINTS)]
    told = f"Diagrammet visar Ystads poäng ({own} stapel) och medelvärdet ({other} stapel). Totalt 475 poäng."
    page = draw_chart(bars, [], total=told)
    assert read(page) == SCORES
