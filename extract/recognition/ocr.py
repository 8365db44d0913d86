"""Recognise pages that are only images, with Tesseract through pytesseract: the optional extra ``ocr``.

Recognised text can be wrong. Readings made from it have ``from_image`` and need a stronger proof to be
published.
"""

from __future__ import annotations

import os
import re
import sys
import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from extract.page.shapes import name_characters
from extract.page.textpass import PageText, normalise_text, open_pdf
from extract.page.words import PageWords, split_word
from extract.recognition.image_words import ImageWord, join_words, measure_slope, merge_words, spell_out
from extract.recognition.strokes import CONTRAST, erase_lines
from extract.records import Box

DOTS_PER_INCH = 200
CAREFUL_DOTS_PER_INCH = 300  # for a part of a page that is recognised a second time
MOST_PIXELS = 20_000_000  # of a drawn page; a larger page is drawn at a lower resolution
ATTEMPTS = 3  # to ask Tesseract for its languages
SECONDS_PER_PAGE = 120
SWEDISH, NORWEGIAN = "swe", "nor"
NORWEGIAN_WORDS = re.compile(r"kommunekompass|fokusområde|gjennomsnitt|forvaltningspraksis", re.IGNORECASE)
UNPACKED = "PPM"  # format of the images for Tesseract; to compress them takes longer than to write them
Band = tuple[float, float]  # upper and lower edge in points from the top of the page
WHOLE_PAGE: Band = (float("-inf"), float("inf"))
LAYOUT = "--psm 4"  # one column of text of different sizes; it keeps the rows of a table together
CAREFUL_LAYOUT = "--psm 6"  # one block of text; it misses no column of a table
MEANING_SIGNS = {"/", "%", "+", "-", "–"}  # words that are kept without letters or digits; others are specks
NUMERAL = re.compile(r"\d{1,3}")
SPECK = re.compile(r"[\"“”|]+(?=\d{1,3}(?:[.,]\d)?$)")  # read as a quotation mark before a number


class OcrError(Exception):
    """Tesseract is missing or failed; the message says what to do."""


@dataclass(frozen=True)
class ImagePage:
    """A recognised page: its text in the form of the text pass, and its words with their places."""

    text: PageText
    words: tuple[ImageWord, ...]

    def to_page_words(self) -> PageWords:
        """Return the words in the form that readers take, marked as coming from an image.

        All letters of a word get the same width. The lines of a crooked scan are levelled; ``box`` remains
        the place on the page.
        """
        slope = measure_slope(self.words)
        parts = tuple(part for word in self.words for part in split_word(spell_out(word, slope)))
        return PageWords(self.text.number, self.text.width, self.text.height, parts, from_image=True)


class Part(NamedTuple):
    """A part of a page: a band of it between a left and a right edge, in points from the left of the page."""

    band: Band = WHOLE_PAGE
    left: float = 0.0
    right: float = float("inf")


ALL_OF_PAGE = Part()


@dataclass(frozen=True)
class Drawing:
    """A drawn page or band of a page: PIL's image, pixels for each point, and its corner on the page."""

    picture: Any
    scale: float
    left: float
    top: float

    @property
    def right(self) -> float:
        """The right edge in points from the left of the page."""
        return self.left + float(self.picture.width) / self.scale

    def cut(self, dots: Any, box: Box) -> Any:
        """Cut the region of a box out of the image's pixels ``dots``, an array."""
        x0, x1 = (max(0, round((side - self.left) * self.scale)) for side in (box.x0, box.x1))
        y0, y1 = (max(0, round((side - self.top) * self.scale)) for side in (box.top, box.bottom))
        return dots[y0:y1, x0:x1]


