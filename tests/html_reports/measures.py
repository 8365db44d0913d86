"""Numbers for the eight areas that are no scores: surveys, goals, what is left to reach."""

from __future__ import annotations

import random

from tests.html_reports.design import Design
from tests.html_reports.graphics import write_lying_bars, write_radar
from tests.html_reports.shapes import write_plain_table, write_table
from tests.html_reports.words import write_badges, write_each
from tests.layouts.facts import Facts


def _draw_survey(facts: Facts, rng: random.Random) -> str:
    rows: list[list[object]] = [
        *(["Öppenhet och demokrati", 62], ["Tillgänglighet och bemötande", 58], ["Styrning", 71]),
        *(["Ledarskap", 66], ["Effektivitet", 49], ["Kommunen som arbetsgivare", 73]),
        *(["Ständiga förbättringar", 55], ["Samhällsbyggnad", 60]),
    ]
    return (
        f'<div class="cover"><h1>Medborgarundersökningen</h1><p>{facts.named} {facts.year}</p></div>'
        f"<p>Frågorna är valda efter Kommunkompassens åtta områden.</p>"
        f"{write_table(['Fråga', 'Betygsindex'], rows, kind='zebra')}"
    )


def _draw_staff_survey(facts: Facts, rng: random.Random) -> str:
    table = write_plain_table(facts, "Enkätresultat", facts.averages)
    return (
        "<p>Inför besöket svarade 412 medarbetare på en enkät om områdena (index 0–100).</p>"
        f"{write_lying_bars(facts, facts.scores)}{table}"
    )


def _draw_self_assessment(facts: Facts, rng: random.Random) -> str:
    table = write_plain_table(facts, "Kommunens självskattning", facts.averages, summed=True)
    return f"{write_lying_bars(facts, facts.scores)}{table}"


def _draw_goals(facts: Facts, rng: random.Random) -> str:
    table = write_plain_table(facts, "Målpoäng", facts.averages, summed=True)
    chart = write_lying_bars(facts, facts.scores)
    return f"{chart}<h3>Kommunens mål till nästa utvärdering</h3>{table}"


def _draw_goal_badges(facts: Facts, rng: random.Random) -> str:
    return write_badges(facts, rng, "mål {} p", facts.averages)


def _draw_hopes(facts: Facts, rng: random.Random) -> str:
    form = "<li>Målet är att kommunen når {1} poäng inom området {0}.</li>"
    return f"{write_lying_bars(facts, facts.scores)}<ul>{write_each(form, facts, facts.averages)}</ul>"


def _draw_room_left(facts: Facts, rng: random.Random) -> str:
    left = [100 - score for score in facts.scores]
    table = write_plain_table(facts, "Återstående poäng", left, summed=True)
    return f"<h3>Utrymme för förbättring</h3>{write_radar(facts, facts.scores, printed=False)}{table}"


DESIGNS = [
    Design("survey", 2016, _draw_survey, publishable=False, about="survey"),
    Design("staff_survey", 2016, _draw_staff_survey, publishable=False),
    Design("self_assessment", 2016, _draw_self_assessment, publishable=False),
    Design("goals", 2010, _draw_goals, publishable=False),
    Design("goal_badges", 2016, _draw_goal_badges, publishable=False),
    Design("hopes", 2010, _draw_hopes, publishable=False),
    Design("room_left", 2010, _draw_room_left, publishable=False),
]
