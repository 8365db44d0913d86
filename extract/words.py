"""The words of a page with their places, as pdfplumber finds them, made fit for readers.

Text drawn twice is taken once. Text of another direction is turned upright in a view of its own, each word
keeping its box on the page. A dotted leader becomes the one word ``…``, and a word is parted where a number
ends: ``9/15`` becomes ``9``, ``/``, ``15``. Filled shapes come along: bars and the swatches of legends.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.utils import extract_words

from extract.records import Box
from extract.textpass import SOFT_HYPHEN, mend_letters

LINE_OVERLAP = 0.5  # of the smaller height: words that share more stand on one line
LEADER = "…"
PARTS = re.compile(
    r"(?P<lead>[.…·_]{3,}|…+)"
    r"|(?P<bullet>[•▪●■○](?=\w))"
    r"|(?P<order>[1-8]\.(?=[A-ZÅÄÖ]))"
    r"|(?P<number>[(\[+\-–−±]*\d+(?:[.,]\d+)?½?%?[)\]]?"
    r"(?=$|/|\(|[.…·_]{3}|…|(?:p|poäng|poeng|%)[).,;:]*$|av\d))"
    r"|(?P<slash>/(?=\d))"
    r"|(?P<of>av(?=\d))"
)
NEXT_LEADER = re.compile(r"[.…·_]{3,}|…")
DOUBLE = 1.5  # points: the same character so near is the same one drawn twice
MOST_SHAPES = 4000  # a page with more fills is a drawing, not a chart
PAGE_IMAGE = 0.6  # share of the page: text over a larger picture is an OCR layer


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
class Shape:
    """A filled rectangle or figure on the page with its colour as the file gives it."""

    box: Box
    colour: str


@dataclass(frozen=True)
class PageWords:
    """The words of one page that read in one direction. ``turned`` views hold rotated text."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    turned: bool = False
    from_image: bool = False
    shapes: tuple[Shape, ...] = ()
    angle: int = 0  # degrees counter-clockwise that the text is turned on the page

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
    by_angle: dict[int, list[dict[str, Any]]] = {0: []}
    for char in _undouble(page):
        by_angle.setdefault(_find_angle(char), []).append(char)
    shapes = tuple(_list_shapes(page))
    has_page_image = any(_covers_page(image, page) for image in page.images)
    for angle, chars in by_angle.items():
        placed = chars if angle == 0 else [_turn(char, angle) for char in chars]
        yield PageWords(
            page.page_number,
            page.width,
            page.height,
            _make_words(placed),
            turned=angle != 0,
            from_image=has_page_image,
            shapes=shapes,
            angle=angle,
        )


def _covers_page(image: dict[str, Any], page: Any) -> bool:
    """Whether a picture fills so much of the page that its text is what OCR made of the picture."""
    area = (image["x1"] - image["x0"]) * (image["bottom"] - image["top"])
    return bool(area >= PAGE_IMAGE * page.width * page.height)


def _undouble(page: Any) -> list[dict[str, Any]]:
    """The characters of a page, each once; compared slowly only where a quick look finds doubles."""
    chars: list[dict[str, Any]] = page.chars
    for shift in (0.0, DOUBLE / 2):
        places = {
            (char["text"], (char["x0"] + shift) // DOUBLE, (char["top"] + shift) // DOUBLE) for char in chars
        }
        if len(places) < len(chars):
            undoubled: list[dict[str, Any]] = page.dedupe_chars(tolerance=1).chars
            return undoubled
    return chars


def _find_angle(char: dict[str, Any]) -> int:
    across, up = char["matrix"][0], char["matrix"][1]
    return round(math.degrees(math.atan2(up, across)) / 5) * 5 % 360


def _list_shapes(page: Any) -> Iterator[Shape]:
    figures = [*page.rects, *page.curves]
    if len(figures) > MOST_SHAPES:
        return
    for figure in figures:
        if figure.get("fill") and figure.get("non_stroking_color") is not None:
            box = Box(figure["x0"], figure["top"], figure["x1"], figure["bottom"])
            yield Shape(box, str(figure["non_stroking_color"]))


def _turn(char: dict[str, Any], angle: int) -> dict[str, Any]:
    """The character with its place in a plane in which its text runs from left to right."""
    theta = math.radians(angle)
    cos, sin = math.cos(theta), math.sin(theta)
    box = Box(char["x0"], char["top"], char["x1"], char["bottom"])
    if angle % 90 == 0:
        corners = [(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        across = [x * cos - y * sin for x, y in corners]
        down = [x * sin + y * cos for x, y in corners]
        x0, x1, top, bottom = min(across), max(across), min(down), max(down)
    else:
        a, b, _, _, e, f = char["matrix"]
        y = char["top"] + char["y1"] - f
        width = char["adv"] * math.hypot(a, b)
        height = max((box.x1 - box.x0 - width * abs(cos)) / abs(sin), width * 0.5)
        x0, base = e * cos - y * sin, e * sin + y * cos
        x1, top, bottom = x0 + width, base - 0.8 * height, base + 0.2 * height
    placed = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top, "size": bottom - top}
    return {**char, **placed, "upright": True, "page_box": box}


def _make_words(chars: list[dict[str, Any]]) -> tuple[Word, ...]:
    found = extract_words(chars, return_chars=True, x_tolerance_ratio=0.15)
    return tuple(word for each in found for word in part_word(each["chars"]))


def part_word(chars: Sequence[dict[str, Any]]) -> Iterator[Word]:
    """The words in one unbroken run of characters: numbers parted from units, slashes and leaders."""
    text = "".join(char["text"][:1] or " " for char in chars)
    start = 0
    while start < len(text):
        match = PARTS.match(text, start)
        end = match.end() if match else _find_end(text, start)
        word = _make_word(chars[start:end])
        yield replace(word, text=LEADER) if match and match.lastgroup == "lead" else word
        start = end


def _find_end(text: str, start: int) -> int:
    lead = NEXT_LEADER.search(text, start + 1)
    return lead.start() if lead else len(text)


def _make_word(chars: Sequence[dict[str, Any]]) -> Word:
    text = unicodedata.normalize("NFC", mend_letters("".join(char["text"] for char in chars)))
    boxes = [
        char.get("page_box") or Box(char["x0"], char["top"], char["x1"], char["bottom"]) for char in chars
    ]
    return Word(
        text=text.replace(SOFT_HYPHEN, ""),
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
