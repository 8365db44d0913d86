"""Questions of an overview that are called as an area of another edition belong to the area above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.instrument import AREAS
from extract.page.words import PageWords, place_lines
from extract.readers.overview import read_overviews
from extract.readers.overview_rows import list_entries
from extract.records import Identity, ReadingKind
from tests.proving import list_scores
from tests.test_columns import OWN

IDENTITY = Identity(country="SE", municipality="Arvika", round=2012, edition=2010)
HEAD = ["Område och frågor", "Möjliga poäng", "Arvikas poäng"]


def draw_overview(
    questions: dict[int, Sequence[str]], widths: Sequence[int], *, own_first: bool
) -> list[str]:
    """Rows of areas with their points, and below each those of its questions."""

    def set_row(number: str, label: str, most: object, own: object) -> str:
        cells = (own, most) if own_first else (most, own)
        first, second, third = widths
        return f"{number:{first}}{label:{second}}{cells[0]!s:>{third}}{cells[1]!s:>{third}}"

    lines = [set_row("", *HEAD), ""]
    for no, points in enumerate(OWN, start=1):
        asked = questions.get(no, ("Strategi", "Arbetssätt", "Uppföljning"))
        lines.append(set_row(str(no), AREAS[2010, no].name, 100, points))
        part = points // len(asked)
        for at, question in enumerate(asked, start=1):
            value = points - part * (len(asked) - 1) if at == 1 else part
            lines.append(set_row(f"{no}.{at}", question, 100 // len(asked), value))
    return [*lines, set_row("", "Sammanlagt", 800, sum(OWN))]


def place(lines: Sequence[str]) -> PageWords:
    return replace(place_lines([*[""] * 6, *lines]), width=600, height=1000)


@pytest.mark.parametrize(
    ("questions", "widths", "own_first", "cut"),
    [
        ({7: ("Strategi för utveckling", "Kvalitetsutveckling", "Lärande")}, (8, 55, 18), False, None),
        ({5: ("Verksamhetsutveckling", "Kostnader", "Jämförelser", "Samverkan")}, (6, 62, 16), True, None),
        ({6: ("Rekrytering", "Attraktiv arbetsgivare", "Kvalitetsutveckling")}, (9, 58, 20), False, 16),
        (
            {3: ("Uppföljning", "Ständiga förbättringar"), 8: ("Miljö", "Verksamhetsutveckling")},
            (7, 60, 17),
            True,
            22,
        ),
    ],
)
def test_a_question_called_as_an_area_of_another_edition_is_no_area(
    questions: dict[int, Sequence[str]], widths: Sequence[int], own_first: bool, cut: int | None
) -> None:
    lines = draw_overview(questions, widths, own_first=own_first)
    parts = [lines] if cut is None else [lines[:cut], [*lines[:2], *lines[cut:]]]
    pages = [replace(place(part), number=no) for no, part in enumerate(parts, start=1)]
    readings = list(read_overviews(pages, IDENTITY))
    scores = {each.area_no: each.value for each in readings if each.kind is ReadingKind.SCORE}
    assert scores == dict(enumerate(map(float, OWN), start=1))
    assert len({each.group.block for each in readings}) == 1


def test_an_area_with_the_number_of_its_chapter_is_one() -> None:
    lines = [f"{'':8}{HEAD[0]:55}{HEAD[1]:>18}{HEAD[2]:>18}", ""]
    for no, points in enumerate(OWN, start=1):
        lines.append(f"{f'4.{no}':8}{AREAS[2010, no].name:55}{100:>18}{points:>18}")
        lines += [f"{f'4.{no}.{at}':8}{f'Fråga {at}':55}{50:>18}{points / 2:>18g}" for at in (1, 2)]
    page = place(lines)
    areas = [each for each in list_entries(page, goes_on=False) if each.what == "area"]
    assert [each.mention.area_no for each in areas if each.mention] == list(range(1, 9))
    assert ReadingKind.SUBAREA not in {each.kind for each in read_overviews([page], IDENTITY)}
    assert list_scores([page], IDENTITY) == dict(enumerate(map(float, OWN), start=1))
