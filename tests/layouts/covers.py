"""Covers: who was evaluated and when, as reports of the different years print it, and as they might."""

from __future__ import annotations

import random

from tests.layouts.facts import Facts
from tests.layouts.paper import MARGIN, Paper

COVERS = ("report", "analysis", "boxes", "dated", "title", "letter", "municipality_first")
NAMES = ["Folke Mallgren", "Karin Hittepå", "Sven Exempel", "Anna Påhitt"]


def draw_cover(paper: Paper, facts: Facts, cover: str, rng: random.Random) -> None:
    """Draw page 1. Every cover names the municipality and tells the visit, each in its own way."""
    if facts.language == "nb":
        _draw_norwegian(paper, facts, rng)
        return
    {
        "report": _draw_report,
        "analysis": _draw_analysis,
        "boxes": _draw_boxes,
        "dated": _draw_dated,
        "title": _draw_title,
        "letter": _draw_letter,
        "municipality_first": _draw_municipality_first,
    }[cover](paper, facts, rng)


def name_publisher(facts: Facts) -> str:
    if facts.year < 2005:
        return "Svenska Kommunförbundet"
    return "Sveriges Kommuner och Landsting" if facts.year < 2020 else "Sveriges Kommuner och Regioner"


def print_visit(facts: Facts, rng: random.Random) -> str:
    """The visit as the reports write it: figures or words."""
    last = facts.day + 2
    return rng.choice(
        [
            f"{facts.year}-{facts.month:02}-{facts.day:02}--{last:02}",
            f"{facts.day}-{last} {facts.month_name} {facts.year}",
            f"{facts.day}–{last} {facts.month_name} {facts.year}",
        ]
    )


def print_report_date(facts: Facts) -> str:
    """A date some weeks after the visit, in the next year where the visit was late."""
    year, month = (facts.year + 1, 1) if facts.month == 12 else (facts.year, facts.month + 1)
    return f"{year}-{month:02}-{facts.day:02}"


def _draw_lines(paper: Paper, top: float, lines: list[tuple[str, float]], *, align: str = "left") -> None:
    x = MARGIN if align == "left" else paper.width / 2
    y = top
    for text, size in lines:
        for row in paper.wrap(text, paper.width - 2 * MARGIN, size, bold=size > 13):
            y += size * 1.5
            paper.text(x, y, row, size=size, bold=size > 13, align=align)


def _draw_report(paper: Paper, facts: Facts, rng: random.Random) -> None:
    paper.text(MARGIN, 60, "RAPPORT", bold=True)
    paper.text(300, 60, print_report_date(facts))
    paper.text(paper.width - MARGIN, 60, f"1 ({rng.randint(20, 35)})", align="right")
    lines = [
        ("Sektionen för Demokrati och styrning", 10.0),
        ("Kommunkompassen", 22.0),
        ("Analys", 18.0),
        (f"av {facts.genitive.replace('kommun', 'Kommun')}", 18.0),
        (print_visit(facts, rng), 12.0),
    ]
    _draw_lines(paper, 150, lines)
    _draw_lines(
        paper,
        600,
        [
            (f"{rng.choice(NAMES)}, {name_publisher(facts)}", 10.0),
            (f"{rng.choice(NAMES)}, Falkenbergs kommun", 10.0),
        ],
    )


def _draw_analysis(paper: Paper, facts: Facts, rng: random.Random) -> None:
    title = facts.named.upper() if facts.form != "region" else f"REGION {facts.municipality.upper()}"
    lines = [("KommunKompassen", 28.0), ("ANALYS AV", 16.0), (title, 22.0), (str(facts.year), 22.0)]
    _draw_lines(paper, 180, lines, align="center")
    evaluators = f"{rng.choice(NAMES)}, SKL och {rng.choice(NAMES)}, Halmstads kommun"
    _draw_lines(paper, 560, [(evaluators, 10.0), (print_visit(facts, rng), 10.0)], align="center")


def _draw_boxes(paper: Paper, facts: Facts, rng: random.Random) -> None:
    """Text boxes set down in another order than they are read in."""
    paper.text(
        paper.width / 2, 420, f"{facts.genitive.upper()} {facts.year}", size=20, bold=True, align="center"
    )
    paper.text(paper.width / 2, 300, "Kommun", size=26, bold=True, align="right")
    paper.text(paper.width / 2, 300, "Kompassen", size=26, bold=True)
    paper.text(paper.width / 2, 360, "ANALYS AV", size=16, bold=True, align="center")
    paper.text(MARGIN, 700, f"Platsbesök {print_visit(facts, rng)}")
    paper.text(MARGIN, 716, f"Utvärderare: {rng.choice(NAMES)} och {rng.choice(NAMES)}")


def _draw_dated(paper: Paper, facts: Facts, rng: random.Random) -> None:
    lines = [
        (print_report_date(facts), 10.0),
        (
            f"UTVÄRDERARE: {rng.choice(NAMES).upper()}, SKR, OCH {rng.choice(NAMES).upper()}, HYLTE KOMMUN",
            10.0,
        ),
        ("Kommunkompassen", 26.0),
        (f"Analys av {facts.genitive}", 18.0),
        (f"Utvärderingen genomfördes {facts.day}–{facts.day + 2} {facts.month_name} {facts.year}.", 10.0),
    ]
    _draw_lines(paper, 90, lines)


def _draw_title(paper: Paper, facts: Facts, rng: random.Random) -> None:
    lines = [
        (f"Utvärdering av {facts.named} enligt Kommunkompassen", 24.0),
        (f"Utvärderingsbesök: {print_visit(facts, rng)}", 12.0),
        (f"Rapport daterad {print_report_date(facts)}", 12.0),
        (name_publisher(facts), 12.0),
    ]
    _draw_lines(paper, 220, lines)


def _draw_letter(paper: Paper, facts: Facts, rng: random.Random) -> None:
    lines = [
        (name_publisher(facts), 10.0),
        (print_report_date(facts), 10.0),
        (f"Till kommunstyrelsen i {facts.named}", 12.0),
        (f"Kommunkompassen {facts.year} – slutrapport för {facts.named}", 20.0),
        (f"Vi besökte kommunen den {print_visit(facts, rng)}.", 11.0),
    ]
    _draw_lines(paper, 60, lines)


def _draw_municipality_first(paper: Paper, facts: Facts, rng: random.Random) -> None:
    lines = [
        (facts.named, 30.0),
        (f"Kommunkompassen {facts.year}", 20.0),
        ("Rapport från utvärdering", 14.0),
        (f"Besök {print_visit(facts, rng)}", 11.0),
        (f"Utförd av {name_publisher(facts)}", 11.0),
    ]
    _draw_lines(paper, 260, lines, align="center")


def _draw_norwegian(paper: Paper, facts: Facts, rng: random.Random) -> None:
    lines = [
        ("Kommunekompasset", 28.0),
        (f"Evaluering av {facts.named} {facts.year}", 20.0),
        (f"KS-K rapport {rng.randint(3, 28)}/{facts.year}", 12.0),
        (f"Evalueringen ble gjennomført i {facts.month_name} {facts.year}.", 11.0),
    ]
    _draw_lines(paper, 220, lines)
