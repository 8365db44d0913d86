"""Pictures of the evidence: a page with the places of its readings drawn, and a crop of one number.

PDFium is not safe in threads: draw from one thread at a time.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pdfplumber
from PIL import ImageFont

from extract.records import Box

PAGE_DOTS_PER_INCH = 110
CROP_DOTS_PER_INCH = 220
MOST_PIXELS = 16_000_000
CROP_MARGIN = 2.0
PART_DOTS_PER_INCH = 100
PART_ABOVE = 70.0  # points: room for the heading of a table
PART_BELOW = 24.0
PART_QUALITY = 55
FRAME = (200, 30, 30, 255)
SHADE = (255, 220, 60, 60)
LABEL_SIZE = 11


def draw_page(path: Path, page: int, boxes: Sequence[tuple[Box, str]]) -> bytes:
    """A PNG of the 1-based ``page`` with each box framed and its label beside it.

    Raises ``LookupError`` when the document has no such page.
    """
    with _open_page(path, page) as sheet:
        picture = sheet.to_image(resolution=_choose_resolution(sheet, PAGE_DOTS_PER_INCH), antialias=True)
        font = ImageFont.load_default(LABEL_SIZE)
        for box, label in boxes:
            frame = (box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1)
            picture.draw_rect(frame, fill=SHADE, stroke=FRAME, stroke_width=2)
            left, top = picture.bbox[0], picture.bbox[1]
            place = (box.x1 + 3 - left) * picture.scale, (box.top - top) * picture.scale
            picture.draw.text(place, label, fill=FRAME, font=font)
        return _write_png(picture.annotated)


def crop_number(path: Path, page: int, box: Box) -> bytes:
    """A PNG of what stands in ``box`` on the 1-based ``page``, with a narrow margin around it.

    Raises ``LookupError`` when the document has no such page or the box lies outside it.
    """
    with _open_page(path, page) as sheet:
        left, top, right, bottom = sheet.bbox
        part = (
            max(left, box.x0 - CROP_MARGIN),
            max(top, box.top - CROP_MARGIN),
            min(right, box.x1 + CROP_MARGIN),
            min(bottom, box.bottom + CROP_MARGIN),
        )
        if part[0] >= part[2] or part[1] >= part[3]:
            raise LookupError(f"Page {page} of {path.name} does not reach to {box}.")
        picture = sheet.crop(part).to_image(
            resolution=_choose_resolution(sheet, CROP_DOTS_PER_INCH), antialias=True
        )
        return _write_png(picture.original)


def draw_part(path: Path, page: int, boxes: Sequence[Box]) -> tuple[bytes, Box]:
    """The part of a page that holds ``boxes``, each framed, as WebP, with the region that it shows.

    The part is as wide as the page and reaches a little above and below the boxes, so that the words beside
    and the heading above them are seen. Raises ``LookupError`` when the document has no such page or a box
    lies outside it.
    """
    with _open_page(path, page) as sheet:
        left, top, right, bottom = sheet.bbox
        region = Box(
            left,
            max(top, min(box.top for box in boxes) - PART_ABOVE),
            right,
            min(bottom, max(box.bottom for box in boxes) + PART_BELOW),
        )
        if any(box.x0 >= right or box.x1 <= left for box in boxes) or region.top >= region.bottom:
            raise LookupError(f"Page {page} of {path.name} does not reach to its numbers.")
        part = sheet.crop((region.x0, region.top, region.x1, region.bottom))
        resolution = _choose_resolution(sheet, PART_DOTS_PER_INCH)
        picture = part.to_image(resolution=resolution, antialias=True)
        for box in boxes:
            picture.draw_rect(
                (box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1), fill=None, stroke=FRAME, stroke_width=1
            )
        content = io.BytesIO()
        picture.annotated.convert("RGB").save(content, format="WEBP", quality=PART_QUALITY, method=4)
        return content.getvalue(), region


@contextmanager
def _open_page(path: Path, page: int) -> Iterator[Any]:
    with pdfplumber.open(path, pages=[page]) as document:
        if not document.pages:
            raise LookupError(f"{path.name} has no page {page}.")
        sheet = document.pages[0]
        try:
            yield sheet
        finally:
            sheet.close()


def _choose_resolution(sheet: Any, wished: float) -> float:
    """Dots per inch, fewer for a page so large that its picture would have too many pixels."""
    area = float(sheet.width * sheet.height)
    return min(wished, 72 * math.sqrt(MOST_PIXELS / area))


def _write_png(image: Any) -> bytes:
    png = io.BytesIO()
    image.convert("RGB").save(png, format="PNG")
    return png.getvalue()
