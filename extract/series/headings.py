"""What stands at the head of a series: columns' headings in order, names of rows, legends, words beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.joining import join_lines
from extract.numbers import Number
from extract.page.words import LEADER
from extract.series.colours import find_colour, find_legend
from extract.series.ladders import Ladder
from extract.series.measures import Found
from extract.series.sheet import Cell, Sheet, find_once_for_number

HEAD_GAP = 2.6  # times the height between the headings and the first row
HEAD_STEP = 1.3  # times the height between the lines of headings
HEAD_LINES = 6
BESIDE = 90.0  # points between a number and a cell that belongs to it
ROOM = 230.0  # points between a name and its number on one line
ABOVE = 1.6  # times the height, the same up and down
UNDER_LARGE = 0.6  # times the height of a number in very large type
LONGEST = 60  # letters in a heading
YEARS = re.compile(r"(?:(?:19|20)\d\d\D{0,2}\s*)+$")
UNIT = re.compile(
    r"[(/]?\s*(?:p|poäng|poeng|av|max|maks)\b[\s.:]*(?:(?:av|max|maks)\s*)?#?\s*(?:p|poäng|poeng|möjliga|mulige)?[.)]*$",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\([^()]*\)?")
NUMERAL = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d+(?:[.,]\d+)?")  # but a year, which says of when


@dataclass(frozen=True)
class Head:
    """A block of words over a column."""

    cells: tuple[Cell, ...]

    @property
    def x0(self) -> float:
        """Left edge."""
        return min(cell.x0 for cell in self.cells)

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(cell.x1 for cell in self.cells)

    @property
    def text(self) -> str:
        """Its words, hyphenated ones made whole."""
        return join_lines(cell.text for cell in sorted(self.cells, key=lambda cell: (cell.top, cell.x0)))


def head_columns(sheet: Sheet, ladder: Ladder, columns: Sequence[Found]) -> dict[int, str]:
    """The heading of each column by its place in ``columns``, given to them in order from the left."""
    spans = [_span(column) for column in columns]
    order = sorted(range(len(columns)), key=lambda at: spans[at])
    lines = _list_head_lines(sheet, ladder, spans)
    heads, spanning = _make_heads(lines, ladder, [spans[at] for at in order])
    pairs = _assign([(head.x0, head.x1) for head in heads], [spans[at] for at in order])
    found = {order[column]: heads[head].text for head, column in pairs}
    for at in range(len(columns)):
        over = [cell.text for cell in spanning if cell.x0 < spans[at][1] and cell.x1 > spans[at][0]]
        found[at] = " ".join([*over, found.get(at, "")]).strip()
    return found


def _span(column: Found) -> tuple[float, float]:
    words = [number.word for number in column.values()]
    return min(word.x0 for word in words), max(word.x1 for word in words)


def _list_head_lines(
    sheet: Sheet, ladder: Ladder, spans: Sequence[tuple[float, float]]
) -> list[tuple[Cell, ...]]:
    top = min(label.top for label in ladder.labels.values())
    above = [line for line in sheet.lines if line[0].middle < top - 0.2 * ladder.height]
    return _climb(above, top, ladder, spans)


def _climb(
    above: Sequence[tuple[Cell, ...]], top: float, ladder: Ladder, spans: Sequence[tuple[float, float]]
) -> list[tuple[Cell, ...]]:
    left = min(span[0] for span in spans)
    found: list[tuple[Cell, ...]] = []
    for line in reversed(above[-HEAD_LINES:]):
        gap = top - max(cell.bottom for cell in line)
        if gap > (HEAD_STEP if found else HEAD_GAP) * ladder.height or _is_caption(line, left, spans):
            break
        if any(
            NUMERAL.fullmatch(cell.text) and not YEARS.match(cell.text) and _covers(cell, spans)
            for cell in line
        ):
            top = min(cell.top for cell in line)
            continue
        if found or any(_covers(cell, spans) for cell in line) or len(line) > 1:
            found.append(line)
            top = min(cell.top for cell in line)
        elif not found and len(line) == 1:
            break
    return found[::-1]


def _covers(cell: Cell, spans: Sequence[tuple[float, float]]) -> bool:
    return any(cell.x0 < right + 30 and cell.x1 > left - 30 for left, right in spans)


def _is_caption(line: Sequence[Cell], left: float, spans: Sequence[tuple[float, float]]) -> bool:
    """Whether a line is a title or running text over the table."""
    if any(cell.is_prose for cell in line):
        return True
    first = line[0]
    across = sum(1 for span in spans if first.x0 < span[1] and first.x1 > span[0])
    wide = first.x0 < left - 20 and (first.x1 > left or len(first.words) > 4)
    return len(line) == 1 and (wide or (across > 1 and len(first.words) > 5) or first.x1 < left - 40)


def _make_heads(
    lines: Sequence[Sequence[Cell]], ladder: Ladder, spans: Sequence[tuple[float, float]]
) -> tuple[list[Head], list[Cell]]:
    """Blocks of cells that stand over each other, and cells that stand over several columns."""
    label_left = min(label.x0 for label in ladder.labels.values())
    label_right = max(label.x1 for label in ladder.labels.values())
    spanning: list[Cell] = []
    blocks: list[list[Cell]] = []
    for line in reversed(lines):
        for cell in line:
            over = [span for span in spans if cell.x0 < span[1] and cell.x1 > span[0]]
            parts = [cell]
            if len(over) > 1:
                if len(cell.words) >= len(over) and (YEARS.match(cell.text) or len(cell.words) == len(over)):
                    parts = [Cell((word,)) for word in cell.words]
                else:
                    spanning.append(cell)
                    continue
            for part in parts:
                middle = (part.x0 + part.x1) / 2
                inside = label_left - 5 <= middle <= label_right and not any(
                    part.x0 < span[1] and part.x1 > span[0] for span in spans
                )
                if inside or (
                    part.x0 <= label_left + 5 and part.x1 < spans[0][0] and label_left < spans[0][0]
                ):
                    continue
                block = next(
                    (
                        each
                        for each in blocks
                        if min(other.x0 for other in each) < part.x1
                        and max(other.x1 for other in each) > part.x0
                    ),
                    None,
                )
                if block is None:
                    blocks.append([part])
                else:
                    block.append(part)
    heads = [Head(tuple(block)) for block in blocks]
    return sorted(heads, key=lambda head: head.x0 + head.x1), spanning


def _assign(
    heads: Sequence[tuple[float, float]], columns: Sequence[tuple[float, float]]
) -> list[tuple[int, int]]:
    """The best matching that keeps the order: as many pairs as can be, at the least distance of one edge."""
    best: tuple[float, list[tuple[int, int]]] | None = None
    for edge in (_left, _middle, _right):
        cost, pairs = _match(
            [[abs(edge(head) - edge(column)) for column in columns] for head in heads],
            len(heads),
            len(columns),
        )
        if best is None or (-len(pairs), cost) < (-len(best[1]), best[0]):
            best = cost, pairs
    pairs = best[1] if best else []
    far = max((right - left for left, right in columns), default=0) + 60
    return [
        (head, column)
        for head, column in pairs
        if heads[head][0] - far < columns[column][1] and heads[head][1] + far > columns[column][0]
    ]


def _left(span: tuple[float, float]) -> float:
    return span[0]


def _middle(span: tuple[float, float]) -> float:
    return (span[0] + span[1]) / 2


def _right(span: tuple[float, float]) -> float:
    return span[1]


def _match(costs: Sequence[Sequence[float]], heads: int, columns: int) -> tuple[float, list[tuple[int, int]]]:
    skip = 10_000.0
    table: list[list[tuple[float, list[tuple[int, int]]]]] = [
        [(0.0, []) for _ in range(columns + 1)] for _ in range(heads + 1)
    ]
    for head in range(heads + 1):
        for column in range(columns + 1):
            options = []
            if head and column:
                cost, pairs = table[head - 1][column - 1]
                options.append((cost + costs[head - 1][column - 1], [*pairs, (head - 1, column - 1)]))
            if head:
                cost, pairs = table[head - 1][column]
                options.append((cost + skip, pairs))
            if column:
                cost, pairs = table[head][column - 1]
                options.append((cost + skip, pairs))
            if options:
                table[head][column] = min(options, key=lambda option: option[0])
    cost, pairs = table[heads][columns]
    return cost % skip, pairs


def name_row(sheet: Sheet, numbers: Found) -> str:
    """What stands before a row of numbers on its line."""
    words = [number.word for number in numbers.values()]
    left = min(word.x0 for word in words)
    middle = sum(word.middle for word in words) / len(words)
    cells = [
        cell
        for cell in sheet.cells
        if cell.x1 <= left + 1
        and cell.top - 1 <= middle <= cell.bottom + 1
        and (not cell.text.isdigit() or YEARS.match(cell.text))
    ]
    return " ".join(cell.text for cell in cells)


def name_colour(sheet: Sheet, numbers: Found) -> str:
    """The legend of the bars that numbers stand at, where all have one colour."""
    colours = {find_colour(sheet.view, number) for number in numbers.values()}
    if len(colours) != 1 or None in colours:
        return ""
    colour = next(iter(colours))
    return find_legend(sheet, colour) if colour else ""


@find_once_for_number
def describe(sheet: Sheet, number: Number) -> tuple[str, str, str, str, str]:
    """What stands at a number: in its cell, left, above, right and below, figures as ``#``."""
    cell = sheet.cell_of.get(id(number.word))
    if cell is None:
        return "", "", "", "", ""
    at = next(place for place, word in enumerate(cell.words) if word is number.word)
    begin = max((place + 1 for place in range(at) if id(cell.words[place]) in sheet.named), default=0)
    own = " ".join(
        "#" if word is number.word else word.text
        for word in cell.words[begin:]
        if id(word) not in sheet.named and any(map(str.isalnum, word.text))
    )
    reach = ABOVE * cell.height
    around = sheet.list_cells(cell.top - reach, cell.bottom + reach)
    cells = [each for each in around if each.text != LEADER]
    beside = [each for each in cells if _on_line(each, cell)]
    left = [each for each in beside if each.x1 <= cell.x0 + 1]
    right = [each for each in beside if each.x0 >= cell.x1 - 1]
    near = [each for each in cells if _over(each, cell) and _is_close(each, cell)]
    over = [each for each in near if each.middle < cell.middle]
    heads = any(id(word) in sheet.named for word in cell.words)  # what stands under a heading is its text
    under = [each for each in near if each.middle > cell.middle and not (heads and not UNIT.match(each.text))]
    return (
        own,
        _plain(max(left, key=lambda each: each.x1, default=None), cell),
        _plain(max(over, key=lambda each: each.middle, default=None), cell),
        _plain(min(right, key=lambda each: each.x0, default=None), cell),
        _plain(min(under, key=lambda each: each.middle, default=None), cell),
    )


