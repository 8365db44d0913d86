"""Numbers read in pictures that need no sum: whatever is asked about their pictures answers the same.

A number is sure where it stands alone, Tesseract sees it at other sizes as it was read on the whole page,
each of its signs has the shape of its figure, and no two figures of the series are drawn alike while the same
figure always is. A smudge, a comma or a rule that touches a figure leaves it unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from extract.instrument import AREA_NUMBERS
from extract.page.book import Book
from extract.page.shapes import Shape, compare_shapes, make_shape, name_figure, part_signs
from extract.proof.prove import prove
from extract.recognition.crops import MIDDLE, Grey, draw_large, make_plain, read_figures, recognise_crops
from extract.recognition.ocr import OcrError, explain_absence
from extract.records import Box, Identity, Reading, ReadingKind, Verdict

UNPROVED = "image_unproved"
HEIGHTS = (24, 28, 32)  # dots that figures are high for the looks
FEWEST_LOOKS = 2  # that see a number as it was read
MARGIN = 0.6  # of the box's height, cut out on both sides of a number
BLANK = 0.3  # of the box's height, that must be without ink on both sides
LEAST_INK = 0.99  # of a cut's ink, that is of figures
SAME, OTHER = 0.85, 0.9  # how alike the same figure is at least, and different ones at most


def prove_by_looks(
    book: Book, readings: tuple[Reading, ...], verdict: Verdict, identity: Identity
) -> tuple[tuple[Reading, ...], Verdict]:
    """Readings and verdict anew where only a sum was wanting and every score is sure; else as they are."""
    if [reason.code for reason in verdict.reasons] != [UNPROVED] or explain_absence():
        return readings, verdict
    scores = [each for each in readings if each.kind is ReadingKind.SCORE and each.from_image]
    if {each.area_no for each in scores} != set(AREA_NUMBERS):
        return readings, verdict
    try:
        if not _are_sure(book, scores):
            return readings, verdict
    except OcrError:
        return readings, verdict
    sure = tuple(replace(each, is_sure=True) if each in scores else each for each in readings)
    return sure, prove(sure, identity)


def _are_sure(book: Book, scores: Sequence[Reading]) -> bool:
    cuts = [_cut_alone(book, each.page, each.box) for each in scores]
    texts = [read_figures(each.text) for each in scores]
    if texts != [each.text for each in scores]:
        return False
    drawn: list[tuple[str, Shape]] = []
    for text, cut in zip(texts, cuts, strict=True):
        shapes = [make_shape(sign) for sign in part_signs(cut < MIDDLE)] if cut is not None else []
        if [name_figure(shape) for shape in shapes] != list(text):
            return False
        drawn += [(figure, shape) for figure, shape in zip(text, shapes, strict=True) if shape is not None]
    if not are_told_apart(drawn):
        return False
    looks = [recognise_crops(cuts, height) for height in HEIGHTS]
    return all(
        seen.count(text) >= FEWEST_LOOKS for text, seen in zip(texts, zip(*looks, strict=True), strict=True)
    )


def are_told_apart(drawn: Sequence[tuple[str, Shape]]) -> bool:
    """Whether the same figure is always drawn alike, and different ones never."""
    return all(
        compare_shapes(shape, other) >= SAME if figure == second else compare_shapes(shape, other) < OTHER
        for (figure, shape), (second, other) in combinations(drawn, 2)
    )


def _cut_alone(book: Book, page: int, box: Box) -> Grey | None:
    """A number's picture dark on white; None where it does not stand alone, or ink is not of its figures."""
    sheet = book.open_sheet(page)
    height = box.bottom - box.top
    picture, scale = draw_large(sheet, height)
    left, top = sheet.geometry.offset
    x0, x1 = (
        max(0, round((side - left) * scale)) for side in (box.x0 - MARGIN * height, box.x1 + MARGIN * height)
    )
    y0, y1 = (max(0, round((side - top) * scale)) for side in (box.top - height / 4, box.bottom + height / 4))
    cut = make_plain(picture[y0:y1, x0:x1])
    if cut is None:
        return None
    ink = cut < MIDDLE
    edge = round(BLANK * height * scale)
    whole = np.count_nonzero(ink)
    if not whole or ink[:, :edge].any() or ink[:, -edge:].any():
        return None
    figures = sum(np.count_nonzero(sign) for sign in part_signs(ink))
    return cut if figures >= LEAST_INK * whole else None
