"""The fast text pass: every page's text through pypdfium2, and whether the file is a usable PDF at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium_c

SOFT_HYPHEN = "\u00ad"
_SWAPPED_LETTERS = (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))
SWAPPED = re.compile("[" + "".join(chr(letter << 8) for letter in _SWAPPED_LETTERS) + "]")
LIGATURES = re.compile("[\ufb00-\ufb06]")
PLENTY = 100  # letters and digits: a page with more is a page of text, whatever pictures stand on it


class UnreadableError(Exception):
    """The file is not a usable PDF. ``code`` is the rule code of the outcome."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class PageText:
    """One page of the fast pass: 1-based number, size in points, normalised text.

    ``images`` is the count of images on a page with little text, where it tells a scan; 0 on a page of text.
    """

    number: int
    width: float
    height: float
    text: str
    images: int


def mend_letters(text: str) -> str:
    """Put right what fonts' character maps get wrong: ligatures, and letters whose two bytes are swapped.

    Some writers map ``ti`` to U+7400 U+6900, which are ``t`` and ``i`` with their bytes in wrong order.
    """
    if text.isascii():
        return text
    text = SWAPPED.sub(lambda match: chr(ord(match[0]) >> 8), text)
    return LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def normalise_text(text: str) -> str:
    """Compose letters (NFC), drop soft hyphens, and make every line end a newline."""
    text = unicodedata.normalize("NFC", mend_letters(text)).replace(SOFT_HYPHEN, "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def open_pdf(path: Path) -> pypdfium2.PdfDocument:
    """Open a PDF for the fast pass.

    Raises ``UnreadableError`` with code ``empty``, ``html``, ``not_a_pdf``, ``password`` or ``damaged``.
    """
    with path.open("rb") as file:
        head = file.read(2048)
    if not head:
        raise UnreadableError("empty", f"{path.name} is an empty file.")
    if b"%PDF-" not in head:
        looks_like_html = head.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml"))
        if looks_like_html:
            raise UnreadableError("html", f"{path.name} is a web page, not a PDF.")
        raise UnreadableError("not_a_pdf", f"{path.name} does not begin as a PDF does.")
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        # PDFium keeps the error of an earlier file where this one sets none: look whether this one is locked.
        if "password" in str(error).lower() and b"/Encrypt" in path.read_bytes():
            raise UnreadableError(
                "password", f"{path.name} cannot be opened without its password."
            ) from error
        raise UnreadableError("damaged", f"{path.name} is damaged: {str(error).rstrip('.')}.") from error


def read_page_texts(path: Path) -> list[PageText]:
    """The text of every page, in page order. Raises ``UnreadableError``, also when a single page fails."""
    document = open_pdf(path)
    try:
        return [_read_page_text(document, index, path) for index in range(len(document))]
    finally:
        document.close()


def _read_page_text(document: pypdfium2.PdfDocument, index: int, path: Path) -> PageText:
    try:
        page = document[index]
        width, height = page.get_size()
        textpage = page.get_textpage()
        text = textpage.get_text_bounded()
        images = 0 if sum(map(str.isalnum, text)) > PLENTY else _count_images(page)
        textpage.close()
        page.close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(
            "damaged", f"Page {index + 1} of {path.name} cannot be read: {str(error).rstrip('.')}."
        ) from error
    return PageText(index + 1, width, height, normalise_text(text), images)


def _count_images(page: pypdfium2.PdfPage) -> int:
    return sum(1 for _ in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3))
