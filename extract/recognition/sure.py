"""Decide whether scores that were recognised on an image are sure, so that no sum is needed to prove them.

A number is sure if it stands alone, Tesseract recognises it in the same way at other sizes, and each digit
has the shape of that digit in the standard fonts. In addition, equal digits of all the scores must look
alike, and different ones must not. A smudge, a comma or a rule that touches a digit makes its number unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from extract.instrument import AREA_NUMBERS
from extract.page.book import Book
from extract.page.shapes import GlyphShape, compare_shapes, make_shape, name_figure, split_characters
from extract.proof.prove import prove
from extract.recognition.crops import MIDDLE, Grey, draw_large, make_plain, read_figures, recognise_crops
from extract.recognition.ocr import OcrError, explain_absence
from extract.records import Box, Identity, Reading, ReadingKind, Verdict

UNPROVED = "image_unproved"
HEIGHTS = (24, 28, 32)  # pixels: height of the digits in the three recognitions
FEWEST_LOOKS = 2  # recognitions that must agree with the reading
MARGIN = 0.6  # width that is cut out on both sides of a number, as a share of its box's height
BLANK = 0.3  # width without ink on both sides of a number, as a share of its box's height
LEAST_INK = 0.99  # share of a crop's ink that is in digits
SAME, OTHER = 0.85, 0.9  # least likeness of equal digits, largest of different ones; see compare_shapes


def prove_by_looks(
    book: Book, readings: tuple[Reading, ...], verdict: Verdict, identity: Identity
) -> tuple[tuple[Reading, ...], Verdict]:
    """Prove recognised scores again if only the sum was missing and all of them are sure.

    Returns the readings, those of the scores marked as sure, and the new verdict; otherwise both unchanged.
    """
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
    drawn: list[tuple[str, GlyphShape]] = []
    for text, cut in zip(texts, cuts, strict=True):
        shapes = [make_shape(sign) for sign in split_characters(cut < MIDDLE)] if cut is not None else []
        if [name_figure(shape) for shape in shapes] != list(text):
            return False
        drawn += [(figure, shape) for figure, shape in zip(text, shapes, strict=True) if shape is not None]
    if not are_distinct(drawn):
        return False
    looks = [recognise_crops(cuts, height) for height in HEIGHTS]
    return all(
        seen.count(text) >= FEWEST_LOOKS for text, seen in zip(texts, zip(*looks, strict=True), strict=True)
    )


def are_distinct(drawn: Sequence[tuple[str, GlyphShape]]) -> bool:
    """Whether all shapes of the same digit are alike, and no two shapes of different digits."""
    return all(
        compare_shapes(shape, other) >= SAME if figure == second else compare_shapes(shape, other) < OTHER
        for (figure, shape), (second, other) in combinations(drawn, 2)
    )


def _cut_alone(book: Book, page: int, box: Box) -> Grey | None:
    """Cut out a number, dark on white; ``None`` if it does not stand alone or has ink beside its digits."""
    opened = book.open_page(page)
    height = box.bottom - box.top
    drawing = draw_large(opened, height, [box])
    scale = drawing.scale
    left, top = opened.geometry.offset
    x0, x1 = (
        max(0, round((side - left) * scale)) for side in (box.x0 - MARGIN * height, box.x1 + MARGIN * height)
    )
    y0, y1 = (max(0, round((side - top) * scale)) for side in (box.top - height / 4, box.bottom + height / 4))
    cut = make_plain(drawing.cut(x0, x1, y0, y1))
    if cut is None:
        return None
    ink = cut < MIDDLE
    edge = round(BLANK * height * scale)
    whole = np.count_nonzero(ink)
    if not whole or ink[:, :edge].any() or ink[:, -edge:].any():
        return None
    figures = sum(np.count_nonzero(sign) for sign in split_characters(ink))
    return cut if figures >= LEAST_INK * whole else None
