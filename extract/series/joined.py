"""Join two pages to one sheet where a table continues on the next page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.numbers import Number
from extract.page.words import PageWords, Word
from extract.series.ladders import Ladder
from extract.series.records import Pair, Series
from extract.series.sheet import Cell, Sheet, make_sheet

GAP = 0.5  # multiple of a row's height, between the last row of a page and the first row of the next
NEAR = 9.0  # multiple of the height of the names; largest distance of a table's names from the border
LAST_LINES = 2  # lines at the end of a page and at the start of the next that are compared
SAME_COLUMN = 14.0  # points; largest difference between the edges of a column on two pages


@dataclass(frozen=True)
class Joined:
    """Two pages as one sheet. ``origins`` has the original word and page of each word of the second page."""

    sheet: Sheet
    origins: dict[int, tuple[Word, PageWords]]
    first: PageWords
    border: float  # vertical position at which the second page begins

    def concerns(self, ladder: Ladder) -> bool:
        """Whether a ladder is on both pages, or so near to the border that its table may be."""
        near = NEAR * ladder.height
        return ladder.top - near < self.border < ladder.bottom + near

    def translate(self, series: Series) -> Series:
        """Return a series of the joined sheet with its words on their own pages."""
        pairs = {area_no: self._place(pair) for area_no, pair in series.pairs.items()}
        sums = tuple(self._find(number) for number, _ in series.sums)
        between = tuple(self._find(number) for number, _ in series.between)
        return replace(series, pairs=pairs, sums=sums, between=between)

    def _find(self, number: Number) -> tuple[Number, PageWords]:
        return self._restore(number), self.origins.get(id(number.word), (number.word, self.first))[1]

    def _restore(self, number: Number) -> Number:
        found = self.origins.get(id(number.word))
        return replace(number, word=found[0]) if found else number

    def _place(self, pair: Pair) -> Pair:
        view = self.origins.get(id(pair.number.word), (None, self.first))[1]
        return replace(pair, number=self._restore(pair.number), view=view)


def join_sheets(sheets: Sequence[Sheet]) -> Iterator[Joined]:
    """Yield each two consecutive pages as one if a table continues from the first to the second."""
    upright = [sheet for sheet in sheets if not sheet.view.turned and not sheet.is_contents and sheet.lines]
    for sheet, following in pairwise(upright):
        if following.page == sheet.page + 1 and _goes_on(sheet, following):
            yield _join(sheet, following)


def _goes_on(sheet: Sheet, following: Sheet) -> bool:
    """Whether a table continues on the next page: it has the same columns, or the next area's name."""
    last = [line for line in sheet.lines[-LAST_LINES - 1 :] if len(line) > 1]
    first = [line for line in following.lines[: LAST_LINES + 1] if len(line) > 1]
    if not (sheet.labels or following.labels):
        return False
    if _names_go_on(sheet, following):
        return True
    return any(_count_alike(one, other) > 1 for one in last for other in first)


def _names_go_on(sheet: Sheet, following: Sheet) -> bool:
    """Whether the next page begins with the name of the next area, at the same position."""
    if not sheet.labels:
        return False
    last = max(sheet.labels, key=lambda each: each.top)
    first = [cell for line in following.lines[:LAST_LINES] for cell in line]
    near = NEAR * last.words[0].height
    return max(cell.bottom for cell in sheet.lines[-1]) - last.bottom < near and any(
        each.area_no == last.area_no + 1
        and abs(each.x0 - last.x0) < SAME_COLUMN
        and any(word in cell.words for cell in first for word in each.words[:1])
        for each in following.labels
    )


def _count_alike(one: Sequence[Cell], other: Sequence[Cell]) -> int:
    return sum(
        any(abs(a.x1 - b.x1) < SAME_COLUMN or abs(a.x0 - b.x0) < SAME_COLUMN for b in other) for a in one
    )


def _join(sheet: Sheet, following: Sheet) -> Joined:
    bottom = max(cell.bottom for cell in sheet.lines[-1])
    top = min(cell.top for cell in following.lines[0])
    shift = bottom + GAP * following.lines[0][0].height - top
    origins: dict[int, tuple[Word, PageWords]] = {}
    words = [word for cell in sheet.cells for word in cell.words]
    for cell in following.cells:
        for word in cell.words:
            moved = Word(word.text, word.x0, word.top + shift, word.x1, word.bottom + shift, word.box)
            origins[id(moved)] = (word, following.view)
            words.append(moved)
    view = replace(sheet.view, words=tuple(words))
    return Joined(make_sheet(view, view.lines(), sheet.key), origins, sheet.view, bottom)
