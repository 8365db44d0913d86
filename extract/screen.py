"""Which pages can carry scores, judged from the fast text pass alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extract.instrument import MAIN_AREAS, SPELLINGS, list_labels, squeeze_text
from extract.textpass import PageText

NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]5)?(?![\d.,]*\d)")
POINT_WORDS = re.compile(r"po[äe]ng|\bp\b|av 100|/\s?100", re.IGNORECASE)
TOTAL_WORDS = re.compile(r"summa|total|sammanlag|samlet|til sammen", re.IGNORECASE)
SUBAREA_ROW = re.compile(r"^\s*[1-8][.:]\d{1,2}\b.*", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]{6,}")
LEAST_AREAS = 3
LEAST_ROWS = 3
LEAST_NUMBERS = 8
LEAST_WORDS = 4
SHORT_LINE = 60  # letters: a line of a table, a chart or a list rather than of running text
ENDS_IN_NUMBER = re.compile(r"\d[\s%)]*$")
TOTAL_NUMBER = re.compile(r"\b[1-7]\d\d(?:[.,]5)?\b")


def screen_pages(pages: Sequence[PageText]) -> list[int]:
    """The 1-based numbers of the pages that can carry scores, in order.

    A page qualifies that names areas among numbers on short lines, has rows of numbered sub-areas, gives an
    area or all of them points in a line, or goes on from a qualifying page with more rows of numbers.
    """
    chosen = {page.number for page in pages if _can_carry_scores(page)}
    for page in pages:
        beside = {page.number - 1, page.number + 1} & chosen
        if page.number not in chosen and beside and _goes_on(page):
            chosen.add(page.number)
    return sorted(chosen)


@cache
def _list_telling_words() -> frozenset[str]:
    names = " ".join([*(spelling.spelling for spelling in SPELLINGS), *MAIN_AREAS])
    return frozenset(word.casefold() for word in WORD.findall(names)) - {"kommunen", "kommun"}


def _can_carry_scores(page: PageText) -> bool:
    lines = page.text.splitlines()
    short = [line for line in lines if len(line) <= SHORT_LINE]
    numbers = sum(len(NUMBER.findall(line)) for line in short)
    if len(SUBAREA_ROW.findall(page.text)) >= LEAST_ROWS and numbers >= LEAST_ROWS:
        return True
    if numbers >= LEAST_NUMBERS:
        text = "\n".join(short)
        squeezed = squeeze_text(text)
        if sum(1 for label in list_labels() if label in squeezed) >= LEAST_AREAS:
            return True
        if len({word.casefold() for word in WORD.findall(text)} & _list_telling_words()) >= LEAST_WORDS:
            return True
    joined = [*lines, *(" ".join(pair) for pair in pairwise(lines))]
    return any(_gives_points(line) for line in joined)


def _gives_points(line: str) -> bool:
    """Whether a line can be a heading or sentence that gives an area, or all of them, points."""
    if not (POINT_WORDS.search(line) and NUMBER.search(line)):
        return False
    if TOTAL_WORDS.search(line) and TOTAL_NUMBER.search(line):
        return True
    squeezed = squeeze_text(line)
    return any(label in squeezed for label in list_labels())


def _goes_on(page: PageText) -> bool:
    """Whether a page has rows of numbers and names an area or a sum."""
    short = [line for line in page.text.splitlines() if len(line) <= SHORT_LINE]
    rows = sum(1 for line in short if ENDS_IN_NUMBER.search(line))
    if rows < LEAST_ROWS:
        return False
    text = "\n".join(short)
    words = {word.casefold() for word in WORD.findall(text)}
    return bool(TOTAL_WORDS.search(text) or words & _list_telling_words())
