"""Text stored unseen over the pictures of pages, as programs that recognise writing leave it.

It may say what the picture shows, or what another picture showed: it is believed only where the picture
was looked at. One page is looked at for all; what is read from such text needs arithmetic like all
recognised text.
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
MOST_WORDS_AWRY, MOST_NUMBERS_AWRY = 0.3, 0.05  # of those stored, that are not seen in the picture


def settle_layers(path: Path, pages: Sequence[PageText]) -> tuple[list[PageText], frozenset[int]]:
    """The pages with the text that is believed, and the 1-based numbers of those whose layers are.

    Without Tesseract no layer is believed: the pages then are pictures.
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
    """Whether what is stored over the pictures of a page is what they show."""
    if explain_absence():
        return False
    try:
        with ImageReader(path) as reader:
            seen = reader.read_page(page.number).text.text
    except OcrError:
        return False
    return tells_same(page.layered or "", seen)


def tells_same(stored: str, seen: str) -> bool:
    """Whether the words and numbers of a stored text are found in what was seen, but for a few."""
    words, numbers = ({found.casefold() for found in each.findall(stored)} for each in (WORD, NUMBER))
    seen_words, seen_numbers = ({found.casefold() for found in each.findall(seen)} for each in (WORD, NUMBER))
    awry = len(words - seen_words) <= MOST_WORDS_AWRY * len(words)
    return bool(words) and awry and len(numbers - seen_numbers) <= MOST_NUMBERS_AWRY * len(numbers)
