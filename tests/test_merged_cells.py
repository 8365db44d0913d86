"""Tables in which each area has one cell that spans the rows of its questions."""

from __future__ import annotations

import textwrap

import pytest

from extract.page.words import PageWords
from tests.test_search_series import NAMES, OSKARSHAMN, Cell, draw, set_right
from tests.test_told_lists import publish

QUESTIONS = (3, 5, 4, 6, 4, 5, 3, 4)
SUMS = [40, 72, 56, 89, 61, 77, 35, 52]
ASKED = [
    "Finns det en av fullmäktige beslutad plan",
    "Hur arbetar kommunen med de interna",
    "Stöd till cheferna",
]
STEP = 12.0


def draw_merged(place: float, *, lower: float = 0, head: str = "Summa", asked: int = 0) -> PageWords:
    """Each area's name and sum stand at a share ``place`` of its cell, the sum ``lower`` than the name."""
    cells: list[Cell] = [(60, 40, "Poängsammanställning"), (60, 70, "Område"), (250, 70, "Delfråga")]
    cells += [set_right(500, 70, "Poäng"), set_right(560, 70, head)]
    top = 84.0
    for no, (count, total) in enumerate(zip(QUESTIONS, SUMS, strict=True), 1):
        for row in range(count):
            points = total - (count - 1) * (count + 7) if row == 0 else 7 + 2 * row
            question = ASKED[(no * row + asked) % len(ASKED)]
            cells += [(250, top + STEP * row, question), set_right(500, top + STEP * row, str(points))]
        name = textwrap.wrap(f"{no}. {NAMES[no - 1]}", 30)
        at = top + place * STEP * max(0, count - len(name))
        cells += [(60, at + STEP * line, text) for line, text in enumerate(name)]
        cells += [set_right(560, top + place * STEP * (count - 1) + lower, str(total))] if head else []
        top += STEP * (count + 1)
    return draw(*cells, size=9)


@pytest.mark.parametrize("asked", range(3))
@pytest.mark.parametrize(("place", "lower"), [(0, 0), (0.5, 0), (0.5, 2), (1, 0), (1, 2)])
def test_the_sum_of_the_questions_is_the_score(place: float, lower: float, asked: int) -> None:
    page = draw_merged(place, lower=lower, asked=asked)
    assert [*publish([page], OSKARSHAMN).values()] == SUMS


@pytest.mark.parametrize("place", [0, 0.5, 1])
def test_the_points_of_questions_are_no_scores(place: float) -> None:
    assert publish([draw_merged(place, head="")], OSKARSHAMN) == {}


@pytest.mark.parametrize("head", ["Poäng 2011", "Kommunens poäng", "Oskarshamn 2011"])
def test_points_of_questions_on_two_lines_contradict_no_score(head: str) -> None:
    cells: list[list[Cell]] = [[(60, 40, f"Resultat {head}")], [], []]
    for no, (count, total) in enumerate(zip(QUESTIONS, SUMS, strict=True), 1):
        name, page = f"{no} {NAMES[no - 1]}", cells[1 + (no > 4)]
        cells[0] += [(60, 40 + 20 * no, NAMES[no - 1]), set_right(500, 40 + 20 * no, str(total))]
        top = 60.0 + 190 * ((no - 1) % 4)
        page += [(60, top, name), set_right(500, top, head), set_right(560, top, "Max")]
        for row in range(count):
            points = total - (count - 1) * (count + 7) if row == 0 else 7 + 2 * row
            at, most = top + 12 + 26 * row, 100 - 10 * (count - 1) if row == 0 else 10
            page += [
                (60, at, f"{no}.{row + 1} {ASKED[row % 2]}"),
                (60, at + 12, "och används den i arbetet?"),
            ]
            page += [set_right(500, at + 6, str(points)), set_right(560, at + 6, str(most))]
        at = top + 12 + 26 * count
        page += [(60, at, "Totalt för området"), set_right(500, at, str(total)), set_right(560, at, "100")]
    pages = [draw(*each, page=at, size=9) for at, each in enumerate(cells, 1)]
    assert [*publish(pages, OSKARSHAMN).values()] == SUMS
