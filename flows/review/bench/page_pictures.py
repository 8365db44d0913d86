"""The pages of held documents as pictures and text. PDFium is not thread-safe, so a lock guards its use."""

from __future__ import annotations

import threading
from functools import lru_cache

import pypdfium2 as pdfium

from extract.page.pictures import draw_page, measure_page
from extract.records import Box
from extract.sources.archive import Archive
from extract.sources.lines import ArchiveError
from flows.declarations.errors import ReviewError


class PagePictures:
    """Draws and reads pages of archived documents."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lock = threading.Lock()
        self.draw = lru_cache(maxsize=32)(self._draw)
        self.measure = lru_cache(maxsize=512)(self._measure)

    def _draw(self, sha256: str, page: int) -> bytes:
        """Draw the page as PNG. Raises ``LookupError`` for a page that is not there, or ``ReviewError``."""
        try:
            with self._lock, self._archive.local_copy(sha256) as path:
                return draw_page(path, page, [])
        except LookupError:
            raise
        except Exception as error:  # a damaged document fails in the drawing library's own ways
            raise ReviewError(f"Page {page} of {sha256[:12]} cannot be drawn: {error}") from error

    def _measure(self, sha256: str, page: int) -> Box | None:
        """The edges of the page in PDF points, or ``None`` when it cannot be opened."""
        try:
            with self._lock, self._archive.local_copy(sha256) as path:
                return measure_page(path, page)
        except Exception:  # noqa: BLE001 drawing the page reports what is wrong
            return None

    def read_text(self, sha256: str, pages: int) -> str:
        """The text of the first ``pages`` pages; empty when it cannot be read."""
        try:
            with (
                self._lock,
                self._archive.local_copy(sha256) as path,
                pdfium.PdfDocument(path) as document,
            ):
                first = range(min(pages, len(document)))
                return "\n".join(document[number].get_textpage().get_text_range() for number in first)
        except (ArchiveError, OSError, pdfium.PdfiumError):
            return ""
