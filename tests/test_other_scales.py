"""Points out of something else than a hundred, in every form in which a maximum stands with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extract.instrument import AREAS
from extract.page.words import place_lines
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.records import Identity, Verdict

IDENTITY = Identity(country="SE", municipality="Örebro", round=2014, edition=2010)
NAMES = [AREAS[2010, area_no].name for area_no in range(1, 9)]
SCORES = (34, 37, 33, 35, 29, 36, 31, 40)
TEXT = "Kommunen har under flera år arbetat med att utveckla styrningen."


def write_table(most: int) -> list[str]:
    head = f"{'Område':70}Poäng"
    return [
        head,
        *(f"{f'{name} (max {most} p)':70}{score}" for name, score in zip(NAMES, SCORES, strict=True)),
    ]


def write_below(most: int) -> list[str]:
    pairs = zip(NAMES, SCORES, strict=True)
    return [line for name, score in pairs for line in (name, f"Poäng: {score} (max {most})", "")]


def write_headings(most: int) -> list[str]:
    pairs = zip(NAMES, SCORES, strict=True)
    return [line for name, score in pairs for line in (f"{name}, {score} poäng (max {most})", TEXT)]


def write_list(most: int) -> list[str]:
    return ["Poäng:", *(f"{name}: {score}/{most}" for name, score in zip(NAMES, SCORES, strict=True))]


def write_spoken_list(most: int) -> list[str]:
    pairs = zip(NAMES, SCORES, strict=True)
    return ["Poäng:", *(f"{name}: {score} poäng av {most}" for name, score in pairs)]


FORMS = [write_table, write_below, write_headings, write_list, write_spoken_list]


def judge(lines: Sequence[str]) -> Verdict:
    told = ["Kommunens poäng per område", "", *lines]
    return prove(read_pages([place_lines(told)], IDENTITY), IDENTITY)


@pytest.mark.parametrize("write", FORMS)
def test_points_out_of_a_hundred_are_scores(write: Callable[[int], list[str]]) -> None:
    assert tuple(score.value for score in judge(write(100)).scores) == SCORES


@pytest.mark.parametrize("write", FORMS)
@pytest.mark.parametrize("most", [10, 50, 200])
def test_points_of_another_scale_are_held_back(write: Callable[[int], list[str]], most: int) -> None:
    verdict = judge(write(most))
    assert not verdict.scores
    assert {reason.code for reason in verdict.reasons} & {"score_uncertain", "no_scores"}
