"""From pages to readings: tables of areas, overviews with sub-areas, sentences, and all other series.

What ``extract.series`` ties together is read wherever it stands; tables and overviews have readers of their
own, which also read their sub-areas and sums.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from extract.page.words import PageWords
from extract.readers.contents import read_contents
from extract.readers.overview import read_overviews
from extract.readers.ownership import prove_owners
from extract.readers.search import read_series
from extract.readers.sentence import read_sentences
from extract.readers.table import read_tables
from extract.readers.veto import take_away
from extract.records import Box, Group, Identity, Reading, ReadingKind

Reader = Callable[[Sequence[PageWords], Identity], Iterator[Reading]]

READERS: tuple[Reader, ...] = (read_tables, read_overviews, read_contents, read_sentences)
OF_SUBAREAS = {ReadingKind.SUBAREA, ReadingKind.SUBAREA_MAX}
LEAST_READ = 0.25  # of the numbers of a series: as many in rows that are read make all theirs


def read_pages(pages: Sequence[PageWords], identity: Identity) -> tuple[Reading, ...]:
    """Every reading that any reader finds on the pages, less what the words around it take away.

    Own scores come with what proves whose they are. The readings are in the order of their places, so that
    the order of the readers decides nothing.
    """
    read = [reading for reader in READERS for reading in reader(pages, identity)]
    found = sorted((*read, *_list_others(read, read_series(pages, identity))), key=_find_place)
    return tuple(prove_owners(tuple(take_away(found, pages, identity)), pages, identity))


def _list_others(read: Sequence[Reading], series: Iterable[Reading]) -> Iterator[Reading]:
    """The series whose numbers do not stand in rows that tables and overviews understand.

    Those of a table are left to it where distance alone ties numbers to names, or where the fills that
    numbers stand on may be its cells.
    """
    overview: dict[int, list[Box]] = defaultdict(list)
    table: dict[int, list[Box]] = defaultdict(list)
    for each in read:
        if each.reader == "overview" or each.kind in OF_SUBAREAS:
            overview[each.page].append(each.box)
        elif each.reader == "table" and each.kind is not ReadingKind.UNKNOWN:
            table[each.page].append(each.box)
    groups: dict[Group, list[Reading]] = defaultdict(list)
    for each in series:
        groups[each.group].append(each)
    for members in groups.values():
        in_rows = sum(
            _stands_beside(each.box, overview[each.page])
            or (each.reader in ("card", "chart") and _stands_beside(each.box, table[each.page]))
            for each in members
        )
        if in_rows < LEAST_READ * len(members):
            yield from members


def _stands_beside(box: Box, others: Iterable[Box]) -> bool:
    """Whether a number stands on one line with another."""
    middle = (box.top + box.bottom) / 2
    return any(other.top < middle < other.bottom for other in others)


def _find_place(reading: Reading) -> tuple[int, float, float, str, str, str, int]:
    box = reading.box
    return (
        *(
            reading.page,
            round(box.top, 1),
            round(box.x0, 1),
            reading.reader,
            str(reading.group),
            reading.kind,
        ),
        reading.area_no or 0,
    )
