"""In what form a block of area rows is printed, so that each reader keeps to its own."""

from __future__ import annotations

from itertools import pairwise

from extract.numbers import is_filler
from extract.page.words import LEADER
from extract.readers.bars import match_lying
from extract.readers.beside import is_prose
from extract.readers.rows import Block

STRAIGHT = 9.0  # points: numbers of one column lie no further apart
INLINE_GAP = 1.7  # times the height, between a label and its number in running text
MANY_STRANGERS = 3
SPREAD = 4.0  # times the height: labels further apart have text between them


def tell_layout(block: Block) -> str:
    """``overview``, ``bars``, ``list``, ``table``, ``headings`` or ``ragged``; ``bare`` without numbers."""
    rows = block.area_rows
    if not rows:
        return "bare"
    numbers = [number for row in rows for number in row.numbers]
    if match_lying(block.page, numbers):
        return "bars"
    if _is_spread(block) and (_is_inline(block) or (_says_points(block) and _parts_prose(block))):
        return "headings"
    mains = sum(1 for row in block.rows if row.what == "main")
    if block.strangers >= MANY_STRANGERS + mains:
        return "overview"
    firsts = [row.numbers[0].word for row in rows]
    ends_of_first = [
        row.numbers[0].ratio_word.x1 if row.numbers[0].ratio_word else row.numbers[0].word.x1 for row in rows
    ]
    spread = min(
        max(values) - min(values)
        for values in (
            [word.x0 for word in firsts],
            ends_of_first,
            [(word.x0 + end) / 2 for word, end in zip(firsts, ends_of_first, strict=True)],
        )
    )
    ends = [row.words[-1].x1 for row in rows]
    ragged = spread > STRAIGHT or max(ends) - min(ends) < STRAIGHT or len(rows) == 1
    if _is_inline(block) and (ragged or _says_points(block)):
        return "list"
    return "table" if spread <= STRAIGHT else "ragged"


def _is_spread(block: Block) -> bool:
    """Whether running text stands between the labels, as between headings."""
    steps = sorted(
        (after.top - mention.bottom) / mention.words[0].height for mention, after in pairwise(block.mentions)
    )
    return bool(steps) and steps[len(steps) // 2] > SPREAD


def _parts_prose(block: Block) -> bool:
    """Whether most labels have one number each, and running text before the next label."""
    lines = [line[0].middle for line in block.page.lines() if is_prose(line)]
    steps = [(mention.bottom, after.top) for mention, after in pairwise(block.mentions)]
    parted = sum(any(top < middle < bottom for middle in lines) for top, bottom in steps)
    return parted * 2 > len(steps) and all(len(row.numbers) == 1 for row in block.area_rows)


def _says_points(block: Block) -> bool:
    """Whether most rows give points by word, with at most a bracket after them: they need no heading."""
    firsts = [row.numbers[0] for row in block.area_rows]
    others = [number for row in block.area_rows for number in row.numbers[1:]]
    return sum(number.points for number in firsts) * 2 > len(firsts) and all(
        number.bracketed or number.signed for number in others
    )


def _is_inline(block: Block) -> bool:
    mentions = {mention.area_no: mention for mention in block.mentions}
    close = 0
    rows = block.area_rows
    for row in rows:
        mention = mentions[row.area_no or 0]
        first = row.numbers[0].word
        if not any(word is first for word in mention.after):
            continue
        at = next(place for place, word in enumerate(mention.after) if word is first)
        before = mention.after[:at]
        edge = before[-1].x1 if before else mention.x_end
        led = any(word.text == LEADER for word in before)
        close += (led or (first.x0 - edge < INLINE_GAP * first.height and mention.closes_cell)) and all(
            is_filler(word) for word in before
        )
    return close * 4 >= len(rows) * 3