def _on_line(one: Cell, other: Cell) -> bool:
    return one is not other and abs(one.middle - other.middle) < 0.5 * max(one.height, other.height)


def _over(one: Cell, other: Cell) -> bool:
    return one is not other and one.x0 < other.x1 and one.x1 > other.x0


def _is_close(one: Cell, other: Cell) -> bool:
    gap = max(other.top - one.bottom, one.top - other.bottom)
    heights = one.height, other.height
    return gap < max(ABOVE * min(heights), UNDER_LARGE * max(heights))


def _plain(cell: Cell | None, at: Cell) -> str:
    if cell is None or len(cell.text) > LONGEST or cell.is_prose:
        return ""
    gap = max(at.x0 - cell.x1, cell.x0 - at.x1, 0)
    text = cell.text if YEARS.match(cell.text) else NUMERAL.sub("#", cell.text)
    return text if gap < (ROOM if cell.x1 <= at.x0 else BESIDE) else ""


def name_numbers(pairs: Sequence[tuple[Sheet, Number]]) -> str:
    """The words that stand alike at every one of the numbers; what names another number there is left out.

    What stands under every number may say of it whose it is.
    """
    described = [describe(sheet, number) for sheet, number in pairs]
    alike = [_name_alike(texts) for texts in zip(*described, strict=True)]
    own, left, above, right, below = alike
    own = own or _name_alike([_part_brackets(sheet, number) for sheet, number in pairs])
    above = "" if says_something(left) else above
    words = [own, *(text for text in (left, above) if "#" not in text or UNIT.match(text))]
    words += [right] if UNIT.match(right) else []
    words += [below] if UNIT.match(below) or "#" not in below else []
    return " ".join(text for text in words if says_something(text))


