"""Check invisible text layers over the images of pages, which OCR programs store in a PDF.

Such a layer may not be the text of the image. It is used only if Tesseract reads the same on one of its
pages; as with all recognised text, scores from it must be proved by a sum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extract.page.textpass import PageText
from extract.recognition.ocr import ImageReader, OcrError, explain_absence

WORD = re.compile(r"[^\W\d_]{4,}")
NUMBER = re.compile(r"(?<!\d)\d{2,4}(?!\d)")
MOST_WORDS_AWRY, MOST_NUMBERS_AWRY = 0.3, 0.05  # largest share of the stored ones that the image lacks


def settle_layers(path: Path, pages: Sequence[PageText]) -> tuple[list[PageText], frozenset[int]]:
    """Replace the text of pages whose layer is confirmed; return the pages and those pages' 1-based numbers.

    Without Tesseract no layer is confirmed, and the pages count as images.
    """
    layered = [page for page in pages if page.layered is not None]
    if not layered or not _is_true(path, layered[0]):
        return list(pages), frozenset()
    believed = frozenset(page.number for page in layered)
    return [
        replace(page, text=page.layered or page.text, images=0) if page.number in believed else page
        for page in pages
    ], believed


def _is_true(path: Path, page: PageText) -> bool:
    """Whether the layer of a page is the text of its image."""
    if explain_absence():
        return False
    try:
        with ImageReader(path) as reader:
            seen = reader.read_page(page.number).text.text
    except OcrError:
        return False
    return is_same_text(page.layered or "", seen)


def is_same_text(stored: str, seen: str) -> bool:
    """Whether nearly all words and numbers of a stored text are in the recognised text."""
    words, numbers = ({found.casefold() for found in each.findall(stored)} for each in (WORD, NUMBER))
    seen_words, seen_numbers = ({found.casefold() for found in each.findall(seen)} for each in (WORD, NUMBER))
    awry = len(words - seen_words) <= MOST_WORDS_AWRY * len(words)
    return bool(words) and awry and len(numbers - seen_numbers) <= MOST_NUMBERS_AWRY * len(numbers)
