"""Find titles and introducing sentences of tables, and sentences about numbers in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.joining import join_lines
from extract.page.words import PageWords, Word
from extract.phrases import compile_phrases
from extract.records import Identity, ReadingKind
from extract.vocabulary import OWN, Meaning, names_other, names_own, understand_words

POINTS_OUT = compile_phrases("points out numbers")
BRACKET = compile_phrases("brackets")
REMARK = re.compile(rf"\s*\([^()]*(?:{BRACKET.pattern})[^()]*\)", re.IGNORECASE)  # about numbers in brackets
ITEMS = re.compile(r"(?<=[.:])\s+(?=[•▪◦–*-]\s)")  # between a sentence and the items of a list
SENTENCE_END = re.compile(r"(?<=[.:!?])\s+(?=[A-ZÅÄÖÆØ])")
TITLE_WORDS = 12  # words; a longer line is no title
TITLE_GAP = 5.0  # multiple of a line's height; largest gap between a title and its table
PARAGRAPH_GAP = 0.7  # multiple of a line's height; largest gap between the lines of a paragraph


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


def find_title(lines: Sequence[Sequence[Word]], top: float) -> str:
    """Find the nearest short line above ``top``, or else the introducing sentence; empty if neither is near.

    A sentence about numbers in brackets is no title.
    """
    paragraph = _take_paragraph(lines, top)
    if not paragraph:
        return ""
    nearest = REMARK.sub("", " ".join(word.text for word in paragraph[-1]))
    if len(paragraph) == 1 and _is_short(paragraph[-1]):
        return nearest
    text = join_lines(" ".join(word.text for word in line) for line in paragraph)
    sentences = [each for each in SENTENCE_END.split(text) if not BRACKET.search(each)]
    if not sentences:
        return ""
    last = sentences[-1]
    if last.endswith(":") or POINTS_OUT.search(last):
        return last
    return last if not last.endswith(".") and len(last.split()) <= TITLE_WORDS else ""


def _is_short(line: Sequence[Word]) -> bool:
    return (
        len(line) <= TITLE_WORDS and line[-1].text[-1:] != "." and any(word.text.isalpha() for word in line)
    )


def _take_paragraph(lines: Sequence[Sequence[Word]], top: float) -> list[Sequence[Word]]:
    """Return the lines of the paragraph directly above ``top``, from top to bottom."""
    paragraph: list[Sequence[Word]] = []
    below = top
    for line in reversed(lines[-8:]):
        gap = below - max(word.bottom for word in line)
        if gap > (PARAGRAPH_GAP if paragraph else TITLE_GAP) * line[0].height:
            break
        if paragraph and abs(line[0].height - paragraph[0][0].height) > 1.5:
            break
        paragraph.insert(0, line)
        below = line[0].top
    return paragraph


def understand_title(title: str, identity: Identity) -> Meaning:
    """Understand a title by itself; the kind is ``UNKNOWN`` if it does not speak of points."""
    meaning = understand_words(title, identity)
    if meaning.kind is ReadingKind.SCORE and not (OWN.search(title) or names_own(title, identity)):
        return Meaning(ReadingKind.UNKNOWN, meaning.year)
    if meaning.kind in (ReadingKind.MAX_SCORE, ReadingKind.PERCENT, ReadingKind.CHANGE):
        return Meaning(ReadingKind.UNKNOWN, meaning.year)
    return meaning


def is_foreign(title: str, identity: Identity) -> bool:
    """Whether a title says that a presentation is another municipality's."""
    words = title.split()
    return len(words) <= TITLE_WORDS and not title.endswith(".") and names_other(title, identity)
