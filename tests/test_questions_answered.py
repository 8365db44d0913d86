"""Chapters headed by questions that name the area, its points told in the answer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords
from tests.test_chapters_alone import FILLER, STRYN, YSTAD, read
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES

QUESTIONS = (
    "Hur många poäng fick Ystad för ”{}”?",
    "Och ”{}” – hur gick det?",
    "Vad blev poängen för ”{}”?",
    "Sist: hur blev det för ”{}”?",
)
ANSWERS = ("Kommunen fick {} poäng av 100.", "{} poäng.", "Det blev {} poäng.", "Ystad nådde {} poäng.")


def draw_answers(
    questions: Sequence[str],
    answers: Sequence[str],
    *,
    name: str = "SE",
    size: float = 11.0,
    per_page: int = 2,
    left: float = 60,
) -> list[PageWords]:
    """A question in large letters over each answer; between them another question and its answer."""
    pages = []
    for page in range(8 // per_page):
        heads: list[Cell] = []
        cells: list[Cell] = []
        for row in range(per_page):
            at = page * per_page + row
            top = 60.0 + 700 / per_page * row
            heads.append((left, top, questions[at % len(questions)].format(AREAS[name][at])))
            told = answers[at % len(answers)].format(f"{POINTS[at]:.0f}")
            cells += [(left, top + 34, told), (left, top + 48, FILLER)]
            heads.append((left, top + 80, "Vad kan bli bättre där?"))
            cells += [(left, top + 104 + 14 * line, FILLER) for line in range(1 + at % 3)]
        large, small = draw(*heads, size=size), draw(*cells, size=9.2)
        pages.append(PageWords(page + 1, 595, 842, (*large.words, *small.words)))
    return pages


@pytest.mark.parametrize(("size", "per_page", "left"), [(10.5, 2, 60), (13, 1, 90), (11, 4, 60)])
def test_answers_to_questions_on_the_areas_tell_the_scores(size: float, per_page: int, left: float) -> None:
    pages = draw_answers(QUESTIONS, ANSWERS, size=size, per_page=per_page, left=left)
    assert read(pages, YSTAD) == SCORES


def test_a_few_answers_may_have_words_that_are_not_known() -> None:
    answers = (*ANSWERS, "Till {} poäng av 100.", "De gav oss {} poäng.", "Där tog det stopp, {} poäng.")
    assert read(draw_answers(QUESTIONS, answers), YSTAD) == SCORES


def test_norwegian_answers_tell_the_scores() -> None:
    questions = ("Korleis gjekk det med «{}»?", "Kor mange poeng gav «{}»?")
    answers = ("Kommunen får {} poeng.", "{} poeng av 100.")
    assert read(draw_answers(questions, answers, name="NO"), STRYN) == SCORES


@pytest.mark.parametrize(
    ("questions", "answers"),
    [
        (QUESTIONS, ("Medelkommunen fick {} poäng.",)),
        (QUESTIONS, ("Skurup fick {} poäng.",)),
        (QUESTIONS, ("Förra gången blev det {} poäng.",)),
        (QUESTIONS, ("Vi skulle kunna nå {} poäng.",)),
        (("Hur många poäng fick Skurup för ”{}”?",), ("{} poäng.",)),
        (("Vad blev snittet för ”{}”?",), ("Det blev {} poäng.",)),
        (("Hur många poäng gav de anställda ”{}”?",), ("{} poäng.",)),
        (("Hur många poäng gav vi själva ”{}”?",), ("{} poäng.",)),
        (("Vad blev poängen 2009 för ”{}”?",), ("Det blev {} poäng.",)),
        (("Vad siktar ni på för ”{}”?",), ("{} poäng.",)),
        (("Hur många poäng kan man få för ”{}”?",), ("{} poäng.",)),
        (("Hur många poäng saknas i ”{}”?",), ("{} poäng.",)),
        (("Vad är målet för ”{}”?",), ("{} poäng.",)),
        (("Hur gick det för ”{}” och ”Effektivitet i kommunen”?",), ("Det blev fler, {} stycken.",)),
        (("Hur gick det för Ystad, område med siffra?",), ANSWERS),
    ],
)
def test_answers_on_others_give_no_scores(questions: Sequence[str], answers: Sequence[str]) -> None:
    assert not read(draw_answers(questions, answers))