def _name_alike(texts: Sequence[str]) -> str:
    return texts[0] if len({text.casefold() for text in texts}) == 1 else ""


def _part_brackets(sheet: Sheet, number: Number) -> str:
    """The words of a number's cell but the area's name: in the brackets that it stands in, or outside all."""
    cell = sheet.cell_of.get(id(number.word))
    if cell is None:
        return ""
    text = " ".join(
        NUMERAL.sub("\0", word.text) if word is number.word else word.text
        for word in cell.words
        if id(word) not in sheet.named and any(map(str.isalnum, word.text))
    )
    inside = next((part for part in BRACKETS.findall(text) if "\0" in part), None)
    return (inside or BRACKETS.sub(" ", text)).strip("() ").replace("\0", "#")


def list_near(pairs: Sequence[tuple[Sheet, Number]]) -> tuple[str, ...]:
    """All that stands alike at every one of the numbers, on whichever side."""
    sides = zip(*(describe(sheet, number) for sheet, number in pairs), strict=True)
    alike = (texts[0] for texts in sides if len({text.casefold() for text in texts}) == 1)
    return tuple(text for text in alike if says_something(text))


def says_something(text: str) -> bool:
    """Whether words hold letters or a year: signs and figures say of no number what it is."""
    return any(map(str.isalpha, text)) or bool(YEARS.match(text))
