"""Transposed tables: areas side by side as headings, one row for each kind of number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.joining import join_lines
from extract.mentions import find_labels, is_contents
from extract.numbers import Number, parse_numbers
from extract.page.words import PageWords
from extract.readers.context import find_title, is_foreign, understand_title
from extract.readers.making import make_reading
from extract.readers.rows import SUM_LABEL
from extract.readers.slots import Slots, find_slots, list_numbers
from extract.records import Box, Identity, Reading, ReadingKind
from extract.vocabulary import Meaning, understand_heading

DEEPEST = 400.0  # points from the headings to the last row
SAME_ROW = 4.0
NAME_ROOM = 3.0  # times the height, over a further row of names, in which its own numbers may stand
LEAST_NAMES = 2  # a further row of names has
BESIDE = 14.0  # points that a number may stand outside the edges of its heading
FILLED = 0.75  # of the slots


@dataclass
class Line:
    """The numbers of one row by slot, those to the right of the last area, and the row's words.

    Two numbers in one slot leave it open which is the area's: a heading between them was not understood.
    """

    middle: float
    found: dict[int, list[Number]]
    beyond: list[Number]
    label: str = ""

    @property
    def cells(self) -> dict[int, Number]:
        """The one number of each slot that has one."""
        return {place: numbers[0] for place, numbers in self.found.items() if len(numbers) == 1}


def read_transposed(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """A reading for every number in a table whose columns are areas."""
    by_page: dict[int, list[PageWords]] = {}
    for page in pages:
        by_page.setdefault(page.number, []).append(page)
    for number, views in by_page.items():
        if is_contents(views[0]):
            continue
        for index, slots in enumerate(find_slots(views)):
            lines = _find_lines(views, slots)
            if lines:
                yield from _read_lines(views, slots, lines, f"transposed:{number}:{index}", identity)


def _find_lines(views: Sequence[PageWords], slots: Slots) -> list[Line]:
    lines: list[Line] = []
    lowest = _find_next_names(views, slots)
    inside = [
        number
        for number in list_numbers(views)
        if slots.box.bottom - 2 <= (number.box.top + number.box.bottom) / 2 <= slots.box.bottom + DEEPEST
        and number.box.x0 > slots.edges[0] - 2
        and (number.box.top + number.box.bottom) / 2 < lowest
    ]
    for number in sorted(inside, key=lambda each: each.box.top):
        middle = (number.box.top + number.box.bottom) / 2
        if not lines or middle - lines[-1].middle > SAME_ROW:
            lines.append(Line(middle, {}, []))
        place = slots.find_place(number)
        if place is None:
            lines[-1].beyond.append(number)
        else:
            lines[-1].found.setdefault(place, []).append(number)
    return _take_table([_drop_strays(line, slots) for line in lines], slots)


def _find_next_names(views: Sequence[PageWords], slots: Slots) -> float:
    """Where a further row of other areas' names begins, with the numbers right over it; else infinity."""
    known = {each.area_no for each in slots.mentions}
    tops = [
        each.box.top - NAME_ROOM * each.words[0].height
        for view in views
        for each in find_labels(view)
        if each.area_no not in known and each.box.top > slots.box.bottom
    ]
    return min(tops, default=float("inf")) if len(tops) >= LEAST_NAMES else float("inf")


def _drop_strays(line: Line, slots: Slots) -> Line:
    """The line without the numbers that stand under no label."""
    lone = {
        place: numbers
        for place, numbers in line.found.items()
        if len(numbers) > 1 or _is_below(numbers[0], slots.mentions[place].box)
    }
    return Line(line.middle, lone, line.beyond)


def _is_below(number: Number, label: Box) -> bool:
    """Whether a number stands under the label itself, not only nearer to it than to others."""
    end = number.ratio_word.box.x1 if number.ratio_word else number.box.x1
    return label.x0 - BESIDE <= (number.box.x0 + end) / 2 <= label.x1 + BESIDE


