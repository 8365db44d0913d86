"""Read points of an area, or of all eight together, from sentences of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.claims.candidates import make_candidate_set
from extract.claims.owner import AREA_NAMES
from extract.claims.totals import WISHED, read_totals
from extract.instrument import LONG_LABEL, Area, find_named_areas
from extract.meaning.clauses import FROM, is_not_reached
from extract.mentions import is_contents
from extract.numbers import Number, parse_numbers
from extract.page.words import PageWords, Word
from extract.phrases import compile_phrases, join_phrases
from extract.readers.reading import make_reading
from extract.records import Group, Identity, Reading, ReadingKind
from extract.vocabulary import (
    AVERAGE,
    EARLIER,
    EVERYONE,
    EXTREME,
    NO_RESULT,
    is_earlier_year,
    join_divided,
    names_other,
    names_own,
)

RIVAL = compile_phrases("rival")
OWN_SUBJECT = re.compile(
    rf"{join_phrases('own subject')}|^(?:området|område \d|fokusområde)\b", re.IGNORECASE
)
OTHERS_GIVE = compile_phrases("others give points")
COMPARISON = re.compile(r",|\bmot\b|\b(?:att )?jämför|\bmedan\b|\boch\b")  # before somebody else's points
DIFFERENCE = compile_phrases("points apart")
OTHERS_ARE = re.compile(r"\bkommuner\b", re.IGNORECASE)
OWN_VERBS = re.compile(join_phrases("gets"))
ENDS = tuple(".!?:")
COUNT = re.compile(r"\d{1,2}\.")  # the number of a list item or a chapter
LABEL_WORDS = 2  # words before a colon that are no sentence, as in "Summa:"
OPEN = Group("sentence", column="open")  # totals whose owner or evaluation is not clear
OWN_TOTALS = Group("sentence", column="total")
OF_AREAS = Group("sentence", column="areas")
GROUPS = {ReadingKind.TOTAL: OWN_TOTALS, ReadingKind.UNKNOWN: OPEN}


@dataclass(frozen=True)
class Sentence:
    """The words of one sentence of a page."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The text, with the words joined that are divided between lines."""
        return join_divided(" ".join(word.text for word in self.words))


def read_sentences(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """Yield a reading for each area's points in a sentence, and for each total that may be the own one."""
    for each in make_candidate_set(pages, identity).totals:
        if each.kind in GROUPS:
            group = GROUPS[each.kind]
            yield make_reading("sentence", each.kind, each.number, each.view, group, words=each.words)
    for page in pages:
        if not is_contents(page) and not page.turned:
            for sentence in list_sentences(page):
                yield from _read_area(page, sentence, identity)


def has_points(page: PageWords, identity: Identity) -> bool:
    """Whether a sentence of a page gives points of an area or a total that may be the own ones."""
    sentences = list_sentences(page)
    totals = read_totals((each.words for each in sentences), page, identity)
    return any(each.kind in GROUPS for each in totals) or any(
        True for sentence in sentences for _ in _read_area(page, sentence, identity)
    )


def list_sentences(page: PageWords) -> list[Sentence]:
    """List the sentences of a page, in order; a large gap between lines ends a sentence."""
    sentences: list[list[Word]] = []
    current: list[Word] = []
    before: tuple[Word, ...] = ()
    for line in page.lines():
        if before and line[0].top - before[0].bottom > 0.9 * before[0].height:
            sentences.append(current)
            current = []
        for word in line:
            current.append(word)
            is_label = len(current) <= LABEL_WORDS and word.text.endswith(":")
            if word.text.endswith(ENDS) and not is_label and not COUNT.fullmatch(word.text):
                sentences.append(current)
                current = []
        before = line
    sentences.append(current)
    return [Sentence(tuple(words)) for words in sentences if words]


def _read_area(page: PageWords, sentence: Sentence, identity: Identity) -> Iterator[Reading]:
    text = sentence.text
    if not re.search(r"po[äe]ng", text, re.IGNORECASE) or not OWN_VERBS.search(text):
        return
    areas = _find_areas(text)
    if not areas:
        return
    number = _find_own_number(sentence, identity)
    if number is None:
        return
    yield make_reading(
        "sentence",
        ReadingKind.SCORE,
        number,
        page,
        OF_AREAS,
        area_no=areas[0].area_no,
        label=areas[0].name,
        words=text,
        editions=tuple(sorted({area.edition for area in areas})),
    )


def _find_areas(text: str) -> tuple[Area, ...]:
    """Find the areas that the only area name in a text can mean; empty for none or several names."""
    named = find_named_areas(text)
    if sum(len(label) > LONG_LABEL for label in named) > 1:
        return ()
    return named[max(named, key=len)] if named else ()


def _find_own_number(sentence: Sentence, identity: Identity) -> Number | None:
    text = sentence.text
    if names_other(text, identity):
        return None
    if WISHED.search(text) or (OTHERS_ARE.search(text) and not names_own(text, identity)):
        return None
    numbers = [each for each in parse_numbers(sentence.words) if not each.percent and not each.signed]
    start = 0
    for number in numbers:
        place = sentence.words.index(number.word)
        if not (number.points or (number.ratio_max == 100 and "/" not in text)):
            continue
        before = " ".join(word.text for word in sentence.words[start:place])
        before = AREA_NAMES.sub("", before)  # names of areas have words that otherwise mean somebody else
        if AVERAGE.search(before) and start == 0:
            start = place + 1  # the next number may be the municipality's
            continue
        if start and not (COMPARISON.search(before) and OWN_VERBS.search(before)):
            return None
        after = " ".join(word.text for word in sentence.words[place + 1 :])
        if NO_RESULT.search(text) or not _is_own(before, after, identity):
            return None
        if is_not_reached(before, after):
            return None
        return number
    return None


def _is_own(before: str, after: str, identity: Identity) -> bool:
    """Whether the words before and after points make them the own points of this round."""
    if any(each.search(before) for each in (RIVAL, AVERAGE, EXTREME, EVERYONE, EARLIER, FROM, OTHERS_GIVE)):
        return False
    if not (names_own(before, identity) or OWN_SUBJECT.search(before)) or DIFFERENCE.match(after):
        return False
    rest = COMPARISON.split(after)[0]
    return not (AVERAGE.search(rest) or EARLIER.search(rest) or is_earlier_year(f"{before} {rest}", identity))
