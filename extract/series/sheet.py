"""One page as the search for series sees it: lines, cells, numbers, area names, running heads set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from typing import Any, TypeVar

from extract.instrument import AREA_NUMBERS, AREAS
from extract.mentions import Mention, find_labels, find_mentions, is_contents
from extract.numbers import Number, parse_numbers
from extract.page.words import LEADER, PageWords, Word
from extract.series.short_names import add_short_names

Found = TypeVar("Found")
CELL_SPACE = 0.85  # times the height: a wider space parts two cells
LONGEST_UNIT = 6  # letters: *poäng*, *poeng*
PROSE_WORDS = 7  # in one cell: running text
ONE_FIGURE = frozenset("123456789")
NUMBERED = re.compile(r"^(?:omr|område|fokusområde|huvudområde|hovedområde)\.?$", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
LEAST_RUNNING = 3  # pages on which a line must come again to be a running head or foot
LEANING = 4.0  # points from the end of a slanting name to the middle of what it points at
SAME_PLACE = 4.0  # points between the places of a running line on two pages


@dataclass(frozen=True)
class Cell:
    """Words of one line with ordinary spaces between them."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """As printed."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return self.words[-1].x1

    @cached_property
    def top(self) -> float:
        """Upper edge."""
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """Lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        """Height of its first word."""
        return self.words[0].height

    @cached_property
    def middle(self) -> float:
        """Vertical middle."""
        return (self.top + self.bottom) / 2

    @cached_property
    def is_worded(self) -> bool:
        """Whether it holds more than a number and its unit."""
        return sum(map(str.isalpha, self.text)) > LONGEST_UNIT

    @cached_property
    def is_prose(self) -> bool:
        """Whether it is a line of running text."""
        return sum(word.text[:1].isalpha() for word in self.words) >= PROSE_WORDS


@dataclass(frozen=True)
class Sheet:
    """A view of a page. ``lines`` are its lines of cells from top to bottom, running ones left out."""

    view: PageWords
    lines: tuple[tuple[Cell, ...], ...]
    labels: tuple[Mention, ...]
    mentions: tuple[Mention, ...]
    numbers: tuple[Number, ...]  # that no label and no prose holds
    is_contents: bool

    @property
    def page(self) -> int:
        """1-based number of its page."""
        return self.view.number

    @cached_property
    def named(self) -> frozenset[int]:
        """The identities of the words of area names."""
        return frozenset(id(word) for each in self.mentions for word in (*each.lead, *each.words))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells in reading order."""
        return tuple(cell for line in self.lines for cell in line)

    @cached_property
    def found(self) -> dict[tuple[str, int], Any]:
        """What functions marked ``find_once_for_number`` found, by their names and the number's word."""
        return {}

    @cached_property
    def cell_of(self) -> dict[int, Cell]:
        """The cell of each word, by the word's identity."""
        return {id(word): cell for cell in self.cells for word in cell.words}


def find_once_for_number(find: Callable[[Sheet, Number], Found]) -> Callable[[Sheet, Number], Found]:
    """Keep what a function finds about a number of a sheet with the sheet: many series ask for it."""

    @wraps(find)
    def find_or_recall(sheet: Sheet, number: Number) -> Found:
        key = find.__name__, id(number.word)
        if key not in sheet.found:
            sheet.found[key] = find(sheet, number)
        found: Found = sheet.found[key]
        return found

    return find_or_recall


def make_sheets(views: Iterable[PageWords]) -> list[Sheet]:
    """The sheets of a document's pages in order."""
    views = list(views)
    running = _find_running(views)
    sheets = [_make_sheet(view, running) for view in views]
    return [_add_turned(sheet, sheets) for sheet in sheets]


def _add_turned(sheet: Sheet, sheets: Iterable[Sheet]) -> Sheet:
    """An upright sheet with the names that stand turned on its page, at their places on it."""
    turned = (
        [] if sheet.view.turned else [each for each in sheets if each.page == sheet.page and each.view.turned]
    )
    names = [_lay_down(label) for each in turned for label in each.labels if label.areas]
    return replace(sheet, labels=(*sheet.labels, *names)) if names else sheet


def _lay_down(label: Mention) -> Mention:
    """A turned name as words of ordinary height at its place; a slanting one at the end that it leans on."""
    box, height = label.box, label.words[0].height
    left, right = box.x0, box.x1
    if label.view.angle % 90:
        end = box.x1 - LEANING if label.view.angle < 90 else box.x0 + LEANING
        left, right = end - LEANING, end + LEANING
    word = Word(label.label, left, box.top, right, box.top + height, box)
    foot = Word("", left, box.bottom - height, right, box.bottom, box)
    return replace(label, words=(word, foot), lead=(), after=())


