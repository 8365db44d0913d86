"""Points that somebody else gave, that somebody else got, or that the municipality could have got."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.html_reports.design import Design
from tests.html_reports.graphics import write_lying_bars
from tests.html_reports.shapes import list_rows, write_table
from tests.html_reports.words import write_each
from tests.layouts.facts import Facts


def _draw_best_in_country(facts: Facts, rng: random.Random) -> str:
    best = [min(96, average + 20) for average in facts.averages]
    return _write_table_below(facts, "<h3>Högsta uppmätta poäng i Sverige</h3>", best)


def _draw_department(facts: Facts, rng: random.Random) -> str:
    return _write_table_below(facts, "<h3>Utbildningsförvaltningens egna poäng</h3>", facts.averages)


def _draw_citizens(facts: Facts, rng: random.Random) -> str:
    told = "<h3>Medborgarnas bild</h3><p>Av 100 möjliga ger invånarna dessa poäng:</p>"
    return f"{write_lying_bars(facts, facts.scores)}{told}{_write_lines(facts)}"


def _draw_managers(facts: Facts, rng: random.Random) -> str:
    told = "<p>Chefernas egen bedömning, i poäng, före besöket:</p>"
    return f"{write_lying_bars(facts, facts.scores)}{told}{_write_lines(facts)}"


def _draw_projected(facts: Facts, rng: random.Random) -> str:
    told = "<p>Om kommunen genomför förslagen bedömer vi att poängen kan bli följande:</p>"
    return _write_table_below(facts, told, [min(98, score + 9) for score in facts.scores])


def _draw_would_have(facts: Facts, rng: random.Random) -> str:
    told = "<p>Med den nya modellen skulle kommunens poäng ha varit som i tabellen nedan:</p>"
    return _write_table_below(facts, told, facts.averages)


def _write_table_below(facts: Facts, told: str, values: Sequence[float]) -> str:
    table = write_table(["Område", "Poäng"], list_rows(facts, values), kind="grid")
    return f"{write_lying_bars(facts, facts.scores)}{told}{table}"


def _write_lines(facts: Facts) -> str:
    return write_each("<div>{}: {} p</div>", facts, facts.averages)


DESIGNS = [
    Design("best_in_country", 2010, _draw_best_in_country, publishable=False),
    Design("department", 2016, _draw_department, publishable=False),
    Design("citizens", 2010, _draw_citizens, publishable=False),
    Design("managers", 2016, _draw_managers, publishable=False),
    Design("projected", 2010, _draw_projected, publishable=False),
    Design("would_have", 2010, _draw_would_have, publishable=False),
]
