"""An evaluation that was an exercise, while the real one is to come, has no points to publish."""

from __future__ import annotations

import pytest

from extract.records import Identity
from tests.test_by_look import NORWEGIAN
from tests.test_definitions import AFTER, is_held
from tests.test_remarks import IDENTITY


def is_held_anywhere(sentence: str, identity: Identity = IDENTITY) -> bool:
    return is_held(sentence, page=2, identity=identity) and is_held(sentence, page=AFTER, identity=identity)


@pytest.mark.parametrize(
    "sentence",
    [
        "Det är ett kursarbete, och den riktiga utvärderingen görs nästa år.",
        "Den skarpa utvärderingen blir av först nästa höst.",
        "Det ordinarie besöket sker i maj 2015.",
        "Poängen sattes av nya utvärderare under upplärning.",
        "SKL:s ordinarie lag gör om det i höst.",
        "Utvärderingen genomfördes som en provkörning av den nya modellen.",
        "Utvärderingen ingick i utbildningen av nya utvärderare.",
        "Resultatet ska inte läsas som en utvärdering.",
        "Tre blivande utvärderare fick öva på Arvika.",
        "Besöket var en generalrepetition inför den utvärdering som SKL gör nästa vår.",
        "Besöket gjordes som en del av SKL:s utvärderarutbildning.",
        "Kursdeltagarna har granskat kommunen och skrivit rapporten.",
        "Rapporten är en provomgång, på riktigt blir det först 2015.",
    ],
)
def test_an_exercise_holds_the_points_wherever_it_is_told(sentence: str) -> None:
    assert is_held_anywhere(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Åtte kommende evaluatorer fikk bruke Volda som øvingsarena på høstkurs.",
        "Når kommunen skal evalueres på ordentlig våren 2017, begynner KS-Konsulent på nytt.",
        "Evalueringen var en øvelse for ferske evaluatorer.",
        "Den egentlige evalueringen gjennomføres i 2016.",
    ],
)
def test_norwegian_exercises(sentence: str) -> None:
    assert is_held_anywhere(sentence, NORWEGIAN)


@pytest.mark.parametrize(
    "sentence",
    [
        "Det här är ett genrep inför hösten.",
        "Kommunen var försökskanin när en ny frågelista testades.",
        "Vi var övningskommun när SKL utbildade nya utvärderare.",
        "Rapporten är skriven av tre studenter.",
        "Studenter vid högskolan har utvärderat kommunen.",
    ],
)
def test_students_and_exercises_of_the_chapters_are_others(sentence: str) -> None:
    assert is_held(sentence, page=2)
    assert not is_held(sentence, page=AFTER)


@pytest.mark.parametrize(
    "sentence",
    [
        "Arvika var 2002 en av de första kommunerna som provade Kommunkompassen.",
        "Kommunkompassen prövades 2002 i ett pilotprojekt med sex kommuner.",
        "En av utvärderarna var under upplärning och deltog som observatör.",
        "Utvärderingen genomfördes av två utvärderare, varav en under utbildning.",
        "Den egentliga utvärderingen genomfördes under tre dagar i oktober.",
        "Utvärderingen är en del av kommunens förbättringsarbete.",
        "Rapporten är ett underlag för nämndens arbete med utbildningen i skolan.",
        "Eleverna fick öva på att hålla tal i fullmäktige.",
        "Studenter från högskolan har granskat kommunens webbplats.",
        "Medborgardialogen kommer igång på riktigt först nästa år.",
        "Det ordinarie besöket sker varje år i maj.",
        "Nästa utvärdering görs om tre år.",
        "Kommunen bör genomföra en ny utvärdering 2017 för att se effekterna.",
    ],
)
def test_learning_and_exercises_of_others_hold_nothing(sentence: str) -> None:
    assert not is_held(sentence, page=2)
    assert not is_held(sentence, page=AFTER)
