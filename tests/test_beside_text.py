"""Slides with a large number beside the text or list of each area: its points in a circle."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords
from extract.records import Identity
from tests.test_lines_under_names import MEAN, STRYN, YSTAD, read_pages
from tests.test_search_series import draw
from tests.test_told import AREAS, POINTS, SCORES

GOOD = ("Tydlig styrmodell som är känd", "Röd tråd från vision till plan", "God dialog", "Öppna nämnder")
BETTER = ("Gör målen mer mätbara", "Fördjupa analysen", "Klargör gränsen mellan vad och hur", "Följ upp")


def draw_slides(
    at_number: Sequence[tuple[float, float, str]],
    *,
    country: str = "SE",
    number: str = "{points}",
    level: Sequence[float] = (150.0,),
    bullets: bool = True,
    over: str = "Poäng per område",
    numbers: Sequence[float] = POINTS,
) -> list[PageWords]:
    """A slide for each area: its name, two lists, a large number at ``level``, small words at it."""
    slides = [draw((60, 60, over), size=20.0, page=1)]
    for page, name in enumerate(AREAS[country], 2):
        top = level[page % len(level)]
        small = [(60.0, 98.0, "Det här är vi bra på"), (60.0, 204.0, "Det här kan bli bättre")]
        # the lists begin with another line on each slide
        for first, texts in ((120.0, GOOD), (226.0, BETTER)):
            for row, text in enumerate((*texts[page % 4 :], *texts[: page % 4])):
                small += [(62.0, first + 18 * row, "•")] if bullets else []
                small.append((74.0, first + 18 * row, text))
        small += [(x, top + down, text.format(mean=f"{MEAN[page - 2]:g}")) for x, down, text in at_number]
        heading = draw((60, 40, f"{page - 1}. {name}"), size=20.0)
        large = draw((420, top, number.format(points=f"{numbers[page - 2]:g}")), size=24.0)
        words = (*heading.words, *large.words, *draw(*small).words)
        slides.append(PageWords(page, 720, 405, words))
    return slides


@pytest.mark.parametrize(
    ("at_number", "number", "level", "bullets"),
    [
        ([(422, 30, "poäng"), (418, 62, "2010: {mean}")], "{points}", (151.0,), True),
        ([(418, 30, "av 100")], "{points}", (133.0, 151.0, 169.0), True),
        ([(418, 60, "Snitt: {mean}")], "{points} poäng", (223.0,), False),
        ([(418, -16, "Ystads poäng")], "{points}", (169.0, 190.0), False),
    ],
)
def test_a_large_number_beside_a_list_is_no_value_of_its_lines(
    at_number: Sequence[tuple[float, float, str]], number: str, level: Sequence[float], bullets: bool
) -> None:
    slides = draw_slides(at_number, number=number, level=level, bullets=bullets)
    assert read_pages(slides, YSTAD) == SCORES


def test_norwegian_slides_are_read() -> None:
    slides = draw_slides([(420, 30, "poeng")], country="NO", over="Poeng pr fokusområde")
    assert read_pages(slides, STRYN) == SCORES


@pytest.mark.parametrize(
    ("at_number", "over", "identity"),
    [
        ([(422, 30, "poäng i snitt")], "Poäng per område", YSTAD),
        ([(422, 30, "poäng"), (422, 44, "medel alla kommuner")], "Poäng per område", YSTAD),
        ([(422, 30, "poäng"), (422, 44, "i Skurup")], "Poäng per område", YSTAD),
        ([(422, 30, "poäng 2010")], "Poäng per område", YSTAD),
        ([(422, 30, "poäng")], "Genomsnittliga poäng per område för alla kommuner", YSTAD),
        ([(422, 30, "procent")], "Poäng per område", YSTAD),
    ],
)
def test_large_numbers_of_others_are_not_read(
    at_number: Sequence[tuple[float, float, str]], over: str, identity: Identity
) -> None:
    assert read_pages(draw_slides(at_number, over=over), identity) == {}


def test_large_numbers_of_lines_are_not_read() -> None:
    """Each line of the list has its own large number, and one is at the same place on all slides."""
    slides = []
    for each in draw_slides([(422, 30, "poäng")], level=(151.0,)):
        more = [draw((420, 115 + 108 * row, f"{30 + 7 * row + each.number}"), size=24.0) for row in range(2)]
        words = (*each.words, *(word for page in more for word in page.words))
        slides.append(PageWords(each.number, 720, 405, words if each.number > 1 else each.words))
    assert read_pages(slides, YSTAD) == {}
