"""Wheels: numbers in the sectors and names outside the rim, each name in the direction of its number."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from math import cos, pi, sin, sqrt

import pytest

from extract.page.words import PageWords
from extract.series.propose import propose_series
from extract.series.sheet import make_sheets
from extract.verdict.remarks import find_remark
from tests.test_remarks import make_page, make_scores
from tests.test_search_series import LETTER, NAMES, OSKARSHAMN, OWN, Cell, draw, judge

SHOWN = "Så här ser Oskarshamns hjul ut."
TOLD = "I varje tårtbit står hur många poäng området fick, och utanför står vad det heter."
HUB = 300.0, 330.0
CLOCKWISE = range(8)
COUNTER = [0, 7, 6, 5, 4, 3, 2, 1]
MIXED = [3, 6, 0, 5, 1, 7, 2, 4]
Length = Callable[[int], float]


def by_value(value: int) -> float:
    return 55 + 0.8 * value


def by_area(value: int) -> float:
    return 14 * sqrt(value)


def alike(_: int) -> float:
    return 75.0


def set_name(x: float, y: float, name: str, side: float, width: int) -> list[Cell]:
    """A name in lines, which begins or ends at the rim, or is centred over it."""
    lines = textwrap.wrap(name, width)
    cells: list[Cell] = []
    for at, line in enumerate(lines):
        long = LETTER * len(line.replace(" ", "")) + LETTER / 2 * line.count(" ")
        left = x if side > 0.2 else x - long if side < -0.2 else x - long / 2
        cells.append((left, y - 5.5 * len(lines) + 11 * at, line))
    return cells


def draw_wheel(
    *texts: str,
    order: Sequence[int] = CLOCKWISE,
    length: Length = by_value,
    rim: float = 155.0,
    start: float = 22.5,
    turned: float = 0.0,
    width: int = 18,
    size: float = 16.0,
    extra: Sequence[tuple[float, float, str]] = (),
) -> PageWords:
    """Eight sectors from an angle on, the names of some of them turned by another, below some texts."""
    names: list[Cell] = [(60.0, 60.0 + 24 * at, text) for at, text in enumerate(texts)]
    numbers: list[Cell] = []
    for at, no in enumerate(order):
        angle = pi * (start + 45 * at) / 180
        far = length(OWN[no])
        x, y = HUB[0] + far * sin(angle), HUB[1] - far * cos(angle)
        numbers.append((x - LETTER, y - size / 2, str(OWN[no])))
        named = angle + pi * turned / 180
        names += set_name(HUB[0] + rim * sin(named), HUB[1] - rim * cos(named), NAMES[no], sin(named), width)
    numbers += [(HUB[0] + dx, HUB[1] + dy, text) for dx, dy, text in extra]
    words = (*draw(*names).words, *draw(*numbers, size=size).words)
    return PageWords(1, 595, 842, words)


def finds(page: PageWords) -> bool:
    found = [each.values for each in propose_series(make_sheets([page])) if each.is_whole]
    assert all(list(each.values()) == OWN for each in found)
    return bool(found)


@pytest.mark.parametrize("order", [CLOCKWISE, COUNTER, MIXED])
@pytest.mark.parametrize("start", [0.0, 10.0, 22.5, 30.0])
@pytest.mark.parametrize("length", [by_value, by_area, alike])
def test_numbers_belong_to_the_names_in_their_direction(
    order: Sequence[int], start: float, length: Length
) -> None:
    assert finds(draw_wheel(order=order, start=start, length=length))


@pytest.mark.parametrize(("rim", "width"), [(150.0, 14), (160.0, 24), (175.0, 20), (190.0, 30)])
@pytest.mark.parametrize("size", [12.0, 20.0])
def test_a_wheel_may_be_of_any_size(rim: float, width: int, size: float) -> None:
    assert finds(draw_wheel(rim=rim, width=width, size=size))


def test_names_may_stand_nearer_to_the_hub_than_the_numbers() -> None:
    assert finds(draw_wheel(length=lambda _: 240.0, rim=120.0, width=12))


def test_small_marks_of_the_rings_are_no_points() -> None:
    page = draw_wheel()
    marks = draw(*((HUB[0] - 3, HUB[1] - 1.5 * mark, str(mark)) for mark in (25, 50, 75)), size=6).words
    assert finds(PageWords(1, 595, 842, (*page.words, *marks)))


@pytest.mark.parametrize("turned", [22.5, -22.5, 17.0])
def test_names_at_the_edges_of_the_sectors_are_in_doubt(turned: float) -> None:
    assert not finds(draw_wheel(turned=turned, length=by_value))


def test_a_ninth_number_in_the_wheel_is_in_doubt() -> None:
    assert finds(draw_wheel())
    assert not finds(draw_wheel(extra=[(2, -3, "52")]))


def test_numbers_that_are_in_no_direction_of_a_sector_are_in_doubt() -> None:
    page = draw_wheel()
    names = tuple(word for word in page.words if not word.text.isdigit())
    places = [(HUB[0] - 100 + 50 * (at % 4), HUB[1] - 30 + 60 * (at // 4)) for at in range(8)]
    numbers = draw(*((x, y, str(own)) for (x, y), own in zip(places, OWN, strict=True)), size=16).words
    assert not [
        each
        for each in propose_series(make_sheets([PageWords(1, 595, 842, (*names, *numbers))]))
        if each.is_whole
    ]


@pytest.mark.parametrize(
    "texts",
    [
        (SHOWN, TOLD),
        (SHOWN, "I varje sektor står områdets poäng, och utanför står namnet."),
        ("Hjulet visar kommunens poäng.", "En längre tårtbit betyder att mer är på plats."),
        (SHOWN, TOLD, "Hade alla varit lika långa hade hjulet rullat utan att skumpa."),
        (SHOWN, "Hade staplarna varit lika höga hade bilden sett jämnare ut."),
        (SHOWN, "Vore alla åtta lika stora rullade hjulet jämnt."),
    ],
)
def test_what_is_told_of_the_own_wheel(texts: tuple[str, ...]) -> None:
    assert [each.value for each in judge(draw_wheel(*texts)).scores] == OWN


@pytest.mark.parametrize(
    "texts",
    [
        ("Så här ser hjulet ut.", TOLD),
        ("Så här ser grannkommunernas hjul ut.", TOLD),
        ("Så här ser Oskarshamns hjul ut i medborgarnas ögon.", TOLD),
        ("Så här såg Oskarshamns hjul ut 2008.", TOLD),
        (SHOWN, "I varje tårtbit står hur många poäng nämnden gissade, och utanför står vad området heter."),
        (SHOWN, "I varje tårtbit står länets medelvärde, och utanför står vad området heter."),
        (SHOWN, TOLD, "Hade medborgarna varit lika nöjda hade hjulet rullat utan att skumpa."),
        (SHOWN, TOLD, "Hade alla varit lika ärliga när de gissade poängen hade hjulet skumpat mer."),
        (SHOWN, TOLD, "Om alla hade varit lika med på noterna hade hjulet varit grannarnas."),
        (SHOWN, TOLD, "Siffran är kommunens plats bland de utvärderade."),
    ],
)
def test_a_wheel_that_may_be_of_others_is_held(texts: tuple[str, ...]) -> None:
    assert not judge(draw_wheel(*texts)).scores


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        (
            "Oskarshamn har inte utvärderats i vår version, och poäng i äldre versioner går ej att jämföra.",
            False,
        ),
        ("Oskarshamn har inte utvärderats i den nuvarande versionen, och poängen är från den äldre.", True),
        ("Oskarshamn har inte utvärderats i den nuvarande versionen.", True),
        ("Oskarshamn har inte utvärderats, och talen är jämförbara med dem i äldre versioner.", True),
    ],
)
def test_results_of_older_versions_are_those_before_this_evaluation(sentence: str, held: bool) -> None:
    found = find_remark([make_page(sentence, 2)], make_scores(), identity=OSKARSHAMN)
    assert (found is not None) == held
