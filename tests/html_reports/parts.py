"""The pages around the presentation of the scores."""

from __future__ import annotations

import random
from collections.abc import Sequence
from html import escape

from tests.html_reports.shapes import write_table
from tests.html_reports.words import write_number, write_paragraph
from tests.layouts.facts import Facts


def write_cover(facts: Facts, rng: random.Random) -> str:
    """The title page: whose report it is, and when the visit was."""
    visit = f"{facts.day}–{facts.day + 2} {facts.month_name} {facts.year}"
    return (
        f'<div class="cover"><h1>Kommunkompassen</h1><p>Analys av {facts.named} {facts.year}</p>'
        f"<p>Platsbesök {visit}</p><p>Utvärderare: {rng.choice(('Anna Påhitt', 'Sven Exempel'))}</p></div>"
    )


def write_contents(facts: Facts) -> str:
    """The list of contents, whose page numbers could be taken for scores."""
    lines = ["Vad är Kommunkompassen?", "Sammanfattning", *facts.areas, "Översikt av poängfördelning"]
    return f"<h2>Innehåll</h2>{_write_page_numbers(lines)}"


def write_about(facts: Facts) -> str:
    """What Kommunkompassen is, and its eight areas."""
    return (
        "<h2>Vad är Kommunkompassen?</h2><p>Kommunkompassen är ett verktyg för utvärdering av hur en kommun"
        " styrs och leds. Analysen bygger på dokument, kommunens webbplats och intervjuer med 45 personer."
        " Utvärderingen görs i åtta områden. Varje område kan ge högst 100 poäng, sammanlagt högst 800.</p>"
        f"<ol>{''.join(f'<li>{escape(area)}</li>' for area in facts.areas)}</ol>"
        f"<p>Bakom verktyget står {'SKR' if facts.year >= 2020 else 'Sveriges Kommuner och Landsting'}.</p>"
    )


def write_norwegian_front(facts: Facts) -> list[str]:
    """The title page, the contents and the presentation of a Norwegian report."""
    lines = ["Forord", "1. Generelt", "2. Metode", "3. Resultat", *facts.areas]
    areas = "".join(f"<li>{escape(area)}</li>" for area in facts.areas)
    cover = (
        '<div class="cover"><h1>Kommunekompasset</h1>'
        f"<p>Evaluering av forvaltningspraksis i {facts.named}</p>"
        f"<p>{facts.month_name.capitalize()} {facts.year}</p><p>KS-Konsulent as</p></div>"
    )
    about = (
        "<h2>1. Generelt</h2><p>Kommunekompasset er et verktøy for evaluering av forvaltningspraksisen i en"
        " kommune. Evalueringen omfatter åtte fokusområder. Hvert område gir inntil 100 poeng, til sammen"
        f" 800 poeng.</p><ul>{areas}</ul>"
    )
    return [cover, f"<h2>Innholdsfortegnelse</h2>{_write_page_numbers(lines)}", about]


def _write_page_numbers(lines: Sequence[str]) -> str:
    rows = "".join(
        f"<div><span>{escape(line)}</span><span>{at}</span></div>" for at, line in enumerate(lines, 3)
    )
    return f'<div class="contents">{rows}</div>'


def write_narrative(facts: Facts, rng: random.Random) -> str:
    """Running text about every area."""
    parts = [
        f"<h2>{escape(area)}</h2>{write_paragraph(facts, rng, 5)}{write_paragraph(facts, rng)}"
        for area in facts.areas
    ]
    return "".join(parts)


def write_overview(facts: Facts) -> str:
    """A table for every area with the scores of its subareas and their sum."""
    parts = ["<h2>Översikt av poängfördelning</h2>"]
    for at, area in enumerate(facts.areas):
        rows = "".join(
            f"<tr><td>{at + 1}.{place} {escape(each.label)}</td><td>{write_number(each.max_score)}</td>"
            f"<td>{write_number(each.score)}</td></tr>"
            for place, each in enumerate(facts.subareas[at], 1)
        )
        parts.append(
            f'<table style="width: 115mm; break-inside: avoid"><thead><tr><th>{at + 1} {escape(area)}</th>'
            f"<th>Max</th><th>Poäng</th></tr></thead><tbody>{rows}"
            f'<tr class="total"><td>Summa</td><td>100</td><td>{write_number(facts.scores[at])}</td></tr>'
            "</tbody></table>"
        )
    return "".join(parts)


def write_area_pages(facts: Facts, rng: random.Random, head: str, sums: Sequence[float]) -> str:
    """A page for every area: text, its sub-areas and, as printed, their sum."""
    parts = []
    for at, area in enumerate(facts.areas):
        rows = [[each.label, each.max_score, each.score] for each in facts.subareas[at]]
        table = write_table(["Delområde", "Max", head], rows, kind="grid", total=["Summa", 100, sums[at]])
        text = f"<h2>Område {at + 1} {escape(area)}</h2>{write_paragraph(facts, rng)}"
        parts.append(f'<div class="turn">{text}{table}</div>')
    return "".join(parts)
