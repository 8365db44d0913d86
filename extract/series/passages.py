"""Split a page into paragraphs and sentences by columns of text, and find the texts around a presentation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.mentions import BULLETS, Mention
from extract.numbers import Number, parse_numbers
from extract.page.words import Word
from extract.phrases import compile_phrases, compile_words
from extract.series.ladders import Ladder
from extract.series.measures import Found
from extract.series.sheet import Cell, Sheet, split_cells
from extract.series.stretch import find_stretch, find_top

PARAGRAPH_GAP = 0.95  # multiple of a line's height; largest gap between the lines of a paragraph
SAME_EDGE = 5.0  # points; largest difference between the left edges of its lines
INDENT = 4.5  # multiple of a line's height; largest indent of a paragraph's first line
INDENTED_WORDS = 5  # words of such a line
END = re.compile(r"[.!?]$")
ABBREVIATION = re.compile(r"^(?:bl\.a|t\.ex|f\.d|s\.k|ca|kl|nr|jfr|st)\.$", re.IGNORECASE)
COUNT = re.compile(
    r"^\d{1,2}\.$"
)  # the number of a chapter, a picture or a footnote, or a sentence's last word
NUMBERED = compile_words("part of the report")
REFERS_BACK = compile_phrases("refers back")
CAPTION = re.compile(r"\*|(?:figur|tabell|diagram)\w*|(?:bild|källa|anm|not)\b", re.IGNORECASE)
AROUND = 3  # passages above a presentation, and as many headings
ALONE = 8  # words; a shorter passage with others beside it is a heading of a column
LEAST_YEAR = 1900  # a year may be the heading of a column
HEAD_WORDS = 3  # words of a heading of a column
LARGE = 1.18  # multiple of the usual height; a larger passage is a title
PROSE_WORDS = 12  # words; a shorter passage may be a heading or a caption
COLUMN_WORDS = 40  # words; a column of text has at least so many
SECOND_COLUMN = 0.4  # share of the page's width; a second column of text begins farther to the right
NEAR = 12.0  # multiple of the height of the names; largest distance of a text above a presentation
NOTE = 2.5  # the same of a note below it
RUNS_ON = 0.5  # multiple of a word's height; largest space between words of one line of text


@dataclass(frozen=True)
class Passage:
    """A paragraph, a heading or a caption: cells below each other."""

    cells: tuple[Cell, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in reading order."""
        return tuple(word for cell in self.cells for word in cell.words)

    @cached_property
    def text(self) -> str:
        """The text, with the words joined that are divided between lines."""
        return join_words(self.words)

    @cached_property
    def top(self) -> float:
        """The upper edge."""
        return self.cells[0].top

    @cached_property
    def bottom(self) -> float:
        """The lower edge."""
        return self.cells[-1].bottom

    @cached_property
    def x0(self) -> float:
        """The left edge."""
        return min(cell.x0 for cell in self.cells)

    @cached_property
    def x1(self) -> float:
        """The right edge."""
        return max(cell.x1 for cell in self.cells)

    def sentences(self) -> Iterator[tuple[Word, ...]]:
        """Yield the words of each sentence, in order."""
        current: list[Word] = []
        words = self.words
        for at, word in enumerate(words):
            current.append(word)
            following = words[at + 1].text if at + 1 < len(words) else "A"
            if END.search(word.text) and not _goes_on_after(current, following):
                yield tuple(current)
                current = []
        if current:
            yield tuple(current)


def _goes_on_after(words: Sequence[Word], following: str) -> bool:
    """Whether a sentence continues after a word with a full stop, an abbreviation or a number."""
    if following[:1].islower():
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
    return re.sub(r"(?<=[^\W\d_])[-\u00ad] (?=[a-zåäöæø])", "", " ".join(words))


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
    if any(sum(len(each.words) for each in column) < COLUMN_WORDS for column in (left, right)):
        return None
    edge = min(each.x0 for each in right)
    beside = any(one.top < other.bottom and other.top < one.bottom for one in left for other in right)
    return edge - SAME_EDGE if beside and max(each.x1 for each in left) < edge else None


def list_passages(sheet: Sheet) -> list[Passage]:
    """List the passages of a page from top to bottom; columns of text are kept separate."""
    if "passages" not in sheet.view.found:
        sheet.view.found["passages"] = _list_passages(sheet.lines)
    passages: list[Passage] = sheet.view.found["passages"]
    return passages


