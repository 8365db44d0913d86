"""Columns of numbers and the words that head them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from extract.joining import join_lines
from extract.numbers import Number, parse_numbers
from extract.page.words import LEADER, Word
from extract.readers.rows import Row
from extract.records import Identity, ReadingKind
from extract.vocabulary import MAXIMUM, YEAR, Meaning, understand_heading

HEADING_LINES = 7
HEADING_STEP = 2.3  # times the height between heading lines
PHRASE_GAP = 0.55  # times the height: a wider space parts two headings
TYPED_GAP = 0.9  # the same in a typewriter's face, whose blanks are wider
TYPED_LETTERS = 3  # in words by which such a face is told
PROSE_WORDS = 7
HEADS_APART = 1.0  # times the height, between the headings of two columns
OF_MUNICIPALITIES = re.compile(r"(?:\w+ )?kommun(?:er|ers|ar)\b")
FLUSH = 6.0  # points: a heading and its numbers that end no further apart are set right
APART = 45.0  # points: a heading and its column stand nearer
ACROSS = 0.15  # times the height: lines that share so much of it stand beside each other
GROUP_ERROR = 0.3  # of the distance between columns, for a heading over several


@dataclass
class Column:
    """Numbers that stand below each other, with the words that head them."""

    x0: float
    x1: float
    cells: list[tuple[Row, Number]]
    heading: str = ""

    @property
    def middle(self) -> float:
        """Horizontal middle."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Phrase:
    """Words that stand close together on one heading line."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.words[-1].x1

    @property
    def text(self) -> str:
        """As printed."""
        return " ".join(word.text for word in self.words)


def find_columns(rows: Iterable[Row]) -> list[Column]:
    """The columns that the rows' numbers stand in, from left to right."""
    columns: list[Column] = []
    cells = [(row, number) for row in rows for number in row.numbers]
    for row, number in sorted(cells, key=lambda cell: cell[1].word.x0):
        x1 = number.ratio_word.x1 if number.ratio_word else number.word.x1
        for column in columns:
            overlaps = number.word.x0 <= column.x1 + 1 and x1 >= column.x0 - 1
            if overlaps and not _has_beside(column, row, number):
                column.x0, column.x1 = min(column.x0, number.word.x0), max(column.x1, x1)
                column.cells.append((row, number))
                break
        else:
            columns.append(Column(number.word.x0, x1, [(row, number)]))
    return sorted(columns, key=lambda column: column.x0)


def _has_beside(column: Column, row: Row, number: Number) -> bool:
    """Whether the column has a number of that row on the same line already."""
    return any(
        other is row and cell.word.top < number.word.middle < cell.word.bottom for other, cell in column.cells
    )


def head_columns(
    columns: Sequence[Column], above: Sequence[tuple[Word, ...]], top: float, labels_end: float
) -> list[tuple[Word, ...]]:
    """Give each column the words above it; the lines above those headings come back."""
    heads: list[tuple[list[Phrase], bool]] = []
    at = len(above) - 1
    highest = len(above)
    below = top
    while at >= 0 and len(heads) < HEADING_LINES:
        line = above[at]
        if below - line[0].bottom > HEADING_STEP * line[0].height or is_prose(line):
            break
        phrases = find_heads(line, columns, labels_end)
        if not phrases and heads and not _stands_left(line, columns):
            break
        wrapped = bool(heads) and _lies_across(line, above[at + 1])
        below_line = heads[0][0] if heads else []
        if not wrapped and any(
            _is_cell(each) and not _counts_municipalities(each, below_line) for each in phrases
        ):
            break
        if phrases:
            heads.insert(0, (phrases, wrapped))
            highest = at
        below = line[0].top
        at -= 1
    texts: list[list[str]] = [[] for _ in columns]
    for phrases, wrapped in reversed(heads):
        below_each = [join_lines(each) for each in texts]
        for phrase, (first, last) in assign_phrases(phrases, columns, below_each, wrapped=wrapped):
            for place in range(first, last + 1):
                texts[place].insert(0, phrase)
    for column, parts in zip(columns, texts, strict=True):
        column.heading = join_lines(parts)
    return list(above[:highest])


