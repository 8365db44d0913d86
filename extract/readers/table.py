"""Tables of areas: one row for each area, columns told apart by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.instrument import MAX_TOTAL
from extract.joining import join_lines
from extract.meaning.known import OF_OTHERS
from extract.mentions import is_contents
from extract.numbers import Number
from extract.page.words import PageWords, cover_boxes
from extract.readers.columns import (
    Column,
    find_columns,
    find_pitch,
    head_columns,
    understand_column,
)
from extract.readers.context import find_title, is_foreign, understand_bracket, understand_title
from extract.readers.layout import tell_layout
from extract.readers.making import make_reading
from extract.readers.rows import Block, Row, find_blocks
from extract.records import Group, Identity, Reading, ReadingKind
from extract.vocabulary import MOST_IN_BRACKETS, Meaning

LEAST_ROWS = 3
SAME_CELL = 0.9  # times the height, between two numbers of one cell
HIGHEST_TURNED = 190.0  # points from the first row to the top of turned headings
SAME_COLUMN = 14.0  # points between the middles of a column on two pages
IN_BRACKETS = re.compile(r"\(([^()]*(?:[^\W\d]{3}|(?:19|20)\d\d)[^()]*)\)")
Cell = tuple[Row, Number]
FIXED = {ReadingKind.MAX_SCORE, ReadingKind.AVERAGE, ReadingKind.CHANGE, ReadingKind.PERCENT}


@dataclass
class Table:
    """One block's columns with what they mean."""

    block: Block
    columns: list[Column]
    meanings: list[Meaning]
    title: str = ""

    @property
    def areas(self) -> set[int]:
        """The areas that have rows in it."""
        return {row.area_no for row in self.block.area_rows if row.area_no}


