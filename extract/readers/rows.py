"""Rows of a page that belong to areas: labels below each other and the numbers beside each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.instrument import MAX_SCORE
from extract.mentions import Mention, find_editions, find_labels, find_mentions
from extract.numbers import MOST_OPENS, POINT_UNIT, Number, parse_number, parse_numbers
from extract.page.words import PageWords, Word, find_once
from extract.readers.beside import BAND, PROSE_SPACE, find_text_beside, has_text_before, is_prose
from extract.vocabulary import AVERAGE, YEAR

SAME_EDGE = 14.0  # points: labels of one table begin, end or are centred no further apart
SUM_LABEL = re.compile(
    r"^(?:del)?(?:summa|sum\b|total|sammanlag[td]|samlet|samlad|til\s?sammen|poängsumma|kommunens total)",
    re.IGNORECASE,
)
RUNNING = re.compile(r"(?:kommunkompassen|kommunekompasset|sveriges kommuner|svenska kommunförb)", re.I)
COUNTED = re.compile(r"\(\d{1,3}\)")  # the pages of a document, after the number of one
SUBTOTAL = re.compile(r"^del", re.IGNORECASE)  # of a main area, not of all eight
SIDE_BY_SIDE = 5  # labels: more than the cards or the halves of a table that stand beside each other
NEAR_TOTAL = 70.0  # points between the areas and their total
BEFORE = 3.0  # times the height, from a number to the label that it stands before
UNIT_BELOW = 0.4  # times the height
TITLE_EDGE = 9.0  # points that the title of a table may begin before its labels


@dataclass
class Row:
    """A label with the numbers beside it. ``what`` is ``area``, ``main`` or ``sum``."""

    what: str
    label: str
    words: tuple[Word, ...]
    numbers: list[Number]
    area_no: int | None = None


@dataclass
class Block:
    """Area labels at one edge of a page with their rows; ``left`` and ``right`` bound what belongs to it."""

    page: PageWords
    mentions: list[Mention]
    rows: list[Row]
    left: float
    right: float
    above: list[tuple[Word, ...]] = field(default_factory=list)  # lines above, nearest last, within bounds
    strangers: int = 0  # lines with numbers between the rows that belong to none of them

    @property
    def editions(self) -> tuple[int, ...]:
        """The editions in which every label names an area."""
        return find_editions(self.mentions)

    @property
    def area_rows(self) -> list[Row]:
        """The areas' rows that have numbers."""
        return [row for row in self.rows if row.what == "area" and row.numbers]

    @property
    def top(self) -> float:
        """Upper edge of the first row."""
        return min(word.top for row in self.rows for word in row.words)


@find_once
def find_blocks(page: PageWords) -> list[Block]:
    """The blocks of area rows on a page, from top to bottom; a lone label makes a block too."""
    runs = _split_runs(_drop_side_by_side(find_labels(page)))
    mains = [each for each in find_mentions(page) if not each.areas and each.opens_cell]
    lines = page.lines()
    return _order([_make_block(page, run, runs, mains, lines) for run in runs])


def _order(blocks: list[Block]) -> list[Block]:
    """Blocks from top to bottom, those beside each other from left to right."""
    ordered: list[Block] = []
    for block in blocks:
        at = len(ordered)
        while at and _stands_right(ordered[at - 1].mentions, block.mentions):
            at -= 1
        ordered.insert(at, block)
    return ordered


def _stands_right(run: Sequence[Mention], other: Sequence[Mention]) -> bool:
    return other[0].top < run[-1].bottom and max(mention.x1 for mention in other) < _find_edge(run)


def _drop_side_by_side(mentions: Sequence[Mention]) -> list[Mention]:
    """The labels without those that stand beside so many others that they head columns or upright bars."""
    return [
        mention
        for mention in mentions
        if len({each.area_no for each in mentions if each.top < mention.bottom and mention.top < each.bottom})
        < SIDE_BY_SIDE
    ]


def _split_runs(mentions: Sequence[Mention]) -> list[list[Mention]]:
    runs: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda each: each.top):
        for run in reversed(runs):
            if not _is_aligned(run[-1], mention):
                continue
            known = {each.area_no for each in run}
            if mention.area_no not in known and find_editions([*run, mention]):
                run.append(mention)
            else:
                runs.append([mention])
            break
        else:
            runs.append([mention])
    return runs


