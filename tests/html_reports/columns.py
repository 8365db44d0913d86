"""The eight scores in tables with unusual columns: upright heads, wide pages, keys, marks, remarks."""

from __future__ import annotations

import random

from tests.html_reports.design import Design
from tests.html_reports.shapes import (
    list_area_heads,
    list_rows,
    write_table,
    write_upright,
)
from tests.html_reports.words import write_total
from tests.layouts.facts import Facts


def _draw_upright_heads(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    heads = ["Maxpoäng", f"Poäng {year}", f"Poäng {facts.year}", "Genomsnitt"]
    rows = list_rows(facts, [100] * 8, before, facts.scores, facts.averages)
    return write_table(["Område", *(write_upright(head) for head in heads)], rows, kind="grid")


def _draw_upright_names(facts: Facts, rng: random.Random) -> str:
    (first, one), (second, two) = facts.others
    heads = [f"{first} kommun", facts.municipality, f"{second} kommun", "Medelvärde samtliga"]
    columns = [one, facts.scores, two, facts.averages]
    table = write_table(
        ["Område", *(write_upright(head) for head in heads)],
        list_rows(facts, *columns),
        kind="grid",
        total=["Summa", *(sum(column) for column in columns)],
    )
    return f"<h3>Poängjämförelse</h3>{table}"


def _draw_transposed_on_wide_page(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    lines = [
        (f"Poäng {year}", before),
        (f"Poäng {facts.year}", facts.scores),
        ("Snitt riket", facts.averages),
    ]
    rows = [[name, *values, sum(values)] for name, values in lines]
    table = write_table(["", *list_area_heads(facts), "Totalt"], rows, kind="grid")
    return f'<div class="turn"><h3>Resultat över tid</h3>{table}</div>'


def _draw_transposed_with_key(facts: Facts, rng: random.Random) -> str:
    heads = ["Område", *(str(number) for number in range(1, 9)), "Summa"]
    table = write_table(heads, [["Poäng", *facts.scores, facts.total]], kind="grid")
    key = "".join(f"<div>{number} = {area}</div>" for number, area in enumerate(facts.areas, 1))
    return f'<h3>Kommunens poäng</h3>{table}<div class="small">{key}</div>'


def _draw_key_of_columns(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    table = write_table(
        ["Område", "A", "B", "C"], list_rows(facts, facts.scores, before, facts.averages), kind="grid"
    )
    key = (
        f"A = kommunens poäng {facts.year}, B = kommunens poäng {year}, C = genomsnitt för samtliga kommuner"
    )
    return f'{table}<p class="small">{key}</p>{write_total(facts)}'


def _draw_score_before_name(facts: Facts, rng: random.Random) -> str:
    rows = [[score, area] for area, score in zip(facts.areas, facts.scores, strict=True)]
    table = write_table(["Poäng", "Område"], rows, kind="left")
    return f'<h3>Kommunens poäng per område</h3><div style="width: 100mm">{table}</div>{write_total(facts)}'


def _draw_departments_beside(facts: Facts, rng: random.Random) -> str:
    schools = [score - 9 for score in facts.scores]
    care = [min(97, score + 8) for score in facts.scores]
    return write_table(
        ["Område", "Skola", "Omsorg", "Kommunens poäng"],
        list_rows(facts, schools, care, facts.scores),
        kind="grid",
        total=["Summa", sum(schools), sum(care), facts.total],
    )


def _draw_stars(facts: Facts, rng: random.Random) -> str:
    stars = ["★" * int(1 + score // 20) for score in facts.scores]
    return write_table(["Område", "Nivå", "Poäng"], list_rows(facts, stars, facts.scores), kind="zebra")


def _draw_remarks_between(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    remark = '<div style="text-align: left; font-size: 8pt">Dialogen är god men målen många</div>'
    rows = list_rows(facts, [remark] * 8, before, facts.scores)
    total = ["Summa", "", sum(before), facts.total]
    return write_table(["Område", "Omdöme", str(year), str(facts.year)], rows, kind="grid", total=total)


def _draw_booklet(facts: Facts, rng: random.Random) -> str:
    rows = list_rows(facts, facts.scores, [100] * 8)
    table = write_table(["Område", "Fått", "Max"], rows, total=["Summa", facts.total, 800])
    return f"<h3>Poäng per område</h3>{table}"


DESIGNS = [
    Design("upright_heads", 2016, _draw_upright_heads),
    Design("upright_names", 2010, _draw_upright_names),
    Design("transposed_on_wide_page", 2016, _draw_transposed_on_wide_page, page="wide"),
    Design("transposed_with_key", 2020, _draw_transposed_with_key),
    Design("key_of_columns", 2016, _draw_key_of_columns),
    Design("score_before_name", 2016, _draw_score_before_name),
    Design("departments_beside", 2016, _draw_departments_beside),
    Design("stars", 2016, _draw_stars),
    Design("remarks_between", 2016, _draw_remarks_between),
    Design("booklet", 2010, _draw_booklet, page="booklet"),
]
