"""Find the names of the instrument's areas on a page, and which of them are labels of numbers."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from extract.instrument import MAIN_AREAS, Area, list_labels, squeeze_text
from extract.leads import (
    CELL_GAP,
    LINE_STEP,
    SPACE,
    SUM_AFTER,
    SUM_BEFORE,
    find_chapter,
    find_code,
    find_lead,
    find_lead_above,
    find_tail,
    is_gap,
    is_number_before,
)
from extract.numbers import MOST_OPENS
from extract.page.words import LEADER, PageWords, Word, cover_boxes, find_once
from extract.phrases import join_phrases
from extract.records import Box

SUBAREA_NUMBER = re.compile(r"^([1-8])[.:](\d{1,2})[.:]?$")
CONTENTS = re.compile(
    r"^(?:innehåll(?:sförteckning|söversikt)?|innh[ao]ld(?:sfortegnelse|sliste|soversikt)?)\W*$"
)
LEAST_TEXT = 12  # lines of running text on a page that is more than a table of contents
TEXT_WORDS = 7  # words of such a line
LEAST_LED = 12  # least number of lines with leaders in a table of contents without a heading
RISING = 0.9  # share of the page numbers in a table of contents that are not less than the one before
ENTRY_REST = re.compile(  # after a name in small letters: only numbers and words for points
    rf"(?=\D*\d)(?:[\W\d]|(?<![^\W_])(?:p|po[äe]ng|av|{join_phrases('joins the last')})(?![^\W_]))*",
    re.IGNORECASE,
)
JOINTS = {"-", "–", "—", ",", "&"}  # separate words between the words of a label
WRAPS = 6  # lines below the first on which a label may continue
# The gaps are multiples of the height of a word.
TIGHT = 0.42  # a smaller space never separates two cells
BESIDE_GAP = 0.45  # a larger space between two names of areas separates two labels
WORD_GAP = 1.6  # largest space within a label
SPACED_GAP = 2.3  # the same for a letterspaced label
PARAGRAPH_GAP = 0.9  # largest vertical gap between lines of one paragraph
SENTENCE_WORDS = 6  # words; a line with so many is running text
SET_RIGHT = 2.0  # points; largest distance between the right edges of two lines of a name set to the right
SLACK = 45.0  # points; a centred or right-aligned line may begin so much to the left of the line above


@dataclass(frozen=True)
class Mention:
    """A printed name of an area.

    ``areas`` are the areas that it may mean, one for each edition; none for a main area of edition 2020.
    """

    areas: tuple[Area, ...]
    label: str
    words: tuple[Word, ...]
    lead: tuple[Word, ...]  # words such as "Område" and "3." before the name
    opens_cell: bool  # in its cell only its lead, or the last line of another label, is before the name
    after: tuple[Word, ...]  # the rest of the line on which the name ends
    view: PageWords

    @cached_property
    def is_sum(self) -> bool:
        """Whether words in its cell say that the row has the sum of the area: *Summa Politisk styrning*."""
        begins = " ".join(word.text for word in self.lead)
        return SUM_BEFORE.match(begins) is not None or SUM_AFTER.fullmatch(self.words[-1].text) is not None

    @property
    def area_no(self) -> int:
        """The area's number; 0 for a main area."""
        return self.areas[0].area_no if self.areas else 0

    @property
    def closes_cell(self) -> bool:
        """Whether no word follows the name in its cell, but numbers and punctuation may."""
        if not self.after or self.after[0].x0 - self.x_end > CELL_GAP * self.words[-1].height:
            return True
        begins = self.after[0].text
        return bool(MOST_OPENS.match(begins)) or not begins.lstrip("([–-—:,")[:1].isalpha()

    @cached_property
    def x0(self) -> float:
        """The left edge, without the lead."""
        return min(word.x0 for word in self.words)

    @cached_property
    def x1(self) -> float:
        """The right edge."""
        return max(word.x1 for word in self.words)

    @cached_property
    def x_end(self) -> float:
        """The right edge of the last line."""
        return self.words[-1].x1

    @cached_property
    def top(self) -> float:
        """The upper edge."""
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """The lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def box(self) -> Box:
        """The box on the page."""
        return cover_boxes(word.box for word in self.words)


@cache
def _list_names() -> Mapping[str, tuple[Area, ...]]:
    names = {squeeze_text(name): () for name in MAIN_AREAS}
    return {**names, **list_labels()}


@cache
def _list_beginnings() -> frozenset[str]:
    return frozenset(label[:end] for label in _list_names() for end in range(1, len(label) + 1))


@find_once
def find_mentions(page: PageWords) -> list[Mention]:
    """Find the names of areas on a page that begin with a capital letter or an entry, from top to bottom.

    At each word the longest name that begins there is taken. Names may continue on the lines below. In small
    letters a name begins an entry of a list, and its number follows.
    """
    lines = page.lines()
    found: list[Mention] = []
    taken: dict[int, Mention] = {}
    for number, line in enumerate(lines):
        for start, word in enumerate(line):
            first = word.text[:1]
            if (
                id(word) in taken
                or not first.isalpha()
                or (first.islower() and not _begins_entry(line, start))
            ):
                continue
            if squeeze_text(word.text) not in _list_beginnings():
                continue
            best = _find_longest(lines, number, start, taken)
            if best is not None:
                mention = _make_mention(page, lines, number, start, *best, taken)
                if first.islower() and not _is_entry(mention):
                    continue
                taken.update((id(each), mention) for each in mention.words)
                found.append(mention)
    return found


def _begins_entry(line: Sequence[Word], start: int) -> bool:
    """Whether a word is the first of its cell, apart from a bullet, a number or a word for an area."""
    at = start - 1 - len(find_lead(line, start))
    return at < 0 or is_gap(line, at, start)


def _is_entry(mention: Mention) -> bool:
    """Whether a name is an entry of a list: its number follows it, and nothing else without a lead."""
    rest = " ".join(word.text for word in mention.after)
    if mention.lead:
        return rest.lstrip("([–-—:,=. ")[:1].isdecimal()
    return ENTRY_REST.fullmatch(rest) is not None


@find_once
def find_labels(page: PageWords) -> list[Mention]:
    """Find the mentions that are labels, from top to bottom: no other word is in their cell."""
    mentions = find_mentions(page)
    begins = {id((each.lead or each.words)[0]) for each in mentions if each.opens_cell}
    return [
        each
        for each in mentions
        if each.areas
        and each.opens_cell
        and (each.closes_cell or id(each.after[0]) in begins)
        and not _ends_sentence(each)
    ]


def _ends_sentence(mention: Mention) -> bool:
    """Whether a name is the end of a sentence that continues from the line above."""
    if mention.after or not mention.words[-1].text.endswith(".") or mention.lead:
        return False
    gaps = [(mention.top - line[0].bottom, line) for line in mention.view.lines()]
    return any(
        -1 < gap < PARAGRAPH_GAP * mention.words[0].height and len(line) >= SENTENCE_WORDS
        for gap, line in gaps
    )


def _find_longest(
    lines: Sequence[tuple[Word, ...]], number: int, start: int, taken: Container[int]
) -> tuple[tuple[Word, ...], tuple[Area, ...]] | None:
    best: tuple[tuple[Word, ...], str] | None = None
    lead = find_lead(lines[number], start)
    edge = (lead or lines[number][start : start + 1])[0].x0
    stack: list[tuple[tuple[Word, ...], str, int, int]] = [
        ((lines[number][start],), squeeze_text(lines[number][start].text), number, start)
    ]
    steps = 0
    while stack and steps < 400:
        steps += 1
        words, text, row, at = stack.pop()
        if text not in _list_beginnings() or not text:
            continue
        if text in _list_names() and (best is None or _is_better(words, text, best)):
            best = words, text
        for word, next_row, next_at in _list_next(lines, words, text, row, at, edge):
            if id(word) not in taken and word not in words:
                stack.append(((*words, word), text + squeeze_text(word.text), next_row, next_at))
    return (best[0], _list_names()[best[1]]) if best else None


def _is_better(words: Sequence[Word], text: str, best: tuple[Sequence[Word], str]) -> bool:
    """Whether a name is longer than the best so far, or as long but on fewer lines or with smaller gaps."""
    return (len(text), *_measure(words)) > (len(best[1]), *_measure(best[0]))


def _measure(words: Sequence[Word]) -> tuple[int, float]:
    """Return a measure to compare: it is greater for words that need less height, and then less width."""
    height = max(word.bottom for word in words) - min(word.top for word in words)
    return -round(height), min(word.x0 for word in words) - max(word.x1 for word in words)


def _list_next(
    lines: Sequence[tuple[Word, ...]], words: Sequence[Word], text: str, row: int, at: int, edge: float
) -> Iterator[tuple[Word, int, int]]:
    """Yield the words that may continue a label, with row and index: the next on its line, or below it."""
    last = words[-1]
    line = lines[row]
    ahead = at + 1
    while ahead < len(line) and line[ahead].text in JOINTS:
        ahead += 1
    neighbour = line[ahead] if ahead < len(line) else None
    gap = neighbour.x0 - line[ahead - 1].x1 if neighbour is not None else float("inf")
    fits = neighbour is not None and text + squeeze_text(neighbour.text) in _list_beginnings()
    if not (fits and gap < SPACE * last.height):
        yield from _list_below(lines, words, row, edge)
    spaced = _is_spaced(words)
    if neighbour is not None and fits and gap < (SPACED_GAP if spaced else WORD_GAP) * last.height:
        yield neighbour, row, ahead


def _is_spaced(words: Sequence[Word]) -> bool:
    """Whether a name is printed with a space after every letter."""
    return len(words) > 2 and all(len(word.text.strip(",–-")) <= 1 for word in words)


def _list_below(
    lines: Sequence[tuple[Word, ...]], words: Sequence[Word], row: int, edge: float
) -> Iterator[tuple[Word, int, int]]:
    """Yield the first words of the cells below a label, with row and index, on the nearest line with such."""
    last = words[-1]
    left = min(edge, *(word.x0 for word in words))
    right = max(word.x1 for word in words)
    widest = SPACED_GAP if _is_spaced(words) else TIGHT
    for below in range(row + 1, min(row + WRAPS, len(lines) - 1) + 1):
        line = lines[below]
        if line[0].top - last.bottom > LINE_STEP * last.height:
            continue
        under = False
        for index, word in enumerate(line):
            at = index - 1
            while at >= 0 and line[at].text in JOINTS:
                at -= 1
            before = line[at] if at >= 0 else None
            joined = before is not None and word.x0 - before.x1 < widest * word.height
            if joined and before is not None and before.x1 > left + 3:
                continue
            squeezed = squeeze_text(word.text)
            is_set_right = (
                word.x0 < left
                and len(word.text) > 1  # letters that are set apart end anywhere
                and abs(_find_end(line, index) - right) <= SET_RIGHT
            )
            near = left - SLACK <= word.x0 <= right + SLACK or is_set_right
            if near and squeezed and not squeezed.isdigit():
                under = under or (word.x0 < right and word.x1 > left)
                yield word, below, index
        if under:
            return


def _find_end(line: Sequence[Word], index: int) -> float:
    """Return the right edge of the last word that follows a word with normal spaces."""
    while index + 1 < len(line) and line[index + 1].x0 - line[index].x1 < SPACE * line[index].height:
        index += 1
    return line[index].x1


def _make_mention(
    page: PageWords,
    lines: Sequence[tuple[Word, ...]],
    number: int,
    start: int,
    words: tuple[Word, ...],
    areas: tuple[Area, ...],
    taken: Mapping[int, Mention],
) -> Mention:
    line = lines[number]
    area_nos = {area.area_no for area in areas}
    lead = find_code(line, start, area_nos) or find_lead(line, start) or find_chapter(line, start, area_nos)
    at = start - 1 - len(lead)
    lead = lead or find_lead_above(lines, number, start, area_nos)
    beside = taken.get(id(line[at])) if at >= 0 else None  # another name before it: column headings may touch
    opens = at < 0 or is_gap(line, at, start) or is_number_before(line, at, start)
    if beside is not None and beside.opens_cell:
        gap = line[at + 1].x0 - line[at].x1
        opens = opens or beside.words[-1] is not line[at] or gap > BESIDE_GAP * line[start].height
    own = {id(word) for word in words}
    end_line = next(each for each in lines[number:] if any(word is words[-1] for word in each))
    after = tuple(word for word in end_line if word.x0 >= words[-1].x1 - 1 and id(word) not in own)
    tail = find_tail(words[-1], after, area_nos)
    label = " ".join(word.text for word in words)
    return Mention(areas, label, (*words, *tail), lead, opens, after[len(tail) :], page)


def find_editions(mentions: Sequence[Mention]) -> tuple[int, ...]:
    """Find the editions in which all of the labels name an area, the oldest first."""
    sets = [{area.edition for area in each.areas} for each in mentions if each.areas]
    return tuple(sorted(set.intersection(*sets))) if sets else ()


@find_once
def is_contents(page: PageWords) -> bool:
    """Whether a page is a table of contents, by its heading or by many lines with leaders and numbers.

    A page on which running text follows a short table of contents is none.
    """
    lines = page.lines()
    heads = (" ".join(word.text for word in line) for line in lines[:6])
    if any(CONTENTS.match(head.casefold()) for head in heads):
        return sum(map(_is_text, lines)) < LEAST_TEXT
    if sum(word.text == LEADER for word in page.words) < LEAST_LED:
        return False
    led = [line[-1].text for line in lines if any(word.text == LEADER for word in line[:-1])]
    return len(led) >= LEAST_LED and all(text.isdecimal() for text in led) and are_pages(list(map(int, led)))


def _is_text(line: Sequence[Word]) -> bool:
    """Whether a line is running text and no entry of a table of contents, which ends with a page number."""
    return not line[-1].text[-1:].isdigit() and sum(word.text.isalpha() for word in line) >= TEXT_WORDS


def are_pages(numbers: Sequence[int]) -> bool:
    """Whether numbers increase like the page numbers in a table of contents, with few exceptions."""
    rising = sum(before <= after for before, after in pairwise(numbers))
    return rising >= RISING * (len(numbers) - 1)


__all__ = ["Mention", "find_editions", "find_labels", "find_mentions", "is_contents"]
