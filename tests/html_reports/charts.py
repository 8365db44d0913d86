"""The eight scores in bars and radars."""

from __future__ import annotations

import random

from tests.html_reports.design import Design
from tests.html_reports.graphics import write_lying_bars, write_radar, write_stacked_bars, write_upright_bars
from tests.html_reports.shapes import write_plain_table
from tests.html_reports.words import write_total
from tests.layouts.facts import Facts


def _draw_bars_outside(facts: Facts, rng: random.Random) -> str:
    chart = write_lying_bars(facts, facts.scores, "outside")
    return f"<h3>Kommunens poäng per område</h3>{chart}{write_total(facts)}"


def _draw_bars_inside(facts: Facts, rng: random.Random) -> str:
    chart = write_lying_bars(facts, facts.scores, "inside")
    return f"<h3>Diagram 1. Resultat för {facts.named} {facts.year}, poäng</h3>{chart}"


def _draw_bars_upright(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    series = [(str(year), "#bcd", before, True), (str(facts.year), "#247", facts.scores, True)]
    return f"<h3>Kommunens poäng {year} och {facts.year}</h3>{write_upright_bars(facts, series)}"


def _draw_bars_stacked(facts: Facts, rng: random.Random) -> str:
    left = [100 - score for score in facts.scores]
    series = [("Erhållna poäng", "#376", facts.scores), ("Kvar till 100", "#bcb", left)]
    return f"<h3>Resultat per område</h3>{write_stacked_bars(facts, series)}"


def _draw_radar_and_table(facts: Facts, rng: random.Random) -> str:
    table = write_plain_table(facts, "Poäng", facts.scores)
    return f"<h3>Kommunens profil</h3>{write_radar(facts, facts.scores)}<h3>Resultat per område</h3>{table}"


def _draw_radar_only(facts: Facts, rng: random.Random) -> str:
    return f"<h3>Kommunens poäng per område</h3>{write_radar(facts, facts.scores)}{write_total(facts)}"


DESIGNS = [
    Design("bars_outside", 2016, _draw_bars_outside),
    Design("bars_inside", 2002, _draw_bars_inside),
    Design("bars_upright", 2010, _draw_bars_upright),
    Design("bars_stacked", 2016, _draw_bars_stacked),
    Design("radar_and_table", 2020, _draw_radar_and_table),
    Design("radar_only", 2016, _draw_radar_only),
]
