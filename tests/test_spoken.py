"""Points told area by area in running text: taken where they add up to the own total."""

from __future__ import annotations

import textwrap

import pytest

from extract.instrument import AREAS
from extract.page.words import place_lines
from extract.records import Identity, Proof
from extract.series.passages import list_passages
from extract.series.sheet import make_sheets
from tests.proving import prove_pages

IDENTITY = Identity(country="SE", municipality="Lysekil", round=2013, edition=2010)
SCORES = (46, 55, 53, 50, 43, 59, 40, 64)
TOTAL = f"Sammanlagt får Lysekils kommun därmed {sum(SCORES)} poäng av 800."
TEXT = [
    "Inom området offentlighet och demokrati når Lysekil 46 poäng av 100. För tillgänglighet",
    "och brukarorientering är resultatet 55 poäng. Politisk styrning och kontroll ger 53 poäng,",
    "medan ledarskap, ansvar och delegation ger 50 poäng. Resultat och effektivitet får 43 poäng.",
    "Kommunen som arbetsgivare personalpolitik är ett starkare område med 59 poäng. Lägst blir",
    "poängen för verksamhetsutveckling, 40 poäng, och högst för kommunen som samhällsbyggare, 64 poäng.",
]
LISTED = [
    "Utvärderarna satte för offentlighet och demokrati 46, för tillgänglighet och brukarorientering 55,",
    "för politisk styrning och kontroll 53, för ledarskap, ansvar och delegation 50, för resultat och",
    "effektivitet 43, för kommunen som arbetsgivare personalpolitik 59, för verksamhetsutveckling 40",
    "och för kommunen som samhällsbyggare 64.",
]


def read(*lines: str) -> tuple[float, ...]:
    view = place_lines(["Poäng", "", *lines])
    verdict = prove_pages([view], IDENTITY)
    assert {score.proof for score in verdict.scores} <= {Proof.SUM}
    return tuple(score.value for score in verdict.scores)


@pytest.mark.parametrize("text", [TEXT, LISTED])
@pytest.mark.parametrize("first", [False, True])
def test_the_own_total_proves_what_the_text_tells(text: list[str], first: bool) -> None:
    before = ["Vid förra årets bokslut var 9 av 25 mål uppfyllda. Målen är fler än i andra kommuner."]
    assert read(*([TOTAL, "", *text] if first else [*before, *text, "", TOTAL])) == SCORES


@pytest.mark.parametrize(
    "lines",
    [
        TEXT,  # no total
        [*TEXT, "", TOTAL.replace("410", "411")],
        [*TEXT, "", TOTAL, "", "Politisk styrning och kontroll ger 61 poäng."],
        [*TEXT[:4], "", TOTAL],
        [*TEXT, "", "Genomsnittet är 410 poäng."],
        [*(line.replace("når Lysekil", "når snittet") for line in TEXT), "", TOTAL],
        [*(line.replace("får 43 poäng", "fick 2009 43 poäng") for line in TEXT), "", TOTAL],
    ],
)
def test_without_the_sum_or_with_another_number_they_are_held(lines: list[str]) -> None:
    assert read(*lines) == ()


@pytest.mark.parametrize(
    "before",
    [
        ["Historik", ""],
        ["Kommunens självvärdering", "", "Ledningen deltog.", ""],
        ["Kommunen utvärderades även 2009."],
        ["Så här var det för fyra år sedan.", ""],
        ["Kommunen bedömde också sig själv område för område."],
        ["Målen för nästa utvärdering är satta.", ""],
        ["Vid den förra utvärderingen, som gjordes av andra, gällde följande."],
    ],
)
def test_a_text_on_another_evaluation_tells_no_scores(before: list[str]) -> None:
    assert read(*before, *TEXT, "", TOTAL) == ()


