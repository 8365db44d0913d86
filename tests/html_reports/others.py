"""Scores of another municipality or of an earlier year where the scores would stand."""

from __future__ import annotations

import random

from tests.html_reports.design import Design
from tests.html_reports.graphics import write_lying_bars
from tests.html_reports.shapes import list_rows, write_cards, write_plain_table, write_table
from tests.html_reports.words import write_each, write_number, write_paragraph
from tests.layouts.facts import Facts


def _draw_other_years(facts: Facts, rng: random.Random) -> str:
    other, values = facts.others[0]
    year = facts.earlier[0][0]
    rows = list_rows(facts, [each - 4 for each in values], values)
    table = write_table(["Område", f"Poäng {year}", f"Poäng {facts.year}"], rows)
    return f"<h3>Exemplet {other}</h3>{write_paragraph(facts, rng, 3)}{table}"


def _draw_other_caption(facts: Facts, rng: random.Random) -> str:
    other, values = facts.others[0]
    table = write_plain_table(facts, "Poäng", values, summed=True)
    return f'<h3>Poäng per område</h3>{table}<p class="caption">Tabell 3. {other} kommun.</p>'


def _draw_other_cards(facts: Facts, rng: random.Random) -> str:
    other, values = facts.others[0]
    cards = write_cards(facts.areas, [f"{write_number(each)} p" for each in values])
    return f"<h3>Att lära av {other}</h3><p>Poängen är goda inom flera områden.</p>{cards}"


def _draw_other_list(facts: Facts, rng: random.Random) -> str:
    other, values = facts.others[0]
    items = write_each("<li>{}: {} poäng</li>", facts, values)
    return f"<h3>Goda exempel: {other}</h3><p>Poängen är goda, och det finns att lära.</p><ul>{items}</ul>"


def _draw_other_lost_heading(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    other, values = facts.others[0]
    table = write_table(["Område", f"{other} kommun", f"År {year}"], list_rows(facts, values, before))
    chart = write_lying_bars(facts, facts.scores)
    return f"{chart}<h3>Kommunens poäng per område</h3>{table}"


def _draw_other_spanning(facts: Facts, rng: random.Random) -> str:
    year = facts.earlier[0][0]
    other, values = facts.others[0]
    rows = list_rows(facts, [value - 4 for value in values], values)
    groups = f'<th></th><th colspan="2">{other} kommun</th>'
    table = write_table(["Område", str(year), str(facts.year)], rows, groups=groups)
    return f"{write_lying_bars(facts, facts.scores)}{table}"


def _draw_earlier_appendix(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    table = write_plain_table(facts, "Poäng", before, summed=True)
    return (
        f"{write_lying_bars(facts, facts.scores)}"
        f'<h2 style="break-before: page">Bilaga 1. Utvärderingen {year}</h2>{write_paragraph(facts, rng, 3)}'
        f"<h3>Poäng per område</h3>{table}"
    )


DESIGNS = [
    Design("other_years", 2010, _draw_other_years, publishable=False),
    Design("other_caption", 2016, _draw_other_caption, publishable=False),
    Design("other_cards", 2016, _draw_other_cards, publishable=False),
    Design("other_list", 2010, _draw_other_list, publishable=False),
    Design("other_lost_heading", 2016, _draw_other_lost_heading, publishable=False),
    Design("other_spanning", 2010, _draw_other_spanning, publishable=False),
    Design("earlier_appendix", 2016, _draw_earlier_appendix, publishable=False),
]