def _take_table(lines: Sequence[Line], slots: Slots) -> list[Line]:
    """The rows that follow the headings without a break."""
    table: list[Line] = []
    for line in lines:
        if len(line.cells) < FILLED * len(slots.mentions):
            if table:
                break
            continue
        if table and line.middle - table[-1].middle > 90:
            break
        if not table and line.middle - slots.box.bottom > 70:
            break
        table.append(line)
    return table


def _read_lines(
    views: Sequence[PageWords], slots: Slots, lines: list[Line], name: str, identity: Identity
) -> Iterator[Reading]:
    view = views[0]
    _label_lines(view, slots, lines)
    above = [line for line in view.lines() if line[0].bottom <= slots.box.top + 2]
    title = find_title(above, slots.box.top)
    totals = _find_total_places(view, slots, lines)
    for at, line in enumerate(lines):
        meaning = _understand(line, title, len(lines), identity)
        cells: list[tuple[int | None, str, Number, str]] = [
            (slots.mentions[place].area_no, slots.mentions[place].label, number, "area")
            for place, number in line.cells.items()
        ]
        cells += [(None, "", number, "sum") for number in line.beyond if totals and _is_under(number, totals)]
        for area_no, label, number, what in cells:
            yield make_reading(
                "transposed",
                number,
                meaning,
                page=view.number,
                group=f"{name}:{at}",
                what=what,
                area_no=area_no,
                label=label,
                words=line.label or title,
                editions=slots.editions,
                from_image=view.from_image,
            )


def _understand(line: Line, title: str, rows: int, identity: Identity) -> Meaning:
    numbers = list(line.cells.values())
    if sum(number.percent for number in numbers) * 2 > len(numbers):
        return Meaning(ReadingKind.PERCENT)
    meaning = understand_heading(line.label, identity)
    if sum(number.signed for number in numbers) >= 2:
        return meaning if meaning.kind is ReadingKind.PERCENT else Meaning(ReadingKind.CHANGE)
    if all(number.value == 100 for number in numbers):
        return Meaning(ReadingKind.MAX_SCORE)
    ratios = sum(number.ratio_max is not None for number in numbers) * 2 > len(numbers)
    if ratios and meaning.kind in (ReadingKind.MAX_SCORE, ReadingKind.UNKNOWN):
        return Meaning(ReadingKind.SCORE, meaning.year)
    if is_foreign(title, identity) and meaning.kind is ReadingKind.SCORE and not meaning.named:
        return Meaning(ReadingKind.OTHER)
    if not line.label and rows == 1:
        return understand_title(title, identity)
    return meaning


def _label_lines(view: PageWords, slots: Slots, lines: list[Line]) -> None:
    first = min(number.box.x0 for line in lines for number in line.cells.values())
    middles = [line.middle for line in lines]
    texts: list[list[str]] = [[] for _ in lines]
    for printed in view.lines():
        words = [word for word in printed if word.x1 <= first + 1 and word.x0 < slots.edges[0] + 8]
        if not words or words[0].middle < slots.box.bottom - 2:
            continue
        nearest = min(range(len(lines)), key=lambda at: abs(middles[at] - words[0].middle))
        if abs(middles[nearest] - words[0].middle) < 3.2 * words[0].height:
            texts[nearest].append(" ".join(word.text for word in words))
    for line, parts in zip(lines, texts, strict=True):
        line.label = join_lines(parts)


def _find_total_places(view: PageWords, slots: Slots, lines: Sequence[Line]) -> tuple[float, float] | None:
    for printed in view.lines():
        if not slots.box.top - 12 <= printed[0].middle <= lines[0].middle:
            continue
        for word in printed:
            if word.x0 > slots.edges[-2] and SUM_LABEL.match(word.text) and not parse_numbers([word]):
                return word.x0 - 25, word.x1 + 25
    return None


def _is_under(number: Number, place: tuple[float, float]) -> bool:
    return place[0] <= (number.box.x0 + number.box.x1) / 2 <= place[1]
