"""A sentence on what stands at one side of a table is on the column there that is what it says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.claims.totals import find_totals
from extract.page.words import place_lines
from extract.records import ReadingKind
from extract.series.sheet import make_sheets
from tests.test_columns import IDENTITY, OWN
from tests.test_table_headings import Texts, draw, read, set_table

CHANGES = ("+8", "±0", "–3", "+7", "+2", "–5", "+9", "+1")
PLAIN = ("8", "0", "3", "7", "2", "5", "9", "1")


def set_column(values: Sequence[str], x0: float, top: float) -> Texts:
    return [(value, x0, top + 16 * row) for row, value in enumerate(values)]


@pytest.mark.parametrize(
    ("text", "places", "heading"),
    [
        ("Längst till höger anges förändringen mot 2011.", (40, 130, 480), "Jfr 2011"),
        ("Till vänster visas skillnaden mot förra gången.", (480, 130, 40), "Jämfört med 2010"),
        ("Bredvid anges skillnaden.", (300, 40, 400), "+/–"),
        ("Lengst til høyre vises endringen.", (60, 140, 520), "Endring"),
    ],
)
def test_a_sentence_on_changes_at_one_side_is_on_the_signed_numbers(
    text: str, places: tuple[float, float, float], heading: str
) -> None:
    own, names, other = places
    page = draw(
        [("Resultat", 40, 50), (text, 40, 80), ("Poäng 2014", own, 104), (heading, other, 104)],
        set_table(names, own, OWN),
        set_column(CHANGES, other, 120),
    )
    assert read(page, ReadingKind.SCORE) == OWN


@pytest.mark.parametrize(
    ("text", "values", "places"),
    [
        ("Längst till höger anges förändringen mot 2011.", PLAIN, (300, 400)),  # nothing calls them changes
        (
            "Längst till höger anges förändringen mot 2011.",
            CHANGES,
            (400, 300),
        ),  # the changes are in the middle
        ("Längst till höger anges medelvärdet i landet.", CHANGES, (300, 400)),
        ("Till vänster anges förändringen mot 2011.", CHANGES, (300, 400)),
    ],
)
def test_a_sentence_on_a_side_without_signed_numbers_may_be_on_the_points(
    text: str, values: Sequence[str], places: tuple[float, float]
) -> None:
    own, other = places
    for above, scores in (("", OWN), (text, ())):
        page = draw(
            [("Resultat", 40, 50), (above, 40, 80), ("Poäng", own, 104), ("Jfr", other, 104)],
            set_table(40, own, OWN),
            set_column(values, other, 120),
        )
        assert read(page, ReadingKind.SCORE) == scores


BEFORE = "Arvika har utvärderats en gång tidigare, i november 2009."


@pytest.mark.parametrize(
    "sentence",
    [
        "Resultatet har sedan dess gått från 454 till 484 poäng, vilket är över genomsnittet.",
        "Sedan dess har kommunen ökat till 484 poäng, från 454 poäng.",
        "Siden den gang har Arvika gått fra 454 til 484 poeng.",
    ],
)
def test_a_total_to_which_points_have_come_since_then_is_the_own_one(sentence: str) -> None:
    assert list_own([BEFORE, sentence]) == [484.0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Resultatet gick då från 454 till 484 poäng.",
        "Resultatet hade sedan dess gått från 454 till 484 poäng.",
        "Grannkommunen har sedan dess gått från 454 till 484 poäng.",
        "Resultatet blev 484 poäng.",
        "Resultatet har sedan dess fallit, från 484 poäng.",
        "Målet har sedan dess höjts från 454 till 484 poäng.",
    ],
)
def test_a_total_of_the_evaluation_before_is_not(sentence: str) -> None:
    assert list_own([BEFORE, sentence]) == []


def list_own(sentences: Sequence[str]) -> list[float]:
    found = find_totals(make_sheets([place_lines(["Bakgrund", "", " ".join(sentences)])]), IDENTITY)
    return [total.value for total in found if total.kind is ReadingKind.TOTAL]