def read_tables(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """A reading for every number in a table whose rows are areas."""
    last: Table | None = None
    for page in pages:
        if is_contents(page):
            continue
        for index, block in enumerate(find_blocks(page)):
            if tell_layout(block) != "table":
                continue
            turned = [view for view in pages if view.turned and view.number == page.number]
            table = _understand_table(block, turned, identity)
            goes_on = last is not None and _inherit(table, last)
            if len(table.areas) < LEAST_ROWS and not goes_on:
                continue
            last = table
            yield from _list_readings(table, f"{page.number}:{index}:{page.angle}")


def _understand_table(block: Block, turned: Sequence[PageWords], identity: Identity) -> Table:
    found = find_columns(block.rows)
    columns = [each for each in found if _is_column(each)]
    _place_sums(columns, [each for each in found if not _is_column(each)])
    labels_end = max(mention.x1 for mention in block.mentions)
    bracketed = _list_bracketed(columns)
    cells = _join_brackets(columns, bracketed)
    captions = head_columns(cells, block.above, block.top, labels_end) if columns else []
    if not any(column.heading for column in cells):
        _head_turned(cells, turned, block.top)
    told = _part_headings(columns, cells, bracketed)
    meanings = [
        understand_bracket(block.page, identity)[0]
        if at in bracketed - told
        else understand_column(column, identity)
        for at, column in enumerate(columns)
    ]
    meanings = _drop_differences(columns, meanings)
    top = block.above[len(captions)][0].top if len(captions) < len(block.above) else block.top
    title = find_title(captions, top)
    return _apply_title(Table(block, columns, meanings, title), identity)


def _head_turned(columns: Sequence[Column], turned: Sequence[PageWords], top: float) -> None:
    """Give columns the headings that are turned to stand upright over them."""
    for view in turned:
        for line in view.lines():
            box = cover_boxes(word.box for word in line)
            middle = (box.x0 + box.x1) / 2
            near = min(columns, key=lambda column: abs(column.middle - middle), default=None)
            if near is None or abs(near.middle - middle) > find_pitch(columns) / 2:
                continue
            if top - HIGHEST_TURNED < box.top and box.bottom < top + 3:
                text = " ".join(word.text for word in line)
                near.heading = join_lines(part for part in (near.heading, text) if part)


def _place_sums(columns: Sequence[Column], rest: Sequence[Column]) -> None:
    """Give the numbers of a sum row that stand beside the columns to them in their order."""
    sums: dict[int, list[Cell]] = {}
    for cell in (cell for column in (*columns, *rest) for cell in column.cells if cell[0].what == "sum"):
        sums.setdefault(id(cell[0]), []).append(cell)
    astray = {id(row) for column in rest for row, _ in column.cells}
    for key, cells in sums.items():
        if key not in astray or len(cells) != len(columns):
            continue
        for column in columns:
            column.cells[:] = [cell for cell in column.cells if id(cell[0]) != key]
        for column, cell in zip(columns, sorted(cells, key=lambda each: each[1].word.x0), strict=True):
            column.cells.append(cell)


def _list_bracketed(columns: Sequence[Column]) -> set[int]:
    """The places of columns in brackets that stand in the cells of the columns before them."""
    places = set()
    for at, (column, after) in enumerate(pairwise(columns), 1):
        ends = {id(row): (number.ratio_word or number.word).x1 for row, number in column.cells}
        near = [
            number
            for row, number in after.cells
            if number.bracketed
            and 0 <= number.word.x0 - ends.get(id(row), -99.0) < SAME_CELL * number.word.height
        ]
        if len(near) * 2 > len(after.cells):
            places.add(at)
    return places


def _join_brackets(columns: Sequence[Column], bracketed: set[int]) -> list[Column]:
    """The columns as they are headed: one in brackets together with that in whose cells it stands."""
    joined: list[Column] = []
    for at, column in enumerate(columns):
        if at in bracketed:
            joined[-1].x1 = column.x1
        else:
            joined.append(Column(column.x0, column.x1, column.cells))
    return joined


def _part_headings(columns: Sequence[Column], cells: Sequence[Column], bracketed: set[int]) -> set[int]:
    """Hand headings on; the places of columns in brackets whose heading stands in brackets too.

    *Poäng 2018 (2015)* heads 2018 and, in brackets, 2015.
    """
    told = set()
    heads = iter(cells)
    for at, column in enumerate(columns):
        if at not in bracketed:
            column.heading = next(heads).heading
            continue
        before = columns[at - 1]
        found = IN_BRACKETS.search(before.heading)
        column.heading = before.heading
        if found and not MOST_IN_BRACKETS.search(before.heading):
            told.add(at)
            column.heading = found[1]
            before.heading = join_lines([before.heading[: found.start()], before.heading[found.end() :]])
    return told


def _drop_differences(columns: Sequence[Column], meanings: Sequence[Meaning]) -> list[Meaning]:
    """The meanings, none of them a change for what is the own points less those of others."""
    values = [{id(row): number.value for row, number in column.cells} for column in columns]
    own = [at for at, each in enumerate(meanings) if each.kind is ReadingKind.SCORE]
    others = [at for at, each in enumerate(meanings) if each.kind in OF_OTHERS]
    kept = list(meanings)
    for at, each in enumerate(meanings):
        if each.kind is ReadingKind.CHANGE and any(
            _is_difference(values[at], values[one], values[two]) for one in own for two in others
        ):
            kept[at] = Meaning(ReadingKind.DIFFERENCE, each.year)
    return kept


def _is_difference(values: dict[int, float], own: dict[int, float], others: dict[int, float]) -> bool:
    rows = values.keys() & own.keys() & others.keys()
    return len(rows) >= LEAST_ROWS and all(values[row] == own[row] - others[row] for row in rows)


def _is_column(column: Column) -> bool:
    return sum(1 for row, _ in column.cells if row.what == "area") >= 1


def _apply_title(table: Table, identity: Identity) -> Table:
    """Let the title decide where headings leave it open, and take scores away that are another's."""
    said = understand_title(table.title, identity) if table.title else Meaning(ReadingKind.UNKNOWN)
    open_columns = [at for at, each in enumerate(table.meanings) if each.kind is ReadingKind.UNKNOWN]
    if is_foreign(table.title, identity):
        table.meanings = [
            Meaning(ReadingKind.OTHER, each.year)
            if each.kind in (ReadingKind.SCORE, ReadingKind.UNKNOWN) and not each.named
            else each
            for each in table.meanings
        ]
        return table
    free = [at for at in open_columns if not table.columns[at].heading]
    if len(free) == 1 and not any(each.kind is ReadingKind.SCORE for each in table.meanings):
        table.meanings[free[0]] = said
        if len(table.columns) == 1 and not table.title and _are_points(table.columns[0]):
            table.meanings = [Meaning(ReadingKind.SCORE)]
    for at, each in enumerate(table.meanings):
        if each.kind is not ReadingKind.SCORE or each.edition is not None or each.named or each.year:
            continue
        if said.edition is not None or said.kind is ReadingKind.PREVIOUS:
            table.meanings[at] = said
    return table


def _are_points(column: Column) -> bool:
    """Whether most numbers of a column have the word for points with them."""
    return sum(number.points for _, number in column.cells) * 2 > len(column.cells)


def _inherit(table: Table, last: Table) -> bool:
    """Take over the meanings of a table that goes on here without repeating its headings."""
    follows = 0 <= table.block.page.number - last.block.page.number <= 1
    if not follows or table.areas & last.areas or len(table.columns) != len(last.columns):
        return False
    if any(
        column.heading and each.kind in FIXED | {ReadingKind.SCORE}
        for column, each in zip(table.columns, table.meanings, strict=True)
    ):
        return False
    shift = _find_shift(table, last)
    if any(
        abs(column.middle - before.middle - shift) > SAME_COLUMN
        for column, before in zip(table.columns, last.columns, strict=True)
    ):
        return False
    table.meanings = list(last.meanings)
    table.title = table.title or last.title
    for column, before in zip(table.columns, last.columns, strict=True):
        column.heading = before.heading
    return True


def _find_shift(table: Table, last: Table) -> float:
    """How far to the right a table goes on that is parted into halves; 0 where it goes on below."""
    mentions, before = table.block.mentions, last.block.mentions
    beside = table.block.page is last.block.page and mentions[0].top < before[-1].bottom
    untitled = not table.title and not any(column.heading for column in table.columns)
    return mentions[0].x0 - before[0].x0 if beside and untitled else 0.0


def _list_subtotals(table: Table) -> set[int]:
    """The sum rows that are subtotals: their maximum is not that of all eight areas."""
    subtotals = set()
    for column, meaning in zip(table.columns, table.meanings, strict=True):
        for row, number in column.cells:
            if row.what != "sum":
                continue
            highest = number.value if meaning.kind is ReadingKind.MAX_SCORE else number.ratio_max
            if highest is not None and highest != MAX_TOTAL:
                subtotals.add(id(row))
    return subtotals


def _list_readings(table: Table, block: str) -> Iterator[Reading]:
    subtotals = _list_subtotals(table)
    for place, (column, meaning) in enumerate(zip(table.columns, table.meanings, strict=True)):
        for row, number in column.cells:
            yield make_reading(
                "table",
                number,
                meaning,
                page=table.block.page.number,
                group=Group("table", block, str(place)),
                what="main" if id(row) in subtotals else row.what,
                area_no=row.area_no,
                label=row.label,
                words=column.heading or table.title,
                editions=table.block.editions,
                from_image=table.block.page.from_image,
            )