@pytest.mark.parametrize(
    "before",
    [
        ["Kommunen utvärderades även 2009. Den här gången gick det så här."],
        ["Kommunen utvärderades 2009 och fick då 380 poäng."],
        ["Resultatet är bättre än vid den förra utvärderingen."],
        ["Utvärderingen bygger på dokument och på intervjuer med politiker och chefer."],
    ],
)
def test_a_text_that_comes_back_to_this_evaluation_tells_the_scores(before: list[str]) -> None:
    assert read(*before, "", *TEXT, "", TOTAL) == SCORES


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{0} ligger högre än {1}, 55 poäng.", "{1} ligger lägre än {0}, 46 poäng."),
        ("{0} följer efter {1}, 55 poäng.", "{1} kommer före {0}, 46 poäng."),
        ("{1} och {0} fick 46 poäng respektive 55 poäng.", "För {1} betyder det 55 poäng."),
        ("Kommunen får 46 poäng för {0} och 55 poäng för {1}.", "Närmast under {1} kommer 46 poäng."),
    ],
)
def test_a_number_that_may_be_of_another_area_proves_nothing(first: str, second: str) -> None:
    """The areas' numbers would be taken crosswise, which no sum tells."""
    names = [AREAS[2010, area_no].name for area_no in range(1, 9)]
    rest = [f"{name} får {score} poäng." for name, score in zip(names[2:], SCORES[2:], strict=True)]
    assert read(TOTAL, "", first.format(*names), second.format(*names), *rest) == ()


@pytest.mark.parametrize(
    "rank",
    ["Lägst av alla områden är {}, 40 poäng.", "Allra lägst ligger {} med 40 poäng.", "Lägst: {} 40 p."],
)
def test_an_area_may_be_called_the_lowest(rank: str) -> None:
    last = rank.format("verksamhetsutveckling")
    text = [*TEXT[:3], TEXT[3].removesuffix("Lägst blir"), last, "Kommunen som samhällsbyggare får 64 poäng."]
    assert read(*text, "", TOTAL) == SCORES


TOLD = [
    "Kommunen har inte byggt upp så många vägar, vilket drar ned resultatet till {} poäng.",
    "Av de poäng som området rymmer har vi gett kommunen {}.",
    "Flest poäng går kommunen miste om här, och resultatet är {} poäng.",
    "Ledarskapet är Lysekils bästa gren med {} poäng.",
    "{} poäng är ett gott resultat, även om kommunen behöver bestämma vad det ska betyda.",
    "Vi ger {} poäng och uppmanar till fler jämförelser.",
    "Hit når {} poäng, och det syns i årsredovisningen.",
    "Samarbetet med Sotenäs är en förebild. Det blir {} poäng.",
]
PROSE = "Arbetet bedrivs på många håll, och cheferna följer upp målen varje vår."


def draw_told(told: list[str], scores: tuple[int, ...] = SCORES) -> list[str]:
    lines = []
    for area_no, (sentence, score) in enumerate(zip(told, scores, strict=True), 1):
        lines += [f"{area_no}. {AREAS[2010, area_no].name}", "", PROSE, "", sentence.format(score), "", ""]
    return lines


@pytest.mark.parametrize("turned", [0, 3, 5])
def test_the_own_total_proves_what_each_chapter_tells_once(turned: int) -> None:
    told = [*TOLD[turned:], *TOLD[:turned]]
    assert read(TOTAL, "", "", *draw_told(told)) == SCORES
    assert read(*draw_told(told)) == ()
    assert read(TOTAL.replace("410", "409"), "", "", *draw_told(told)) == ()


@pytest.mark.parametrize(
    "other",
    [
        "Snittet är {} poäng, vilket kommunen inte når.",
        "Vid förra utvärderingen 2009 blev det {} poäng.",
        "I den bästa kommunen blev det {} poäng.",
        "Med bättre planer kan det bli {} poäng.",
        "Det blev inga poäng på {} frågor.",
    ],
)
def test_a_chapter_that_tells_others_points_leaves_the_scores_unproved(other: str) -> None:
    told = [*TOLD[:5], other, *TOLD[6:]]
    assert read(TOTAL, "", "", *draw_told(told)) == ()


