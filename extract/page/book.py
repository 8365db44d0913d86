"""One document opened once, its pages kept ready while it is read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from extract.page.annotations import Annotation
from extract.page.opening import open_pdf
from extract.page.sheet import Sheet, Swaps

MOST_KEPT = 32  # pages: those of most reports, and of a long one those that were asked for last


class Book:
    """An opened document. Use it in a ``with`` statement.

    Raises ``UnreadableError`` when the file cannot be opened. A page that was laid aside is made ready anew,
    with what it was known to have lying over it. ``swaps`` are the figures that fonts show in place of those
    stored, where their tables of characters are known to be wrong.
    """

    def __init__(self, path: Path, swaps: Swaps | None = None) -> None:
        self.path = path
        self.swaps = swaps or {}
        self._document = open_pdf(path)
        self._sheets: OrderedDict[int, Sheet] = OrderedDict()
        self._annotations: dict[int, tuple[Annotation, ...]] = {}

    def __len__(self) -> int:
        """How many pages it has."""
        return len(self._document)

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for sheet in self._sheets.values():
            sheet.close()
        self._sheets.clear()
        self._document.close()

    def open_sheet(self, number: int) -> Sheet:
        """The 1-based page ``number``; it is the book's to close. Raises ``PdfiumError`` for a broken one."""
        sheet = self._sheets.get(number)
        if sheet is None:
            sheet = Sheet(self._document, number, self._annotations.get(number), self.swaps)
            self._sheets[number] = sheet
            self._annotations[number] = sheet.annotations
        self._sheets.move_to_end(number)
        if len(self._sheets) > MOST_KEPT:
            self._sheets.popitem(last=False)[1].close()
        return sheet


@contextmanager
def open_book(source: Path | Book) -> Iterator[Book]:
    """The book itself where one is opened already; otherwise that of a file, closed afterwards."""
    if isinstance(source, Book):
        yield source
        return
    with Book(source) as book:
        yield book
