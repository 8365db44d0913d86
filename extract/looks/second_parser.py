"""Read the characters of a page and their positions with a second parser, pdfminer.

It interprets the file independently of PDFium. The two may differ where cross-reference tables, revisions,
page trees or character maps are damaged.
"""

from __future__ import annotations

import io
import itertools
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from extract.looks.content import TextInterpreter
from extract.page.chars import Char
from extract.page.opening import read_pdf_bytes

log = logging.getLogger("kommunkompassen.read")

Places = npt.NDArray[np.float64]
UNKNOWN = "\N{REPLACEMENT CHARACTER}"  # a glyph to which the font's character map gives no character
UNTURNED = (1, 0, 0, 1, 0, 0)  # the identity matrix, so that positions stay in the file's coordinates
NEAR = 0.2  # multiple of the font size; positions that differ less are the same
NEIGHBOURS = (0, -1, 1, -2, 2, -3, 3)  # where the same page may be if the two parsers count pages differently


@dataclass(frozen=True)
class SecondPage:
    """The characters of a page as the second parser reads them.

    ``xs`` and ``ys`` are their origins on the base line, in the file's coordinates.
    """

    texts: tuple[str, ...] = ()
    codes: tuple[int, ...] = ()  # the codes by which the font draws them
    xs: Places = field(default_factory=lambda: np.zeros(0))
    ys: Places = field(default_factory=lambda: np.zeros(0))


class _TextDevice(PDFLayoutAnalyzer):  # type: ignore[misc, unused-ignore]
    """A device of pdfminer that collects only characters and their origins, without layout or drawings."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.found: list[tuple[str, int, float, float]] = []
        self._signs: dict[tuple[Any, int], tuple[str, float]] = {}  # character and width, by font and code

    def render_char(
        self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int, *_: Any
    ) -> float:
        """Collect a character and return its advance, from which pdfminer computes the next origin."""
        sign = self._signs.get((font, cid))
        if sign is None:
            sign = self._signs[font, cid] = _read_sign(font, cid), float(font.char_width(cid))
        self.found.append((sign[0], cid, matrix[4], matrix[5]))
        return sign[1] * fontsize * scaling

    def paint_path(self, *_: Any, **__: Any) -> None:
        """Ignore drawn shapes."""

    def render_image(self, *_: Any, **__: Any) -> None:
        """Ignore images."""


def _read_sign(font: Any, cid: int) -> str:
    try:
        return str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return UNKNOWN


def _list_pages(path: Path) -> Iterator[Any]:
    """List the pages of a file, up to the first that pdfminer cannot read; later ones are not looked up."""
    try:
        yield from PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(read_pdf_bytes(path)))))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - pdfminer may raise any error for a damaged file
        log.debug("pdfminer cannot list the pages of %s: %s", path.name, error)


class SecondParser:
    """The pages of one file as pdfminer reads them, each read once.

    A file or page that pdfminer cannot read has no characters; no error is raised.
    """

    def __init__(self, path: Path) -> None:
        self._read_pages: dict[int, SecondPage] = {}
        self._found: list[Any] = []
        self._pages = _list_pages(path)
        self._resources = PDFResourceManager()

    def read_page(self, number: int) -> SecondPage:
        """Return the characters of the 1-based page ``number``; none if it is missing or cannot be read."""
        if number not in self._read_pages:
            self._read_pages[number] = self._read(number)
        return self._read_pages[number]

    def _read(self, number: int) -> SecondPage:
        if number < 1:
            return SecondPage()
        self._found += itertools.islice(self._pages, max(number - len(self._found), 0))
        if number > len(self._found):
            return SecondPage()
        page = self._found[number - 1]
        device = _TextDevice(self._resources)
        try:
            device.begin_page(page, UNTURNED)
            TextInterpreter(self._resources, device).render_contents(
                page.resources, page.contents, ctm=UNTURNED
            )
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - as above
            return SecondPage()
        if not device.found:
            return SecondPage()
        texts, codes, xs, ys = zip(*device.found, strict=True)
        return SecondPage(texts, codes, np.array(xs, dtype=np.float64), np.array(ys, dtype=np.float64))

    def list_codes(self, number: int, char: Char) -> set[int]:
        """Return the font codes of what this parser has at the position of one of PDFium's characters."""
        page = self.read_page(number)
        return {page.codes[at] for at in _list_there(char, page)}

    def find_differing(self, number: int, chars: Sequence[Char]) -> list[Char]:
        """List the digits of page ``number`` that this parser does not have at the same position.

        A glyph without a known character there does not count as a difference. Neighbouring pages are tried
        too; the page with the fewest differences counts.
        """
        figures = [char for char in chars if char.text.isdigit()]
        fewest = figures
        for shift in NEIGHBOURS:
            differing = [char for char in figures if not _agrees(char, self.read_page(number + shift))]
            if len(differing) < len(fewest) or (shift == 0 and not differing):
                fewest = differing
            if not fewest:
                break
        return fewest


def _list_there(char: Char, page: SecondPage) -> list[int]:
    """List the indices of this parser's characters at the position of one of PDFium's characters."""
    x, y = char.raw_origin
    reach = NEAR * char.raw_size
    found = np.flatnonzero((np.abs(page.xs - x) <= reach) & (np.abs(page.ys - y) <= reach))
    return [int(at) for at in found]


def _agrees(char: Char, page: SecondPage) -> bool:
    texts = (page.texts[at] for at in _list_there(char, page))
    return any(text == char.text or not any(sign.isdigit() for sign in text) for text in texts)
