"""Points that each chapter prints as a sum of its questions' points."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords
from tests.test_chapters_alone import FILLER, STRYN, YSTAD
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES
from tests.test_told_lists import publish

OWN = [int(points) for points in POINTS]


def split(points: int, terms: int) -> str:
    """A number as a sum of so many terms, each another."""
    parts = [points // terms + at - terms // 2 for at in range(terms)]
    parts[-1] += points - sum(parts)
    return " + ".join(map(str, parts))


def draw_chapters(
    line: str, *, name: str = "SE", terms: int = 5, end: Sequence[str] = (), wrong: int = 0, per_page: int = 2
) -> list[PageWords]:
    """Chapters that end with a formula, in area ``wrong`` one that does not hold; ``end`` on a last page."""
    pages = []
    for page in range(8 // per_page):
        cells: list[Cell] = []
        for row in range(per_page):
            at = per_page * page + row
            top = 60.0 + 720 / per_page * row
            told = line.format(split(OWN[at], terms), OWN[at] + (at + 1 == wrong))
            cells += [(60, top, AREAS[name][at]), (60, top + 40, FILLER), (60, top + 53, FILLER)]
            cells += [(110, top + 80 + at, told)]
        pages.append(draw(*cells, page=page + 1))
    texts: list[Cell] = [(60, 60 + 30 * at, text) for at, text in enumerate(end)]
    return [*pages, draw((60, 30, FILLER), *texts, page=len(pages) + 1)]


SUM = " + ".join(map(str, OWN)) + f" = {sum(OWN)}"


@pytest.mark.parametrize(
    ("line", "terms", "per_page"),
    [
        ("Poäng för området: {} = {}", 5, 2),
        ("Områdets poäng {} = {}", 3, 1),
        ("Kommunens poäng: {} = {}.", 8 - 2, 4),
    ],
)
@pytest.mark.parametrize("end", [(), ("Alla områden", SUM), ("Sammanlagt får kommunen 475 poäng.", SUM)])
def test_sums_of_questions_in_the_chapters_are_the_scores(
    line: str, terms: int, per_page: int, end: Sequence[str]
) -> None:
    assert publish(draw_chapters(line, terms=terms, per_page=per_page, end=end), YSTAD) == SCORES


def test_norwegian_sums_of_questions_are_the_scores() -> None:
    pages = draw_chapters("Poengsum: {} = {}", name="NO", end=("Alle områda", SUM))
    assert publish(pages, STRYN) == SCORES


@pytest.mark.parametrize(
    ("line", "end", "wrong"),
    [
        ("Poäng för området: {} = {}", ("Alla områden", SUM), 4),
        ("Poäng för området: {} = {}", ("Alla områden", "50 + 54 + 67 + 55 + 56 + 55 + 51 + 66 = 454"), 0),
        ("Medelkommunens poäng: {} = {}", ("Medelkommunen", SUM), 0),
        ("Poäng 2009: {} = {}", (), 0),
        ("Skurups poäng: {} = {}", ("Alla områden", SUM), 0),
        ("Antal frågor: {} = {}", (), 0),
    ],
)
def test_sums_that_do_not_hold_or_are_of_others_give_no_scores(
    line: str, end: Sequence[str], wrong: int
) -> None:
    assert not publish(draw_chapters(line, end=end, wrong=wrong))
