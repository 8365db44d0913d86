"""Lists in which each area's name has lines of its own under it, each line with words and a number."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords
from extract.records import Identity
from tests.proving import list_scores
from tests.test_search_series import Cell, draw, set_right
from tests.test_told import AREAS, POINTS, SCORES

YSTAD = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
STRYN = Identity(country="NO", municipality="Stryn", round=2014, edition=2010)
MEAN = (55, 50, 61, 58, 52, 57, 49, 60)
FILLER = "Arbetet bedrivs på många håll och följs upp av nämnderna varje år."


def draw_list(
    lines: Sequence[tuple[str, Sequence[float]]],
    *,
    country: str = "SE",
    edge: float = 420.0,
    step: float = 13.0,
    leader: str = "",
    total: str = "",
) -> PageWords:
    """A page with a list of the areas; ``edge`` is where the numbers end."""
    block = step * (len(lines) + 1) + 9
    cells: list[Cell] = [(60, 50, "Poäng per område"), (60, 80, FILLER)]
    for at, name in enumerate(AREAS[country]):
        top = 120 + block * at
        cells.append((60, top, f"{at + 1} {name}"))
        for row, (words, numbers) in enumerate(lines, start=1):
            number = set_right(edge, top + step * row, f"{numbers[at]:g}")
            cells += [(80, top + step * row, words), number]
            cells += [(number[0] - 40, number[1], leader)] if leader else []
    cells += [(60, 130 + 8 * block, total)] if total else []
    return draw(*cells)


def read(page: PageWords, identity: Identity = YSTAD) -> dict[int, float]:
    return read_pages([page], identity)


def read_pages(pages: Sequence[PageWords], identity: Identity) -> dict[int, float]:
    """The scores that the search finds on some pages; empty if none are published."""
    return list_scores(pages, identity)


@pytest.mark.parametrize("total", ["", "Ystad, alla åtta områden: 475 poäng"])
@pytest.mark.parametrize(
    ("lines", "edge", "leader"),
    [
        ([("Ystad 2014", POINTS), ("Medelvärde", MEAN)], 420.0, "…"),
        ([("Snitt för alla kommuner", MEAN), ("Kommunens poäng", POINTS)], 510.0, ""),
        ([("Erhållna poäng", POINTS), ("Ystad 2010", MEAN)], 330.0, ""),
    ],
)
def test_the_line_that_names_the_municipality_tells_its_points(
    lines: Sequence[tuple[str, Sequence[float]]], edge: float, leader: str, total: str
) -> None:
    assert read(draw_list(lines, edge=edge, leader=leader, total=total)) == SCORES


def test_norwegian_lines_tell_the_points() -> None:
    lines = [("Landssnitt", MEAN), ("Poengsum Stryn", POINTS)]
    assert read(draw_list(lines, country="NO", step=16, edge=380), STRYN) == SCORES


@pytest.mark.parametrize(
    "lines",
    [
        [("Skurup 2014", POINTS), ("Medelvärde", MEAN)],
        [("Ystad 2010", POINTS), ("Medelvärde", MEAN)],
        [("Medelvärde", POINTS)],
        [("Kommunens mål", POINTS), ("Medelvärde", MEAN)],
        [("Ystad 2014", POINTS), ("Ystad 2014", MEAN)],
        [("Antal frågor", POINTS), ("Antal svar", MEAN)],
    ],
)
def test_lines_of_others_or_of_another_time_give_no_scores(
    lines: Sequence[tuple[str, Sequence[float]]],
) -> None:
    assert not read(draw_list(lines))


def test_a_total_that_the_lines_do_not_add_up_to_holds_them() -> None:
    lines = [("Ystad 2014", POINTS), ("Medelvärde", MEAN)]
    assert not read(draw_list(lines, total="Ystad, alla åtta områden: 480 poäng"))
