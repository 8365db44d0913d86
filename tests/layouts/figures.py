"""Figures without bars: cards with big numbers, and a radar with numbers at its corners."""

from __future__ import annotations

import math

from tests.layouts.facts import Facts
from tests.layouts.paper import MARGIN, Paper
from tests.layouts.wording import print_area, print_number

FIGURES = ("cards", "radar")


def draw_cards(paper: Paper, facts: Facts, manner: str, *, number_first: bool) -> None:
    """Two columns of cards, each with an area's name and its points in large type."""
    width = (paper.width - 2 * MARGIN - 16) / 2
    height = 64.0
    paper.need(4 * (height + 10) + 20)
    top = paper.y + 10
    for place, area_no in enumerate(facts.area_numbers):
        x = MARGIN + (place % 2) * (width + 16)
        y = top + (place // 2) * (height + 10)
        for edges in ((x, y, x + width, y), (x, y + height, x + width, y + height), (x, y, x, y + height)):
            paper.rule(*edges)
        number = print_number(facts.scores[area_no - 1])
        rows = paper.wrap(print_area(facts, area_no, manner), width - 16, 9)
        label_top = y + (42 if number_first else 14)
        for row, line in enumerate(rows):
            paper.text(x + 8, label_top + row * 11, line, size=9)
        paper.text(x + 8, y + (26 if number_first else 54), number, size=20, bold=True)
    paper.y = top + 4 * (height + 10) + 10


def draw_radar(paper: Paper, facts: Facts, manner: str) -> None:
    """A radar whose corners carry the areas' names, each with its points on a line below."""
    paper.need(360)
    x, y, radius = paper.width / 2, paper.y + 180, 105.0
    for tick in (20, 40, 60, 80, 100):
        paper.text(x + 2, y - radius * tick / 100, str(tick), size=6)
    numbers = facts.area_numbers
    for place, area_no in enumerate(numbers):
        angle = 2 * math.pi * place / len(numbers)
        across, up = math.sin(angle), math.cos(angle)
        paper.rule(x, y, x + radius * across, y - radius * up, 0.3)
        align = "center" if abs(across) < 0.1 else "left" if across > 0 else "right"
        corner_x, corner_y = x + (radius + 10) * across, y - (radius + 26) * up - 6
        rows = paper.wrap(print_area(facts, area_no, manner), 115, 8)
        for row, line in enumerate(rows):
            paper.text(corner_x, corner_y + row * 9.5, line, size=8, align=align)
        number = print_number(facts.scores[area_no - 1])
        paper.text(corner_x, corner_y + len(rows) * 9.5 + 1, number, size=9, bold=True, align=align)
    paper.y = y + 175
