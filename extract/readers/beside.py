"""Running text, and where a column of it stands beside labels and their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.numbers import parse_numbers
from extract.page.words import Word

TEXT_WORDS = 3  # in a line of text or of remarks beside a table
TEXT_LINES = 4
PROSE_LINES = 3  # of long lines
BAND = 2.5  # points that text and numbers may stand above or below a label
PROSE_SPACE = 0.7  # times the height
PROSE_WORDS = 7


def is_prose(line: Sequence[Word]) -> bool:
    """Whether a line is running text: many words with ordinary spaces between them."""
    longest = run = 0
    for before, word in pairwise(line):
        run = run + 1 if word.x0 - before.x1 < PROSE_SPACE * word.height else 0
        longest = max(longest, run)
    return longest >= PROSE_WORDS


def has_text_before(lines: Sequence[tuple[Word, ...]], top: float, bottom: float, x0: float) -> bool:
    """Whether running text stands in a column of its own to the left of ``x0``."""
    texts = [
        stretch
        for stretch in _list_stretches(lines, top, bottom)
        if stretch[-1].x1 < x0 and len(stretch) > TEXT_WORDS and any(word.text.islower() for word in stretch)
    ]
    prose = [stretch for stretch in texts if len(stretch) > PROSE_WORDS]
    return len(texts) >= 2 * TEXT_LINES or len(prose) >= PROSE_LINES


def find_text_beside(lines: Sequence[tuple[Word, ...]], top: float, bottom: float, x1: float) -> float:
    """Where text in a column of its own begins to the right of ``x1`` and of all columns of numbers."""
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


def _list_stretches(lines: Sequence[tuple[Word, ...]], top: float, bottom: float) -> list[list[Word]]:
    """The words with ordinary spaces between them, on the lines from ``top`` to ``bottom``."""
    band = (line for line in lines if top - BAND <= line[0].middle <= bottom + BAND)
    return [stretch for line in band for stretch in _split_stretches(line)]


def _split_stretches(line: Sequence[Word]) -> list[list[Word]]:
    stretches: list[list[Word]] = []
    for word in line:
        if stretches and word.x0 - stretches[-1][-1].x1 < PROSE_SPACE * word.height:
            stretches[-1].append(word)
        else:
            stretches.append([word])
    return stretches
