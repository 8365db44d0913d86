"""Tables in the areas' chapters that end in a row with the area's name, and chapters of tilted images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.page.words import PageWords, Word
from tests.test_chapters_alone import FILLER
from tests.test_search_series import Cell, draw, set_right
from tests.test_told import AREAS, POINTS, SCORES
from tests.test_told_lists import MEANS, publish

TOLD = f"Det samlade resultatet är {sum(POINTS):g} poäng."


def draw_tables(
    last: str,
    heads: Sequence[str] = ("Poäng", "Max"),
    *,
    columns: Sequence[float] = (430, 520),
    step: float = 15,
) -> list[PageWords]:
    """Two chapters on each page: some text, and a table of sub-areas whose last row has the sum."""
    pages = []
    areas = [*enumerate(zip(AREAS["SE"], POINTS, MEANS, strict=True), 1)]
    for page in range(1, 5):
        two, heads_of = areas[2 * page - 2 : 2 * page], list[Word]()
        cells: list[Cell] = [(60, 50, TOLD)] if page == 1 else []
        for at, (no, (name, points, mean)) in enumerate(two):
            top = 80.0 + 380 * at
            heads_of += draw((60, top, f"Område {no} {name}"), size=13).words
            cells += [(60, top + 20, FILLER), (60, top + 60, "Delområde")]
            cells += [set_right(x, top + 60, text) for x, text in zip(columns, heads, strict=True)]
            halves = (points - 10 - no, 10 + no)
            rows = [("Strategi", halves[0], mean - 9, 60), ("Uppföljning", halves[1], 9, 40)]
            for row, (label, *told) in enumerate(
                [*rows, (last.format(no=no, name=name), points, mean, 100)], 1
            ):
                values = dict(zip(("Poäng", "Medel", "Max"), told, strict=True))
                cells.append((60, top + 60 + step * row, label))
                cells += [
                    set_right(x, top + 60 + step * row, f"{values[text]:g}")
                    for x, text in zip(columns, heads, strict=True)
                ]
        pages.append(add_words(draw(*cells, page=page), heads_of))
    return pages


def add_words(page: PageWords, words: Sequence[Word]) -> PageWords:
    """The page with more words, in reading order."""
    ordered = sorted((*page.words, *words), key=lambda word: (word.top, word.x0))
    return replace(page, words=tuple(ordered))


@pytest.mark.parametrize("last", ["Område {no}", "{name}", "Område {no} {name}", "Summa område {no}"])
@pytest.mark.parametrize(
    ("heads", "columns", "step"),
    [
        (("Poäng", "Max"), (430, 520), 15),
        (("Max", "Poäng"), (480, 540), 18),
        (("Medel", "Poäng", "Max"), (400, 460, 520), 22),
    ],
)
def test_the_row_of_the_area_at_the_end_of_its_table_has_its_points(
    last: str, heads: Sequence[str], columns: Sequence[float], step: float
) -> None:
    assert publish(draw_tables(last, heads, columns=columns, step=step)) == SCORES


@pytest.mark.parametrize("last", ["Område {no}", "{name}"])
def test_such_a_row_of_means_stays_out(last: str) -> None:
    assert publish(draw_tables(last, ("Medel", "Max"))) == {}


@pytest.mark.parametrize("shifts", [(0, 1.5, 3, 5, 4, 2), (-3, 2, 4, 1, 0, 3)])
@pytest.mark.parametrize(("left", "place"), [(64, 440), (72, 470)])
def test_chapters_of_an_image_may_have_headings_of_several_sizes_and_edges(
    shifts: Sequence[float], left: float, place: float
) -> None:
    cells: list[list[Cell]] = [[(left, 50, TOLD)], []]
    pages = []
    for page in range(2):
        words = list[Word]()
        for at in range(4):
            no = page * 4 + at
            x, top = left + shifts[no % len(shifts)], 90.0 + 170 * at
            name = draw((x, top, AREAS["SE"][no]), size=9 + 3.4 * (no % 2))
            words += name.words
            cells[page] += [(x, top + 24, FILLER), (x, top + 42, FILLER)]
            cells[page].append((place + shifts[no % 6], top + 80, f"Poäng: {POINTS[no]:g}"))
        whole = add_words(draw(*cells[page], page=page + 1), words)
        pages.append(replace(whole, from_image=True))
    assert publish(pages) == SCORES
