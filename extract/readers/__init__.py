"""The readers: one for each way in which a report presents scores. Adding one is a file and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extract.page.words import PageWords
from extract.readers.card import read_cards
from extract.readers.chart import read_charts
from extract.readers.heading import read_headings
from extract.readers.list import read_lists
from extract.readers.overview import read_overviews
from extract.readers.ownership import prove_owners
from extract.readers.repeated import read_repeated
from extract.readers.sentence import read_sentences
from extract.readers.table import read_tables
from extract.readers.transposed import read_transposed
from extract.readers.veto import take_away
from extract.records import Identity, Reading

Reader = Callable[[Sequence[PageWords], Identity], Iterator[Reading]]

READERS: tuple[Reader, ...] = (
    read_tables,
    read_transposed,
    read_charts,
    read_lists,
    read_cards,
    read_headings,
    read_overviews,
    read_repeated,
    read_sentences,
)


def read_pages(pages: Sequence[PageWords], identity: Identity) -> tuple[Reading, ...]:
    """Every reading that any reader finds on the pages, less what the words around it take away.

    Own scores come with what proves whose they are. The readings are in the order of their places, so that
    the order of the readers decides nothing.
    """
    found = sorted((reading for read in READERS for reading in read(pages, identity)), key=_find_place)
    return tuple(prove_owners(tuple(take_away(found, pages, identity)), pages, identity))


def _find_place(reading: Reading) -> tuple[int, float, float, str, str, str, int]:
    box = reading.box
    return (
        *(reading.page, round(box.top, 1), round(box.x0, 1), reading.reader, reading.group, reading.kind),
        reading.area_no or 0,
    )
