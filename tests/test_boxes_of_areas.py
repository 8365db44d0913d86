"""Chapters with a small table each, one column of which has the points of the area and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords
from extract.records import Identity
from tests.test_lines_under_names import MEAN, STRYN, YSTAD, read_pages
from tests.test_search_series import draw
from tests.test_told import AREAS, POINTS, SCORES

TEXT = "Arbetet bedrivs på många håll i organisationen och följs upp av nämnderna varje år."
CELLS = ("Dialog med invånare", "Årshjul för mål", "Tydlig styrning", "Öppna nämnder", "Samlad strategi")


def draw_boxes(
    heads: Sequence[tuple[float, str]],
    *,
    x: float,
    country: str = "SE",
    fall: float = 22.0,
    total: str = "",
    rows: Sequence[Sequence[float]] = (POINTS,),
) -> list[PageWords]:
    """Two areas on each page: name, text and a table with ``heads``, whose numbers begin at ``x``."""
    pages = []
    for page in range(1, 5):
        cells = [(60.0, 50.0, total or "Resultat per område")] if page == 1 else []
        for at in (0, 1):
            no, top = 2 * page - 2 + at, 90 + 340 * at
            cells += [(60, top, AREAS[country][no]), (60, top + 20, TEXT), (60, top + 34, TEXT)]
            cells += [(place, top + 70, head) for place, head in heads]
            for column, (place, _) in enumerate(heads):
                if place != x:
                    lines = range(2 + (no + column) % 3)
                    cells += [
                        (place, top + 92 + 14 * line, CELLS[(no + column + line) % 5]) for line in lines
                    ]
            cells += [
                (x + 6, top + 70 + fall * (row + 1), f"{numbers[no]:g}") for row, numbers in enumerate(rows)
            ]
        pages.append(draw(*cells, page=page))
    return pages


@pytest.mark.parametrize("total", ["", "Ystad fick 475 poäng av 800 möjliga."])
@pytest.mark.parametrize(
    ("heads", "x", "fall"),
    [
        ([(66, "Starka sidor"), (240, "Att förbättra"), (480, "Poäng")], 480, 22),
        ([(66, "Styrkor"), (300, "Poäng"), (380, "Förbättringsområden")], 300, 36),
        ([(66, "Poäng"), (160, "Styrkor"), (360, "Utvecklingsområden")], 66, 28),
    ],
)
def test_the_only_number_under_a_heading_of_points_is_the_areas(
    heads: Sequence[tuple[float, str]], x: float, fall: float, total: str
) -> None:
    assert read_pages(draw_boxes(heads, x=x, fall=fall, total=total), YSTAD) == SCORES


def test_norwegian_boxes_are_read() -> None:
    heads = [(66, "Styrker"), (240, "Forbedringspunkter"), (470, "Poengsum")]
    assert read_pages(draw_boxes(heads, x=470, country="NO"), STRYN) == SCORES


@pytest.mark.parametrize(
    ("heads", "total", "identity"),
    [
        ([(66, "Fråga"), (240, "Kommentar"), (480, "Poäng")], "", YSTAD),
        ([(66, "Styrkor"), (240, "Svagheter"), (460, "Snittpoäng")], "", YSTAD),
        ([(66, "Styrkor"), (240, "Svagheter"), (460, "Poäng snitt")], "", YSTAD),
        ([(66, "Styrkor"), (240, "Svagheter"), (460, "Poäng 2010")], "", YSTAD),
        ([(66, "Styrkor"), (240, "Svagheter"), (460, "Poäng")], "Medelvärden för alla kommuner", YSTAD),
    ],
)
def test_numbers_of_others_and_of_questions_are_not_read(
    heads: Sequence[tuple[float, str]], total: str, identity: Identity
) -> None:
    assert read_pages(draw_boxes(heads, x=heads[-1][0], total=total), identity) == {}


def test_the_first_of_several_numbers_under_a_heading_is_not_read() -> None:
    heads = [(66.0, "Styrkor"), (240.0, "Svagheter"), (480.0, "Poäng")]
    assert read_pages(draw_boxes(heads, x=480, rows=(POINTS, MEAN)), YSTAD) == {}
