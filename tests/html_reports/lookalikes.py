"""Averages and other municipalities' scores in the shapes that scores have: tiles, margins, brackets."""

from __future__ import annotations

import random

from tests.html_reports.design import Design
from tests.html_reports.graphics import write_lying_bars
from tests.html_reports.parts import write_area_pages
from tests.html_reports.shapes import (
    list_area_heads,
    list_rows,
    write_beside,
    write_plain_table,
    write_table,
    write_tiles,
)
from tests.html_reports.words import write_chapters, write_each, write_margin, write_story
from tests.layouts.facts import Facts


def _draw_tiles_average_caption(facts: Facts, rng: random.Random) -> str:
    below = '<p class="caption">Figur 4. Riksgenomsnitt.</p>'
    return f"<h3>Poäng per område</h3>{write_tiles(facts, facts.averages)}{below}"


def _draw_margin_average(facts: Facts, rng: random.Random) -> str:
    told = "<p>I marginalen anges genomsnittet för samtliga utvärderade kommuner.</p>"
    return f"{told}{write_margin(facts, rng, facts.averages)}"


def _draw_peers_in_brackets(facts: Facts, rng: random.Random) -> str:
    items = write_each("<li>{} ({} p)</li>", facts, facts.averages)
    told = "<p>Inom parentes anges vad kommunerna i länet i snitt har fått:</p>"
    return f"{write_lying_bars(facts, facts.scores)}{told}<ul>{items}</ul>"


def _draw_average_in_headings(facts: Facts, rng: random.Random) -> str:
    told = "<p>I rubrikerna nedan anges genomsnittet för de 40 senaste kommunerna inom parentes.</p>"
    return told + write_chapters(facts, rng, "<h3>{} ({} p)</h3>{}", facts.averages)


def _draw_transposed_average(facts: Facts, rng: random.Random) -> str:
    highest = [min(99, average + 9) for average in facts.averages]
    rows = [["Snitt", *facts.averages], ["Högst", *highest]]
    table = write_table(["", *list_area_heads(facts)], rows, kind="grid")
    return f'<div class="turn"><h3>Resultat</h3>{table}</div>'


def _draw_average_beside_text(facts: Facts, rng: random.Random) -> str:
    table = write_plain_table(facts, "Poäng", facts.averages)
    below = '<div class="small">Medelvärde, 42 kommuner</div>'
    beside = write_beside(f"<b>Poäng</b>{table}{below}", write_story(facts, rng))
    return f"{write_lying_bars(facts, facts.scores)}{beside}"


def _draw_average_in_remarks(facts: Facts, rng: random.Random) -> str:
    rows = list_rows(facts, facts.averages, ["snitt för alla kommuner"] * 8)
    table = write_table(["Område", "Poäng", "Avser"], rows, kind="grid left")
    return f"{write_lying_bars(facts, facts.scores)}{table}"


def _draw_other_in_remarks(facts: Facts, rng: random.Random) -> str:
    other, values = facts.others[0]
    rows = list_rows(facts, values, [f"{other} har ett gott arbete"] * 8)
    table = write_table(["Område", "Poäng", f"Vad {other} gör"], rows, kind="grid left")
    return f"{write_lying_bars(facts, facts.scores)}{table}"


def _draw_letters_of_country(facts: Facts, rng: random.Random) -> str:
    rows = [
        [f"{letter}) {area}", average]
        for letter, area, average in zip("abcdefgh", facts.areas, facts.averages, strict=True)
    ]
    table = write_table(["Område", "Poäng"], rows, kind="grid")
    return f"{write_lying_bars(facts, facts.scores)}<h3>Rikets poäng</h3>{table}"


def _draw_area_pages_of_averages(facts: Facts, rng: random.Random) -> str:
    return write_area_pages(facts, rng, "Snitt", facts.averages)


DESIGNS = [
    Design("tiles_average_caption", 2010, _draw_tiles_average_caption, publishable=False),
    Design("margin_average", 2016, _draw_margin_average, publishable=False),
    Design("peers_in_brackets", 2010, _draw_peers_in_brackets, publishable=False),
    Design("average_in_headings", 2010, _draw_average_in_headings, publishable=False),
    Design("transposed_average", 2016, _draw_transposed_average, publishable=False, page="wide"),
    Design("average_beside_text", 2016, _draw_average_beside_text, publishable=False),
    Design("average_in_remarks", 2010, _draw_average_in_remarks, publishable=False),
    Design("other_in_remarks", 2010, _draw_other_in_remarks, publishable=False),
    Design("letters_of_country", 2010, _draw_letters_of_country, publishable=False),
    Design("area_pages_of_averages", 2016, _draw_area_pages_of_averages, publishable=False),
]
