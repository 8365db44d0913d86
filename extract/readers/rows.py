"""Rows of a page that belong to areas: the label, what is printed beside it and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.instrument import Area
from extract.mentions import Mention, find_mentions
from extract.numbers import Number, parse_numbers
from extract.words import PageWords, Word

SAME_EDGE = 18.0  # points: labels of one table begin no further apart
SUM_LABEL = re.compile(r"^(?:del)?(?:summa|sum|totalt?|sammanlagt|samlet)\b", re.IGNORECASE)
SUBAREA_NUMBER = re.compile(r"^([1-8])\.(\d{1,2})\.?$")


@dataclass
class Row:
    """A line of numbers with its label. ``what`` is ``area``, ``subarea`` or ``sum``."""

    what: str
    page: PageWords
    label: str
    numbers: list[Number]
    area_no: int | None = None
    subarea_no: str | None = None
    headings: list[Word] = field(default_factory=list)


@dataclass
class Block:
    """Areas in ascending order whose labels begin at one edge, with their rows and the words above."""

    rows: list[Row]
    mentions: list[Mention]
    above: list[tuple[Word, ...]]
    editions: tuple[int, ...]


def find_blocks(page: PageWords) -> list[Block]:
    """The blocks of area rows on a page."""
    mentions = [each for each in find_mentions(page) if each.opens_cell and each.closes_cell]
    runs = _split_runs(mentions)
    lines = page.lines()
    return [_make_block(page, run, lines, mentions) for run in runs]


def _split_runs(mentions: Sequence[Mention]) -> list[list[Mention]]:
    runs: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda each: each.top):
        for run in reversed(runs):
            if abs(run[-1].words[0].x0 - mention.words[0].x0) <= SAME_EDGE:
                if mention.area_no > run[-1].area_no and _share_edition(run, mention):
                    run.append(mention)
                    break
                runs.append([mention])
                break
        else:
            runs.append([mention])
    return runs


def _share_edition(run: Sequence[Mention], mention: Mention) -> bool:
    return bool(find_editions([*run, mention]))


def find_editions(mentions: Sequence[Mention]) -> tuple[int, ...]:
    """The editions in which every one of the labels names an area."""
    sets = [{area.edition for area in each.areas} for each in mentions]
    return tuple(sorted(set.intersection(*sets))) if sets else ()


def _make_block(
    page: PageWords, run: list[Mention], lines: Sequence[tuple[Word, ...]], mentions: Sequence[Mention]
) -> Block:
    left = min(mention.x0 for mention in run) - 2
    right = min(
        (other.x0 - 4 for other in mentions if other.x0 > max(each.x1 for each in run) and other not in run),
        default=page.width,
    )
    rows: list[Row] = []
    for index, mention in enumerate(run):
        rows.append(_read_area_row(page, mention, lines, left, right))
        end = run[index + 1].top if index + 1 < len(run) else page.height
        rows += _read_rows_below(page, mention, lines, left, right, end)
    above = [
        tuple(word for word in line if left - 60 <= word.x0 <= right)
        for line in lines
        if line[0].bottom <= run[0].top + 1
    ]
    return Block(rows, run, [line for line in above if line], find_editions(run))


def _read_area_row(
    page: PageWords, mention: Mention, lines: Sequence[tuple[Word, ...]], left: float, right: float
) -> Row:
    own = {id(word) for word in (*mention.words, *mention.lead)}
    numbers: list[Number] = []
    headings: list[Word] = []
    for line in lines:
        if not (mention.top - 2 <= line[0].middle <= mention.bottom + 2):
            continue
        rest = [word for word in line if id(word) not in own and left - 80 <= word.x0 < right]
        numbers += parse_numbers(rest)
        headings += [word for word in rest if word.text[:1].isalpha()]
    return Row("area", page, mention.label, numbers, mention.area_no, headings=headings)


def _read_rows_below(
    page: PageWords,
    mention: Mention,
    lines: Sequence[tuple[Word, ...]],
    left: float,
    right: float,
    end: float,
) -> list[Row]:
    rows: list[Row] = []
    bottom = mention.bottom
    waiting: list[Word] = []
    for line in lines:
        if line[0].middle <= mention.bottom + 1 or line[0].middle >= end - 1:
            continue
        inside = [word for word in line if left - 2 <= word.x0 < right]
        if not inside:
            continue
        if inside[0].top - bottom > 40:
            break
        bottom = inside[0].bottom
        numbered = SUBAREA_NUMBER.match(inside[0].text)
        if numbered and int(numbered[1]) != mention.area_no:
            break
        label = [word for word in inside if not parse_numbers([word]) or word is inside[0]]
        numbers = parse_numbers(inside[1:] if numbered else inside)
        text = " ".join(word.text for word in (*waiting, *label))
        if SUM_LABEL.match(" ".join(word.text for word in label)):
            rows.append(Row("sum", page, text, numbers, mention.area_no))
            waiting = []
        elif numbers:
            subarea = numbered or (SUBAREA_NUMBER.match(waiting[0].text) if waiting else None)
            number = f"{subarea[1]}.{subarea[2]}" if subarea else None
            rows.append(Row("subarea", page, text, numbers, mention.area_no, number))
            waiting = []
        else:
            waiting = [*waiting, *label]
    return rows


def list_areas(block: Block) -> list[Area]:
    """The areas that a block's labels name, in the newest edition they share."""
    edition = max(block.editions)
    return [next(area for area in mention.areas if area.edition == edition) for mention in block.mentions]
