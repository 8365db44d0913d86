"""Read a page's lines in reading order, by the positions of the words rather than their order in the file."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, pairwise, repeat
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium_c

from extract.identity.gutters import Word, order_columns
from extract.identity.pagetext import list_lines
from extract.page.book import Book, open_book
from extract.page.chars import Flags
from extract.page.open_page import OpenPage
from extract.page.pdfium import find_address, list_cells, take_addresses
from extract.page.stored import Numbers, list_codes

# The gaps and widths are shares of the height of the letters.
TOUCHING = 0.05  # two pieces with a smaller gap are one word
WORD_GAP = 1.0  # the letters of one run have no larger gap
COLUMN_GAP = 2.5  # pieces with a larger gap are in different columns
NARROWEST, WIDEST = 0.3, 0.7  # the average width of the letters of a word
RUN = re.compile("[^\x00-\x20\xa0\ud800-\udfff\ufffe\uffff]+")  # of letters
UNSEEN = 32  # the code of a space, put in place of a hidden character
MOST_CHARACTERS = 12_000  # a page with more is no cover, contents list or heading page
LEAST_HEIGHT = 0.1  # points
Sheet = tuple[float, float, float, float]  # left, bottom, right, top
_get_angle = take_addresses(pdfium_c.FPDFText_GetCharAngle)
_get_box = take_addresses(pdfium_c.FPDFText_GetLooseCharBox)


_Turned = tuple[int, Word]  # a word with the clockwise quarter turns that make it upright


def read_lines(
    source: Path | Book, numbers: Collection[int], prose: Collection[int] = ()
) -> dict[int, list[str]]:
    """Read the cleaned lines of the pages with these 1-based numbers, from top to bottom.

    A row across two columns gives two lines, and two columns of text are read one after the other. A page
    whose words have no positions is missing from the result, and so is a page in ``prose`` whose text is
    already in reading order. A document with a font whose character table is wrong gives no lines at all.
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


def _read_words(opened: OpenPage) -> list[Word]:
    """List the visible words that are written in the page's main direction."""
    textpage = opened.textpage
    count = textpage.count_chars()
    if not 0 < count <= MOST_CHARACTERS:
        return []
    turned: dict[int, list[Word]] = {}
    hidden = opened.ink.hidden if opened.is_doubtful else frozenset[int]()
    address = find_address(textpage.raw)
    codes = list_codes(address, count)
    for index in hidden:
        codes[index] = UNSEEN
    for turn, word in _place_runs(address, list(_list_runs(codes)), opened.geometry.media):
        turned.setdefault(turn, []).append(word)
    return max(turned.values(), key=lambda words: sum(len(word.text) for word in words), default=[])


def _list_runs(codes: Iterable[int]) -> Iterator[tuple[int, str]]:
    """List the runs of letters without a space between them, each with the index of its first letter."""
    for run in RUN.finditer("".join(map(chr, codes))):
        yield run.start(), run[0]


def _place_runs(textpage: int, runs: Sequence[tuple[int, str]], sheet: Sheet) -> Iterator[_Turned]:
    """Find the words of the runs, each with the number of quarter turns that makes it upright.

    If the positions of a run's first and last letter fit its length, it is one word; otherwise the position
    of each letter is looked up.
    """
    turns, places = _place_letters(
        textpage, [at for start, text in runs for at in (start, start + len(text) - 1)], sheet
    )
    firsts, lasts = places[::2].T, places[1::2].T
    lengths = np.array([len(text) for _, text in runs])
    is_whole = (
        (lengths > 2) & (turns[::2] >= 0) & (turns[::2] == turns[1::2]) & _spans(firsts, lasts, lengths)
    )
    lows, highs = np.minimum(firsts[:2], lasts[:2]), np.maximum(firsts[2:], lasts[2:])
    whole = zip(turns[::2].tolist(), is_whole.tolist(), *lows.tolist(), *highs.tolist(), runs, strict=True)
    parted = [(start, text) for (start, text), each in zip(runs, is_whole.tolist(), strict=True) if not each]
    turns, places = _place_letters(
        textpage, [at for start, text in parted for at in range(start, start + len(text))], sheet
    )
    letters = zip(turns.tolist(), *places.T.tolist(), strict=True)
    for turn, is_one, x0, y0, x1, y1, (_, text) in whole:
        if is_one:
            yield turn, _make_word(text, x0, y0, x1, y1)
        else:
            yield from _join_letters(text, islice(letters, len(text)))


