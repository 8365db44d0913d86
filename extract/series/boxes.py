"""Find what heads the only number of a column, in a small table that each area has in its chapter."""

from __future__ import annotations

from extract.meaning.terms import find_statements
from extract.numbers import Number
from extract.series.chapters import Section
from extract.series.sheet import Cell, Sheet

DEEP = 14.0  # multiple of a heading's height; a number may be so far below it in a high row
SHORT = 4  # words; a longer cell is no heading
OF_POINTS = {"points", "total"}  # values of the terms that a heading of points may have


def find_head(section: Section, sheet: Sheet, number: Number) -> str:
    """Find the heading for points over a number, in a row of headings of columns with words.

    It is empty if another number of the chapter is in the column, or if a heading of the row speaks of parts
    of the area, as in ``Fråga | Kommentar | Poäng``.
    """
    word = number.word
    if any(
        other.word is not word and each is sheet and other.word.x0 < word.x1 and word.x0 < other.word.x1
        for each, other in section.numbers
    ):
        return ""
    top = section.heading.bottom if section.sheet is sheet else 0.0
    over = [
        cell
        for cell in sheet.list_cells(max(top, word.top - DEEP * word.height), word.top)
        if top < cell.middle < word.top and cell.x0 < word.x1 and word.x0 < cell.x1
    ]
    head = max(over, key=lambda cell: cell.middle, default=None)
    if head is None or len(head.words) > SHORT or not _tells(head) & OF_POINTS:
        return ""
    row = [
        cell
        for cell in sheet.list_cells(head.top, head.bottom)
        if cell is not head and abs(cell.middle - head.middle) < 0.5 * head.height
    ]
    heads = [cell for cell in row if len(cell.words) <= SHORT and any(map(str.isalpha, cell.text))]
    is_row = bool(heads) and len(heads) == len(row)
    return "" if not is_row or any("subarea" in _tells(cell) for cell in row) else head.text


def _tells(cell: Cell) -> set[str]:
    return {statement.value for statement in find_statements(cell.text)}
