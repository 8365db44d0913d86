"""An average that stands where the municipality's points should, and points that are shown elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.records import Outcome
from extract.verdict.stand_ins import is_average_caption, shows_own_elsewhere
from tests.test_ownership import NAMES, SCORES
from tests.test_remarks import IDENTITY


@pytest.mark.parametrize(
    "text",
    [
        "Snitt för de kommuner som SKR har utvärderat 2020–2022.",
        "Genomsnittet av alla kommuner som har deltagit hittills.",
        "Medelvärde, 41 kommuner.",
        "Källa: SKL, medeltal för deltagande kommuner.",
        "Diagrammet visar: medianvärden för landet.",
        "Snittpoäng för kommuner i samma storlek.",
        "Gjennomsnitt av alle deltakende kommuner.",
        "Gjennomsnittlig poengsum for alle kommuner.",
    ],
)
def test_captions_of_an_average(text: str) -> None:
    assert is_average_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Snittet för de kommuner som SKR har utvärderat 2020–2022 är 489.",
        "Snitt för utvärderade kommuner: 466 poäng.",
        "Snittet för länets kommuner ligger högre.",
        "Snittet för utvärderade kommuner är markerat med ett streck.",
        "Medelvärdet för utvärderade kommuner framgår av bilaga 2.",
        "Genomsnitt för utvärderade kommuner",  # an entry of a legend
        "Snittet för de tre delfrågorna avgör poängen, och samma skala används i alla kommuner.",
        "Arvikas poäng ligger över snittet för de kommuner som SKL har utvärderat.",
        "Gjennomsnittet for kommunene som KS har evaluert, er 466 poeng.",
    ],
)
def test_captions_that_say_more_of_an_average(text: str) -> None:
    assert not is_average_caption(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Arvikas poäng visas på skärmen under mötet.",
        "Kommunens egna poäng delas ut på sammanträdet.",
        "Arvikas poäng finns i ett separat blad.",
        "Våra siffror presenteras i ett eget papper.",
        "Arvikas egna poäng lämnas muntligt.",
        "I väntan på Arvikas resultat visar vi här hur kommunerna i landet ligger.",
        "Våre egne poeng deles ut på møtet.",
        "Kommunens egne poeng står i et eget notat.",
    ],
)
def test_own_points_that_are_elsewhere(sentence: str) -> None:
    assert shows_own_elsewhere(sentence, IDENTITY)


@pytest.mark.parametrize(
    "sentence",
    [
        "Arvikas poäng visas även på skärmen under mötet.",
        "Arvikas poäng redovisas område för område på följande sidor.",
        "Arvikas poäng visades på skärmen under mötet.",
        "Kommunens poäng visas i ett diagram på nästa sida.",
        "Karlstads poäng visas på skärmen under mötet.",
        "Kommunens poeng vises også i et eget notat.",
    ],
)
def test_own_points_that_are_here_too(sentence: str) -> None:
    assert not shows_own_elsewhere(sentence, IDENTITY)


def draw(path: Path, *captions: str) -> Path:
    canvas = Canvas(str(path))
    for at, line in enumerate(("Kommunkompassen", "Arvika kommun", "14–15 oktober 2014")):
        canvas.drawString(60, 700 - 30 * at, line)
    canvas.showPage()
    canvas.drawString(60, 780, "Poängen")
    for at, name in enumerate(NAMES):
        canvas.drawString(60, 730 - 20 * at, f"{at + 1}. {name}")
        canvas.drawString(400, 730 - 20 * at, str(SCORES[at]))
    canvas.drawString(60, 570, f"Summa {sum(SCORES)} av 800")
    for at, caption in enumerate(captions):
        canvas.drawString(60, 550 - 14 * at, caption)
    canvas.save()
    return path


@pytest.mark.parametrize(
    ("caption", "code"),
    [
        ("Snitt för de kommuner som SKL har utvärderat 2012–2014.", "score_uncertain"),
        ("Medelvärde, 41 kommuner.", "no_scores"),
        ("Arvikas poäng visas på skärmen under mötet.", "score_uncertain"),
    ],
)
def test_a_drawn_average_is_held_for_its_caption(caption: str, code: str, tmp_path: Path) -> None:
    report = read_document(draw(tmp_path / "average.pdf", caption), "0" * 64)
    assert report.outcome is Outcome.QUARANTINED, [score.value for score in report.verdict.scores]
    assert report.reasons[0].code == code
    assert caption in report.reasons[0].sentence


def test_drawn_points_beside_the_level_of_an_average(tmp_path: Path) -> None:
    captions = ("Snittet för de kommuner som SKL har utvärderat 2012–2014 är 489.", "Vi ligger över det.")
    report = read_document(draw(tmp_path / "own.pdf", *captions), "0" * 64)
    assert [score.value for score in report.verdict.scores] == list(SCORES), report.reasons
