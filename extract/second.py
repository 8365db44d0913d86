"""A second parser's characters: pdfminer's, at the places that the file itself gives them.

It follows its own way through the file: damaged tables of contents of the file, revisions, page trees and
tables of characters are where the two part.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from extract.page.chars import Char
from extract.page.opening import read_pdf_bytes

UNTURNED = (1, 0, 0, 1, 0, 0)
NEAR = 0.2  # of the size in the file's own plane: so near is the same place
NEIGHBOURS = (0, -1, 1, -2, 2, -3, 3)  # pages at which a page is looked for that the two count differently


@dataclass(frozen=True)
class SecondChar:
    """A character of the second parser with where its base line begins, in the file's own plane."""

    text: str
    x: float
    y: float


class _TextDevice(PDFLayoutAnalyzer):  # type: ignore[misc, unused-ignore]
    """Takes the characters of a page alone."""

    def paint_path(self, *_: Any, **__: Any) -> None:
        """Leave figures out."""

    def render_image(self, *_: Any, **__: Any) -> None:
        """Leave pictures out."""


class SecondParser:
    """The pages of one file as pdfminer reads them, each read once. Whatever fails is a page without text."""

    def __init__(self, path: Path) -> None:
        self._chars: dict[int, tuple[SecondChar, ...]] = {}
        try:
            document = PDFDocument(PDFParser(io.BytesIO(read_pdf_bytes(path))))
            self._pages: list[Any] = list(PDFPage.create_pages(document))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - a damaged file can make it fail in any way
            self._pages = []
        self._resources = PDFResourceManager()

    def list_chars(self, number: int) -> tuple[SecondChar, ...]:
        """The characters of the 1-based page ``number``; none where it has no such page or cannot read it."""
        if number not in self._chars:
            self._chars[number] = self._read(number)
        return self._chars[number]

    def _read(self, number: int) -> tuple[SecondChar, ...]:
        if not 1 <= number <= len(self._pages):
            return ()
        page = self._pages[number - 1]
        device = _TextDevice(self._resources, laparams=None)
        try:
            device.begin_page(page, UNTURNED)
            PDFPageInterpreter(self._resources, device).render_contents(
                page.resources, page.contents, ctm=UNTURNED
            )
            return tuple(_list_chars(device.cur_item))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - as above
            return ()

    def find_differing(self, number: int, chars: Sequence[Char]) -> list[Char]:
        """The figures among a page's characters that the second parser does not have there or has as others.

        Where it knows a sign but not which, it says nothing against it.
        """
        figures = [char for char in chars if char.text.isdigit()]
        fewest = figures
        for shift in NEIGHBOURS:
            differing = [char for char in figures if not _agrees(char, self.list_chars(number + shift))]
            if len(differing) < len(fewest) or (shift == 0 and not differing):
                fewest = differing
            if not fewest:
                break
        return fewest


def _list_chars(container: Any) -> Iterator[SecondChar]:
    for item in container:
        if isinstance(item, LTChar):
            yield SecondChar(item.get_text(), item.matrix[4], item.matrix[5])
        elif isinstance(item, LTContainer):
            yield from _list_chars(item)


def _agrees(char: Char, others: Sequence[SecondChar]) -> bool:
    x, y = char.raw_origin
    reach = NEAR * char.raw_size
    there = [other.text for other in others if abs(other.x - x) <= reach and abs(other.y - y) <= reach]
    return any(
        text == char.text or not any(sign.isdigit() for sign in text) or text.startswith("(cid:")
        for text in there
    )
