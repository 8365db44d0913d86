"""Sentences over a presentation that are about some areas or the visit do not say whose its numbers are."""

from __future__ import annotations

import pytest

from tests.test_ownership import NAMES, OTHERS, SCORES, judge, list_values, write_list, write_table

ABOUT_SOME = [
    "Sex områden går framåt och två tappar något.",
    "Tre områden har lägre poäng än 2011.",
    "Alla områden utom ett har ökat sedan förra gången.",
    "Två områden förlorar poäng sedan sist.",
    "Fem områden ligger över genomsnittet.",
    "Flera områden har förbättrats sedan förra utvärderingen.",
    "Det finns potential inom flera områden.",
    "Störst är tappet inom ledarskap.",
    "To områder har gått tilbake siden 2011.",
]
OF_OTHERS = [
    "Tre områden är från 2011.",
    "Några områden visar genomsnittet.",
    "Flera områden har poäng från förra utvärderingen.",
    "Högst är kommunens egen skattning.",
    "Två områden visar Bodens poäng.",
    "Alla områden utom ett visas i procent.",
    "De flesta områden anges i procent av högsta möjliga.",
    "Fem områden är i procent.",
    "Alla områden utom ett visar vad som återstår.",
    "Två områden visar förändringen sedan 2011.",
    "Fem områden är högre än 2011, som är det som visas.",
    "Poängen har stått sig sedan 2011.",
    "Tapp per område.",
]


def write_rounds() -> list[str]:
    rows = [
        f"{name:70}{before:<8}{now:<8}{now - before:+}"
        for name, before, now in zip(NAMES, OTHERS, SCORES, strict=True)
    ]
    return [f"{'Område':70}2011    2014    Differens", *rows]


@pytest.mark.parametrize("said", ABOUT_SOME)
@pytest.mark.parametrize("write", [write_table, write_list, write_rounds])
def test_a_sentence_about_some_areas_takes_nothing_away(said: str, write: type) -> None:
    first = f"Kommunen når nu {sum(SCORES)} poäng av 800."
    assert list_values(judge(["Sammanfattning av resultat", first, said, "", *write()])) == SCORES


@pytest.mark.parametrize("said", OF_OTHERS)
@pytest.mark.parametrize("write", [write_table, write_list])
def test_a_sentence_that_says_what_the_numbers_are_holds_them(said: str, write: type) -> None:
    first = f"Kommunen når nu {sum(SCORES)} poäng av 800."
    assert list_values(judge([first, "", *write()])) == SCORES
    verdict = judge(["Sammanfattning", first, said, "", *write()])
    assert not verdict.scores
    assert verdict.reasons[0].code in ("no_scores", "score_uncertain")


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("Tabellen visar medelvärdet.", "a mean of others"),
        ("Resultat 2009", "an earlier round's"),
        ("Tabellen visar Bodens poäng.", "somebody else's"),
    ],
)
def test_the_reason_quotes_the_words_that_gave_the_numbers_to_others(said: str, read_as: str) -> None:
    (reason,) = judge(["Sammanfattning", "", said, "", *write_table()]).reasons
    assert reason.code == "no_scores"
    assert f"Page 1 prints numbers beside the areas, which are read as {read_as}" in reason.sentence
    assert f"“{said}”" in reason.sentence


@pytest.mark.parametrize(
    "said",
    [
        "Poängen för de åtta områdena bygger på dokument, webbplats och intervjuer på plats.",
        "Poängen bygger på samtal på plats.",
    ],
)
def test_interviews_on_the_spot_are_no_places_in_an_order(said: str) -> None:
    first = f"Kommunen når nu {sum(SCORES)} poäng av 800."
    assert list_values(judge(["Sammanfattning av resultat", first, said, "", *write_table()])) == SCORES