def _is_aligned(one: Mention, other: Mention) -> bool:
    ends = abs(one.x1 - other.x1), abs(one.x0 + one.x1 - other.x0 - other.x1) / 2
    starts = [abs(one.x0 - other.x0), abs(one.words[0].x0 - other.words[0].x0)]
    if one.lead and other.lead:
        starts.append(abs(one.lead[0].x0 - other.lead[0].x0))
    return min(starts) <= SAME_EDGE or min(ends) <= SAME_EDGE / 2


def _make_block(
    page: PageWords,
    run: list[Mention],
    runs: Sequence[Sequence[Mention]],
    mains: Sequence[Mention],
    lines: Sequence[tuple[Word, ...]],
) -> Block:
    left, right = _find_bounds(run, runs, lines)
    rows = [_read_row("area", mention, lines, left, right) for mention in run]
    top, bottom = run[0].top, run[-1].bottom
    for mention in mains:
        if top - 40 <= mention.top <= bottom and _is_aligned(run[0], mention):
            rows.append(_read_row("main", mention, lines, left, right))
    rows += _find_totals(run, lines, left, right)
    rows.sort(key=lambda row: row.words[0].top)
    block = Block(page, run, rows, left, right)
    block.strangers = _count_strangers(block, lines)
    first = block.top
    block.above = [
        inside
        for line in lines
        if line[0].middle < first
        and (inside := tuple(word for word in line if left - 1 <= word.x0 <= right - TITLE_EDGE))
        and inside[0].bottom <= first + 2
        and not _is_cut(line, inside)
        and not is_running(line, page)
    ]
    return block


def is_running(line: Sequence[Word], page: PageWords) -> bool:
    """Whether a line is a running head: the publisher's at the edge of a page, or a date and a page of pages.

    No date in it heads a column.
    """
    text = " ".join(word.text for word in line)
    if RUNNING.match(text) and not page.height * 0.1 < line[0].box.top < page.height * 0.9:
        return True
    counts_pages = any(
        one.text.isdigit() and COUNTED.fullmatch(other.text) and not YEAR.fullmatch(one.text)
        for one, other in pairwise(line)
    )
    return counts_pages and bool(YEAR.search(text))


def _is_cut(line: Sequence[Word], inside: Sequence[Word]) -> bool:
    """Whether text runs on from a part of a line over an edge of the part."""
    places = line.index(inside[0]), line.index(inside[-1]) + 1
    return any(
        0 < at < len(line) and line[at].x0 - line[at - 1].x1 < PROSE_SPACE * line[at].height for at in places
    )


def _find_bounds(
    run: Sequence[Mention], runs: Sequence[Sequence[Mention]], lines: Sequence[tuple[Word, ...]]
) -> tuple[float, float]:
    """From the nearest labels on the left, if there are any beside this run, to the nearest on the right."""
    top, bottom = run[0].top, run[-1].bottom
    x0 = min(mention.x0 for mention in run)
    x1 = max(mention.x1 for mention in run)
    left, right = float("-inf"), float("inf")
    for other in runs:
        if other is run or other[-1].bottom < top or other[0].top > bottom:
            continue
        if _find_edge(other) > x1:
            right = min(right, _find_start(other, runs, lines) - 3)
        elif max(each.x1 for each in other) < x0:
            start = _find_start(run, runs, lines)
            left = max(left, start - (12 if start == _find_edge(run) else 3))
    if has_text_before(lines, top, bottom, x0):
        left = max(left, _find_start(run, runs, lines) - 12)
    return left, min(right, find_text_beside(lines, top, bottom, x1) - 3)


def _find_edge(run: Sequence[Mention]) -> float:
    return min(word.x0 for each in run for word in (*each.lead, *each.words))


def _find_start(
    run: Sequence[Mention], runs: Sequence[Sequence[Mention]], lines: Sequence[tuple[Word, ...]]
) -> float:
    """Where labels begin, with the numbers that stand right before them and not after."""
    edge = _find_edge(run)
    edges = [_find_edge(other) for other in runs]
    starts = []
    for mention in run:
        beside = [
            number
            for line in lines
            if mention.top - BAND <= line[0].middle <= mention.bottom + BAND
            for number in parse_numbers(line)
        ]
        after = [number.word for number in beside if number.word.x0 >= mention.x1]
        if any(all(not 0 <= other - word.x1 <= BEFORE * word.height for other in edges) for word in after):
            return edge
        near = [n.word for n in beside if 0 <= edge - n.word.x1 <= BEFORE * n.word.height]
        starts += [max(word.x0 for word in near)] if near else []
    return min(starts) if len(starts) * 4 >= len(run) * 3 else edge


