"""The eight scores beside those of earlier years, and numbers in brackets behind them."""

from __future__ import annotations

import random

from tests.html_reports.design import Design
from tests.html_reports.shapes import list_brackets, list_rows, write_table
from tests.html_reports.words import write_each
from tests.layouts.facts import Facts


def _draw_three_rounds(facts: Facts, rng: random.Random) -> str:
    rounds = [(facts.year, facts.scores), *facts.earlier[:2]]
    heads = ["Område", *(str(year) for year, _ in rounds)]
    rows = list_rows(facts, *(values for _, values in rounds))
    return write_table(heads, rows, kind="grid", total=["Summa", *(sum(values) for _, values in rounds)])


def _draw_previous_small(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    form = '<tr><td>{}</td><td>{} <span style="color: #888; font-size: 7pt">({})</span></td></tr>'
    return (
        f"<h3>Poäng {facts.year} (föregående mätning {year} inom parentes)</h3>"
        f'<table class="zebra">{write_each(form, facts, facts.scores, before)}</table>'
    )


def _draw_years_in_brackets(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    rows = list_rows(facts, list_brackets(before, facts.scores))
    return write_table(["Område", f"Poäng {year} ({facts.year})"], rows, kind="grid")


def _draw_average_in_brackets(facts: Facts, rng: random.Random) -> str:
    cells = list_brackets([*facts.scores, facts.total], [*facts.averages, sum(facts.averages)])
    table = write_table(["Område", "Poäng"], list_rows(facts, cells), kind="grid", total=["Totalt", cells[8]])
    return f"<p>Inom parentes anges genomsnittet för de 40 senast utvärderade kommunerna.</p>{table}"


def _draw_score_in_brackets(facts: Facts, rng: random.Random) -> str:
    rows = list_rows(facts, list_brackets(facts.averages, facts.scores))
    return (
        "<p>Tabellen visar genomsnittet i landet. Inom parentes anges kommunens egna poäng.</p>"
        f"{write_table(['Område', 'Poäng'], rows, kind='grid')}"
    )


DESIGNS = [
    Design("three_rounds", 2010, _draw_three_rounds),
    Design("previous_small", 2010, _draw_previous_small),
    Design("years_in_brackets", 2016, _draw_years_in_brackets),
    Design("average_in_brackets", 2016, _draw_average_in_brackets),
    Design("score_in_brackets", 2016, _draw_score_in_brackets),
]
