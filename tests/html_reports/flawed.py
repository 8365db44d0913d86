"""Scores that contradict each other, or that are not all there."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.html_reports.design import Design
from tests.html_reports.parts import write_area_pages
from tests.html_reports.shapes import (
    list_brackets,
    list_rows,
    write_cards,
    write_plain_table,
    write_table,
    write_upright,
)
from tests.html_reports.words import write_number, write_total
from tests.layouts.facts import Facts


def _draw_total_wrong(facts: Facts, rng: random.Random) -> str:
    table = write_plain_table(facts, "Poäng", facts.scores)
    return f"{table}{write_total(replace(facts, total_mistake=-10))}"


def _draw_disagree(facts: Facts, rng: random.Random) -> str:
    other = [write_number(score + (7 if at == 4 else 0)) for at, score in enumerate(facts.scores)]
    table = write_plain_table(facts, f"Poäng {facts.year}", facts.scores)
    return f"<h3>Kommunens poäng per område</h3>{write_cards(facts.areas, other)}<h3>Resultat</h3>{table}"


def _draw_missing_area(facts: Facts, rng: random.Random) -> str:
    rows: list[list[object]] = list_rows(facts, list(facts.scores))
    rows[5][1] = "–"
    return write_table(["Område", f"Poäng {facts.year}"], rows, kind="zebra")


def _draw_bracket_sum_wrong(facts: Facts, rng: random.Random) -> str:
    cells = list_brackets([*facts.scores, facts.total + 6], [*facts.averages, sum(facts.averages)])
    table = write_table(["Område", "Poäng"], list_rows(facts, cells), kind="grid", total=["Totalt", cells[8]])
    return f"<p>Inom parentes anges genomsnittet i riket.</p>{table}"


def _draw_two_readers(facts: Facts, rng: random.Random) -> str:
    heads = ["Område", *(write_upright(f"Poäng {facts.year}, läsare {reader}") for reader in (1, 2))]
    rows = list_rows(facts, facts.scores, [score - 3 for score in facts.scores])
    return write_table(heads, rows, kind="grid")


def _draw_area_pages_disagree(facts: Facts, rng: random.Random) -> str:
    sums = [score + (6 if at == 5 else 0) for at, score in enumerate(facts.scores)]
    return write_area_pages(facts, rng, "Poäng", sums)


DESIGNS = [
    Design("total_wrong", 2016, _draw_total_wrong, publishable=False),
    Design("disagree", 2010, _draw_disagree, publishable=False),
    Design("missing_area", 2020, _draw_missing_area, publishable=False),
    Design("bracket_sum_wrong", 2016, _draw_bracket_sum_wrong, publishable=False),
    Design("two_readers", 2016, _draw_two_readers, publishable=False),
    Design("area_pages_disagree", 2016, _draw_area_pages_disagree, publishable=False),
]