def _list_passages_around(sheet: Sheet, ladder: Ladder) -> list[Passage]:
    """List the passages above and below a ladder in its part of the page.

    Lines of text that cross the limits of that part are included whole.
    """
    begin, end = find_stretch(sheet, ladder)
    top = find_top(sheet, ladder)
    key = "passages", begin, end, top, ladder.bottom
    if key not in sheet.found:
        parts: list[list[list[Cell]]] = [[], []]
        before: Sequence[Word] = ()
        for line in sheet.lines:
            whole = [word for cell in line for word in cell.words]
            words = _clip(whole, begin, end)
            if before and not words and before[0].x0 < begin and abs(before[0].x0 - whole[0].x0) < SAME_EDGE:
                words = whole  # the end of a paragraph that runs over the edge
            before = words
            if words and not top <= words[0].middle <= ladder.bottom:
                parts[words[0].middle > ladder.bottom].append(split_cells(words))
        sheet.found[key] = [each for lines in parts for each in _list_passages(lines)]
    passages: list[Passage] = sheet.found[key]
    return passages


def _clip(line: Sequence[Word], begin: float, end: float) -> Sequence[Word]:
    """Return the words of a line between two edges, with the text that crosses the edges."""
    inside = [at for at, word in enumerate(line) if begin <= word.x0 <= end]
    if not inside:
        return ()
    first, last = inside[0], inside[-1]
    while first and line[first].x0 - line[first - 1].x1 < RUNS_ON * line[first].height:
        first -= 1
    while last + 1 < len(line) and line[last + 1].x0 - line[last].x1 < RUNS_ON * line[last].height:
        last += 1
    return line[first : last + 1]


def _list_passages(lines: Iterable[Sequence[Cell]]) -> list[Passage]:
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
    are_heads = all(
        len(cell.words) <= HEAD_WORDS
        and not any(number.value < LEAST_YEAR for number in parse_numbers(cell.words))
        for cell in line
    )
    return len(before) == 1 and len(line) > 1 and are_heads


def _goes_on(passage: Sequence[Cell], cell: Cell) -> bool:
    first = cell.words[0].text
    if first in BULLETS or (first[0] in BULLETS and not first[0].isalpha()):
        return False
    last = passage[-1]
    first_on_line = next(each for each in passage if abs(each.middle - last.middle) < 0.5 * last.height)
    gap = cell.top - last.bottom
    alike = 0.85 < cell.height / max(first_on_line.height, 1) < 1.18
    return (
        alike
        and -0.5 * cell.height < gap < PARAGRAPH_GAP * cell.height
        and (
            abs(cell.x0 - first_on_line.x0) <= SAME_EDGE
            or abs(cell.x0 - passage[0].x0) <= SAME_EDGE
            or _is_indented(passage, cell)
        )
    )


def _is_indented(passage: Sequence[Cell], cell: Cell) -> bool:
    """Whether a cell is the second line of a paragraph whose first line is indented, and goes on."""
    first = [word for each in passage for word in each.words]
    return (
        2 * SAME_EDGE < passage[0].x0 - cell.x0 <= INDENT * cell.height
        and abs(passage[0].middle - passage[-1].middle) < 0.5 * cell.height
        and len(first) >= INDENTED_WORDS
        and not END.search(first[-1].text)
        and cell.words[0].text[0].islower()
    )


def list_over(sheet: Sheet, ladder: Ladder, numbers: Found) -> tuple[str, ...]:
    """List the sentences above a presentation, the nearest first."""
    over = _list_passages_over(sheet, ladder, numbers)[: AROUND + 3]
    return tuple(join_words(words) for each in over for words in [*each.sentences()][::-1])


def _list_passages_over(sheet: Sheet, ladder: Ladder, numbers: Found) -> list[Passage]:
    words = [number.word for number in numbers.values()]
    top = min([*(word.top for word in words), *(label.top for label in ladder.labels.values())])
    passages = _list_passages_at(sheet, ladder, numbers)
    over = [each for each in passages if each.bottom <= top + 1 and top - each.bottom < NEAR * ladder.height]
    return over[::-1]


def list_directly_above(sheet: Sheet, ladder: Ladder, numbers: Found) -> tuple[str, ...]:
    """List the sentences of the passage directly above a presentation, the nearest first.

    If it is one sentence that refers back, such as ``Då blev resultatet``, the sentence before it is added.
    """
    over = _list_passages_over(sheet, ladder, numbers)
    sentences = [join_words(words) for words in over[0].sentences()][::-1] if over else []
    if len(sentences) == 1 and len(over) > 1 and REFERS_BACK.match(sentences[0]):
        sentences.append([join_words(words) for words in over[1].sentences()][-1])
    return tuple(sentences)


