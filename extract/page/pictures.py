"""Draw the evidence: a page with the boxes of its readings, and a crop of one number.

Pages are drawn as viewers show them, with annotations and form fields. PDFium is not thread-safe: draw in
one thread at a time.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extract.page.open_page import OpenPage, open_page
from extract.page.opening import open_pdf
from extract.records import Box

Colours = NDArray[np.uint8]
PAGE_DOTS_PER_INCH = 110
CROP_DOTS_PER_INCH = 220
MOST_PIXELS = 16_000_000
CROP_MARGIN = 2.0
PART_DOTS_PER_INCH = 100
PART_ABOVE = 70.0  # points, to show the heading of a table
PART_BELOW = 24.0
PART_QUALITY = 55
FRAME = (200, 30, 30, 255)
SHADE = (255, 220, 60, 60)
LABEL_SIZE = 11
ABOVE = 9.0  # points from a mark up to its label


def draw_page(path: Path, page: int, boxes: Sequence[tuple[Box, str]]) -> bytes:
    """Draw the 1-based ``page`` with each box framed and its label beside it; returns a PNG.

    Raises ``LookupError`` if the document has no such page.
    """
    with _open_page(path, page) as opened:
        picture = _Picture.draw(opened, PAGE_DOTS_PER_INCH)
        font = ImageFont.load_default(LABEL_SIZE)
        for box, label in boxes:
            picture.frame(box, 2, SHADE)
            picture.pen.text(picture.place(box.x1 + 3, box.top), label, fill=FRAME, font=font)
        return _write_png(picture.image)


@dataclass(frozen=True)
class Mark:
    """A frame in a colour (red, green, blue), with a label and a line to it from the box ``start``."""

    box: Box
    colour: tuple[int, int, int]
    start: Box | None = None
    label: str = ""


def draw_marks(path: Path, page: int, marks: Sequence[Mark]) -> bytes:
    """Draw the 1-based ``page`` with the marks, later ones over earlier ones; returns a PNG.

    Raises ``LookupError`` if the document has no such page.
    """
    with _open_page(path, page) as opened:
        picture = _Picture.draw(opened, PAGE_DOTS_PER_INCH)
        font = ImageFont.load_default(LABEL_SIZE)
        for mark in marks:
            box, start = mark.box, mark.start
            colour = (*mark.colour, 255)
            picture.frame(box, 1, colour=colour)
            if start is not None:
                ends = (start.x1, (start.top + start.bottom) / 2), (box.x0, (box.top + box.bottom) / 2)
                picture.pen.line([picture.place(*end) for end in ends], fill=colour, width=1)
            picture.pen.text(picture.place(box.x0, box.top - ABOVE), mark.label, fill=colour, font=font)
        return _write_png(picture.image)


def crop_number(path: Path, page: int, box: Box) -> bytes:
    """Draw the content of ``box`` on the 1-based ``page`` with a narrow margin; returns a PNG.

    Raises ``LookupError`` if the document has no such page or the box is outside it.
    """
    with _open_page(path, page) as opened:
        picture = _Picture.draw(opened, CROP_DOTS_PER_INCH)
        shown = picture.shown
        part = Box(
            max(shown.x0, box.x0 - CROP_MARGIN),
            max(shown.top, box.top - CROP_MARGIN),
            min(shown.x1, box.x1 + CROP_MARGIN),
            min(shown.bottom, box.bottom + CROP_MARGIN),
        )
        if part.x0 >= part.x1 or part.top >= part.bottom:
            raise LookupError(f"Page {page} of {path.name} does not reach to {box}.")
        return _write_png(picture.crop(part))


def draw_part(path: Path, page: int, boxes: Sequence[Box]) -> tuple[bytes, Box]:
    """Draw the part of a page with ``boxes``, each framed; returns a WebP image and the region it shows.

    The part is as wide as the page and extends above and below the boxes, so that it includes the words
    beside and the heading above them. Raises ``LookupError`` if the document has no such page or a box is
    outside it.
    """
    with _open_page(path, page) as opened:
        picture = _Picture.draw(opened, PART_DOTS_PER_INCH)
        shown = picture.shown
        region = Box(
            shown.x0,
            max(shown.top, min(box.top for box in boxes) - PART_ABOVE),
            shown.x1,
            min(shown.bottom, max(box.bottom for box in boxes) + PART_BELOW),
        )
        outside = any(box.x0 >= shown.x1 or box.x1 <= shown.x0 for box in boxes)
        if outside or region.top >= region.bottom:
            raise LookupError(f"Page {page} of {path.name} does not reach to its numbers.")
        for box in boxes:
            picture.frame(box, 1)
        content = io.BytesIO()
        picture.crop(region).save(content, format="WEBP", quality=PART_QUALITY, method=4)
        return content.getvalue(), region


def read_colours(path: Path, page: int) -> tuple[Colours, float, Box]:
    """Draw the 1-based ``page``; returns rows of its pixels as (red, green, blue), pixels for each point, and
    the box of the page that they show. Raises ``LookupError`` if the document has no such page.
    """
    with _open_page(path, page) as opened:
        picture = _Picture.draw(opened, PART_DOTS_PER_INCH)
        return np.asarray(picture.image), picture.scale, picture.shown


def measure_page(path: Path, page: int) -> Box:
    """Return the box of the visible part of the 1-based ``page``. Raises ``LookupError`` if there is none."""
    with _open_page(path, page) as opened:
        return _find_edges(opened)


def _find_edges(opened: OpenPage) -> Box:
    width, height = opened.geometry.shown_size
    left, top = opened.geometry.offset
    return Box(left, top, left + width, top + height)


@dataclass(frozen=True)
class _Picture:
    """A drawn page: the image, its pen, pixels for each point, and the box of the page that it shows."""

    image: Image.Image
    pen: ImageDraw.ImageDraw
    scale: float
    shown: Box

    @classmethod
    def draw(cls, opened: OpenPage, wished: float) -> _Picture:
        """Draw a page with ``wished`` dots per inch, or fewer if the image had too many pixels."""
        width, height = opened.geometry.shown_size
        scale = min(wished / 72, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
        image = opened.page.render(scale=scale * opened.geometry.unit).to_pil().convert("RGB")
        return cls(image, ImageDraw.Draw(image, "RGBA"), scale, _find_edges(opened))

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Convert coordinates on the page to pixels of the image."""
        return (x - self.shown.x0) * self.scale, (y - self.shown.top) * self.scale

    def frame(
        self,
        box: Box,
        width: int,
        fill: tuple[int, int, int, int] | None = None,
        colour: tuple[int, int, int, int] = FRAME,
    ) -> None:
        """Draw a frame around a box."""
        corners = (*self.place(box.x0 - 1, box.top - 1), *self.place(box.x1 + 1, box.bottom + 1))
        self.pen.rectangle(corners, fill=fill, outline=colour, width=width)

    def crop(self, part: Box) -> Image.Image:
        """Cut out a part of the page."""
        (x0, y0), (x1, y1) = self.place(part.x0, part.top), self.place(part.x1, part.bottom)
        return self.image.crop((math.floor(x0), math.floor(y0), math.ceil(x1), math.ceil(y1)))


@contextmanager
def _open_page(path: Path, page: int) -> Iterator[OpenPage]:
    document = open_pdf(path)
    try:
        if not 1 <= page <= len(document):
            raise LookupError(f"{path.name} has no page {page}.")
        with open_page(document, page) as opened:
            yield opened
    finally:
        document.close()


def _write_png(image: Image.Image) -> bytes:
    png = io.BytesIO()
    image.save(png, format="PNG")
    return png.getvalue()
