"""Split lines of words into phrases, and recognise running text, running headers and columns of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.numbers import parse_numbers
from extract.page.words import LEADER, PageWords, Word
from extract.series.grouping import group_in_order
from extract.vocabulary import YEAR

# The gaps are multiples of a word's height.
PHRASE_GAP = 0.55  # a larger space separates two headings
TYPED_GAP = 0.9  # the same in a monospaced font, which has wider spaces
TYPED_LETTERS = 3  # letters of the words from which such a font is recognised
PROSE_WORDS = 7  # words; a line with so many is running text
PROSE_SPACE = 0.7  # largest space between words of running text
TEXT_WORDS = 3  # words of a line of text or remarks beside a table
TEXT_LINES = 4  # lines of a column of text
BAND = 2.5  # points; largest vertical distance between a label and the text or numbers beside it
SUM_LABEL = re.compile(
    r"^(?:del)?(?:summa|sum\b|total|sammanlag[td]|samlet|samlad|til\s?sammen|poängsumma|kommunens total)",
    re.IGNORECASE,
)
RUNNING = re.compile(r"(?:kommunkompassen|kommunekompasset|sveriges kommuner|svenska kommunförb)", re.I)
COUNTED = re.compile(r"\(\d{1,3}\)")  # the number of pages, after the number of a page


@dataclass(frozen=True)
class Phrase:
    """Words of one line with small spaces between them."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return self.words[-1].x1

    @property
    def text(self) -> str:
        """The text as printed."""
        return " ".join(word.text for word in self.words)


def split_phrases(line: Sequence[Word]) -> list[Phrase]:
    """Split the words of a line into phrases at large spaces."""
    widest = TYPED_GAP if _is_typed(line) else PHRASE_GAP
    parts = group_in_order(
        (word for word in line if word.text != LEADER),
        lambda part, word: word.x0 - part[-1].x1 <= widest * word.height,
    )
    return [Phrase(tuple(words)) for words in parts]


def _is_typed(line: Sequence[Word]) -> bool:
    """Whether a line is in a monospaced font, in which all letters and spaces have one width."""
    widths = [
        (word.x1 - word.x0) / len(word.text) / word.height for word in line if len(word.text) >= TYPED_LETTERS
    ]
    return len(widths) > 1 and max(widths) < 1.01 * min(widths)


def is_prose(line: Sequence[Word]) -> bool:
    """Whether a line is running text rather than headings."""
    longest = max((len(phrase.words) for phrase in split_phrases(line)), default=0)
    lower = sum(1 for word in line if len(word.text) > 1 and word.text.islower())
    return longest >= PROSE_WORDS or lower >= PROSE_WORDS or (longest >= 3 and line[-1].text.endswith("."))


def has_prose(line: Sequence[Word]) -> bool:
    """Whether a line has at least ``PROSE_WORDS`` words with normal spaces between them."""
    longest = run = 0
    for before, word in pairwise(line):
        run = run + 1 if word.x0 - before.x1 < PROSE_SPACE * word.height else 0
        longest = max(longest, run)
    return longest >= PROSE_WORDS


def is_running(line: Sequence[Word], page: PageWords) -> bool:
    """Whether a line is a running header or footer, so that a date in it is no heading.

    It names the publisher at the edge of a page, or has a date and a page number with the number of pages.
    """
    text = " ".join(word.text for word in line)
    if RUNNING.match(text) and not page.height * 0.1 < line[0].box.top < page.height * 0.9:
        return True
    return YEAR.search(text) is not None and any(
        one.text.isdigit() and COUNTED.fullmatch(other.text) for one, other in pairwise(line)
    )


def has_text_before(lines: Sequence[Sequence[Word]], top: float, bottom: float, x0: float) -> bool:
    """Whether there is a column of running text to the left of ``x0``."""
    texts = [
        stretch
        for stretch in _list_stretches(lines, top, bottom)
        if stretch[-1].x1 < x0 and len(stretch) > TEXT_WORDS and any(word.text.islower() for word in stretch)
    ]
    return len(texts) >= 2 * TEXT_LINES


def find_text_beside(lines: Sequence[Sequence[Word]], top: float, bottom: float, x1: float) -> float:
    """Find the left edge of a column of text to the right of ``x1`` and of all columns of numbers."""
    stretches = [stretch for stretch in _list_stretches(lines, top, bottom) if stretch[0].x0 > x1]
    texts = [each for each in stretches if sum(word.text[:1].isalpha() for word in each) >= TEXT_WORDS]
    starts = [each[0].x0 for each in texts if len(each) >= PROSE_WORDS or not parse_numbers(each)]
    edge = min(
        (x0 for x0 in starts if sum(abs(x0 - other) <= 2 for other in starts) >= TEXT_LINES),
        default=float("inf"),
    )
    if sum(abs(each[0].x0 - edge) <= 2 for each in texts) >= 2 * sum(abs(x0 - edge) <= 2 for x0 in starts):
        return float("inf")
    cells = [each for each in stretches if each[0].x0 > edge + 2 and len(parse_numbers(each)) == len(each)]
    return edge if len(cells) < TEXT_LINES else float("inf")


def _list_stretches(lines: Sequence[Sequence[Word]], top: float, bottom: float) -> list[list[Word]]:
    """List the runs of words with normal spaces between them, on the lines from ``top`` to ``bottom``."""

    def goes_on(stretch: Sequence[Word], word: Word) -> bool:
        return word.x0 - stretch[-1].x1 < PROSE_SPACE * word.height

    band = (line for line in lines if top - BAND <= line[0].middle <= bottom + BAND)
    return [stretch for line in band for stretch in group_in_order(line, goes_on)]