def _lies_across(line: Sequence[Word], below: Sequence[Word]) -> bool:
    """Whether a line begins before the one above it ends: headings of more lines stand beside it."""
    return line[0].bottom - below[0].top > ACROSS * min(line[0].height, below[0].height)


def _counts_municipalities(phrase: Phrase, below: Sequence[Phrase]) -> bool:
    """Whether a number says how many municipalities the heading under it speaks of."""
    return any(
        OF_MUNICIPALITIES.match(each.text) and phrase.x0 < each.x1 and each.x0 < phrase.x1 for each in below
    )


def _is_cell(phrase: Phrase) -> bool:
    """Whether a phrase ends in a number that is no year: then it is a row, not a heading."""
    last = phrase.words[-1]
    if YEAR.fullmatch(last.text) or not parse_numbers([last]):
        return False
    return len(phrase.words) == 1 or not MAXIMUM.search(phrase.text)


def _stands_left(line: Sequence[Word], columns: Sequence[Column]) -> bool:
    return line[-1].x1 <= columns[0].x0 + 4


def find_heads(line: Sequence[Word], columns: Sequence[Column], labels_end: float) -> list[Phrase]:
    """The phrases of a line that stand over the columns rather than over the labels.

    A phrase that begins over the labels is a caption, unless its words go on to head column after column.
    """
    phrases = split_phrases(line)
    if phrases[:1] and phrases[0].x0 < labels_end and _stand_in_order(phrases[1:], columns):
        return phrases[1:]
    edge = columns[0].x0 - find_pitch(columns) * 0.6
    if len(columns) == 1 and labels_end < columns[0].x0:
        edge = min(edge, labels_end)
    heads = []
    for phrase in phrases:
        if phrase.x1 <= edge:
            continue
        apart = _stands_apart(phrase, line) or phrase.x0 >= labels_end
        right_set = apart and any(abs(phrase.x1 - each.x1) <= FLUSH for each in columns)
        if phrase.x0 >= edge or phrase.x0 >= columns[0].x0 - 30 or right_set:
            heads.append(phrase)
            continue
        rest = Phrase(tuple(word for word in phrase.words if (word.x0 + word.x1) / 2 > edge))
        if rest.words and len(columns) > 1 and sum(_covers(rest, each) for each in columns) == len(columns):
            heads.append(rest)
    return heads


def _stands_apart(phrase: Phrase, line: Sequence[Word]) -> bool:
    """Whether other words of the line stand before a phrase: the heading of the labels."""
    return line[0].x1 < phrase.x0


def _covers(phrase: Phrase, column: Column) -> bool:
    return any(word.x0 <= column.middle <= word.x1 for word in phrase.words)


def find_pitch(columns: Sequence[Column]) -> float:
    """The distance between neighbouring columns; generous for a single one."""
    steps = [after.middle - column.middle for column, after in pairwise(columns)]
    return min(steps) if steps else 90.0


