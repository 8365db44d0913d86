"""Clauses that say what the printed numbers are, who gave them and for what part of the municipality."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.records import Identity
from extract.verdict.remarks import find_remark
from tests.test_remarks import IDENTITY, make_page, make_scores

CHAPTERS = Path(__file__).with_name("sentences_of_chapters.txt").read_text(encoding="utf-8").splitlines()
AFTER = 9  # a page after the points


def is_held(sentence: str, heading: str = "", page: int = 3, identity: Identity = IDENTITY) -> bool:
    scores = [replace(each, reading=replace(each.reading, words=heading)) for each in make_scores()]
    return find_remark([make_page(sentence, page)], scores, identity=identity) is not None


@pytest.mark.parametrize(
    ("sentence", "heading", "held"),
    [
        ("Siffrorna på nästa sida gäller båda kommunerna sammantagna.", "Poäng 2014", True),
        ("Siffrorna gäller vårt bibliotek.", "Arvika", True),
        ("Siffrorna från 2011 gäller en äldre version och är inte omräknade.", "2014", False),
        ("Siffrorna från 2011 gäller en äldre version och är inte omräknade.", "Poäng", True),
        ("Tabellen visar även den högsta poängsumma som en kommun har fått.", "Arvika", False),
        ("Tabellen säger inget om varför poängen har ändrats.", "Arvika", False),
        ("Siffrorna är kända av ledningen.", "Arvika", False),
    ],
)
def test_headings_do_not_outweigh_a_sentence_on_the_numbers(sentence: str, heading: str, held: bool) -> None:
    assert is_held(sentence, heading) == held


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Det var tjugotvå av kommunens chefer som satte poängen, i grupper om fyra.", True),
        ("Medarbetarna har satt betygen under två eftermiddagar.", True),
        ("Ungdomsrådet sette desse poenga.", True),
        ("Det er lederne sine tall som vises her.", True),
        ("Vi har gissat poängen.", True),
        ("De pratade med politiker, chefer och fackliga företrädare, och sedan satte de poäng.", False),
        ("Nog hade flera av oss gissat på högre poäng för personalpolitiken.", False),
    ],
)
def test_who_gave_the_points(sentence: str, held: bool) -> None:
    assert is_held(sentence) == held


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Resten av kommunen står på tur under våren.", True),
        ("Övriga förvaltningar utvärderas senare.", True),
        ("Utvärderarna hann i höst bara med skolan.", True),
        ("Det är socialtjänstens chefer, papper och nämnd som har bedömts.", True),
        ("Det var bara skolan som granskades.", True),
        ("Det er pleie og omsorg som er vurdert.", True),
        ("Kommunledning, skola och stadsbyggnad står på tur under 2015.", True),
        ("Socialförvaltningen är på tur nästa höst.", True),
        ("Tekniska nämnden och kulturnämnden står i tur efter jul.", True),
        ("Vi gick igenom kompassen ihop med grannen och fick ett gemensamt resultat.", True),
        ("Resten av kommunen arbetar på samma sätt.", False),
        ("Nästa kommun står på tur i vår.", False),
        ("Det är hela kommunen som har utvärderats.", False),
        ("Det är inte en förvaltning som har bedömts, utan kommunen.", False),
        ("Handläggarna hinner bara med det mest akuta.", False),
        ("Samtalen gav ett gott och samlat resultat.", False),
    ],
)
def test_which_part_of_the_municipality_was_evaluated(sentence: str, held: bool) -> None:
    assert is_held(sentence) == held


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Cirklarna på nästa sida visar var vi vill stå när mandatperioden är slut.", True),
        ("Varje värde har vi flyttat några steg upp eller ned.", True),
        ("Alla tal avser de intervjuades skattning.", True),
        ("Poängen i tabellen är en prognos för nästa år.", True),
        ("Tala er prosent og ikkje poeng.", True),
        ("Poängen är ännu inte fastställda, och den kan ändras.", True),
        ("SKL kommer hit i mars, och då får vi se hur nära vi låg.", True),
        ("Cirklarna på nästa sida visar kommunens poäng.", False),
        ("Alla poäng är avrundade.", False),
        ("Samtliga poäng redovisas i kapitel 4, fråga för fråga.", False),
        ("Tala for 2016 er førebels.", False),
        ("Tala er poeng og ikkje prosent, sjølv om det er freistande å lese dei slik.", False),
        ("Några sådana mål finns ännu inte, och tabellen innehåller bara utvärderarnas poäng.", False),
        ("SKL kommer hit igen om tre år.", False),
    ],
)
def test_what_the_printed_numbers_are(sentence: str, held: bool) -> None:
    assert is_held(sentence) == held


@pytest.mark.parametrize(
    "sentence",
    [
        "Alla tal avser invånarnas svar på enkäten.",
        "Rektorerna har satt betygen före jul.",
        "Skolan står på tur att få nya lokaler.",
        "Det är hemtjänsten och skolan som har granskats av revisorerna.",
    ],
)
def test_numbers_and_evaluations_in_the_chapters_may_be_others(sentence: str) -> None:
    assert is_held(sentence, "Poäng 2014")
    assert not is_held(sentence, "Poäng 2014", AFTER)


@pytest.mark.parametrize(
    "sentence",
    [
        "Poängen i tabellen är en prognos för nästa år.",
        "Ungdomsrådet sette desse poenga.",
        "Det var kommunens chefer som satte poängen.",
        "Siffrorna på sidan 3 är hämtade från utvärderingen 2009.",
    ],
)
def test_a_sentence_on_the_points_may_stand_anywhere(sentence: str) -> None:
    assert is_held(sentence, "Poäng 2014")
    assert is_held(sentence, "Poäng 2014", AFTER)


@pytest.mark.parametrize("sentence", CHAPTERS)
def test_what_chapters_say_of_other_numbers_holds_nothing(sentence: str) -> None:
    assert not is_held(sentence, "Poäng 2014", AFTER)
