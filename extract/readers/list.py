"""Lists of areas: the points stand in the running line after each name, perhaps with a bracket."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.mentions import is_contents
from extract.numbers import Number
from extract.page.words import PageWords
from extract.readers.context import (
    BRACKET,
    find_bracket_sentence,
    find_title,
    is_foreign,
    understand_bracket,
    understand_title,
)
from extract.readers.layout import tell_layout
from extract.readers.making import make_reading
from extract.readers.rows import Block, find_blocks
from extract.records import Identity, Reading, ReadingKind
from extract.vocabulary import CHANGE, Meaning, understand_words

LEAST_ROWS = 3


def read_lists(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """A reading for every number in a list of areas."""
    for page in pages:
        if is_contents(page):
            continue
        for index, block in enumerate(find_blocks(page)):
            if tell_layout(block) == "list" and len(block.area_rows) >= LEAST_ROWS:
                yield from _read_list(block, f"list:{page.number}:{index}:{page.angle}", identity)


def _read_list(block: Block, name: str, identity: Identity) -> Iterator[Reading]:
    title = find_title(block.above, block.top)
    bare = _understand_bare(block, title, identity)
    bracket, words = understand_bracket(block.page, identity)
    for row in block.rows:
        for at, number in enumerate(row.numbers):
            meaning, said = _choose(at, number, bare, bracket)
            yield make_reading(
                "list",
                number,
                meaning,
                page=block.page.number,
                group=f"{name}:{said}",
                what=row.what,
                area_no=row.area_no,
                label=row.label,
                words=words if said == "bracket" else title,
                editions=block.editions,
                from_image=block.page.from_image,
            )


def _choose(at: int, number: Number, bare: Meaning, bracket: Meaning) -> tuple[Meaning, str]:
    if number.percent:
        return Meaning(ReadingKind.PERCENT), "percent"
    if number.signed and number.bracketed:
        year = bracket.year if bracket.kind is ReadingKind.CHANGE else None
        return Meaning(ReadingKind.CHANGE, year), "bracket"
    if number.signed:
        return Meaning(ReadingKind.CHANGE), "change"
    if number.bracketed and (at > 0 or bracket.kind is not ReadingKind.UNKNOWN):
        return bracket, "bracket"
    if at == 0:
        return bare, "bare"
    return Meaning(ReadingKind.UNKNOWN), f"later{at}"


def _understand_bare(block: Block, title: str, identity: Identity) -> Meaning:
    firsts = [row.numbers[0] for row in block.area_rows]
    if is_foreign(title, identity):
        return Meaning(ReadingKind.OTHER)
    said = (
        understand_title(title, identity)
        if title and not BRACKET.search(title)
        else Meaning(ReadingKind.UNKNOWN)
    )
    if said.kind in (ReadingKind.SCORE, ReadingKind.AVERAGE, ReadingKind.PREVIOUS):
        return said
    if CHANGE.search(title) and not BRACKET.search(title) and "fördel" not in title:
        return Meaning(ReadingKind.UNKNOWN)
    if understand_words(find_bracket_sentence(block.page), identity).kind is ReadingKind.SCORE:
        return Meaning(ReadingKind.UNKNOWN)
    backed = sum(number.points or number.ratio_max == 100 for number in firsts) * 2 > len(firsts)
    bracketed = sum(len(row.numbers) > 1 for row in block.area_rows) * 2 > len(firsts)
    if backed or (bracketed and find_bracket_sentence(block.page)):
        return Meaning(ReadingKind.SCORE)
    return Meaning(ReadingKind.UNKNOWN)
