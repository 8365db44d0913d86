"""Points told in one place of every chapter, some of them in words that are not known."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pytest

from extract.page.words import PageWords
from extract.series.passages import place_in_text
from extract.series.sheet import make_sheets
from tests.test_chapters_alone import FILLER, STRYN, read
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES

KNOWN = (
    "Området bedöms till {} poäng av 100.",
    "Här landade kommunen på {} poäng.",
    "Poängen för området blev {}.",
    "Vi ger Ystads kommun {} poäng.",
    "Med {} poäng ligger området nära det kommunen själv trodde.",
)
NOT_KNOWN = (
    "Det motiverar {} poäng.",
    "Laget skrev in {} poäng.",
    "Lagom många, {} poäng, blev utfallet här.",
)
NORWEGIAN = (
    "Samla sett gir dette {} poeng for området.",
    "Resultatet for området ble {} poeng.",
    "Kommunen får {} poeng av 100.",
    "Poengsummen er {}.",
    "Derfor stanser vi ved {} poeng.",
    "Stryn kommune når {} poeng.",
    "Laget satset på {} poeng.",
    "Vi gir området {} poeng.",
)


def draw_first(sentences: Sequence[str], *, width: float = 60) -> list[PageWords]:
    """Two chapters a page, each begins with its sentence and goes on with others on the same lines."""
    pages = []
    for page in range(4):
        cells: list[Cell] = []
        for row in (0, 1):
            at = 2 * page + row
            top = 60.0 + 340 * row
            said = sentences[at].format(f"{POINTS[at]:.0f}")
            cells += [(width, top, f"{at + 1}. {AREAS['SE'][at]}"), (width, top + 40, f"{said} {FILLER}")]
            cells += [(width, top + 53 + 13 * line, FILLER) for line in range(3 + at)]
        pages.append(draw(*cells, page=page + 1))
    return pages


def draw_last(sentences: Sequence[str], *, moved: int = 0) -> list[PageWords]:
    """Chapters one under the other, each ends with its sentence; that of area ``moved`` stands higher."""
    said = "Dialogen med innbyggerne er god."
    pages = []
    for page in (1, 2):
        cells: list[Cell] = []
        for row in range(4):
            at = 4 * (page - 1) + row
            top = 60.0 + 180 * row
            told = sentences[at].format(f"{POINTS[at]:.0f}")
            texts = [said, told, said] if at + 1 == moved else [said, said, told]
            cells.append((72, top, AREAS["NO"][at]))
            cells += [(72, top + 40 + 26 * line, text) for line, text in enumerate(texts)]
        pages.append(draw(*cells, page=page))
    return pages


def draw_notes(notes: Sequence[str], *, first: int = 1, sign: str = ".", more: str = "") -> list[PageWords]:
    """Two chapters a page, their footnotes at its foot in small letters; ``more`` is one more."""
    pages = []
    for page in range(4):
        cells: list[Cell] = []
        small: list[Cell] = []
        for row in (0, 1):
            at = 2 * page + row
            top = 60.0 + 300 * row
            cells += [(60, top, f"{at + 1}. {AREAS['SE'][at]}")]
            cells += [(60, top + 40 + 13 * line, FILLER) for line in range(4 + at)]
            note = notes[at % len(notes)].format(f"{POINTS[at]:.0f}")
            small.append((60, 780 + 10 * row, f"{at + first}{sign} {note}"))
        if page == 3 and more:
            small.append((60, 800, more))
        body, feet = draw(*cells), draw(*small, size=7.0)
        pages.append(PageWords(page + 1, 595, 842, (*body.words, *feet.words)))
    return pages


def draw_captions(captions: Sequence[str], name: str, *, under: float = 60) -> list[PageWords]:
    """A page for each chapter: a picture with a numbered caption, then text."""
    pages = []
    for at, (area, points) in enumerate(zip(AREAS[name], POINTS, strict=True)):
        caption = captions[at % len(captions)].format(at + 1, f"{points:.0f}")
        cells: list[Cell] = [(60, 60, area), (60, 60 + under, caption), (60, 100 + under, FILLER)]
        pages.append(draw(*cells, page=at + 1))
    return pages


def draw_columns(sentences: Sequence[str], *, before: str = FILLER) -> list[PageWords]:
    """Two narrow columns of text; names in hardly larger letters right over the text of their chapters."""
    pages = []
    for page in (1, 2):
        heads: list[Cell] = []
        cells: list[Cell] = []
        for row in range(4):
            at = 4 * (page - 1) + row
            left, top = (60.0, 320.0)[row // 2], 60.0 + 330 * (row % 2)
            heads.append((left, top, AREAS["SE"][at]))
            told = sentences[at].format(f"{POINTS[at]:.0f}")
            text = [*f"{FILLER} {FILLER} {FILLER} {FILLER} {FILLER if at % 3 else before} {told}".split()]
            lines = [" ".join(text[no : no + 6]) for no in range(0, len(text), 6)]
            cells += [(left, top + 18 + 14 * no, line) for no, line in enumerate(lines)]
        large, small = draw(*heads, size=12.0), draw(*cells, size=10.5)
        pages.append(PageWords(page, 595, 842, (*large.words, *small.words)))
    return pages


@pytest.mark.parametrize(
    "before", [FILLER, "Nyttan för invånarna är svår att bedöma.", "En ny plan skulle underlätta arbetet."]
)
def test_last_sentences_of_two_columns_tell_the_scores(before: str) -> None:
    sentences = (*KNOWN, "Slutpoängen är {}.", "Ystad når {} poäng.", "Det motiverar {} poäng.")
    assert read(draw_columns(sentences, before=before)) == SCORES
    assert not read(draw_columns(sentences, before="Medelkommunen har kommit längre."))


@pytest.mark.parametrize("width", [60, 120])
@pytest.mark.parametrize("last", NOT_KNOWN)
def test_most_first_sentences_in_known_words_carry_the_others(last: str, width: float) -> None:
    sentences = (*KNOWN[:3], "Det motiverar {} poäng.", last, *KNOWN[3:], "Ystad når {} poäng.")
    assert read(draw_first(sentences, width=width)) == SCORES


def test_most_last_sentences_in_known_words_carry_the_others() -> None:
    assert read(draw_last(NORWEGIAN), STRYN) == SCORES
    assert not read(draw_last(NORWEGIAN, moved=7), STRYN)


def test_four_known_sentences_of_eight_are_too_few() -> None:
    assert not read(draw_first((*KNOWN[:4], *NOT_KNOWN, "Lagets siffra skrevs till {} poäng.")))


@pytest.mark.parametrize(
    "denied",
    [
        "Snittet i riket var {} poäng.",
        "Kommunens egen skattning var {} poäng.",
        "Målet är {} poäng.",
        "Området fick {} poäng 2009.",
        "Skurup fick {} poäng.",
        "Laget skulle ha gett {} poäng.",
        "Laget räknade till {} exempel.",
        "Kommunen hade {} poäng.",
        "I KKiK får kommunen {} poäng.",
        "För dialogen får kommunen {} poäng.",
        "Nöjdheten är {} poäng.",
        "Vi föreslår {} poäng.",
        "Inom två år når kommunen {} poäng.",
    ],
)
def test_a_sentence_of_other_numbers_is_not_carried(denied: str) -> None:
    assert not read(draw_first((*KNOWN[:4], denied, *KNOWN[:3])))


@pytest.mark.parametrize("first", [1, 4])
@pytest.mark.parametrize("sign", [".", ")", ""])
def test_footnotes_to_the_headings_tell_the_scores(first: int, sign: str) -> None:
    notes = (
        "Området bedömdes till {} poäng.",
        "Poängbedömning: {} av 100.",
        "Kommunen fick {} poäng.",
        "{} poäng.",
    )
    assert read(draw_notes(notes, first=first, sign=sign)) == SCORES
    assert read(draw_notes((*notes, "För området gavs {} poäng."), first=first, sign=sign)) == SCORES


@pytest.mark.parametrize(
    ("note", "more"),
    [
        ("Området bedömdes till {} poäng.", "9. Uppgiften kommer från kommunens webbplats."),
        ("Medelkommunen fick {} poäng.", ""),
        ("Området bedömdes till {} poäng förra gången.", ""),
        ("Se bilaga 1, sidan {}.", ""),
    ],
)
def test_other_footnotes_give_no_scores(note: str, more: str) -> None:
    assert not read(draw_notes((note,), more=more))


@pytest.mark.parametrize(
    "captions",
    [
        ("Figur {}. Stryn fekk {} poeng på området. Streken syner landsgjennomsnittet, 49 poeng.",),
        ("Figur {}. Poengsum for Stryn kommune: {} av 100. Streken er landsgjennomsnittet (45).",),
        ("Figur {}: Kommunen fikk {} poeng.", "Figur {}: Poeng: {} av 100."),
    ],
)
@pytest.mark.parametrize("under", [40, 200])
def test_captions_in_the_chapters_tell_the_scores(captions: Sequence[str], under: float) -> None:
    assert read(draw_captions(captions, "NO", under=under), STRYN) == SCORES


@pytest.mark.parametrize(
    "caption", ["Figur {}. Landsgjennomsnittet er {} poeng.", "Figur {}. Utvalget omfatter {} kommuner."]
)
def test_captions_of_others_give_no_scores(caption: str) -> None:
    assert not read(draw_captions((caption,), "NO"), STRYN)


def draw_run_in(leads: Sequence[str], *, left: float = 60, per_page: int = 4) -> list[PageWords]:
    """Paragraphs that begin with the area's name and what ``leads`` say after it."""
    pages = []
    for page in range(8 // per_page):
        cells: list[Cell] = []
        for row in range(per_page):
            at = page * per_page + row
            top = 60.0 + 700 / per_page * row
            lead = leads[at % len(leads)].format(f"{POINTS[at]:.0f}")
            cells += [(left, top, f"{AREAS['SE'][at]}{lead} Arbetet har gått framåt.")]
            cells += [(left, top + 14 * line, FILLER) for line in range(1, 5 + at % 3)]
        pages.append(draw(*cells, page=page + 1))
    return pages


@pytest.mark.parametrize(
    "leads",
    [(", {} poäng.", " ({} poäng)."), (": {} poäng av 100.",), (" ({} av 100).", ", {} poäng.")],
)
@pytest.mark.parametrize(("left", "per_page"), [(60, 4), (90, 2)])
def test_paragraphs_that_begin_with_name_and_points_tell_the_scores(
    leads: Sequence[str], left: float, per_page: int
) -> None:
    assert read(draw_run_in(leads, left=left, per_page=per_page)) == SCORES


@pytest.mark.parametrize(
    "lead",
    [
        ", {} poäng förra gången.",
        ", {} poäng i Skurup.",
        " (snitt {} poäng).",
        ", {} poäng i genomsnitt.",
        ", {} frågor.",
        ", {} poäng av 80.",
    ],
)
def test_paragraphs_that_begin_with_other_numbers_give_no_scores(lead: str) -> None:
    assert not read(draw_run_in((lead,)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Frågorna gav i tur och ordning 14, 13, 12 och {} poäng, sammanlagt 99 poäng.",
        "De tre frågorna gav 40, 35 och {} poäng.",
        "Frågorna gav 40 poäng, 35 poäng och {} poäng.",
    ],
)
def test_one_number_of_an_enumeration_is_no_score(sentence: str) -> None:
    assert not read(draw_first((sentence,) * 8))


def test_numbers_that_are_all_low_are_points_of_questions() -> None:
    pages = []
    for at, area in enumerate(AREAS["SE"]):
        told = f"Kommunen får {12 + at * 2} poäng."
        pages.append(draw((60, 60, area), (60, 100, f"{told} {FILLER}"), (60, 113, FILLER), page=at + 1))
    assert not read(pages)


@pytest.mark.parametrize("told_last", [False, True])
def test_headings_in_the_size_of_the_text_part_the_chapters(told_last: bool) -> None:
    pages = []
    for page in (1, 2):
        cells: list[Cell] = []
        for row in range(4):
            at = 4 * (page - 1) + row
            told = f"Genomsnittet är {40 + at}, kommunens resultat {POINTS[at]:.0f} poäng."
            text = [FILLER, FILLER, FILLER, told] if told_last else [told, FILLER, FILLER, FILLER]
            lines = [f"{at + 1}. {AREAS['SE'][at]}", *text]
            cells += [(60, 60 + 13 * (5 * row + no), line) for no, line in enumerate(lines)]
        pages.append(draw(*cells, page=page))
    assert read(pages) == SCORES


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Finns det en av fullmäktige beslutad plan som alla chefer och medarbetare har tagit del av", False),
        ("Hur följs arbetet med öppenhet och insyn upp i nämnder och förvaltningar minst en gång", False),
        (
            "Kommunen arbetar med frågan på många håll i organisationen. Cheferna följer upp målen varje vår",
            True,
        ),
    ],
)
def test_a_column_of_few_words_is_one_of_text_if_it_has_a_sentence_that_ends(text: str, second: bool) -> None:
    lines = textwrap.wrap(text * 2, 34)
    cells = [(left, 100.0 + 12 * row, line) for left in (60.0, 330.0) for row, line in enumerate(lines)]
    (sheet,) = make_sheets([draw(*cells)])
    assert (place_in_text(sheet, 330, 200) > (sheet.page, 200)) is second
