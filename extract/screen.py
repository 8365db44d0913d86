"""Choose the pages that may have scores, from the text pass only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from extract.instrument import MAIN_AREAS, MAX_SCORE, SPELLINGS, find_areas, list_labels, squeeze_text
from extract.meaning.known import ANY_MUNICIPALITY, says_received
from extract.mentions import CONTENTS, are_pages
from extract.page.textpass import PageText
from extract.page.words import place_lines
from extract.readers.sentence import has_points
from extract.records import Identity

# It begins with a digit, and what may not be before that follows: so text without digits is passed quickly.
NUMBER = re.compile(r"\d(?<![\d.,]\d)\d{0,2}(?:[.,]\d{1,2})?(?![\d.,]*\d)")
ORDINAL = re.compile(r"^\W*(?:område\s*)?[1-8]\s?[.:)]?\s+(?=[^\W\d])", re.IGNORECASE)
ONLY_NUMBERS = re.compile(r"^[\d\s.,/%()+\-–−]+$")
POINT_WORDS = re.compile(r"(?-i:[pP])(?:o[äe]ng|(?<!\wp)(?!\w))|(?-i:[aA])v 100|/\s?100", re.IGNORECASE)
POINTS = re.compile(r"\d½?[)\]]?\s*(?:p\b|po[äe]ng\b|av\s+(?:\w+\s+)?100|/\s?100)", re.IGNORECASE)
POINTS_ALONE = re.compile(
    r"\D{0,3}\d{1,3}(?:[.,]\d)?½?\s*(?:p|po[äe]ng|av 100|/\s?100)\W{0,2}", re.IGNORECASE
)
TOLD = re.compile(r"(\d(?<![\d.,]\d)\d?(?:[.,]5)?) (?:po[äe]ng\b|av 100\b)", re.IGNORECASE)
REACH = 90  # characters of a sentence before the points that it tells
SUM_ROW = re.compile(r"\s*(?:del)?(?:sum|total)\D{0,25}\d{1,3}(?:[.,]\d)?\b", re.IGNORECASE)
TOTAL_WORDS = re.compile(r"summa|total|sammanlag|samlet|til sammen", re.IGNORECASE)
TOTAL_NUMBER = re.compile(r"[1-8](?<!\d\d)\d\d(?:[.,]\d)?(?!\d)")
SUBAREA_ROW = re.compile(r"\s*[1-8][.:]\d{1,2}\b")
WORD = re.compile(r"[^\W\d_]{6,}")
MOST_PAGES = 60  # pages that are chosen if scores are missing
LEAST_AREAS = 3  # areas named on a page that may have scores
LEAST_ROWS = 3  # lines with a number each, on a page with a table
LEAST_NUMBERS = 8  # as many as there are areas
LEAST_WORDS = 4  # words of areas' names, if their names are not printed whole
LONGEST_LINE = 110  # characters; a longer line may be several printed lines
FOLLOWED = re.compile(r"\D{0,3}\d\d")  # a number of two digits directly after a name, squeezed
FULL_LINE = 7  # numbers; a line with so many is a row of a table, however long it is
GLUED = re.compile(r"(\d)(?=[A-ZÅÄÖÆØ][a-zåäöæø])")  # between a number and a word without a space
RUN_ON = re.compile(r"(?<=\d)\s*(?=[A-ZÅÄÖÆØ•])|(?<=[a-zåäöæø][.!?])\s*(?=[A-ZÅÄÖÆØ])")  # in a long line
SHORT_LINE = 60  # characters; a line of a table, a chart or a list rather than of running text
HEADING_LINES = 3  # on which a heading and its points may be printed
HEADING_LEAD = 12  # letters that may be before the area's name in a heading
BEGINNING = 5  # letters by which an area's name is searched
HEADED = re.compile(r"\D{0,30}\d")  # what follows the name in a heading with points, squeezed
CONTENTS_LINES = 6  # first lines of a page, among which a heading such as Innehåll is searched
PAGE_NUMBER = re.compile(r"(?<!\d)(\d{1,3})\s*$")
SENTENCE_LINES = 3  # before and after a line with points, to which its sentence may extend
NUMBER_ALONE = re.compile(r"\d{1,2}(?:[.,]5)?|100")
ENDS_IN_NUMBER = re.compile(r"\d[\s%)]*$")


def screen_pages(pages: Sequence[PageText], identity: Identity) -> list[int]:
    """List the numbers (from 1) of the pages that may have scores, in order.

    These are pages that name areas among numbers on short lines, have rows of numbered sub-areas, have a
    heading or sentence with points for an area or for all, say what points the municipality received, have
    the sum of an area's rows, or continue such a page with more rows of numbers. Sentences about another
    municipality than that of ``identity`` do not count.
    """
    lines = {page.number: _list_lines(page) for page in pages}
    chosen = {page.number for page in pages if _can_carry_scores(page, lines[page.number], identity)}
    for page in pages:
        beside = {page.number - 1, page.number + 1} & chosen
        if page.number not in chosen and beside and _goes_on(page, lines[page.number]):
            chosen.add(page.number)
    summed = {number for number, own in lines.items() if _sums_area(own)}
    return sorted(chosen | summed | {page.number for page in pages if _tells_points(page, identity)})


def _tells_points(page: PageText, identity: Identity) -> bool:
    """Whether a sentence says what points the municipality received."""
    text = " ".join(page.text.split())
    before = (
        text[max(found.start() - REACH, 0) : found.start()].rsplit(". ", 1)[-1]
        for found in TOLD.finditer(text)
        if float(found[1].replace(",", ".")) < MAX_SCORE
    )
    return any(not ANY_MUNICIPALITY.search(each) and says_received(each, identity) for each in before)


def screen_widely(pages: Sequence[PageText]) -> list[int]:
    """List all pages that name areas and have numbers, for a report whose scores are missing.

    The text pass may have broken a presentation up: a label that is wrapped among the numbers of others, a
    rotated page, lines that are joined.
    """
    found = []
    for page in pages:
        squeezed = squeeze_text(page.text)
        named = sum(label in squeezed for label in list_labels())
        told = {word.casefold() for word in WORD.findall(page.text)} & _list_telling_words()
        names_areas = named >= LEAST_AREAS or len(told) >= LEAST_WORDS
        if names_areas and len(NUMBER.findall(page.text)) >= LEAST_NUMBERS:
            found.append(page.number)
    alone = [page.number for page in pages if _has_number_alone(page.text.splitlines())]
    return sorted({*found, *(alone if len(alone) >= LEAST_AREAS else ())})[:MOST_PAGES]


def _has_number_alone(lines: Sequence[str]) -> bool:
    """Whether a line that only names an area is next to one with only a number, as on a slide of the area."""
    return any(
        NUMBER_ALONE.fullmatch(number.strip()) and squeeze_text(name) in list_labels()
        for pair in pairwise(lines)
        for name, number in (pair, reversed(pair))
    )


@cache
def _list_telling_words() -> frozenset[str]:
    names = " ".join([*(spelling.spelling for spelling in SPELLINGS), *MAIN_AREAS])
    return frozenset(word.casefold() for word in WORD.findall(names)) - {"kommunen", "kommun"}


def _can_carry_scores(page: PageText, lines: Sequence[str], identity: Identity) -> bool:
    if _lists_contents(page):
        return _has_heading(lines)
    if _shows_numbers(lines) or _has_heading(lines):
        return True
    text = " ".join(lines)
    return bool(TOTAL_NUMBER.search(text) or POINTS.search(text)) and _has_sentence(lines, identity)


def _sums_area(lines: Sequence[str]) -> bool:
    """Whether an area's name is alone on a line over rows of numbers that end with a sum out of 100."""
    if not any("100" in line and _is_sum(line) for line in lines):
        return False
    at = next((at for at, line in enumerate(lines) if find_areas(line)), len(lines))
    rows = [line for line in lines[at + 1 :] if ENDS_IN_NUMBER.search(line)]
    return len(rows) >= LEAST_ROWS and any(_is_sum(line) for line in rows)