def assign_phrases(
    phrases: Sequence[Phrase], columns: Sequence[Column], below: Sequence[str], *, wrapped: bool = False
) -> list[tuple[str, tuple[int, int]]]:
    """Which columns each phrase heads, as first and last place; one column unless it heads a group.

    ``below`` is what stands under the phrases over each column. ``wrapped`` says that the phrases are lines
    of headings that others stand beside; then none of them heads a group.
    """
    below_named = all(below) and not wrapped and not _goes_on(phrases, columns, below)
    if below_named and len(phrases) < len(columns):
        groups = _find_turns(len(phrases), below) or _find_groups(phrases, columns)
        if groups:
            return [(phrase.text, group) for phrase, group in zip(phrases, groups, strict=True)]
    if _stand_in_order(phrases, columns):
        return [(phrase.text, (at, at)) for at, phrase in enumerate(phrases)]
    found: dict[int, list[Phrase]] = {}
    spanning: list[tuple[str, tuple[int, int]]] = []
    pitch = find_pitch(columns)
    for phrase in phrases:
        covered = [at for at, each in enumerate(columns) if _overlaps(phrase, each)]
        over_labels = phrase.x0 < columns[0].x0 - pitch
        if below_named and len(covered) > 1 and not (over_labels or _heads_each(phrase, columns, covered)):
            spanning.append((phrase.text, (covered[0], covered[-1])))
            continue
        covered = [at for at, each in enumerate(columns) if phrase.x0 <= each.middle <= phrase.x1]
        pieces = [phrase] if len(covered) < 2 else [Phrase((word,)) for word in phrase.words]
        for piece in pieces:
            place = min(range(len(columns)), key=lambda at: _miss(piece, columns[at], columns[at]))
            if _miss(piece, columns[place], columns[place]) < max(0.6 * pitch, 12) or len(columns) == 1:
                found.setdefault(place, []).append(piece)
    single = [
        (" ".join(piece.text for piece in _drop_beside(pieces, columns[at])), (at, at))
        for at, pieces in sorted(found.items())
    ]
    return [*spanning, *single]


def _goes_on(phrases: Sequence[Phrase], columns: Sequence[Column], below: Sequence[str]) -> bool:
    """Whether a heading goes on below one of the phrases: *Sundsvalls* over *kommun*, beside *Max*.

    Its next line alone begins with a small letter or a bracket.
    """
    going_on = [at for at, text in enumerate(below) if text[:1].islower() or text[:1] == "("]
    return len(going_on) == 1 and any(
        [at for at, each in enumerate(columns) if _overlaps(phrase, each)] == going_on for phrase in phrases
    )


def _drop_beside(pieces: Sequence[Phrase], column: Column) -> Sequence[Phrase]:
    """The phrases over a column without those that head a column of words or signs beside it."""
    over = [piece for piece in pieces if _overlaps(piece, column)]
    beside = [piece for piece in pieces if not _overlaps(piece, column)]
    apart = all(
        max(piece.x0 - other.x1, other.x0 - piece.x1) > HEADS_APART * piece.words[0].height
        for piece in beside
        for other in over
    )
    return over if over and apart else pieces


def _stand_in_order(phrases: Sequence[Phrase], columns: Sequence[Column]) -> bool:
    """Whether there is a heading for each column, none of them beyond a neighbour of its column.

    However headings are set over numbers, left, right or in the middle, their order is the columns'.
    """
    if len(columns) < 2 or len(phrases) != len(columns):
        return False
    ends = [float("-inf"), *(column.x1 for column in columns[:-1])]
    starts = [*(column.x0 for column in columns[1:]), float("inf")]
    return all(
        end < phrase.x1 and phrase.x0 < start and _is_near(phrase, column, columns)
        for phrase, column, end, start in zip(phrases, columns, ends, starts, strict=True)
    )


def _is_near(phrase: Phrase, column: Column, columns: Sequence[Column]) -> bool:
    gap = max(phrase.x0 - column.x1, column.x0 - phrase.x1)
    return gap < max(find_pitch(columns), APART)


def _overlaps(phrase: Phrase, column: Column) -> bool:
    return phrase.x0 < column.x1 and column.x0 < phrase.x1


def _heads_each(phrase: Phrase, columns: Sequence[Column], covered: Sequence[int]) -> bool:
    """Whether each of the columns has a word right over it: then the phrase is several headings."""
    middles = [(word.x0 + word.x1) / 2 for word in phrase.words]
    near = 0.2 * find_pitch(columns)
    return len(phrase.words) >= len(covered) and all(
        any(abs(middle - columns[at].middle) <= near for middle in middles) for at in covered
    )


