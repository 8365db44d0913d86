"""The eight scores in tiles, rings and rows of large numbers."""

from __future__ import annotations

import random
from html import escape

from tests.html_reports.design import Design
from tests.html_reports.shapes import write_tiles
from tests.html_reports.words import write_each, write_number, write_story, write_total
from tests.layouts.facts import Facts


def _draw_tiles_on_slide(facts: Facts, rng: random.Random) -> str:
    return (
        f'<div class="turn"><h3>Er poäng per område</h3>{write_tiles(facts, facts.scores)}'
        f"<p>Totalt {write_number(facts.total)} poäng av 800</p></div>"
    )


def _draw_tiles_in_three_columns(facts: Facts, rng: random.Random) -> str:
    tiles = write_tiles(facts, facts.scores, columns=3)
    return f"<h3>Kommunens poäng per område</h3>{tiles}{write_total(facts)}"


def _draw_icons(facts: Facts, rng: random.Random) -> str:
    form = (
        '<div style="display: flex; gap: 3mm; align-items: center"><svg width="36" height="36">'
        '<circle cx="18" cy="18" r="17" fill="#47a"/></svg><div><b>{}</b><br>{} poäng</div></div>'
    )
    cells = write_each(form, facts, facts.scores)
    grid = f'<div style="display: grid; grid-template-columns: 1fr 1fr; gap: 4mm">{cells}</div>'
    return f"<h3>Så gick det för {facts.named}</h3>{grid}"


def _draw_rings(facts: Facts, rng: random.Random) -> str:
    ring = (
        '<circle cx="55" cy="55" r="44" fill="none" stroke-width="12" stroke="{}" stroke-dasharray="{} 300"/>'
    )
    cells = "".join(
        f'<div style="text-align: center"><svg width="110" height="110">{ring.format("#ddd", 300)}'
        f"{ring.format('#47a', 2.76 * score)}"
        f'<text x="55" y="62" font-size="22" text-anchor="middle">{write_number(score)}</text></svg>'
        f'<div class="small">{escape(area)}</div></div>'
        for area, score in zip(facts.areas, facts.scores, strict=True)
    )
    return (
        f'<h3>Kommunens poäng per område (max 100)</h3><div class="cards">{cells}</div>{write_total(facts)}'
    )


def _draw_eight_in_a_row(facts: Facts, rng: random.Random) -> str:
    form = (
        '<div style="flex: 1; text-align: center"><div style="font-size: 7pt; height: 12mm">{}</div>'
        '<div style="font-size: 20pt">{}</div></div>'
    )
    cells = f'<div style="display: flex; gap: 3mm">{write_each(form, facts, facts.scores)}</div>'
    return f'<div class="turn"><h3>Kommunens poäng per område</h3>{cells}</div>'


def _draw_sidebar(facts: Facts, rng: random.Random) -> str:
    form = (
        '<div style="font-size: 7.5pt">{}</div>'
        '<div style="font-size: 13pt; font-weight: 700; color: #a33; margin-bottom: 2mm">{} p</div>'
    )
    lines = f"<b>Kommunens poäng</b>{write_each(form, facts, facts.scores)}"
    return (
        '<div style="display: flex; gap: 6mm"><div style="width: 42mm; background: #f4efe6; padding: 3mm">'
        f"{lines}<b>Totalt {write_number(facts.total)} p</b></div>"
        f'<div style="flex: 1">{write_story(facts, rng)}</div></div>'
    )


DESIGNS = [
    Design("tiles_on_slide", 2020, _draw_tiles_on_slide, page="slide"),
    Design("tiles_in_three_columns", 2010, _draw_tiles_in_three_columns),
    Design("icons", 2010, _draw_icons),
    Design("rings", 2016, _draw_rings),
    Design("eight_in_a_row", 2016, _draw_eight_in_a_row, page="wide"),
    Design("sidebar", 2010, _draw_sidebar),
]
