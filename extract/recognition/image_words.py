"""The words that Tesseract recognised on an image: levelled, joined to text, merged from two recognitions."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.records import Box

LONG_LINE = 150.0  # points between the first and last word of a line from which the slope is measured


@dataclass(frozen=True)
class ImageWord:
    """A recognised word with its place on the page; ``confidence`` is Tesseract's, from 0 to 100."""

    text: str
    box: Box
    confidence: float
    line: tuple[int, ...]  # the number of the recognition, and Tesseract's of block, paragraph and line


def spell_out(word: ImageWord, slope: float) -> list[dict[str, Any]]:
    """Return the letters of a word as pdfplumber describes them, all of the same width.

    ``x0``, ``x1``, ``top`` and ``bottom``, in points, are levelled by the lines' ``slope``; ``page_box`` is
    the place on the page.
    """
    box = word.box
    step = (box.x1 - box.x0) / len(word.text)
    fall = slope * (box.x0 + box.x1) / 2
    letters = []
    for at, letter in enumerate(word.text):
        place = Box(box.x0 + at * step, box.top, box.x0 + (at + 1) * step, box.bottom)
        level = {"x0": place.x0, "x1": place.x1, "top": box.top - fall, "bottom": box.bottom - fall}
        letters.append({"text": letter, "page_box": place, **level})
    return letters


def measure_slope(words: Sequence[ImageWord]) -> float:
    """Return by how many points the lines fall for each point to the right; 0 if no line is long enough."""
    lines: dict[tuple[int, ...], list[ImageWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    slopes = []
    for line in lines.values():
        first, last = min(line, key=lambda w: w.box.x0), max(line, key=lambda w: w.box.x0)
        across = last.box.x0 - first.box.x0
        if across > LONG_LINE:
            slopes.append((_find_foot(last) - _find_foot(first)) / across)
    return statistics.median(slopes) if slopes else 0.0


def _find_foot(word: ImageWord) -> float:
    """Return the base line of a word; a letter such as g, or a comma, extends the box below it."""
    height = word.box.bottom - word.box.top
    return word.box.bottom - (0.2 * height if re.search(r"[gjpqy,;()]", word.text) else 0.0)


def join_words(words: tuple[ImageWord, ...]) -> str:
    """Join words to text with a newline after each printed line, from top to bottom."""
    slope = measure_slope(words)

    def find_middle(word: ImageWord) -> float:
        return (word.box.top + word.box.bottom) / 2 - slope * (word.box.x0 + word.box.x1) / 2

    rows: list[list[ImageWord]] = []
    for word in sorted(words, key=find_middle):
        first = rows[-1][0] if rows else None
        if first and find_middle(word) - find_middle(first) < (first.box.bottom - first.box.top) / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return "\n".join(" ".join(word.text for word in sorted(row, key=lambda w: w.box.x0)) for row in rows)


def merge_words(one: tuple[ImageWord, ...], other: tuple[ImageWord, ...]) -> tuple[ImageWord, ...]:
    """Merge the words of two recognitions of one page; where they overlap, those of the better one are kept.

    Words that overlap directly or through others form a group, which is taken whole from one recognition,
    because Tesseract may draw the box of a word over its neighbours. The better one is that whose own words
    overlap less, then that with the higher mean confidence.
    """
    kept: list[ImageWord] = []
    for group in _group_overlapping([*((word, 1) for word in one), *((word, 2) for word in other)]):
        looks = [[word for word, look in group if look == number] for number in (1, 2)]
        surest = max([words for words in looks if words], key=_measure_sureness)
        kept.extend(surest)
    return tuple(kept)


def _measure_sureness(words: list[ImageWord]) -> tuple[int, float]:
    overlapping = sum(_overlaps(a.box, b.box) for at, a in enumerate(words) for b in words[:at])
    return -overlapping, statistics.fmean(word.confidence for word in words)


def _group_overlapping(words: Sequence[tuple[ImageWord, int]]) -> list[list[tuple[ImageWord, int]]]:
    groups: list[list[tuple[ImageWord, int]]] = []
    for word, look in words:
        apart, joined = [], [(word, look)]
        for group in groups:
            if any(_overlaps(word.box, each.box) for each, _ in group):
                joined = [*group, *joined]
            else:
                apart.append(group)
        groups = [*apart, joined]
    return groups


def _overlaps(one: Box, other: Box) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    least = min(0.5, 0.3 * min(one.x1 - one.x0, other.x1 - other.x0))  # of a letter such as i
    return across > least and down > 0.3 * min(one.bottom - one.top, other.bottom - other.top)
