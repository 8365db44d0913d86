"""Brochures: a part of a page for each area, the best area first, with its points in large type."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.layouts.facts import Facts
from tests.layouts.prose import write_paragraph
from tests.strangers.family import Family, name_genitive, show
from tests.strangers.sheet import LEFT, RIGHT, Sheet

MIDDLE = (LEFT + RIGHT) / 2


@dataclass(frozen=True)
class Style:
    """How a part is set. ``side`` of the heading has the points; ``room`` is the width of a part."""

    side: str
    unit: str
    size: float
    large: float
    room: float


def _draw_intro(sheet: Sheet, facts: Facts, rng: random.Random, told: str) -> None:
    """What follows, in a sentence, and the total in very large type with what it was before."""
    year, before = facts.earlier[0]
    sheet.line(rng.choice(["En kommun på väg", "Så leds kommunen"]), size=18, bold=True)
    sheet.y += 10
    sheet.tell(told)
    sheet.y += 40
    sheet.put(MIDDLE, sheet.y, f"{name_genitive(facts)} sammanlagda resultat", how="middle", size=12)
    sheet.put(MIDDLE, sheet.y + 44, show(facts.total), how="middle", size=36, bold=True)
    after = f"av 800 möjliga poäng. {year} fick vi {show(sum(before))}."
    sheet.put(MIDDLE, sheet.y + 66, after, how="middle")
    sheet.turn()


def _draw_part(
    sheet: Sheet, facts: Facts, rng: random.Random, left: float, area: str, points: str, style: Style
) -> None:
    """The heading of an area with its points, and text below them."""
    inner = left + 62 if style.side == "left" else left
    narrow = style.room - (70 if style.side in ("left", "right") else 0)
    if style.side == "above":
        sheet.y += style.large
    at = sheet.y - (style.size + 6 if style.side == "above" else 0)
    for line in sheet.wrap(area, narrow - 10, size=style.size * 1.1):
        sheet.put(inner, sheet.y, line, size=style.size, bold=True, colour="#1d6f75")
        sheet.y += style.size * 1.2
    if style.side == "under":
        at = sheet.y + style.large * 0.7
        sheet.y += style.large + 12
    x, how = (left + style.room, "right") if style.side == "right" else (left, "left")
    sheet.put(x, at, points, how=how, size=style.large, bold=True, colour="#b04a1e")
    if style.unit and style.side in ("left", "right"):
        sheet.put(x, at + 12, style.unit, how=how, size=8)
    elif style.unit:
        sheet.put(left + 1.4 * style.large, at, style.unit, size=8)
    sheet.y += 4
    text = write_paragraph(facts, rng, sentences=rng.choice([2, 3, 4]), numbers=0)
    sheet.tell(text, left=inner, right=inner + narrow)


def _draw_parts(
    sheet: Sheet, facts: Facts, rng: random.Random, values: Sequence[float], style: Style, *, columns: int
) -> None:
    """The parts below each other, or as cards of unequal heights in two columns; over several pages."""
    order = sorted(range(8), key=lambda no: -values[no])
    if rng.random() < 0.3:
        rng.shuffle(order)
    on_page = rng.choice([2, 3]) * columns
    tops = [sheet.y] * columns
    for place, no in enumerate(order):
        if place and place % on_page == 0:
            sheet.turn()
            tops = [sheet.y] * columns
        column = place % columns
        sheet.y = tops[column]
        left = LEFT + column * (style.room + 26)
        _draw_part(sheet, facts, rng, left, facts.areas[no], show(values[no]), style)
        tops[column] = sheet.y + rng.choice([24, 40])
    sheet.turn()
    sheet.tell("Hela rapporten finns hos kommunens registrator.")


def _choose_style(rng: random.Random, columns: int, units: Sequence[str]) -> Style:
    return Style(
        side=rng.choice(["left", "right", "above", "under"]),
        unit=rng.choice(units),
        size=rng.choice([12.0, 13.0, 15.0]),
        large=rng.choice([20.0, 26.0, 32.0]),
        room=(RIGHT - LEFT - 26 * (columns - 1)) / columns,
    )


ORDERED = "På de följande sidorna berättar vi om de åtta områdena. Vi börjar med det där vi fick flest poäng."


def _draw_leaflet(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Parts of pages below each other."""
    _draw_intro(sheet, facts, rng, ORDERED)
    _draw_parts(
        sheet, facts, rng, facts.scores, _choose_style(rng, 1, ["poäng", "av 100", "p", ""]), columns=1
    )


def _draw_leaflet_of_cards(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Cards in two columns, of unequal heights."""
    _draw_intro(sheet, facts, rng, ORDERED)
    _draw_parts(sheet, facts, rng, facts.scores, _choose_style(rng, 2, ["poäng", "av 100", ""]), columns=2)


def _draw_leaflet_of_others(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Such a brochure with the numbers of others or of the last round, as it says."""
    year, before = facts.earlier[0]
    told, values, units = rng.choice(
        [
            (
                "De stora siffrorna på nästa sidor är medelvärdet för alla kommuner.",
                facts.averages,
                ["", "poäng"],
            ),
            (f"Poängen på de följande sidorna är från {year}.", before, ["", "poäng"]),
            ("Så här går det för andra kommuner.", facts.averages, ["snitt", "medelvärde"]),
            (ORDERED, before, [f"poäng {year}"]),
        ]
    )
    columns = rng.choice([1, 2])
    _draw_intro(sheet, facts, rng, told)
    _draw_parts(sheet, facts, rng, values, _choose_style(rng, columns, units), columns=columns)


FAMILIES = [
    Family("leaflet", _draw_leaflet, edition=2016),
    Family("leaflet_of_cards", _draw_leaflet_of_cards),
    Family("leaflet_of_others", _draw_leaflet_of_others, edition=2016, truth="hold"),
]
