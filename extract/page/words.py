"""Read the words of a page with their places, from its visible characters, in the form that readers need.

Text of each direction is a view of its own, rotated upright; a word's ``box`` remains its place on the page.
A dotted leader becomes the one word ``…``, as does a bar between columns of plain text, and words are split
at numbers: ``9/15`` becomes ``9``, ``/``, ``15``. A view also has the filled shapes of the page, such as bars
of charts and colours of legends, and its short lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from extract.page.book import Book, open_book
from extract.page.characters import place_characters
from extract.page.grid import find_grid_names
from extract.page.halves import split_halves
from extract.page.letters import Letters, Run
from extract.page.objects import read_fills
from extract.page.open_page import OpenPage
from extract.page.opening import UnreadableError
from extract.page.squares import join_squares
from extract.page.strikes import list_dashes, list_strokes
from extract.page.textpass import SOFT_HYPHEN, mend_letters
from extract.records import Box

Found = TypeVar("Found")
LEAST_HEIGHT = 0.01  # points; a lower word is an error of the file
FARTHEST = 1e6  # points from the corner; a page has at most some thousands
LINE_OVERLAP = 0.5  # share of the smaller height; words that overlap more are on one line
LEADER = "…"
PARTS = re.compile(
    r"(?P<lead>[.…·_]{3,}|…+|[|¦│║]+)"
    r"|(?P<bullet>[•▪●■○](?=\w))"
    r"|(?P<order>[1-8]\.(?=[A-ZÅÄÖ]))"
    r"|(?P<year>(?:19|20)\d\d(?=[A-ZÅÄÖÆØ]))"
    r"|(?P<joined>[A-ZÅÄÖÆØ]?[a-zåäöæø]{3,}(?=[A-ZÅÄÖÆØ][a-zåäöæø]{2}))"
    r"|(?P<number>[(\[+\-–−±]*\d+(?:[.,]\d+)?½?%?[)\]]?"
    r"(?=$|/|\(|[.…·_]{3}|…|(?:p|poäng|poeng|%)[).,;:]*$|av\d))"
    r"|(?P<slash>/(?=\d))"
    r"|(?P<of>av(?=\d))"
)
DOTS = frozenset("._·")
LEAST_DOTS = 4  # a leader that is set with spaces has at least as many
NEXT_LEADER = re.compile(r"[.…·_]{3,}|[…|¦│║]")
SQUARES = frozenset("■◼◾▪⬛")
MOST_SHAPES = 4000  # a page with more filled shapes is a drawing, not a chart
SMALL = 0.85  # largest size of a footnote mark, as a multiple of the largest letter of its word
RAISED = 0.1  # share of a word's height; a footnote mark is raised by at least so much


@dataclass(unsafe_hash=True)  # never changed, but a frozen one takes three times as long to create
class Word:
    """A word in the coordinates of its view; ``box`` is its place on the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    box: Box
    height: float = field(init=False, repr=False, compare=False)
    middle: float = field(init=False, repr=False, compare=False)  # vertically

    def __post_init__(self) -> None:
        self.height = self.bottom - self.top
        self.middle = (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Shape:
    """A filled shape on the page, with its colour as ``(red, green, blue)`` from 0 to 255."""

    box: Box
    colour: str


@dataclass(frozen=True)
class PageWords:
    """A view: the words of one page that have one direction. ``turned`` views have rotated text.

    ``chapter`` is the chapter to which the page belongs by the table of contents. ``found`` keeps what
    ``find_once`` functions found on the page.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    turned: bool = False
    from_image: bool = False
    shapes: tuple[Shape, ...] = ()
    dashes: tuple[Box, ...] = ()  # places of short level lines
    angle: int = 0  # degrees counter-clockwise that the text is turned on the page
    chapter: str = ""
    found: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not all(map(_has_a_place, self.words)):
            object.__setattr__(self, "words", tuple(filter(_has_a_place, self.words)))

    def lines(self) -> list[tuple[Word, ...]]:
        """Return the words of each printed line, from top to bottom and from left to right."""
        return _group_page(self)


def _has_a_place(word: Word) -> bool:
    """Whether a word has text, a height and a possible position; in damaged files some have not."""
    return (
        bool(word.text)
        and word.height > LEAST_HEIGHT
        and -FARTHEST < word.x0 < FARTHEST
        and -FARTHEST < word.x1 < FARTHEST
        and -FARTHEST < word.top < FARTHEST
        and -FARTHEST < word.bottom < FARTHEST
    )


def group_lines(words: Iterable[Word]) -> list[tuple[Word, ...]]:
    """Group words whose heights overlap by more than half, as lines from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        if lines:
            first = lines[-1][0]
            bottom = first.bottom if first.bottom < word.bottom else word.bottom
            top = first.top if first.top > word.top else word.top
            if bottom - top > LINE_OVERLAP * (first.height if first.height < word.height else word.height):
                lines[-1].append(word)
                continue
        lines.append([word])
    return [tuple(sorted(line, key=lambda word: word.x0)) for line in lines]


def find_once(find: Callable[[PageWords], Found]) -> Callable[[PageWords], Found]:
    """Make a function store its result with the page, so that it is computed once for all readers."""

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


def read_page_words(
    source: Path | Book, numbers: Sequence[int], layers: Collection[int] = ()
) -> Iterator[PageWords]:
    """Yield the views of the pages with these 1-based numbers, in the order of pages, one for each direction.

    On the pages ``layers``, the invisible text layer over an image is read too, and views have
    ``from_image``. Raises ``UnreadableError`` with code ``damaged`` for a page that cannot be parsed.
    """
    if not numbers:
        return
    with open_book(source) as book:
        for number in sorted(numbers):
            with _blame_file(book.path):
                views = list(_list_views(book.open_page(number), with_layer=number in layers))
            book.findings += [view.found for view in views]
            yield from views


@contextmanager
def _blame_file(path: Path) -> Iterator[None]:
    """Turn every error into ``UnreadableError``, because a damaged page can cause any error in the parser."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        sentence = f"A page of {path.name} cannot be read: {type(error).__name__} {error}."
        raise UnreadableError("damaged", sentence) from error


def place_lines(lines: Sequence[str]) -> PageWords:
    """Make a view of plain lines of text, each character 5 points wide, for readers that need words only."""
    words: list[Word] = []
    for row, line in enumerate(lines):
        top, bottom = 12.0 * row, 12.0 * row + 10
        words += [
            Word(text, x0, top, x1, bottom, Box(x0, top, x1, bottom)) for text, x0, x1 in _part_line(line)
        ]
    return PageWords(0, 0, 0, tuple(words))


@lru_cache(maxsize=64)  # the lines near each other are asked for again and again
def _part_line(line: str) -> list[tuple[str, float, float]]:
    """List the words of a line of plain text with their left and right edges."""
    return [
        (
            LEADER if is_leader else _compose(found[0][start:end]),
            5.0 * (found.start() + start),
            5.0 * (found.start() + end),
        )
        for found in re.finditer(r"\S+", line)
        for start, end, is_leader in _list_parts(found[0])
    ]


def _list_views(opened: OpenPage, *, with_layer: bool) -> Iterator[PageWords]:
    shapes = tuple(_list_shapes(opened))
    width, height = opened.geometry.size
    strokes = list_strokes(opened.figures, opened.geometry)
    dashes = list_dashes(strokes)
    from_image = with_layer and opened.has_layer
    orders = {item.address: item.order for item in opened.items} if strokes else {}
    placed = place_characters(opened.make_table(with_layer=with_layer), strokes, orders)
    for angle, letters in placed.items():
        whole = _make_words(letters)
        whole = whole if angle else join_squares(whole, opened.figures, opened.geometry)
        around = set(map(id, find_grid_names(whole)))
        whole = tuple(word for word in whole if id(word) not in around) if around else whole
        for words in split_halves(whole, width, height):
            yield PageWords(
                opened.number,
                width,
                height,
                words,
                turned=angle != 0,
                from_image=from_image,
                shapes=shapes,
                dashes=dashes,
                angle=angle,
            )


def _list_shapes(opened: OpenPage) -> Iterator[Shape]:
    figures = [figure for figure in opened.figures if figure.filled and not figure.is_line]
    if not 0 < len(figures) <= MOST_SHAPES:
        return
    bounds = np.array([figure.bounds for figure in figures])
    places = np.stack(opened.geometry.place(*bounds.T), axis=1).tolist()
    for figure, place in zip(figures, places, strict=True):
        yield Shape(Box(*place), figure.colour)
    yield from _list_squares(opened)


def _list_squares(opened: OpenPage) -> Iterator[Shape]:
    """List the signs that are squares, as legends have them, as shapes with the colour of their text."""
    table = opened.table
    if SQUARES.isdisjoint(table.texts):
        return
    signs = table.take([at for at, text in enumerate(table.texts) if text in SQUARES])
    fills = read_fills([sign.owner for sign in signs]).tolist()
    for sign, (red, green, blue, _) in zip(signs, fills, strict=True):
        yield Shape(Box(sign.x0, sign.top, sign.x0 + sign.advance, sign.bottom), f"({red}, {green}, {blue})")


def _make_words(letters: Letters) -> tuple[Word, ...]:
    words = [word for run in letters.list_runs() for word in _split_run(run, letters)]
    return tuple(_join_dots(words) if any(word.text in DOTS for word in words) else words)


def _split_run(run: Run, letters: Letters) -> Iterable[Word]:
    """Split a run of letters into words; most are one word of letters of one size."""
    text = run.text
    is_plain = len(text) == len(run.rows) and not run.moved and run.largest * SMALL <= run.smallest
    parts = _list_parts(text) if is_plain else ()
    if len(parts) != 1:
        return split_word(letters.spell(run.rows))
    box = Box(run.x0, run.top, run.x1, run.bottom)
    return (Word(LEADER if parts[0][2] else _compose(text), run.x0, run.top, run.x1, run.bottom, box),)


def _join_dots(words: Iterable[Word]) -> Iterator[Word]:
    """Replace each run of at least ``LEAST_DOTS`` single dots on a line by one leader."""
    for is_dot, members in groupby(words, key=lambda word: word.text in DOTS):
        run = list(members)
        if not is_dot or len(run) < LEAST_DOTS:
            yield from run
            continue
        for line in group_lines(run):
            box = cover_boxes(word.box for word in line)
            yield Word(LEADER, line[0].x0, line[0].top, line[-1].x1, line[0].bottom, box)


def split_word(chars: Sequence[dict[str, Any]]) -> Iterator[Word]:
    """Split a run of characters without spaces into words: numbers, units, slashes, leaders.

    Raised small digits, which are footnote marks, are left out.
    """
    chars = _drop_notes(chars)
    for start, end, is_leader in _list_parts("".join([char["text"][:1] or " " for char in chars])):
        yield _make_word(chars[start:end], is_leader=is_leader)


@lru_cache(maxsize=8192)  # most words of a report are repeated in it
def _list_parts(text: str) -> tuple[tuple[int, int, bool], ...]:
    """Return start and end of each word in a run of characters without spaces, and whether it is a leader."""
    parts = []
    start = 0
    while start < len(text):
        match = PARTS.match(text, start)
        end = match.end() if match else _find_end(text, start)
        parts.append((start, end, match is not None and match.lastgroup == "lead"))
        start = end
    return tuple(parts)


def _drop_notes(chars: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    sizes = [char.get("size", 0.0) for char in chars]
    if max(sizes) * SMALL <= min(sizes):
        return chars
    tall = max(char["bottom"] - char["top"] for char in chars)
    foot = max(char["bottom"] for char in chars)
    return [
        char
        for char, size in zip(chars, sizes, strict=True)
        if size > SMALL * max(sizes) or foot - char["bottom"] < RAISED * tall or not char["text"].isdigit()
    ]


def _find_end(text: str, start: int) -> int:
    lead = NEXT_LEADER.search(text, start + 1)
    return lead.start() if lead else len(text)


def _make_word(chars: Sequence[dict[str, Any]], *, is_leader: bool) -> Word:
    text = LEADER if is_leader else _compose("".join([char["text"] for char in chars]))
    x0, x1 = min([char["x0"] for char in chars]), max([char["x1"] for char in chars])
    top, bottom = min([char["top"] for char in chars]), max([char["bottom"] for char in chars])
    boxes = [char["page_box"] for char in chars if "page_box" in char]
    box = cover_boxes(boxes) if boxes else Box(x0, top, x1, bottom)
    return Word(text, x0, top, x1, bottom, box)


@lru_cache(maxsize=8192)  # as _list_parts
def _compose(text: str) -> str:
    """Compose the letters of a word and leave out soft hyphens."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", mend_letters(text)).replace(SOFT_HYPHEN, "")


def cover_boxes(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around several; there must be at least one."""
    all_boxes = list(boxes)
    return Box(
        min(box.x0 for box in all_boxes),
        min(box.top for box in all_boxes),
        max(box.x1 for box in all_boxes),
        max(box.bottom for box in all_boxes),
    )
