"""Whose the numbers of a column, a chart or a sentence are, where other words beside them mislead."""

from __future__ import annotations

import pytest

from extract.claims.candidates import make_candidate_set
from extract.claims.owner import Claim, judge_around, judge_heading
from extract.claims.totals import find_totals
from extract.mentions import is_contents
from extract.page.words import PageWords
from extract.records import Identity, ReadingKind
from extract.series.sheet import make_sheets
from tests.test_bars_below import DARK, PALE, draw_chart
from tests.test_lines_under_names import MEAN, STRYN, YSTAD
from tests.test_search_series import Cell, draw, set_right
from tests.test_told import AREAS, POINTS

TEXT = "Arbetet bedrivs på många håll och följs upp av nämnderna varje år i bokslutet"


def write(*lines: str, top: float = 60.0) -> PageWords:
    return draw(*((60, top + 16 * at, line) for at, line in enumerate(lines)))


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Medianen för de kommuner som analyserats till och med maj 2014 är 404 poäng.", {404: "average"}),
        (
            "Den samlade poängen för Ystads kommun är 437, vilket kan jämföras med 458 i genomsnitt.",
            {437: "total", 458: "average"},
        ),
        ("Snittet för de 40 kommuner som utvärderats under 2014 är 455 poäng.", {455: "average"}),
        ("Det samlade resultatet 2014 är 511 poäng.", {511: "total"}),
    ],
)
def test_a_total_belongs_to_the_noun_of_its_sentence(sentence: str, kinds: dict[int, str]) -> None:
    found = {int(each.value): each.kind.value for each in find_totals(make_sheets([write(sentence)]), YSTAD)}
    assert {value: found.get(value) for value in kinds} == kinds


@pytest.mark.parametrize(
    ("heading", "identity"),
    [
        ("Analys 2014", YSTAD),
        ("Utvärderarna", YSTAD),
        ("Evaluatorene", STRYN),
        ("Utvärderarnas poäng", YSTAD),
    ],
)
def test_a_column_of_the_evaluators_or_of_this_years_analysis_is_the_own_one(
    heading: str, identity: Identity
) -> None:
    assert judge_heading(heading, identity).claim is Claim.OWN


@pytest.mark.parametrize("heading", ["Utvärderarnas snitt", "Analys 2010", "Ledningsgruppen", "Ledergruppen"])
def test_a_column_of_others_or_of_another_time_is_not(heading: str) -> None:
    assert judge_heading(heading, YSTAD).claim is not Claim.OWN


def test_running_text_on_the_councils_goals_says_nothing_of_the_numbers_below_it() -> None:
    text = "Arbetet är väl genomtänkt, från fullmäktiges sju mål till arbetsplatsens tavla."
    assert judge_around(text, YSTAD) is None


@pytest.mark.parametrize("text", ["Område och frågor", "Områden och frågor", "Huvudområden och frågor"])
def test_the_heading_of_the_names_says_nothing_of_the_numbers(text: str) -> None:
    assert judge_around(text, YSTAD) is None


@pytest.mark.parametrize("text", ["Frågor", "Antal frågor", "Område och antal frågor"])
def test_a_heading_on_numbers_of_questions_does(text: str) -> None:
    said = judge_around(text, YSTAD)
    assert said is not None
    assert said.claim is Claim.NONE


@pytest.mark.parametrize("first", ["own", "mean"])
def test_a_series_beside_one_that_is_repeated_as_own_elsewhere_is_another(first: str) -> None:
    bars = [(DARK, POINTS), (PALE, MEAN)] if first == "own" else [(PALE, MEAN), (DARK, POINTS)]
    chart = draw_chart(bars, [], total="Sammanlagt 475 poäng av 800 möjliga.")
    cells: list[Cell] = [(60, 60, "Sammanställning"), set_right(420, 80, "Kommunens poäng")]
    for at, name in enumerate(AREAS["SE"]):
        cells += [(60, 100 + 18 * at, name), set_right(420, 100 + 18 * at, f"{POINTS[at]:g}")]
    found = make_candidate_set([chart, draw(*cells, page=2)], YSTAD).whole
    kinds = {each.values: each.kind for each in found if each.series.relation == "bar"}
    means = tuple(enumerate(map(float, MEAN), 1))
    assert kinds[means] is ReadingKind.UNKNOWN
    assert kinds[tuple(enumerate(map(float, POINTS), 1))] is ReadingKind.SCORE


def test_numbers_without_words_are_judged_by_the_heading_of_their_column() -> None:
    cells: list[Cell] = [
        (60, 60, "Vad Ystad fick för hela området står på raden Hela området."),
        (60, 90, "Huvudområde"),
        set_right(330, 90, "Kriterier"),
        set_right(480, 90, "Poäng"),
    ]
    for at, name in enumerate(AREAS["SE"]):
        top = 110 + 60 * at
        cells += [(60, top, name), set_right(330, top, f"{MEAN[at]:g}")]
        cells += [(70, top + 15, "Planer"), set_right(480, top + 15, f"{POINTS[at] - 20:g}")]
        cells += [(70, top + 30, "Hela området"), set_right(480, top + 30, f"{POINTS[at]:g}")]
    found = make_candidate_set([draw(*cells)], YSTAD).whole
    means = tuple(enumerate(map(float, MEAN), 1))
    assert [each.values for each in found if each.values == means]
    assert all(each.meaning.claim <= Claim.OPEN for each in found if each.values == means)


@pytest.mark.parametrize(("lines", "contents"), [(0, True), (5, True), (20, False)])
def test_a_page_with_running_text_after_a_short_list_of_contents_is_none(lines: int, contents: bool) -> None:
    page = write("Innehåll", "1 Bakgrund 2", "2 Område för område 3", "3 Poäng 9", *[TEXT] * lines)
    assert is_contents(page) is contents


def draw_noted(note: str, *, total: bool = True) -> PageWords:
    cells: list[Cell] = [(60, 60, "Ystads kommun 2014"), (60, 90, "Område")]
    cells += [set_right(400, 90, "Poäng"), set_right(480, 90, "Ändring")]
    for at, name in enumerate(AREAS["SE"]):
        top = 110 + 16 * at
        cells += [(60, top, name), set_right(400, top, f"{POINTS[at]:g}"), set_right(480, top, f"+{at + 1}")]
    cells += [(60, 238, "Totalt"), set_right(400, 238, f"{sum(POINTS):g}")] if total else []
    cells.append((60, 256 if total else 240, note))
    return draw(*cells)


def list_evidence(page: PageWords) -> set[str]:
    found = make_candidate_set([page], YSTAD).whole
    own = tuple(enumerate(map(float, POINTS), 1))
    return {each.evidence for each in found if each.values == own and each.kind is ReadingKind.SCORE}


@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize(
    "note",
    [
        "Före delningen.",
        "Omräknat efter tyngdpunkter.",
        "Poäng för genomsnittskommunen.",
        "Ystad ingår inte.",
        "Avser landets medel, även för Resultat och effektivitet.",
    ],
)
def test_a_note_below_a_table_or_its_sum_leaves_its_owner_open(note: str, total: bool) -> None:
    assert list_evidence(draw_noted(note, total=total)) in (set(), {""})


@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize(
    "note",
    [
        "Ändring är från 2010 till 2014.",
        "Politisk styrning och kontroll är bäst.",
        "Högst 100 poäng per område.",
    ],
)
def test_a_note_on_another_column_or_on_one_area_says_nothing(note: str, total: bool) -> None:
    assert list_evidence(draw_noted(note, total=total)) - {""}
