"""Find the rules of tables and the dots that lead to their numbers in images, and erase them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.page.drawing import Mask

CONTRAST = 40  # of 255; ink is darker than its surroundings by so much, on white and on shaded ground
SURROUNDINGS = 0.2  # inches; side of the square whose mean is the brightness of the surroundings
FULL = 0.96  # share of a line's length that is ink
LINE_ACROSS, LINE_DOWN = 0.45, 0.36  # inches; longer lines are rules of a table and no parts of letters
# Inches: the height of a row of dots that leads to a number, what is blank above and below it, its length
DOT, ABOVE_DOTS, BELOW_DOTS, LEADER = 0.04, 0.06, 0.03, 0.4
SPECKS = 0.08  # of the ink of the dots; a dirty scan may have so much above and below them
LEAST_DOTS = 5  # of such a length; three are an ellipsis


def erase_lines(picture: Any, dots_per_inch: float) -> Any:
    """Return a grey image without the rules of its tables and the dots that lead to their numbers.

    Tesseract misses words in ruled cells, and reads words before a row of dots wrongly.
    """
    import numpy as np
    from PIL import Image, ImageFilter

    grey = np.array(picture)
    around = np.array(picture.filter(ImageFilter.BoxBlur(max(1, int(dots_per_inch * SURROUNDINGS) // 2))))
    ink = grey < np.maximum(around, CONTRAST) - CONTRAST
    # A rule of a crooked scan has steps of one pixel. One pixel thicker, it is unbroken.
    across = find_strokes(ink | np.roll(ink, 1, axis=0), int(dots_per_inch * LINE_ACROSS))
    upright = np.ascontiguousarray((ink | np.roll(ink, 1, axis=1)).T)
    down = np.ascontiguousarray(find_strokes(upright, int(dots_per_inch * LINE_DOWN)).T)
    rules = across | down
    for shift in (-2, -1, 1):
        rules |= np.roll(across, shift, axis=0) | np.roll(down, shift, axis=1)
    grey[rules | find_leaders(ink, dots_per_inch)] = 255
    return Image.fromarray(grey)


def find_leaders(ink: Mask, dots_per_inch: float) -> Mask:
    """Return a mask of the rows of dots that lead from a name to its number, with nothing above and below."""
    import numpy as np

    high, above, below, long = (
        max(1, round(side * dots_per_inch)) for side in (DOT, ABOVE_DOTS, BELOW_DOTS, LEADER)
    )
    height, width = ink.shape
    found = np.zeros_like(ink)
    rows, columns = height - (above + high + below) + 1, width - long + 1
    if rows < 1 or columns < 1:
        return found
    begins = np.zeros((height, width + 1), np.int32)  # how many strokes begin left of each pixel of a row
    np.cumsum(ink[:, 1:] & ~ink[:, :-1], axis=1, out=begins[:, 2:])
    middle = begins[above + high // 2 :][:rows]
    may_be = (middle[:, long:] - middle[:, :-long] >= LEAST_DOTS).any(axis=1)
    sums = np.zeros((height + 1, width + 1), np.int32)
    np.cumsum(np.cumsum(ink, axis=0, dtype=np.int32), axis=1, out=sums[1:, 1:])
    edges = (0, above, above + high, above + high + below)
    for row in np.flatnonzero(may_be):
        first, upper, lower, last = (sums[row + edge] for edge in edges)
        beside, inside = last - lower + upper - first, lower - upper
        are_alone = beside[long:] - beside[:-long] <= SPECKS * (inside[long:] - inside[:-long])
        are_many = middle[row, long:] - middle[row, :-long] >= LEAST_DOTS
        for at in np.flatnonzero(are_alone & are_many):
            found[row + above : row + above + high, at + 1 : at + long - 1] = True  # not the last letter
    return found


def find_strokes(ink: Mask, length: int) -> Mask:
    """Return a mask of the pixels in horizontal runs of ``length`` pixels of which ``FULL`` is ink."""
    import numpy as np

    width = ink.shape[1]
    covered = np.zeros_like(ink)
    if width < length or length < 1:
        return covered
    full = length * FULL
    part = (length + 1) // 2  # the row's parts of this length; every run covers a whole one of them
    parts = ink[:, : width // part * part].reshape(len(ink), -1, part).sum(axis=2, dtype=np.uint32)
    rows = np.flatnonzero((parts >= part - (length - full)).any(axis=1))  # few rows of a page have such ink
    sums = np.zeros((len(rows), width + 1), np.int32)
    np.cumsum(ink[rows], axis=1, out=sums[:, 1:])
    starts = sums[:, length:] - sums[:, :-length] >= full
    edges = np.zeros((len(rows), width + 1), np.int32)
    edges[:, : starts.shape[1]] += starts
    edges[:, length:] -= starts
    covered[rows] = np.cumsum(edges, axis=1)[:, :width] > 0
    return covered
