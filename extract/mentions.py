"""Where on a page the instrument's areas are named, as labels that numbers can stand beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.instrument import Area, list_labels, squeeze_text
from extract.words import PageWords, Word

LEAD_WORDS = {"område", "fokusområde", "huvudområde", "hovedområde", "hovudområde", "omr"}
LEAD_NUMBER = re.compile(r"^([1-8])[.:)]?$")
BULLETS = set("•-–*·▪■●o")
WRAPS = 4  # lines that one label may take at most
LINE_STEP = 2.0  # times the height: further down is no continuation
CELL_GAP = 0.9  # times the height: a wider space ends a cell


@dataclass(frozen=True)
class Mention:
    """A printed area name that stands as a label. ``areas`` are those it can mean, one for each edition."""

    areas: tuple[Area, ...]
    label: str
    words: tuple[Word, ...]
    lead: tuple[Word, ...]  # "Område", "3." and the like before it
    opens_cell: bool  # nothing but lead stands before it in its cell
    closes_cell: bool  # nothing but numbers or the cell's end follows

    @property
    def area_no(self) -> int:
        """The area's number, the same in every edition that has the name there."""
        return self.areas[0].area_no

    @property
    def x0(self) -> float:
        """Left edge with its lead."""
        return min(word.x0 for word in (*self.lead, *self.words))

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(word.bottom for word in self.words)


@cache
def _list_beginnings() -> frozenset[str]:
    return frozenset(label[:end] for label in list_labels() for end in range(1, len(label) + 1))


def find_mentions(page: PageWords) -> list[Mention]:
    """Every area name on the page that could be a label, top to bottom; the longest name wins."""
    lines = page.lines()
    found: list[Mention] = []
    taken: set[int] = set()
    for number, line in enumerate(lines):
        for start, word in enumerate(line):
            if id(word) in taken:
                continue
            match = _match_label(lines, number, start)
            if match is None:
                continue
            words, areas = match
            taken.update(id(each) for each in words)
            found.append(_make_mention(lines[number], start, words, areas, lines))
    return found


def _match_label(
    lines: Sequence[tuple[Word, ...]], number: int, start: int
) -> tuple[tuple[Word, ...], tuple[Area, ...]] | None:
    best = None
    words: list[Word] = []
    text = ""
    for word in _follow(lines, number, start):
        text += squeeze_text(word.text)
        words.append(word)
        if text not in _list_beginnings():
            break
        if text in list_labels():
            best = tuple(words), list_labels()[text]
    return best


def _follow(lines: Sequence[tuple[Word, ...]], number: int, start: int) -> Iterator[Word]:
    """The words from ``start`` on in its cell, then those of the same cell in the lines below."""
    first = lines[number][start]
    last = first
    yield first
    for word in lines[number][start + 1 :]:
        if word.x0 - last.x1 > CELL_GAP * first.height:
            break
        yield word
        last = word
    bottom = first.bottom
    right = last.x1
    for line in lines[number + 1 : number + 1 + WRAPS]:
        if line[0].top - bottom > LINE_STEP * first.height:
            return
        cell = _find_cell(line, first.x0, max(right, first.x0 + 60))
        if not cell:
            continue
        yield from cell
        bottom = max(word.bottom for word in cell)


def _find_cell(line: Sequence[Word], left: float, right: float) -> list[Word]:
    cell: list[Word] = []
    for word in line:
        if cell and word.x0 - cell[-1].x1 > CELL_GAP * word.height:
            break
        if not cell and not left - 40 <= word.x0 <= right:
            continue
        cell.append(word)
    return cell


def _make_mention(
    line: Sequence[Word],
    start: int,
    words: tuple[Word, ...],
    areas: tuple[Area, ...],
    lines: Sequence[tuple[Word, ...]],
) -> Mention:
    lead: list[Word] = []
    at = start - 1
    while at >= 0 and line[at + 1].x0 - line[at].x1 < 2.5 * line[start].height:
        text = line[at].text.strip().casefold()
        if not (text.rstrip(":.") in LEAD_WORDS or LEAD_NUMBER.match(text) or text in BULLETS):
            break
        lead.insert(0, line[at])
        at -= 1
    opens = at < 0 or line[at + 1].x0 - line[at].x1 > CELL_GAP * line[start].height
    end_line = next(each for each in lines if words[-1] in each)
    after = [word for word in end_line if word.x0 >= words[-1].x1 - 1 and word is not words[-1]]
    closes = (
        not after
        or after[0].x0 - words[-1].x1 > CELL_GAP * words[-1].height
        or not after[0].text[0].isalpha()
    )
    return Mention(areas, " ".join(word.text for word in words), words, tuple(lead), opens, closes)
