"""The eight scores in sentences, lists and headings."""

from __future__ import annotations

import random

from tests.html_reports.design import Design
from tests.html_reports.words import write_badges, write_definitions, write_each, write_number, write_total
from tests.layouts.facts import Facts


def _draw_definition_list(facts: Facts, rng: random.Random) -> str:
    return f"<h3>Så blev resultatet</h3>{write_definitions(facts, facts.scores)}{write_total(facts)}"


def _draw_sentences(facts: Facts, rng: random.Random) -> str:
    items = write_each("<li>Inom området {} får kommunen {} poäng.</li>", facts, facts.scores)
    return f"<ul>{items}</ul>{write_total(facts)}"


def _draw_compared_sentences(facts: Facts, rng: random.Random) -> str:
    form = "<p>För {} är genomsnittet {} poäng, medan kommunen får {} poäng.</p>"
    items = write_each(form, facts, facts.averages, facts.scores)
    return f"<h3>Resultatet område för område</h3>{items}"


def _draw_brackets(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    items = write_each("<li>{}: {} ({})</li>", facts, facts.scores, before)
    return f"<p>Kommunens poäng per område, inom parentes poängen {year}:</p><ul>{items}</ul>"


def _draw_lines_below(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    form = f"<p><b>{{}}</b><br>Poäng {facts.year}: {{}}<br>Poäng {year}: {{}}</p>"
    return f"<h3>Resultat per område</h3>{write_each(form, facts, facts.scores, before)}"


def _draw_badges(facts: Facts, rng: random.Random) -> str:
    return write_badges(facts, rng, "{} p", facts.scores)


def _draw_questions(facts: Facts, rng: random.Random) -> str:
    return (
        f"<p>Kommunen får totalt {write_number(facts.total)} poäng. Poängen per delområde framgår sist.</p>"
    )


DESIGNS = [
    Design("definition_list", 2016, _draw_definition_list),
    Design("sentences", 2002, _draw_sentences),
    Design("compared_sentences", 2016, _draw_compared_sentences),
    Design("brackets", 2010, _draw_brackets),
    Design("lines_below", 2016, _draw_lines_below),
    Design("badges", 2016, _draw_badges),
    Design("questions", 2010, _draw_questions, overview=True, questions=True),
]
