"""The readers: one for each way in which a report presents scores. Adding one is a file and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extract.readers.card import read_cards
from extract.readers.chart import read_charts
from extract.readers.heading import read_headings
from extract.readers.list import read_lists
from extract.readers.overview import read_overviews
from extract.readers.repeated import read_repeated
from extract.readers.sentence import read_sentences
from extract.readers.table import read_tables
from extract.readers.transposed import read_transposed
from extract.readers.veto import take_away
from extract.records import Identity, Reading
from extract.words import PageWords

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
    """Every reading that any reader finds on the pages, with what the words around it take away."""
    found = [reading for read in READERS for reading in read(pages, identity)]
    return tuple(take_away(found, pages, identity))
