"""Pages to put words on at any place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, FOOT = 64.0, 531.0, 770.0


class Sheet:
    """A PDF under way; ``y`` is where the next line stands, in points from the top."""

    def __init__(self, path: Path, header: str = "", *, size: float = 10, face: str = "Helvetica") -> None:
        self.canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
        self.header, self.size, self.face = header, size, face
        self.number = 1
        self.y = 90.0

    def put(
        self,
        x: float,
        y: float,
        text: str,
        *,
        how: str = "left",
        size: float = 0,
        bold: bool = False,
        colour: str = "black",
    ) -> None:
        """Set one line with its left end, right end or middle at ``x``."""
        size = size or self.size
        face = _name_bold(self.face) if bold else self.face
        width = stringWidth(text, face, size)
        left = {"left": x, "right": x - width, "middle": x - width / 2}[how]
        self.canvas.setFont(face, size)
        self.canvas.setFillColor(colour)
        self.canvas.drawString(left, HEIGHT - y, text)
        self.canvas.setFillColor("black")

    def line(self, text: str = "", *, size: float = 0, bold: bool = False, space: float = 4) -> None:
        """Set a line at the left edge and go on below it."""
        if text:
            self.put(LEFT, self.y, text, size=size, bold=bold)
        self.y += (size or self.size) + space

    def tell(self, text: str, *, left: float = LEFT, right: float = RIGHT) -> None:
        """Set running text between two edges."""
        for part in self.wrap(text, right - left):
            self.put(left, self.y, part)
            self.y += self.size * 1.3
        self.y += self.size * 0.7

    def wrap(self, text: str, width: float, *, size: float = 0) -> list[str]:
        """The lines that a text takes in that width."""
        return list(simpleSplit(text, self.face, size or self.size, width))

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled box; ``y`` is its top."""
        self.canvas.setFillColor(colour)
        self.canvas.rect(x, HEIGHT - y - height, width, height, stroke=0, fill=1)
        self.canvas.setFillColor("black")

    def need(self, room: float) -> None:
        """Turn the page where less than ``room`` points are left."""
        if self.y + room > FOOT:
            self.turn()

    def turn(self) -> None:
        """Go on with the next page."""
        if self.number > 1 and self.header:
            self.put(LEFT, 40, self.header.format(page=self.number), size=8)
        self.canvas.showPage()
        self.number += 1
        self.y = 90.0

    def close(self) -> None:
        """Write the file."""
        self.turn()
        self.canvas.save()


def _name_bold(face: str) -> str:
    return {"Times-Roman": "Times-Bold"}.get(face, f"{face}-Bold")


def place_columns(left: float, width: float, count: int) -> Sequence[tuple[float, float]]:
    """The edges of columns of one width, a little apart."""
    return [(left + at * width, left + (at + 1) * width - 8) for at in range(count)]
