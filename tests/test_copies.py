"""Tables whose names cannot be read, and which contradict the scores."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.textpass import PageText
from extract.page.words import place_lines
from extract.records import Box, Group, Proof, ProvedScore, Reading, ReadingKind
from extract.verdict.contradictions import find_near_copy, list_copy_pages

VALUES = (68, 75, 66, 71, 59, 70, 62, 80)
WRONG = (68, 75, 66, 71, 59, 70, 62, 84)
WRONG_WITHIN = (68, 75, 66, 73, 59, 70, 62, 80)
FIGURES = "Andel nöjda 68 74 61"


def prove(values: Sequence[float]) -> list[ProvedScore]:
    return [
        ProvedScore(
            area_no,
            value,
            100.0,
            Proof.SINGLE,
            1,
            Reading(
                "table",
                ReadingKind.SCORE,
                value,
                f"{value:g}",
                1,
                Box(0, 0, 1, 1),
                Group("table", "1:0:0", "0"),
            ),
        )
        for area_no, value in enumerate(values, start=1)
    ]


def find(*lines: str) -> str | None:
    reason = find_near_copy([place_lines(lines)], prove(VALUES))
    return reason.sentence if reason else None


def write_row(values: Sequence[int]) -> str:
    return "   ".join(map(str, values))


def test_a_row_that_repeats_all_but_one_is_a_contradiction() -> None:
    assert find(FIGURES, f"Poäng   {write_row(WRONG)}   515") == (
        "Numbers on page 0 repeat the scores of 7 areas in order, but print 84 where area 8 has 80."
    )


@pytest.mark.parametrize("other", [(41, 50, 80, 38, 44, 47, 29, 53), (80, 50, 41, 38, 44, 47, 29, 53)])
def test_the_missing_score_in_another_row_is_not_beside_the_run(other: Sequence[int]) -> None:
    assert find(f"Umeå {write_row(other)}", f"Utfall 2020 {write_row(WRONG)}") is not None
    assert find(f"Utfall 2020 {write_row(WRONG)}", f"Umeå {write_row(other)}") is not None
    assert find(f"Utfall 2020 {write_row(WRONG)}", "80") is None


def test_a_column_that_repeats_all_but_one_is_a_contradiction() -> None:
    lines = [f"{'':30}{value}   100" for value in WRONG]
    assert find(FIGURES, *lines) is not None


@pytest.mark.parametrize(
    "row",
    [VALUES, (51, 62, 44, 71, 59, 52, 62, 66), VALUES[:7], (*VALUES, 551), tuple(reversed(WRONG))],
    ids=["the scores", "others'", "seven", "with their sum", "in another order"],
)
def test_other_rows_contradict_nothing(row: Sequence[int]) -> None:
    assert find(FIGURES, write_row(row)) is None


def test_only_pages_that_hold_most_scores_are_looked_at() -> None:
    texts = [
        write_row(WRONG),
        "I medborgarundersökningen var 68 procent nöjda, 75 år 2010.",
        "68\n75\n66\n71\n59\n70",
    ]
    pages = [PageText(number, 595, 842, text, 0) for number, text in enumerate(texts, start=1)]
    assert list_copy_pages(pages, prove(VALUES)) == [1, 3]


def test_cards_that_repeat_all_but_one_are_a_contradiction_beside_a_list_that_does_not() -> None:
    cards = [
        f"{left}{'':20}{right}" for left, right in zip(WRONG_WITHIN[::2], WRONG_WITHIN[1::2], strict=True)
    ]
    text = ["Kommunen har under flera år arbetat med att utveckla styrningen i alla delar."] * 6
    listed = [f"Område {value}" for value in VALUES]
    assert find(FIGURES, *cards, *text, *listed) is not None
    assert find(FIGURES, *listed, *text, *listed) is None
