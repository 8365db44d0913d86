"""Read the points overview of a report: every area with its sub-areas and sums, on several pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.joining import join_lines
from extract.mentions import Mention, is_contents
from extract.numbers import Number
from extract.page.words import PageWords, Word
from extract.readers.overview_rows import Entry, list_entries
from extract.readers.reading import make_reading
from extract.records import Group, Identity, Reading, ReadingKind
from extract.series.aligned import cluster_columns
from extract.series.assigned import Column, assign_phrases, find_heads, find_pitch
from extract.series.columns import measure
from extract.vocabulary import Meaning, understand_heading

LEAST_SUBAREAS = 2  # sub-areas of an area; with fewer it is no overview
MOST_IN_AREA = 100  # points; a higher number is a total of all areas
COLUMN_SHIFT = 16.0  # points; largest distance between the middles of a number and its heading


@dataclass
class Walk:
    """The state of the reader while it goes down the pages of an overview."""

    run: int = 0
    area_no: int | None = None
    seen: set[int] = field(default_factory=set)
    editions: tuple[int, ...] = ()
    heads: dict[float, Meaning] = field(default_factory=dict)  # by the middle of the column
    words: dict[float, str] = field(default_factory=dict)  # of the lines of headings above the current one
    subareas: int = 0  # of the current area so far
    most: float = 0.0  # the sum of their maximum points
    closed: int = 0  # areas whose readings were returned
    last_page: int = -9
    pending: list[Reading] = field(default_factory=list)  # of the current area


def read_overviews(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """Yield the readings of areas, sub-areas and totals in overviews; areas need sub-areas."""
    walk = Walk()
    for page in pages:
        if is_contents(page):
            continue
        entries = list_entries(page, goes_on=0 <= page.number - walk.last_page <= 1)
        if not entries:
            continue
        if page.number - walk.last_page > 2:
            yield from _close_area(walk)
            walk = Walk(run=walk.run + 1)
        walk.last_page = page.number
        columns = _find_columns(entries)
        if not columns:
            continue
        for entry in entries:
            yield from _read_entry(entry, columns, page, walk, identity)
    yield from _close_area(walk)


def _find_columns(entries: Sequence[Entry]) -> list[Column]:
    numbers = [number for entry in entries for number in entry.numbers]
    return [Column(*measure(column)) for column in cluster_columns(numbers)]


def _read_entry(
    entry: Entry, columns: Sequence[Column], page: PageWords, walk: Walk, identity: Identity
) -> Iterator[Reading]:
    if entry.what == "head":
        _take_headings(entry.words, columns, walk, identity)
        return
    walk.words = {}
    if entry.what == "main":
        yield from _close_area(walk)
        return
    if entry.what == "area" and entry.mention is not None:
        yield from _close_area(walk)
        _open_area(entry.mention, walk)
        _take_headings(entry.words, columns, walk, identity)
        walk.words = {}
    elif entry.what == "subarea" and entry.area_no is not None and entry.area_no != walk.area_no:
        yield from _close_area(walk)
        walk.area_no, walk.editions, walk.subareas, walk.most = entry.area_no, (), 0, 0.0
    if not entry.numbers:
        return
    score, most = _tell_numbers(entry, columns, walk)
    if entry.what == "sum" and score is not None and score.value > MOST_IN_AREA:
        yield from _close_area(walk)
        if walk.closed:
            yield _make(score, ReadingKind.TOTAL, entry, page, walk, "total")
    elif walk.area_no is not None and score is not None:
        walk.pending += list(_list_readings(entry, score, most, page, walk))
        if entry.what == "sum":
            yield from _close_area(walk)
            walk.area_no = None


def _open_area(mention: Mention, walk: Walk) -> None:
    if mention.area_no in walk.seen:
        walk.run += 1
        walk.seen = set()
    walk.seen.add(mention.area_no)
    walk.area_no, walk.subareas, walk.most = mention.area_no, 0, 0.0
    walk.editions = tuple(sorted({area.edition for area in mention.areas}))


def _list_readings(
    entry: Entry, score: Number, most: Number | float | None, page: PageWords, walk: Walk
) -> Iterator[Reading]:
    if entry.what in ("area", "sum"):
        side = "head" if entry.what == "area" else "sum"
        yield _make(score, ReadingKind.SCORE, entry, page, walk, side)
        return
    room = most.value if isinstance(most, Number) else most or 0.0
    if walk.most + room > MOST_IN_AREA:
        return
    walk.most += room
    walk.subareas += 1
    number = entry.subarea_no or f"{walk.area_no}.{walk.subareas}"
    yield _make(score, ReadingKind.SUBAREA, entry, page, walk, "subareas", number)
    if isinstance(most, Number):
        yield _make(most, ReadingKind.SUBAREA_MAX, entry, page, walk, "subareas", number)
    elif most is not None and score.ratio_word is not None:
        place = score.ratio_word
        highest = Number(most, place.text, place, False, False, False)
        yield _make(highest, ReadingKind.SUBAREA_MAX, entry, page, walk, "subareas", number)


def _make(
    number: Number,
    kind: ReadingKind,
    entry: Entry,
    page: PageWords,
    walk: Walk,
    side: str,
    subarea_no: str | None = None,
) -> Reading:
    return make_reading(
        "overview",
        kind,
        number,
        page,
        Group("overview", str(walk.run), side),
        area_no=None if side == "total" else walk.area_no,
        subarea_no=subarea_no,
        label=entry.label,
        words=side,
        editions=walk.editions,
    )


def _close_area(walk: Walk) -> Iterator[Reading]:
    """Yield the readings of the current area, or drop them if it has less than ``LEAST_SUBAREAS``."""
    pending, walk.pending = walk.pending, []
    if sum(1 for reading in pending if reading.kind is ReadingKind.SUBAREA) >= LEAST_SUBAREAS:
        walk.closed += 1
        yield from pending


def _take_headings(words: Sequence[Word], columns: Sequence[Column], walk: Walk, identity: Identity) -> None:
    """Store the meanings of the headings on a line, with the lines above, for the columns below them.

    A column whose heading is not understood as a whole has no meaning, whatever its last line says.
    """
    heads = find_heads(words, columns, columns[0].x0 - find_pitch(columns))
    for text, (first, last) in assign_phrases(heads, columns, [""] * len(columns)):
        if first != last or not any(map(str.isalpha, text)):
            continue
        middle = columns[first].middle
        walk.words[middle] = join_lines([*filter(None, [walk.words.get(middle)]), text])
        walk.heads.pop(middle, None)
        meaning = understand_heading(walk.words[middle], identity)
        if meaning.kind is not ReadingKind.UNKNOWN:
            walk.heads[middle] = meaning


def _tell_numbers(
    entry: Entry, columns: Sequence[Column], walk: Walk
) -> tuple[Number | None, Number | float | None]:
    """Return the own points of a row and its maximum, as far as the headings say which number is which."""
    score: Number | None = None
    most: Number | float | None = None
    for number in entry.numbers:
        meaning = _find_head(number, columns, walk)
        if number.ratio_max is not None and meaning in (ReadingKind.SCORE, ReadingKind.MAX_SCORE, None):
            return number, number.ratio_max
        if meaning is ReadingKind.SCORE and score is None and not number.percent and not number.signed:
            score = number
        elif meaning is ReadingKind.MAX_SCORE:
            most = number
    return score, most


def _find_head(number: Number, columns: Sequence[Column], walk: Walk) -> ReadingKind | None:
    if not walk.heads:
        return None
    middle = (number.word.x0 + number.word.x1) / 2
    nearest = min(walk.heads, key=lambda each: abs(each - middle))
    pitch = min(find_pitch(columns), 70.0)
    return walk.heads[nearest].kind if abs(nearest - middle) < max(COLUMN_SHIFT, pitch / 2) else None
