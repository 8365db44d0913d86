"""Tables of areas: one row for each area, columns told apart by their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.instrument import MAX_TOTAL
from extract.mentions import is_contents
from extract.readers.columns import (
    Column,
    find_columns,
    find_pitch,
    head_columns,
    join_lines,
    understand_column,
)
from extract.readers.context import find_title, is_foreign, understand_bracket, understand_title
from extract.readers.layout import tell_layout
from extract.readers.making import make_reading
from extract.readers.rows import Block, find_blocks
from extract.records import Identity, Reading, ReadingKind
from extract.vocabulary import Meaning
from extract.words import PageWords, cover_boxes

LEAST_ROWS = 3
SAME_CELL = 0.9  # times the height, between two numbers of one cell
HIGHEST_TURNED = 190.0  # points from the first row to the top of turned headings
SAME_COLUMN = 14.0  # points between the middles of a column on two pages
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
            yield from _list_readings(table, f"table:{page.number}:{index}:{page.angle}")


def _understand_table(block: Block, turned: Sequence[PageWords], identity: Identity) -> Table:
    columns = [each for each in find_columns(block.rows) if _is_column(each)]
    labels_end = max(mention.x1 for mention in block.mentions)
    captions = head_columns(columns, block.above, block.top, labels_end) if columns else []
    if not any(column.heading for column in columns):
        _head_turned(columns, turned, block.top)
    bracketed = _share_headings(columns)
    meanings = [
        understand_bracket(block.page, identity)[0]
        if at in bracketed
        else understand_column(column, identity)
        for at, column in enumerate(columns)
    ]
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


def _share_headings(columns: Sequence[Column]) -> set[int]:
    """The places of columns in brackets that stand in the cells of other columns, under one heading."""
    places = set()
    for at, (column, after) in enumerate(pairwise(columns), 1):
        ends = {id(row): (number.ratio_word or number.word).x1 for row, number in column.cells}
        near = [
            number
            for row, number in after.cells
            if number.bracketed
            and 0 <= number.word.x0 - ends.get(id(row), -99.0) < SAME_CELL * number.word.height
        ]
        one_heading = column.heading == after.heading or not (column.heading and after.heading)
        if one_heading and len(near) * 2 > len(after.cells):
            column.heading = column.heading or after.heading
            places.add(at)
    return places


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


def _list_readings(table: Table, name: str) -> Iterator[Reading]:
    subtotals = _list_subtotals(table)
    for place, (column, meaning) in enumerate(zip(table.columns, table.meanings, strict=True)):
        for row, number in column.cells:
            yield make_reading(
                "table",
                number,
                meaning,
                page=table.block.page.number,
                group=f"{name}:{place}",
                what="main" if id(row) in subtotals else row.what,
                area_no=row.area_no,
                label=row.label,
                words=column.heading or table.title,
                editions=table.block.editions,
                from_image=table.block.page.from_image,
            )
