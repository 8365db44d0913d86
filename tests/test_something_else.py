"""Sentences and captions by which something else than the points is printed beside the areas."""

from __future__ import annotations

import pytest

from extract.verdict.remarks import find_remark
from extract.verdict.shown import comes_later, shows_something_else
from extract.verdict.stand_ins import names_something_else
from tests.test_remarks import IDENTITY, make_page, make_scores


@pytest.mark.parametrize(
    "sentence",
    [
        "Som motbild redovisas här hur det gick för Strängnäs.",
        "Grästorp, som utvärderades samma höst, fick följande poäng.",
        "Nedan visas Vetlandas tabell, som vi fick låna.",
    ],
)
def test_numbers_of_another_municipality_are_something_else(sentence: str) -> None:
    assert shows_something_else(sentence, IDENTITY)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tabellen visar att Arvika ligger före Karlstad på sex områden.",
        "Arvika fick följande poäng.",
        "Strängnäs utvärderades samma höst.",
        "Här återges resultatet för Arvika, område för område.",
    ],
)
def test_a_comparison_and_the_municipality_itself_are_not(sentence: str) -> None:
    assert not shows_something_else(sentence, IDENTITY)


@pytest.mark.parametrize(
    "sentence",
    [
        "I november kommer Sveriges Kommuner och Landsting att utvärdera Arvika kommun.",
        "När detta skrivs har utvärderarna ännu inte besökt kommunen.",
        "Var och en har skrivit den poäng som hon tror att utvärderarna kommer att ge.",
    ],
)
def test_an_evaluation_that_is_to_come_has_no_points(sentence: str) -> None:
    assert comes_later(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kommunen utvärderas igen om tre år.",
        "Nästa utvärdering är planerad till 2021.",
        "SKL kommer att utvärdera kommunen på nytt under nästa mandatperiod.",
    ],
)
def test_the_next_evaluation_is_another_one(sentence: str) -> None:
    assert not comes_later(sentence)


@pytest.mark.parametrize(
    "caption",
    [
        "Antal förbättringsförslag per område",
        "Självskattning, kommunledningsgruppen, 2014-01-21.",
        "Index, där genomsnittet för landets kommuner är satt till 50.",
        "Diagrammet visar andelen positiva svar.",
    ],
)
def test_a_caption_names_something_else(caption: str) -> None:
    assert names_something_else(caption)


@pytest.mark.parametrize(
    "text",
    [
        "Antal intervjuer: 27",
        "Självskattningen gjordes före besöket.",
        "Andelen nöjda ökade under året.",
        "Medianen för de kommuner som har analyserats är 451 poäng.",
        "Poäng per område",
    ],
)
def test_what_tells_of_it_is_no_caption(text: str) -> None:
    assert not names_something_else(text)


def test_far_from_the_points_such_words_are_said_of_other_things() -> None:
    sentence = "Här redovisas antalet synpunkter under året."
    scores = make_scores()
    page = max(score.reading.page for score in scores)
    assert find_remark([make_page(sentence, page)], scores, identity=IDENTITY) is not None
    assert find_remark([make_page(sentence, page + 4)], scores, identity=IDENTITY) is None
