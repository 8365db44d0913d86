"""Printed lines of a page in reading order: by where the words stand, not by the order they are drawn in."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium_c

from extract.identity.pagetext import list_lines

TOUCHING = 0.05  # of the height: closer than this, two pieces are one word
WORD_GAP = 1.0  # of the height: within a piece drawn at one go, letters never stand further apart
COLUMN_GAP = 2.5  # of the height: what stands further apart is not one line
MOST_CHARACTERS = 12_000  # a page with more is no cover, contents list or heading page


@dataclass(frozen=True)
class _Word:
    """Letters drawn one after another; coordinates as read upright, ``y`` upwards."""

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


def read_lines(path: Path, numbers: Collection[int]) -> dict[int, list[str]]:
    """The printed lines of the pages with these 1-based numbers, cleaned, top to bottom.

    Two columns give two lines. A page whose words cannot be placed is left out.
    """
    document = pypdfium2.PdfDocument(path)
    found = {}
    try:
        for number in sorted(numbers):
            words = _read_words(document[number - 1])
            if words:
                found[number] = list_lines("\n".join(_join_lines(words)))
    except pypdfium2.PdfiumError:
        return found
    finally:
        document.close()
    return found


def _read_words(page: pypdfium2.PdfPage) -> list[_Word]:
    """The words in the direction in which most of the page is written."""
    textpage = page.get_textpage()
    count = textpage.count_chars()
    if not 0 < count <= MOST_CHARACTERS:
        return []
    left, bottom, right, top = page.get_mediabox()
    turned: dict[int, list[_Word]] = {}
    open_word: dict[int, bool] = {}
    for index in range(count):
        code = pdfium_c.FPDFText_GetUnicode(textpage.raw, index)
        if code <= 32 or code in (0xA0, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
            open_word.clear()
            continue
        x0, y0, x1, y1 = textpage.get_charbox(index, loose=True)
        if x1 < left or x0 > right or y1 < bottom or y0 > top:
            continue
        turn = round(pdfium_c.FPDFText_GetCharAngle(textpage.raw, index) / (math.pi / 2)) % 4
        letter = _turn_upright(chr(code), (x0, y0, x1, y1), turn)
        words = turned.setdefault(turn, [])
        if open_word.get(turn) and _continues(words[-1], letter):
            words[-1] = _merge(words[-1], letter)
        else:
            words.append(letter)
        open_word = {turn: True}
    return max(turned.values(), key=lambda words: sum(len(word.text) for word in words), default=[])


def _turn_upright(text: str, box: tuple[float, float, float, float], turn: int) -> _Word:
    x0, y0, x1, y1 = box
    """The letter as it stands when the page is turned so that it reads upright; quarters count clockwise."""
    if turn == 1:
        return _Word(text, -y1, x0, -y0, x1)
    if turn == 2:
        return _Word(text, -x1, -y1, -x0, -y0)
    if turn == 3:
        return _Word(text, y0, -x1, y1, -x0)
    return _Word(text, x0, y0, x1, y1)


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
