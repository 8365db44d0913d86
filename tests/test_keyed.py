"""Points under or beside the numbers of the areas, whose names stand in a key."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords
from extract.records import Identity
from tests.proving import prove_pages
from tests.test_search_series import Cell, draw, set_right
from tests.test_told import AREAS, POINTS, SCORES

YSTAD = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
MEAN = (48, 53, 65, 52, 55, 53, 49, 64)
NAMES = AREAS["SE"]


def draw_rows(
    rows: Sequence[tuple[str, Sequence[float]]],
    key: Sequence[str],
    *,
    step: float = 40.0,
    above: bool = False,
    title: str = "Kommunens poäng",
) -> PageWords:
    """A table of numbered columns; its key stands under it, or ``above`` it."""
    top = 260.0 if above else 130.0
    edges = [170 + step * at for at in range(9)]
    cells: list[Cell] = [(60, 60, title), (60, top, "Område")]
    cells += [set_right(edge, top, str(at)) for at, edge in enumerate(edges[:8], start=1)]
    cells.append(set_right(edges[8] + 10, top, "Summa"))
    for row, (words, numbers) in enumerate(rows, start=1):
        cells.append((60, top + 22 * row, words))
        cells += [
            set_right(edge, top + 22 * row, f"{n:.0f}") for edge, n in zip(edges, numbers, strict=False)
        ]
        cells.append(set_right(edges[8] + 10, top + 22 * row, f"{sum(numbers):.0f}"))
    start = 90.0 if above else top + 22 * (len(rows) + 2)
    cells += [(60, start + 14 * at, line) for at, line in enumerate(key)]
    return draw(*cells)


def read(page: PageWords) -> dict[int, float]:
    verdict = prove_pages([page], YSTAD)
    return {score.area_no: score.value for score in verdict.scores}


LINES = [f"{no} = {name}" for no, name in enumerate(NAMES, start=1)]
PAIRS = [f"{no}: {NAMES[no - 1]}, {no + 1}: {NAMES[no]}" for no in (1, 3, 5, 7)]


@pytest.mark.parametrize(
    ("rows", "key", "step", "above"),
    [
        ([("Poäng", POINTS)], LINES, 40.0, False),
        ([("Ystad 2014", POINTS), ("Medel", MEAN)], PAIRS, 34.0, True),
        (
            [("Genomsnitt", MEAN), ("Kommunen", POINTS)],
            [line.replace(" =", ".") for line in LINES],
            46.0,
            False,
        ),
    ],
)
def test_the_key_names_the_areas_of_numbered_columns(
    rows: Sequence[tuple[str, Sequence[float]]], key: Sequence[str], step: float, above: bool
) -> None:
    assert read(draw_rows(rows, key, step=step, above=above)) == SCORES


def test_without_a_key_or_with_another_order_the_columns_are_nobodys() -> None:
    rows = [("Poäng", POINTS)]
    swapped = [f"{no} = {name}" for no, name in zip((2, 1, 3, 4, 5, 6, 7, 8), NAMES, strict=True)]
    for key in ([], LINES[:7], swapped):
        assert not read(draw_rows(rows, key))


def test_a_row_of_others_under_numbered_columns_gives_no_scores() -> None:
    for words in ("Genomsnitt", "Ystad 2010", "Skurup 2014", "Max"):
        assert not read(draw_rows([(words, MEAN)], LINES))


@pytest.mark.parametrize("title", ["Elevernas betyg", "Skurup", "Resultat 2010", "Vårt mål"])
def test_a_narrow_title_over_the_names_of_the_rows_is_heard(title: str) -> None:
    assert not read(draw_rows([("Poäng", POINTS)], LINES, title=title))


def test_letters_mean_what_their_key_says_in_any_order() -> None:
    order = (3, 1, 2, 4, 8, 6, 7, 5)
    key = [f"{letter} = {NAMES[no - 1]}" for letter, no in zip("ABCDEFGH", order, strict=True)]
    heads = [set_right(170 + 40 * at, 130, letter) for at, letter in enumerate("ABCDEFGH")]
    points = [set_right(170 + 40 * at, 152, f"{POINTS[no - 1]}") for at, no in enumerate(order)]
    told = [(60.0, 190 + 14 * at, line) for at, line in enumerate(key)]
    assert read(draw((60, 60, "Kommunens poäng"), (60, 152, "Poäng"), *heads, *points, *told)) == SCORES
    twice = [*told, (60.0, 400.0, f"A = {NAMES[0]}")]
    assert not read(draw((60, 60, "Kommunens poäng"), (60, 152, "Poäng"), *heads, *points, *twice))
