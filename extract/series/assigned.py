"""Assign the phrases of a line above a table to its columns as headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from operator import attrgetter
from statistics import median

from extract.page.words import Word
from extract.series.lines import Phrase, split_phrases

HEADS_APART = 1.0  # multiple of the height; least gap between the headings of two columns
FLUSH = 6.0  # points; largest difference between the right edges of a right-aligned heading and its numbers
APART = 45.0  # points; largest distance of a heading from its column
SAME_DISTANCE = 0.2  # share of the distance between columns; the distances of headings differ by no more
SAME_RIGHT = 1.5  # points; largest difference between the right edges of two lines of a heading
NEXT_LINE = 0.5  # multiple of the height; largest space between two lines of a heading
SAME_RUN = 2.5  # points; largest difference between the distances of headings that run into each other
SPACE = (0.2, 0.65)  # multiples of the height; usual spaces between words, those of a typewriter too
SPACE_ERROR = 0.05  # multiple of the height; spaces that differ by no more are alike
MOST_RUN, MOST_RUN_WORDS = 6, 14  # columns under such headings, and words in them
GROUP_ERROR = 0.3  # share of the distance between columns; tolerance for a heading of several


@dataclass(frozen=True)
class Column:
    """The horizontal position of a column; ``brackets`` is the index of a column in the same cells."""

    x0: float
    x1: float
    place: int = 0
    brackets: int | None = None

    @property
    def middle(self) -> float:
        """The horizontal middle."""
        return (self.x0 + self.x1) / 2


def find_heads(line: Sequence[Word], columns: Sequence[Column], labels_end: float) -> list[Phrase]:
    """List the phrases of a line that are above the columns and not above the labels.

    A phrase that begins above the labels is a caption.
    """
    phrases = split_phrases(line)
    over_labels = [each for each in phrases if each.x1 <= labels_end <= columns[0].x0]
    parts = (phrases[1:], phrases[len(over_labels) :]) if labels_end <= columns[0].x0 else (phrases[:-1],)
    for heads in (phrases, *parts):
        if _stand_at_one_distance(heads, columns):
            return list(heads)
    parted = _part_by_labels(phrases, columns, labels_end)
    if parted:
        return parted
    labels_first = labels_end <= columns[0].x1
    if phrases[:1] and phrases[0].x0 < labels_end and labels_first and stand_in_order(phrases[1:], columns):
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
        runs_on = phrase.x0 >= labels_end and sum(_covers_middle(phrase, each) for each in columns) > 1
        if phrase.x0 >= edge or right_set or runs_on:
            heads.append(phrase)
    return heads


def _part_by_labels(phrases: Sequence[Phrase], columns: Sequence[Column], labels_end: float) -> list[Phrase]:
    """List the headings of a column before the labels, such as row numbers of a spreadsheet, and after them.

    Empty if the headings of the columns after the labels are not all as far from their columns across.
    """
    if len(columns) < 3 or not columns[0].x1 < labels_end <= columns[1].x0:
        return []
    first = [each for each in phrases if _overlaps(each, columns[0])]
    others = [each for each in phrases if each.x1 > labels_end]
    return [*first, *others] if len(first) == 1 and _stand_at_one_distance(others, columns[1:]) else []


def _stand_at_one_distance(phrases: Sequence[Phrase], columns: Sequence[Column]) -> bool:
    """Whether there is one phrase for each of several columns, all as far from its column across.

    So do headings at the left of wide cells whose numbers are at the right.
    """
    if len(columns) < 2 or len(phrases) != len(columns):
        return False
    ends = [
        [(edge - place) for edge, place in zip(edges, places, strict=True)]
        for edges in ([each.x0 for each in phrases], [each.x1 for each in phrases])
        for places in ([each.x0 for each in columns], [each.x1 for each in columns])
    ]
    pitch = median(after.middle - column.middle for column, after in pairwise(columns))
    return any(
        max(gaps) - min(gaps) <= SAME_DISTANCE * pitch and max(map(abs, gaps)) < pitch for gaps in ends
    )


def _stands_apart(phrase: Phrase, line: Sequence[Word]) -> bool:
    """Whether the line has other words before a phrase, which are the heading of the labels."""
    return line[0].x1 < phrase.x0


def _covers(phrase: Phrase, column: Column) -> bool:
    return any(word.x0 <= column.middle <= word.x1 for word in phrase.words)


def _covers_middle(phrase: Phrase, column: Column) -> bool:
    return phrase.x0 <= column.middle <= phrase.x1


def find_pitch(columns: Sequence[Column]) -> float:
    """Return the distance between neighbouring columns; a large one for a single column."""
    steps = [after.middle - column.middle for column, after in pairwise(columns)]
    return min(steps) if steps else 90.0


def assign_phrases(
    phrases: Sequence[Phrase],
    columns: Sequence[Column],
    below: Sequence[str],
    under: Sequence[Phrase] = (),
    *,
    wrapped: bool = False,
) -> list[tuple[str, tuple[int, int]]]:
    """Return for each phrase the indices of the first and last column that it heads.

    ``below`` are the words below the phrases above each column, ``under`` the phrases of the line below.
    ``wrapped`` says that the phrases are lines of longer headings; then each heads one column.
    """
    if len(under) == len(columns) and _begins_last(phrases, under):
        return [(phrases[0].text, (len(columns) - 1, len(columns) - 1))]
    below_named = all(below) and not wrapped and not _goes_on(phrases, columns, below)
    if below_named and len(phrases) < len(columns):
        groups = _find_turns(len(phrases), below) or _find_groups(phrases, columns)
        if groups:
            return [(phrase.text, group) for phrase, group in zip(phrases, groups, strict=True)]
    if stand_in_order(phrases, columns):
        return [(phrase.text, (at, at)) for at, phrase in enumerate(phrases)]
    found: dict[int, list[Phrase]] = {}
    spanning: list[tuple[str, tuple[int, int]]] = []
    pitch = find_pitch(columns)
    for phrase in phrases:
        covered = [at for at, each in enumerate(columns) if _overlaps(phrase, each)]
        if below_named and len(covered) > 1:
            spanning.append((phrase.text, (covered[0], covered[-1])))
            continue
        covered = [at for at, each in enumerate(columns) if _covers_middle(phrase, each)]
        parts = _part_run(phrase.words, [columns[at] for at in covered])
        for at, part in zip(covered, parts, strict=False):
            found.setdefault(at, []).append(part)
        if len(covered) > 1 and len(phrase.words) > 1:
            words = [Phrase((word,)) for word in phrase.words]
            if not parts and len(words) == len(covered) and _stand_unusually(words):
                for at, word in zip(covered, words, strict=True):
                    found.setdefault(at, []).append(word)
            elif not parts:
                spanning.append((phrase.text, (covered[0], covered[-1])))
            continue
        place = min(range(len(columns)), key=lambda at: _miss(phrase, columns[at], columns[at]))
        if _miss(phrase, columns[place], columns[place]) < max(0.6 * pitch, 12) or len(columns) == 1:
            found.setdefault(place, []).append(phrase)
    single = [
        (" ".join(piece.text for piece in _drop_beside(pieces, columns[at])), (at, at))
        for at, pieces in sorted(found.items())
    ]
    return [*spanning, *single]


def _part_run(words: Sequence[Word], columns: Sequence[Column]) -> list[Phrase]:
    """Part words without a gap between them into one heading for each of several columns.

    All headings must have the same distance from their columns, at their left or right edges or middles. Two
    may be like that by chance, and must be centred over their columns or have an unusual space between them.
    Empty if there is no such parting, or for a single column.
    """
    if not 2 <= len(columns) <= min(len(words), MOST_RUN) or len(words) > MOST_RUN_WORDS:
        return []
    best: tuple[float, list[Phrase]] = (SAME_RUN, [])
    for cuts in combinations(range(1, len(words)), len(columns) - 1):
        edges = [0, *cuts, len(words)]
        parts = [Phrase(tuple(words[begin:end])) for begin, end in pairwise(edges)]
        if len(parts) == 2 and not (_stand_unusually(parts) or _stand_right_over(parts, columns)):
            continue
        for measure in (attrgetter("x0"), attrgetter("x1"), _find_middle):
            steps = [measure(part) - measure(column) for part, column in zip(parts, columns, strict=True)]
            if max(steps) - min(steps) < best[0]:
                best = max(steps) - min(steps), parts
    return best[1]


def _stand_unusually(parts: Sequence[Phrase]) -> bool:
    """Whether the spaces between some parts of a line differ from those between the words of each."""
    height = parts[0].words[0].height
    within = [after.x0 - before.x1 for part in parts for before, after in pairwise(part.words)]
    between = [after.x0 - before.x1 for before, after in pairwise(parts)]
    least, most = (min(within), max(within)) if within else (SPACE[0] * height, SPACE[1] * height)
    slack = SPACE_ERROR * height
    return all(not least - slack <= space <= most + slack for space in between)


def _stand_right_over(parts: Sequence[Phrase], columns: Sequence[Column]) -> bool:
    """Whether each part has the middle, or each the right edge, of its column."""
    pairs = list(zip(parts, columns, strict=True))
    return all(abs(_find_middle(part) - column.middle) <= SAME_RUN for part, column in pairs) or all(
        abs(part.x1 - column.x1) <= SAME_RUN for part, column in pairs
    )


def _find_middle(span: Phrase | Column) -> float:
    return (span.x0 + span.x1) / 2


def _goes_on(phrases: Sequence[Phrase], columns: Sequence[Column], below: Sequence[str]) -> bool:
    """Whether phrases continue on the next line, as ``Sundsvalls`` and ``kommun`` beside ``Max``.

    Their next lines begin with a small letter or a bracket; of several, each phrase has one.
    """
    going_on = [at for at, text in enumerate(below) if text[:1].islower() or text[:1] == "("]
    over = [[at for at, each in enumerate(columns) if _overlaps(phrase, each)] for phrase in phrases]
    return all([at] in over for at in going_on) and len(going_on) in {1, len(phrases)}


def _begins_last(phrases: Sequence[Phrase], under: Sequence[Phrase]) -> bool:
    """Whether a phrase is the first line of the last heading: right above it, and set to the right as it is.

    The heading of a group is not at the right edge of the last column of the group.
    """
    if len(phrases) != 1 or len(under) < 2:
        return False
    (first,), last = phrases, under[-1]
    gap = last.words[0].top - first.words[0].bottom
    return (
        abs(first.x1 - last.x1) <= SAME_RIGHT
        and first.x0 >= last.x0 - SAME_RIGHT
        and gap < NEXT_LINE * last.words[0].height
    )


def _drop_beside(pieces: Sequence[Phrase], column: Column) -> Sequence[Phrase]:
    """List the phrases above a column without those of a column of words or signs beside it."""
    over = [piece for piece in pieces if _overlaps(piece, column)]
    beside = [piece for piece in pieces if not _overlaps(piece, column)]
    apart = all(
        max(piece.x0 - other.x1, other.x0 - piece.x1) > HEADS_APART * piece.words[0].height
        for piece in beside
        for other in over
    )
    return over if over and apart else pieces


def stand_in_order(phrases: Sequence[Phrase], columns: Sequence[Column]) -> bool:
    """Whether there is one heading for each column, and none is beyond a neighbour of its column.

    However headings are aligned to numbers, their order is that of the columns.
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


def _find_turns(count: int, below: Sequence[str]) -> list[tuple[int, int]]:
    """Find the groups of columns that repeat headings, as ``2009 2011 2009 2011`` below two phrases."""
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
