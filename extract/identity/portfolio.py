"""Recognise PDF portfolios: a cover sheet of one or two pages, with documents as attached files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pypdfium2.raw as pdfium_c

from extract.identity.kind import Classification
from extract.page.textpass import PageText, open_pdf

MOST_PAGES = 2  # of a cover sheet
_SHEET = re.compile(r"portfolio|portfölj|portefølje|acrobat|adobe reader", re.IGNORECASE)
_MARK = b"/Collection"


def find_portfolio(path: Path, pages: Sequence[PageText]) -> Classification | None:
    """Classify the cover sheet of a PDF portfolio; ``None`` for any other document."""
    if len(pages) > MOST_PAGES:
        return None
    text = " ".join(page.text for page in pages)
    if not _SHEET.search(text) and _MARK not in path.read_bytes():
        return None
    document = open_pdf(path)
    try:
        files = pdfium_c.FPDFDoc_GetAttachmentCount(document.raw)
    finally:
        document.close()
    if files < 1:
        return None
    held = "a file" if files == 1 else f"{files} files"
    return Classification(
        "portfolio",
        False,
        f"The document is the cover sheet of a PDF portfolio that holds {held}: save what is inside with a"
        " PDF reader and pull that instead.",
    )
