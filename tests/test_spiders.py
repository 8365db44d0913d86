"""Spiders: a number at each corner, captions of several short sentences, and what is told of the shape."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

import pytest

from extract.page.words import PageWords
from extract.verdict.remarks import find_remark
from tests.test_remarks import IDENTITY, make_page, make_scores
from tests.test_search_series import LETTER, NAMES, OWN, Cell, draw, judge

HUB = 300.0, 320.0
PROFILE = "Oskarshamns profil"
INTRODUCED = "Profilen nedan visar utfallet."
AT_CORNERS = "Siffran vid varje spets är områdets poäng."
RINGS = "Ringarna markerar 25, 50, 75 och 100."
TEXT = "Formen berättar om en kommun som är skicklig på att styra men som inte har lärt av sig själv."


def long(text: str) -> float:
    return LETTER * len(text.replace(" ", "")) + LETTER / 2 * text.count(" ")


def draw_spider(
    *texts: str, caption: str = "", small: bool = True, centred: bool = True, down: float = 0.0
) -> PageWords:
    """Names around a spider, each with its number below, between texts and a caption."""
    cells: list[Cell] = [(60.0, 70.0 + 22 * at, text) for at, text in enumerate(texts)]
    for at, (name, score) in enumerate(zip(NAMES, OWN, strict=True)):
        angle = 2 * pi * at / 8
        x, y = HUB[0] + 90 * sin(angle), HUB[1] - 150 * cos(angle)
        side = round(sin(angle), 6)
        for line, text in enumerate((name, str(score))):
            left = x if side > 0 else x - long(text) if side < 0 else x - long(text) / 2
            cells.append((left, y + 11 * line, text))
    left, right = (
        min(x for x, _, _ in cells[len(texts) :]),
        max(x + long(t) for x, _, t in cells[len(texts) :]),
    )
    below: list[Cell] = []
    if caption:
        place = (left + right - long(caption)) / 2 if centred else 60.0
        below = [(place, HUB[1] + 190 + down, caption)]
    cells += [(60.0, HUB[1] + 260 + 14 * line, TEXT) for line in range(3)]
    words = (*draw(*cells).words, *draw(*below, size=8.5 if small else 10.0).words)
    return PageWords(1, 595, 842, words)


def publishes(page: PageWords) -> bool:
    values = [each.value for each in judge(page).scores]
    assert values in ([], OWN)
    return bool(values)


@pytest.mark.parametrize(
    "texts",
    [
        (PROFILE, INTRODUCED, AT_CORNERS),
        (PROFILE, AT_CORNERS),
        (PROFILE, INTRODUCED, "Talet i varje hörn är områdets poäng."),
        (PROFILE, "Siffran vid varje axel visar poängen.", INTRODUCED),
        ("Kommunens utfall", "Siffrorna längst ut på ekrarna är poängen för varje område."),
    ],
)
def test_where_the_numbers_stand_makes_them_nobody_elses(texts: Sequence[str]) -> None:
    assert publishes(draw_spider(*texts))


@pytest.mark.parametrize(
    "texts",
    [
        (PROFILE, "Siffran vid varje spets är grannkommunens poäng."),
        (PROFILE, INTRODUCED, "Siffran vid varje spets är nämndens gissning."),
        (PROFILE, INTRODUCED, "Siffran vid varje spets är områdets rang."),
        (PROFILE, INTRODUCED, "Siffran vid varje spets är länets medelvärde."),
        ("Profilen", INTRODUCED, AT_CORNERS),
    ],
)
def test_numbers_at_corners_may_be_others(texts: Sequence[str]) -> None:
    assert not publishes(draw_spider(*texts))


@pytest.mark.parametrize("caption", [f"Oskarshamns kommun, utfall i Kommunkompassen 2011. {RINGS}"])
@pytest.mark.parametrize(
    ("small", "centred", "down"),
    [(True, True, 0.0), (True, False, 0.0), (False, True, 0.0), (True, True, 4.0)],
)
def test_a_caption_of_several_short_sentences_tells_whose_the_points_are(
    caption: str, small: bool, centred: bool, down: float
) -> None:
    page = draw_spider("Profilen", INTRODUCED, caption=caption, small=small, centred=centred, down=down)
    assert publishes(page)
    assert not publishes(draw_spider("Profilen", INTRODUCED))


@pytest.mark.parametrize(
    "caption",
    [
        f"Länets medelvärde i Kommunkompassen 2011. {RINGS}",
        f"Oskarshamns kommun, utfall i Kommunkompassen 2007. {RINGS}",
        f"Oskarshamns kommun så som nämnden gissade. {RINGS}",
        f"{RINGS} Poängen är grannkommunens.",
    ],
)
def test_a_caption_of_several_short_sentences_can_give_the_points_to_others(caption: str) -> None:
    assert not publishes(draw_spider(PROFILE, INTRODUCED, caption=caption))
    assert publishes(draw_spider(PROFILE, INTRODUCED, caption=RINGS))


def test_the_text_below_is_no_caption() -> None:
    """Text of the usual size at the text's edge goes on with other things."""
    text = "Kommunen är stark. Grannkommunen är svagare."
    assert publishes(draw_spider(PROFILE, INTRODUCED, caption=text, small=False, centred=False, down=30.0))


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Den inbuktning som syns åt vänster i figuren är också den som de intervjuade återkom till.", False),
        ("Den dal som syns i diagrammet är också den som de intervjuade oftast nämnde.", False),
        ("Den bedömning som syns i figuren är också den som de intervjuade själva gjorde.", True),
        ("Den profil som syns i figuren är den som cheferna ritade.", True),
    ],
)
def test_a_feature_of_the_shape_is_no_point(sentence: str, held: bool) -> None:
    found = find_remark([make_page(sentence, 2)], make_scores(), identity=IDENTITY)
    assert (found is not None) == held
