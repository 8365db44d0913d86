"""Recognise crops of single numbers with Tesseract, all in one call.

Tesseract reads a single number best if its digits are about as high as those of a printed line, have a wide
white margin and nothing beside them. Its English data, which is always installed, reads digits better than
the Swedish data, which reads a 7 as 17.
"""

from __future__ import annotations

import math
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from extract.page.drawing import Mask, find_crop
from extract.page.open_page import OpenPage
from extract.recognition.ocr import SWEDISH, OcrError
from extract.records import Box

ENGLISH = "eng"
NEXT = ";"  # separates two numbers; pytesseract strips Tesseract's default, which is white space
ONE_LINE = f"--psm 7 -c tessedit_char_whitelist=0123456789,. -c page_separator={NEXT}"
AROUND = 0.7  # width of the white margin, as a share of the digits' height
MIDDLE = 128  # of 255; darker pixels of a crop are ink
FAINT = 30  # of 255; with less contrast a crop counts as empty
WHOLE = 0.95  # share of a crop's width or height; a longer line of ink is a rule
DOTS_PER_INCH = 300
DRAWN = 64  # dots that a number is drawn high on its page
MOST_PIXELS = 36_000_000  # of a drawn page
SECONDS = 60
FIGURES = re.compile(r"\d")
HALVES = re.compile(r"(\d{1,2})[.,](\d)")
Grey = npt.NDArray[np.uint8]


def read_figures(text: str) -> str:
    """Return the digits of a number without signs, commas and spaces."""
    return "".join(FIGURES.findall(text))


def read_decimal(text: str) -> str:
    """Return a number with one decimal, with a comma; of any other text its digits alone."""
    found = HALVES.fullmatch(text.strip())
    return f"{found[1]},{found[2]}" if found else read_figures(text)


@dataclass(frozen=True)
class Drawing:
    """A part of a page in grey: its pixels per point, and the page's pixels left of it and above it."""

    picture: Grey
    scale: float
    left: int
    top: int

    def cut(self, x0: int, x1: int, y0: int, y1: int) -> Grey:
        """Return the part between two columns and two rows of the page's pixels."""
        return self.picture[y0 - self.top : y1 - self.top, x0 - self.left : x1 - self.left]


def draw_large(opened: OpenPage, height: float, boxes: Sequence[Box]) -> Drawing:
    """Draw the part of a page that contains these boxes, each with a margin of its height.

    A height in points has ``DRAWN`` pixels, or fewer if the whole page had too many.
    """
    across, down = opened.geometry.shown_size
    scale = min(DRAWN / max(height, 1.0), math.sqrt(MOST_PIXELS / max(across * down, 1.0)))
    dots = scale * opened.geometry.unit
    width, depth = math.ceil(opened.page.get_width() * dots), math.ceil(opened.page.get_height() * dots)
    places = np.array([(box.x0, box.top, box.x1, box.bottom) for box in boxes], dtype=np.float64)
    places += (places[:, 3:] - places[:, 1:2]) * (-1, -1, 1, 1)
    (x0, y0), (x1, y1) = places[:, :2].min(axis=0).tolist(), places[:, 2:].max(axis=0).tolist()
    offset = opened.geometry.offset
    left, right = (min(max(0, int((x - offset[0]) * scale)), width - 1) for x in (x0, x1))
    top, bottom = (min(max(0, int((y - offset[1]) * scale)), depth - 1) for y in (y0, y1))
    picture: Grey = opened.page.render(
        scale=dots, grayscale=True, crop=find_crop((left, top, right + 1, bottom + 1), width, depth, dots)
    ).to_numpy()
    return Drawing(picture.reshape(picture.shape[:2]), scale, left, top)


def make_plain(cut: Grey) -> Grey | None:
    """Make a crop dark on white and remove rules that cross it; ``None`` if it is empty."""
    if not cut.size:
        return None
    ground = float(np.median(cut))
    grey = (255 - cut if ground < MIDDLE else cut).astype(np.float32)
    low, high = float(grey.min()), float(np.median(grey))
    if high - low < FAINT:
        return None
    plain: Grey = (np.clip((grey - low) / (high - low), 0, 1) * 255).astype(np.uint8)
    _erase_rules(plain)
    return plain


def _erase_rules(plain: Grey) -> None:
    ink = plain < MIDDLE
    for lines, along in ((plain, ink.mean(axis=1)), (plain.T, ink.mean(axis=0))):
        rules = along >= WHOLE
        rules[1:] |= rules[:-1].copy()
        rules[:-1] |= rules[1:].copy()
        lines[rules] = 255


def find_bounds(ink: Mask) -> tuple[int, int, int, int] | None:
    """Find the rows (first, end) and columns (first, end) that have ink; ``None`` if there is none."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size:
        return None
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def recognise_crops(
    crops: Sequence[Grey | None], height: int, read: Callable[[str], str] = read_figures
) -> list[str]:
    """Recognise the digits of each crop (dark on white), scaled to ``height`` pixels; empty if none are seen.

    ``read`` returns of the recognised text what is wanted. Raises ``OcrError`` if Tesseract fails.
    """
    framed = [_frame(crop, height) if crop is not None else None for crop in crops]
    pictures = [Image.fromarray(each) for each in framed if each is not None]
    if not pictures:
        return ["" for _ in crops]
    found = iter(_recognise(pictures))
    return [read(next(found)) if each is not None else "" for each in framed]


def _frame(crop: Grey, height: int) -> Grey | None:
    bounds = find_bounds(crop < MIDDLE)
    if bounds is None:
        return None
    top, bottom, left, right = bounds
    ink = Image.fromarray(crop[max(0, top - 1) : bottom + 1, max(0, left - 1) : right + 1])
    size = max(1, round(ink.width * height / ink.height)), height
    framed: Grey = np.pad(
        np.asarray(ink.resize(size, Image.Resampling.LANCZOS)), round(AROUND * height), constant_values=255
    )
    return framed


def _recognise(pictures: Sequence[Image.Image]) -> list[str]:
    """Recognise all images in one call, because Tesseract takes longer to start than to read."""
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "numbers.tif")
        pictures[0].save(path, save_all=True, append_images=pictures[1:], dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
        try:
            text = pytesseract.image_to_string(
                str(path), lang=_choose_language(), config=ONE_LINE, timeout=SECONDS
            )
        except (RuntimeError, OSError, pytesseract.TesseractError) as error:
            raise OcrError(f"The printed numbers could not be looked at: {error}.") from error
    texts = str(text).split(NEXT)
    if len(texts) != len(pictures):
        raise OcrError(f"Tesseract read {len(texts)} of the {len(pictures)} numbers that it was shown.")
    return texts


@cache
def _choose_language() -> str:
    import pytesseract

    return ENGLISH if ENGLISH in pytesseract.get_languages() else SWEDISH
