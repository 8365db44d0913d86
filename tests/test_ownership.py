"""Whose scores are: published by words that prove it, held back by any word that is not known."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

import extract.readers
from extract.claims.totals import find_totals
from extract.instrument import AREAS
from extract.page.words import place_lines
from extract.proof.prove import prove
from extract.readers import READERS, read_pages
from extract.records import Box, Group, Identity, Reading, ReadingKind, Verdict
from extract.series.sheet import make_sheets

IDENTITY = Identity(country="SE", municipality="Arvika", round=2014, edition=2010)
NAMES = [AREAS[2010, area_no].name for area_no in range(1, 9)]
SCORES = (54, 37, 83, 45, 29, 66, 71, 40)
OTHERS = (50, 54, 67, 55, 56, 54, 51, 66)


def write_table(values: Sequence[int] = SCORES, heading: str = "Poäng") -> list[str]:
    rows = [f"{name:70}{value}" for name, value in zip(NAMES, values, strict=True)]
    return [f"{'Område':70}{heading}", *rows]


def write_list(values: Sequence[int] = SCORES) -> list[str]:
    return [f"{name}: {value} poäng" for name, value in zip(NAMES, values, strict=True)]


def judge(*pages: Sequence[str]) -> Verdict:
    views = [replace(place_lines(page), number=number) for number, page in enumerate(pages, start=1)]
    return prove(read_pages(views, IDENTITY), IDENTITY)


def list_values(verdict: Verdict) -> tuple[float, ...]:
    return tuple(score.value for score in verdict.scores)


@pytest.mark.parametrize(
    "title",
    [
        "Kommunens poäng per område",
        "Poäng för Arvika",
        "Erhållna poäng",
        "Arvika kommun har efter granskning av dokument och intervjuer fått följande poäng:",
        "Vid besöket har kommunen fått följande poäng:",
        "Resultat 2014",
        "4. Poängsammanställning",
        "Så fördelar sig poängen:",
    ],
)
@pytest.mark.parametrize("write", [write_table, write_list])
def test_words_that_prove_whose_the_numbers_are(title: str, write: type) -> None:
    assert list_values(judge([title, "", *write()])) == SCORES


@pytest.mark.parametrize(
    "title",
    [
        "Det norrländska nätverket",
        "Alliansens poäng",
        "Poäng i vår omvärld",
        "Så tyckte näringslivet",
        "Bottenresultat hittills",
        "Budgetnivåer",
        "Poäng hos finalisterna",
        "Resultat 2031",
        "Det här kunde ha blivit poängen:",
    ],
)
@pytest.mark.parametrize("write", [write_table, write_list])
def test_words_that_are_not_known_prove_nothing(title: str, write: type) -> None:
    verdict = judge(["Sammanfattning", "", title, "", *write(OTHERS)])
    assert not verdict.scores
    assert verdict.reasons[0].code in ("score_uncertain", "no_scores")


def test_numbers_without_any_words_are_nobodys() -> None:
    assert [reason.code for reason in judge(write_table()).reasons] == ["score_uncertain"]


def test_a_total_told_as_the_municipalitys_own_proves_them() -> None:
    told = f"Arvika kommun får sammanlagt {sum(SCORES)} poäng av 800 möjliga."
    assert list_values(judge(["Bakgrund", "", told], write_table())) == SCORES


@pytest.mark.parametrize(
    ("before", "proved"),
    [
        ("Den förra utvärderingen gjordes 2009.", False),
        ("Kommunen värderade också sig själv.", False),
        ("Kommunen utvärderades även 2009. Då gick det bättre.", False),
        ("Kommunen utvärderades även 2009. Den här gången gick det bättre.", True),
        ("Utvärderingen 2009 gav 380 poäng.", True),
        ("Mycket har hänt sedan den förra utvärderingen.", True),
    ],
)
def test_a_total_in_a_text_on_another_evaluation_proves_nothing(before: str, proved: bool) -> None:
    told = [before, f"Kommunen fick sammanlagt {sum(SCORES)} poäng."]
    assert list_values(judge(["Bakgrund", "", *told], write_table())) == (SCORES if proved else ())
    totals = find_totals(make_sheets([place_lines(["Bakgrund", "", *told])]), IDENTITY)
    assert (ReadingKind.TOTAL in {total.kind for total in totals}) == proved


@pytest.mark.parametrize(
    ("sentence", "proved"),
    [
        ("Mätarna visar hur många av de 100 möjliga poängen som Arvika kommun har nått.", True),
        ("Trappan visar kommunens poäng steg för steg.", True),
        ("Listan visar kommunens poäng och pilen visar riktningen sedan 2009.", True),
        ("Mätarna visar hur många av de 100 möjliga poängen som grannkommunen har nått.", False),
        ("Trappan visar medelvärdet steg för steg.", False),
        ("Kulorna visar var kommunen låg 2009.", False),
    ],
)
def test_a_sentence_on_a_picture_says_whose_its_numbers_are(sentence: str, proved: bool) -> None:
    verdict = judge([sentence, "", *write_list()])
    assert (list_values(verdict) == SCORES) == proved
    assert bool(verdict.scores) == proved


@pytest.mark.parametrize(
    ("row", "proved"),
    [
        ("Summa", True),
        ("Summa för kommunen", True),
        ("Summa Arvika 2014", True),
        ("Summa för Sunne kommun", False),
        ("Summa medel", False),
        ("Summa mål för kommunen", False),
        ("Totalt 2009", False),
    ],
)
def test_a_sum_row_that_is_named_after_others_denies_the_numbers_over_it(row: str, proved: bool) -> None:
    verdict = judge(["Kommunens resultat", "", *write_table(), f"{row:70}{sum(SCORES)}"])
    assert list_values(verdict) == (SCORES if proved else ())


def test_a_sum_row_proves_a_sum_and_no_owner() -> None:
    table = [*write_table(OTHERS), f"{'Summa':70}{sum(OTHERS)}"]
    assert not judge(["Alliansens kommuner", "", *table]).scores


def test_what_agrees_with_proved_scores_is_proved() -> None:
    chapters = [["Kommunens poäng", "", *write_list()], ["Omvärld", "", *write_table()]]
    assert list_values(judge(*chapters)) == SCORES


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_readers_decides_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [
        ["Resultat", "", f"{'Område':70}{'2014':8}{'Medel':8}"]
        + [f"{n:70}{a:<8}{b:<8}" for n, a, b in zip(NAMES, SCORES, OTHERS, strict=True)],
        ["Kommunens poäng", "", *write_list()],
        ["Riket", "", *write_list(OTHERS)],
    ]
    views = [replace(place_lines(page), number=number) for number, page in enumerate(pages, start=1)]
    usual = read_pages(views, IDENTITY)
    order = list(READERS)
    random.Random(seed).shuffle(order)
    monkeypatch.setattr(extract.readers, "READERS", tuple(order))
    assert read_pages(views, IDENTITY) == usual
    assert prove(read_pages(views, IDENTITY), IDENTITY) == prove(usual, IDENTITY)


def read_series(
    values: Sequence[float], group: Group, kind: ReadingKind = ReadingKind.SCORE, owner: str = "name"
) -> list[Reading]:
    return [
        Reading(group.kind, kind, value, f"{value:g}", 2, Box(no, no, no + 9, no + 9), group, no)
        if kind is not ReadingKind.SCORE
        else Reading(
            *(group.kind, kind, value, f"{value:g}", 2, Box(no, no, no + 9, no + 9), group, no),
            owner=owner,
        )
        for no, value in enumerate(values, start=1)
    ]


def test_a_stray_reading_disarms_no_check() -> None:
    own = read_series(SCORES, Group("list", "2:0:0", "bare"))
    rival = read_series(OTHERS, Group("table", "3:0:0", "0"), ReadingKind.UNKNOWN)
    stray = read_series(SCORES, Group("repeated", column="0"))[:1]
    for readings in ([*own, *rival], [*own, *rival, *stray]):
        assert [reason.code for reason in prove(readings, IDENTITY).reasons] == ["score_uncertain"]


def test_a_total_of_which_nobody_says_whose_it_is_stops_scores_that_nothing_else_proves() -> None:
    own = read_series(SCORES, Group("list", "2:0:0", "bare"))
    box = Box(0, 0, 9, 9)
    total = Reading("sentence", ReadingKind.UNKNOWN, 431, "431", 3, box, Group("sentence", column="open"))
    assert not prove([*own], IDENTITY).reasons
    assert [reason.code for reason in prove([*own, total], IDENTITY).reasons] == ["score_uncertain"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("Arvika får 427 poäng.", "total_mismatch"),
        ("Resultatet 2014 blev 486 poäng (2011: 455).", "total_mismatch"),
        ("Summa: Arvika 486, medel 517.", "total_mismatch"),
        ("Slutsumman stannade på 486 poäng.", "total_mismatch"),
        ("Nacka har 486 poäng.", ""),
        ("Genomsnittet för de 40 senaste kommunerna är 454 poäng.", ""),
        ("Resultatet 2011 blev 486 poäng.", ""),
        ("Kommunens resultat 2014 blev 425 poäng (2011: 455).", ""),
        ("Målet är 500 poäng.", ""),
        ("Kommunen kan nå högst 800 poäng.", ""),
    ],
)
def test_totals_in_ordinary_sentences(told: str, code: str) -> None:
    verdict = judge(["Inledning", "", told], ["Kommunens poäng", "", *write_table()])
    assert [reason.code for reason in verdict.reasons] == ([code] if code else [])


@pytest.mark.parametrize(
    ("value", "edition", "held"), [(59.4, 2002, True), (59.5, 2002, False), (59.5, 2010, True)]
)
def test_a_score_that_the_edition_cannot_have_is_refused(value: float, edition: int, held: bool) -> None:
    identity = replace(IDENTITY, edition=edition)
    verdict = prove(read_series((value, *SCORES[1:]), Group("list", "2:0:0", "bare")), identity)
    assert [reason.code for reason in verdict.reasons] == (["score_too_fine"] if held else [])


@pytest.mark.parametrize(
    ("row", "proved"),
    [
        ("Arvika kommun totalt", True),
        ("Summa för Arvika", True),
        ("Totalsumma Arvika kommun", True),
        ("Totalt", False),
        ("Summa för Sunne kommun", False),
        ("Summa mål för Arvika kommun", False),
        ("Totalt för Arvika kommun 2009", False),
        ("Medel totalt (Arvika 300)", False),
        ("Summa jämfört med Arvika", False),
    ],
)
@pytest.mark.parametrize(
    "remark", ["Den krokiga raden visar poängen.", "Poängen är redovisade på bleckplåt i kopparstick."]
)
def test_a_sum_row_named_after_the_municipality_proves_whose_the_scores_are(
    row: str, remark: str, proved: bool
) -> None:
    verdict = judge([remark, "", *write_table(), f"{row:70}{sum(SCORES)}"])
    assert list_values(verdict) == (SCORES if proved else ())


TRAPS = [
    "Kommunernas poäng",
    "Kommuner med starka resultat",
    "Svenska kommuner",
    "Poäng i vår region",
    "En god kommun",
    "Kommunen i mitten",
    "Vår egen bild",
    "Vårt eget omdöme",
    "Personalens poäng",
    "Poäng hos de bästa",
    "Hit ska vi",
]


@pytest.mark.parametrize("title", TRAPS)
@pytest.mark.parametrize("over", [[], ["Resultat", ""], ["Kommunens resultat", ""]])
def test_a_title_over_a_table_that_speaks_of_others_holds_it(title: str, over: list[str]) -> None:
    for rows in (write_table(), write_list(), [*write_table(), f"{'Summa':70}{sum(SCORES)}"]):
        assert not judge([*over, title, "", *rows]).scores


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (
            "Så många poäng fick Arvika kommun våren 2014.",
            "I vart och ett av områdena går det att nå 100 poäng.",
        ),
        (
            "Erhållen poäng",
            "Listan börjar med det område där Arvika står sig bäst. Området kan som mest ge 100.",
        ),
        ("Kommunens poäng", "Områdena är ordnade så att det som har lägst poäng står först."),
        ("Resultat 2014", "Varje område kan ge upp till 100 poäng."),
        ("Var på skalan Arvika befinner sig markeras.", "Exakt poäng står i kolumnen längst till höger."),
        ("Till höger står den poäng som Arvika fick 2014.", "I tabellen lyfts också tre styrkor fram."),
    ],
)
def test_maxima_and_the_order_of_a_list_say_nothing_of_the_owner(title: str, said: str) -> None:
    assert list_values(judge([title, "", said, "", *write_table()])) == SCORES


@pytest.mark.parametrize(
    "said",
    [
        "Poängen nedan är vad någon kommun nått som mest.",
        "Siffrorna visar vad varje område kan ge när alla förslag är genomförda, av 100.",
        "Tabellen visar vad den kommun fick som i varje område är bäst.",
        "Listan börjar med det område där Boden är bäst.",
    ],
)
def test_superlatives_of_others_stay_doubtful(said: str) -> None:
    assert list_values(judge(["Resultat", "", said, "", *write_table()])) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Poängen i figuren är angivna utan decimaler.",
        "Poängen i tabellen är angivna utan decimaler.",
        "Poängen sattes av utvärderarna efter besöket.",
        "Under tabellen följer en kort kommentar till varje poängtal.",
        "Vad händer nu?",
        "Vi var två utvärderare, en från SKL och en från en annan kommun.",
        "Kontaktcentret är en förebild och har besökts av andra kommuner.",
        "Hur bra är kommunen egentligen?",
    ],
)
def test_what_is_said_of_how_points_are_printed_leaves_them_with_their_introduction(sentence: str) -> None:
    assert list_values(judge(["Tabellen visar kommunens poäng.", sentence, "", *write_table()])) == SCORES


@pytest.mark.parametrize(
    "sentence",
    [
        "Siffrorna i tabellen är nätverkets.",
        "Talen har vi tagit ur grannens rapport.",
        "Poängen är sådana vi önskar oss.",
        "Grannkommunens tabell",
        "De är lånade av grannkommunen.",
        "Så här gick det för Boden.",
        "Stapeln längst ner är snittet i riket, och tabellen likaså.",
    ],
)
def test_what_is_said_of_whose_the_points_are_outweighs_their_introduction(sentence: str) -> None:
    assert list_values(judge(["Tabellen visar kommunens poäng.", sentence, "", *write_table()])) == ()
