"""Averages of many municipalities where the scores would stand."""

from __future__ import annotations

import random

from tests.html_reports.design import Design
from tests.html_reports.graphics import write_lying_bars, write_radar, write_upright_bars
from tests.html_reports.shapes import list_rows, write_cards, write_plain_table, write_table
from tests.html_reports.words import write_chapters, write_definitions, write_each, write_number
from tests.layouts.facts import Facts


def _draw_average_only(facts: Facts, rng: random.Random) -> str:
    chart = write_lying_bars(facts, facts.scores)
    table = write_plain_table(facts, "Genomsnitt", facts.averages, summed=True)
    return f"<h3>Kommunens resultat</h3>{chart}<h3>Poäng per område</h3>{table}"


def _draw_average_years(facts: Facts, rng: random.Random) -> str:
    year = facts.earlier[0][0]
    rows = list_rows(facts, [each - 3 for each in facts.averages], facts.averages)
    table = write_table(["Område", str(year), str(facts.year)], rows)
    return f"{write_radar(facts, facts.scores, printed=False)}<h3>Medelvärde för alla kommuner</h3>{table}"


def _draw_average_caption(facts: Facts, rng: random.Random) -> str:
    cards = write_cards(facts.areas, [f"{write_number(each)} p" for each in facts.averages])
    below = '<p class="caption">Figur 2. Medelvärden för samtliga 42 utvärderade kommuner.</p>'
    return f"<h3>Poäng per område</h3>{cards}{below}"


def _draw_average_chart_caption(facts: Facts, rng: random.Random) -> str:
    chart = write_lying_bars(facts, facts.averages, "outside")
    below = '<p class="caption">Diagram 2. Medelvärden för samtliga 42 utvärderade kommuner.</p>'
    return f"<h3>Poäng per område</h3>{chart}{below}"


def _draw_average_bars(facts: Facts, rng: random.Random) -> str:
    series = [
        (facts.named, "#247", facts.scores, False),
        ("Alla kommuner", "#bcd", facts.averages, True),
    ]
    return f"<h3>Kommunens poäng {facts.year}</h3>{write_upright_bars(facts, series)}"


def _draw_average_upright(facts: Facts, rng: random.Random) -> str:
    return f"<h3>Genomsnitt för samtliga utvärderade kommuner</h3>{_write_average_bars(facts)}"


def _draw_average_upright_caption(facts: Facts, rng: random.Random) -> str:
    below = '<p class="caption">Diagram 3. Genomsnitt för samtliga utvärderade kommuner.</p>'
    return f"<h3>Poäng per område {facts.year}</h3>{_write_average_bars(facts)}{below}"


def _draw_average_lost_heading(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    heads = ["Område", "Genomsnitt alla", f"År {year}"]
    table = write_table(heads, list_rows(facts, facts.averages, before))
    chart = write_lying_bars(facts, facts.scores)
    return f"{chart}<h3>Kommunens poäng per område</h3>{table}"


def _draw_average_list(facts: Facts, rng: random.Random) -> str:
    chart, items = write_lying_bars(facts, facts.scores), write_definitions(facts, facts.averages)
    return f"{chart}<h3>Så ser det ut i snitt i landet</h3><p>Skillnaderna är små.</p>{items}"


def _draw_average_badges(facts: Facts, rng: random.Random) -> str:
    form = '<h3 style="margin-top: 6mm">{}</h3><p><b>Totalt {} poäng</b> i riket.</p>{}'
    return write_chapters(facts, rng, form, facts.averages)


def _draw_country_note(facts: Facts, rng: random.Random) -> str:
    table = write_plain_table(facts, f"Poäng {facts.year}", facts.averages, summed=True)
    return (
        f"{write_lying_bars(facts, facts.scores)}"
        f"<p>Tabellen nedan visar medelvärden för samtliga kommuner som har utvärderats.</p>{table}"
    )


def _draw_neighbours(facts: Facts, rng: random.Random) -> str:
    form = "<li>Liknande kommuner får {1} poäng inom området {0}.</li>"
    return f"{write_lying_bars(facts, facts.scores)}<ul>{write_each(form, facts, facts.averages)}</ul>"


def _write_average_bars(facts: Facts) -> str:
    old = [average - 3 for average in facts.averages]
    series = [
        (str(facts.earlier[0][0]), "#bcd", old, True),
        (str(facts.year), "#247", facts.averages, True),
    ]
    return write_upright_bars(facts, series)


DESIGNS = [
    Design("average_only", 2016, _draw_average_only, publishable=False),
    Design("average_years", 2010, _draw_average_years, publishable=False),
    Design("average_caption", 2016, _draw_average_caption, publishable=False),
    Design("average_chart_caption", 2010, _draw_average_chart_caption, publishable=False),
    Design("average_bars", 2016, _draw_average_bars, publishable=False),
    Design("upright_avg_title", 2016, _draw_average_upright, publishable=False),
    Design("upright_avg_caption", 2016, _draw_average_upright_caption, publishable=False),
    Design("average_lost_heading", 2016, _draw_average_lost_heading, publishable=False),
    Design("average_list", 2020, _draw_average_list, publishable=False),
    Design("average_badges", 2010, _draw_average_badges, publishable=False),
    Design("country_note", 2020, _draw_country_note, publishable=False),
    Design("neighbours", 2002, _draw_neighbours, publishable=False),
]
