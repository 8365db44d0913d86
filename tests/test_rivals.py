"""The one fact that would settle what a held document's presentations leave open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from extract.verdict.drawing import draw_search
from flows.review.rivals import describe_rivals, find_settling_fact, list_rivals
from tests.conftest import ROOT

SCORES = (61, 60, 73, 53, 70, 56, 65, 68)
OTHERS = (49, 54, 67, 55, 56, 56, 50, 66)
NEAR = (61, 60, 73, 53, 70, 56, 68, 65)  # the same sum


def make_readings(values: Sequence[float], group: str, kind: str = "score", page: int = 4) -> list[Any]:
    return [
        {
            "presentation_group": group,
            "presentation": "table",
            "kind": kind,
            "area_no": area_no,
            "value": value,
            "page": page,
            "words": "Poäng",
        }
        for area_no, value in enumerate(values, start=1)
    ]


def make_total(value: float, page: int = 2) -> dict[str, Any]:
    return {**make_readings((value,), "sentence:total", "total", page)[0], "area_no": None}


def settle(*groups: list[Any], totals: Sequence[tuple[float, int]] = ()) -> str:
    return find_settling_fact(list_rivals([reading for group in groups for reading in group]), totals)


def test_two_presentations_are_told_apart_by_a_total_that_one_of_them_meets() -> None:
    told = settle(make_readings(SCORES, "a"), make_readings(OTHERS, "b", page=9), totals=[(453, 2)])
    assert told.startswith("whether the total 453 on page 2 is this municipality's")
    assert told.endswith("B adds up to it.")


def test_without_a_total_the_sums_are_named_and_without_other_sums_an_area() -> None:
    sums = settle(make_readings(SCORES, "a"), make_readings(OTHERS, "b", "unknown"))
    assert "A adds up to 506, B to 453" in sums
    area = settle(make_readings(SCORES, "a"), make_readings(NEAR, "b", page=9))
    assert area == "the points of area 7: 65 in A on page 4, 68 in B on page 9."


@pytest.mark.parametrize(
    ("values", "kind", "totals", "fact"),
    [
        (SCORES, "score", [], "whose the numbers on page 4 are"),
        (SCORES, "score", [(516.0, 2)], "whether a score or the total is misprinted"),
        (SCORES[:6], "score", [], "the points of area 7, 8"),
        (SCORES, "average", [], "the page that gives this municipality's points"),
    ],
)
def test_one_presentation_lacks_an_owner_an_area_or_a_total(
    values: Sequence[float], kind: str, totals: list[tuple[float, int]], fact: str
) -> None:
    assert fact in settle(make_readings(values, "a", kind), totals=totals)


def test_a_sentence_that_gave_the_numbers_to_others_is_what_to_look_up() -> None:
    told = [
        {**each, "words": "Tabellen visar medelvärdet."} for each in make_readings(SCORES, "a", "average")
    ]
    assert (
        settle(told)
        == "whether “Tabellen visar medelvärdet.” is said of the numbers on page 4, or of something else."
    )


def test_presentations_stand_side_by_side() -> None:
    lines = list(
        describe_rivals(
            [*make_readings(SCORES, "a"), *make_readings(OTHERS, "b", "unknown"), make_total(506)]
        )
    )
    assert "  area 1       61     49" in lines
    assert any("B  page 4, table, nothing says what they are: Poäng" in line for line in lines)
    assert "this municipality's of this round: A adds up to it" in lines[-1]


def test_the_pages_with_series_are_drawn_as_they_are_searched() -> None:
    report: Path = ROOT / "flows" / "sample_reports" / "grastorp-2014.pdf"
    drawn = dict(draw_search(report))
    assert 4 in drawn
    assert all(picture.startswith(b"\x89PNG") for picture in drawn.values())
    (page, picture), *_ = draw_search(report, [1])
    assert (page, picture[:4]) == (1, b"\x89PNG")
