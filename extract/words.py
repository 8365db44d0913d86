"""The words of a page with their places, as pdfplumber finds them, made fit for readers.

Text drawn twice is taken once. Rotated text is turned upright in a view of its own, each word keeping its box
on the page. Dotted leaders fall away, and a word is parted where a number ends: ``9/15`` becomes ``9``, ``/``,
``15``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.utils import extract_words

from extract.records import Box
from extract.textpass import SOFT_HYPHEN

LINE_OVERLAP = 0.5  # of the smaller height: words that share more stand on one line
PARTS = re.compile(
    r"(?P<lead>[.…·_]{3,})"
    r"|(?P<number>[(+\-–−±]*\d+(?:[.,]\d+)?%?\)?(?=$|[/.…·_]{1}|p\b|p\.|poäng|poeng|%))"
    r"|(?P<slash>/(?=\d))"
)


@dataclass(frozen=True)
class Word:
    """A word in the reading direction of its view; ``box`` is its place on the page itself."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    box: Box

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Vertical middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class PageWords:
    """The words of one page that read in one direction. ``turned`` views hold rotated text."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    turned: bool = False
    from_image: bool = False

    def lines(self) -> list[tuple[Word, ...]]:
        """The words by printed line, top to bottom, left to right."""
        return group_lines(self.words)


def group_lines(words: Iterable[Word]) -> list[tuple[Word, ...]]:
    """Words that overlap in height by more than half, as lines from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        if lines:
            first = lines[-1][0]
            shared = min(first.bottom, word.bottom) - max(first.top, word.top)
            if shared > LINE_OVERLAP * min(first.height, word.height):
                lines[-1].append(word)
                continue
        lines.append([word])
    return [tuple(sorted(line, key=lambda word: word.x0)) for line in lines]


def read_page_words(path: Path, numbers: Sequence[int]) -> Iterator[PageWords]:
    """The words of the pages with these 1-based numbers, one view per reading direction.

    Raises what pdfplumber raises for a page that it cannot parse.
    """
    if not numbers:
        return
    with pdfplumber.open(path, pages=sorted(numbers)) as pdf:
        for page in pdf.pages:
            yield from _read_views(page)
            page.close()


def _read_views(page: Any) -> Iterator[PageWords]:
    chars = page.dedupe_chars(tolerance=1).chars
    upright = [char for char in chars if char["upright"]]
    turned = [char for char in chars if not char["upright"]]
    yield PageWords(page.page_number, page.width, page.height, _make_words(upright))
    if turned:
        side = [_turn(char, page) for char in turned]
        yield PageWords(page.page_number, page.height, page.width, _make_words(side), turned=True)


def _turn(char: dict[str, Any], page: Any) -> dict[str, Any]:
    climbs = char["matrix"][1] > 0
    placed = {
        "x0": page.height - char["bottom"] if climbs else char["top"],
        "x1": page.height - char["top"] if climbs else char["bottom"],
        "top": char["x0"] if climbs else page.width - char["x1"],
        "bottom": char["x1"] if climbs else page.width - char["x0"],
    }
    box = Box(char["x0"], char["top"], char["x1"], char["bottom"])
    return {**char, **placed, "doctop": placed["top"], "upright": True, "page_box": box}


def _make_words(chars: list[dict[str, Any]]) -> tuple[Word, ...]:
    found = extract_words(chars, return_chars=True, x_tolerance_ratio=0.15)
    return tuple(word for each in found for word in _part(each["chars"]))


def _part(chars: list[dict[str, Any]]) -> Iterator[Word]:
    text = "".join(char["text"][:1] or " " for char in chars)
    start = 0
    while start < len(text):
        match = PARTS.match(text, start)
        end = match.end() if match else _find_end(text, start)
        if not (match and match.lastgroup == "lead"):
            yield _make_word(chars[start:end])
        start = end


def _find_end(text: str, start: int) -> int:
    lead = re.compile(r"[.…·_]{3,}").search(text, start + 1)
    return lead.start() if lead else len(text)


def _make_word(chars: Sequence[dict[str, Any]]) -> Word:
    text = unicodedata.normalize("NFC", "".join(char["text"] for char in chars)).replace(SOFT_HYPHEN, "")
    boxes = [
        char.get("page_box") or Box(char["x0"], char["top"], char["x1"], char["bottom"]) for char in chars
    ]
    return Word(
        text=text,
        x0=min(char["x0"] for char in chars),
        top=min(char["top"] for char in chars),
        x1=max(char["x1"] for char in chars),
        bottom=max(char["bottom"] for char in chars),
        box=Box(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        ),
    )
