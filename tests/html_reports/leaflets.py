"""Brochures of web pages: a part of a page for each area, the best area first, its points beside it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from html import escape

from tests.html_reports.design import Design
from tests.html_reports.words import write_number, write_paragraph
from tests.layouts.facts import Facts

RING = "width: 60mm; height: 60mm; border: 4mm solid #d96b2b; border-radius: 50%; margin: 8mm auto"
LARGE = "font-size: 30pt; font-weight: bold; color: #d96b2b"


def _write_ring(facts: Facts) -> str:
    year, before = facts.earlier[0]
    return (
        f'<div style="{RING}; text-align: center"><div style="padding-top: 12mm">Vårt resultat</div>'
        f'<div style="{LARGE}">{write_number(facts.total)}</div>'
        f"<div>av 800 möjliga poäng. {year} fick vi {write_number(sum(before))}.</div></div>"
    )


def _write_parts(facts: Facts, rng: random.Random, values: Sequence[float], form: str) -> str:
    """``form`` filled in with the name, the points and text of each area, from the best to the worst."""
    order = sorted(range(8), key=lambda no: -values[no])
    return "".join(
        form.format(escape(facts.areas[no]), write_number(values[no]), write_paragraph(facts, rng, 3))
        for no in order
    )


BESIDE = (
    '<div style="display: flex; gap: 8mm; break-inside: avoid; min-height: 70mm">'
    f'<div style="width: 22mm; text-align: center"><div style="{LARGE}">{{1}}</div><div>{{unit}}</div></div>'
    '<div style="flex: 1"><h3>{0}</h3>{2}<b>Det här gör vi bra</b>{2}</div></div>'
)
AFTER = (
    '<div style="display: flex; gap: 8mm; break-inside: avoid; margin-bottom: 20mm">'
    '<div style="flex: 1"><h3>{0}</h3>{2}{2}</div>'
    f'<div style="width: 30mm; text-align: right"><span style="{LARGE}">{{1}}</span></div></div>'
)
OVER = (
    f'<div style="break-inside: avoid; margin-bottom: 16mm"><div style="{LARGE}">{{1}}'
    '<span style="font-size: 9pt"> av 100</span></div><h3>{0}</h3>{2}{2}</div>'
)


def _draw_number_beside(facts: Facts, rng: random.Random) -> str:
    return _write_ring(facts) + _write_parts(facts, rng, facts.scores, BESIDE.replace("{unit}", "poäng"))


def _draw_number_after(facts: Facts, rng: random.Random) -> str:
    return _write_ring(facts) + _write_parts(facts, rng, facts.scores, AFTER)


def _draw_number_over(facts: Facts, rng: random.Random) -> str:
    return _write_parts(facts, rng, facts.scores, OVER) + _write_ring(facts)


def _draw_means_beside(facts: Facts, rng: random.Random) -> str:
    return _write_ring(facts) + _write_parts(facts, rng, facts.averages, BESIDE.replace("{unit}", "i snitt"))


def _draw_last_round_after(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    told = f"<p>Vid varje område står den poäng som vi fick {year}.</p>"
    return _write_ring(facts) + told + _write_parts(facts, rng, before, AFTER)


DESIGNS = [
    Design("leaflet_beside", 2016, _draw_number_beside),
    Design("leaflet_after", 2020, _draw_number_after),
    Design("leaflet_over", 2010, _draw_number_over),
    Design("leaflet_of_means", 2016, _draw_means_beside, publishable=False),
    Design("leaflet_of_last_round", 2020, _draw_last_round_after, publishable=False),
]