@pytest.mark.parametrize("heading", ["Genomsnitt:", "Mål för 2015:", "Poäng i Skara kommun:", "Poäng 2009:"])
def test_what_a_heading_gives_to_others_no_text_takes_back(heading: str) -> None:
    """A list of others whose numbers happen to add up to the own total."""
    names = [AREAS[2010, area_no].name for area_no in range(1, 9)]
    rows = [f"{name}: {score} poäng." for name, score in zip(names, SCORES, strict=True)]
    assert read(heading, "", *rows, "", "", TOTAL) == ()


FORMS = {
    "Kommunens poäng fördelar sig så här: {}; sammanlagt 410 poäng.": "{name} {points} poäng",
    "Lysekil får {}, totalt 410 poäng av 800.": "{points} poäng för {name}",
    "Så blev resultatet 2013: {}. Summa: 410 poäng.": "{name}: {points}",
}


def write(form: str, total: str = "410") -> list[str]:
    """A paragraph in lines of eighty letters, in which one sentence lists all areas and their sum."""
    names = [AREAS[2010, no].name for no in range(1, 9)]
    items = [FORMS[form].format(name=name, points=points) for name, points in zip(names, SCORES, strict=True)]
    joint = "; " if ";" in form else ", "
    return textwrap.wrap(form.format(joint.join(items)).replace("410", total), 80)


@pytest.mark.parametrize("form", FORMS)
def test_one_sentence_may_list_all_areas_and_their_sum(form: str) -> None:
    assert read(*write(form)) == SCORES
    assert read(*write(form, total="411")) == ()


@pytest.mark.parametrize(
    "lines",
    [
        write("Kommunens poäng fördelar sig så här: {}; sammanlagt 410 poäng.")[1:],
        ["Så såg det ut vid förra utvärderingen.", *write("Så blev resultatet 2013: {}. Summa: 410 poäng.")],
    ],
)
def test_a_sum_of_fewer_areas_or_of_an_earlier_evaluation_proves_nothing(lines: list[str]) -> None:
    assert read(*(line.replace("2013", "2009") for line in lines)) == ()


def test_a_line_may_begin_with_any_letter() -> None:
    view = place_lines(["Området rymmer fem frågor om öppenhet", "och insyn, som alla är viktiga."])
    assert len(list_passages(make_sheets([view])[0])) == 1


def test_a_mean_in_brackets_does_not_deny_the_points_before_it() -> None:
    text = [
        "I området offentlighet och demokrati nådde Lysekil 46 poäng (snitt 49).",
        "I området tillgänglighet och brukarorientering blev resultatet 55 poäng (snitt 45).",
        "I området politisk styrning och kontroll stannade vi på 53 poäng (snitt 52).",
        "I området ledarskap, ansvar och delegation nådde Lysekil 50 poäng (snitt 47).",
        "I området resultat och effektivitet blev resultatet 43 poäng (snitt 39).",
        "I området kommunen som arbetsgivare personalpolitik fick vi 59 poäng (snitt 50).",
        "I området verksamhetsutveckling nådde Lysekil 40 poäng (snitt 38).",
        "I området kommunen som samhällsbyggare blev resultatet 64 poäng (snitt 48).",
    ]
    assert read(*text, "", TOTAL) == SCORES
    assert read(*(line.replace("poäng (snitt", "poäng i snitt (Lysekil") for line in text), "", TOTAL) == ()
    for denial in ("(snittet)", "(2009)", "(förra gången)"):
        assert read(*(f"{line.split(' (')[0]} {denial}." for line in text), "", TOTAL) == ()


@pytest.mark.parametrize(
    "lead", ["Kommunens mål är", "I genomsnitt får kommunerna", "Kommunens egen skattning är"]
)
def test_a_sentence_that_lists_goals_or_means_with_their_sum_proves_nothing(lead: str) -> None:
    form = "Kommunens poäng fördelar sig så här: {}; sammanlagt 410 poäng."
    lines = write(form)
    lines[0] = lines[0].replace("Kommunens poäng fördelar sig så här", lead)
    assert read(*lines) == ()
