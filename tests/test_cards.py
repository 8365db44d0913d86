"""Cards: an area's name over its points, with words or a maximum of their own between."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.records import ReadingKind
from tests.test_readers import AREAS, EARLIER, SCORES, Sheet, list_scores, number

ACROSS, DOWN = 180, 110


def draw(sheet: Sheet, *parts: tuple[float, float, str, float]) -> None:
    """Eight cards in three columns; ``parts`` are set into each, with the points of the area filled in."""
    sheet.write(60, 60, "Kommunens poäng per område", size=12)
    for at, (area, score, old) in enumerate(zip(AREAS, SCORES, EARLIER, strict=True)):
        x, y = 40 + ACROSS * (at % 3), 110 + DOWN * (at // 3)
        sheet.write(x, y, area, size=8)
        for dx, dy, text, size in parts:
            sheet.write(x + dx, y + dy, text.format(score=score, old=old), size=size)


def test_a_small_maximum_after_the_points_belongs_to_them(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    draw(sheet, (0, 26, "{score}", 20), (26, 26, "av 100", 8))
    assert list_scores(sheet.read(), "card", ReadingKind.SCORE) == number(SCORES)


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Medel", ReadingKind.AVERAGE), ("2009", ReadingKind.PREVIOUS), ("Poäng 2012", ReadingKind.SCORE)],
)
def test_words_between_name_and_points_say_whose_they_are(
    tmp_path: Path, words: str, kind: ReadingKind
) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    draw(sheet, (0, 11, words, 8), (0, 24, "{score}", 12))
    assert list_scores(sheet.read(), "card", kind) == number(SCORES)


def test_points_may_stand_nearer_to_the_name_below_than_to_their_own(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    sheet.write(60, 60, "Kommunens poäng per område", size=12)
    for at, (area, score) in enumerate(zip(AREAS, SCORES, strict=True)):
        x, y = 40 + 260 * (at % 2), 110 + 45 * (at // 2)
        sheet.write(x, y, area, size=8)
        sheet.write(x, y + 34, str(score), size=16)
    assert list_scores(sheet.read(), "card", ReadingKind.SCORE) == number(SCORES)


def test_the_small_marks_of_an_axis_are_no_points(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    draw(sheet, (0, 12, "{score}", 8), (14, 13, "100", 5))
    assert list_scores(sheet.read(), "card", ReadingKind.SCORE) == number(SCORES)


def test_two_figures_without_words_in_one_card_are_nobodys(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    draw(sheet, (0, 16, "{score}", 14), (0, 26, "{old}", 8))
    assert list_scores(sheet.read(), "card", ReadingKind.SCORE) == {}


@pytest.mark.parametrize("numbered", [True, False])
def test_points_around_a_wheel_begin_or_end_where_the_names_or_their_numbers_do(
    tmp_path: Path, numbered: bool
) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    sheet.write(60, 60, "Kommunens poäng per område", size=12)
    places = [(290, 110), (390, 160), (420, 240), (390, 320), (290, 370), (120, 320), (100, 240), (120, 160)]
    for at, ((x, y), area, score) in enumerate(zip(places, AREAS, SCORES, strict=True)):
        sheet.write(x, y, f"{at + 1}. {area}" if numbered else area, size=8)
        sheet.write(x, y + 10, str(score), size=8)
    assert list_scores(sheet.read(), "card", ReadingKind.SCORE) == number(SCORES)


@pytest.mark.parametrize("rounds", [1, 3])
@pytest.mark.parametrize("title", ["Kommunens poäng per område", "Poäng per område"])
@pytest.mark.parametrize("down", ["by value", "by row", "by half"])
def test_small_charts_of_several_rounds_under_the_names_give_no_points(
    tmp_path: Path, down: str, title: str, rounds: int
) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    sheet.write(60, 60, title, size=12)
    for at, (area, score, old) in enumerate(zip(AREAS, SCORES, EARLIER, strict=True)):
        x, y = 40 + 260 * (at % 2), 110 + 80 * (at // 2)
        sheet.write(x, y, area, size=8)
        for step, value in enumerate((score, old, old - 2)[:rounds]):
            lower = {
                "by value": (100 - value) // 8,
                "by row": 12 * ((at // 2 + step) % 2),
                "by half": 10 * ((at // 4 + step) % 2),
            }[down]
            sheet.write(x + 60 * step, y + 20 + lower, str(value), size=8)
    readings = sheet.read()
    if rounds == 3:
        assert not list_scores(readings, "card", ReadingKind.SCORE)
    elif title.startswith("Kommunens"):
        assert list_scores(readings, "card", ReadingKind.SCORE) == number(SCORES)
