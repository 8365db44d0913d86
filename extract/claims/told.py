"""Read points that a sentence or line in an area's chapter gives, without naming the area again.

``extract.claims.told_sentence`` judges each sentence; a series needs one number in the chapter of each area.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.claims.before import is_heading, is_of_another
from extract.claims.owner import AREA_NAMES, Attribution, Claim
from extract.claims.told_sentence import read_sentence
from extract.instrument import AREA_NUMBERS, LONG_LABEL, list_labels, squeeze_text
from extract.meaning.known import UNREAL
from extract.numbers import Number, parse_numbers
from extract.phrases import compile_phrases
from extract.records import Identity, ReadingKind
from extract.series.chapter_text import Sentence, list_chapter_sentences
from extract.series.chapters import Section, list_chapters, tie_chapters
from extract.series.passages import join_words, list_passages, place_in_text
from extract.series.records import Block, Pair, Series
from extract.series.sheet import Sheet
from extract.vocabulary import LETTERS

DIGIT = re.compile(r"\d")
LAST_OF_ALL = re.compile(
    r"^\W*(?:till |til )?(?:sist|slut|slutt|slutligen)\W*:", re.IGNORECASE
)  # not last time
ABOUT = re.compile(r"\bom\W+@", re.IGNORECASE)  # *What do they say about* an area, not *if*
DOUBTFUL = compile_phrases("doubtful owner")
OF_A_PART = re.compile(  # of an area: *För dialogen får kommunen 12 poäng*
    r"\b(?:för|inom|i|på|for|innen)\s+(?!(?:fokus)?områd|kommun|detta|dette|denne?\b)\w+(?:en|et|na|an|ane|ene)\b",
    re.IGNORECASE,
)
LONGEST_CARRIED = 10  # words
KINDS = (ReadingKind.SCORE, ReadingKind.AVERAGE, ReadingKind.PREVIOUS)
PASSAGES_OVER = 2  # paragraphs before the first chapter that may be a heading of all chapters
STEM = 6  # letters; words that begin with the same ones are forms of one word


@dataclass(frozen=True)
class Given:
    """A number in a sentence of a chapter, its kind, and how strongly its clause claims it as the own one."""

    sentence: Sentence
    number: Number
    kind: ReadingKind
    claim: Claim

    @property
    def text(self) -> str:
        """The sentence as text."""
        return self.sentence.text


def find_told_series(
    sheets: Sequence[Sheet], identity: Identity
) -> tuple[list[tuple[Series, Attribution]], set[tuple[int, float, float]]]:
    """Find the series in the sentences of the areas' chapters; each chapter must have one value of a kind.

    Own points of some areas only are a part of a series. Returns them with their meanings, and the places of
    all numbers that a sentence explains. Points that make no series are not explained.
    """
    found = []
    places = set()
    for at, sections in enumerate(list_chapters(sheets, asked=True)):
        sentences = list_chapter_sentences(sections, sheets)
        told = {
            section.area_no: list(_read_sentences(section, sentences[section.area_no], identity))
            for section in sections
        }
        given_all = [each for numbers in told.values() for each in numbers]
        over = list_headings_over(sections[0])
        for kind in KINDS:
            given: dict[int, Given] = {}
            for area_no, numbers in told.items():
                alike = [each for each in numbers if each.kind is kind]
                alike = [each for each in alike if each.claim is not Claim.OPEN] or alike
                if len({each.number.value for each in alike}) == 1:
                    given[area_no] = max(alike, key=lambda each: each.claim)
            if kind is ReadingKind.SCORE and set(given) != set(AREA_NUMBERS):
                given = {area_no: each for area_no, each in given.items() if each.claim is Claim.OWN}
            if set(given) == set(AREA_NUMBERS) or (kind is ReadingKind.SCORE and given):
                claim = _join_claims(list(given.values()))
                meaning = Attribution(kind, claim, None, next(iter(given.values())).text)
                of_another = next((each for each in over if is_of_another(each, identity)), None)
                if kind is ReadingKind.SCORE and of_another is not None:
                    meaning = Attribution(ReadingKind.OTHER, Claim.NONE, None, of_another)
                tied = {area_no: (each.sentence.sheet, each.number) for area_no, each in given.items()}
                block = Block(f"told.{at}", kind.value)
                found.append((tie_chapters("told", block, sections, tied), meaning))
            elif kind is ReadingKind.SCORE:
                given_all = [each for each in given_all if each.kind is not ReadingKind.SCORE]
        places |= _list_explained(given_all)
    return found, places


def _list_explained(given: Iterable[Given]) -> set[tuple[int, float, float]]:
    """Return the places of the numbers that sentences explain.

    A sentence that gives the own points explains all its numbers, such as the mean in brackets.
    """
    explained, left_open = set(), set()
    for each in given:
        numbers = parse_numbers(each.sentence.words) if each.claim > Claim.OPEN else [each.number]
        places = {Pair(0, number, None, each.sentence.sheet.view).place for number in numbers}
        if each.claim is Claim.OPEN:
            left_open |= places
        else:
            explained |= places
    return explained - left_open


def list_headings_over(section: Section) -> list[str]:
    """List the headings among the paragraphs directly before the first chapter of the areas, on its page."""
    passages = sorted(
        list_passages(section.sheet), key=lambda each: place_in_text(section.sheet, each.x0, each.top)
    )
    before = [each for each in passages if place_in_text(section.sheet, each.x0, each.top) < section.begin]
    return [each.text for each in before[-PASSAGES_OVER:] if is_heading(each.text)]


def _join_claims(given: Sequence[Given]) -> Claim:
    """Return the weakest claim of the chapters.

    Open claims of short sentences are ignored if most chapters have known words, and all have the number in
    the same place: the first or the last sentence, or a footnote to the heading.
    """
    understood = [each.claim for each in given if each.claim is not Claim.OPEN]
    alike = len({each.sentence.place for each in given}) == 1 and given[0].sentence.place
    carried = all(_may_be_carried(each.text) for each in given if each.claim is Claim.OPEN)
    if alike and carried and len(understood) > len(given) / 2:
        return min(understood)
    return min(each.claim for each in given)


def _may_be_carried(text: str) -> bool:
    doubtful = DOUBTFUL.search(text) or OF_A_PART.search(text)
    return len(text.split()) <= LONGEST_CARRIED and not doubtful


def _read_sentences(section: Section, sentences: Sequence[Sentence], identity: Identity) -> Iterator[Given]:
    words = section.heading.words
    plain = " ".join(word.text for word in words)  # *innbygger- og brukerorientering* is no divided word
    heading = plain if AREA_NAMES.search(plain) else join_words(words)
    is_name = len(squeeze_text(heading)) <= len(squeeze_text(section.heading.label))
    asked = [] if is_name else [LAST_OF_ALL.sub("", heading)]  # a question says whose the answer is
    asks = [ABOUT.sub(" ", AREA_NAMES.sub("@", each)) for each in asked]
    if any(words.search(each) for each in asks for words in (UNREAL, DOUBTFUL)):
        return
    for each in sentences:
        text = each.text
        if DIGIT.search(text) and not _names_another_area(text, section):
            known = _list_forms(section.heading.label, each.passage.text)
            before = (*asked, *each.before)
            for number, kind, claim in read_sentence(each.words, before, identity, known):
                yield Given(each, number, kind, claim)


@lru_cache(maxsize=64)  # the sentences of a paragraph ask for the same
def _list_forms(label: str, text: str) -> frozenset[str]:
    """Return the words of an area's name, and their other forms in a text, such as ``styrningen``."""
    names = frozenset(word.casefold() for word in LETTERS.findall(label))
    stems = {word[:STEM] for word in names if len(word) >= STEM}
    return names | {each for word in LETTERS.findall(text) if (each := word.casefold())[:STEM] in stems}


def _names_another_area(text: str, section: Section) -> bool:
    squeezed = squeeze_text(text)
    return any(label in squeezed for label in _list_labels_of_others(section.area_no))


@cache
def _list_labels_of_others(area_no: int) -> tuple[str, ...]:
    """List the long names that no edition gives to an area of this number."""
    return tuple(
        label
        for label, areas in list_labels().items()
        if len(label) > LONG_LABEL and area_no not in {area.area_no for area in areas}
    )
