"""Sentences beside the printed points that point at them and say in other words what they are."""

from __future__ import annotations

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
        "Detta är kommunens första utvärdering 2010, upprepad för läsaren.",
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
        "Detta är kommunens andra utvärdering, den förra gjordes 2010.",
        "Det här är vår första utvärdering, så någon jämförelse över tid finns inte.",
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
    ("sentence", "held"),
    [
        ("Så här gick det, poäng 2014, inom parentes poängen 2010.", False),
        ("Så här blev resultatet 2014 (i parentes resultatet från förra utvärderingen).", False),
        ("Så här gick det och inom parentes genomsnittet för alla kommuner.", False),
        ("Så här gick det för grannen, inom parentes poängen 2010.", True),
        ("Så här gick det 2010, inom parentes poängen 2006.", True),
        ("Så här gick det, inom parentes poängen 2014.", True),
        ("Så här gick det, inom parentes kommunens poäng.", True),
        ("Så här gick det, inom parentes poängen 2010, i ledningens drömmar.", True),
    ],
)
def test_what_stands_in_brackets_says_nothing_of_the_points_beside_them(sentence: str, held: bool) -> None:
    assert (f"“{sentence}”" in find("Sammanfattning.", sentence)) is held
    assert (f"“{sentence}”" in find(sentence, "Vi tackar alla.")) is held
