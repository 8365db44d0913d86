"""Ways in which numbers stand to the areas' names: around a wheel, over a page's end, at headings."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from itertools import pairwise
from math import cos, pi, sin

import pytest

from extract.claims.owner import Claim, judge_around
from extract.page.words import PageWords, place_lines
from extract.readers import read_pages
from extract.records import Reading, ReadingKind
from extract.series.propose import propose_series
from extract.series.sheet import make_sheets
from tests.test_search_series import NAMES, OSKARSHAMN, OWN, Cell, draw, set_right


def list_series(*pages: PageWords) -> list[list[float]]:
    """The numbers of every whole series, by area."""
    found = propose_series(make_sheets(pages))
    return [list(series.values.values()) for series in found if series.is_whole]


def read(*pages: PageWords, kind: ReadingKind = ReadingKind.SCORE) -> dict[int, float]:
    found: tuple[Reading, ...] = read_pages(pages, OSKARSHAMN)
    return {each.area_no: each.value for each in found if each.kind is kind and each.area_no}


def draw_wheel(radius: tuple[float, float], step: float, *, left_first: bool) -> list[Cell]:
    """Names around a wheel, clockwise from the top; those on its left end where their numbers end."""
    cells: list[Cell] = []
    for at, (name, score) in enumerate(zip(NAMES, OWN, strict=True)):
        angle = 2 * pi * at / 8
        x, y = 300 + radius[0] * sin(angle), 400 - radius[1] * cos(angle)
        side = round(sin(angle), 6)
        texts = (name, str(score))
        for line, text in enumerate(texts):
            width = 5 * len(text.replace(" ", "")) + 2.5 * text.count(" ")
            left = x if side > 0 else x - width if side < 0 else x - width / 2
            cells.append((left, y + step * line, text))
    return cells[::-1] if left_first else cells


@pytest.mark.parametrize(("radius", "step"), [((60, 160), 11), ((75, 220), 12), ((50, 120), 14)])
@pytest.mark.parametrize("left_first", [False, True])
def test_numbers_around_a_wheel_are_set_to_their_names_by_either_side(
    radius: tuple[float, float], step: float, left_first: bool
) -> None:
    page = draw(*draw_wheel(radius, step, left_first=left_first))
    assert [float(each) for each in OWN] in list_series(page)


@pytest.mark.parametrize("parted", [3, 5, 7])
@pytest.mark.parametrize("step", [13.0, 16.0])
def test_a_list_of_names_over_numbers_goes_on_over_the_page(parted: int, step: float) -> None:
    pages: list[PageWords] = []
    for number, part in ((3, range(parted)), (4, range(parted, 8))):
        top = 800 - 2 * step * parted if number == 3 else 60.0
        cells: list[Cell] = []
        for row, at in enumerate(part):
            cells += [
                (70, top + 2 * step * row, NAMES[at]),
                (70, top + 2 * step * row + step, f"{OWN[at]} / 100"),
            ]
        pages.append(draw(*cells, page=number))
    assert [float(each) for each in OWN] in list_series(*pages)


@pytest.mark.parametrize("lines", [(1, 2, 1, 2, 1, 3, 1, 2), (2, 1, 3, 1, 2, 2, 1, 1)])
def test_names_of_unlike_height_head_one_row(lines: tuple[int, ...]) -> None:
    cells: list[Cell] = []
    for at, (name, score, count) in enumerate(zip(NAMES, OWN, lines, strict=True)):
        words = name.split()
        cut = [round(len(words) * part / count) for part in range(count + 1)]
        for line, (start, end) in enumerate(pairwise(cut)):
            cells.append((20 + 230 * at, 100 + 10 * line, " ".join(words[start:end])))
        cells.append((40 + 230 * at, 150, str(score)))
    page = draw(*cells)
    assert [float(each) for each in OWN] in list_series(page)


def test_rows_of_sub_areas_give_no_area_points() -> None:
    lines = ["Kommunens resultat 2011, detaljerade poäng", ""]
    for at, (name, score) in enumerate(zip(NAMES, OWN, strict=True), start=1):
        lines += [f"{at} {name:60}{score:>12}{100:>8}"]
        half = score // 2
        parts = ((half, 40), (score - half, 60))
        for row, (part, most) in enumerate(parts, start=1):
            question = f"  {at}.{row} Hur arbetar kommunen med frågan"
            lines.append(f"{question:62}{part:>12}{most:>8}")
        lines.append("")
    found = read_pages([place_lines(lines)], OSKARSHAMN)
    scores = [each for each in found if each.kind is ReadingKind.SCORE]
    assert {(each.area_no, each.value) for each in scores} <= {*enumerate(map(float, OWN), start=1)}


@pytest.mark.parametrize(
    "text",
    [
        "Tabellen visar hur stor andel av kommunerna som har lägre resultat än Oskarshamn, i procent.",
        "Diagrammet nedan visar Oskarshamns placering bland de utvärderade kommunerna.",
    ],
)
def test_shares_and_ranks_are_no_points_though_they_are_told_of_the_municipality(text: str) -> None:
    around = judge_around(text, OSKARSHAMN)
    assert around is not None
    assert around.claim is Claim.NONE


def test_points_told_of_the_municipality_are_its_own() -> None:
    around = judge_around("Tabellen visar Oskarshamns kommuns poäng per område.", OSKARSHAMN)
    assert around is not None
    assert around.claim is Claim.OWN


@pytest.mark.parametrize("shape", ["Varje ruta", "Var bricka", "Hver søyle", "Rutorna", "Kvar sirkel"])
def test_each_of_some_shapes_shows_the_points_of_the_municipality(shape: str) -> None:
    introduction = f"{shape} visar kommunens poäng inom ett av de åtta områdena i utvärderingen."
    around = judge_around(introduction, OSKARSHAMN)
    assert around is not None
    assert around.claim is Claim.OWN
    others = judge_around(introduction.replace("kommunens", "länets kommuners"), OSKARSHAMN)
    assert others is None or others.claim < Claim.POINTS


@pytest.mark.parametrize(
    "text",
    [
        "Mycket återstår att göra.",
        "Inom ständiga förbättringar återstår mer att göra.",
        "Ett samlat grepp saknades länge.",
    ],
)
def test_what_remains_to_do_is_no_quantity(text: str) -> None:
    assert judge_around(text, OSKARSHAMN) is None


@pytest.mark.parametrize("text", ["Poäng som återstår", "Poängen som återstår till 100.", "Diagrammet: kvar"])
def test_the_points_that_remain_are_no_score(text: str) -> None:
    around = judge_around(text, OSKARSHAMN)
    assert around is not None
    assert around.claim is Claim.NONE


@pytest.mark.parametrize("shift", [60.0, 120.0])
def test_two_numbers_at_one_place_under_every_heading_are_rivals(shift: float) -> None:
    """Neither is the municipality's own, though a sentence over the first heading names it."""
    other = OWN[::-1]
    cells: list[Cell] = [(60, 60, "Oskarshamns kommun når 427 poäng av 800 möjliga.")]
    pages = []
    for at, (name, score, rival) in enumerate(zip(NAMES, OWN, other, strict=True)):
        top = 100.0 + 170 * (at % 4)
        cells += [(60, top, name), (60, top + 22, str(score)), (60 + shift, top + 22, str(rival))]
        cells += [
            (60, top + 60 + 12 * row, "Kommunen har ett utvecklat arbete med detta sedan länge")
            for row in range(4)
        ]
        if at % 4 == 3:
            pages.append(draw(*cells, page=3 + at // 4))
            cells = []
    scores = [each for each in read_pages(pages, OSKARSHAMN) if each.kind is ReadingKind.SCORE]
    assert not scores


def test_the_last_line_of_a_whole_name_names_no_area_again() -> None:
    cells: list[Cell] = []
    for at, name in enumerate(NAMES):
        words = name.split()
        first, last = (" ".join(words[:-1]), words[-1]) if len(words) > 1 else (name, "")
        cells.append(set_right(260, 100 + 60 * at, first))
        if last:
            cells.append(set_right(260, 110 + 60 * at, last))
        cells.append((300, 105 + 60 * at, str(OWN[at])))
    labels = [label for sheet in make_sheets([draw(*cells)]) for label in sheet.labels]
    assert sorted(label.area_no for label in labels) == list(range(1, 9))


@pytest.mark.parametrize("wide", [2, 4])
@pytest.mark.parametrize("unit", ["", " poäng"])
@pytest.mark.parametrize("averages", [False, True])
def test_cards_in_rows_with_names_of_unlike_length(wide: int, unit: str, averages: bool) -> None:
    """In the first row a name of three lines moves all numbers down."""
    cells: list[Cell] = []
    for at, (name, score) in enumerate(zip(NAMES, OWN, strict=True)):
        left, top = 60 + 1080 / wide * (at % wide), 100 + 150.0 * (at // wide)
        words = name.split()
        lines = [words[:1], words[1:2], words[2:]] if at == 0 else [words]
        cells += [(left, top + 12 * no, " ".join(line)) for no, line in enumerate(lines) if line]
        deep = top + (50 if at < wide else 30)
        cells.append((left, deep, f"{score:g}{unit}".replace(".", ",")))
        if averages:
            cells.append((left, deep + 30, f"Snitt: {40 + 2 * at}"))
    assert [float(each) for each in OWN] in list_series(draw(*cells))


@pytest.mark.parametrize(("left", "below"), [(80.0, 20.0), (60.0, 34.0), (470.0, 26.0)])
@pytest.mark.parametrize("mean", [True, False])
def test_numbers_beside_headings_of_one_and_of_two_lines(left: float, below: float, mean: bool) -> None:
    pages: list[PageWords] = []
    for first in range(0, 8, 2):
        words = []
        for at, top in ((first, 100.0), (first + 1, 400.0)):
            name, number = NAMES[at], f"{at + 1}."
            begin, _, end = name.rpartition(" ")
            heads: list[Cell] = [(195, top, number), (212, top, begin if at in (0, 5) else name)]
            heads += [(195, top + 13, end)] if at in (0, 5) else []
            text = "Utvärderarna lyfter fram arbetet som pågår här, och ger några råd."
            heads += [(195, top + 60, text), (195, top + 73, text)]
            heads += [(left, top + below + 70, f"snitt {50 + at}")] if mean else []
            words += draw(*heads).words
            words += draw((left, top + below, str(OWN[at])), size=24).words
        pages.append(replace(draw(page=3 + first // 2), words=tuple(words)))
    assert [float(each) for each in OWN] in list_series(*pages)


@pytest.mark.parametrize("tilt", [0.0, 0.9, -0.7])
@pytest.mark.parametrize("line", ["Poäng: {} (av 100)", "Resultat {} poäng", "{} p"])
def test_numbered_headings_on_a_tilted_image_are_those_of_the_chapters(tilt: float, line: str) -> None:
    pages: list[PageWords] = []
    for number, part in ((2, (0, 1)), (3, (2, 3, 4, 5)), (4, (6, 7))):
        words = []
        for row, at in enumerate(part):
            top, left = 80.0 + 170 * row, 96 + tilt * at
            size = 8.6 if at == 4 else 11.5
            words += draw((left, top, f"{at + 1}. {NAMES[at]}"), size=size).words
            text = "Utvärderarna lyfter fram arbetet som pågår här och ger några råd till nämnden"
            words += draw((left, top + 30, text), (left, top + 43, text)).words
            words += draw((left, top + 75, line.format(OWN[at]))).words
        pages.append(replace(draw(page=number), words=tuple(words), from_image=True))
    assert [float(each) for each in OWN] in list_series(*pages)


@pytest.mark.parametrize(
    ("rows", "lead"),
    [
        ((("Oskarshamn", "2011"), ("Oskarshamn", "2008"), ("Genomsnitt", "")), 11),
        ((("Oskarshamn", "2008"), ("Oskarshamn", "2011"), ("Medel i", "landet")), 12),
        ((("Kommunens", "poäng 2011"), ("Kommunens", "poäng 2008"), ("Högsta", "möjliga")), 10),
    ],
)
def test_the_name_of_a_row_may_have_a_second_line(rows: tuple[tuple[str, str], ...], lead: float) -> None:
    cells: list[Cell] = []
    for at, name in enumerate(NAMES):
        lines = textwrap.wrap(name, 16)
        cells += [(150.0 + 95 * at, 100.0 + 11 * line, text) for line, text in enumerate(lines)]
    for row, (first, second) in enumerate(rows):
        top = 200.0 + 40 * row
        values = OWN if "2011" in second else [each + 3 - 2 * (no % 3) for no, each in enumerate(OWN)]
        cells += [(60, top, first), *([(60, top + lead, second)] if second else [])]
        cells += [(150.0 + 95 * at, top, str(value)) for at, value in enumerate(values)]
    found = read(replace(draw(*cells), width=950))
    assert found == dict(enumerate(OWN, 1))
