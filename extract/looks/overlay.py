"""Find annotations at published numbers: marks that may cancel a number, and notes with another number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pypdfium2.raw as pdfium_c

from extract.page.annotations import Annotation
from extract.page.open_page import OpenPage
from extract.records import Box, Reading, Reason

COVERING = {
    pdfium_c.FPDF_ANNOT_LINE,
    pdfium_c.FPDF_ANNOT_POLYGON,
    pdfium_c.FPDF_ANNOT_POLYLINE,
    pdfium_c.FPDF_ANNOT_STRIKEOUT,
    pdfium_c.FPDF_ANNOT_STAMP,
    pdfium_c.FPDF_ANNOT_CARET,
    pdfium_c.FPDF_ANNOT_INK,
    pdfium_c.FPDF_ANNOT_REDACT,
}
TOUCH = 0.1  # share of a number's box that a mark covers if it is about the number
BESIDE = 80.0  # points; a note so near beside a number may be about it
NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d)?(?![\d.,]*\d)")


def find_annotated(opened: OpenPage, readings: Sequence[Reading]) -> Reason | None:
    """Return the reason ``annotated`` if a mark or note may change one of the numbers of a page."""
    placed = list(_place(opened))
    for reading in readings:
        for annotation, box in placed:
            if _leaves_doubt(annotation, box, reading):
                return Reason(
                    "annotated",
                    f"A mark or note lies over {reading.text} on page {reading.page}, and nothing says"
                    " plainly what becomes of the number.",
                )
    return None


def _place(opened: OpenPage) -> Iterator[tuple[Annotation, Box]]:
    for annotation in opened.annotations:
        sides = (np.array([side]) for side in annotation.bounds)
        yield annotation, Box(*(float(side[0]) for side in opened.geometry.place(*sides)))


def _leaves_doubt(annotation: Annotation, box: Box, reading: Reading) -> bool:
    if annotation.subtype == pdfium_c.FPDF_ANNOT_WIDGET:
        return False
    own = reading.box
    across, down = (
        min(box.x1, own.x1) - max(box.x0, own.x0),
        min(box.bottom, own.bottom) - max(box.top, own.top),
    )
    touched = max(across, 0.0) * max(down, 0.0) > TOUCH * (own.x1 - own.x0) * (own.bottom - own.top)
    if annotation.subtype in COVERING and touched:
        return True
    told = {float(each.replace(",", ".")) for each in NUMBER.findall(annotation.contents)}
    if not told or reading.value in told:
        return False
    return down > 0 and across > -BESIDE
