"""Words beside points and totals that make them no result of this round, in sentences and in headings."""

from __future__ import annotations

import pytest

from extract.claims.owner import Claim, judge_around, judge_heading
from extract.claims.told import find_told_series
from extract.claims.totals import find_totals
from extract.meaning.terms import understand
from extract.page.words import place_lines
from extract.records import Identity, Proof, ReadingKind
from extract.series.passages import join_texts
from extract.series.sheet import make_sheets
from tests.invented_reports import NORWEGIAN_AREAS
from tests.proving import list_scores, prove_pages

IDENTITY = Identity(country="SE", municipality="Oskarshamn", round=2011, edition=2010)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Kommunen har ökat från 354 poäng.", ReadingKind.UNKNOWN),
        ("Kommunen fick inte 354 poäng.", ReadingKind.UNKNOWN),
        ("Kommunen fick ytterligare 154 poäng.", ReadingKind.UNKNOWN),
        ("Kommunen fick sammanlagt 354 poäng.", ReadingKind.TOTAL),
    ],
)
def test_a_total_that_is_denied_or_a_change_is_none(sentence: str, kind: ReadingKind) -> None:
    sheets = make_sheets([place_lines(["Sammanfattning", "", sentence])])
    assert [total.kind for total in find_totals(sheets, IDENTITY)] == [kind]


@pytest.mark.parametrize(
    "heading", ["Kommunens poäng innan", "Poäng innan", "Poäng till 100", "Kommunen ger", "Kommunens del"]
)
def test_words_of_sentences_do_not_make_a_heading_own(heading: str) -> None:
    assert judge_heading(heading, IDENTITY).claim < Claim.POINTS


def test_before_is_an_earlier_time() -> None:
    assert "earlier" in understand("Kommunens poäng innan", IDENTITY).when


AREAS = {
    "SE": (
        "Offentlighet och demokrati",
        "Tillgänglighet och brukarorientering",
        "Politisk styrning och kontroll",
        "Ledarskap, ansvar och delegation",
        "Resultat och effektivitet",
        "Kommunen som arbetsgivare – personalpolitik",
        "Verksamhetsutveckling",
        "Kommunen som samhällsbyggare",
    ),
    "NO": NORWEGIAN_AREAS,
}
POINTS = (57.0, 52.0, 69.0, 60.0, 54.0, 63.0, 48.0, 72.0)
SCORES = dict(enumerate(POINTS, 1))
SENTENCE = "Kommunen får {} poäng."


def _draw_chapters(sentence: str, country: str) -> list[str]:
    lines: list[str] = []
    for area, points in zip(AREAS[country], POINTS, strict=True):
        lines += [area, "", "Här beskrivs hur arbetet bedrivs och vad som kan bli bättre framöver.", ""]
        lines += [sentence.format(f"{points:.0f}"), "", "Arbetet går framåt och många deltar i det.", "", ""]
    return lines


def _find_scores(sentence: str, country: str) -> list[dict[int, float]]:
    """The scores told where every area's chapter says ``sentence`` with its points."""
    lines = _draw_chapters(sentence, country)
    name = {"SE": "Ystad", "NO": "Stryn"}[country]
    identity = Identity(country=country, municipality=name, round=2014, edition=2010)
    told, _ = find_told_series(make_sheets([place_lines(lines)]), identity)
    return [
        series.values
        for series, meaning in told
        if meaning.kind is ReadingKind.SCORE and meaning.claim > Claim.OPEN
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Området bedöms till {} poäng av 100.",
        "Sammantaget bedöms Ystads kommun till {} poäng av 100 inom området.",
        "Utvärderingen ger området {} poäng.",
        "Vi bedömer att kommunen når {} poäng av 100.",
        "Vår sammanvägda bedömning ger {} poäng.",
        "Poängen för området sätts till {}.",
        "Totalt ger det kommunen {} poäng av 100 i området.",
        "Av 100 möjliga poäng får Ystad {}.",
        "Kommunen når upp till {} poäng.",
        "Här stannar Ystad på {} poäng.",
        "Ystads kommuns poäng på området uppgår till {}.",
        "Kommunen får sammanlagt {} poäng för sitt arbete inom området.",
        "Vi har poängsatt området till {} poäng.",
        "Med {} poäng är detta kommunens bästa område.",
        "Med {} poäng är detta det svagaste området i kommunen.",
        "Med {} poäng ligger vi över genomsnittets 38.",
        "Med {} poäng ligger kommunen över snittet (38).",
        "Kommunen når {} poäng och ligger under landets 99.",
        "Ystad får {} poäng, över rikets 40.",
        "Här fick vi lägst, {} poäng.",
        "Kommunen får högst här: {} poäng.",
        "Här når kommunen lägst, {} poäng.",
    ],
)
def test_chapters_tell_their_points_in_many_words(sentence: str) -> None:
    assert _find_scores(sentence, "SE") == [SCORES]


