"""Charts and tiles of slides."""

from __future__ import annotations

import random

from tests.layouts.facts import Facts
from tests.strangers.family import Family, draw_chapters, show
from tests.strangers.sheet import LEFT, Sheet

OWN, OTHER, PALE = "#0b5d6b", "#c9962b", "#dddddd"


def _title(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    sheet.line(f"Resultat: {show(facts.total)} av 800 poäng", size=15, bold=True)
    sheet.y += 16


def _draw_stacked(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Bars of a hundred: the points, and what is left of them."""
    _title(sheet, facts, rng)
    step = rng.choice([26.0, 32.0])
    left, scale = 300.0, rng.choice([1.8, 2.2])
    both = rng.random() < 0.5
    for area, score in zip(facts.areas, facts.scores, strict=True):
        for at, part in enumerate(sheet.wrap(area, left - LEFT - 12, size=9)):
            sheet.put(LEFT, sheet.y + 10 * at, part, size=9)
        sheet.fill(left, sheet.y - 9, score * scale, 13, OWN)
        sheet.fill(left + score * scale, sheet.y - 9, (100 - score) * scale, 13, PALE)
        sheet.put(left + score * scale / 2, sheet.y + 1, show(score), how="middle", colour="white", size=9)
        if both:
            sheet.put(left + (50 + score / 2) * scale, sheet.y + 1, show(100 - score), how="middle", size=9)
        sheet.y += step
    sheet.y += 10
    sheet.fill(left, sheet.y - 8, 9, 9, OWN)
    sheet.put(left + 14, sheet.y, "Poäng", size=9)
    sheet.fill(left + 90, sheet.y - 8, 9, 9, PALE)
    sheet.put(left + 104, sheet.y, "Återstår till 100", size=9)
    sheet.y += 30
    draw_chapters(sheet, facts, rng)


def _draw_paired(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Two lying bars for each area, the own and the average, told apart by a legend."""
    _title(sheet, facts, rng)
    left, scale = 290.0, rng.choice([1.6, 2.0])
    order = rng.choice([("own", "other"), ("other", "own")])
    for no, area in enumerate(facts.areas):
        for at, part in enumerate(sheet.wrap(area, left - LEFT - 12, size=9)):
            sheet.put(LEFT, sheet.y + 4 + 10 * at, part, size=9)
        for at, what in enumerate(order):
            value = facts.scores[no] if what == "own" else facts.averages[no]
            top = sheet.y - 8 + 13 * at
            sheet.fill(left, top, value * scale, 11, OWN if what == "own" else OTHER)
            sheet.put(left + value * scale + 4, top + 9, show(value), size=8)
        sheet.y += 36
    for at, (colour, text) in enumerate([(OWN, facts.named), (OTHER, "Genomsnitt")]):
        sheet.fill(left + 130 * at, sheet.y - 8, 9, 9, colour)
        sheet.put(left + 14 + 130 * at, sheet.y, text, size=9)
    sheet.y += 30
    draw_chapters(sheet, facts, rng)


def _draw_tiles(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Two rows of four tiles, the number over the name or under it."""
    _title(sheet, facts, rng)
    above = rng.random() < 0.5
    width = 118.0
    for row in range(2):
        for at in range(4):
            no = 4 * row + at
            x = LEFT + width * at
            name = sheet.wrap(f"{no + 1} {facts.areas[no]}", width - 14, size=8)
            number = sheet.y + (20 if above else 50)
            sheet.put(x + (width - 10) / 2, number, show(facts.scores[no]), how="middle", size=20, bold=True)
            for line, part in enumerate(name):
                y = sheet.y + (38 if above else 4) + 9 * line
                sheet.put(x + (width - 10) / 2, y, part, how="middle", size=8)
        sheet.y += 110
    draw_chapters(sheet, facts, rng)


FAMILIES = [
    Family("stacked_bars", _draw_stacked, edition=2016),
    Family("paired_bars", _draw_paired),
    Family("tiles", _draw_tiles, edition=2020),
]
