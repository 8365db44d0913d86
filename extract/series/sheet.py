"""Prepare a page for the search for series: lines, cells, numbers and area names, without running headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import Any, TypeVar

from extract.instrument import AREAS
from extract.leads import SUM_BEFORE
from extract.mentions import Mention, find_labels, find_mentions, is_contents
from extract.numbers import Number, parse_numbers
from extract.page.words import LEADER, PageWords, Word, find_once
from extract.series.keyed import Key, add_keyed, find_key
from extract.series.lines import PROSE_WORDS
from extract.series.short_names import add_short_names

Found = TypeVar("Found")
RunningLine = tuple[str, int, int]  # text, row and width of the page: by which a running line is recognised
CELL_SPACE = 0.85  # multiple of a word's height; a larger space separates two cells
OTHER_TYPE = 1.4  # multiple of a word's height; a word of greater height is of a larger type
LONGEST_UNIT = 6  # letters of a unit, such as poäng
ONE_FIGURE = frozenset("12345678")
NUMBERED = re.compile(r"^(?:omr|område|fokusområde|huvudområde|hovedområde)\.?$", re.IGNORECASE)
UNIT = re.compile(
    r"(?:po[äe]ng|av|p)(?:\s(?:av|po[äe]ng|100|möjliga|mulige|moglege|maximalt))*", re.IGNORECASE
)
DIGITS = re.compile(r"\d+")
LEAST_TEXT = 2  # words outside names; a cell without more is no running text
LEAST_SUMS = 2  # rows of sums on a page that may name the areas of the headings above again
LEAST_RUNNING = 3  # pages on which a line must be repeated to be a running header or footer
LEANING = 4.0  # points from the end of a slanted name to the middle of the bar or column to which it belongs
SAME_PLACE = 4.0  # points; largest difference between the positions of a running line on two pages


@dataclass(unsafe_hash=True)  # never changed, as a word
class Cell:
    """Words of one line with normal spaces between them; ``height`` is that of the first word."""

    words: tuple[Word, ...]
    x0: float = field(init=False, repr=False, compare=False)
    top: float = field(init=False, repr=False, compare=False)
    x1: float = field(init=False, repr=False, compare=False)
    bottom: float = field(init=False, repr=False, compare=False)
    height: float = field(init=False, repr=False, compare=False)
    middle: float = field(init=False, repr=False, compare=False)  # vertically
    text: str = field(init=False, repr=False, compare=False)  # as printed

    def __post_init__(self) -> None:
        self.x0, self.x1 = self.words[0].x0, self.words[-1].x1
        self.top = min([word.top for word in self.words])
        self.bottom = max([word.bottom for word in self.words])
        self.height = self.words[0].height
        self.middle = (self.top + self.bottom) / 2
        self.text = " ".join([word.text for word in self.words])

    @cached_property
    def is_worded(self) -> bool:
        """Whether it has more letters than a number with its unit."""
        return sum(map(str.isalpha, self.text)) > LONGEST_UNIT

    @cached_property
    def is_prose(self) -> bool:
        """Whether it is running text."""
        return sum(word.text[:1].isalpha() for word in self.words) >= PROSE_WORDS


@dataclass(frozen=True)
class Sheet:
    """A view of a page, with its lines of cells from top to bottom, without running headers and footers.

    ``numbers`` are those outside names of areas and running text.
    """

    view: PageWords
    lines: tuple[tuple[Cell, ...], ...]
    labels: tuple[Mention, ...]
    mentions: tuple[Mention, ...]
    numbers: tuple[Number, ...]
    is_contents: bool
    key: Key  # of the codes that the report has for areas
    turned: tuple[PageWords, ...] = ()  # the page's text of other directions

    @property
    def page(self) -> int:
        """The 1-based number of the page."""
        return self.view.number

    @cached_property
    def named(self) -> frozenset[int]:
        """The identities (``id``) of the words in area names."""
        return frozenset(id(word) for each in self.mentions for word in (*each.lead, *each.words))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells in reading order."""
        return tuple(cell for line in self.lines for cell in line)

    @cached_property
    def usual_height(self) -> float:
        """The median height of the words in points; 0 on an empty page."""
        heights = sorted(word.height for cell in self.cells for word in cell.words)
        return heights[len(heights) // 2] if heights else 0.0

    @cached_property
    def bands(self) -> list[tuple[float, float, tuple[Cell, ...]]]:
        """The upper and the lower edge of each line, with its cells."""
        return [(min(c.top for c in line), max(c.bottom for c in line), line) for line in self.lines]

    def list_cells(self, top: float, bottom: float) -> list[Cell]:
        """The cells of the lines that reach into a band across the page, in reading order."""
        return [
            cell for upper, lower, line in self.bands if upper <= bottom and lower >= top for cell in line
        ]

    @cached_property
    def found(self) -> dict[tuple[Any, ...], Any]:
        """Stored results, by the name of the search and the identities of its arguments."""
        return {}

    @cached_property
    def cell_of(self) -> dict[int, Cell]:
        """The cell of each word, by the identity of the word."""
        return {id(word): cell for cell in self.cells for word in cell.words}


def find_once_for_number(find: Callable[[Sheet, Number], Found]) -> Callable[[Sheet, Number], Found]:
    """Make a function store its result on a number with the sheet, because many series need it."""

    @wraps(find)
    def find_or_recall(sheet: Sheet, number: Number) -> Found:
        key = find.__name__, id(number.word)
        if key not in sheet.found:
            sheet.found[key] = find(sheet, number)
        found: Found = sheet.found[key]
        return found

    return find_or_recall


def make_sheets(views: Sequence[PageWords]) -> list[Sheet]:
    """Make the sheets of a document's views, in their order."""
    running, key = _find_running(views), find_key(views)
    sheets = [_make_sheet(view, running, key) for view in views]
    return [_add_turned(sheet, sheets) for sheet in sheets]


def _add_turned(sheet: Sheet, sheets: Iterable[Sheet]) -> Sheet:
    """Add to an upright sheet the rotated names of its page, at their places."""
    turned = (
        [] if sheet.view.turned else [each for each in sheets if each.page == sheet.page and each.view.turned]
    )
    names = [_lay_down(label) for each in turned for label in each.labels]
    views = tuple(each.view for each in turned)
    return replace(sheet, labels=(*sheet.labels, *names), turned=views) if views else sheet


def _lay_down(label: Mention) -> Mention:
    """Replace a rotated name by horizontal words at its place; a slanted name is placed at its near end."""
    box, height = label.box, label.words[0].height
    left, right = box.x0, box.x1
    if label.view.angle % 90:
        end = box.x1 - LEANING if label.view.angle < 90 else box.x0 + LEANING
        left, right = end - LEANING, end + LEANING
    word = Word(label.label, left, box.top, right, box.top + height, box)
    foot = Word("", left, box.bottom - height, right, box.bottom, box)
    return replace(label, words=(word, foot), lead=(), after=())


def _make_sheet(view: PageWords, running: frozenset[RunningLine], key: Key) -> Sheet:
    """Make the sheet of a page without its running lines. The result is stored with the page and reused."""
    kept: dict[tuple[frozenset[int], Key], Sheet] = view.found.setdefault("sheets", {})
    left_out = _find_left_out(view, running)
    if (left_out, key) not in kept:
        printed = [line for at, line in enumerate(view.lines()) if at not in left_out]
        kept[left_out, key] = make_sheet(view, printed, key)
    return kept[left_out, key]


def _find_left_out(view: PageWords, running: frozenset[RunningLine]) -> frozenset[int]:
    """Find the places of a page's running lines; repeated headings of numbers are none."""
    repeated = [at for at, keys in enumerate(_list_keys(view)) if not running.isdisjoint(keys)]
    following = {at: view.lines()[at + 1 : at + 2] for at in repeated if at + 1 not in repeated}
    return frozenset(
        at
        for at in repeated
        if not any(
            _are_numbers(line) or _heads_points(view.lines()[at], line) for line in following.get(at, ())
        )
    )


def _are_numbers(line: Sequence[Word]) -> bool:
    return len(line) > 1 and not any(letter.isalpha() for word in line for letter in word.text)


def _heads_points(line: Sequence[Word], following: Sequence[Word]) -> bool:
    """Whether a cell of a line labels a number below it as points, as on each page of a form."""
    numbers = [word for word in following if word.text.isdigit()]
    labels = [cell for cell in split_cells(line) if UNIT.fullmatch(cell.text)] if numbers else []
    return any(word.x0 < cell.x1 and cell.x0 < word.x1 for cell in labels for word in numbers)


def make_sheet(view: PageWords, printed: Iterable[Sequence[Word]], key: Key) -> Sheet:
    """Make the sheet of some lines of a page."""
    lines = [tuple(split_cells(words)) for words in printed]
    kept = {id(word) for line in lines for cell in line for word in cell.words}
    labels = [each for each in find_labels(view) if id(each.words[0]) in kept]
    mentions = [each for each in find_mentions(view) if id(each.words[0]) in kept and each.areas]
    labels += _find_numbered(view, lines, labels)
    labels = _prefer_sums(add_keyed(view, lines, add_short_names(view, lines, labels), key))
    taken = {id(word) for each in mentions for word in (*each.lead, *each.words)}
    taken |= {id(word) for each in labels for word in (*each.lead, *each.words)}
    numbers = [
        number
        for line in lines
        for number in _list_numbers(line, taken)
        if id(number.word) not in taken and (number.ratio_word is None or id(number.ratio_word) not in taken)
    ]
    return Sheet(view, tuple(lines), tuple(labels), tuple(mentions), tuple(numbers), is_contents(view), key)


def _prefer_sums(labels: Sequence[Mention]) -> list[Mention]:
    """Leave out the headings over questions if the rows of the areas' sums name the areas again."""
    sums = {each.area_no: each for each in labels if each.is_sum}
    if len(sums) < LEAST_SUMS:
        return list(labels)
    return [
        each
        for each in labels
        if each.is_sum
        or each.area_no not in sums
        or each.top > sums[each.area_no].top
        or any(word.text[:1].isdigit() for word in each.after)
    ]


def split_cells(words: Sequence[Word]) -> list[Cell]:
    """Split the words of a line into cells at large spaces and leaders."""
    cells: list[list[Word]] = []
    for word in words:
        if cells and _are_near(cells[-1][-1], word) and LEADER not in (word.text, cells[-1][-1].text):
            cells[-1].append(word)
        else:
            cells.append([word])
    return [Cell(tuple(each)) for each in cells]


def _are_near(before: Word, word: Word) -> bool:
    """Whether the space between two words is that of their type, the smaller one if they are of two."""
    gap = word.x0 - before.x1
    least, most = before.height, word.height
    if least > most:
        least, most = most, least
    return gap < CELL_SPACE * (least if most > OTHER_TYPE * least else most)


def _list_numbers(line: Sequence[Cell], named: Container[int]) -> list[Number]:
    """List the numbers of a line outside running text. A long name of an area is not running text."""
    numbers = parse_numbers([word for cell in line for word in cell.words])
    if not numbers:
        return []
    prose = {id(word) for cell in line if _is_text(cell, named) for word in cell.words}
    return [number for number in numbers if id(number.word) not in prose]


def _is_text(cell: Cell, named: Container[int]) -> bool:
    if len(cell.words) <= LEAST_TEXT:
        return False
    letters = sum(word.text[:1].isalpha() and id(word) not in named for word in cell.words)
    return letters >= PROSE_WORDS or (
        cell.is_prose and id(cell.words[0]) not in named and letters > LEAST_TEXT
    )


def _find_numbered(
    view: PageWords, lines: Sequence[Sequence[Cell]], labels: Sequence[Mention]
) -> list[Mention]:
    """Find areas named by number alone in a cell, such as ``Omr 3`` and ``Summa område 3``."""
    led = {id(word) for each in labels for word in each.lead}
    found = []
    for line in lines:
        for cell in line:
            if len(cell.words) < 2:
                continue
            *before, first, second = cell.words
            if not NUMBERED.match(first.text) or second.text.strip(".:") not in ONE_FIGURE:
                continue
            is_alone = not before or SUM_BEFORE.fullmatch(" ".join(word.text for word in before))
            if is_alone and id(first) not in led:
                area_no = int(second.text.strip(".:"))
                areas = tuple(area for area in AREAS.values() if area.area_no == area_no)
                found.append(Mention(areas, cell.text, (first, second), tuple(before), True, (), view))
    return found


@find_once
def _list_keys(view: PageWords) -> list[list[RunningLine]]:
    """List the keys by which each line is recognised on other pages."""
    return [_list_keys_of(words, view) for words in view.lines()]


def _list_keys_of(words: Sequence[Word], view: PageWords) -> list[RunningLine]:
    """List the keys of a line: its text, also with a page number in it, and its place."""
    text = " ".join(word.text for word in words).casefold()
    texts = [text] if any(map(str.isalpha, text)) else []
    for match in DIGITS.finditer(text):
        if len(match[0]) < 4:
            counted = int(match[0]) - view.number
            texts.append(f"{text[: match.start()]}#{counted}{text[match.end() :]}")
    row, width = round(words[0].top / SAME_PLACE), round(view.width)
    return [(each, row, width) for each in texts]


def _find_running(views: Sequence[PageWords]) -> frozenset[RunningLine]:
    """Find the first and last lines that are repeated on several pages, which may differ in a page number."""
    counts: Counter[RunningLine] = Counter()
    for view in views:
        lines, keys = view.lines(), _list_keys(view)
        first = _find_first(view)
        heads = [at for at, line in enumerate(lines[:3]) if line[0].top < first]
        for at in dict.fromkeys((*heads, *range(max(0, len(lines) - 3), len(lines)))):
            if UNIT.fullmatch(" ".join(word.text for word in lines[at])):
                continue  # of the number above it, such as that of a slide
            for text, row, width in keys[at]:
                counts.update({(text, row, width), (text, row + 1, width)})
    found = {key for key, count in counts.items() if count >= LEAST_RUNNING}
    return frozenset(found | {(text, row - 1, width) for text, row, width in found})


def _find_first(view: PageWords) -> float:
    """Return the upper edge of the first area name of a page; a running header is above it."""
    return min((label.top for label in find_labels(view)), default=float("inf"))
