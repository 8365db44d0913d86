"""Sentences beside the printed points that point at them and say in other words what they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.records import Identity
from extract.verdict.remarks import find_remark
from tests.test_ownership import NAMES
from tests.test_remarks import IDENTITY, make_page, make_scores

NORWEGIAN = Identity(country="NO", municipality="Volda", round=2014, edition=2010)
ROWS = "\n".join(f"{name} {51 + at}" for at, name in enumerate(NAMES))


def find(before: str, after: str, identity: Identity = IDENTITY) -> str:
    text = f"Kommunen har lett arbetet väl.\n{before}\n{ROWS}\nSumma 436\n{after}\nArbetet går vidare."
    reason = find_remark([make_page(text)], make_scores(), identity=identity)
    return "" if reason is None else reason.sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Det här är vad Arvika fick för fyra år sedan.",
        "Så långt vill kommunstyrelsen att vi ska ha kommit om tre år.",
        "Här står vad varje förvaltning trodde om sig själv.",
        "Dessa tal är utgångsbud inför samtalen i höst.",
        "Det ni ser är ett önskat läge.",
        "Det här är ett resultat ur en övning.",
        "Allt detta är hämtat ur en övning.",
    ],
)
def test_a_sentence_that_points_at_the_points_holds_them(sentence: str) -> None:
    assert find("", "Vi tackar alla.") == ""
    assert f"“{sentence}”" in find("Sammanfattning.", sentence)
    assert f"“{sentence}”" in find(sentence, "Vi tackar alla.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Slik tippet rådmannens ledergruppe på samlingen i august.",
        "Dette er summen av det lederne håper på.",
        "Slik såg leiargruppa for seg at det skulle gå.",
    ],
)
def test_norwegian_sentences_that_point_at_the_points_hold_them(sentence: str) -> None:
    assert f"“{sentence}”" in find("Sammendrag.", sentence, NORWEGIAN)
    assert f"“{sentence}”" in find(sentence, "Vi takker alle.", NORWEGIAN)


@pytest.mark.parametrize(
    "sentence",
    [
        "Detta är ett gott resultat.",
        "Här är vi starka: brukarundersökningar görs regelbundet.",
        "Det här är första gången kommunen utvärderas.",
        "Så här fördelar sig kommunens poäng på de åtta områdena.",
        "Detta kan bli bättre om målen blir tydligare.",
        "Här finns en stolthet över det som görs.",
        "Så här arbetar kommunen med dialog.",
        "Det märks att ledningen vill något.",
    ],
)
def test_sentences_on_the_result_as_such_hold_nothing(sentence: str) -> None:
    assert find("Sammanfattning.", sentence) == ""
    assert find(sentence, "Vi tackar alla.") == ""


def test_such_a_sentence_elsewhere_says_nothing_of_the_points() -> None:
    said = "Det här är vad skolan fick i bidrag för fyra år sedan."
    assert find("", said)
    pages = [make_page(f"Bakgrund.\n{ROWS}\nSumma 436\nArbetet går vidare."), make_page(said, number=4)]
    assert find_remark(pages, make_scores(), identity=IDENTITY) is None
    apart = "Målen är kända. Ansvaret är tydligt. Vi mötte många. Alla var vänliga. Det var en bra vecka."
    assert find("", f"{apart}\n{said}") == ""


def test_points_in_chapters_have_no_sentences_beside_them() -> None:
    said = "Det här är vad skolan fick för fyra år sedan."
    pages = [
        make_page(f"{name} {50 + at} poäng\n{said}", number=at) for at, name in enumerate(NAMES, start=1)
    ]
    scores = [make_scores(page=at)[at - 1] for at in range(1, 9)]
    assert find_remark(pages, scores, identity=IDENTITY) is None


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
    scores = [replace(each, reading=replace(each.reading, words=heading)) for each in make_scores()]
    assert (find_remark([make_page(sentence)], scores, identity=IDENTITY) is not None) == held


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Det var tjugotvå av kommunens chefer som satte poängen, i grupper om fyra.", True),
        ("Medarbetarna har satt betygen under två eftermiddagar.", True),
        (
            "De pratade med politiker, chefer och fackliga företrädare, och sedan satte de poäng.",
            False,
        ),
        ("Resten av kommunen står på tur under våren.", True),
        ("Övriga förvaltningar utvärderas senare.", True),
        ("Utvärderarna hann i höst bara med skolan.", True),
        ("Kommunledning, skola och stadsbyggnad står på tur under 2015.", True),
        ("Socialförvaltningen är på tur nästa höst.", True),
        ("Tekniska nämnden och kulturnämnden står i tur efter jul.", True),
        ("Resten av kommunen arbetar på samma sätt.", False),
        ("Nästa kommun står på tur i vår.", False),
        ("Vi gick igenom kompassen ihop med grannen och fick ett gemensamt resultat.", True),
        ("Samtalen gav ett gott och samlat resultat.", False),
        ("Nog hade flera av oss gissat på högre poäng för personalpolitiken.", False),
        ("Vi har gissat poängen.", True),
        ("SKL kommer hit i mars, och då får vi se hur nära vi låg.", True),
        ("SKL kommer hit igen om tre år.", False),
        ("Cirklarna på nästa sida visar var vi vill stå när mandatperioden är slut.", True),
        ("Cirklarna på nästa sida visar kommunens poäng.", False),
        ("Varje värde har vi flyttat några steg upp eller ned.", True),
        ("Ungdomsrådet sette desse poenga.", True),
        ("Det er lederne sine tall som vises her.", True),
        ("Alla tal avser de intervjuades skattning.", True),
        ("Poängen i tabellen är en prognos för nästa år.", True),
        ("Alla poäng är avrundade.", False),
        ("Samtliga poäng redovisas i kapitel 4, fråga för fråga.", False),
        ("Tala for 2016 er førebels.", False),
        ("Tala er poeng og ikkje prosent, sjølv om det er freistande å lese dei slik.", False),
        ("Tala er prosent og ikkje poeng.", True),
        ("Några sådana mål finns ännu inte, och tabellen innehåller bara utvärderarnas poäng.", False),
        ("Poängen är ännu inte fastställda, och den kan ändras.", True),
    ],
)
def test_who_set_the_points_and_for_what(sentence: str, held: bool) -> None:
    assert (find_remark([make_page(sentence)], make_scores(), identity=IDENTITY) is not None) == held
