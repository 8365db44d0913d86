"""Keep a document open while it is read, with its most recently used pages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from extract.page.annotations import Annotation
from extract.page.open_page import OpenPage, Swaps
from extract.page.opening import open_pdf

MOST_KEPT = 32  # pages kept open; enough for all pages of most reports


class Book:
    """An open document. Use it in a ``with`` statement.

    Raises ``UnreadableError`` if the file cannot be opened. ``swaps`` has the digits that fonts show in place
    of the stored ones, for fonts whose character maps are known to be wrong.
    """

    def __init__(self, path: Path, swaps: Swaps | None = None) -> None:
        self.path = path
        self.swaps = swaps or {}
        self._document = open_pdf(path)
        self._pages: OrderedDict[int, OpenPage] = OrderedDict()
        self._annotations: dict[int, tuple[Annotation, ...]] = {}
        self._seen: dict[int, Mapping[str, Any]] = {}
        self.findings: list[dict[str, Any]] = []  # what readers keep with the pages

    def __len__(self) -> int:
        """The number of pages."""
        return len(self._document)

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for found in self.findings:
            found.clear()  # it refers back to the pages: only the garbage collector would free both
        for opened in self._pages.values():
            opened.close()
        self._pages.clear()
        self._document.close()

    def open_page(self, number: int) -> OpenPage:
        """Return the 1-based page ``number``; the caller does not close it.

        Raises ``PdfiumError`` if the page is damaged.
        """
        opened = self._pages.get(number)
        if opened is None:
            earlier = self._annotations.get(number), self._seen.get(number)
            opened = OpenPage(self._document, number, *earlier, self.swaps)
            self._pages[number] = opened
            self._annotations[number] = opened.annotations
        self._pages.move_to_end(number)
        if len(self._pages) > MOST_KEPT:
            oldest, closing = self._pages.popitem(last=False)
            self._seen[oldest] = closing.seen
            closing.close()
        return opened


@contextmanager
def open_book(source: Path | Book) -> Iterator[Book]:
    """Open a file and close it afterwards; a document that is open already is returned and stays open."""
    if isinstance(source, Book):
        yield source
        return
    with Book(source) as book:
        yield book
