"""The charts of the pages: rounds and areas of a municipality, coverage, distribution."""

from __future__ import annotations

import statistics
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.instrument import MAX_SCORE, MAX_TOTAL
from warehouse.site.facts import FACSIMILE, Evaluation, Place, Row
from warehouse.site.pictures import AVERAGE, GRID, INK, MUTED, OWN, Canvas

WIDTH = 400.0
PANEL_GAP = 16.0
PANEL_HEIGHT = 62.0
TITLE_LINES = 2
LINE_HEIGHT = 13.0
TITLE_ROOM = 25.0
LABEL_ROOM = 26.0  # the least distance between two labels
TITLE_LENGTH = 29  # characters of a line
HEAT = ("#e3edf7", "#b5d0ea", "#7fb0dc", "#3f86c6", "#0b5cad")


@dataclass(frozen=True)
class Step:
    """One round of a series: its points, how it compares with the previous round, and the printed average."""

    round: int
    value: float
    joined: str | None  # same, similar or as_printed; None for the first round and after a break
    broken: bool
    average: float | None
    held: bool = True


def draw_rounds(place: Place, themes: Mapping[str, Row]) -> str:
    """Draw the total and each theme over the rounds as one picture, with slots for words.

    A line is interrupted, with a sign, where editions may not be compared, and dashed where they are only
    similar. Averages that the municipality's own reports print have a line of their own.
    """
    canvas = Canvas(int(WIDTH))
    shown = [theme for theme in themes if place.series.get(theme)]
    totals = _list_totals(place.evaluations)
    every = [step.round for step in totals] + [row["round"] for theme in shown for row in place.series[theme]]
    years = min(every), max(every)
    top = _draw_legend(canvas, place, totals)
    canvas.text(0, top + 11, "[[chart.total]]", INK, 12)
    _draw_panel(canvas, 0, top + TITLE_ROOM, WIDTH, totals, years, MAX_TOTAL)
    top += TITLE_ROOM + PANEL_HEIGHT + 30
    width = (WIDTH - PANEL_GAP) / 2
    averages = {
        (evaluation.round, no): value
        for evaluation in place.evaluations
        for no, value in evaluation.averages.items()
    }
    for number, theme in enumerate(shown):
        left = (number % 2) * (width + PANEL_GAP)
        for line in range(TITLE_LINES):
            canvas.text(left, top + 11 + LINE_HEIGHT * line, f"[[theme.{theme}.{line}]]", INK, 12)
        steps = _list_steps(place.series[theme], averages)
        _draw_panel(canvas, left, top + TITLE_ROOM + LINE_HEIGHT, width, steps, years, MAX_SCORE)
        if number % 2 or theme == shown[-1]:
            top += TITLE_ROOM + LINE_HEIGHT + PANEL_HEIGHT + 26
    return canvas.draw(top - 8)


def name_themes(themes: Mapping[str, Row], column: str) -> dict[str, str]:
    """The texts of the slots for theme titles: each name in at most two lines."""
    names: dict[str, str] = {}
    for theme, row in themes.items():
        lines = textwrap.wrap(row[column], TITLE_LENGTH, max_lines=TITLE_LINES, placeholder=" …")
        lines = [""] * (TITLE_LINES - len(lines)) + lines  # the last line stands on the panel
        names |= {f"theme.{theme}.{number}": line for number, line in enumerate(lines)}
    return names


def _list_totals(evaluations: Sequence[Evaluation]) -> list[Step]:
    steps = []
    for number, evaluation in enumerate(evaluations):
        how = evaluation.row["comparability"] if number else None
        broken = bool(number) and how in (None, "not_comparable")
        steps.append(
            Step(
                evaluation.round,
                evaluation.row["total"],
                None if broken else how,
                broken,
                evaluation.average_total,
            )
        )
    return steps


def _list_steps(rows: Sequence[Row], averages: Mapping[tuple[int, int], float]) -> list[Step]:
    return [
        Step(
            row["round"],
            row["score"],
            None if row["is_break"] else row["comparability"],
            bool(row["is_break"]),
            averages.get((row["round"], row["area_no"])) if row["source"] == "held" else None,
            row["source"] == "held",
        )
        for row in rows
    ]


