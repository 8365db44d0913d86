"""Captions that say what several columns are, and lists above and below a mean."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.html_reports.design import Design
from tests.html_reports.shapes import write_beside
from tests.html_reports.words import write_number, write_total
from tests.layouts.facts import Facts

ROW = (
    '<div style="display: flex; margin: 1.2mm 0"><span>{}</span>'
    '<span style="flex: 1; border-bottom: 1px dotted #888; margin: 0 2mm"></span>{}</div>'
)
CELL = '<span style="width: {}mm; text-align: right">{}</span>'


def _write_lines(facts: Facts, *columns: Sequence[str], width: int = 14) -> str:
    """A line for each area with dots up to its cells; no column has a heading."""
    return "".join(
        ROW.format(area, "".join(CELL.format(width, column[at]) for column in columns))
        for at, area in enumerate(facts.areas)
    )


def _write_changes(facts: Facts, values: Sequence[float]) -> list[str]:
    return [
        f"({score - old:+g})".replace(".", ",")
        for score, old in zip(values, facts.earlier[0][1], strict=True)
    ]


def _write_all(values: Sequence[float]) -> list[str]:
    return [write_number(each) for each in values]


def _draw_changes(facts: Facts, rng: random.Random) -> str:
    lines = _write_lines(facts, _write_all(facts.scores), _write_changes(facts, facts.scores))
    caption = f"Poäng {facts.year} och förändring sedan utvärderingen {facts.earlier[0][0]}."
    return f"<h3>Översikt</h3><p>{caption}</p>{lines}{write_total(facts)}"


def _draw_best_and_mean(facts: Facts, rng: random.Random) -> str:
    best = [min(100.0, each + 20) for each in facts.averages]
    lines = _write_lines(facts, *map(_write_all, (best, facts.averages, facts.scores)), width=20)
    caption = f"Figur 2. Högsta och genomsnittliga värdet samt {facts.municipality} värde."
    return f'{write_total(facts)}{lines}<p class="caption">{caption}</p>'


def _draw_mean_and_changes(facts: Facts, rng: random.Random) -> str:
    lines = _write_lines(facts, _write_all(facts.averages), _write_changes(facts, facts.averages))
    caption = f"Genomsnittlig poäng {facts.year} och förändring sedan {facts.earlier[0][0]}."
    return f"<h3>Översikt</h3><p>{caption}</p>{lines}{write_total(facts)}"


def _write_sides(facts: Facts, values: Sequence[float], *, beside: bool) -> str:
    ranked = sorted(zip(values, facts.areas, strict=True), reverse=True)
    lists = [
        f"<h4>{heading}</h4><ul>"
        + "".join(f"<li>{area}, {write_number(value)} poäng</li>" for value, area in part)
        + "</ul>"
        for heading, part in (
            ("Över riksgenomsnittet", ranked[:4]),
            ("Under riksgenomsnittet", ranked[4:]),
        )
    ]
    return write_beside(*lists) if beside else "".join(lists)


def _draw_sides(facts: Facts, rng: random.Random) -> str:
    lists = _write_sides(facts, facts.scores, beside=False)
    return f"{write_total(facts)}<p>Resultatet fördelar sig så här:</p>{lists}"


def _draw_sides_beside(facts: Facts, rng: random.Random) -> str:
    lists = _write_sides(facts, facts.scores, beside=True)
    return f"<h3>Kommunens poäng per område</h3>{write_total(facts)}{lists}"


def _draw_sides_of_the_mean(facts: Facts, rng: random.Random) -> str:
    lists = _write_sides(facts, facts.averages, beside=False)
    return f"{write_total(facts)}<p>Riksgenomsnittet för varje område är:</p>{lists}"


DESIGNS = [
    Design("captioned_changes", 2016, _draw_changes),
    Design("captioned_best_and_mean", 2002, _draw_best_and_mean, halves=True),
    Design("captioned_mean", 2016, _draw_mean_and_changes, publishable=False),
    Design("sides_of_mean", 2010, _draw_sides),
    Design("sides_beside", 2020, _draw_sides_beside),
    Design("sides_of_the_mean_itself", 2016, _draw_sides_of_the_mean, publishable=False),
]
