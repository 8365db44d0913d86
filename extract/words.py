"""The words of a page with their places, as pdfplumber finds them, made fit for readers.

Text drawn twice is taken once. Text of another direction is turned upright in a view of its own, each word
keeping its box on the page. A dotted leader becomes the one word ``…``, and a word is parted where a number
ends: ``9/15`` becomes ``9``, ``/``, ``15``. Filled shapes come along: bars and the swatches of legends.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import pdfplumber
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine
from pdfplumber.utils import extract_words

from extract.records import Box
from extract.textpass import SOFT_HYPHEN, mend_letters

Found = TypeVar("Found")
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
DOUBLE = 1.5  # points: cells in which a character drawn twice is looked for
SAME = 1.0  # points: the same character so near is the same one drawn twice
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
    found: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def lines(self) -> list[tuple[Word, ...]]:
        """The words by printed line, top to bottom, left to right."""
        return _group_page(self)


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


def find_once(find: Callable[[PageWords], Found]) -> Callable[[PageWords], Found]:
    """Keep what a function finds on a page with the page, for the next reader that asks."""

    @wraps(find)
    def find_or_recall(page: PageWords) -> Found:
        if find.__name__ not in page.found:
            page.found[find.__name__] = find(page)
        found: Found = page.found[find.__name__]
        return found

    return find_or_recall


@find_once
def _group_page(page: PageWords) -> list[tuple[Word, ...]]:
    return group_lines(page.words)


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


def place_lines(lines: Sequence[str]) -> PageWords:
    """The words of plain lines set in a grid below each other, for readers that mind words and not places."""
    words: list[Word] = []
    for row, line in enumerate(lines):
        band = {"top": 12.0 * row, "bottom": 12.0 * row + 10}
        for found in re.finditer(r"\S+", line):
            places = enumerate(found[0], start=found.start())
            words += part_word(
                [{"text": letter, "x0": 5.0 * at, "x1": 5.0 * at + 5, **band} for at, letter in places]
            )
    return PageWords(0, 0, 0, tuple(words))


def _read_views(page: Any) -> Iterator[PageWords]:
    by_angle: dict[int, list[dict[str, Any]]] = {0: []}
    items = list(_list_items(page.layout))
    left, top = page.mediabox[:2]
    shift, fall = left, page.height + top
    sheet = _find_sheet(page)
    chars = [item for item in items if isinstance(item, LTChar) and _stands_on(item, sheet, shift, fall)]
    for char in _drop_doubles(chars):
        angle = _find_angle(char.matrix)
        by_angle.setdefault(angle, []).append(_place_char(char, angle, shift, fall))
    shapes = tuple(_list_shapes(items, shift, fall))
    has_page_image = any(
        item.width * item.height >= PAGE_IMAGE * page.width * page.height
        for item in items
        if isinstance(item, LTImage)
    )
    for angle, placed in by_angle.items():
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


def _list_items(container: Iterable[Any]) -> Iterator[Any]:
    """What is drawn on a page, that within figures too.

    Taken from the layout that pdfplumber makes of a page: its own objects hold thrice as much of every
    character as is used here, and take as long again to make.
    """
    for item in container:
        if isinstance(item, LTContainer):
            yield from _list_items(item)
        else:
            yield item


def _find_sheet(page: Any) -> Box:
    """The part of a page that is shown: its crop box, or all of it where that box makes no sense."""
    whole, crop = page.mediabox, page.cropbox
    shown = max(whole[0], crop[0]), max(whole[1], crop[1]), min(whole[2], crop[2]), min(whole[3], crop[3])
    return Box(*shown) if shown[0] < shown[2] and shown[1] < shown[3] else Box(*whole)


def _stands_on(char: LTChar, sheet: Box, shift: float, fall: float) -> bool:
    """Whether a character can be seen on the sheet rather than lying beside it."""
    x, y = (char.x0 + char.x1) / 2 + shift, fall - (char.y0 + char.y1) / 2
    return bool(sheet.x0 <= x <= sheet.x1 and sheet.top <= y <= sheet.bottom)


def _drop_doubles(chars: list[LTChar]) -> list[LTChar]:
    """The characters, each once: the first of those that print the same at the same place."""
    for shift in (0.0, DOUBLE / 2):
        places = {
            (char.get_text(), (char.x0 + shift) // DOUBLE, (char.y1 + shift) // DOUBLE) for char in chars
        }
        if len(places) < len(chars):
            break
    else:
        return chars
    kept: dict[tuple[str, float, float], list[LTChar]] = {}
    single = []
    for char in chars:
        across, up = char.x0 // DOUBLE, char.y1 // DOUBLE
        near = (
            other
            for x in (across - 1, across, across + 1)
            for y in (up - 1, up, up + 1)
            for other in kept.get((char.get_text(), x, y), ())
        )
        if any(abs(each.x0 - char.x0) <= SAME and abs(each.y1 - char.y1) <= SAME for each in near):
            continue
        kept.setdefault((char.get_text(), across, up), []).append(char)
        single.append(char)
    return single


def _find_angle(matrix: Sequence[float]) -> int:
    across, up = matrix[0], matrix[1]
    if up == 0 and across > 0:
        return 0
    return round(math.degrees(math.atan2(up, across)) / 5) * 5 % 360


def _list_shapes(items: Iterable[Any], shift: float, fall: float) -> Iterator[Shape]:
    figures = [item for item in items if isinstance(item, LTCurve) and not isinstance(item, LTLine)]
    if len(figures) > MOST_SHAPES:
        return
    for figure in figures:
        if figure.fill and figure.non_stroking_color is not None:
            box = Box(figure.x0 + shift, fall - figure.y1, figure.x1 + shift, fall - figure.y0)
            yield Shape(box, str(figure.non_stroking_color))


def _place_char(char: LTChar, angle: int, shift: float, fall: float) -> dict[str, Any]:
    """A character as pdfplumber's search for words wants it, in a plane in which its text runs to the right.

    ``page_box`` is its place on the page where that is another.
    """
    place = char.x0 + shift, fall - char.y1, char.x1 + shift, fall - char.y0
    x0, top, x1, bottom = _turn(char, place, angle, shift, fall) if angle else place
    size = bottom - top if angle else char.size
    found = {"text": char.get_text(), "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top}
    found |= {"size": size, "upright": True}
    return {**found, "page_box": Box(*place)} if angle else found


def _turn(
    char: LTChar, place: tuple[float, float, float, float], angle: int, shift: float, fall: float
) -> tuple[float, float, float, float]:
    theta = math.radians(angle)
    cos, sin = math.cos(theta), math.sin(theta)
    if angle % 90 == 0:
        corners = [(x, y) for x in place[::2] for y in place[1::2]]
        across = [x * cos - y * sin for x, y in corners]
        down = [x * sin + y * cos for x, y in corners]
        return min(across), min(down), max(across), max(down)
    a, b, _, _, e, f = char.matrix
    x, y = e + shift, fall - f
    width = char.adv * math.hypot(a, b)
    height = max((place[2] - place[0] - width * abs(cos)) / abs(sin), width * 0.5)
    x0, base = x * cos - y * sin, x * sin + y * cos
    return x0, base - 0.8 * height, x0 + width, base + 0.2 * height


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
    x0, x1 = min(char["x0"] for char in chars), max(char["x1"] for char in chars)
    top, bottom = min(char["top"] for char in chars), max(char["bottom"] for char in chars)
    boxes = [char["page_box"] for char in chars if "page_box" in char]
    box = cover_boxes(boxes) if boxes else Box(x0, top, x1, bottom)
    return Word(text.replace(SOFT_HYPHEN, ""), x0, top, x1, bottom, box)


def cover_boxes(boxes: Iterable[Box]) -> Box:
    """The smallest box around several."""
    all_boxes = list(boxes)
    return Box(
        min(box.x0 for box in all_boxes),
        min(box.top for box in all_boxes),
        max(box.x1 for box in all_boxes),
        max(box.bottom for box in all_boxes),
    )
