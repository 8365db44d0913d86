"""The eight scores beside running text: in the margin, in columns, at headings."""

from __future__ import annotations

import random

from tests.html_reports.design import Design
from tests.html_reports.shapes import list_rows, write_beside, write_row, write_table
from tests.html_reports.words import (
    write_chapters,
    write_each,
    write_margin,
    write_number,
    write_paragraph,
    write_story,
)
from tests.layouts.facts import Facts


def _draw_margin(facts: Facts, rng: random.Random) -> str:
    return write_margin(facts, rng, facts.scores)


def _draw_table_left_of_text(facts: Facts, rng: random.Random) -> str:
    table = write_table(["Område", "Poäng"], list_rows(facts, facts.scores), total=["Totalt", facts.total])
    return write_beside(table, write_story(facts, rng))


def _draw_magazine(facts: Facts, rng: random.Random) -> str:
    form = (
        '<div style="display: flex; justify-content: space-between; break-inside: avoid">'
        '<span style="width: 50mm">{}</span><b style="font-size: 14pt">{}</b></div>'
    )
    return (
        f'<div style="columns: 2; column-gap: 8mm">{write_story(facts, rng, 2)}<h3>Kommunens poäng</h3>'
        f"{write_each(form, facts, facts.scores)}<p>Totalt {write_number(facts.total)} poäng</p>"
        f"{write_paragraph(facts, rng)}</div>"
    )


def _draw_strengths_below_score(facts: Facts, rng: random.Random) -> str:
    form = (
        "<tr><td><b>{}</b><br>Poäng: {}</td><td>+ God dialog<br>+ Tydliga mål</td>"
        "<td>– Få jämförelser<br>– Svag uppföljning</td></tr>"
    )
    return (
        f'<table class="grid left">{write_row(["Område", "Styrkor", "Svagheter"])}'
        f"{write_each(form, facts, facts.scores)}</table>"
    )


def _draw_circles_at_headings(facts: Facts, rng: random.Random) -> str:
    form = (
        '<div style="display: flex; align-items: center; justify-content: space-between"><h3>{}</h3>'
        '<div style="background: #47a; color: white; border-radius: 8mm; width: 12mm; text-align: center">{}'
        "</div></div>{}"
    )
    return write_chapters(facts, rng, form, facts.scores)


def _draw_points_after_text(facts: Facts, rng: random.Random) -> str:
    form = "<h3>{0}</h3>{2}<p><b>Områdets poäng: {1} (av 100 möjliga)</b></p>"
    return write_chapters(facts, rng, form, facts.scores)


def _draw_running_text(facts: Facts, rng: random.Random) -> str:
    told = write_each("{} {} poäng; ", facts, facts.scores)
    return f"<p>Kommunens poäng fördelar sig så här: {told} sammanlagt {write_number(facts.total)} poäng.</p>"


DESIGNS = [
    Design("margin", 2016, _draw_margin),
    Design("table_left_of_text", 2016, _draw_table_left_of_text),
    Design("magazine", 2016, _draw_magazine),
    Design("strengths_below_score", 2002, _draw_strengths_below_score),
    Design("circles_at_headings", 2016, _draw_circles_at_headings),
    Design("points_after_text", 2016, _draw_points_after_text),
    Design("running_text", 2016, _draw_running_text),
]
