"""Points that only the chapters of the areas tell, with no sum: published unless something denies them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords, place_lines
from extract.records import Identity, Proof
from tests.proving import prove_pages
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES

YSTAD = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
STRYN = Identity(country="NO", municipality="Stryn", round=2014, edition=2010)
FILLER = "Arbetet bedrivs på många håll och följs upp av nämnderna varje år."


def read(
    pages: Sequence[PageWords], identity: Identity = YSTAD, *, proof: Proof = Proof.SINGLE
) -> dict[int, float]:
    """The scores that the search publishes; their proof is that of one presentation, if none is given."""
    scores = prove_pages(pages, identity).scores
    assert {score.proof for score in scores} <= {proof}
    return {score.area_no: score.value for score in scores}


def draw_own_pages(sentence: str, *, over: Sequence[Cell] = ()) -> list[PageWords]:
    """A page for each chapter, its points told in the last sentence; ``over`` stands before the first."""
    pages = [draw((60, 60, "Metod"), (60, 100, FILLER), *over)]
    for at, (name, points) in enumerate(zip(AREAS["SE"], POINTS, strict=True), start=2):
        cells = [(60.0, 60.0, f"{at - 1}. {name}"), (60.0, 100.0, FILLER)]
        cells += [(60.0, 100.0 + 14 * row, FILLER) for row in range(1, at)]
        pages.append(draw(*cells, (60, 140 + 14 * at, sentence.format(f"{points:.0f}")), page=at))
    return pages


def draw_boxes(label: str, *, title: str = "Resultat", intro: str = FILLER) -> list[PageWords]:
    """Two pages of four chapters, each with a box in the margin: a label with the points under it."""
    pages = []
    for page in (1, 2):
        cells: list[Cell] = [(60, 50, title), (60, 76, intro)] if page == 1 else []
        for row in range(4):
            at = 4 * (page - 1) + row
            top = 130.0 + 150 * row
            cells += [(60, top, AREAS["SE"][at]), (430, top + 4, label), (445, top + 22, f"{POINTS[at]:.0f}")]
            cells += [(60, top + 24 + 13 * line, FILLER) for line in range(2 + at % 3)]
        pages.append(draw(*cells, page=page))
    return pages


def draw_list(line: str, *, before: Sequence[str] = ("Resultat", "", FILLER, "", "")) -> list[PageWords]:
    """One page: each name with a line of its points under it, and some words on the work."""
    lines = list(before)
    said = ("Dialogen med innbyggerne er god.", "Planene følges opp.", "Ansvaret er tydelig fordelt.")
    for at, (name, points) in enumerate(zip(AREAS["NO"], POINTS, strict=True)):
        lines += [name, line.format(f"{points:.0f}"), "", said[at % len(said)], "", ""]
    return [place_lines(lines)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ystads kommun får {} poäng av 100 inom området.",
        "Områdets poäng: {} (av 100 möjliga)",
        "Utvärderarna bedömer området till {} poäng.",
    ],
)
def test_chapters_on_pages_of_their_own_tell_the_scores(sentence: str) -> None:
    assert read(draw_own_pages(sentence)) == SCORES


@pytest.mark.parametrize("label", ["Kommunens poäng", "Poäng av 100", "Erhållen poäng"])
def test_boxes_beside_the_chapters_tell_the_scores(label: str) -> None:
    assert read(draw_boxes(label)) == SCORES


@pytest.mark.parametrize("line", ["Poengsum: {}", "Kommunen får {} poeng av 100 mulige.", "Poeng: {} av 100"])
def test_lines_under_the_names_tell_the_scores(line: str) -> None:
    assert read(draw_list(line), STRYN) == SCORES


@pytest.mark.parametrize(
    "text",
    [
        "Exempel från Skurups kommun",
        "Utvärderingen 2009",
        "Poängen i varje kapitel är genomsnittet för de kommuner som utvärderats.",
        "I kapitlen nedan redovisas resultatet från förra utvärderingen.",
        "Poängen vid varje område är kommunens egen skattning.",
        "Varje område kan ge högst 80 poäng.",
        "Poängen anges på en skala från 0 till 80.",
        "Utkast. Poängen ska stämmas av med utvärderarna.",
        "Så bedömer de förtroendevalda varje område.",
        "Uppgifterna i avsnitten avser kommuner av samma storlek.",
        "Siffrorna vid rubrikerna gäller riket.",
        "Poängen nedan är vad kommunen skulle få om alla förslag genomfördes.",
        "Vid varje område anges högsta poäng hittills.",
    ],
)
def test_what_is_said_before_the_chapters_denies_their_points(text: str) -> None:
    sentence = "Kommunen får {} poäng inom området."
    assert read(draw_own_pages(sentence)) == SCORES
    assert not read(draw_own_pages(sentence, over=[(60, 160, text)]))
    assert not read(draw_boxes("Kommunens poäng", intro=text))


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Sammanlagt {} poäng, mot 473 vid utvärderingen 2010", True),
        ("{} poäng i år, 41 fler än vid den förra utvärderingen", True),
        ("Sammanlagt 473 poäng vid utvärderingen 2010", False),
    ],
)
def test_a_text_with_the_sum_of_the_points_denies_none(text: str, published: bool) -> None:
    told = text.format(f"{sum(POINTS):.0f}")
    pages = draw_own_pages("Kommunen får {} poäng inom området.", over=[(60, 160, told)])
    assert read(pages, proof=Proof.SUM) == (SCORES if published else {})


@pytest.mark.parametrize(
    "text",
    [
        "Ovanstående poäng är medelvärden för de utvärderade kommunerna.",
        "Poängen ovan är från utvärderingen 2009.",
    ],
)
def test_what_is_said_after_the_chapters_denies_their_points(text: str) -> None:
    pages = draw_own_pages("Kommunen får {} poäng inom området.")
    assert not read([*pages, draw((60, 60, "Avslutning"), (60, 100, text), page=10)])


@pytest.mark.parametrize("title", ["Resultat 2009", "Skurups kommun", "Jämförelsekommunerna", "Målbild 2020"])
def test_a_title_over_the_chapters_denies_their_points(title: str) -> None:
    assert not read(draw_boxes("Poäng", title=title))


@pytest.mark.parametrize("label", ["Medelpoäng", "Poäng 2009", "Skurups poäng", "Mål", "Poäng av 80"])
def test_boxes_of_something_else_give_no_scores(label: str) -> None:
    assert not read(draw_boxes(label))


def test_a_total_that_they_do_not_add_up_to_holds_them() -> None:
    sentence = "Kommunen får {} poäng inom området."
    for total in ("Ystads kommun får sammanlagt 430 poäng.", "Resultatet blev 430 poäng."):
        assert not read(draw_own_pages(sentence, over=[(60, 160, total)]))


def test_pages_headed_by_another_municipality_are_its_chapters() -> None:
    pages = []
    for view in draw_own_pages("Kommunen får {} poäng inom området."):
        head = draw((60, 20, "Skurups kommun"), page=view.number)
        pages.append(PageWords(view.number, 595, 842, (*head.words, *view.words)))
    assert not read(pages)


def test_other_numbers_beside_the_areas_hold_them() -> None:
    rows = [(60.0, 200.0 + 20 * at, name) for at, name in enumerate(AREAS["SE"])]
    numbers = [(420.0, 200.0 + 20 * at, str(31 + 5 * at)) for at in range(8)]
    chart = draw((60, 170, "Läget"), *rows, *numbers, page=10)
    pages = draw_own_pages("Kommunen får {} poäng inom området.")
    assert read(pages) == SCORES
    assert not read([*pages, chart])


def test_points_of_questions_are_no_points_of_areas() -> None:
    lines: list[str] = []
    for at, name in enumerate(AREAS["SE"], start=1):
        lines += [name, "", f"{at}.1 Finns ett program?", "Poäng: 12", "", f"{at}.2 Följs det upp?"]
        lines += [f"Poäng: {8 + at}", "", ""]
    assert not read([place_lines(["Resultat", "", *lines])])


@pytest.mark.parametrize("form", ["2011: 45 poäng → 2014: {} poäng", "Ystads kommun: {} poäng (snitt: 45)"])
def test_the_line_that_names_the_round_or_the_municipality_tells_its_points(form: str) -> None:
    lines: list[str] = []
    for at, (name, points) in enumerate(zip(AREAS["SE"], POINTS, strict=True)):
        lines += [name, "", form.replace("45", str(31 + 5 * at)).format(f"{points:.0f}"), "", FILLER, "", ""]
    assert read([place_lines(["Resultat", "", FILLER, "", "", *lines])]) == SCORES


def test_an_area_may_be_called_by_its_number() -> None:
    lines: list[str] = []
    for at, (name, points) in enumerate(zip(AREAS["SE"], POINTS, strict=True), start=1):
        lines += [name, "", f"Område {at} får {points:.0f} poäng.", "", FILLER, "", ""]
    assert read([place_lines(["Resultat", "", FILLER, "", "", *lines])]) == SCORES


@pytest.mark.parametrize(("unit", "published"), [("poäng av 100", True), ("Skurups poäng", False)])
def test_the_unit_under_a_large_number_is_no_running_foot(unit: str, published: bool) -> None:
    pages = []
    for page, (name, points) in enumerate(zip(AREAS["SE"], POINTS, strict=True), start=1):
        words = [*draw((60, 40, name), (60, 182, unit), page=page).words]
        words += draw((60, 100, f"{points:.0f}"), page=page, size=60).words
        pages.append(PageWords(page, 595, 842, tuple(words)))
    assert read(pages) == (SCORES if published else {})


@pytest.mark.parametrize(
    "heads", [("Ystad", "Snitt"), ("Snitt", "Ystads kommun", "Bäst"), ("Högst", "Ystad")]
)
@pytest.mark.parametrize("foot", [(), ("Kommunkompassen i Ystad",)])
def test_headings_of_numbers_at_the_foot_of_each_page_are_no_running_foot(
    heads: tuple[str, ...], foot: tuple[str, ...]
) -> None:
    pages = []
    for page, (name, points) in enumerate(zip(AREAS["SE"], POINTS, strict=True), start=1):
        row = [
            f"{points:.0f}" if "Ystad" in head else str(31 + 5 * page + at) for at, head in enumerate(heads)
        ]
        cells: list[Cell] = [
            (60, 40, name),
            *((60.0, 80.0 + 14 * line, FILLER) for line in range(page % 3 + 1)),
        ]
        cells += [(60.0 + 150 * at, 180.0, head) for at, head in enumerate(heads)]
        cells += [(60.0 + 150 * at, 196.0, number) for at, number in enumerate(row)]
        pages.append(draw(*cells, *((60.0, 780.0, text) for text in foot), page=page))
    assert read(pages) == SCORES


@pytest.mark.parametrize(
    ("intro", "published"),
    [
        ("I den röda cirkeln vid varje rubrik står hur många poäng Ystad fick för området.", True),
        ("Siffran vid varje rubrik är Ystads kommuns poäng.", True),
        ("I marginalen står antalet poäng som Ystads kommun har fått 2014.", True),
        ("I den röda cirkeln vid varje rubrik står hur många poäng Skurup fick för området.", False),
        ("I marginalen står antalet poäng som Ystads kommun hade fått 2010.", False),
        ("Siffran vid varje rubrik är Ystads mål.", False),
        ("Cirkeln är ritad för hand.", True),
    ],
)
def test_a_sentence_announces_the_points_in_the_chapters(intro: str, published: bool) -> None:
    pages = [draw((60, 60, "Så läser du rapporten"), (60, 100, intro), (60, 114, FILLER))]
    for page, (name, points) in enumerate(zip(AREAS["SE"], POINTS, strict=True), start=2):
        words = [*draw((60, 90, f"{points:.0f}"), (64, 108, "poäng"), page=page, size=14).words]
        words += draw((140, 96, f"Område {page - 1}"), (140, 120, name), page=page, size=18).words
        words += draw(*((60.0, 200.0 + 14 * row, FILLER) for row in range(1, 3 + page % 3)), page=page).words
        pages.append(PageWords(page, 595, 842, tuple(words)))
    assert read(pages) == (SCORES if published else {})


def draw_headings(
    heading: str, *, title: str = "Resultat", intro: str = FILLER, size: float = 15
) -> list[PageWords]:
    """Two pages of four chapters, each name with its points in one large heading; a short line under it."""
    pages = []
    for page in (1, 2):
        heads: list[Cell] = [(60, 40, title)] if page == 1 else []
        cells: list[Cell] = [(60, 70, intro)] if page == 1 else []
        for row in range(4):
            at = 4 * (page - 1) + row
            top = 110.0 + 160 * row
            heads.append((60, top, heading.format(AREAS["SE"][at], f"{POINTS[at]:.0f}")))
            cells += [(60, top + 26, "Styrkor")]
            cells += [(60, top + 40 + 13 * line, FILLER) for line in range(2 + at % 3)]
        large, small = draw(*heads, size=size), draw(*cells)
        pages.append(PageWords(page, 595, 842, (*large.words, *small.words)))
    return pages


@pytest.mark.parametrize("heading", ["{1} / 100 {0}", "{1} p {0}", "{0} {1} av 100", "{0} ({1} poäng)"])
@pytest.mark.parametrize("size", [13, 18])
def test_headings_with_points_tell_the_scores(heading: str, size: float) -> None:
    intro = "Poängen för området står i varje kapitelrubrik."
    assert read(draw_headings(heading, intro=intro, size=size)) == SCORES


@pytest.mark.parametrize(
    ("heading", "title", "intro"),
    [
        ("{1} / 80 {0}", "Resultat", FILLER),
        ("{1} / 100 {0}", "Resultat 2009", FILLER),
        ("{1} / 100 {0}", "Skurups kommun", FILLER),
        ("{1} / 100 {0}", "Resultat", "Rubrikerna visar genomsnittets poäng."),
        ("{1} frågor {0}", "Resultat", FILLER),
    ],
)
def test_headings_with_other_numbers_give_no_scores(heading: str, title: str, intro: str) -> None:
    assert not read(draw_headings(heading, title=title, intro=intro))


def draw_fact_boxes(label: str, *, unit: str = " p", mean: str = "Genomsnitt") -> list[PageWords]:
    """Chapters with a box of facts: the mean, what ``label`` says, and the maximum, each with its number."""
    pages = []
    for page in (1, 2):
        cells: list[Cell] = []
        for row in range(4):
            at = 4 * (page - 1) + row
            top = 60.0 + 180 * row
            facts = ((mean, 50 + at * 3 % 7), (label, f"{POINTS[at]:.0f}"), ("Möjliga", 100))
            cells += [(60, top, AREAS["SE"][at]), (400, top + 20, "Fakta om området")]
            for line, (name, number) in enumerate(facts):
                cells += [(400, top + 36 + 14 * line, name), (500, top + 36 + 14 * line, f"{number}{unit}")]
            cells += [(60, top + 30 + 13 * line, FILLER[:50]) for line in range(4 + at % 3)]
        pages.append(draw(*cells, page=page))
    return pages


@pytest.mark.parametrize("label", ["Ystad", "Ystads kommun", "Kommunens poäng"])
@pytest.mark.parametrize(("unit", "mean"), [(" p", "Genomsnitt"), (" poäng", "Medelkommunen")])
def test_fact_boxes_of_the_chapters_tell_the_scores(label: str, unit: str, mean: str) -> None:
    assert read(draw_fact_boxes(label, unit=unit, mean=mean)) == SCORES


@pytest.mark.parametrize(
    "label",
    ["Skurup", "Mål", "Ystad 2009", "Ledningen", "Ystad, egen bedömning", "Bästa kommun", "Delområde 1"],
)
def test_fact_boxes_of_others_give_no_scores(label: str) -> None:
    assert not read(draw_fact_boxes(label))


@pytest.mark.parametrize("parted", [(2, 6), (1, 4, 8), (3,)])
@pytest.mark.parametrize("dash", ["–", ""])
def test_points_on_the_second_line_of_a_heading_are_those_of_its_area(
    parted: tuple[int, ...], dash: str
) -> None:
    pages = [draw((60, 60, f"Ystads kommun får sammanlagt {sum(POINTS):.0f} poäng av 800."))]
    for page, rows in ((2, range(4)), (3, range(4, 8))):
        words = []
        for row in rows:
            top, told = 60.0 + 160 * (row % 4), f"{POINTS[row]:.0f} poäng"
            lines = [f"Område {row + 1}: {AREAS['SE'][row]} {dash} {told}"]
            if row + 1 in parted:
                lines = [f"Område {row + 1}: {AREAS['SE'][row]} {dash}".strip(), told]
            words += draw(
                *((60, top + 17 * at, line) for at, line in enumerate(lines)), page=page, size=15
            ).words
            text = ((60, top + 50 + 13 * at, FILLER) for at in range(3 + row % 3))
            words += draw(*text, page=page).words
        pages.append(PageWords(page, 595, 842, tuple(words)))
    assert read(pages, proof=Proof.SUM) == SCORES
