"""Find the rows of a points overview: labels of one or more lines, and the numbers beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.joining import join_lines
from extract.mentions import SUBAREA_NUMBER, Mention, find_labels, find_mentions
from extract.numbers import Number, is_filler, parse_numbers
from extract.page.words import PageWords, Word, find_once
from extract.series.lines import SUM_LABEL, is_prose, is_running, split_phrases
from extract.vocabulary import HEADING_WORD, LETTERS

CELL_GAP = 1.1  # multiple of a word's height; least gap between a label and its numbers
COLUMN_SLACK = 12.0  # points; largest gap between numbers of one column, however they are aligned
LEAST_COLUMNS = 3  # names of areas on one line; they are then headings of columns
LEAST_ROWS = 3  # numbered rows of an overview
MARGIN = 0.06  # share of the page's height at top and bottom that has running headers and footers
LOWER_CASE_COST = 30.0  # points of distance; cost of a label that begins with a small letter
LONG_STEP = 45.0  # points; a line farther down is no part of the row above


@dataclass
class Entry:
    """A row. ``what`` is ``area``, ``subarea``, ``sum``, ``main`` or ``head`` (column headings)."""

    what: str
    label: str
    words: tuple[Word, ...]
    numbers: list[Number]
    area_no: int | None = None
    subarea_no: str | None = None
    mention: Mention | None = None


@dataclass
class Line:
    """A printed line, split into words that may be a label and the numbers at its end."""

    words: tuple[Word, ...]
    label: tuple[Word, ...]
    numbers: list[Number]
    mention: Mention | None = None
    main: bool = False

    @property
    def middle(self) -> float:
        """The vertical middle."""
        return self.words[0].middle

    @property
    def text(self) -> str:
        """The label as printed."""
        return " ".join(word.text for word in self.label)


def list_entries(page: PageWords, *, goes_on: bool = False) -> list[Entry]:
    """List the rows of a page from top to bottom; empty if the page has no overview.

    ``goes_on`` says that the page before has one, so that an area may continue here without its name.
    """
    is_numbered = any(SUBAREA_NUMBER.match(line[0].text) for line in page.lines())
    if not (goes_on or is_numbered or find_labels(page)):
        return []
    lines = _list_lines(page)
    numbered = sum(1 for line in lines if _match_number(line))
    if numbered >= LEAST_ROWS or (goes_on and numbered):
        return _read_numbered(lines)
    if not _stand_beside(page) and _has_rows_between(lines, goes_on=goes_on):
        return _read_unnumbered(lines)
    return []


def _stand_beside(page: PageWords) -> bool:
    """Whether names of areas are side by side: headings of columns, or in a table with two halves."""
    starts = {id(each.words[0]) for each in find_labels(page)}
    if len(starts) < 2:
        return False
    counts = [sum(id(word) in starts for word in line) for line in page.lines()]
    return max(counts, default=0) >= LEAST_COLUMNS or sum(count > 1 for count in counts) > 1


@find_once
def _list_lines(page: PageWords) -> list[Line]:
    starts = {id(each.words[0]): each for each in find_labels(page)}
    mains = {id(each.words[0]) for each in find_mentions(page) if not each.areas and each.opens_cell}
    within = {id(word) for each in starts.values() for word in each.words[1:]}
    lines = []
    for words in page.lines():
        if _is_running(words, page):
            continue
        label, numbers = _part_line(words)
        mention = next((starts[id(word)] for word in words if id(word) in starts), None)
        if mention is None and label and all(id(word) in within for word in label):
            label = ()
            if not numbers:
                continue
        lines.append(Line(words, label, numbers, mention, any(id(word) in mains for word in words)))
    return [line for line in lines if line.label or _stands_in_column(line, lines)]


def _stands_in_column(line: Line, lines: Sequence[Line]) -> bool:
    """Whether numbers without a label are in a column with labelled ones, unlike the number of a page."""
    return any(
        number.word.x0 <= other.word.x1 + COLUMN_SLACK and other.word.x0 <= number.word.x1 + COLUMN_SLACK
        for number in line.numbers
        for each in lines
        if each.label
        for other in each.numbers
    )


def _is_running(words: Sequence[Word], page: PageWords) -> bool:
    """Whether a line is a running header or footer."""
    height = max(word.box.bottom for word in words)
    at_edge = height < page.height * MARGIN or words[0].box.top > page.height * (1 - MARGIN)
    return (at_edge and not SUBAREA_NUMBER.match(words[0].text)) or is_running(words, page)


def _part_line(words: Sequence[Word]) -> tuple[tuple[Word, ...], list[Number]]:
    """Split a line into the words of its label and the numbers in the cells at its end."""
    at = len(words)
    while at > 0 and (
        parse_numbers([words[at - 1]]) or is_filler(words[at - 1]) or words[at - 1].text == "av"
    ):
        at -= 1
    while at < len(words) and (
        (
            at > 0
            and words[at].x0 - words[at - 1].x1 < CELL_GAP * words[at].height
            and words[at - 1].text != "…"
        )
        or is_filler(words[at])
    ):
        at += 1
    if at == len(words):
        return tuple(words), []
    return tuple(words[:at]), parse_numbers(words[at:])


def _match_number(line: Line) -> tuple[int, str] | None:
    match = SUBAREA_NUMBER.match(line.words[0].text) if line.label else None
    if match is None or len(line.label) < 2:
        return None
    return int(match[1]), f"{match[1]}.{int(match[2])}"


def _has_rows_between(lines: Sequence[Line], *, goes_on: bool) -> bool:
    """Whether most areas have rows of numbers below their names, before the next area."""
    counts = [0] if goes_on else []
    for line in lines:
        if line.mention is not None:
            counts.append(0)
        elif line.main or SUM_LABEL.match(line.text):
            continue
        elif counts and line.numbers:
            counts[-1] += 1
    counts = counts[1:] if goes_on and len(counts) > 1 and counts[0] == 0 else counts
    return sum(1 for count in counts if count >= 2) * 2 >= len(counts) > 0


def _read_numbered(lines: Sequence[Line]) -> list[Entry]:
    entries: list[Entry] = []
    numbers = [found[0] for line in lines if line.mention is None and (found := _match_number(line))]
    for line in lines:
        fixed = _start_entry(line)
        numbered = _match_number(line)
        if fixed is not None and not (numbered and _is_question(line, numbered[0], numbers)):
            entries.append(fixed)
        elif numbered:
            area_no, subarea_no = numbered
            label = line.label[1:]
            text = " ".join(word.text for word in label)
            entries.append(Entry("subarea", text, line.words, line.numbers, area_no, subarea_no))
        elif entries and line.middle - entries[-1].words[-1].middle < LONG_STEP:
            _go_on(entries, line)
        elif not line.numbers:
            entries.append(Entry("head", line.text, line.words, []))
    return entries


def _is_question(line: Line, area_no: int, numbers: Sequence[int]) -> bool:
    """Whether a numbered row is a question, among others of its area, though it has an area's name.

    Of two editions, one may call an area as the other calls a question: ``7.2 Kvalitetsutveckling``.
    """
    is_led = line.mention is None or line.words[0] in line.mention.lead
    return not is_led and area_no in numbers


def _go_on(entries: list[Entry], line: Line) -> None:
    """Add a line to the row above it, or as headings of columns."""
    last = entries[-1]
    edge = last.words[0].x0
    if line.label and (last.what != "subarea" or line.label[0].x0 - edge > 120):
        entries.append(Entry("head", line.text, line.words, []))
        return
    if line.label:
        last.label = join_lines([last.label, line.text])
    if line.numbers and not last.numbers:
        last.numbers = line.numbers
    last.words = (*last.words, *line.words)


def _start_entry(line: Line) -> Entry | None:
    if line.mention is not None:
        own = {id(word) for word in (*line.mention.words, *line.mention.lead)}
        rest = tuple(word for word in line.words if id(word) not in own)
        numbers = [] if _has_question(rest) else parse_numbers(rest)
        words, area_no = rest or line.words, line.mention.area_no
        return Entry("area", line.mention.label, words, numbers, area_no, mention=line.mention)
    if line.main:
        return Entry("main", line.text, line.words, line.numbers)
    if line.label and SUM_LABEL.match(line.text) and line.numbers and len(line.label) <= 6:
        return Entry("sum", line.text, line.words, line.numbers)
    return None


def _has_question(rest: Sequence[Word]) -> bool:
    """Whether a question is between the area's name and its numbers, as beside a merged cell."""
    first = next((number.word for number in parse_numbers(rest)), None)
    before = rest[: rest.index(first)] if first is not None else ()
    return any(
        not HEADING_WORD.fullmatch(letters) and not SUM_LABEL.match(letters) and not is_filler(word)
        for word in before
        for letters in LETTERS.findall(word.text)
    )


