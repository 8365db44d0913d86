"""Chapters whose lines and sentences give other numbers beside the municipality's own points."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.claims.candidates import make_candidate_set
from extract.page.words import PageWords, place_lines
from extract.records import Proof
from tests.proving import list_scores
from tests.test_chapters_alone import FILLER, STRYN, YSTAD, draw_boxes, draw_own_pages, read
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES

OTHERS = (31, 45, 38, 72, 66, 41, 59, 35)


def draw_chapters(forms: Sequence[str], *, country: str = "SE", under: bool = False) -> list[PageWords]:
    """Two pages of four chapters, each with one of ``forms`` at its end, or directly ``under`` its name."""
    pages = []
    for page in (1, 2):
        cells: list[Cell] = [(60, 50, "Resultat")] if page == 1 else []
        top = 80.0
        for at in range(4 * page - 4, 4 * page):
            told = forms[at % len(forms)].format(f"{POINTS[at]:.0f}", OTHERS[at], OTHERS[at - 1])
            text = [*told.split("\n"), FILLER] if under else [FILLER] * (1 + at % 3) + ["", *told.split("\n")]
            cells += [(60, top, AREAS[country][at])]
            cells += [(60, top + 18 + 12 * line, each) for line, each in enumerate(text) if each]
            top += 26 + 12 * len(text)
        pages.append(draw(*cells, page=page))
    return pages


@pytest.mark.parametrize(
    ("forms", "country"),
    [
        (
            [
                "Här når Ystad {0} poäng, vilket är 7 poäng\nhögre än snittet ({1}).",
                "Här når Ystad {0} poäng, vilket är 7 poäng\nlägre än snittet ({1}).",
            ],
            "SE",
        ),
        (
            ["Snittet är {1}, kommunens\nresultat {0} poäng.", "Kommunen får {0}\npoäng (mot {2} i snitt)."],
            "SE",
        ),
        (["Kommunen får {0} poeng, mot\n{1} for landet.", "Kommunen får {0} poeng, mot\nlandets {1}."], "NO"),
    ],
)
def test_numbers_beside_the_points_of_a_sentence_are_no_rivals(forms: Sequence[str], country: str) -> None:
    identity = {"SE": YSTAD, "NO": STRYN}[country]
    assert read(draw_chapters(forms, country=country), identity) == SCORES


@pytest.mark.parametrize(
    "form",
    ["Snitt {1}. Kommunens poäng: {0}", "Snitt: {1}, kommunens poäng: {0} av 100", "Ystad får {0} poäng"],
)
def test_a_line_that_ends_with_points_is_no_part_of_the_text_under_it(form: str) -> None:
    assert read(draw_chapters([form], under=True)) == SCORES


@pytest.mark.parametrize(
    "form", ["Snitt {1}. Snittet i länet: {0}", "Länets poäng: {1} Snitt: {0}", "Skurup får {0} poäng"]
)
def test_such_a_line_of_others_gives_no_scores(form: str) -> None:
    assert not read(draw_chapters([form], under=True))


@pytest.mark.parametrize("under", [True, False])
@pytest.mark.parametrize(
    "form",
    [
        "Kommunens poäng: {0} Snitt: {1}",
        "Snitt i landet: {1} Kommunens poäng: {0}",
        "Kommunens poäng: {0} p 2006: {1} p",
        "Kommunens poäng 2010: {1} poäng Kommunens poäng 2014: {0} poäng",
    ],
)
def test_each_of_two_numbers_on_a_line_has_the_label_before_it(form: str, under: bool) -> None:
    assert read(draw_chapters([form], under=under)) == SCORES


@pytest.mark.parametrize(
    "text",
    [
        "Intervjuerna visar att målen är kända bland cheferna.",
        "Enkäten visade att alla kan målen.",
        "Granskningen visar att ambitionen delas av alla.",
    ],
)
def test_a_sentence_on_goals_before_the_chapters_is_no_word_on_their_points(text: str) -> None:
    assert read(draw_own_pages("Kommunen får {} poäng inom området.", over=[(60, 160, text)])) == SCORES


@pytest.mark.parametrize(
    "text",
    ["Siffrorna visar att målen är höga.", "Siffrorna är kommunens mål.", "Mål inför nästa utvärdering"],
)
def test_a_sentence_that_calls_the_numbers_goals_holds_them(text: str) -> None:
    assert not read(draw_own_pages("Kommunen får {} poäng inom området.", over=[(60, 160, text)]))
    assert not read(draw_boxes("Poäng", intro=text))


@pytest.mark.parametrize(
    ("size", "above", "change"),
    [(40, 74, "+7 sedan 2010"), (30, 60, "2010: 41"), (34, 66, "")],
)
def test_large_points_above_the_names_of_two_columns(size: float, above: float, change: str) -> None:
    text = "Kommunen arbetar med frågan på många håll.|Cheferna följer upp målen varje vår.|Planen är ny."
    pages = [draw((60, 60, f"I år fick Ystads kommun {sum(POINTS):.0f} poäng av 800."))]
    for page in range(2, 6):
        words = []
        for column in (0, 1):
            at, x = 2 * (page - 2) + column, 57.0 + 290 * column
            words += draw((x + 9, 179 - above, f"{POINTS[at]:.0f}"), page=page, size=size).words
            words += draw((x, 179, AREAS["SE"][at]), page=page, size=15).words
            lines = [*text.split("|"), *([FILLER[:40]] * (2 + at % 3))]
            words += draw(*((x, 210.0 + 13 * row, line) for row, line in enumerate(lines)), page=page).words
            words += draw((x + 9, 179 - above + size + 4, change), page=page).words if change else ()
        pages.append(PageWords(page, 640, 460, tuple(sorted(words, key=lambda word: (word.top, word.x0)))))
    assert read(pages, proof=Proof.SUM) == SCORES


@pytest.mark.parametrize(
    "said", ["Filosofin från 2008 är levande.", "Vi har bott här sedan 1952 med glädje."]
)
@pytest.mark.parametrize("wrapped", [{8}, {1, 5}, {2, 3, 4}])
def test_the_end_of_a_heading_on_two_lines_is_no_part_of_its_text(said: str, wrapped: set[int]) -> None:
    lines = ["Klicka på ett område för att läsa mer.", ""]
    for area_no, (name, points) in enumerate(zip(AREAS["SE"], POINTS, strict=True), start=1):
        heading = [f"▾ {name}:", f"{points:.0f} poäng av 100"]
        lines += heading if area_no in wrapped else [" ".join(heading)]
        lines += [said, FILLER, "", ""]
    assert read([place_lines(lines)]) == SCORES


def test_a_total_after_the_last_time_is_that_times() -> None:
    last: Cell = (60, 160, "Förra gången var 2008, med den gamla versionen. Resultatet blev 402 poäng.")
    now: Cell = (60, 220, f"Sammantaget når Ystads kommun {sum(POINTS):.0f} poäng.")
    assert list_scores(draw_own_pages("Kommunen får {} poäng.", over=[last, now]), YSTAD) == SCORES


@pytest.mark.parametrize(
    "line", ["- Börja fråga brukarna vad de tycker, inte bara", "som chefen själv har satt upp, för grannen"]
)
def test_part_of_a_sentence_before_a_numbered_chapter_is_no_title(line: str) -> None:
    def find_evidence(before: str) -> set[str]:
        lines = [before, "", "3. KOMMENTARER TILL OMRÅDENA", ""]
        for name, points in zip(AREAS["SE"], POINTS, strict=True):
            lines += [name, FILLER, f"Poäng: {points:.0f}", ""]
        found = make_candidate_set([place_lines(lines)], YSTAD).candidates
        return {each.evidence for each in found if each.series.relation == "section"}

    assert find_evidence(line) == {"chapters"}
    assert find_evidence("Grannkommunens poäng") == {""}
