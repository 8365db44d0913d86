"""Find sentences that say that marks of a colour show a mean, where no printed number has that colour.

``Den orange markeringen visar genomsnittet``: a mark across a bar shows a length, not a number. It is
another thing than the printed numbers if none of these has its colour, stands on it or stands at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.meaning.terms import understand
from extract.page.pictures import read_colours
from extract.phrases import compile_phrases
from extract.records import Box, Identity, ProvedScore
from extract.series.colour_words import COLOURED, name_hue

Mask = NDArray[np.bool_]
MARK, NUMBERS = compile_phrases("mark of a length"), compile_phrases("numbers by look")
HUES = ("red", "orange", "yellow", "green", "blue", "violet")
MOST_COLOURS = 6000  # of a page; one with more has a photograph
ACROSS, DOWN = 1.5, 0.8  # multiples of a number's height; what is nearer stands at it
LEVEL = 1.5  # likewise, for a mark in the row or column of a number
LEAST_MARKS = 6  # scores with a mark in their row or column
MOST_AT_NUMBERS = 2  # scores at which a mark stands by chance, where the mean is near


def is_on_marks(clause: str, identity: Identity, path: Path | None, scores: Sequence[ProvedScore]) -> bool:
    """Whether a clause says of marks of a colour that they show a mean, and no number has that colour."""
    named = [hue for hue in HUES if re.search(COLOURED[hue], clause, re.IGNORECASE)]
    if path is None or len(named) != 1 or not MARK.search(clause) or NUMBERS.search(clause):
        return False
    told = understand(clause, identity)
    if "mean" not in told.whose or told.named:
        return False
    pages = {score.reading.page for score in scores}
    return len(pages) == 1 and _are_apart(path, pages.pop(), named[0], [each.reading.box for each in scores])


def _are_apart(path: Path, page: int, hue: str, boxes: Sequence[Box]) -> bool:
    """Whether the rows or columns of numbers have dots of a hue, but the numbers themselves have none."""
    pixels, scale, shown = read_colours(path, page)
    packed = (pixels.astype(np.uint32) * (65536, 256, 1)).sum(axis=2)
    colours, places = np.unique(packed, return_inverse=True)
    if len(colours) > MOST_COLOURS:
        return False
    of_hue = [
        name_hue(f"({each >> 16}, {each >> 8 & 255}, {each & 255})") == hue for each in colours.tolist()
    ]
    mask: Mask = np.array(of_hue)[places].reshape(packed.shape)

    def has_dots(x0: float, top: float, x1: float, bottom: float) -> bool:
        rows = slice(max(0, round((top - shown.top) * scale)), max(0, round((bottom - shown.top) * scale)))
        across = slice(max(0, round((x0 - shown.x0) * scale)), max(0, round((x1 - shown.x0) * scale)))
        return bool(mask[rows, across].any())

    if any(has_dots(box.x0, box.top, box.x1, box.bottom) for box in boxes):
        return False
    at_numbers = sum(has_dots(*_widen(box, ACROSS, DOWN)) for box in boxes)
    marked = sum(any(has_dots(*each) for each in _list_bands(box, shown)) for box in boxes)
    return at_numbers <= MOST_AT_NUMBERS and marked >= LEAST_MARKS


def _widen(box: Box, across: float, down: float) -> tuple[float, float, float, float]:
    height = box.bottom - box.top
    return (
        box.x0 - across * height,
        box.top - down * height,
        box.x1 + across * height,
        box.bottom + down * height,
    )


def _list_bands(box: Box, shown: Box) -> Iterator[tuple[float, float, float, float]]:
    """List the row and the column of a number, each over the whole page."""
    x0, top, x1, bottom = _widen(box, LEVEL, LEVEL)
    yield shown.x0, top, shown.x1, bottom
    yield x0, shown.top, x1, shown.bottom