def _read_unnumbered(lines: Sequence[Line]) -> list[Entry]:
    entries: list[Entry] = []
    waiting: list[Line] = []
    for line in lines:
        fixed = _start_entry(line)
        if fixed is None:
            waiting.append(line)
            continue
        entries += _read_between(waiting, entries[-1] if entries else None)
        waiting = []
        entries.append(fixed)
    return entries + _read_between(waiting, entries[-1] if entries else None)


def _read_between(lines: Sequence[Line], before: Entry | None) -> list[Entry]:
    """Make the rows between two known rows: each group of label lines with the numbers beside it."""
    head: list[Entry] = []
    rest = _drop_text(lines) if before is not None and before.what == "area" else list(lines)
    if before is not None and before.what == "area" and not before.numbers and rest and not rest[0].label:
        before.numbers = rest.pop(0).numbers
    while rest and not rest[0].numbers and _is_heading(rest[0], rest[1:], 0):
        head.append(Entry("head", rest[0].text, rest[0].words, []))
        rest.pop(0)
    tail: list[Entry] = []
    while rest and not rest[-1].numbers and _is_heading(rest[-1], rest[:-1], 1):
        tail.insert(0, Entry("head", rest[-1].text, rest[-1].words, []))
        rest.pop()
    texts = [line for line in rest if line.label]
    anchors = [line for line in rest if line.numbers]
    if not texts or not anchors or len(texts) < len(anchors):
        return head + [Entry("head", line.text, line.words, []) for line in rest if not line.numbers] + tail
    groups = min(
        (_group(texts, [line.middle for line in anchors], style) for style in (0.0, 0.5, 1.0)),
        key=lambda each: each[0],
    )[1]
    if not all(_holds(group, anchor) for group, anchor in zip(groups, anchors, strict=True)):
        return head + [Entry("head", line.text, line.words, []) for line in texts] + tail
    found = []
    for group, anchor in zip(groups, anchors, strict=True):
        words = tuple(word for line in group for word in line.label)
        found.append(Entry("subarea", join_lines(line.text for line in group), words, anchor.numbers))
    return head + found + tail


