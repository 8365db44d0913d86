"""The facts of a small report, and the sheet on which a kind of report draws its points."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from extract.instrument import AREA_NUMBERS, AREAS

EDITION = 2010
NAMES = [AREAS[EDITION, area_no].name for area_no in AREA_NUMBERS]
MUNICIPALITIES = {"Osby": "1273", "Vansbro": "2021", "Forshaga": "1763", "Essunga": "1445", "Vännäs": "2460"}
WIDTH, HEIGHT = 595.0, 842.0
PROSE = (
    "Av dokumenten framgår att arbetet följs upp i årsredovisningen.",
    "Flera av de intervjuade lyfter fram att dialogen med invånarna har utvecklats.",
    "En utmaning är att målen är många och svåra att mäta.",
)


@dataclass(frozen=True)
class Facts:
    """What one report says, and how its table of points is set."""

    municipality: str
    year: int
    scores: tuple[int, ...]
    old: tuple[int, ...]
    has_total: bool
    points_x: float
    step: float
    size: float
    top: float


def invent_facts(seed: int) -> Facts:
    """Other facts for every seed; no older figure equals the one shown."""
    dice = random.Random(seed)
    scores = tuple(dice.randint(21, 89) for _ in AREA_NUMBERS)
    old = tuple(dice.choice([n for n in range(21, 90) if n != score]) for score in scores)
    return Facts(
        municipality=dice.choice(list(MUNICIPALITIES)),
        year=dice.randint(2011, 2015),
        scores=scores,
        old=old,
        has_total=dice.random() < 0.6,
        points_x=dice.uniform(330, 400),
        step=dice.uniform(17, 26),
        size=dice.uniform(9, 12),
        top=dice.uniform(640, 710),
    )


class Sheet:
    """The page of points while it is drawn."""

    def __init__(self, canvas: Canvas, facts: Facts) -> None:
        self.canvas, self.facts = canvas, facts

    def row(self, at: int) -> float:
        """The base line of the area at this place, counted from nought; the total is the ninth."""
        return self.facts.top - self.facts.step * (at + 1)

    def heading(self) -> None:
        """The chapter's and the columns' headings."""
        self.text(57, self.facts.top + 40, "4 Översikt av poängfördelning", bold=True)
        for x, word in ((57.0, "Område"), (self.facts.points_x, "Poäng"), (self.facts.points_x + 80, "Max")):
            self.text(x, self.facts.top, word, bold=True)

    def labels(self) -> None:
        """The areas' names, their maxima, and the word of the total."""
        for at, name in enumerate(NAMES):
            self.text(57, self.row(at), f"{at + 1}. {name}")
            self.text(self.facts.points_x + 80, self.row(at), "100")
        if self.facts.has_total:
            self.text(57, self.row(8), "Summa", bold=True)
            self.text(self.facts.points_x + 80, self.row(8), "800")

    def figures(self, values: Sequence[int | str], *, dx: float = 0) -> None:
        """The points, and their total where one is printed."""
        for at, value in enumerate(self.totalled(values)):
            self.text(self.facts.points_x + dx, self.row(at), str(value))

    def totalled(self, values: Sequence[int | str]) -> list[int | str]:
        """The points with their total, where one is printed."""
        if not self.facts.has_total:
            return list(values)
        return [*values, sum(int(value) for value in values)]

    def table(self, values: Sequence[int | str]) -> None:
        """A whole table."""
        self.heading()
        self.labels()
        self.figures(values)

    def text(self, x: float, y: float, words: str, *, bold: bool = False) -> None:
        """Words at a place."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", self.facts.size)
        self.canvas.drawString(x, y, words)

    def box(self, at: int) -> tuple[float, float, float, float]:
        """A place around the points of an area: left, bottom, right, top."""
        x, y, size = self.facts.points_x, self.row(at), self.facts.size
        return x - 2, y - 0.25 * size, x + 1.15 * size + 2, y + 0.85 * size


Draw = Callable[[Sheet], None]
Finish = Callable[[PdfWriter, Facts], None]


@dataclass(frozen=True)
class Kind:
    """One way in which stored and shown differ; ``readable`` where the figures shown are text."""

    name: str
    draw: Draw
    finish: Finish | None = None
    readable: bool = True


def draw_shown_report(kind: Kind, facts: Facts, path: Path) -> Path:
    """Write a report of this kind."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    form = f"{facts.municipality} kommun"
    _draw_cover(canvas, facts, form)
    _draw_chapters(canvas, facts, form)
    kind.draw(Sheet(canvas, facts))
    canvas.showPage()
    canvas.save()
    if kind.finish:
        writer = PdfWriter(clone_from=PdfReader(path))
        kind.finish(writer, facts)
        writer.write(path)
    return path


def _draw_cover(canvas: Canvas, facts: Facts, form: str) -> None:
    for y, size, words in (
        (600, 24, "Kommunkompassen"),
        (550, 18, form),
        (515, 14, str(facts.year)),
        (
            120,
            9,
            f"Utvärdering genomförd av Sveriges Kommuner och Landsting, platsbesök 9–11 mars {facts.year}",
        ),
    ):
        canvas.setFont("Helvetica", size)
        canvas.drawString(57, y, words)
    canvas.showPage()


def _draw_chapters(canvas: Canvas, facts: Facts, form: str) -> None:
    chapters = [
        ["1 Vad är Kommunkompassen?", *PROSE],
        [f"2 {form} i förhållande till Kommunkompassen", *PROSE],
        *([f"Område {at} {name}", *PROSE * 3] for at, name in enumerate(NAMES, 1)),
    ]
    y = 760.0
    for chapter in chapters:
        for at, line in enumerate(chapter):
            canvas.setFont("Helvetica-Bold" if at == 0 else "Helvetica", 13 if at == 0 else 10)
            canvas.drawString(57, y, line)
            y -= 16
        y -= 14
        if y < 220:
            canvas.showPage()
            y = 760.0
    canvas.showPage()
