"""The eight scores in tables, alone or beside other columns, years and municipalities."""

from __future__ import annotations

import random
from html import escape

from tests.html_reports.design import Design
from tests.html_reports.shapes import (
    list_main_areas,
    list_rows,
    sum_places,
    write_plain_table,
    write_row,
    write_table,
    write_upright,
)
from tests.html_reports.words import write_number, write_total
from tests.layouts.facts import Facts


def _draw_zebra(facts: Facts, rng: random.Random) -> str:
    rows = list_rows(facts, [100] * 8, facts.scores, facts.averages)
    total = ["Totalt", 800, facts.total, sum(facts.averages)]
    return write_table(["Område", "Maxpoäng", "Resultat", "Medel"], rows, kind="zebra", total=total)


def _draw_average_first(facts: Facts, rng: random.Random) -> str:
    earlier = sorted(facts.earlier)
    heads = ["Område", "Medel alla kommuner", *(str(year) for year, _ in earlier), str(facts.year)]
    columns = [facts.averages, *(values for _, values in earlier), facts.scores]
    total = ["Summa", *(sum(column) for column in columns)]
    return write_table(heads, list_rows(facts, *columns), kind="zebra", total=total)


def _draw_main_areas(facts: Facts, rng: random.Random) -> str:
    rows: list[list[object]] = []
    for main, places in list_main_areas(facts):
        together = write_number(sum_places(facts.scores, places))
        rows.append([f"<b>{main}</b>", "<b>200</b>", f"<b>{together}</b>"])
        rows += [[facts.areas[at], 100, facts.scores[at]] for at in places]
    return write_table(["Område", "Max", "Poäng"], rows, total=["Summa", 800, facts.total])


def _draw_main_areas_indented(facts: Facts, rng: random.Random) -> str:
    rows: list[list[object]] = []
    for main, places in list_main_areas(facts):
        together = write_number(sum_places(facts.scores, places))
        rows += [
            [f'<span style="padding-left: 6mm">{escape(facts.areas[at])}</span>', facts.scores[at]]
            for at in places
        ]
        rows.append([f"<b>Delsumma {main}</b>", f"<b>{together}</b>"])
    return write_table(["Område", f"Poäng {facts.year}"], rows, total=["Totalsumma", facts.total])


def _draw_two_pages(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    rows = "".join(
        write_row(row, kind="turn" if at == 5 else "")
        for at, row in enumerate(list_rows(facts, before, facts.scores))
    )
    return (
        f'<table class="zebra"><thead><tr><th>Område</th><th>Poäng {year}</th><th>Poäng {facts.year}</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
        f'<p style="margin-top: 20mm">Totalt får kommunen {write_number(facts.total)} poäng.</p>'
    )


def _draw_transposed(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    heads = [
        "",
        *(f'<span style="font-size: 5.5pt">{escape(area)}</span>' for area in facts.areas),
    ]
    rows: list[list[object]] = [
        [str(year), *before],
        ["Medel", *facts.averages],
        [str(facts.year), *facts.scores],
    ]
    return f"<h3>Poäng per område</h3>{write_table(heads, rows)}"


def _draw_transposed_upright(facts: Facts, rng: random.Random) -> str:
    heads = ["", *(write_upright(area) for area in facts.areas), "Summa"]
    rows: list[list[object]] = [
        ["Kommunens poäng", *facts.scores, facts.total],
        ["Genomsnitt", *facts.averages, sum(facts.averages)],
    ]
    return f"<h3>Resultat {facts.year}</h3>{write_table(heads, rows)}"


def _draw_side_by_side(facts: Facts, rng: random.Random) -> str:
    own, other, theirs = _write_both(facts)
    return (
        '<div style="display: flex; gap: 8mm; font-size: 8.5pt">'
        f'<div style="flex: 1"><h3>{facts.municipality}</h3>{own}</div>'
        f'<div style="flex: 1"><h3>{other}</h3>{theirs}</div></div>'
    )


def _draw_other_above(facts: Facts, rng: random.Random) -> str:
    own, other, theirs = _write_both(facts)
    return f"<h3>Resultat i {other}</h3>{theirs}<h3>Resultat i {facts.municipality}</h3>{own}"


def _write_both(facts: Facts) -> tuple[str, str, str]:
    """The municipality's own table, another municipality's name and its table."""
    other, values = facts.others[0]
    own, theirs = (write_plain_table(facts, "Poäng", each, summed=True) for each in (facts.scores, values))
    return own, other, theirs


def _draw_named_columns(facts: Facts, rng: random.Random) -> str:
    (first, one), (second, two) = facts.others
    heads = ["Område", first, facts.municipality, second, "Snitt"]
    rows = list_rows(facts, one, facts.scores, two, facts.averages)
    return f"<h3>Jämförelse i poäng</h3>{write_table(heads, rows, kind='zebra')}"


def _draw_spanning(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    old = [average - 3 for average in facts.averages]
    rows = list_rows(facts, old, facts.averages, before, facts.scores)
    return (
        '<table class="zebra"><thead><tr><th rowspan="2">Område</th>'
        '<th colspan="2" style="text-align: center">Alla kommuner</th>'
        f'<th colspan="2" style="text-align: center">{facts.municipality}</th></tr>'
        f'<tr><th style="text-align: right">{year}</th><th>{facts.year}</th>'
        f"<th>{year}</th><th>{facts.year}</th></tr></thead>"
        f"<tbody>{''.join(write_row(row) for row in rows)}</tbody></table>{write_total(facts)}"
    )


def _draw_spanning_small(facts: Facts, rng: random.Random) -> str:
    return f'<div style="zoom: .8">{_draw_spanning(facts, rng)}</div>'


def _draw_spanning_own_first(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    old = [average - 3 for average in facts.averages]
    groups = f'<th></th><th colspan="2">{facts.municipality}</th><th colspan="2">Alla kommuner</th>'
    heads = ["Område", str(year), str(facts.year), str(year), str(facts.year)]
    rows = list_rows(facts, before, facts.scores, old, facts.averages)
    return write_table(heads, rows, groups=groups)


def _draw_uppercase(facts: Facts, rng: random.Random) -> str:
    table = write_plain_table(facts, "Poäng", facts.scores, summed=True)
    return f'<div style="text-transform: uppercase; letter-spacing: .12em; font-size: 8pt">{table}</div>'


DESIGNS = [
    Design("zebra", 2010, _draw_zebra, overview=True),
    Design("average_first", 2016, _draw_average_first),
    Design("main_areas", 2020, _draw_main_areas),
    Design("main_areas_indented", 2020, _draw_main_areas_indented),
    Design("two_pages", 2010, _draw_two_pages),
    Design("transposed", 2002, _draw_transposed),
    Design("transposed_upright", 2016, _draw_transposed_upright),
    Design("side_by_side", 2016, _draw_side_by_side),
    Design("other_above", 2010, _draw_other_above),
    Design("named_columns", 2020, _draw_named_columns),
    Design("spanning", 2016, _draw_spanning),
    Design("spanning_small", 2010, _draw_spanning_small),
    Design("spanning_own_first", 2016, _draw_spanning_own_first),
    Design("uppercase", 2016, _draw_uppercase),
]
