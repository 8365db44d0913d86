"""Find the sentence about numbers in brackets on a page, and understand it."""

from __future__ import annotations

import re

from extract.page.words import PageWords
from extract.phrases import compile_phrases
from extract.records import Identity, ReadingKind
from extract.series.lines import SENTENCE_END
from extract.vocabulary import Meaning, understand_words

BRACKET = compile_phrases("brackets")
ITEMS = re.compile(r"(?<=[.:])\s+(?=[•▪◦–*-]\s)")  # between a sentence and the items of a list


def find_bracket_sentence(page: PageWords) -> str:
    """Find the sentence on a page that says what the numbers in brackets are; empty if there is none."""
    found = next((each for each in split_sentences(page) if BRACKET.search(each)), "")
    return ITEMS.split(found)[0]


def understand_bracket(page: PageWords, identity: Identity) -> tuple[Meaning, str]:
    """Understand the sentence about numbers in brackets, and return it; they are never the scores."""
    sentence = find_bracket_sentence(page)
    if not sentence:
        return Meaning(ReadingKind.UNKNOWN), ""
    meaning = understand_words(sentence, identity)
    return (Meaning(ReadingKind.UNKNOWN) if meaning.kind is ReadingKind.SCORE else meaning), sentence


def split_sentences(page: PageWords) -> list[str]:
    """Split the running text of a page into sentences; words that are divided between lines are joined."""
    lines = [" ".join(word.text for word in line) for line in page.lines()]
    text = re.sub(r"(?<=[a-zåäöæø])- (?=[a-zåäöæø])(?!- och)", "", " ".join(lines))
    return SENTENCE_END.split(text)