def _find_turns(count: int, below: Sequence[str]) -> list[tuple[int, int]]:
    """The groups of columns whose headings are the same in each: *2009 2011 2009 2011* under two phrases."""
    size = len(below) // count
    groups = [list(below[at : at + size]) for at in range(0, len(below), size)]
    alike = size * count == len(below) and all(group == groups[0] for group in groups)
    if count < 2 or not alike or len(set(groups[0])) < size or size < 2:
        return []
    return [(at, at + size - 1) for at in range(0, len(below), size)]


def _find_groups(phrases: Sequence[Phrase], columns: Sequence[Column]) -> list[tuple[int, int]]:
    count = len(columns)
    best: tuple[float, list[tuple[int, int]]] | None = None
    for cuts in combinations(range(1, count), len(phrases) - 1):
        edges = [0, *cuts, count]
        spans = [(first, last - 1) for first, last in pairwise(edges)]
        misses = [
            _miss(phrase, columns[first], columns[last])
            for phrase, (first, last) in zip(phrases, spans, strict=True)
        ]
        if best is None or max(misses) < best[0]:
            best = max(misses), spans
    if best is None or best[0] > GROUP_ERROR * find_pitch(columns):
        return []
    for phrase, (first, last) in zip(phrases, best[1], strict=True):
        covered = sum(_covers(phrase, each) for each in columns[first : last + 1])
        if last > first and covered == last - first + 1:
            return []
    return best[1]


def _miss(phrase: Phrase, first: Column, last: Column) -> float:
    middle = abs((phrase.x0 + phrase.x1) / 2 - (first.x0 + last.x1) / 2)
    return min(middle, abs(phrase.x0 - first.x0), abs(phrase.x1 - last.x1))


def split_phrases(line: Sequence[Word]) -> list[Phrase]:
    """The words of a line parted where the space between them is wide."""
    widest = TYPED_GAP if _is_typed(line) else PHRASE_GAP
    phrases: list[list[Word]] = []
    for word in line:
        if word.text == LEADER:
            continue
        if phrases and word.x0 - phrases[-1][-1].x1 <= widest * word.height:
            phrases[-1].append(word)
        else:
            phrases.append([word])
    return [Phrase(tuple(words)) for words in phrases]


def _is_typed(line: Sequence[Word]) -> bool:
    """Whether a line is set in a typewriter's face: all its letters, and so its blanks, are of one width."""
    widths = [
        (word.x1 - word.x0) / len(word.text) / word.height
        for word in line
        if len(word.text) >= TYPED_LETTERS and word.height > 0
    ]
    return len(widths) > 1 and max(widths) < 1.01 * min(widths)


def is_prose(line: Sequence[Word]) -> bool:
    """Whether a line is running text rather than headings."""
    phrases = split_phrases(line)
    longest = max((len(phrase.words) for phrase in phrases), default=0)
    lower = sum(1 for word in line if len(word.text) > 1 and word.text.islower())
    return longest >= PROSE_WORDS or lower >= PROSE_WORDS or (longest >= 3 and line[-1].text.endswith("."))


def understand_column(column: Column, identity: Identity) -> Meaning:
    """What a column's numbers are, from its heading, its signs and its units."""
    numbers = [number for _, number in column.cells]
    if sum(number.percent for number in numbers) * 2 > len(numbers):
        return Meaning(ReadingKind.PERCENT)
    if sum(number.signed for number in numbers) >= 2:
        meaning = understand_heading(column.heading, identity)
        kept = meaning.kind in (ReadingKind.PERCENT, ReadingKind.OTHER)
        return meaning if kept else Meaning(ReadingKind.CHANGE, meaning.year)
    areas = [number.value for row, number in column.cells if row.what == "area"]
    if len(areas) > 2 and all(value == 100 for value in areas):
        return Meaning(ReadingKind.MAX_SCORE)
    meaning = understand_heading(column.heading, identity)
    if sum(number.ratio_max is not None for number in numbers) * 2 > len(numbers) and meaning.kind in (
        ReadingKind.MAX_SCORE,
        ReadingKind.UNKNOWN,
    ):
        return Meaning(ReadingKind.SCORE, meaning.year)
    return meaning
