"""The eight scores on cards and in boxes."""

from __future__ import annotations

import random
from html import escape

from tests.html_reports.design import Design
from tests.html_reports.shapes import write_cards, write_plain_table
from tests.html_reports.words import write_each, write_number, write_story, write_total
from tests.layouts.facts import Facts


def _draw_cards_number_above(facts: Facts, rng: random.Random) -> str:
    cards = write_cards(facts.areas, [write_number(score) for score in facts.scores])
    return f"<h3>Kommunens poäng per område (max 100)</h3>{cards}{write_total(facts)}"


def _draw_cards_label_above(facts: Facts, rng: random.Random) -> str:
    numbers = [f'{write_number(score)} <span class="small">av 100</span>' for score in facts.scores]
    return f"<h3>Resultat per område</h3>{write_cards(facts.areas, numbers, label_first=True)}"


def _draw_cards_average_small(facts: Facts, rng: random.Random) -> str:
    form = (
        '<div class="card"><div class="big">{1}</div><div class="small">{0}</div>'
        '<div class="small" style="color: #777">Medel {2}</div></div>'
    )
    cards = write_each(form, facts, facts.scores, facts.averages)
    return f'<h3>Kommunens poäng per område</h3><div class="cards">{cards}</div>{write_total(facts)}'


def _draw_progress(facts: Facts, rng: random.Random) -> str:
    rows = "".join(
        f'<div style="display: flex; margin: 2mm 0"><div style="width: 70mm">{escape(area)}</div>'
        f'<div style="width: 70mm; background: #ddd">'
        f'<div style="width: {score}%; background: #3a7; height: 5mm"></div></div>'
        f'<div style="width: 20mm; text-align: right">{write_number(score)} p</div></div>'
        for area, score in zip(facts.areas, facts.scores, strict=True)
    )
    return f"<h3>Så fördelar sig kommunens poäng</h3>{rows}{write_total(facts)}"


def _draw_fact_box(facts: Facts, rng: random.Random) -> str:
    line = '<div style="display: flex; justify-content: space-between"><span>{}</span><b>{}</b></div>'
    return (
        f'<div style="display: flex; gap: 8mm"><div style="flex: 1">{write_story(facts, rng, 2)}</div>'
        '<div style="width: 75mm; background: #eef; padding: 4mm; font-size: 9pt; align-self: start">'
        f"<b>Kommunens poäng {facts.year}</b>{write_each(line, facts, facts.scores)}"
        '<div style="display: flex; justify-content: space-between; border-top: 1px solid">'
        f"<span>Totalt</span><b>{write_number(facts.total)}</b></div></div></div>"
    )


def _draw_fact_box_small(facts: Facts, rng: random.Random) -> str:
    return f'<div style="zoom: .8">{_draw_fact_box(facts, rng)}</div>'


def _draw_half_points(facts: Facts, rng: random.Random) -> str:
    table = write_plain_table(facts, "Poäng", facts.scores)
    return (
        f'{table}<div class="card" style="width: 50mm"><div class="small">Totalpoäng</div>'
        f'<div class="big">{write_number(facts.total)}</div></div>'
    )


def _draw_stack_of_nine(facts: Facts, rng: random.Random) -> str:
    numbers = [*facts.scores, round(sum(facts.scores) / 8)]
    cards = "".join(
        f'<div style="border: 1px solid #999; width: 80mm; padding: 1mm 3mm">'
        f'<div><b>{write_number(number)}</b></div><div style="margin-top: 3mm">{escape(label)}</div></div>'
        for number, label in zip(numbers, [*facts.areas, "I snitt per område"], strict=True)
    )
    return f"<h3>Kommunens poäng per område</h3>{cards}"


DESIGNS = [
    Design("cards_number_above", 2016, _draw_cards_number_above),
    Design("cards_label_above", 2010, _draw_cards_label_above),
    Design("cards_average_small", 2016, _draw_cards_average_small),
    Design("progress", 2020, _draw_progress),
    Design("fact_box", 2010, _draw_fact_box),
    Design("fact_box_small", 2016, _draw_fact_box_small),
    Design("half_points", 2002, _draw_half_points, halves=True),
    Design("stack_of_nine", 2016, _draw_stack_of_nine),
]
