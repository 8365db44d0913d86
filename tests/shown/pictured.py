"""Pages whose table of points is a picture, with a layer of recognised text over it or none.

The picture is drawn in one of the standard fonts, at any resolution, as a scanner leaves it.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, replace

import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.shown.hidden import switch_layer_off
from tests.shown.sheet import HEIGHT, WIDTH, Facts, Kind, Sheet

AWRY = {"8": "3", "6": "5", "9": "8", "3": "8", "5": "6", "7": "1"}  # what programs take for each other
MARGIN = 20.0  # points around the table, that are in the picture


@dataclass(frozen=True)
class Look:
    """How a picture is made: font, dots per inch, degrees of turn, blur in dots, share of specks, quality."""

    font: str = "Helvetica"
    dots: float = 170
    turn: float = 0.0
    blur: float = 0.0
    specks: float = 0.0
    quality: int = 90


def picture_table(facts: Facts, look: Look) -> Image.Image:
    """The lower part of the page of points, from over its columns' headings on, as a picture."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1)
    sheet = _FontSheet(canvas, facts, look.font)
    sheet.table(facts.scores)
    canvas.save()
    page = pypdfium2.PdfDocument(file.getvalue())[0]
    scale = look.dots / 72
    picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    left, top, right, bottom = _find_place(facts)
    picture = picture.crop(
        (
            round(left * scale),
            round((HEIGHT - top) * scale),
            round(right * scale),
            round((HEIGHT - bottom) * scale),
        )
    )
    picture = picture.rotate(look.turn, resample=Image.Resampling.BICUBIC, fillcolor=255)
    dice = random.Random(1)
    for _ in range(int(look.specks * picture.width * picture.height)):
        place = dice.randrange(picture.width), dice.randrange(picture.height)
        picture.putpixel(place, dice.randrange(200))
    return picture.filter(ImageFilter.GaussianBlur(look.blur)) if look.blur else picture


class _FontSheet(Sheet):
    def __init__(self, canvas: Canvas, facts: Facts, font: str) -> None:
        super().__init__(canvas, facts)
        self.font = font

    def text(self, x: float, y: float, words: str, *, bold: bool = False) -> None:
        """Words at a place, all in one font."""
        self.canvas.setFont(self.font, self.facts.size)
        self.canvas.drawString(x, y, words)


def _find_place(facts: Facts) -> tuple[float, float, float, float]:
    sheet = Sheet(Canvas(io.BytesIO()), facts)
    return 57 - MARGIN, facts.top + MARGIN, WIDTH - MARGIN, sheet.row(8) - MARGIN


def _place_picture(sheet: Sheet, look: Look) -> None:
    left, top, right, bottom = _find_place(sheet.facts)
    jpeg = io.BytesIO()
    picture_table(sheet.facts, look).save(jpeg, format="JPEG", quality=look.quality)
    sheet.canvas.drawImage(ImageReader(jpeg), left, bottom, right - left, top - bottom)


def make_pictured(name: str, look: Look, *, mistaken: int | None = None) -> Kind:
    """A picture of the table; with a layer that misreads the points of the area ``mistaken``, if given."""

    def draw(sheet: Sheet) -> None:
        sheet.text(57, sheet.facts.top + 40, "4 Översikt av poängfördelning", bold=True)
        _place_picture(sheet, look)
        if mistaken is not None:
            sheet.canvas._code.append("q 3 Tr")
            layer = Sheet(sheet.canvas, replace(sheet.facts, size=sheet.facts.size * 0.98))
            layer.table(misread(sheet.facts, mistaken).scores)
            sheet.canvas._code.append("Q")

    return Kind(name, draw)


def misread(facts: Facts, at: int) -> Facts:
    """The facts as a program recognises them that takes one figure of an area for another."""
    score = str(facts.scores[at])
    other = score[0] + AWRY.get(score[1], score[1])
    if other == score:
        other = AWRY.get(score[0], "4") + score[1]
    scores = tuple(int(other) if each == at else value for each, value in enumerate(facts.scores))
    return replace(facts, scores=scores)


def make_templated(name: str, look: Look) -> Kind:
    """A picture of the table over an older one, which is with its heading in a layer that is off.

    What chapter the page is tells the list of contents alone.
    """

    def draw(sheet: Sheet) -> None:
        sheet.text(57, 780, "Innehåll", bold=True)
        sheet.text(57, 750, "1 Vad är Kommunkompassen? 2")
        sheet.text(57, 730, "4 Översikt av poängfördelning 6")
        sheet.canvas.showPage()
        sheet.text(57, 810, "Sveriges Kommuner och Landsting")
        sheet.text(530, 810, "6")
        sheet.canvas._code.append("/OC /Hidden BDC")
        sheet.table(sheet.facts.old)
        sheet.canvas._code.append("EMC")
        _place_picture(sheet, look)

    return Kind(name, draw, switch_layer_off)
