"""Two numbers without words at the heading of each area: the own total says which are the points."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords
from extract.records import Identity, Proof
from tests.proving import prove_pages
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES

YSTAD = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
FILLER = "Arbetet bedrivs på många håll och följs upp av nämnderna varje år."
EARLIER = (49.0, 50.0, 61.0, 52.0, 53.0, 55.0, 40.0, 64.0)
SUM, SUM_EARLIER = round(sum(POINTS)), round(sum(EARLIER))


def draw_report(
    told: str, first: Cell = (400, 60, ""), second: Cell = (470, 70, ""), *, a_page: int = 1
) -> list[PageWords]:
    """A page with a sentence, and the chapters with two numbers beside each heading, ``a_page`` on a page."""
    pages = [draw((60, 60, "Så är resultatet redovisat"), (60, 100, FILLER), (60, 114, told))]
    for start in range(0, 8, a_page):
        cells: list[Cell] = []
        for row in range(a_page):
            at, down = start + row, 180.0 * row
            cells += [(60, 60 + down, f"{at + 1}. {AREAS['SE'][at]}")]
            cells += [
                (x, y + down, f"{values[at]:.0f}")
                for (x, y, _), values in ((first, POINTS), (second, EARLIER))
            ]
            cells += [(60, 110 + down + 14 * line, FILLER) for line in range(2 + at % 3)]
        pages.append(draw(*cells, page=start // a_page + 2))
    return pages


def read(pages: Sequence[PageWords]) -> dict[int, float]:
    scores = prove_pages(pages, YSTAD).scores
    assert {score.proof for score in scores} <= {Proof.SUM}
    return {score.area_no: score.value for score in scores}


@pytest.mark.parametrize(
    ("told", "first", "second", "a_page"),
    [
        (f"Totalpoängen är {SUM} jämfört med {SUM_EARLIER} år 2010.", (400, 60, ""), (470, 70, ""), 1),
        (f"Den sammanlagda poängen blev {SUM}.", (480, 76, ""), (430, 80, ""), 2),
        (f"Ystads totalpoäng är {SUM}, mot {SUM_EARLIER} förra gången.", (380, 50, ""), (380, 80, ""), 4),
    ],
)
def test_the_total_says_which_numbers_are_the_points(
    told: str, first: Cell, second: Cell, a_page: int
) -> None:
    assert read(draw_report(told, first, second, a_page=a_page)) == SCORES


@pytest.mark.parametrize(
    "told",
    [
        FILLER,
        f"Totalpoängen är {SUM + 6} jämfört med {SUM_EARLIER} år 2010.",
        f"Medelpoängen är {SUM}.",
        f"Totalpoängen var {SUM} i den förra utvärderingen.",
        f"Målet för totalpoängen är {SUM}.",
    ],
)
def test_without_the_own_total_nothing_says_which_they_are(told: str) -> None:
    assert not read(draw_report(told))
