"""Find the headings of columns among the words above their numbers.

The lines above a table are read from its first row upwards, as long as they have headings. However the
headings are aligned, their order is that of the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.joining import join_lines
from extract.numbers import Number, parse_numbers
from extract.page.words import PageWords, Word, cover_boxes
from extract.series.assigned import Column, assign_phrases, find_heads, find_pitch, stand_in_order
from extract.series.colours import is_legend
from extract.series.ladders import Ladder
from extract.series.lines import PROSE_SPACE, Phrase, is_prose, is_running
from extract.series.measures import Found
from extract.series.sheet import Sheet
from extract.series.stretch import find_stretch, find_top
from extract.vocabulary import MAXIMUM, MOST_IN_BRACKETS, YEAR

HEADING_STEP = 2.3  # multiple of a line's height; largest distance between two lines of headings
OF_MUNICIPALITIES = re.compile(r"(?:\w+ )?kommun(?:er|ers|ar)\b")
SAME_LEFT = 1.5  # points; largest difference between the left edges of two lines of a heading
ACROSS = 0.15  # share of the height; lines that overlap by so much are beside each other
SAME_CELL = 0.9  # multiple of a number's height; largest gap between two numbers in one cell
HIGHEST_TURNED = 190.0  # points; largest height of rotated headings above the first row
IN_BRACKETS = re.compile(r"\(([^()]*(?:[^\W\d]{3}|(?:19|20)\d\d)[^()]*)\)")
TITLE_EDGE = 9.0  # points; the title of a table may begin so much to the left of its labels


def name_columns(sheet: Sheet, ladder: Ladder, columns: Sequence[Found]) -> list[str]:
    """Return the heading of each column, in the order of ``columns``; empty if none is found."""
    ordered = _order(columns)
    top = find_top(sheet, ladder)
    above = _list_above(sheet, ladder, top)
    legends = [is_legend(sheet.view, line) for line in above]
    texts = _head(ordered, above, legends, top, max(each.x1 for each in ladder.ordered))
    if not any(texts):
        texts = _head_turned(ordered, sheet.turned, top)
    found = [""] * len(columns)
    for column, text in zip(ordered, texts, strict=True):
        found[column.place] = text
        if column.brackets is not None:
            found[column.place], found[column.brackets] = _part_brackets(text)
    return found


def _order(columns: Sequence[Found]) -> list[Column]:
    """Return the columns from left to right, each with the column of numbers in brackets in its cells."""
    spans = [measure(each.values()) for each in columns]
    ordered: list[Column] = []
    for at in sorted(range(len(columns)), key=lambda at: spans[at]):
        x0, x1 = spans[at]
        before = ordered[-1] if ordered else None
        if before and before.brackets is None and _shares_cells(columns[before.place], columns[at]):
            ordered[-1] = Column(before.x0, x1, before.place, at)
        else:
            ordered.append(Column(x0, x1, at))
    return ordered


def measure(numbers: Iterable[Number]) -> tuple[float, float]:
    """Return the left and the right edge of numbers, including maxima after them."""
    edges = [(number.word.x0, (number.ratio_word or number.word).x1) for number in numbers]
    return min(x0 for x0, _ in edges), max(x1 for _, x1 in edges)


def _shares_cells(column: Found, after: Found) -> bool:
    """Whether most numbers of a column are in brackets directly after those of the column before it."""
    near = [
        number
        for area_no, number in after.items()
        if area_no in column
        and number.bracketed
        and 0
        <= number.word.x0 - (column[area_no].ratio_word or column[area_no].word).x1
        < SAME_CELL * number.word.height
    ]
    return len(near) * 2 > len(after)


def _part_brackets(heading: str) -> tuple[str, str]:
    """Split a heading into that of a column and that of the numbers in brackets in its cells.

    ``Poäng 2018 (2015)`` is ``Poäng 2018`` and ``2015``. The second is empty if the heading has no brackets.
    """
    found = IN_BRACKETS.search(heading)
    if not found or MOST_IN_BRACKETS.search(heading):
        return heading, ""
    return join_lines([heading[: found.start()], heading[found.end() :]]), found[1]


def _list_above(sheet: Sheet, ladder: Ladder, top: float) -> list[tuple[Word, ...]]:
    """List the lines above a table, the nearest last, as far as they are in its part of the page."""
    lines = sheet.view.lines()
    left, right = find_stretch(sheet, ladder)
    above = []
    for line in lines:
        inside = tuple(word for word in line if left - 1 <= word.x0 <= right - TITLE_EDGE)
        if (
            inside
            and line[0].middle < top
            and inside[0].bottom <= top + 2
            and not _is_cut(line, inside)
            and not is_running(line, sheet.view)
        ):
            above.append(inside)
    return above


def _is_cut(line: Sequence[Word], inside: Sequence[Word]) -> bool:
    """Whether text of a line continues beyond an edge of a part of it."""
    places = line.index(inside[0]), line.index(inside[-1]) + 1
    return any(
        0 < at < len(line) and line[at].x0 - line[at - 1].x1 < PROSE_SPACE * line[at].height for at in places
    )


def _head(
    columns: Sequence[Column],
    above: Sequence[tuple[Word, ...]],
    legends: Sequence[bool],
    top: float,
    labels_end: float,
) -> list[str]:
    """Return the words above each column, from the lines that have headings.

    One that is among ``legends`` has them only if it has one for each column, and no line below it has any.
    """
    heads: list[tuple[list[Phrase], bool]] = []
    below = top
    for at in range(len(above) - 1, -1, -1):
        line = above[at]
        if below - line[0].bottom > HEADING_STEP * line[0].height or is_prose(line):
            break
        phrases = find_heads(line, columns, labels_end)
        if legends[at] and (heads or not stand_in_order(phrases, columns)):
            break
        if not phrases and heads and line[-1].x1 > columns[0].x0 + 4:
            break
        wrapped = bool(heads) and _lies_across(line, above[at + 1])
        under = heads[-1][0] if heads else []
        cells = [each for each in phrases if _is_cell(each) and not _counts_municipalities(each, under)]
        if not wrapped and len(cells) * 2 > len(phrases):
            break
        if phrases:
            heads.append((phrases, wrapped))
        below = line[0].top
    texts: list[list[str]] = [[] for _ in columns]
    whole = next((at for at, (phrases, _) in enumerate(heads) if stand_in_order(phrases, columns)), 0)
    for at, (phrases, wrapped) in enumerate(heads):
        following = _find_headings_continued(phrases, heads[whole][0]) if at < whole else []
        for phrase, (first, last) in following or assign_phrases(
            phrases, columns, list(map(join_lines, texts)), heads[at - 1][0] if at else (), wrapped=wrapped
        ):
            for place in range(first, last + 1):
                texts[place].insert(0, phrase)
    return [join_lines(parts) for parts in texts]


def _find_headings_continued(
    phrases: Sequence[Phrase], whole: Sequence[Phrase]
) -> list[tuple[str, tuple[int, int]]]:
    """Assign the phrases of a line below a whole line of headings to these by their left edges.

    Empty unless each phrase has the left edge of one heading, and each heading at most one phrase.
    """
    found = []
    for phrase in phrases:
        at = [no for no, each in enumerate(whole) if abs(each.x0 - phrase.x0) <= SAME_LEFT]
        if len(at) != 1:
            return []
        found.append((phrase.text, (at[0], at[0])))
    return found if len({at for _, at in found}) == len(found) else []


def _lies_across(line: Sequence[Word], below: Sequence[Word]) -> bool:
    """Whether a line begins higher than the end of the one above it, as beside headings of more lines."""
    return line[0].bottom - below[0].top > ACROSS * min(line[0].height, below[0].height)


def _counts_municipalities(phrase: Phrase, below: Sequence[Phrase]) -> bool:
    """Whether a number is the count of municipalities for the heading below it."""
    return any(
        OF_MUNICIPALITIES.match(each.text) and phrase.x0 < each.x1 and each.x0 < phrase.x1 for each in below
    )


def _is_cell(phrase: Phrase) -> bool:
    """Whether a phrase ends in a number that is no year, so that it is a row and no heading."""
    last = phrase.words[-1]
    if YEAR.fullmatch(last.text) or not parse_numbers([last]):
        return False
    return len(phrase.words) == 1 or not MAXIMUM.search(phrase.text)


def _head_turned(columns: Sequence[Column], turned: Sequence[PageWords], top: float) -> list[str]:
    """Find rotated headings above the columns."""
    texts: list[list[str]] = [[] for _ in columns]
    for line in (line for view in turned for line in view.lines()):
        box = cover_boxes(word.box for word in line)
        middle = (box.x0 + box.x1) / 2
        near = min(range(len(columns)), key=lambda at: abs(columns[at].middle - middle))
        if (
            abs(columns[near].middle - middle) <= find_pitch(columns) / 2
            and top - HIGHEST_TURNED < box.top
            and box.bottom < top + 3
        ):
            texts[near].append(" ".join(word.text for word in line))
    return [join_lines(parts) for parts in texts]
