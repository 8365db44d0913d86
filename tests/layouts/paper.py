"""Pages to draw on: text and lines collected page by page and set down in a chosen order and manner.

Coordinates are points from the top left of the page as it is looked at.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import reportlab
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)
MARGIN = 62.0
INKS = ("plain", "twice", "shuffled", "reversed", "words", "rotated")
FONTS = {
    "helvetica": ("Helvetica", "Helvetica-Bold"),
    "times": ("Times-Roman", "Times-Bold"),
    "courier": ("Courier", "Courier-Bold"),
    "vera": ("Vera", "VeraBd"),
}
Operation = Callable[[Canvas], None]


@cache
def _register_vera() -> None:
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in FONTS["vera"]:
        pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))


class Paper:
    """A PDF under way. ``ink`` is one of ``INKS``; ``header`` and ``footer`` may hold ``{page}``."""

    def __init__(
        self, path: Path, rng: random.Random, *, font: str, size: float, ink: str, header: str, footer: str
    ) -> None:
        _register_vera()
        self.canvas = Canvas(str(path), pagesize=A4, pageCompression=1, invariant=1)
        self.rng = rng
        self.regular, self.bold = FONTS[font]
        self.size = size
        self.ink = ink
        self.header = header
        self.footer = footer
        self.page = 1
        self.operations: list[Operation] = []
        self.width, self.height = A4
        self.y = MARGIN

    @property
    def line(self) -> float:
        """Distance between base lines."""
        return self.size * 1.28

    @property
    def room(self) -> float:
        """Points left above the foot of the page."""
        return self.height - MARGIN - self.y

    def measure(self, text: str, size: float | None = None, *, bold: bool = False) -> float:
        return float(pdfmetrics.stringWidth(text, self.bold if bold else self.regular, size or self.size))

    def wrap(self, text: str, width: float, size: float | None = None, *, bold: bool = False) -> list[str]:
        return list(simpleSplit(text, self.bold if bold else self.regular, size or self.size, width))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        align: str = "left",
        angle: float = 0,
        spacing: float = 0,
    ) -> None:
        """Set one line with its base line at ``y``; ``align`` is left, right or center of ``x``."""
        size = size or self.size
        font = self.bold if bold else self.regular
        width = self.measure(text, size, bold=bold) + spacing * len(text)
        shift = {"left": 0.0, "right": width, "center": width / 2}[align]
        pieces = [(0.0, text)]
        if self.ink == "words" and not spacing:
            pieces, start = [], 0.0
            for word in text.split(" "):
                if word:
                    pieces.append((start, word))
                start += self.measure(word + " ", size, bold=bold)
        for offset, piece in pieces:
            self.operations.append(
                lambda canvas, offset=offset, piece=piece: _set_text(
                    canvas, x, self.height - y, piece, font, size, angle, offset - shift, spacing
                )
            )
        if self.ink == "twice":
            self.operations.append(self.operations[-1])

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        height = self.height

        def draw(canvas: Canvas) -> None:
            canvas.setLineWidth(width)
            canvas.line(x0, height - y0, x1, height - y1)

        self.operations.append(draw)

    def bar(self, x0: float, top: float, x1: float, bottom: float, grey: float) -> None:
        """A filled rectangle; ``grey`` 0 is black."""
        height = self.height

        def draw(canvas: Canvas) -> None:
            canvas.setFillGray(grey)
            canvas.rect(x0, height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
            canvas.setFillGray(0)

        self.operations.append(draw)

    def heading(self, text: str, scale: float = 1.25, *, spacing: float = 0) -> None:
        """A bold heading at the cursor, wrapped, on a new page when little room is left."""
        size = self.size * scale
        self.need(5 * size)
        self.y += size * 1.4
        for row in self.wrap(text, self.width - 2 * MARGIN - spacing * len(text), size, bold=True):
            self.text(MARGIN, self.y, row, size=size, bold=True, spacing=spacing)
            self.y += size * 1.3

    def paragraph(self, text: str, *, indent: float = 0, bullet: str = "") -> None:
        """Running text at the cursor, continued on the next page where the page ends."""
        for row in self.wrap(text, self.width - 2 * MARGIN - indent):
            self.need(self.line)
            self.y += self.line
            if bullet:
                self.text(MARGIN + indent - 10, self.y, bullet)
                bullet = ""
            self.text(MARGIN + indent, self.y, row)
        self.y += self.size * 0.5

    def need(self, height: float) -> None:
        """Begin a new page unless ``height`` points are left on this one."""
        if self.room < height:
            self.turn()

    def turn(self, *, landscape: bool = False) -> None:
        """Finish this page and begin the next one."""
        self._finish()
        self.page += 1
        self.width, self.height = (A4[1], A4[0]) if landscape else A4
        self.y = MARGIN

    def save(self) -> None:
        self._finish()
        self.canvas.save()

    def _finish(self) -> None:
        if self.page > 1:
            if self.header:
                self.text(MARGIN, 36, self.header.format(page=self.page), size=8.5)
            if self.footer:
                self.text(
                    self.width / 2,
                    self.height - 30,
                    self.footer.format(page=self.page),
                    size=8.5,
                    align="center",
                )
        rotated = self.ink == "rotated" and self.page > 2
        self.canvas.setPageSize((self.width, self.height))  # reportlab turns it with the page
        self.canvas.setPageRotation(90 if rotated else 0)
        if rotated:
            self.canvas.transform(0, 1, -1, 0, self.height, 0)
        operations = list(self.operations)
        if self.ink == "shuffled":
            self.rng.shuffle(operations)
        elif self.ink == "reversed":
            operations.reverse()
        for draw in operations:
            draw(self.canvas)
        self.canvas.showPage()
        self.operations = []


def decompose_letters(path: Path) -> None:
    """Make the fonts of a PDF say ``a`` and a combining ring where they draw ``å``, as some producers do."""
    writer = PdfWriter(clone_from=PdfReader(path))
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].get_object().values():  # type: ignore[index]
            if "/ToUnicode" in font.get_object():
                stream = font.get_object()["/ToUnicode"].get_object()
                content = stream.get_data()
                for letter in "åäöÅÄÖéø":
                    parts = unicodedata.normalize("NFD", letter)
                    composed, decomposed = (f"<{part.encode('utf-16-be').hex()}>" for part in (letter, parts))
                    pattern = re.compile(re.escape(composed.encode()), re.IGNORECASE)
                    content = pattern.sub(decomposed.encode(), content)
                stream.set_data(content)
    writer.write(path)


def _set_text(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    font: str,
    size: float,
    angle: float,
    offset: float,
    spacing: float,
) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(angle)
    words = canvas.beginText(offset, 0)
    words.setFont(font, size)
    words.setCharSpace(spacing)
    words.textOut(text)
    canvas.drawText(words)
    canvas.restoreState()
