"""Split a page into paragraphs and sentences by columns of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extract.leads import BULLETS
from extract.numbers import parse_numbers
from extract.page.words import Word
from extract.phrases import compile_words
from extract.series.sheet import Cell, Sheet
from extract.vocabulary import GOES_ON

PARAGRAPH_GAP = 0.95  # multiple of a line's height; largest gap between the lines of a paragraph
SAME_EDGE = 5.0  # points; largest difference between the left edges of its lines
SAME_MIDDLE = 1.5  # points; the same between the middles of centred lines
INDENT = 4.5  # multiple of a line's height; largest indent of a paragraph's first line
INDENTED_WORDS = 5  # words of such a line
ENDS = tuple(sign + quote for sign in ".!?" for quote in ("", '"', "”"))  # of a sentence
DIVIDED = re.compile(rf"[-\u00ad](?<=[^\W\d_].) {GOES_ON}")  # between the parts of a divided word
ABBREVIATION = re.compile(r"^(?:bl\.a|t\.ex|f\.d|s\.k|ca|kl|nr|jfr|st)\.$", re.IGNORECASE)
COUNT = re.compile(
    r"^\d{1,2}\.$"
)  # the number of a chapter, a picture or a footnote, or a sentence's last word
NUMBERED = compile_words("part of the report")
ALONE = 8  # words; a shorter passage with others beside it is a heading of a column
LEAST_YEAR = 1900  # a year may be the heading of a column
HEAD_WORDS = 3  # words of a heading of a column
LARGE = 1.18  # multiple of the usual height; a larger passage is a title
SPACE = 0.3  # multiple of a word's height; space between two words
POINTS_AT_END = re.compile(r"(?:(?<!\d)\d{1,3}(?:,5)?|po[äe]ng|\dp)\W*$", re.IGNORECASE)
PROSE_WORDS = 12  # words; a shorter passage may be a heading or a caption
COLUMN_WORDS = 40  # least words of a column of text; the cells of a table, such as questions, have fewer
FEW_COLUMN_WORDS = 20  # least words if a sentence ends in the column: cells of a table have no full stops
ENDED = re.compile(r"[a-zåäöæø]\.(?:\s|$)")  # the end of a sentence
SECOND_COLUMN = 0.4  # share of the page's width; a second column of text begins farther to the right


@dataclass(unsafe_hash=True)  # never changed, as a cell
class Passage:
    """A paragraph, a heading or a caption: cells below each other."""

    cells: tuple[Cell, ...]
    x0: float = field(init=False, repr=False, compare=False)
    top: float = field(init=False, repr=False, compare=False)
    x1: float = field(init=False, repr=False, compare=False)
    bottom: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.x0, self.x1 = min([cell.x0 for cell in self.cells]), max([cell.x1 for cell in self.cells])
        self.top, self.bottom = self.cells[0].top, self.cells[-1].bottom

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in reading order."""
        return tuple(word for cell in self.cells for word in cell.words)

    @cached_property
    def text(self) -> str:
        """The text, with the words joined that are divided between lines."""
        return join_words(self.words)

    @cached_property
    def sentences(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each sentence, in order; a line that is left after a number ends one, too."""
        found, start = [], 0
        words = self.words
        for end, word in enumerate(words, start=1):
            following = words[end] if end < len(words) else None
            ended = word.text.endswith(ENDS) and not _goes_on_after(words[start:end], following)
            if ended or following is None or self._leaves_line(word, following):
                found.append(words[start:end])
                start = end
        return tuple(found)

    def _leaves_line(self, word: Word, following: Word) -> bool:
        """Whether a line ends with points, and the next begins a sentence though it had room for its word."""
        return (
            following.top > word.middle
            and following.text[0].isupper()
            and following.x1 - following.x0 < self.x1 - word.x1 - SPACE * word.height
            and POINTS_AT_END.search(word.text) is not None
        )


def _goes_on_after(words: Sequence[Word], following: Word | None) -> bool:
    """Whether a sentence continues after a word with a full stop, an abbreviation or a number."""
    if following is None:
        return False
    if following.text[:1].islower():
        return True
    is_number = COUNT.match(words[-1].text) is not None
    return ABBREVIATION.match(words[-1].text) is not None or (
        is_number and (len(words) == 1 or NUMBERED.fullmatch(words[-2].text) is not None)
    )


def join_words(words: Sequence[Word]) -> str:
    """Join words to a text, including those that are divided between lines."""
    return join_texts(word.text for word in words)


def join_texts(words: Iterable[str]) -> str:
    """Join the texts of words to a text, including those that are divided between lines."""
    text = " ".join(words)
    return DIVIDED.sub("", text) if "- " in text or "\u00ad " in text else text


def place_in_text(sheet: Sheet, x0: float, top: float) -> tuple[float, float]:
    """Return a position in reading order: the page, plus 0.5 in a second column of text, and ``top``."""
    gutter = _find_gutter(sheet)
    return (sheet.page + (0.5 if gutter is not None and x0 > gutter else 0.0), top)


def _find_gutter(sheet: Sheet) -> float | None:
    """Find the left edge of the second of two columns of running text; ``None`` on other pages."""
    if "gutter" not in sheet.view.found:
        sheet.view.found["gutter"] = _measure_gutter(sheet)
    gutter: float | None = sheet.view.found["gutter"]
    return gutter


def _measure_gutter(sheet: Sheet) -> float | None:
    prose = [each for each in list_passages(sheet) if len(each.words) >= PROSE_WORDS]
    right = [each for each in prose if each.x0 > SECOND_COLUMN * sheet.view.width]
    left = [each for each in prose if each.x0 <= SECOND_COLUMN * sheet.view.width]
    if not (_are_column(left) and _are_column(right)):
        return None
    edge = min(each.x0 for each in right)
    beside = any(one.top < other.bottom and other.top < one.bottom for one in left for other in right)
    return edge - SAME_EDGE if beside and max(each.x1 for each in left) < edge else None


def _are_column(prose: Sequence[Passage]) -> bool:
    """Whether passages at one side of a page have enough words for a column of text."""
    is_ended = any(ENDED.search(each.text) for each in prose)
    return sum(len(each.words) for each in prose) >= (FEW_COLUMN_WORDS if is_ended else COLUMN_WORDS)


def list_passages(sheet: Sheet) -> list[Passage]:
    """List the passages of a page from top to bottom; columns of text are kept separate."""
    if "passages" not in sheet.view.found:
        sheet.view.found["passages"] = make_passages(sheet.lines)
    passages: list[Passage] = sheet.view.found["passages"]
    return passages


def make_passages(lines: Iterable[Sequence[Cell]]) -> list[Passage]:
    """Make the passages of some lines of cells, from top to bottom."""
    closed: list[list[Cell]] = []
    opened: list[list[Cell]] = []
    before: Sequence[Cell] = ()
    for line in lines:
        if _begins_table(line, before):
            opened = []
        before = line
        touched: list[list[Cell]] = []
        bulleted = False
        for cell in line:
            if cell.text in BULLETS:
                bulleted = True
                continue
            home = (
                None
                if bulleted
                else next((each for each in opened if each not in touched and _goes_on(each, cell)), None)
            )
            if home is None and touched and not bulleted:
                last = touched[-1]
                width = max(each.x1 for each in last)
                home = last if cell.x0 < width - 1 or cell.x0 - last[-1].x1 < 1.3 * cell.height else None
            if home is None:
                home = []
                opened.append(home)
                closed.append(home)
            bulleted = False
            home.append(cell)
            touched.append(home)
        opened = [each for each in opened if line[0].top - each[-1].bottom < 1.5 * line[0].height]
    return [Passage(tuple(each)) for each in sorted(closed, key=lambda each: (each[0].top, each[0].x0))]


def _begins_table(line: Sequence[Cell], before: Sequence[Cell]) -> bool:
    """Whether a line is the headings of columns below a line of text, which it does not continue."""
    return (
        len(before) == 1
        and len(line) > 1
        and all(len(cell.words) <= HEAD_WORDS for cell in line)
        and not any(number.value < LEAST_YEAR for cell in line for number in parse_numbers(cell.words))
    )


def _goes_on(passage: Sequence[Cell], cell: Cell) -> bool:
    first = cell.words[0].text
    if first in BULLETS or (first[0] in BULLETS and not first[0].isalpha()):
        return False
    last = passage[-1]
    if not -0.5 * cell.height < cell.top - last.bottom < PARAGRAPH_GAP * cell.height:
        return False
    first_on_line = next(each for each in passage if abs(each.middle - last.middle) < 0.5 * last.height)
    return 0.85 < cell.height / max(first_on_line.height, 1) < 1.18 and (
        abs(cell.x0 - first_on_line.x0) <= SAME_EDGE
        or abs(cell.x0 - passage[0].x0) <= SAME_EDGE
        or _is_indented(passage, cell)
        or _is_centred(passage, cell)
    )


def _is_indented(passage: Sequence[Cell], cell: Cell) -> bool:
    """Whether a cell is the second line of a paragraph whose first line is indented, and goes on."""
    first = [word for each in passage for word in each.words]
    return (
        2 * SAME_EDGE < passage[0].x0 - cell.x0 <= INDENT * cell.height
        and abs(passage[0].middle - passage[-1].middle) < 0.5 * cell.height
        and len(first) >= INDENTED_WORDS
        and not first[-1].text.endswith(ENDS)
        and (cell.words[0].text[0].islower() or (len(cell.words) >= INDENTED_WORDS and _has_total(cell)))
    )


def _is_centred(passage: Sequence[Cell], cell: Cell) -> bool:
    """Whether a cell goes on with a sentence whose lines are centred below each other."""
    last = passage[-1]
    return (
        abs(last.x0 + last.x1 - cell.x0 - cell.x1) <= 2 * SAME_MIDDLE
        and cell.words[0].text[0].islower()
        and len(last.words) > 1
        and not last.text.endswith(ENDS)
    )


def _has_total(cell: Cell) -> bool:
    """Whether a line begins with a number that is not an area's."""
    return any(number.word is cell.words[0] and number.value > 100 for number in parse_numbers(cell.words))


def find_titles(sheet: Sheet) -> list[Passage]:
    """Find the passages in larger type than most of the page: titles of sections."""
    return [
        each
        for each in list_passages(sheet)
        if each.cells[0].height > LARGE * sheet.usual_height
        and any(map(str.isalpha, each.text))
        and len(each.words) <= 2 * ALONE
    ]
