"""Tables of areas: one row for each area, columns told apart by their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.numbers import Number, parse_numbers
from extract.readers.rows import Block, Row, find_blocks
from extract.records import Identity, Reading, ReadingKind
from extract.vocabulary import Meaning, understand_words
from extract.words import PageWords, Word

LEAST_ROWS = 3
HEADING_LINES = 4
HEADING_STEP = 2.4  # times the height between heading lines
PROSE_WORDS = 7


@dataclass
class Column:
    """Numbers that stand below each other, with the words that head them."""

    x0: float
    x1: float
    cells: list[tuple[Row, Number]]
    heading: str = ""


def read_tables(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """A reading for every number in a table whose rows are areas."""
    for page in pages:
        if _is_contents(page):
            continue
        for index, block in enumerate(find_blocks(page)):
            yield from _read_block(block, f"table:{page.number}:{index}", identity)


def _is_contents(page: PageWords) -> bool:
    text = " ".join(word.text for word in page.words[:60]).casefold()
    return "innehåll" in text or "innhold" in text


def _read_block(block: Block, name: str, identity: Identity) -> Iterator[Reading]:
    rows = [row for row in block.rows if row.numbers]
    if sum(1 for row in rows if row.what == "area") < LEAST_ROWS:
        return
    for place, column in enumerate(_find_columns(rows)):
        column.heading = _find_heading(block, column)
        meaning = _understand(column, identity)
        for row, number in column.cells:
            if row.what == "subarea":
                continue
            yield _make_reading(block, row, number, meaning, f"{name}:{place}", column.heading)


def _find_columns(rows: Sequence[Row]) -> list[Column]:
    columns: list[Column] = []
    cells = [(row, number) for row in rows for number in row.numbers if row.what != "subarea"]
    for row, number in sorted(cells, key=lambda cell: cell[1].word.x0):
        for column in columns:
            if number.word.x0 <= column.x1 + 1 and number.word.x1 >= column.x0 - 1:
                column.x0 = min(column.x0, number.word.x0)
                column.x1 = max(column.x1, number.word.x1)
                column.cells.append((row, number))
                break
        else:
            columns.append(Column(number.word.x0, number.word.x1, [(row, number)]))
    return columns


def _find_heading(block: Block, column: Column) -> str:
    found: list[Word] = []
    below = block.mentions[0].top
    for line in reversed(block.above[-HEADING_LINES:]):
        height = line[0].height
        if below - line[0].bottom > HEADING_STEP * height or _is_prose(line):
            break
        below = line[0].top
        found = [word for word in line if word.x0 < column.x1 + 14 and word.x1 > column.x0 - 14] + found
    return " ".join(word.text for word in found)


def _is_prose(line: Sequence[Word]) -> bool:
    gaps = [after.x0 - word.x1 for word, after in zip(line, line[1:], strict=False)]
    return len(line) >= PROSE_WORDS and max(gaps, default=0) < line[0].height


def _understand(column: Column, identity: Identity) -> Meaning:
    numbers = [number for _, number in column.cells]
    if any(number.percent for number in numbers):
        return Meaning(ReadingKind.PERCENT)
    meaning = understand_words(column.heading, identity)
    if meaning.kind is ReadingKind.UNKNOWN and sum(number.signed for number in numbers) >= 2:
        return Meaning(ReadingKind.CHANGE)
    areas = [number.value for row, number in column.cells if row.what == "area"]
    if areas and all(value == 100 for value in areas):
        return Meaning(ReadingKind.MAX_SCORE)
    return meaning


def _make_reading(
    block: Block, row: Row, number: Number, meaning: Meaning, group: str, heading: str
) -> Reading:
    kind = meaning.kind
    if row.what == "sum":
        kind = {ReadingKind.SCORE: ReadingKind.TOTAL, ReadingKind.MAX_SCORE: ReadingKind.TOTAL_MAX}.get(
            kind, kind
        )
    return Reading(
        reader="table",
        kind=kind,
        value=number.value,
        text=number.text,
        page=row.page.number,
        box=number.box,
        group=group,
        area_no=None if row.what == "sum" else row.area_no,
        label=row.label,
        words=heading,
        editions=block.editions,
        year=meaning.year,
        population=meaning.population,
        from_image=row.page.from_image,
    )


__all__ = ["parse_numbers", "read_tables"]