def _is_sum(line: str) -> bool:
    return SUM_ROW.match(line) is not None and "100" in NUMBER.findall(line)


def _list_lines(page: PageText) -> list[str]:
    """List the lines of the text pass; joined lines, as on a rotated page, are split after numbers."""
    lines = GLUED.sub(r"\1\n", page.text).splitlines()
    return [part for line in lines for part in (RUN_ON.split(line) if len(line) > LONGEST_LINE else [line])]


def _shows_numbers(lines: Sequence[str]) -> bool:
    """Whether a page may have a table, a chart, a list or an overview."""
    told = [ORDINAL.sub("", line) for line in lines if _is_told(line)]
    numbers = sum(len(NUMBER.findall(line)) for line in told)
    if numbers >= LEAST_ROWS and sum(bool(SUBAREA_ROW.match(line)) for line in lines) >= LEAST_ROWS:
        return True
    if _follow_names(squeeze_text("\n".join(lines))):
        return True
    if numbers < LEAST_AREAS:  # the rules below ask for more
        return False
    bare = [line for line in told if ONLY_NUMBERS.match(line) and NUMBER.search(line)]
    if sum(len(NUMBER.findall(line)) > 1 for line in bare) >= LEAST_NUMBERS:
        return True
    squeezed = squeeze_text("\n".join(told))
    labels = [label for label in list_labels() if label in squeezed]
    if len(labels) >= LEAST_AREAS:
        named = [line for line in told if _names_any(line, labels) and NUMBER.search(line)]
        if numbers >= LEAST_NUMBERS or len(named) + len(bare) >= LEAST_AREAS:
            return True
    words = {word.casefold() for line in told for word in WORD.findall(line)}
    return numbers >= LEAST_NUMBERS and len(words & _list_telling_words()) >= LEAST_WORDS


