"""Open a PDF as viewers do: skip bytes before its header and initialise its form fields."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

MARK = b"%PDF-"
MARK_WITHIN = 1 << 18  # bytes that may come before the header, such as those of mail and web servers
VIEWERS_LOOK = 1024  # bytes in which PDFium itself searches for the header


class UnreadableError(Exception):
    """The file is not a usable PDF. ``code`` is the rule code of the outcome."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def read_pdf_bytes(path: Path) -> bytes:
    """Read the bytes of a PDF from its header on.

    Raises ``UnreadableError`` with code ``empty``, ``html`` or ``not_a_pdf``.
    """
    content = path.read_bytes()
    return content[_find_header(content[: MARK_WITHIN + len(MARK)], path) :]


def open_pdf(path: Path) -> pypdfium2.PdfDocument:
    """Open a PDF and initialise its form fields, so that they are drawn. The caller closes it.

    Raises ``UnreadableError`` with code ``empty``, ``html``, ``not_a_pdf``, ``password`` or ``damaged``.
    """
    with path.open("rb") as file:
        start = _find_header(file.read(MARK_WITHIN + len(MARK)), path)
    try:
        document = pypdfium2.PdfDocument(path if start < VIEWERS_LOOK else read_pdf_bytes(path))
    except pypdfium2.PdfiumError as error:
        # PDFium may report the error of an earlier file: check that this one is encrypted.
        if "password" in str(error).lower() and b"/Encrypt" in path.read_bytes():
            raise UnreadableError(
                "password", f"{path.name} cannot be opened without its password."
            ) from error
        raise UnreadableError("damaged", f"{path.name} is damaged: {str(error).rstrip('.')}.") from error
    if document.get_formtype():
        document.init_forms()
    return document


def _find_header(head: bytes, path: Path) -> int:
    if not head:
        raise UnreadableError("empty", f"{path.name} is an empty file.")
    start = head.find(MARK)
    opening = head[:2048].lstrip().lower()
    if opening.startswith((b"<!doctype", b"<html", b"<?xml")) and not 0 <= start < VIEWERS_LOOK:
        raise UnreadableError("html", f"{path.name} is a web page, not a PDF.")
    if start < 0:
        raise UnreadableError("not_a_pdf", f"{path.name} does not begin as a PDF does.")
    return start
