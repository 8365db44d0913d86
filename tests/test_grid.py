"""The letters and numbers that a spreadsheet program prints around its cells."""

from __future__ import annotations

import pytest

from extract.page.grid import find_grid_names
from tests.test_search_series import Cell, draw


def draw_sheet(letters: str, first: int, rows: int, *, left: float = 40.0, top: float = 90.0) -> list[Cell]:
    """A printed spreadsheet whose second row has the headings."""
    cells = [(left + 60 + 110 * at, top, letter) for at, letter in enumerate(letters)]
    for at in range(rows):
        cells.append((left, top + 18 * (at + 1), f"{first + at}"))
        cells.append((left + 40, top + 18 * (at + 1), "Nr Område" if at == 1 else f"{at} Område"))
        cells.append((left + 300, top + 18 * (at + 1), "Poäng" if at == 1 else f"{40 + at}"))
    return cells


@pytest.mark.parametrize(
    ("letters", "first", "rows", "left", "top"),
    [("ABCD", 1, 11, 40, 90), ("ABC", 7, 6, 60, 200), ("ABCDE", 101, 9, 25, 60)],
)
def test_names_of_columns_and_numbers_of_rows_are_found(
    letters: str, first: int, rows: int, left: float, top: float
) -> None:
    footer = (left - 10, top + 18 * (rows + 3), "poang.xls")
    page = draw(*draw_sheet(letters, first, rows, left=left, top=top), footer)
    names = [word.text for word in find_grid_names(page.words)]
    assert names == [*letters, *(str(first + at) for at in range(rows))]


@pytest.mark.parametrize(
    "cells",
    [
        [(100, 90, "A"), (210, 90, "B"), (100, 120, "Text")],
        [(100, 90, "A"), (210, 90, "C"), (320, 90, "D")],
        [(60, 90, "Nämnd"), (100, 90, "A"), (210, 90, "B"), (320, 90, "C")],
        [(60, 90 + 18 * at, f"{at + 1}") for at in range(8)],
    ],
)
def test_other_letters_and_numbers_are_none(cells: list[Cell]) -> None:
    assert find_grid_names(draw(*cells).words) == []


def test_numbers_that_do_not_count_on_are_values() -> None:
    sheet = [cell for cell in draw_sheet("ABC", 1, 8) if cell[2] != "4"]
    assert find_grid_names(draw(*sheet).words) == []


@pytest.mark.parametrize(("left", "gap"), [(60, 0), (40, 30), (90, 12)])
def test_the_letters_of_a_key_over_numbered_areas_are_headings(left: float, gap: float) -> None:
    cells = [(left + 250 + (60 + gap) * at, 120, letter) for at, letter in enumerate("ABC")]
    for row in range(8):
        top = 140 + 16 * row
        cells += [(left, top, f"{row + 1}"), (left + 15, top, "Offentlighet och demokrati")]
        cells += [(left + 250 + (60 + gap) * at, top, f"{41 + row + at}") for at in range(3)]
    assert find_grid_names(draw(*cells).words) == []
