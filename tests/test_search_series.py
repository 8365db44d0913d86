"""The search for series on pages that are drawn here: what is published is what the pages print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from extract.claims.owner import Claim, judge_heading, judge_series
from extract.claims.totals import find_totals
from extract.instrument import AREAS
from extract.page.words import PageWords, Word
from extract.readers import read_pages
from extract.records import Box, Identity, ReadingKind, Verdict
from extract.series.propose import propose_series
from extract.series.sheet import make_sheets
from tests.proving import prove_pages

OSKARSHAMN = Identity(
    country="SE", municipality_code="0882", municipality="Oskarshamn", round=2011, edition=2010
)
NAMES = [AREAS[2010, area_no].name for area_no in range(1, 9)]
LETTER = 5.0  # points that a letter of ten points takes
Cell = tuple[float, float, str]  # left edge, top, text


def draw(*cells: Cell, page: int = 1, size: float = 10.0) -> PageWords:
    """A page with texts set at their places."""
    words = []
    for x, top, text in cells:
        for part in text.split():
            width = LETTER * len(part)
            box = Box(x, top, x + width, top + size)
            words.append(Word(part, box.x0, box.top, box.x1, box.bottom, box))
            x += width + LETTER / 2
    return PageWords(page, 595, 842, tuple(words))


def set_right(edge: float, top: float, text: str) -> Cell:
    """A text that ends at an edge."""
    return edge - LETTER * len(text) - LETTER / 2 * text.count(" "), top, text


def draw_table(
    columns: Sequence[tuple[str, Sequence[object]]],
    *,
    top: float = 200.0,
    step: float = 90.0,
    left_heads: bool = False,
    numbered: bool = False,
) -> list[Cell]:
    """Names down the left, a heading over each column of numbers set right, a row of sums."""
    cells: list[Cell] = [(35, top, "Nr"), (60, top, "Område")] if numbered else [(60, top, "Område")]
    for at, (heading, numbers) in enumerate(columns):
        edge = 330 + step * at
        cells.append((edge - step + 25, top, heading) if left_heads else set_right(edge, top, heading))
        for row, number in enumerate(numbers):
            cells.append(set_right(edge, top + 20 * (row + 1), str(number)))
    names = [(60.0, top + 20 * (row + 1), name) for row, name in enumerate(NAMES)]
    return [*cells, *names, (60, top + 180, "Totalt")]


def with_sum(numbers: Sequence[int]) -> list[int]:
    return [*numbers, sum(numbers)]


def judge(*pages: PageWords, identity: Identity = OSKARSHAMN) -> Verdict:
    return prove_pages(pages, identity)


def list_values(verdict: Verdict) -> list[float]:
    return [score.value for score in verdict.scores]


OWN = [47, 63, 78, 45, 39, 38, 80, 37]
EARLIER = [48, 50, 64, 32, 23, 29, 72, 36]
scores = st.lists(st.integers(21, 95), min_size=8, max_size=8, unique=True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    own=scores,
    earlier=scores,
    mean=scores,
    order=st.permutations(range(4)),
    left_heads=st.booleans(),
    step=st.sampled_from([62.0, 70.0, 78.0]),
    told=st.booleans(),
    numbered=st.booleans(),
    percent=st.booleans(),
)
def test_columns_take_their_own_headings_however_they_are_set(
    own: list[int],
    earlier: list[int],
    mean: list[int],
    order: list[int],
    left_heads: bool,
    step: float,
    told: bool,
    numbered: bool,
    percent: bool,
) -> None:
    change = [f"{a - b:+d}" for a, b in zip(own, earlier, strict=True)]
    columns = [
        ("2008", with_sum(earlier)),
        ("2011", with_sum(own)),
        ("+/-", change),
        ("Medel", with_sum(mean)),
    ]
    shares = [("Andel", [f"{each} %" for each in own])] if percent else []
    ordered = [*(columns[at] for at in order), *shares]
    cells = draw_table(ordered, step=step, left_heads=left_heads, numbered=numbered)
    if told:
        cells.append((60, 150, f"Oskarshamn får {sum(own)} poäng."))
    verdict = judge(draw(*cells))
    assert list_values(verdict) in ([], own)
    if (
        own not in (earlier, mean)
        and not left_heads
        and all(sum(a == b for a, b in zip(own, each, strict=True)) < 5 for each in (earlier, mean))
    ):
        assert verdict.scores


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    own=scores, words=st.sampled_from(["Genomsnitt", "Medelvärde", "Mål", "Andel", "Umeå", "2005", "Rang"])
)
def test_numbers_of_others_are_never_published(own: list[int], words: str) -> None:
    assert not judge(draw(*draw_table([(words, with_sum(own))]))).scores


@pytest.mark.parametrize("total", [sum(OWN) + 30, sum(OWN) - 100])
def test_a_total_that_is_told_as_the_own_stops_other_scores(total: int) -> None:
    cells = draw_table([("Oskarshamn 2011", with_sum(OWN))])
    cells.append((60, 150, f"Oskarshamns kommun når {total} poäng av 800 möjliga."))
    assert not judge(draw(*cells)).scores


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    own=scores,
    mean=scores,
    style=st.sampled_from(["badge", "line", "box", "average_first"]),
)
def test_points_in_the_chapters_are_the_areas(own: list[int], mean: list[int], style: str) -> None:
    assume(all(len({number - at for at, number in enumerate(each)}) > 6 for each in (own, mean)))
    assume(sum(one == other for one, other in zip(own, mean, strict=True)) < 5)
    pages = [draw((60, 100, f"Oskarshamn får totalt {sum(own)} poäng av 800."))]
    for at, name in enumerate(NAMES):
        cells: list[Cell] = [(120, 100, name)]
        if style == "badge":
            cells.append((60, 100, f"{own[at]} p"))
        elif style == "line":
            cells.append((120, 116, f"Poäng: {own[at]} av 100"))
        elif style == "box":
            cells += [(480, 116, "Poäng"), (484, 128, str(own[at])), (470, 140, f"Medel {mean[at]}")]
        else:
            cells += [(120, 116, f"Medel: {mean[at]}"), (120, 130, f"Poäng: {own[at]}")]
        cells.append((60, 200, "Kommunen arbetar med frågan på många sätt och har gjort det i flera år."))
        pages.append(draw(*cells, page=at + 2))
    assert list_values(judge(*pages)) == own


def test_a_table_goes_on_over_the_page_with_its_heading() -> None:
    cells = draw_table([("2008", with_sum(EARLIER)), ("2011", with_sum(OWN))], top=600)
    first = [cell for cell in cells if cell[1] < 700]
    second = [(x, top - 640, text) for x, top, text in cells if top >= 700]
    verdict = judge(draw(*first), draw(*second, page=2))
    assert list_values(verdict) == OWN
    assert {score.reading.page for score in verdict.scores} == {1, 2}


@pytest.mark.parametrize(
    ("heading", "kind", "claim"),
    [
        ("2011", ReadingKind.SCORE, Claim.OWN),
        ("Poäng 2008", ReadingKind.PREVIOUS, Claim.NONE),
        ("Oskarshamn", ReadingKind.SCORE, Claim.OWN),
        ("Kommunens poäng (max 100)", ReadingKind.SCORE, Claim.OWN),
        ("Poäng", ReadingKind.SCORE, Claim.POINTS),
        ("Maxpoäng", ReadingKind.MAX_SCORE, Claim.NONE),
        ("Förändr. 08–11", ReadingKind.CHANGE, Claim.NONE),
        ("Differens", ReadingKind.CHANGE, Claim.NONE),
        ("Återstår till 100", ReadingKind.OTHER, Claim.NONE),
        ("Landsgjenno msnitt", ReadingKind.AVERAGE, Claim.NONE),
        ("Kalmar 2011", ReadingKind.OTHER, Claim.NONE),
        ("Skola", ReadingKind.UNKNOWN, Claim.OPEN),
        ("", ReadingKind.UNKNOWN, Claim.SILENT),
    ],
)
def test_a_heading_says_whose_numbers_are(heading: str, kind: ReadingKind, claim: Claim) -> None:
    meaning = judge_heading(heading, OSKARSHAMN)
    assert (meaning.kind, meaning.claim) == (kind, claim)


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Oskarshamn får 427 poäng.", {427: ReadingKind.TOTAL}),
        ("Med 427 poäng av 800 hamnar Oskarshamn i mitten.", {427: ReadingKind.TOTAL}),
        ("Sammanlagt uppnår Oskarshamns kommun 427 poäng.", {427: ReadingKind.TOTAL}),
        ("Sammanräknat blir det 427 poäng av 800.", {427: ReadingKind.TOTAL}),
        ("Den högsta summan som någon kommun har uppnått är 644 poäng.", {644: ReadingKind.OTHER}),
        ("Medelvärdet för de 40 senast utvärderade kommunerna är 454 poäng.", {454: ReadingKind.AVERAGE}),
        ("Jämfört med Kalmar, som då fick 547 poäng, är profilen jämnare.", {547: ReadingKind.OTHER}),
        (
            "Oskarshamn får 427 poäng, att jämföra med 354 poäng vid utvärderingen 2008.",
            {427: ReadingKind.TOTAL, 354: ReadingKind.PREVIOUS},
        ),
    ],
)
def test_a_sentence_says_whose_a_total_is(sentence: str, kinds: dict[int, ReadingKind]) -> None:
    sheets = make_sheets([draw((60, 100, sentence))])
    found = {int(total.value): total.kind for total in find_totals(sheets, OSKARSHAMN)}
    assert found == kinds


def test_rows_between_the_areas_are_no_areas() -> None:
    cells: list[Cell] = [(60, 80, "Område"), set_right(400, 80, "Poäng"), set_right(470, 80, "Summa")]
    top = 100.0
    for name, score in zip(NAMES, OWN, strict=True):
        cells += [(60, top, name), set_right(470, top, str(score))]
        for part, points in (("Strategi för " + name[:9], score - 5), ("Uppföljning av " + name[-9:], 5)):
            top += 14
            cells += [(90, top, part), set_right(400, top, str(points))]
        top += 18
    series = propose_series(make_sheets([draw(*cells)]))
    whole = {tuple(each.values.values()) for each in series if each.is_whole and not each.between}
    assert whole == {tuple(map(float, OWN))}


def test_only_what_is_proved_to_be_the_own_is_published() -> None:
    own: Iterable[Cell] = draw_table([("2008", with_sum(EARLIER)), ("2011", with_sum(OWN))])
    assert list_values(judge(draw(*own))) == OWN
    others = draw_table([("Kalmar", with_sum(EARLIER)), ("Genomsnitt", with_sum(OWN))])
    assert not judge(draw(*others)).scores


def test_neither_of_two_columns_that_nothing_tells_apart_is_published() -> None:
    own: Iterable[Cell] = draw_table([("Poäng", with_sum(OWN))])
    told: Cell = (60, 100, "Kommunens poäng per område")
    assert list_values(judge(draw(told, *own))) == OWN
    twin = draw(*draw_table([("Poäng", with_sum(EARLIER))]), page=2)
    assert not judge(draw(told, *own), twin).scores


def test_a_town_over_the_numbers_makes_them_its_own_whatever_stands_at_their_side() -> None:
    table = draw_table([("Poäng", with_sum(EARLIER))])
    titles: list[Cell] = [(60, 100, "Oskarshamns kommun 2011"), (300, 140, "Kalmar kommun 2010")]
    titles.append((60, 140, "Oskarshamns kommun 2011"))
    (series,) = propose_series(make_sheets([draw(*titles, *table)]))
    assert "Kalmar kommun 2010" in series.beside
    assert judge_series(series, OSKARSHAMN).claim is Claim.NONE


@pytest.mark.parametrize("step", [64.0, 71.0, 80.0])
@pytest.mark.parametrize("numbered", [True, False])
def test_headings_left_of_their_numbers_keep_them_beside_per_cent(step: float, numbered: bool) -> None:
    shares = [f"{each} %" for each in OWN]
    columns = [("Maxpoäng", [100] * 8), ("Oskarshamn", with_sum(OWN)), ("Andel", shares), ("Snitt", EARLIER)]
    cells = draw_table(columns, step=step, left_heads=True, numbered=numbered)
    assert list_values(judge(draw(*cells))) == OWN


@pytest.mark.parametrize("step", [64.0, 71.0])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_overview_takes_headings_left_of_their_numbers(step: float, order: tuple[int, int]) -> None:
    parts = [(each // 2, each - each // 2 - 4, 4) for each in OWN]
    heads = [("Maxpoäng", 33), ("Oskarshamn", 0)]
    cells: list[Cell] = [(330 + step * at - step + 12, 40, heads[which][0]) for at, which in enumerate(order)]
    top = 60.0
    for area_no, name in enumerate(NAMES, start=1):
        rows = [(f"{area_no} {name}", OWN[area_no - 1], 100)]
        rows += [
            (f"{area_no}.{at} Fråga {at} om arbetet", n, 33) for at, n in enumerate(parts[area_no - 1], 1)
        ]
        for text, own, most in rows:
            cells.append((60, top, text))
            cells += [
                set_right(330 + step * at, top, str((most, own)[which])) for at, which in enumerate(order)
            ]
            top += 20
    page = replace(draw(*cells), height=top + 40)
    read = read_pages([page], OSKARSHAMN)
    found = {each.area_no: each.value for each in read if each.kind is ReadingKind.SCORE}
    assert [found[area_no] for area_no in range(1, 9)] == OWN


@pytest.mark.parametrize("step", [50.0, 64.0, 80.0])
@pytest.mark.parametrize("set_left", [True, False])
def test_names_after_the_numbers_shift_no_heading(step: float, set_left: bool) -> None:
    columns = [("2011", OWN), ("2008", EARLIER), ("2005", EARLIER[::-1])]
    cells: list[Cell] = [(80 + step * 3, 200, "Område")]
    for at, (heading, numbers) in enumerate(columns):
        edge = 80 + step * at
        cells.append((edge, 200, heading) if set_left else set_right(edge + 20, 200, heading))
        cells += [set_right(edge + 20, 220 + 20 * row, str(number)) for row, number in enumerate(numbers)]
    cells += [(80 + step * 3, 220 + 20 * row, name) for row, name in enumerate(NAMES)]
    assert list_values(judge(draw(*cells))) == OWN


@pytest.mark.parametrize("above", [(7, 8), (8,), (6, 7, 8)])
def test_headings_of_chapters_above_a_table_take_no_name_from_it(above: tuple[int, ...]) -> None:
    cells: list[Cell] = []
    for row, area_no in enumerate(above):
        cells += [(60, 40 + 30 * row, str(area_no)), (72, 40 + 30 * row, NAMES[area_no - 1])]
    for at, (head, numbers) in enumerate([("Maxpoäng", [100] * 8), ("Medel", EARLIER), ("Oskarshamn", OWN)]):
        cells.append(set_right(330 + 80 * at, 180, head))
        cells += [set_right(330 + 80 * at, 200 + 24 * row, str(each)) for row, each in enumerate(numbers)]
    for row, name in enumerate(NAMES):
        begin, _, end = name.rpartition(" ")
        cells.append((60, 200 + 24 * row, str(row + 1)))
        cells += (
            [(72, 200 + 24 * row, begin), (60, 211 + 24 * row, end)]
            if row == 2
            else [(72, 200 + 24 * row, name)]
        )
    assert list_values(judge(draw(*cells))) == OWN