def _is_told(line: str) -> bool:
    """Whether a line may be part of a table, a chart or a list: it is short, or has numbers as a row has."""
    return (
        len(line) <= SHORT_LINE
        or ENDS_IN_NUMBER.search(line) is not None
        or len(NUMBER.findall(line)) >= FULL_LINE
    )


def _follow_names(squeezed: str) -> bool:
    """Whether the names of several areas have numbers right after them, on lines of any length."""
    followed = set()
    for label, areas in list_labels().items():
        at = squeezed.find(label)
        while at >= 0:
            if FOLLOWED.match(squeezed, at + len(label)):
                followed.add(areas[0].area_no)
            at = squeezed.find(label, at + 1)
    return len(followed) >= LEAST_AREAS


def _names_any(line: str, labels: Iterable[str]) -> bool:
    squeezed = squeeze_text(line)
    return any(label in squeezed for label in labels)


def _has_heading(lines: Sequence[str]) -> bool:
    """Whether a line begins with an area's name and has points, or one of the next lines has."""
    if not POINTS.search(" ".join(lines)):
        return False
    for at, line in enumerate(lines):
        if not _begins_like_area(line):
            continue
        if at and POINTS_ALONE.fullmatch(lines[at - 1].strip()):
            return True  # PDFium may give the points before their heading
        text = " ".join(lines[at : at + HEADING_LINES])
        if POINTS.search(text) and _heads_number(squeeze_text(text)):
            return True
    return False


@cache
def _list_beginnings() -> frozenset[str]:
    return frozenset(label[:BEGINNING] for label in list_labels())


def _begins_like_area(line: str) -> bool:
    start = squeeze_text(line[: 3 * HEADING_LEAD])
    pieces = [start[at : at + BEGINNING] for at in range(HEADING_LEAD + 1)]
    return not _list_beginnings().isdisjoint(pieces)


def _heads_number(squeezed: str) -> bool:
    """Whether a squeezed text begins with an area's name and has a number soon after it."""
    for label in list_labels():
        at = squeezed.find(label)
        if 0 <= at <= HEADING_LEAD and HEADED.match(squeezed, at + len(label)):
            return True
    return False


def _lists_contents(page: PageText) -> bool:
    """Whether a page is headed as contents and its lines end with rising page numbers."""
    lines = page.text.splitlines()
    if not any(CONTENTS.match(line.strip().casefold()) for line in lines[:CONTENTS_LINES]):
        return False
    ends = [int(found[1]) for line in lines if (found := PAGE_NUMBER.search(line))]
    return len(ends) >= LEAST_NUMBERS and are_pages(ends)


def _has_sentence(lines: Sequence[str], identity: Identity) -> bool:
    """Whether the reader of sentences finds points of the municipality in the lines."""
    for at, line in enumerate(lines):
        if not POINT_WORDS.search(line):
            continue
        near = lines[max(0, at - SENTENCE_LINES) : at + SENTENCE_LINES + 1]
        text = " ".join(near)
        speaks_of_total = TOTAL_NUMBER.search(text)
        if not (speaks_of_total or (POINTS.search(text) and _names_any(text, list_labels()))):
            continue
        if has_points(place_lines(near), identity):
            return True
    return False


def _goes_on(page: PageText, lines: Sequence[str]) -> bool:
    """Whether a page has rows of numbers and names an area or a sum."""
    told = [line for line in lines if _is_told(line)]
    if any(SUM_ROW.match(line) for line in told):
        return True
    rows = sum(1 for line in told if ENDS_IN_NUMBER.search(line))
    if rows < LEAST_ROWS or _lists_contents(page):
        return False
    text = "\n".join(told)
    words = {word.casefold() for word in WORD.findall(text)}
    return bool(TOTAL_WORDS.search(text) or words & _list_telling_words())
