"""The names of the evaluators beside numbers: where they come from gives the numbers to nobody."""

from __future__ import annotations

import pytest

from extract.claims.evaluators import drop_evaluators
from tests.test_ownership import SCORES, judge, list_values, write_list, write_table

LISTS = (
    "Utvärderare: Kerstin Alm, SKL, och Jörgen Wret, Karlskoga kommun.",
    "Utvärderingsteam: Eva Lind (SKL) och Nils Berg (Eslövs kommun)",
    "Utvärderingen genomfördes av Eva Lind, utvecklare vid SKL, samt Nils Berg, kvalitetschef i Mora kommun.",
    "Evaluatorar: Kari Moe, KS, og Ola Li frå Stryn kommune",
    "Granskare – Eva Lind, Nils Berg från Mora kommun",
)


@pytest.mark.parametrize("text", LISTS)
def test_a_list_of_evaluators_says_nothing_of_the_numbers(text: str) -> None:
    assert drop_evaluators(text) == ""


@pytest.mark.parametrize(
    "text", [*LISTS[:2], "Utvärderare: Nils Berg från Mora kommun och Eva Lind från SKL"]
)
@pytest.mark.parametrize("write", [write_table, write_list])
def test_points_below_the_names_of_the_evaluators_are_published(text: str, write: type) -> None:
    assert list_values(judge(["Poäng för Arvika", text, "", *write()])) == SCORES


def test_what_is_said_beside_the_evaluators_is_kept() -> None:
    text = "Utvärderare: Eva Lind, SKL, och Nils Berg, Mora kommun | Poäng i Mora"
    assert drop_evaluators(text) == "Poäng i Mora"


@pytest.mark.parametrize(
    "text",
    [
        "Utvärderade: Karlskoga kommun",
        "Utvärderare: Karlskoga kommun",
        "Utvärdering av Karlskoga kommun",
        "Siffror från Jörgen Wret, Karlskoga kommun",
        "Utvärderare: Eva Lind, poäng i Karlskoga kommun",
        "Utvärderare: Eva Lind, resultat Karlskoga kommun",
        "Utvärderare: Eva Lind, SKL, och Nils Berg, Karlskoga kommun, poäng 2014",
        "Utvärderat av Eva Lind, Karlskoga kommun fick 45 poäng",
        "Utvärderarnas poäng för Karlskoga kommun",
    ],
)
def test_words_on_points_among_the_names_are_kept(text: str) -> None:
    assert drop_evaluators(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Utvärderade: Karlskoga kommun",
        "Utvärderare: Eva Lind. Poäng för Karlskoga kommun",
        "Utvärderare: Eva Lind, SKL, och Nils Berg, Mora kommun. Poäng i Mora kommun:",
    ],
)
def test_points_below_the_name_of_another_municipality_stay_held(text: str) -> None:
    assert list_values(judge([text, "", *write_table()])) == ()
