"""Bar charts drawn as vectors with printed values: upright or lying, with rotated labels and legends."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.layouts.facts import Facts
from tests.layouts.figures import FIGURES, draw_cards, draw_radar
from tests.layouts.paper import MARGIN, Paper
from tests.layouts.wording import WORDS, fill_heading, print_area, print_number

SERIES = ("own", "average", "earlier")
GREYS = (0.35, 0.75, 0.55)
LIGHT_GREYS = (0.7, 0.92, 0.8)  # of bars with numbers inside


@dataclass(frozen=True)
class ChartStyle:
    """``series`` are drawn in their order; ``angle`` turns the labels of upright bars."""

    series: tuple[str, ...] = ("own",)
    form: str = "upright"  # upright, lying, cards or radar; the last two show own points only
    angle: float = 90
    manner: str = "bare"
    legend: str = "bottom"  # bottom, top or right
    inside: bool = False  # numbers stand inside the bars' ends
    ticks: bool = True


def list_series(facts: Facts, style: ChartStyle, rng: random.Random) -> list[tuple[str, tuple[float, ...]]]:
    """Each series with the words its legend gives it."""
    words = WORDS[facts.language]
    earlier_year, earlier = facts.earlier[0]
    own = rng.choice([f"{facts.municipality} {facts.year}", facts.named, f"{facts.named} {facts.year}"])
    named = {
        "own": (own, facts.scores),
        "average": (rng.choice(words.average), facts.averages),
        "earlier": (fill_heading("{name} {year}", facts, earlier_year), earlier),
    }
    return [named[series] for series in style.series]


def choose_greys(style: ChartStyle) -> tuple[float, ...]:
    """The greys of the series, in their bars and in the legend."""
    return LIGHT_GREYS if style.inside else GREYS


def draw_chart(paper: Paper, facts: Facts, style: ChartStyle, rng: random.Random) -> None:
    """Draw the chart at the cursor, under a title that says what one series alone would mean."""
    if style.form in FIGURES:
        paper.need(400)
        _draw_title(paper, facts)
        if style.form == "cards":
            draw_cards(paper, facts, style.manner, number_first=style.inside)
        else:
            draw_radar(paper, facts, style.manner)
        return
    series = list_series(facts, style, rng)
    height = 420 if style.form == "upright" else 30 + 8 * (13 * len(series) + 12) + 40
    paper.need(height + 60)
    _draw_title(paper, facts)
    if len(series) > 1 and style.legend == "top":
        _draw_legend(paper, series, style, paper.y + 4)
        paper.y += 16
    draw = _draw_upright if style.form == "upright" else _draw_lying
    draw(paper, facts, style, series)
    if len(series) > 1 and style.legend != "top":
        _draw_legend(paper, series, style, paper.y + 4, right=style.legend == "right")
        paper.y += 16
    paper.y += 12


def _draw_title(paper: Paper, facts: Facts) -> None:
    points = WORDS[facts.language].points.capitalize()
    per_area = "per fokusområde" if facts.language == "nb" else "per område"
    paper.y += 30
    paper.text(
        paper.width / 2,
        paper.y,
        f"{points} {per_area}, {facts.named} {facts.year}",
        bold=True,
        align="center",
    )
    paper.y += 16


def _draw_upright(
    paper: Paper, facts: Facts, style: ChartStyle, series: list[tuple[str, tuple[float, ...]]]
) -> None:
    left, right = MARGIN + 25, paper.width - MARGIN
    top, foot = paper.y + 10, paper.y + 200
    scale = (foot - top) / 105
    slot = (right - left) / 8
    wide = slot * 0.8 / len(series)
    if style.ticks:
        for tick in range(0, 101, 20):
            paper.text(left - 5, foot - tick * scale + 3, str(tick), size=7, align="right")
            paper.rule(left, foot - tick * scale, right, foot - tick * scale, 0.2)
    for area_no in facts.area_numbers:
        start = left + (area_no - 1) * slot + slot * 0.1
        for at, (_, values) in enumerate(series):
            value = values[area_no - 1]
            x, y = start + at * wide, foot - value * scale
            paper.bar(x, y, x + wide * 0.92, foot, choose_greys(style)[at])
            paper.text(
                x + wide / 2, y + 9 if style.inside else y - 2, print_number(value), size=7.5, align="center"
            )
        label = print_area(facts, area_no, style.manner)
        middle = start + slot * 0.4
        if style.angle == 0:
            for row, line in enumerate(paper.wrap(label, slot + 6, 5)):
                paper.text(middle, foot + 9 + row * 6, line, size=5, align="center")
        else:
            lines = paper.wrap(label, 165, 7.5)
            for row, line in enumerate(lines):
                x = middle + 3 + (row - (len(lines) - 1) / 2) * 8.5
                paper.text(x, foot + 6, line, size=7.5, align="right", angle=style.angle)
    paper.y = foot + (60 if style.angle == 0 else 175)


def _draw_lying(
    paper: Paper, facts: Facts, style: ChartStyle, series: list[tuple[str, tuple[float, ...]]]
) -> None:
    left, right = MARGIN + 190, paper.width - MARGIN - 25
    scale = (right - left) / 105
    thick = 11.0
    y = paper.y + 8
    top = y
    for area_no in facts.area_numbers:
        label = paper.wrap(print_area(facts, area_no, style.manner), 180, 8)
        middle = y + thick * len(series) / 2
        for row, line in enumerate(label):
            paper.text(left - 8, middle + 3 + (row - (len(label) - 1) / 2) * 9.5, line, size=8, align="right")
        for at, (_, values) in enumerate(series):
            value = values[area_no - 1]
            bar_top = y + at * thick
            end = left + value * scale
            paper.bar(left, bar_top, end, bar_top + thick - 1.5, choose_greys(style)[at])
            if style.inside:
                paper.text(end - 3, bar_top + 8, print_number(value), size=7.5, align="right")
            else:
                paper.text(end + 3, bar_top + 8, print_number(value), size=7.5)
        y += thick * len(series) + 10
    if style.ticks:
        for tick in range(0, 101, 25):
            x = left + tick * scale
            paper.rule(x, top - 3, x, y, 0.2)
            paper.text(x, y + 9, str(tick), size=7, align="center")
        y += 12
    paper.y = y + 6


def _draw_legend(
    paper: Paper,
    series: list[tuple[str, tuple[float, ...]]],
    style: ChartStyle,
    y: float,
    *,
    right: bool = False,
) -> None:
    x = paper.width - MARGIN - 160 if right else MARGIN + 60
    for at, (name, _) in enumerate(series):
        row = y + at * 12 if right else y
        paper.bar(x, row - 6, x + 8, row + 2, choose_greys(style)[at])
        paper.text(x + 12, row + 1, name, size=8)
        if not right:
            x += 12 + paper.measure(name, 8) + 24
    if right:
        paper.y += 12 * len(series)
