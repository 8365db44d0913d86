"""Gauges, columns of text, boxes of key figures; and what such pages say of others and of goals."""

from __future__ import annotations

import random
from html import escape

from tests.html_reports.design import Design
from tests.html_reports.graphics import write_lying_bars
from tests.html_reports.shapes import list_rows, write_beside, write_table
from tests.html_reports.words import write_each, write_number, write_paragraph
from tests.layouts.facts import Facts

GRID = "display: grid; grid-template-columns: repeat(4, 1fr); gap: 5mm; text-align: center"
LED = "display: flex; justify-content: space-between; border-bottom: 1px dotted #555"


def _draw_gauges(facts: Facts, rng: random.Random) -> str:
    gauges = write_each(
        '<div><div style="font-size: 15pt"><b>{1}/100</b></div><div style="font-size: 8pt">{0}</div></div>',
        facts,
        facts.scores,
    )
    total = f"<p>Totalt {write_number(facts.total)} av 800 poäng</p>"
    return f'<h3>Så här gick det för {facts.municipality}</h3><div style="{GRID}">{gauges}</div>{total}'


def _draw_two_columns_of_text(facts: Facts, rng: random.Random) -> str:
    parts = [
        f'<div style="break-inside: avoid"><h3>{escape(area)}</h3>'
        f'<div style="font-size: 8pt">{write_number(score)} POÄNG</div>{write_paragraph(facts, rng, 3)}</div>'
        for area, score in zip(facts.areas, facts.scores, strict=True)
    ]
    return f'<div style="columns: 2; column-gap: 8mm; font-size: 8.5pt">{"".join(parts)}</div>'


def _draw_trend_arrows(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    changes = [
        f"{'▲' if score > old else '▼'} {write_number(abs(score - old))}"
        for score, old in zip(facts.scores, before, strict=True)
    ]
    heads = ["", f"Utfall {facts.year}", "Trend", f"Utfall {year}"]
    total = ["Summa", facts.total, "", sum(before)]
    return write_table(heads, list_rows(facts, facts.scores, changes, before), kind="zebra", total=total)


def _draw_norwegian_sentences(facts: Facts, rng: random.Random) -> str:
    parts = [
        f"<h3>{escape(area)}</h3>"
        f"<p>Kommunen får {write_number(score)} poeng av 100 mulige på dette området.</p>"
        f"{write_paragraph(facts, rng, 3)}"
        for area, score in zip(facts.areas, facts.scores, strict=True)
    ]
    return "".join(parts)


def _draw_halves(facts: Facts, rng: random.Random) -> str:
    rows = list_rows(facts, facts.scores)
    halves = [write_table(["Område", "Poäng"], half, kind="grid") for half in (rows[:4], rows[4:])]
    return f"{write_beside(*halves)}<p><b>Totalpoäng: {write_number(facts.total)}</b></p>"


def _draw_figures_box(facts: Facts, rng: random.Random) -> str:
    figures = [("Invånare", "23 418"), ("Andel över 65 år", "21 %"), ("Skattesats", "33,12")]
    others = "".join(
        f'<div style="{LED}"><span>{name}</span><span>{value}</span></div>' for name, value in figures
    )
    scores = write_each(f'<div style="{LED}"><span>{{}}</span><b>{{}}</b></div>', facts, facts.scores)
    box = f"<b>Kommunen i siffror</b>{others}<p><b>Poäng i Kommunkompassen {facts.year}</b></p>{scores}"
    text = write_paragraph(facts, rng, 5) + write_paragraph(facts, rng, 4)
    return (
        f'<div style="display: flex; gap: 8mm"><div style="flex: 1">{text}</div>'
        f'<div style="width: 80mm; background: #eef; padding: 4mm; font-size: 8pt">{box}</div></div>'
    )


def _draw_maximum_in_names(facts: Facts, rng: random.Random) -> str:
    rows: list[list[object]] = [
        [f"{escape(area)} (max 100 p)", score] for area, score in zip(facts.areas, facts.scores, strict=True)
    ]
    return write_table(["Område", "Poäng"], rows, kind="zebra", total=["Totalt (max 800 p)", facts.total])


def _draw_visit_elsewhere(facts: Facts, rng: random.Random) -> str:
    other, scores = facts.others[0]
    told = (
        f"<p>En kommun som vi gärna lär av är {other}, som utvärderades våren {facts.year}."
        " Där såg resultatet ut så här:</p>"
    )
    table = write_table(["Område", "Poäng"], list_rows(facts, scores), total=["Totalt", sum(scores)])
    return f"{write_lying_bars(facts, facts.scores)}{told}{table}"


def _draw_levels_to_reach(facts: Facts, rng: random.Random) -> str:
    told = f"<p>Nämnden har beslutat om följande nivåer, som ska vara uppnådda {facts.year + 3}.</p>"
    levels = [min(95, score + 7) for score in facts.scores]
    table = write_table(["Område", "Poäng"], list_rows(facts, levels), kind="grid")
    return f"{write_lying_bars(facts, facts.scores)}{told}{table}"


def _draw_invented_example(facts: Facts, rng: random.Random) -> str:
    told = (
        "<p>Resultatet lämnas muntligt till ledningen. Bilden nedan visar hur en redovisning kan se ut för en"
        " påhittad kommun.</p>"
    )
    table = write_table(
        ["Område", "Poäng"], list_rows(facts, facts.averages), total=["Totalt", sum(facts.averages)]
    )
    return f"<h3>Så läser du resultatet</h3>{told}{table}"


def _draw_other_total_of_all(facts: Facts, rng: random.Random) -> str:
    items = write_each("<li>{} {}/100</li>", facts, facts.scores)
    return f"<p>{facts.named} når {write_number(facts.total + 18)} av 800 poäng.</p><ul>{items}</ul>"


DESIGNS = [
    Design("gauges", 2020, _draw_gauges),
    Design("two_columns_of_text", 2010, _draw_two_columns_of_text),
    Design("trend_arrows", 2020, _draw_trend_arrows),
    Design("norwegian_sentences", 2010, _draw_norwegian_sentences, language="nb"),
    Design("halves", 2020, _draw_halves),
    Design("figures_box", 2016, _draw_figures_box),
    Design("maximum_in_names", 2010, _draw_maximum_in_names),
    Design("visit_elsewhere", 2020, _draw_visit_elsewhere, publishable=False),
    Design("levels_to_reach", 2016, _draw_levels_to_reach, publishable=False),
    Design("invented_example", 2016, _draw_invented_example, publishable=False),
    Design("other_total_of_all", 2016, _draw_other_total_of_all, publishable=False),
]
