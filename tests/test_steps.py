"""What a sentence says beside the points: to whom they were told, and a total that somebody guessed."""

from __future__ import annotations

import pytest

from extract.verdict.remarks import find_remark
from extract.verdict.steps import drop_guessed_total
from tests.test_remarks import IDENTITY, make_page, make_scores

TOTAL = sum(score.value for score in make_scores())


def is_held(*sentences: str) -> bool:
    return find_remark([make_page("\n".join(sentences), 2)], make_scores(), identity=IDENTITY) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "Poängen har satts av utvärderingslaget gemensamt och gåtts igenom med kommunchefen den 26 maj 2014.",
        "Poängen sattes av utvärderarna och redovisades för kommunstyrelsens ordförande i juni 2014.",
        "Poängen har satts av utvärderarna gemensamt och presenterats för kommunens ledningsgrupp.",
        "Poängen är satta av utvärderarna och har gåtts igenom med kommundirektören och kommunstyrelsen.",
        "Poengene er satt av evaluatorene og gjennomgått med rådmannen 12. juni 2014.",
    ],
)
def test_it_does_not_matter_whom_the_evaluators_told_the_points(sentence: str) -> None:
    assert not is_held(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Poängen har satts av kommunchefen och gåtts igenom med utvärderarna.",
        "Poängen har satts av utvärderarna tillsammans med kommunchefen.",
        "Poängen har gåtts igenom och satts av kommunchefen den 26 maj 2014.",
        "Poängen har gåtts igenom med kommunchefen och sedan satts om.",
        "Poängen har satts av utvärderarna och gåtts igenom med kommunchefen och ändrats av honom.",
        "Poengene er satt av rådmannen og gjennomgått med formannskapet.",
    ],
)
def test_it_matters_who_set_the_points(sentence: str) -> None:
    assert is_held(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Hon hade gissat på 460 poäng.",
        "Kommunchefen tippade 520 poäng.",
        "Chefsgruppen gissade på 510 poäng före besöket.",
        "– Jag gissade att det skulle bli 400 poäng, säger kommunalrådet.",
        "Ledningsgruppen hade gissat på ungefär 380,5 poäng.",
    ],
)
def test_another_total_that_somebody_guessed_is_not_the_printed_one(sentence: str) -> None:
    assert not is_held(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        f"Hon hade gissat på {TOTAL:g} poäng.",
        "Hon hade gissat på 60 poäng.",
        "Poängen är gissade.",
        "Ledningsgruppen gissade på 460 poäng, och gissningen visas i tabellen.",
        "Tabellens poäng gissade vi till 460 poäng.",
        "Ledningsgruppen gissade på 460 poäng och satte poängen i tabellen.",
        "Chefsgruppen tippade 460 poäng; siffrorna i tabellen är gissade likaså.",
    ],
)
def test_guessed_points_that_may_be_the_printed_ones_count(sentence: str) -> None:
    assert is_held(sentence)


def test_a_guess_of_the_rounded_total_stays() -> None:
    sentence = "Hon hade gissat på 460 poäng."
    assert drop_guessed_total(sentence, 459.5) == sentence
    assert drop_guessed_total(sentence, 459.0) != sentence


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Poängen går att jämföra mellan kommuner som utvärderats med samma version.", False),
        ("Siffrorna ska jämföras mellan de kommuner som har utvärderats av SKL.", False),
        ("Poengene bør bare sammenlignes mellom kommuner som er evaluert på samme måte.", False),
        ("Poängen är grannkommunens och går att jämföra mellan kommuner.", True),
        ("Poängen är ett snitt som går att jämföra mellan kommuner.", True),
        ("Poängen går att jämföra mellan kommunerna och är hämtade från grannen.", True),
    ],
)
def test_points_are_none_of_those_between_which_they_are_compared(sentence: str, held: bool) -> None:
    assert is_held(sentence) == held
