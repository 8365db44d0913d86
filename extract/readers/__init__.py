"""Read pages to readings: series, overviews with sub-areas, tables of contents, sentences.

``extract.series`` finds numbers in any regular arrangement. Overviews have their own reader, which also reads
sub-areas.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from extract.page.words import PageWords
from extract.readers.contents import read_contents
from extract.readers.overview import read_overviews
from extract.readers.owners import name_owners
from extract.readers.search import read_series
from extract.readers.sentence import read_sentences
from extract.records import Box, Group, Identity, Reading, ReadingKind

Reader = Callable[[Sequence[PageWords], Identity], Iterator[Reading]]

READERS: tuple[Reader, ...] = (read_overviews, read_contents, read_sentences)
LEAST_READ = 0.25  # share of a series' numbers in rows of a table or overview, which then has the series


def read_pages(pages: Sequence[PageWords], identity: Identity) -> tuple[Reading, ...]:
    """Read pages with all readers; return the readings by page and position.

    Own scores have in ``owner`` what proves whose they are. The order of the readers does not matter.
    """
    read = [reading for reader in READERS for reading in reader(pages, identity)]
    found = sorted((*read, *_list_others(read, read_series(pages, identity))), key=_find_place)
    return tuple(name_owners(found, pages, identity))


def _list_others(read: Sequence[Reading], series: Iterable[Reading]) -> Iterator[Reading]:
    """Yield the series whose numbers are not in rows of overviews that have the points of the same areas."""
    told = [each for each in read if each.reader == "overview" and each.kind is ReadingKind.SCORE]
    presentations = {each.group.presentation for each in told}
    areas = {each.area_no for each in told}
    rows: dict[int, list[Box]] = defaultdict(list)
    for each in read:
        if each.group.presentation in presentations:
            rows[each.page].append(each.box)
    groups: dict[Group, list[Reading]] = defaultdict(list)
    for each in series:
        groups[each.group].append(each)
    for members in groups.values():
        in_rows = sum(_stands_beside(each.box, rows[each.page]) for each in members)
        if in_rows < LEAST_READ * len(members) or not {each.area_no for each in members} - {None} <= areas:
            yield from members


def _stands_beside(box: Box, others: Iterable[Box]) -> bool:
    """Whether a number is on one line with another."""
    middle = (box.top + box.bottom) / 2
    return any(other.top < middle < other.bottom for other in others)


def _find_place(reading: Reading) -> tuple[int, float, float, str, str, str, int]:
    box = reading.box
    place = reading.page, round(box.top, 1), round(box.x0, 1)
    return *place, reading.reader, str(reading.group), reading.kind, reading.area_no or 0