def _make_sheet(view: PageWords, running: frozenset[tuple[str, int, int]]) -> Sheet:
    lines = []
    for words in view.lines():
        if running.isdisjoint(_list_keys(words, view)):
            lines.append(tuple(part_cells(words)))
    kept = {id(word) for line in lines for cell in line for word in cell.words}
    labels = [each for each in find_labels(view) if id(each.words[0]) in kept]
    mentions = [each for each in find_mentions(view) if id(each.words[0]) in kept and each.areas]
    labels += _find_numbered(view, lines, labels)
    labels = add_short_names(view, lines, labels)
    taken = {id(word) for each in mentions for word in (*each.lead, *each.words)}
    taken |= {id(word) for each in labels for word in (*each.lead, *each.words)}
    numbers = [
        number
        for line in lines
        for number in _list_numbers(line, taken)
        if id(number.word) not in taken and (number.ratio_word is None or id(number.ratio_word) not in taken)
    ]
    return Sheet(view, tuple(lines), tuple(labels), tuple(mentions), tuple(numbers), is_contents(view))


def part_cells(words: Sequence[Word]) -> list[Cell]:
    """The cells of a line: its words parted where a space is wider than between words."""
    cells: list[list[Word]] = []
    for word in words:
        before = cells[-1][-1] if cells else None
        near = before is not None and word.x0 - before.x1 < CELL_SPACE * max(word.height, before.height)
        if before is not None and near and LEADER not in (word.text, before.text):
            cells[-1].append(word)
        else:
            cells.append([word])
    return [Cell(tuple(each)) for each in cells]


def _list_numbers(line: Sequence[Cell], named: Container[int]) -> list[Number]:
    """The numbers of a line outside running text; an area's name, however long, is none."""
    found = []
    words = [word for cell in line for word in cell.words]
    prose = {id(word) for cell in line if _is_text(cell, named) for word in cell.words}
    for number in parse_numbers(words):
        if id(number.word) not in prose:
            found.append(number)
    return found


def _is_text(cell: Cell, named: Container[int]) -> bool:
    letters = sum(word.text[:1].isalpha() and id(word) not in named for word in cell.words)
    return letters >= PROSE_WORDS or (cell.is_prose and id(cell.words[0]) not in named and letters > 2)


def _find_numbered(
    view: PageWords, lines: Sequence[Sequence[Cell]], labels: Sequence[Mention]
) -> list[Mention]:
    """*Omr 3* and *Område 3* that stand alone in their cell, as names of areas by number."""
    led = {id(word) for each in labels for word in each.lead}
    found = []
    for line in lines:
        for cell in line:
            if len(cell.words) < 2 or len(cell.words) > 2 or id(cell.words[0]) in led:
                continue
            first, second = cell.words
            if NUMBERED.match(first.text) and second.text.strip(".:") in ONE_FIGURE:
                area_no = int(second.text.strip(".:"))
                areas = tuple(area for area in AREAS.values() if area.area_no == area_no)
                if area_no in AREA_NUMBERS:
                    found.append(Mention(areas, cell.text, cell.words, (), True, (), view))
    return found


def _list_keys(words: Sequence[Word], view: PageWords) -> list[tuple[str, int, int]]:
    """The ways in which a line can come again: as it is, or with one number that counts the pages."""
    text = " ".join(word.text for word in words).casefold()
    texts = [text] if any(map(str.isalpha, text)) else []
    for match in DIGITS.finditer(text):
        if len(match[0]) < 4:
            counted = int(match[0]) - view.number
            texts.append(f"{text[: match.start()]}#{counted}{text[match.end() :]}")
    row, width = round(words[0].top / SAME_PLACE), round(view.width)
    return [(each, row, width) for each in texts]


def _find_running(views: Sequence[PageWords]) -> frozenset[tuple[str, int, int]]:
    """The first and last lines that come again in one place on several pages, but for a page's number."""
    counts: Counter[tuple[str, int, int]] = Counter()
    for view in views:
        lines = view.lines()
        first = _find_first(view)
        heads = [line for line in lines[:3] if line[0].top < first]
        for words in dict.fromkeys((*heads, *lines[-3:])):
            for text, row, width in _list_keys(words, view):
                counts.update({(text, row, width), (text, row + 1, width)})
    found = {key for key, count in counts.items() if count >= LEAST_RUNNING}
    return frozenset(found | {(text, row - 1, width) for text, row, width in found})


def _find_first(view: PageWords) -> float:
    """The upper edge of the first area name of a page: what stands under it is no running head."""
    return min((label.top for label in find_labels(view)), default=float("inf"))


def make_joined(view: PageWords) -> Sheet:
    """The sheet of two pages set under each other, whose running lines are gone already."""
    return _make_sheet(view, frozenset())
