"""The fast text pass: read the text of all pages with pypdfium2, and refuse files that are no usable PDF."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pypdfium2

from extract.page.book import Book, open_book
from extract.page.opening import UnreadableError, open_pdf

__all__ = ["PageText", "UnreadableError", "mend_letters", "normalise_text", "open_pdf", "read_page_texts"]

SOFT_HYPHEN = "\u00ad"
_SWAPPED_LETTERS = (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))
SWAPPED = re.compile("[" + "".join(chr(letter << 8) for letter in _SWAPPED_LETTERS) + "]")
BEYOND_LETTERS = re.compile("[\u3000-\uffff]")  # in it are both; a range is looked for quicker than its parts
LIGATURES = re.compile("[\ufb00-\ufb06]")
PLENTY = 100  # letters and digits; a page with more is a page of text, whatever images it has


@dataclass(frozen=True)
class PageText:
    """One page of the text pass: 1-based number, size in points, normalised text.

    ``images`` is the number of images on a page with little text, which may be a scan; 0 on a page of text.
    ``layered`` is the text including an invisible text layer over an image, as OCR programs store it;
    ``None`` on a page without such a layer.
    """

    number: int
    width: float
    height: float
    text: str
    images: int
    layered: str | None = None


def mend_letters(text: str) -> str:
    """Repair errors of fonts' character maps: ligatures, and letters with their two bytes swapped.

    Some programs map ``ti`` to U+7400 U+6900, which are ``t`` and ``i`` with their bytes in the wrong order.
    """
    if text.isascii() or not BEYOND_LETTERS.search(text):
        return text
    text = SWAPPED.sub(lambda match: chr(ord(match[0]) >> 8), text)
    return LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def normalise_text(text: str) -> str:
    """Compose letters (NFC), remove soft hyphens, and end every line with a newline."""
    text = unicodedata.normalize("NFC", mend_letters(text)).replace(SOFT_HYPHEN, "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_page_texts(source: Path | Book) -> list[PageText]:
    """Read the text of all pages, in order. Raises ``UnreadableError``, even if only one page fails."""
    with open_book(source) as book:
        return [_read_page_text(book, number) for number in range(1, len(book) + 1)]


def _read_page_text(book: Book, number: int) -> PageText:
    try:
        opened = book.open_page(number)
        text = normalise_text(opened.read_text())
        is_plenty = any(islice(filter(None, map(str.isalnum, text)), PLENTY, None))
        images = 0 if is_plenty else opened.count_pictures()
        has_layer = opened.is_doubtful and opened.has_layer
        layered = normalise_text(opened.read_text(with_layer=True)) if has_layer else None
        return PageText(number, *opened.geometry.size, text, images, layered)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(
            "damaged", f"Page {number} of {book.path.name} cannot be read: {str(error).rstrip('.')}."
        ) from error
