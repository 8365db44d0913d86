"""Rearranging a page's blocks as reports print them: areas below each other, their numbers beside them.

Pages have areas along the top of a table, a number over or before its area, or each on a line of its own, and
the extraction of the main text loses which boxes belonged together. Only arrangements that can be understood
in one way are changed, and no word or number is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from extract.htmltext import Block, Cell, Table, Text
from extract.instrument import find_areas

LEAST_AREAS = 6  # of the eight
POINTS = r"\d{1,3}(?:[.,]\d)?(?: ?(?:av|/) ?100)?(?: ?(?:po[äe]ng|p)\b\.?)?"
NUMBER = re.compile(rf"{POINTS}$", re.IGNORECASE)
NUMBER_FIRST = re.compile(rf"({POINTS})\s*[:–—-]?\s*([^\W\d]\D+)$", re.IGNORECASE)

Pair = tuple[str, str]  # the name of an area, and its number as printed


def shape_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Turn tables with areas along the top, and make tables of consecutive texts with areas and numbers."""
    shaped: list[Block] = []
    run: list[Text] = []
    for block in blocks:
        if isinstance(block, Text) and (not run or block.kind == run[-1].kind):
            run.append(block)
            continue
        shaped += _shape_run(run)
        run = [block] if isinstance(block, Text) else []
        if isinstance(block, Table):
            shaped += _shape_table(block)
    shaped += _shape_run(run)
    return tuple(shaped)


def _shape_table(table: Table) -> Iterator[Block]:
    """The caption of the table, if its first row is one, and the table, turned if areas are along its top."""
    rows = table.rows
    told = [cell.text for cell in rows[0] if cell.text]
    if len(told) == 1 and len(rows) > 1 and len(rows[1]) > 1 and len(rows[0]) in (1, len(rows[1])):
        yield Text("paragraph", told[0])
        rows = rows[1:]
    if _lies_on_its_side(rows):
        columns = zip_longest(*rows, fillvalue=Cell(""))
        rows = tuple(columns)
    yield Table(rows)


def _lies_on_its_side(rows: Sequence[Sequence[Cell]]) -> bool:
    plain = all(cell.columns == cell.rows == 1 for row in rows for cell in row)
    below = {number for row in rows[1:] for cell in row[:1] for number in _find_numbers(cell.text)}
    return plain and not below and len(_list_areas(cell.text for cell in rows[0])) >= LEAST_AREAS


def _shape_run(run: Sequence[Text]) -> Iterator[Block]:
    """Consecutive texts of one kind, with areas and their numbers made tables."""
    start = 0
    while start < len(run):
        read = next((read for read in (_read_joined, _is_bare) if read(run[start].text)), None)
        end = start + 1
        while read and end < len(run) and read(run[end].text):
            end += 1
        stretch = run[start:end]
        pairs = _pair_up(stretch)
        if pairs:
            yield Table(tuple((Cell(name), Cell(number)) for name, number in pairs))
        else:
            yield from stretch
        start = end


def _pair_up(stretch: Sequence[Text]) -> list[Pair]:
    """Pairs of areas and numbers; none when there are too few or it is not certain which belong together."""
    texts = [text.text for text in stretch]
    pairs = [pair for text in texts if (pair := _read_joined(text))]
    if not pairs and len(texts) % 2 == 0:
        twos = list(zip(texts[::2], texts[1::2], strict=True))
        if all(NUMBER.match(second) for _, second in twos):
            pairs = twos
        elif all(NUMBER.match(first) for first, _ in twos):
            pairs = [(name, number) for number, name in twos]
    areas = _list_areas(name for name, _ in pairs)
    is_sure = len(areas) == len(pairs) >= LEAST_AREAS
    return pairs if is_sure else []


def _read_joined(text: str) -> Pair | None:
    """The area and number of a text such as ``57 poäng: Offentlighet och demokrati``."""
    match = NUMBER_FIRST.match(text)
    return (match[2].strip(), match[1].strip()) if match and find_areas(match[2]) else None


def _is_bare(text: str) -> bool:
    """Whether a text is only the name of an area or only a number."""
    return bool(NUMBER.match(text) or (find_areas(text) and not re.search(r"\d", text)))


def _list_areas(names: Iterable[str]) -> set[int]:
    """The numbers of the areas that the names certainly mean."""
    return {number for name in names for number in _find_numbers(name)}


def _find_numbers(name: str) -> set[int]:
    numbers = {area.area_no for area in find_areas(name)}
    return numbers if len(numbers) == 1 else set()
