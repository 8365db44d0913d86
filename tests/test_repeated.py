"""Numbers with words of their own under or beside every area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.instrument import AREAS
from extract.page.words import place_lines
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.records import Identity, ReadingKind

IDENTITY = Identity(country="SE", municipality="Örebro", round=2014, edition=2010)
NAMES = [AREAS[2010, area_no].name for area_no in range(1, 9)]
SCORES = (68, 75, 66, 71, 59, 70, 62, 80)
EARLIER = (61, 70, 60, 66, 51, 64, 58, 71)


def read(lines: Sequence[str]) -> dict[ReadingKind, dict[int, float]]:
    """What is read of the areas by kind, of whatever is told to be something."""
    found: dict[ReadingKind, dict[int, float]] = {}
    for reading in read_pages([place_lines(lines)], IDENTITY):
        if reading.kind is not ReadingKind.UNKNOWN:
            found.setdefault(reading.kind, {})[reading.area_no or 0] = reading.value
    return found


def write_under(count: int = 8, own: str = "Poäng 2014", then: str = "Poäng 2011") -> list[str]:
    rows = zip(NAMES[:count], SCORES, EARLIER, strict=False)
    return [
        line for name, score, old in rows for line in (name, f"{own}: {score}", f"{then}: {old} poäng", "")
    ]


def number(values: Sequence[float]) -> dict[int, float]:
    return dict(enumerate(map(float, values), start=1))


def test_lines_under_every_area_are_told_apart_by_their_words() -> None:
    assert read(write_under()) == {
        ReadingKind.SCORE: number(SCORES),
        ReadingKind.PREVIOUS: number(EARLIER),
    }


def test_lines_beside_every_area_belong_to_the_nearest() -> None:
    lines = []
    for name, score, old in zip(NAMES, SCORES, EARLIER, strict=True):
        lines += [f"{'':60}Medel: {old}", name, f"{'':60}Poäng 2014: {score} av 100", ""]
    assert read(lines) == {
        ReadingKind.AVERAGE: number(EARLIER),
        ReadingKind.SCORE: number(SCORES),
    }


def test_numbers_under_few_areas_are_not_read() -> None:
    assert read(write_under(count=5)) == {}


@pytest.mark.parametrize("words", ["Kapitel", "Antal intervjuer", "Frågor om"])
def test_words_that_nobody_knows_give_no_scores(words: str) -> None:
    assert ReadingKind.SCORE not in read(write_under(own=words, then=words))


def test_the_same_words_at_several_numbers_of_one_area_prove_nothing() -> None:
    readings = read_pages([place_lines(write_under(own="Poäng", then="Poäng"))], IDENTITY)
    assert not prove(readings, IDENTITY).scores


def test_one_area_told_twice_is_not_read_once() -> None:
    lines = [*write_under(), NAMES[3], "Poäng 2014: 12"]
    read = {each.value for each in read_pages([place_lines(lines)], IDENTITY) if each.area_no == 4}
    assert read != {71.0}


def write_chapters(order: Sequence[int], *, before: bool = False) -> list[str]:
    """A chapter of twelve lines for each area, with its points in the last, or before its name."""
    lines = []
    for area_no in order:
        said = f"Områdets poäng: {SCORES[area_no - 1]} (av 100 möjliga)"
        text = ["Kommunen har under flera år arbetat med att utveckla styrningen."] * 12
        lines += [said, NAMES[area_no - 1], *text] if before else [NAMES[area_no - 1], *text, said]
    return lines


def test_points_at_the_end_of_each_chapter_belong_to_its_heading() -> None:
    assert read(write_chapters(range(1, 9))) == {ReadingKind.SCORE: number(SCORES)}


def test_chapters_may_begin_on_the_page_before() -> None:
    lines = write_chapters(range(1, 9))
    pages = [replace(place_lines(part), number=at) for at, part in enumerate((lines[:50], lines[50:]), 1)]
    readings = list(read_pages(pages, IDENTITY))
    assert {each.area_no: each.value for each in readings} == number(SCORES)


def test_points_before_the_names_are_not_given_to_the_area_before() -> None:
    listed = [f"{name} {at}" for at, name in enumerate(NAMES)]
    assert read([*NAMES, *write_chapters(range(1, 9), before=True)]) == {}
    assert read([*listed, *write_chapters(range(1, 9), before=True)]) == {}


@pytest.mark.parametrize("lines_between", [0, 1, 2, 9])
@pytest.mark.parametrize("introduced", [False, True])
def test_points_before_the_names_are_never_given_to_the_area_before(
    lines_between: int, introduced: bool
) -> None:
    lines = [f"{at}. {name}" for at, name in enumerate(NAMES, 1)] if introduced else []
    for name, score in zip(NAMES, SCORES, strict=True):
        lines += [f"Poäng: {score}", name, *["Ett utvecklat arbete."] * lines_between]
    assert read(lines) in ({}, {ReadingKind.SCORE: number(SCORES)})
