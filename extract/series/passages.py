"""Paragraphs and sentences of a page, column by column of text, and what stands around a presentation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.mentions import BULLETS, Mention
from extract.numbers import parse_numbers
from extract.page.words import Word
from extract.phrases import compile_words
from extract.series.ladders import Ladder
from extract.series.measures import Found
from extract.series.sheet import Cell, Sheet

PARAGRAPH_GAP = 0.95  # times the height, between lines of one paragraph
SAME_EDGE = 5.0  # points between the left edges of its lines
END = re.compile(r"[.!?]$")
ABBREVIATION = re.compile(r"^(?:bl\.a|t\.ex|f\.d|s\.k|ca|kl|nr|jfr|st)\.$", re.IGNORECASE)
COUNT = re.compile(
    r"^\d{1,2}\.$"
)  # the number of a chapter, a picture or a footnote, or a sentence's last word
NUMBERED = compile_words("part of the report")
CAPTION = re.compile(r"\*|(?:figur|tabell|diagram)\b|not\b", re.IGNORECASE)
AROUND = 3  # passages over a presentation
ALONE = 8  # words: a longer passage may have others beside it
LARGE = 1.18  # times the usual height
PROSE_WORDS = 12  # a passage of fewer may be a heading or a caption
COLUMN_WORDS = 40  # a column of text has at least as many
SECOND_COLUMN = 0.4  # of the page's width: where it begins at the earliest
NEAR = 12.0  # times the height


@dataclass(frozen=True)
class Passage:
    """A paragraph, a heading or a caption: cells under each other."""

    cells: tuple[Cell, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words in reading order."""
        return tuple(word for cell in self.cells for word in cell.words)

    @cached_property
    def text(self) -> str:
        """Its text, hyphenated words made whole."""
        return join_words(self.words)

    @cached_property
    def top(self) -> float:
        """Upper edge."""
        return self.cells[0].top

    @cached_property
    def bottom(self) -> float:
        """Lower edge."""
        return self.cells[-1].bottom

    @cached_property
    def x0(self) -> float:
        """Left edge."""
        return min(cell.x0 for cell in self.cells)

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(cell.x1 for cell in self.cells)

    def sentences(self) -> Iterator[tuple[Word, ...]]:
        """The words of each sentence."""
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
    """Whether a sentence goes on after a word with a full stop: an abbreviation, or the number of a part."""
    if following[:1].islower():
        return True
    is_number = COUNT.match(words[-1].text) is not None
    return ABBREVIATION.match(words[-1].text) is not None or (
        is_number and (len(words) == 1 or NUMBERED.fullmatch(words[-2].text) is not None)
    )


def join_words(words: Sequence[Word]) -> str:
    """Words as a text, those parted at a line's end made whole."""
    return join_texts(word.text for word in words)


def join_texts(words: Iterable[str]) -> str:
    """The same from the words' texts."""
    return re.sub(r"(?<=[^\W\d_])[-\u00ad] (?=[a-zåäöæø])", "", " ".join(words))


def place_in_text(sheet: Sheet, x0: float, top: float) -> tuple[float, float]:
    """Place in reading order: the page, a half more in its second column of text, and the height."""
    gutter = _find_gutter(sheet)
    return (sheet.page + (0.5 if gutter is not None and x0 > gutter else 0.0), top)


def _find_gutter(sheet: Sheet) -> float | None:
    """Where the second of two columns of running text begins; ``None`` on other pages."""
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
    """The passages of a page in reading order; columns of text beside each other are kept apart."""
    if "passages" not in sheet.view.found:
        sheet.view.found["passages"] = _list_passages(sheet)
    passages: list[Passage] = sheet.view.found["passages"]
    return passages


def _list_passages(sheet: Sheet) -> list[Passage]:
    closed: list[list[Cell]] = []
    opened: list[list[Cell]] = []
    for line in sheet.lines:
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
        and (abs(cell.x0 - first_on_line.x0) <= SAME_EDGE or abs(cell.x0 - passage[0].x0) <= SAME_EDGE)
    )


def list_around(sheet: Sheet, ladder: Ladder, numbers: Found) -> tuple[str, ...]:
    """The passages over and under a presentation, the nearest first."""
    return (*list_over(sheet, ladder, numbers), *list_under(sheet, ladder, numbers))


def list_over(sheet: Sheet, ladder: Ladder, numbers: Found) -> tuple[str, ...]:
    """The sentences over a presentation, the nearest first."""
    words = [number.word for number in numbers.values()]
    top = min([*(word.top for word in words), *(label.top for label in ladder.labels.values())])
    passages = _list_passages_at(sheet, ladder, numbers)
    over = [each for each in passages if each.bottom <= top + 1 and top - each.bottom < NEAR * ladder.height]
    return tuple(
        join_words(words) for each in over[::-1][: AROUND + 3] for words in [*each.sentences()][::-1]
    )


def list_under(sheet: Sheet, ladder: Ladder, numbers: Found) -> tuple[str, ...]:
    """The captions under a presentation, or the short passage right below it."""
    words = [number.word for number in numbers.values()]
    bottom = max([*(word.bottom for word in words), *(label.bottom for label in ladder.labels.values())])
    reach = NEAR * ladder.height / 2
    passages = _list_passages_at(sheet, ladder, numbers)
    under = [each for each in passages if each.top >= bottom - 1 and each.top - bottom < reach]
    captions = [each for each in under if CAPTION.match(each.text)]
    under = captions or [
        each for each in under[:1] if len(each.words) <= ALONE and not parse_numbers(each.words)
    ]
    return tuple(each.text for each in under[:2])


def _list_passages_at(sheet: Sheet, ladder: Ladder, numbers: Found) -> list[Passage]:
    """The passages that stand in the columns of a presentation, short ones only where they stand alone."""
    places: list[Word | Mention] = [number.word for number in numbers.values()]
    places += ladder.labels.values()
    left, right = min(each.x0 for each in places), max(each.x1 for each in places)
    passages = [
        each
        for each in list_passages(sheet)
        if each.x0 < right and each.x1 > left and any(map(str.isalpha, each.text))
    ]
    return [each for each in passages if len(each.words) > ALONE or not _has_neighbour(each, passages)]


def list_beside(sheet: Sheet, ladder: Ladder, numbers: Found) -> tuple[str, ...]:
    """The short passages right over the numbers that have others beside them: titles set side by side."""
    words = [number.word for number in numbers.values()]
    top = min([*(word.top for word in words), *(label.top for label in ladder.labels.values())])
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    passages = list_passages(sheet)
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
    """Whether another passage stands on its lines, as headings of columns do."""
    return any(
        each is not passage and each.top < passage.bottom - 1 and each.bottom > passage.top + 1
        for each in passages
    )


def find_titles(sheet: Sheet) -> list[Passage]:
    """The passages in letters larger than most of the page's: titles of sections."""
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
