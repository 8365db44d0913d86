"""The points overview: every area with its sub-areas and their sums, over pages."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.layouts.facts import Facts, SubareaFact
from tests.layouts.paper import MARGIN, Paper
from tests.layouts.wording import print_area, print_number

TITLES = {
    "sv": [
        "Översikt av poängfördelning",
        "Poängsammanställning",
        "Poängöversikt",
        "Resultat av huvudområden och delfrågor",
        "Bilaga 1. Poäng per delområde",
        "Detaljerade poäng",
    ],
    "nb": ["Poengoversikt", "Oversikt over poengfordeling"],
}
SUMS = ("head", "foot", "both")
ORDERS = ("score_max", "max_score", "ratio", "score_max_percent", "score_only")


@dataclass(frozen=True)
class OverviewStyle:
    """``sums`` says where an area's own points stand: in its head line, in a sum line below, or both."""

    order: str = "score_max"
    sums: str = "foot"
    numbered: bool = True
    rules: bool = True
    landscape: bool = False
    manner: str = "omrade"
    grand_total: bool = False
    continuous: bool = False  # one table with one head line per page instead of one for each area


def draw_overview(paper: Paper, facts: Facts, style: OverviewStyle, rng: random.Random) -> None:
    """Draw the overview on pages of its own."""
    paper.turn(landscape=style.landscape)
    overview = _Overview(paper, facts, style, rng)
    paper.heading(rng.choice(TITLES[facts.language]))
    if style.continuous:
        overview.draw_head("Delområde")
    for area_no in facts.area_numbers:
        overview.draw_area(area_no)
    if style.grand_total:
        overview.draw_row(rng.choice(["Totalt", "Summa totalt"]), facts.total, 800, bold=True)
    if style.landscape:
        paper.turn()


class _Overview:
    def __init__(self, paper: Paper, facts: Facts, style: OverviewStyle, rng: random.Random) -> None:
        self.paper = paper
        self.facts = facts
        self.style = style
        right = paper.width - MARGIN
        count = {"ratio": 1, "score_only": 1, "score_max_percent": 3}.get(style.order, 2)
        self.columns = [right - 22 - 58 * (count - 1 - at) for at in range(count)]
        points, most = ("Poäng", "Max") if facts.language == "sv" else ("Poeng", "Maks")
        points = rng.choice([points, f"{points} {facts.year}"])
        self.heads = {
            "score_max": [points, most],
            "max_score": [most, points],
            "ratio": [f"{points}/{most.lower()}"],
            "score_max_percent": [points, most, "%"],
            "score_only": [points],
        }[style.order]
        self.sum_word = rng.choice(["Summa", "Delsumma", "Summa område", "Totalt för området"])
        if facts.language == "nb":
            self.sum_word = "Sum"

    def draw_head(self, label: str) -> None:
        paper = self.paper
        paper.y += paper.line
        rows = paper.wrap(label, self.columns[0] - MARGIN - 45, bold=True)
        for row in rows:
            paper.text(MARGIN, paper.y, row, bold=True)
            paper.y += paper.line if row != rows[-1] else 0
        for x, head in zip(self.columns, self.heads, strict=True):
            paper.text(x, paper.y, head, bold=True, align="center", size=paper.size * 0.9)
        self._rule()

    def draw_area(self, area_no: int) -> None:
        style, facts = self.style, self.facts
        label = print_area(facts, area_no, style.manner)
        score = facts.scores[area_no - 1]
        if self.paper.room < 5 * self.paper.line:
            self.paper.turn(landscape=style.landscape)
        if style.sums in ("head", "both") or style.continuous:
            if not style.continuous:
                self.draw_head("")
            if style.sums == "foot":
                self.draw_row(label, None, None, bold=True)
            else:
                self.draw_row(label, score, 100, bold=True)
        else:
            self.draw_head(label)
        for at, subarea in enumerate(facts.subareas[area_no - 1], start=1):
            self._draw_subarea(area_no, at, subarea)
        if style.sums in ("foot", "both"):
            self.draw_row(self.sum_word, score, 100, bold=True)
        self.paper.y += self.paper.line

    def _draw_subarea(self, area_no: int, at: int, subarea: SubareaFact) -> None:
        label = f"{area_no}.{at} {subarea.label}" if self.style.numbered else subarea.label
        self.draw_row(label, subarea.score, subarea.max_score)

    def draw_row(self, label: str, score: float | None, most: float | None, *, bold: bool = False) -> None:
        paper = self.paper
        rows = paper.wrap(label, self.columns[0] - MARGIN - 45, bold=bold)
        if paper.room < (len(rows) + 1) * paper.line:
            paper.turn(landscape=self.style.landscape)
            self.draw_head("")
        for row in rows:
            paper.y += paper.line
            paper.text(MARGIN + (0 if bold else 6), paper.y, row, bold=bold)
        if score is not None and most is not None:
            for x, cell in zip(self.columns, self._print_cells(score, most), strict=True):
                paper.text(x, paper.y - (len(rows) - 1) * paper.line / 2, cell, bold=bold, align="center")
        self._rule()

    def _print_cells(self, score: float, most: float) -> list[str]:
        own, maximum = print_number(score), print_number(most)
        share = str(round(100 * score / most))
        return {
            "score_max": [own, maximum],
            "max_score": [maximum, own],
            "ratio": [f"{own}/{maximum}"],
            "score_max_percent": [own, maximum, share],
            "score_only": [own],
        }[self.style.order]

    def _rule(self) -> None:
        self.paper.y += 4
        if self.style.rules:
            self.paper.rule(MARGIN, self.paper.y, self.paper.width - MARGIN, self.paper.y)