@pytest.mark.parametrize("sign", ["▾", "▸", "▼", "►", "»", "•"])
def test_chapters_whose_names_follow_a_sign_are_chapters(sign: str) -> None:
    lines = [f"{sign} {line}" if line in AREAS["SE"] else line for line in _draw_chapters(SENTENCE, "SE")]
    identity = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
    told, _ = find_told_series(make_sheets([place_lines(lines)]), identity)
    assert [series.values for series, _ in told] == [SCORES]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["För", "chefs-", "och", "ledarskap"], "För chefs- och ledarskap"),
        (["tjänste-", "og", "brukarorientering"], "tjänste- og brukarorientering"),
        (["verk-", "samheten"], "verksamheten"),
        (["personal-", "ochefter"], "personalochefter"),
    ],
)
def test_only_the_hyphen_of_a_divided_word_goes(words: list[str], text: str) -> None:
    assert join_texts(words) == text


def test_chapters_may_repeat_their_name_in_other_forms() -> None:
    subjects = ("Offentligheten", "Tillgängligheten", "Den politiska styrningen", "Ledarskapet")
    subjects += ("Resultaten", "Personalpolitiken", "Verksamhetsutvecklingen", "Samhällsbyggandet")
    lines: list[str] = []
    for area, subject, points in zip(AREAS["SE"], subjects, POINTS, strict=True):
        lines += [
            area,
            "",
            "Här beskrivs arbetet.",
            "",
            f"{subject} ger Ystads kommun {points:.0f} poäng.",
            "",
            "",
        ]
    identity = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
    told, _ = find_told_series(make_sheets([place_lines(lines)]), identity)
    assert [(series.values, meaning.claim) for series, meaning in told] == [(SCORES, Claim.OWN)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Området blir vurdert til {} poeng.",
        "Vi har gitt kommunen {} poeng.",
        "Det gjev kommunen {} poeng av 100 moglege.",
        "Stryn ender på {} poeng.",
        "Kommunen skårar {} poeng.",
    ],
)
def test_norwegian_chapters_tell_their_points_in_many_words(sentence: str) -> None:
    assert _find_scores(sentence, "NO") == [SCORES]


@pytest.mark.parametrize(
    "sentence",
    [
        "Den bästa kommunen fick {} poäng.",
        "Den kommun som fick lägst fick {} poäng.",
        "Lägst fick Skurup med {} poäng.",
        "Kommunalrådet bedömer kommunen till {} poäng.",
        "Skolan bedöms till {} poäng.",
        "Kommunen bedömer sig själv till {} poäng.",
        "Kommunen ger området {} poäng.",
        "Ystad har själv gett området {} poäng.",
        "Sammantaget bedömer kommunen området till {} poäng.",
        "Området bedömdes till {} poäng förra gången.",
        "Området bedömdes 2010 till {} poäng.",
        "Området bedöms kunna nå {} poäng.",
        "Området viktas till {} poäng.",
        "Här får alla {} poäng.",
        "De har fått {} poäng här.",
        "Kommunen tog {} poäng till.",
        "Det betyder att kommunen förlorar {} poäng.",
        "Det innebär att {} poäng återstår.",
        "Kommunen noterar {} poäng i enkäten.",
        "När förslagen genomförts når kommunen {} poäng.",
        "I Skurup bedöms området till {} poäng.",
        "Området omfattar {} frågor.",
        "Resultatet motsvarar {} poäng i den gamla versionen.",
    ],
)
def test_chapters_that_tell_other_numbers_give_no_scores(sentence: str) -> None:
    assert _find_scores(sentence, "SE") == []


@pytest.mark.parametrize("heading", ["Kommunen ger", "Poäng bedöms till", "Poäng utan verkan hos grannar"])
def test_verbs_make_no_heading_own(heading: str) -> None:
    assert judge_heading(heading, IDENTITY).claim < Claim.POINTS


@pytest.mark.parametrize(
    ("sentence", "total", "published"),
    [
        ("Efter lång diskussion skrev laget in {} poäng.", 475, True),
        ("Efter lång diskussion skrev laget in {} poäng.", 474, False),
        ("Efter lång diskussion skrev laget in {} poäng.", None, False),
        ("Efter lång diskussion siktar kommunen mot målet {} poäng.", 475, False),
        ("Efter lång diskussion kan laget skriva in {} poäng.", 475, False),
        ("Chefer utbildas med Umeå. {} poäng blev resultatet.", 475, True),
        ("Chefer utbildas med Umeå. {} poäng blev resultatet.", None, False),
        ("Så gör Umeå. Det gav {} poäng.", 474, False),
    ],
)
def test_sentences_that_are_not_understood_need_the_total(
    sentence: str, total: int | None, published: bool
) -> None:
    summary = [f"Ystads kommun får sammanlagt {total} poäng.", "", "", ""] if total else []
    view = place_lines([*summary, *_draw_chapters(sentence, "SE")])
    identity = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
    verdict = prove_pages([view], identity)
    assert {score.area_no: score.value for score in verdict.scores} == (SCORES if published else {})
    assert {score.proof for score in verdict.scores} <= {Proof.SUM}