def list_under(sheet: Sheet, ladder: Ladder, numbers: Found) -> tuple[str, ...]:
    """List the captions below a presentation, or else the short passage directly below it."""
    bottom = _find_bottom(ladder, numbers)
    reach = NEAR * ladder.height / 2
    passages = _list_passages_at(sheet, ladder, numbers)
    under = [each for each in passages if each.top >= bottom - 1 and each.top - bottom < reach]
    captions = [each for each in under if CAPTION.match(each.text)]
    under = captions or [
        each for each in under[:1] if len(each.words) <= ALONE and not parse_numbers(each.words)
    ]
    return tuple(each.text for each in under[:2])


def list_notes(sheet: Sheet, ladder: Ladder, numbers: Found, last: Iterable[Number]) -> tuple[str, ...]:
    """List the captions below a presentation that ends with the numbers ``last``, or else a note."""
    bottom = max([_find_bottom(ladder, numbers), *(number.word.bottom for number in last)])
    passages = _list_passages_at(sheet, ladder, numbers)
    under = [each for each in passages if bottom - 1 <= each.top < bottom + NEAR * ladder.height]
    captions = [each for each in under if CAPTION.match(each.text)]
    notes = [each for each in under[:1] if _is_note(sheet, each, bottom, NOTE * ladder.height)]
    return tuple(each.text for each in (captions or notes)[:2])


def _find_bottom(ladder: Ladder, numbers: Found) -> float:
    words = [number.word for number in numbers.values()]
    return max([*(word.bottom for word in words), *(label.bottom for label in ladder.labels.values())])


def _is_note(sheet: Sheet, passage: Passage, bottom: float, reach: float) -> bool:
    """Whether a short passage is no row, and nearer to what ends at ``bottom`` than to what follows."""
    beside = [cell for cell in sheet.list_cells(passage.top, passage.bottom) if cell.x0 > passage.x1]
    numbers = [cell for cell in beside if len(parse_numbers(cell.words)) == len(cell.words)]
    is_row = bool(numbers or (parse_numbers(passage.words[-1:]) and not passage.text.endswith(".")))
    after = [
        cell.top
        for cell in sheet.cells
        if cell.top >= passage.bottom - 1 and cell.x0 < passage.x1 and cell.x1 > passage.x0
    ]
    space = min(after, default=float("inf")) - passage.bottom
    return len(passage.words) <= ALONE and not is_row and passage.top - bottom < min(space, reach)


def _list_passages_at(sheet: Sheet, ladder: Ladder, numbers: Found) -> list[Passage]:
    """List the passages in the columns of a presentation; short ones only if no others are beside them."""
    places: list[Word | Mention] = [number.word for number in numbers.values()]
    places += ladder.labels.values()
    left, right = min(each.x0 for each in places), max(each.x1 for each in places)
    if ladder.shape == "across":  # the names of the rows are before the numbers
        own = {id(number.word) for number in numbers.values()}
        rows = [line for line in sheet.lines if any(id(word) in own for cell in line for word in cell.words)]
        left = min([left, *(line[0].x0 for line in rows)])
    passages = [
        each
        for each in _list_passages_around(sheet, ladder)
        if each.x0 < right and each.x1 > left and any(map(str.isalpha, each.text))
    ]
    return [each for each in passages if len(each.words) > ALONE or not _has_neighbour(each, passages)]


def list_beside(sheet: Sheet, ladder: Ladder, numbers: Found) -> tuple[str, ...]:
    """List the short passages above the numbers that have others beside them, such as titles side by side."""
    words = [number.word for number in numbers.values()]
    top = min([*(word.top for word in words), *(label.top for label in ladder.labels.values())])
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    passages = _list_passages_around(sheet, ladder)
    return tuple(
        each.text
        for each in passages
        if len(each.words) <= ALONE
        and each.x0 < right
        and each.x1 > left
        and each.bottom <= top + 1
        and top - each.bottom < NEAR * ladder.height
        and _has_neighbour(each, passages)
    )


def _has_neighbour(passage: Passage, passages: Sequence[Passage]) -> bool:
    """Whether another passage is beside it, as with headings of columns."""
    return any(
        each is not passage and each.top < passage.bottom - 1 and each.bottom > passage.top + 1
        for each in passages
    )


def find_titles(sheet: Sheet) -> list[Passage]:
    """Find the passages in larger type than most of the page: titles of sections."""
    heights = sorted(word.height for cell in sheet.cells for word in cell.words)
    if not heights:
        return []
    usual = heights[len(heights) // 2]
    return [
        each
        for each in list_passages(sheet)
        if each.cells[0].height > LARGE * usual
        and any(map(str.isalpha, each.text))
        and len(each.words) <= 2 * ALONE
    ]