@cache
def explain_absence() -> str | None:
    """Say in a sentence what to install so that images can be read; ``None`` if everything is installed."""
    try:
        pytesseract = _import_pytesseract()
    except ImportError:
        return (
            "To read pages that are pictures, install the extra `ocr`: in a checkout, pip install '.[ocr]'."
        )
    for attempt in range(ATTEMPTS):  # a busy machine may refuse a process for a moment
        try:
            if SWEDISH in pytesseract.get_languages():
                return None
            break
        except pytesseract.TesseractNotFoundError:
            break
        except (OSError, RuntimeError, pytesseract.TesseractError):
            time.sleep(attempt + 1)
    return (
        "To read pages that are pictures, install Tesseract with Swedish"
        " (on Debian and Ubuntu: apt-get install tesseract-ocr tesseract-ocr-swe tesseract-ocr-nor)."
    )


def _import_pytesseract() -> Any:
    """Import pytesseract without pandas, which it would import as well, for tables that nobody asks it for.

    That would take as long as reading two reports.
    """
    is_hidden = sys.modules.keys().isdisjoint({"pandas", "pytesseract"})
    if is_hidden:
        sys.modules["pandas"] = None  # type: ignore[assignment]  # so that its import fails
    try:
        import pytesseract
    finally:
        if is_hidden:
            del sys.modules["pandas"]
    return pytesseract


def order_pages(count: int) -> list[int]:
    """List the 1-based pages of a scanned report in the order in which to read them.

    The first pages have the municipality, the date and the summary; the overview of points is near the end.
    So the first six pages come first, and then the others from the last one backwards.
    """
    first = list(range(1, min(count, 6) + 1))
    last = [number for number in range(count, 0, -1) if number not in first]
    return first + last


class ImageReader:
    """Recognises pages of one document, each once. Use it in a ``with`` statement.

    Raises ``OcrError`` if Tesseract is missing or fails, and ``UnreadableError`` if the file cannot be
    opened.
    """

    def __init__(self, path: Path) -> None:
        absence = explain_absence()
        if absence:
            raise OcrError(absence)
        self.path = path
        self.document = open_pdf(path)
        self.language = SWEDISH
        self._pages: dict[tuple[int, Band | None], ImagePage] = {}
        self._looks = 0

    def __enter__(self) -> ImageReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.document.close()

    def read_page(self, number: int, *, careful: Band | None = None) -> ImagePage:
        """Recognise the 1-based page ``number``.

        The band ``careful`` is recognised a second time at a higher resolution, and where the results differ
        the words with the higher confidence are kept. This takes time; it is meant for the band that has the
        scores.
        """
        key = number, careful
        if key not in self._pages:
            words = self.read_page(number).words if careful else self._recognise(number, DOTS_PER_INCH)
            if self.language == SWEDISH and _is_norwegian(words):
                self.language = NORWEGIAN
                words = self._recognise(number, DOTS_PER_INCH)
            if careful:
                words = merge_words(words, self._recognise(number, CAREFUL_DOTS_PER_INCH, Part(careful)))
            width, height = self.document[number - 1].get_size()
            text = normalise_text(join_words(words))
            self._pages[key] = ImagePage(PageText(number, width, height, text, 1), words)
        return self._pages[key]

    def read_part(self, number: int, part: Part) -> tuple[ImageWord, ...]:
        """Recognise the words of a part of the 1-based page ``number`` with nothing beside them."""
        return self._recognise(number, CAREFUL_DOTS_PER_INCH, part)

    def draw(self, number: int, dots_per_inch: float, part: Part = ALL_OF_PAGE) -> Drawing:
        """Draw a part of the 1-based page ``number`` in grey, without rules and rows of dots."""
        page = self.document[number - 1]
        width, height = page.get_size()
        scale = min(dots_per_inch / 72, (MOST_PIXELS / (width * height)) ** 0.5)
        left, top = _find_offset(page)
        picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
        page.close()
        upper, lower = (round(min(max(0.0, (side - top) * scale), picture.height)) for side in part.band)
        if lower - upper > 1:
            end = round(min(max(1.0, (part.right - left) * scale), picture.width))
            begin = round(min(max(0.0, (part.left - left) * scale), end - 1))
            picture, left, top = (
                picture.crop((begin, upper, end, lower)),
                left + begin / scale,
                top + upper / scale,
            )
        return Drawing(erase_lines(picture, scale * 72), scale, left, top)

    def _recognise(
        self, number: int, dots_per_inch: float, part: Part = ALL_OF_PAGE
    ) -> tuple[ImageWord, ...]:
        import pytesseract
        from PIL import ImageFilter

        drawing = self.draw(number, dots_per_inch, part)
        picture, scale, left, top = drawing.picture, drawing.scale, drawing.left, drawing.top
        plain = picture
        if dots_per_inch > DOTS_PER_INCH:  # removes specks; at the lower resolution also decimal commas
            picture = picture.filter(ImageFilter.MedianFilter(3))
        picture.format = UNPACKED
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # four times faster than Tesseract's own threads
        try:
            found = pytesseract.image_to_data(
                picture,
                lang=self.language,
                config=LAYOUT if dots_per_inch == DOTS_PER_INCH else CAREFUL_LAYOUT,
                output_type=pytesseract.Output.DICT,
                timeout=SECONDS_PER_PAGE,
            )
        except (RuntimeError, OSError, pytesseract.TesseractError) as error:
            raise OcrError(
                f"Page {number} of {self.path.name} could not be read as a picture: {error}."
            ) from error
        self._looks += 1
        words = _list_words(found, scale, left, top, self._looks)
        return tuple(_mend_sevens(word, plain, scale, left, top) for word in words)


