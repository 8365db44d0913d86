"""Pictures of single numbers, made plain and read with Tesseract, each on its own and all in one call.

Tesseract reads a number alone best when its figures are about as high as those of a printed line, stand in
plenty of white, and when nothing stands beside them. English letters are Tesseract's own and always there;
for figures they serve better than Swedish ones, which take a 7 for 17.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from extract.recognition.ocr import SWEDISH, OcrError

ENGLISH = "eng"
NEXT = ";"  # between two numbers: white space, which Tesseract would set, is stripped by pytesseract
ONE_LINE = f"--psm 7 -c tessedit_char_whitelist=0123456789,. -c page_separator={NEXT}"
AROUND = 0.7  # of the figures' height, that is white around them
MIDDLE = 128  # of 255: darker is ink in a crop
FAINT = 30  # of 255: so little between ink and ground may be no ink at all
WHOLE = 0.95  # of a crop's width or height: what is ink so far is a rule
DOTS_PER_INCH = 300
SECONDS = 60
FIGURES = re.compile(r"\d")
Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


def read_figures(text: str) -> str:
    """The figures of a number without signs, commas and spaces."""
    return "".join(FIGURES.findall(text))


def make_plain(cut: Grey) -> Grey | None:
    """A cut of a page as dark on white without the rules that cross it; None where nothing stands in it."""
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
    """The first and last rows and columns of a picture with ink, ends left out; None where it has none."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size:
        return None
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def recognise_crops(crops: Sequence[Grey | None], height: int) -> list[str]:
    """The figures seen in each crop that is dark on white, drawn ``height`` dots high; empty where none are.

    Raises ``OcrError``.
    """
    framed = [_frame(crop, height) if crop is not None else None for crop in crops]
    pictures = [Image.fromarray(each) for each in framed if each is not None]
    if not pictures:
        return ["" for _ in crops]
    found = iter(_recognise(pictures))
    return [read_figures(next(found)) if each is not None else "" for each in framed]


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
    """What Tesseract reads in each picture; one call for all, as it takes longer to start than to read."""
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