def _read_row(
    what: str, mention: Mention, lines: Sequence[tuple[Word, ...]], left: float, right: float
) -> Row:
    own = {id(word) for word in (*mention.words, *mention.lead)}
    after: list[Number] = []
    before: list[Number] = []
    most: float | None = None
    top = min(word.top for word in (*mention.lead, *mention.words))
    for line in lines:
        if not top - BAND <= line[0].middle <= mention.bottom + BAND:
            continue
        free = [word for word in line if id(word) not in own and left <= word.x0 < right]
        most = most or _find_most(free)
        after += parse_numbers([word for word in free if word.x0 >= mention.x0])
        before += parse_numbers([word for word in free if word.x0 < mention.x0])
    numbers = [_add_unit(number, lines) for number in after or before]
    if most not in (None, MAX_SCORE):
        numbers = [replace(number, ratio_max=number.ratio_max or most) for number in numbers]
    return Row(what, mention.label, (*mention.lead, *mention.words), numbers, mention.area_no or None)


def _find_most(words: Sequence[Word]) -> float | None:
    """The maximum in a bracket right after a name."""
    if len(words) < 2 or not MOST_OPENS.match(words[0].text):
        return None
    number = parse_number(words[1])
    return number.value if number else None


def _add_unit(number: Number, lines: Sequence[tuple[Word, ...]]) -> Number:
    """The number with the word for points that stands alone right below it."""
    below = [
        word
        for line in lines
        for word in line
        if -0.3 <= (word.top - number.word.bottom) / number.word.height < UNIT_BELOW
        and word.x0 < number.word.x1
        and number.word.x0 < word.x1
    ]
    alone = len(below) == 1 and POINT_UNIT.match(below[0].text) and not number.percent
    return replace(number, points=True) if alone else number


def _find_totals(
    run: Sequence[Mention], lines: Sequence[tuple[Word, ...]], left: float, right: float
) -> list[Row]:
    edge = min(word.x0 for each in run for word in (*each.lead, *each.words))
    end = max(mention.x1 for mention in run)
    top, bottom = run[0].top, run[-1].bottom
    height = run[0].words[0].height
    pitch = (bottom - top) / max(len(run) - 1, 1)
    reach = max(NEAR_TOTAL, 1.5 * pitch) if len(run) > 1 else 3 * height
    rows = []
    for line in lines:
        middle = line[0].middle
        if not (top - 3.5 * height < middle < top or bottom < middle < bottom + reach):
            continue
        inside = [word for word in line if left <= word.x0 < right]
        if not inside or not edge - 30 <= inside[0].x0 <= end:
            continue
        text = " ".join(word.text for word in inside)
        numbers = parse_numbers(inside)
        sizes = [word for word in inside if word.text[:1].isalpha()]
        if (
            SUM_LABEL.match(text)
            and not AVERAGE.search(text)
            and numbers
            and len(sizes) <= 6
            and not text.rstrip().endswith(".")
        ):
            what = "main" if SUBTOTAL.match(text) else "sum"
            rows.append(Row(what, text, tuple(inside[:1]), numbers))
            if middle > bottom and what == "sum":
                break
    return rows


def _count_strangers(block: Block, lines: Sequence[tuple[Word, ...]]) -> int:
    """Labelled lines with numbers in the block's columns that stand between its rows."""
    if not block.area_rows:
        return 0
    columns = [(n.word.x0 - 4, n.word.x1 + 4) for row in block.area_rows for n in row.numbers]
    used = {id(number.word) for row in block.rows for number in row.numbers}
    used |= {id(number.ratio_word) for row in block.rows for number in row.numbers if number.ratio_word}
    top, bottom = block.mentions[0].top, block.mentions[-1].bottom
    count = 0
    for line in lines:
        text = " ".join(word.text for word in line)
        if not top < line[0].middle < bottom or is_prose(line) or SUM_LABEL.match(text):
            continue
        count += any(
            id(number.word) not in used
            and any(x0 < number.word.x1 and number.word.x0 < x1 for x0, x1 in columns)
            for number in parse_numbers(line)
        )
    return count