def _join_letters(text: str, letters: Iterable[tuple[int, float, float, float, float]]) -> Iterator[_Turned]:
    """Join the letters of a run that continue each other; those with a negative turn are left out."""
    own, turn = "", -1
    left = bottom = right = top = 0.0
    for sign, (of_sign, x0, y0, x1, y1) in zip(text, letters, strict=True):
        if of_sign < 0:
            continue
        if own and of_sign == turn:
            tall = max(top - bottom, y1 - y0, LEAST_HEIGHT)
            is_level = abs((bottom + top) / 2 - (y0 + y1) / 2) < 0.5 * tall
            if is_level and -tall < x0 - right < WORD_GAP * tall:
                own += sign
                left, bottom, right, top = min(left, x0), min(bottom, y0), max(right, x1), max(top, y1)
                continue
        if own:
            yield turn, _make_word(own, left, bottom, right, top)
        own, turn, left, bottom, right, top = sign, of_sign, x0, y0, x1, y1
    if own:
        yield turn, _make_word(own, left, bottom, right, top)


def _place_letters(
    textpage: int, indices: Sequence[int], sheet: Sheet
) -> tuple[npt.NDArray[np.int64], Numbers]:
    """Place letters on the page turned upright: their clockwise quarter turns, left, bottom, right and top.

    The turn of a letter outside the sheet is -1.
    """
    found = np.zeros((len(indices), 4), dtype=np.float32)
    if not all(map(_get_box, repeat(textpage), indices, list_cells(found, 0))):
        raise pypdfium2.PdfiumError("Failed to get the box of a character.")
    x0, y1, x1, y0 = found.astype(np.float64).T
    angles = np.array(list(map(_get_angle, repeat(textpage), indices)), dtype=np.float64)
    turns = np.rint(angles / (math.pi / 2)).astype(np.int64) % 4
    places = np.stack((x0, y0, x1, y1), axis=1)
    for turn, turned in ((1, (-y1, x0, -y0, x1)), (2, (-x1, -y1, -x0, -y0)), (3, (y0, -x1, y1, -x0))):
        if (own := turns == turn).any():
            places[own] = np.stack(turned, axis=1)[own]
    left, bottom, right, top = sheet
    turns[(x1 < left) | (x0 > right) | (y1 < bottom) | (y0 > top)] = -1
    return turns, places


def _make_word(text: str, x0: float, y0: float, x1: float, y1: float) -> Word:
    return Word(text, x0, y0, x1, y1, max(y1 - y0, LEAST_HEIGHT), (y0 + y1) / 2)


def _spans(firsts: Numbers, lasts: Numbers, letters: npt.NDArray[np.int64]) -> Flags:
    """Whether the distances from first to last letters that are on one line fit the numbers of letters."""
    tall = np.maximum(np.maximum(firsts[3] - firsts[1], lasts[3] - lasts[1]), LEAST_HEIGHT)
    apart = np.abs((firsts[1] + firsts[3]) / 2 - (lasts[1] + lasts[3]) / 2)
    usual, width = letters * tall, lasts[2] - firsts[0]
    found: Flags = (apart < 0.1 * tall) & (NARROWEST * usual < width) & (width < WIDEST * usual)
    return found


def _join_lines(words: list[Word]) -> list[str]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.middle, word.x0)):
        line = lines[-1] if lines else None
        if line and abs(line[0].middle - word.middle) < 0.45 * min(line[0].height, word.height):
            line.append(word)
        else:
            lines.append([word])
    rows = order_columns([sorted(line, key=lambda word: word.x0) for line in lines])
    return [text for row in rows for text in _split_columns(row)]


def _split_columns(line: list[Word]) -> Iterator[str]:
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