def _mend_sevens(word: ImageWord, picture: Any, scale: float, left: float, top: float) -> ImageWord:
    """Replace the digits of a number that Tesseract read as 1 and that have the shape of a 7."""
    if not NUMERAL.fullmatch(word.text) or "1" not in word.text:
        return word
    import numpy as np

    box = word.box
    sides = (box.x0 - left - 1, box.top - top - 1, box.x1 - left + 1, box.bottom - top + 1)
    grey = np.array(picture.crop([round(side * scale) for side in sides]))
    if not grey.size or int(grey.max()) - int(grey.min()) < CONTRAST:
        return word
    dark = grey < (int(grey.max()) + int(grey.min())) // 2
    shapes = name_characters(dark if dark.mean() < 0.5 else ~dark)
    if len(shapes) != len(word.text):
        return word
    pairs = zip(word.text, shapes, strict=True)
    text = "".join("7" if sign == "1" and shape == "7" else sign for sign, shape in pairs)
    return replace(word, text=text)


def _is_norwegian(words: tuple[ImageWord, ...]) -> bool:
    import pytesseract

    text = " ".join(word.text for word in words)
    return bool(NORWEGIAN_WORDS.search(text)) and NORWEGIAN in pytesseract.get_languages()


def _list_words(
    found: dict[str, list[Any]], scale: float, left: float, top: float, look: int
) -> list[ImageWord]:
    words = []
    for at, text in enumerate(found["text"]):
        if not (any(letter.isalnum() for letter in text) or text.strip() in MEANING_SIGNS):
            continue
        x0, y0 = found["left"][at], found["top"][at]
        x1, y1 = x0 + found["width"][at], y0 + found["height"][at]
        box = Box(left + x0 / scale, top + y0 / scale, left + x1 / scale, top + y1 / scale)
        text = text.strip()
        speck = SPECK.match(text)
        if speck:
            share = speck.end() / len(text)
            box, text = replace(box, x0=box.x0 + share * (box.x1 - box.x0)), text[speck.end() :]
        line = look, found["block_num"][at], found["par_num"][at], found["line_num"][at]
        words.append(ImageWord(text, box, float(found["conf"][at]), line))
    return words


def _find_offset(page: Any) -> tuple[float, float]:
    """Return the corner of the visible part of a page within its media box; 0, 0 on a rotated page."""
    if page.get_rotation():
        return 0.0, 0.0
    media, crop = page.get_mediabox(), page.get_cropbox()
    return crop[0] - media[0], media[3] - crop[3]