@pytest.mark.parametrize(
    ("heading", "published"),
    [
        ("Kommunens självvärdering", False),
        ("Resultat 2009", False),
        ("Bilaga: utvärderingen 2009", False),
        ("Exempel från Skurups kommun", False),
        ("Resultat 2014", True),
        ("Områdenas kapitel", True),
    ],
)
@pytest.mark.parametrize("sentence", ["Kommunen får {} poäng.", "Efter samtal skrev laget in {} poäng."])
def test_a_heading_over_all_chapters_says_which_evaluation_they_tell(
    heading: str, published: bool, sentence: str
) -> None:
    lines = [heading, "", "", *_draw_chapters(sentence, "SE"), "Ystads kommun får sammanlagt 475 poäng."]
    identity = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
    verdict = prove_pages([place_lines(lines)], identity)
    assert {score.area_no: score.value for score in verdict.scores} == (SCORES if published else {})


@pytest.mark.parametrize(
    "heading", ["Antal synpunkter", "Nöjdhet", "Budget (mkr)", "Antal frågor", "Kommunens poäng"]
)
def test_a_title_farther_off_does_not_own_what_the_nearest_heading_leaves_open(heading: str) -> None:
    rows = [f"{name:60}{points:.0f}" for name, points in zip(AREAS["SE"], POINTS, strict=True)]
    lines = ["Ystads kommun", "", "", heading, "", *rows, f"{'Summa':60}{sum(POINTS):.0f}"]
    identity = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
    scores = prove_pages([place_lines(lines)], identity).scores
    assert bool(scores) == (heading == "Kommunens poäng")


@pytest.mark.parametrize(
    "text",
    [
        "En arena för spridning skulle göra nytta.",
        "Dokumenten bör samlas på ett ställe.",
        "Målet är känt av alla i kommunens ledning.",
    ],
)
def test_a_sentence_of_the_text_before_says_nothing_of_the_points(text: str) -> None:
    assert judge_around(text, IDENTITY) is None


@pytest.mark.parametrize(
    "text",
    ["Så här skulle poängen bli.", "Målet är dessa resultat.", "Siffrorna är målet.", "Mål", "Bör nås"],
)
def test_a_short_text_on_points_that_are_hoped_for_denies_them(text: str) -> None:
    told = judge_around(text, IDENTITY)
    assert told is not None
    assert told.claim is Claim.NONE


@pytest.mark.parametrize("sum_word", ["Summen av dei åtte er", "Sluttsummen er", "Samla poengsum er"])
def test_norwegian_sums_are_totals(sum_word: str) -> None:
    sheets = make_sheets([place_lines(["Resultat", "", f"{sum_word} 408 poeng av 800."])])
    identity = Identity(country="NO", municipality="Volda", round=2017, edition=2016)
    assert [total.kind for total in find_totals(sheets, identity)] == [ReadingKind.TOTAL]


@pytest.mark.parametrize(
    ("sentence", "published"),
    [
        ("Tabellen visar kommunens poäng per område och, inom parentes, genomsnittet.", True),
        ("Här visas kommunens poäng och, inom parentes, poängen vid förra utvärderingen.", True),
        ("Tabellen visar genomsnittets poäng per område och, inom parentes, kommunens.", False),
        ("Tabellen visar poäng per område.", False),
    ],
)
def test_a_sentence_says_what_stands_in_brackets(sentence: str, published: bool) -> None:
    others = (63, 65, 73, 64, 61, 59, 68, 64)
    rows = [
        f"{name:60}{own:.0f} ({other})" for name, own, other in zip(AREAS["SE"], POINTS, others, strict=True)
    ]
    total = f"{'Summa':60}{sum(POINTS):.0f} ({sum(others)})"
    view = place_lines(["Samlat resultat", "", sentence, "", *rows, total])
    identity = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
    assert list_scores([view], identity) == (SCORES if published else {})


def test_the_number_of_an_area_is_no_points() -> None:
    lines: list[str] = []
    for at, area in enumerate(AREAS["SE"], start=1):
        lines += [area, "", "Här beskrivs arbetet.", "", f"Poäng område {at}", "", ""]
    told, _ = find_told_series(make_sheets([place_lines(lines)]), IDENTITY)
    assert told == []


def test_noughts_are_the_beginning_of_a_scale() -> None:
    rows = [f"{name:60}0   {points:.0f}   100" for name, points in zip(AREAS["SE"], POINTS, strict=True)]
    total = f"{'Summa':60}    {sum(POINTS):.0f}   800"
    identity = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
    view = place_lines(["Poäng för Ystads kommun", "", *rows, total])
    assert {score.area_no: score.value for score in prove_pages([view], identity).scores} == SCORES