def _drop_text(lines: Sequence[Line]) -> list[Line]:
    """Drop the running text between an area's name and the headings of the columns."""
    first = next((at for at, line in enumerate(lines) if line.numbers), 0)
    heads = [
        at
        for at in range(first)
        if len(split_phrases(lines[at].words)) > 1 and _is_heading(lines[at], lines[at + 1 :], 0)
    ]
    has_text = bool(heads) and any(is_prose(line.words) for line in lines[: heads[-1]])
    return list(lines[heads[-1] :] if has_text else lines)


def _holds(group: Sequence[Line], anchor: Line) -> bool:
    """Whether numbers are beside the lines of their label."""
    slack = 0.75 * group[0].words[0].height
    return group[0].middle - slack <= anchor.middle <= group[-1].middle + slack


def _is_heading(line: Line, others: Sequence[Line], whole: int) -> bool:
    """Whether a line is above the columns of numbers, as a ``whole`` or with some of its words."""
    first = next((each.numbers[0].word.x0 for each in others if each.numbers), None)
    if first is None:
        return False
    if whole:
        return all(word.x1 > first - 25 for word in line.words)
    return any(phrase.x1 > first - 25 and phrase.x0 > first - 80 for phrase in split_phrases(line.words))


def _group(
    texts: Sequence[Line], anchors: Sequence[float], style: float
) -> tuple[float, list[Sequence[Line]]]:
    """Split label lines into one group for each number; return the cost and the groups.

    ``style`` is the vertical position of a number beside its label: 0 at the first line, 1 at the last.
    """
    count, wanted = len(texts), len(anchors)
    best: list[list[tuple[float, int]]] = [[(float("inf"), 0)] * (wanted + 1) for _ in range(count + 1)]
    best[0][0] = (0.0, 0)
    for end in range(1, count + 1):
        for group in range(1, min(end, wanted) + 1):
            for start in range(group - 1, end):
                first, last = texts[start], texts[end - 1]
                place = first.middle + style * (last.middle - first.middle)
                cost = best[start][group - 1][0] + abs(place - anchors[group - 1])
                if first.text[:1].islower():
                    cost += LOWER_CASE_COST
                if cost < best[end][group][0]:
                    best[end][group] = cost, start
    groups: list[Sequence[Line]] = []
    end = count
    for group in range(wanted, 0, -1):
        start = best[end][group][1]
        groups.insert(0, texts[start:end])
        end = start
    return best[count][wanted][0], groups
