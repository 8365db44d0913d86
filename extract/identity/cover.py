"""Read a page's lines in reading order, by the positions of the words rather than their order in the file."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium_c

from extract.identity.pagetext import list_lines
from extract.page.book import Book, open_book
from extract.page.open_page import OpenPage
from extract.page.pdfium import find_address, take_addresses
from extract.page.stored import list_codes

# The gaps and widths are shares of the height of the letters.
TOUCHING = 0.05  # two pieces with a smaller gap are one word
WORD_GAP = 1.0  # the letters of one run have no larger gap
COLUMN_GAP = 2.5  # pieces with a larger gap are in different columns
NARROWEST, WIDEST = 0.3, 0.7  # the average width of the letters of a word
RUN = re.compile("[^\x00-\x20\xa0\ud800-\udfff\ufffe\uffff]+")  # of letters
UNSEEN = 32  # the code of a space, put in place of a hidden character
MOST_CHARACTERS = 12_000  # a page with more is no cover, contents list or heading page
_BOX = pdfium_c.FS_RECTF()
_TO_BOX = ctypes.addressof(_BOX)
_get_angle = take_addresses(pdfium_c.FPDFText_GetCharAngle)
_get_box = take_addresses(pdfium_c.FPDFText_GetLooseCharBox)


class _Word(NamedTuple):  # thousands are made for every page
    """Letters drawn one after another; coordinates in points of the upright page, ``y`` upwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        return max(self.y1 - self.y0, 0.1)

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


def read_lines(
    source: Path | Book, numbers: Collection[int], prose: Collection[int] = ()
) -> dict[int, list[str]]:
    """Read the cleaned lines of the pages with these 1-based numbers, from top to bottom.

    A row across two columns gives two lines. A page whose words have no positions is missing from the
    result, and so is a page in ``prose`` whose text is already in reading order. A document with a font whose
    character table is wrong gives no lines at all.
    """
    found: dict[int, list[str]] = {}
    with open_book(source) as book:
        if book.swaps:  # a font with a wrong character table: PDFium's own lines are used
            return found
        for number in sorted(numbers):
            try:
                opened = book.open_page(number)
                if number in prose and _is_in_order(opened.textpage):
                    continue
                words = _read_words(opened)
            except pypdfium2.PdfiumError:
                return found
            if words:
                found[number] = list_lines("\n".join(_join_lines(words)))
    return found


def _is_in_order(textpage: pypdfium2.PdfTextPage) -> bool:
    """Whether each text box is below the one drawn before it, or right of it on the same line."""
    boxes = [textpage.get_rect(index) for index in range(textpage.count_rects())]
    return all(
        after[3] <= (before[1] + before[3]) / 2 or (after[0] >= before[2] - 1 and after[1] < before[3])
        for before, after in pairwise(boxes)
    )


def _read_words(opened: OpenPage) -> list[_Word]:
    """List the visible words that are written in the page's main direction."""
    textpage = opened.textpage
    count = textpage.count_chars()
    if not 0 < count <= MOST_CHARACTERS:
        return []
    turned: dict[int, list[_Word]] = {}
    hidden = opened.ink.hidden if opened.is_doubtful else frozenset[int]()
    address = find_address(textpage.raw)
    codes = list_codes(address, count)
    for index in hidden:
        codes[index] = UNSEEN
    for start, run in _list_runs(codes):
        for turn, word in _place_run(address, start, run, opened.geometry.media):
            turned.setdefault(turn, []).append(word)
    return max(turned.values(), key=lambda words: sum(len(word.text) for word in words), default=[])


def _list_runs(codes: Iterable[int]) -> Iterator[tuple[int, str]]:
    """List the runs of letters without a space between them, each with the index of its first letter."""
    for run in RUN.finditer("".join(map(chr, codes))):
        yield run.start(), run[0]


def _place_run(
    textpage: int, start: int, run: str, sheet: tuple[float, float, float, float]
) -> Iterator[tuple[int, _Word]]:
    """Find the words of a run, each with the number of quarter turns that makes it upright.

    If the positions of its first and last letter fit its length, the run is one word; otherwise the position
    of each letter is looked up.
    """
    if len(run) > 2:
        ends = (start, run[0]), (start + len(run) - 1, run[-1])
        first, last = (_place_letter(textpage, *end, sheet) for end in ends)
        if first and last and first[0] == last[0] and _spans(first[1], last[1], len(run)):
            whole = _merge(first[1], last[1])
            yield first[0], whole._replace(text=run)
            return
    word: tuple[int, _Word] | None = None
    for index, text in enumerate(run, start):
        letter = _place_letter(textpage, index, text, sheet)
        if letter is None:
            continue
        if word and word[0] == letter[0] and _continues(word[1], letter[1]):
            word = word[0], _merge(word[1], letter[1])
            continue
        if word:
            yield word
        word = letter
    if word:
        yield word


def _place_letter(
    textpage: int, index: int, text: str, sheet: tuple[float, float, float, float]
) -> tuple[int, _Word] | None:
    """Place a letter on the page turned upright; return the clockwise quarter turns and the letter.

    Returns ``None`` for a letter outside the sheet.
    """
    if not _get_box(textpage, index, _TO_BOX):
        raise pypdfium2.PdfiumError("Failed to get the box of a character.")
    x0, y0, x1, y1 = _BOX.left, _BOX.bottom, _BOX.right, _BOX.top
    left, bottom, right, top = sheet
    if x1 < left or x0 > right or y1 < bottom or y0 > top:
        return None
    turn = round(_get_angle(textpage, index) / (math.pi / 2)) % 4
    if turn == 1:
        return turn, _Word(text, -y1, x0, -y0, x1)
    if turn == 2:
        return turn, _Word(text, -x1, -y1, -x0, -y0)
    if turn == 3:
        return turn, _Word(text, y0, -x1, y1, -x0)
    return turn, _Word(text, x0, y0, x1, y1)


def _spans(first: _Word, last: _Word, letters: int) -> bool:
    """Whether the distance from the first to the last letter on a line fits the number of letters."""
    tall = max(first.height, last.height)
    usual = letters * tall
    width = last.x1 - first.x0
    return abs(first.middle - last.middle) < 0.1 * tall and NARROWEST * usual < width < WIDEST * usual


def _continues(word: _Word, letter: _Word) -> bool:
    tall = max(word.height, letter.height)
    return abs(word.middle - letter.middle) < 0.5 * tall and -tall < letter.x0 - word.x1 < WORD_GAP * tall


def _merge(word: _Word, letter: _Word) -> _Word:
    return _Word(
        word.text + letter.text,
        min(word.x0, letter.x0),
        min(word.y0, letter.y0),
        max(word.x1, letter.x1),
        max(word.y1, letter.y1),
    )


def _join_lines(words: list[_Word]) -> list[str]:
    lines: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: (-word.middle, word.x0)):
        line = lines[-1] if lines else None
        if line and abs(line[0].middle - word.middle) < 0.45 * min(line[0].height, word.height):
            line.append(word)
        else:
            lines.append([word])
    return [text for line in lines for text in _split_columns(sorted(line, key=lambda word: word.x0))]


def _split_columns(line: list[_Word]) -> Iterator[str]:
    text, before = line[0].text, line[0]
    for word in line[1:]:
        if word.text == before.text and abs(word.x0 - before.x0) < 0.15 * word.height:
            continue  # drawn twice to look bold
        gap = word.x0 - before.x1
        if gap > COLUMN_GAP * max(before.height, word.height):
            yield text
            text = ""
        elif gap > TOUCHING * before.height:
            text += " "
        text += word.text
        before = word
    yield text