def _draw_legend(canvas: Canvas, place: Place, totals: Sequence[Step]) -> float:
    """Draw the legend of the signs that occur; returns the y at which the panels may begin."""
    top = 0.0
    if place.origin == FACSIMILE:
        canvas.text(0, 12, "[[chart.facsimile]]", AVERAGE, 12)
        top = 18.0
    rows = [row for rows in place.series.values() for row in rows]
    occurs = {
        "own": True,
        "average": any(each.averages for each in place.evaluations),
        "similar": any(row["comparability"] == "similar" for row in rows),
        "break": any(row["is_break"] for row in rows) or any(step.broken for step in totals),
        "later": any(row["source"] != "held" for row in rows),
    }
    keys = [key for key, there in occurs.items() if there]
    for number, key in enumerate(keys):
        x, y = number % 2 * 205.0, top + 9 + 15 * (number // 2)
        _draw_sign(canvas, key, x, y)
        canvas.text(x + 28, y + 4, f"[[chart.legend.{key}]]", MUTED, 11)
    return top + 15 * ((len(keys) + 1) // 2) + 8


def _draw_sign(canvas: Canvas, key: str, x: float, y: float) -> None:
    if key == "own":
        canvas.rule(x, y, x + 22, y, OWN, 2)
        canvas.dot(x + 11, y, OWN)
    elif key == "average":
        canvas.rule(x, y, x + 22, y, AVERAGE)
        canvas.tick(x + 6, y, x + 16, y, AVERAGE)
    elif key == "similar":
        canvas.rule(x, y, x + 22, y, OWN, 2, (4, 3))
    elif key == "later":
        canvas.dot(x + 11, y, OWN, hollow=True)
    else:
        canvas.text(x + 11, y + 5, "≠", MUTED, 14, "middle")


def _draw_panel(
    canvas: Canvas,
    left: float,
    top: float,
    width: float,
    steps: Sequence[Step],
    years: tuple[int, int],
    most: float,
) -> None:
    inner, start = width - 44, left + 30
    first, last = years

    def x(year: int) -> float:
        return start + (inner / 2 if first == last else (year - first) / (last - first) * inner)

    def y(value: float) -> float:
        return top + PANEL_HEIGHT * (1 - value / most)

    for share in (0, 0.5, 1):
        canvas.rule(left + 22, y(share * most), left + width, y(share * most), GRID)
        canvas.text(left + 19, y(share * most) + 3, f"{share * most:g}", MUTED, 9, "right")
    _join(canvas, [(x(step.round), step) for step in steps], y)
    lettered = -LABEL_ROOM
    for number, step in enumerate(steps):
        here = x(step.round)
        if step.average is not None:
            canvas.tick(here - 5, y(step.average), here + 5, y(step.average), AVERAGE)
        canvas.dot(here, y(step.value), OWN, hollow=not step.held)
        final = number == len(steps) - 1
        room = final or x(steps[-1].round) - here >= LABEL_ROOM
        if room and (here - lettered >= LABEL_ROOM or final):
            lettered = here
            above = step.average is None or step.value >= step.average or step.value < 0.25 * most
            canvas.text(
                here, y(step.value) + (-6 if above else 15), f"[[={step.value:g}]]", INK, 11, "middle"
            )
            canvas.text(here, top + PANEL_HEIGHT + 13, str(step.round), MUTED, 10, "middle")


def _join(canvas: Canvas, places: Sequence[tuple[float, Step]], y: Callable[[float], float]) -> None:
    for (x, before), (x2, step) in pairwise(places):
        if step.broken:
            middle = (y(before.value) + y(step.value)) / 2
            canvas.text((x + x2) / 2, middle + 5, "≠", MUTED, 14, "middle")
            continue
        dash = (4, 3) if step.joined == "similar" else ()
        canvas.rule(x, y(before.value), x2, y(step.value), OWN, 2, dash)
        if before.average is not None and step.average is not None:
            canvas.rule(x, y(before.average), x2, y(step.average), AVERAGE, 1, dash)


def draw_areas(evaluation: Evaluation, origin: str) -> str:
    """Draw the eight areas of one evaluation as bars, with ticks at the averages that the report prints."""
    canvas = Canvas(int(WIDTH))
    top, right = 0.0, WIDTH - 34
    if origin == FACSIMILE:
        canvas.text(0, 12, "[[chart.facsimile]]", AVERAGE, 12)
        top = 18.0
    canvas.bar(0, top + 3, 14, top + 11, OWN)
    canvas.text(20, top + 11, "[[chart.legend.points]]", MUTED, 11)
    if evaluation.averages:
        canvas.tick(212, top + 1, 212, top + 13, AVERAGE)
        canvas.text(220, top + 11, "[[chart.legend.printed]]", MUTED, 11)
    top += 26
    for share in (0, 0.25, 0.5, 0.75, 1):
        canvas.rule(share * right, top, share * right, top + 8 * 33, GRID)
        canvas.text(
            share * right,
            top + 8 * 33 + 13,
            f"{share * MAX_SCORE:g}",
            MUTED,
            10,
            "middle" if share else "left",
        )
    for number, score in enumerate(evaluation.scores):
        y = top + 33 * number
        canvas.text(0, y + 11, f"{score['area_no']} {score['area']}", INK, 12)
        end = score["score"] / MAX_SCORE * right
        canvas.bar(0, y + 16, end, y + 26, OWN)
        average = evaluation.averages.get(score["area_no"])
        if average is not None:
            at = average / MAX_SCORE * right
            canvas.tick(at, y + 13, at, y + 29, AVERAGE)
        canvas.text(right + 8, y + 26, f"[[={score['score']:g}]]", INK, 12)
    return canvas.draw(top + 8 * 33 + 20)


def draw_coverage(counts: Mapping[tuple[str, int], int], counties: Sequence[str], origin: str) -> str:
    """Draw the number of evaluations by county and round as a heat map, with the numbers in its cells."""
    rounds = range(min(year for _, year in counts), max(year for _, year in counts) + 1)
    left, cell, height = 92.0, (WIDTH - 92) / max(len(rounds), 8), 17.0
    canvas = Canvas(int(WIDTH))
    top = 16.0
    if origin == FACSIMILE:
        canvas.text(0, 12, "[[chart.facsimile]]", AVERAGE, 12)
        top = 34.0
    for number, year in enumerate(rounds):
        canvas.text(left + (number + 0.5) * cell, top - 4, f"{year % 100:02}", MUTED, 9, "middle")
    most = max(counts.values())
    for row, county in enumerate(counties):
        y = top + row * height
        canvas.text(left - 5, y + 12, county, INK, 10, "right")
        for number, year in enumerate(rounds):
            count = counts.get((county, year), 0)
            x = left + number * cell
            if not count:
                canvas.bar(x + 0.5, y + 0.5, x + cell - 0.5, y + height - 0.5, "#f1f4f7")
                continue
            shade = min(len(HEAT) - 1, (count - 1) * len(HEAT) // max(most, len(HEAT)))
            canvas.bar(x + 0.5, y + 0.5, x + cell - 0.5, y + height - 0.5, HEAT[shade])
            ink = "#ffffff" if shade >= 3 else "#10202f"
            canvas.text(x + cell / 2, y + 12, str(count), ink, 10, "middle")
    return canvas.draw(top + len(counties) * height + 2)


def draw_distribution(points: Mapping[str, Iterable[float]], labels: Mapping[str, str], origin: str) -> str:
    """Draw the distribution of points: in each row a dot for each evaluation and a tick at the median."""
    canvas = Canvas(int(WIDTH))
    top, right = 4.0, WIDTH - 14
    if origin == FACSIMILE:
        canvas.text(0, 12, "[[chart.facsimile]]", AVERAGE, 12)
        top = 22.0
    height = 46.0
    for share in (0, 0.25, 0.5, 0.75, 1):
        canvas.rule(4 + share * (right - 4), top, 4 + share * (right - 4), top + height * len(points), GRID)
        canvas.text(
            4 + share * (right - 4),
            top + height * len(points) + 13,
            f"{share * MAX_SCORE:g}",
            MUTED,
            10,
            "middle",
        )
    for number, (key, values) in enumerate(points.items()):
        y = top + height * number
        canvas.text(4, y + 12, labels[key], INK, 12)
        ordered = sorted(values)
        stacked: dict[float, int] = {}
        for value in ordered:
            level = stacked.get(value, 0)
            stacked[value] = level + 1
            canvas.dot(4 + value / MAX_SCORE * (right - 4), y + 38 - 6 * min(level, 3), OWN)
        median = 4 + statistics.median(ordered) / MAX_SCORE * (right - 4)
        canvas.tick(median, y + 16, median, y + 44, AVERAGE)
    return canvas.draw(top + height * len(points) + 18)
