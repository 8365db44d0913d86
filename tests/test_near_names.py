"""Names of areas that are spelt a little otherwise: read in their place among the others, only there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.instrument import AREAS
from extract.page.words import PageWords, Word
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.records import Identity
from tests.invented_reports import NORWEGIAN_AREAS
from tests.test_columns import LETTER, set_text
from tests.test_short_names import IDENTITY, SCORES

SWEDISH = [AREAS[2010, area_no].name for area_no in range(1, 9)]
NO = replace(IDENTITY, country="NO", municipality="Gausdal")


def put(names: Sequence[str], **others: str) -> list[str]:
    """The names with others in the places of some: ``a6`` is area 6."""
    return [others.get(f"a{at}", name) for at, name in enumerate(names, start=1)]


def draw_list(
    names: Sequence[str],
    owner: str,
    *,
    left: float = 60,
    step: float = 18,
    numbered: bool = False,
    right: bool = False,
    space: float = LETTER,
) -> PageWords:
    """Names one below the other, at one left or right edge, each with its points."""
    words: list[Word] = set_text(f"{owner} poäng", 420, 80)
    for row, (name, value) in enumerate(zip(names, SCORES, strict=True)):
        text = f"{row + 1}. {name}" if numbered else name
        width = sum(len(word) * LETTER + space for word in text.split()) - space
        x0 = 360 - width if right else left
        for word in text.split():
            words += set_text(word, x0, 110 + step * row)
            x0 += len(word) * LETTER + space
        words += set_text(str(value), 450, 110 + step * row)
    return PageWords(1, 595, 842, tuple(words))


def read(page: PageWords, identity: Identity) -> tuple[float, ...]:
    verdict = prove(read_pages([page], identity), identity)
    return tuple(score.value for score in verdict.scores)


@pytest.mark.parametrize(
    ("names", "step", "numbered", "right"),
    [
        (put(SWEDISH, a6="Kommunen som arbetsgivare, personal"), 18, False, True),
        (put(SWEDISH, a6="Kommunen som arbetsgivare, personal"), 30, True, False),
        (put(SWEDISH, a1="Offentlighet och demokratin"), 22, False, False),
        (put(SWEDISH, a4="Ledarskapet, ansvar och delegationen"), 18, True, False),
        (put(SWEDISH, a2="Tillgängligheten och brukarorientering"), 26, False, True),
        (put(SWEDISH, a7="Verksamhetsutveckling", a3="Styrningen och kontroll"), 20, False, False),
    ],
)
def test_a_name_with_other_ends_of_words_is_the_area_in_whose_place_it_stands(
    names: Sequence[str], step: float, numbered: bool, right: bool
) -> None:
    page = draw_list(names, "Arbogas", step=step, numbered=numbered, right=right)
    assert read(page, IDENTITY) == SCORES


@pytest.mark.parametrize(
    ("names", "step", "numbered", "space"),
    [
        (put(NORWEGIAN_AREAS, a7="Utvikling og lærende organisasjon"), 17, True, 9.0),
        (put(NORWEGIAN_AREAS, a7="Utvikling og lærende organisasjon"), 24, False, LETTER),
        (put(NORWEGIAN_AREAS, a7="Utvikling og lærende organisasjon"), 20, False, 11.0),
        (put(NORWEGIAN_AREAS, a2="Tilgjengelighet og brukerorientering"), 17, True, 9.0),
    ],
)
def test_a_typed_name_with_wide_spaces_is_too(
    names: Sequence[str], step: float, numbered: bool, space: float
) -> None:
    page = draw_list(names, "Gausdals", step=step, numbered=numbered, space=space)
    assert read(page, NO) == SCORES


@pytest.mark.parametrize(
    "names",
    [
        put(SWEDISH, a6="Personal"),  # no word of it is one of the name
        put(SWEDISH, a8="Samhällsbyggaren"),
        put(SWEDISH, a6="Kommunen som arbetsgivare, personalenkät"),
        put(SWEDISH, a6="Kommunen som arbetsgivare utan personal"),
        put(SWEDISH, a6="Kommunen som arbetsgivare, egen bedömning"),
        put(SWEDISH, a7="Utveckling av organisationen"),
        put(SWEDISH, a5="Resultat av enkäten"),
        [SWEDISH[0], SWEDISH[2], "Tillgänglighet och brukare", *SWEDISH[3:]],  # not in its place
        [*SWEDISH[:5], SWEDISH[6], "Kommunen som arbetsgivare, personal", SWEDISH[7]],
    ],
)
def test_what_has_other_words_or_another_place_is_no_area(names: Sequence[str]) -> None:
    assert read(draw_list(names, "Arbogas"), IDENTITY) == ()


@pytest.mark.parametrize(("no", "scores"), [("6", SCORES), ("5", ()), ("8", ())])
def test_a_name_with_the_number_of_another_area_is_none(no: str, scores: tuple[float, ...]) -> None:
    names = [f"{at}. {name}" for at, name in enumerate(SWEDISH, start=1)]
    names[5] = f"{no}. Kommunen som arbetsgivare, personal"
    assert read(draw_list(names, "Arbogas"), IDENTITY) == scores


def test_a_name_that_stands_apart_from_the_others_is_none() -> None:
    names = put(SWEDISH, a6="Kommunen som arbetsgivare, personal")
    page = draw_list(names, "Arbogas")
    assert read(page, IDENTITY) == SCORES
    moved = tuple(
        replace(word, x0=word.x0 + 40, x1=word.x1 + 40) if abs(word.top - 200) < 2 and word.x0 < 400 else word
        for word in page.words
    )
    assert read(replace(page, words=moved), IDENTITY) == ()
