"""Points in a column of a list of contents, between the areas' names and the pages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords
from tests.test_chapters_alone import FILLER, STRYN, YSTAD
from tests.test_search_series import Cell, draw, set_right
from tests.test_told import AREAS, POINTS, SCORES
from tests.test_told_lists import MEANS, publish

PAGES = (5, 5, 7, 7, 9, 9, 11, 11)


def draw_contents(
    heading: str,
    *,
    name: str = "SE",
    title: str = "Innehåll",
    lead: str = "Område {} – ",
    edge: float = 420,
    step: float = 20,
    last: Sequence[int] = PAGES,
) -> list[PageWords]:
    """A list of contents with a column of points, and a page of text on each area."""
    cells: list[Cell] = [
        (60, 60, title),
        (60, 90, "Avsnitt"),
        set_right(edge, 90, heading),
        (500, 90, "Sida"),
    ]
    cells += [(60, 90 + step, "Helhetsbild"), set_right(520, 90 + step, "4")]
    for at, (area, points) in enumerate(zip(AREAS[name], POINTS, strict=True)):
        top = 90 + step * (at + 2)
        cells += [(60, top, lead.format(at + 1) + area), set_right(edge, top, f"{points:.0f}")]
        cells += [(edge + 12, top, "…"), set_right(520, top, str(last[at]))]
    pages = [draw(*cells, page=2)]
    for at, area in enumerate(AREAS[name]):
        pages.append(draw((60, 60, area), (60, 100, FILLER), (60, 120, FILLER), page=5 + at))
    return pages


@pytest.mark.parametrize("heading", ["Erhållna poäng", "Poäng", "Ystads poäng 2014"])
@pytest.mark.parametrize(
    ("lead", "edge", "step"), [("Område {} – ", 420, 20), ("{}. ", 360, 16), ("", 440, 26)]
)
def test_a_column_of_points_in_the_list_of_contents_is_read(
    heading: str, lead: str, edge: float, step: float
) -> None:
    assert publish(draw_contents(heading, lead=lead, edge=edge, step=step), YSTAD) == SCORES


def test_a_norwegian_list_of_contents_is_read() -> None:
    assert publish(draw_contents("Poengsum", name="NO", title="Innhold", lead="{} "), STRYN) == SCORES


@pytest.mark.parametrize(
    "heading", ["Antal frågor", "Medelpoäng", "Poäng 2009", "Skurups poäng", "Målpoäng", "Viktning", ""]
)
def test_a_column_of_something_else_gives_no_scores(heading: str) -> None:
    assert not publish(draw_contents(heading))


def test_numbers_before_others_that_are_no_pages_give_no_scores() -> None:
    assert not publish(draw_contents("Poäng", last=MEANS))
