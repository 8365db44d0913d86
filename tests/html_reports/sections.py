"""The eight scores in numbered rows, a page or a block for every area, and tables of main areas."""

from __future__ import annotations

import random
from html import escape

from tests.html_reports.design import Design
from tests.html_reports.parts import write_area_pages
from tests.html_reports.shapes import list_main_areas, sum_places, write_table
from tests.html_reports.words import write_number, write_total
from tests.layouts.facts import Facts


def _draw_roman_numbers(facts: Facts, rng: random.Random) -> str:
    romans = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
    rows = [
        [f"{roman}. {area}", score]
        for roman, area, score in zip(romans, facts.areas, facts.scores, strict=True)
    ]
    return write_table(["Huvudområde", "Poäng"], rows, kind="grid", total=["Summa poäng", facts.total])


def _draw_letters(facts: Facts, rng: random.Random) -> str:
    lines = "".join(
        f"<div>{letter}. {escape(area)}: {write_number(score)} poäng av 100</div>"
        for letter, area, score in zip("ABCDEFGH", facts.areas, facts.scores, strict=True)
    )
    return f"<h3>Kommunens resultat</h3>{lines}"


def _draw_area_pages(facts: Facts, rng: random.Random) -> str:
    return write_area_pages(facts, rng, "Poäng", facts.scores)


def _draw_subareas_below(facts: Facts, rng: random.Random) -> str:
    rows: list[list[object]] = []
    for area, score, subareas in zip(facts.areas, facts.scores, facts.subareas, strict=True):
        rows.append([f"<b>{escape(area)}</b>", "<b>100</b>", f"<b>{write_number(score)}</b>"])
        rows += [
            [f'<span style="padding-left: 5mm">{escape(each.label)}</span>', each.max_score, each.score]
            for each in subareas
        ]
    return write_table(["Område/delområde", "Max", "Poäng"], rows, total=["Totalt", 800, facts.total])


def _draw_main_area_blocks(facts: Facts, rng: random.Random) -> str:
    parts = []
    for main, places in list_main_areas(facts):
        items = "".join(
            f"<li>{escape(facts.areas[at])}: {write_number(facts.scores[at])} poäng av 100</li>"
            for at in places
        )
        together = write_number(sum_places(facts.scores, places))
        parts.append(f"<h3>{main} – {together} poäng av 200</h3><ul>{items}</ul>")
    return f"{''.join(parts)}{write_total(facts)}"


def _draw_main_area_tables(facts: Facts, rng: random.Random) -> str:
    tables = [
        write_table(
            [main, "Poäng", "Max"],
            [[facts.areas[at], facts.scores[at], 100] for at in places],
            kind="grid",
            total=["Summa", sum_places(facts.scores, places), 200],
        )
        for main, places in list_main_areas(facts)
    ]
    return f"{''.join(tables)}{write_total(facts)}"


def _draw_main_areas_merged(facts: Facts, rng: random.Random) -> str:
    rows = ""
    for main, places in list_main_areas(facts):
        for at in places:
            first = f'<td rowspan="2">{main}</td>' if at == places[0] else ""
            rows += (
                f"<tr>{first}<td>{escape(facts.areas[at])}</td><td>{write_number(facts.scores[at])}</td></tr>"
            )
    heads = "<tr><th>Huvudområde</th><th>Område</th><th>Poäng</th></tr>"
    return f'<table class="grid left"><thead>{heads}</thead><tbody>{rows}</tbody></table>{write_total(facts)}'


def _draw_typewritten(facts: Facts, rng: random.Random) -> str:
    lines = [
        f"{number}. {area:<56}{write_number(score):>7}"
        for number, (area, score) in enumerate(zip(facts.areas, facts.scores, strict=True), 1)
    ]
    rule = "-" * 66
    text = [f"{'HUVUDOMRÅDE':<61}POÄNG", rule, *lines, rule, f"{'SUMMA':<59}{write_number(facts.total):>7}"]
    return f"<pre>{escape(chr(10).join(text))}</pre>"


DESIGNS = [
    Design("roman_numbers", 2010, _draw_roman_numbers),
    Design("letters", 2020, _draw_letters),
    Design("area_pages", 2010, _draw_area_pages),
    Design("subareas_below", 2010, _draw_subareas_below),
    Design("main_area_blocks", 2020, _draw_main_area_blocks),
    Design("main_area_tables", 2020, _draw_main_area_tables),
    Design("main_areas_merged", 2020, _draw_main_areas_merged),
    Design("typewritten", 2002, _draw_typewritten, halves=True),
]
