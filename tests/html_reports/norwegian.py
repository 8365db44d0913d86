"""Norwegian reports: the eight scores, and numbers that are no scores of the municipality."""

from __future__ import annotations

import random

from tests.html_reports.design import Design
from tests.html_reports.graphics import write_lying_bars
from tests.html_reports.shapes import list_brackets, list_rows, write_table, write_tiles
from tests.html_reports.words import write_margin, write_number
from tests.layouts.facts import Facts


def _draw_tiles(facts: Facts, rng: random.Random) -> str:
    return (
        f"<h3>Kommunens poeng per fokusområde</h3>{write_tiles(facts, facts.scores)}"
        f"<p>Samlet poengsum: {write_number(facts.total)} av 800.</p>"
    )


def _draw_brackets(facts: Facts, rng: random.Random) -> str:
    rows = list_rows(facts, list_brackets(facts.scores, facts.averages))
    return (
        "<p>Tabellen viser kommunens poeng. Landsgjennomsnittet står i parentes.</p>"
        f"{write_table(['Fokusområde', 'Poeng'], rows, kind='grid')}"
    )


def _draw_three_years(facts: Facts, rng: random.Random) -> str:
    rounds = [*sorted(facts.earlier[:2]), (facts.year, facts.scores)]
    changes = [f"{score - old:+g}" for score, old in zip(facts.scores, facts.earlier[0][1], strict=True)]
    heads = ["Fokusområde", *(str(year) for year, _ in rounds), "Endring"]
    rows = list_rows(facts, *(values for _, values in rounds), changes)
    return write_table(heads, rows, kind="zebra", total=["Sum", *(sum(values) for _, values in rounds), ""])


def _draw_self_assessment(facts: Facts, rng: random.Random) -> str:
    return _write_other_table(facts, "<h3>Kommunens egenvurdering</h3>")


def _draw_others(facts: Facts, rng: random.Random) -> str:
    told = "<h3>Slik scorer kommuner flest</h3><p>Poengene under viser et vanlig resultat i nettverket.</p>"
    return _write_other_table(facts, told)


def _draw_best(facts: Facts, rng: random.Random) -> str:
    return _write_other_table(facts, "<h3>Høyeste målte poengsum i Norge</h3>")


def _draw_margin_average(facts: Facts, rng: random.Random) -> str:
    return f"<p>Tallene i margen er landsgjennomsnittet.</p>{write_margin(facts, rng, facts.averages)}"


def _write_other_table(facts: Facts, told: str) -> str:
    table = write_table(["Fokusområde", "Poeng"], list_rows(facts, facts.averages), kind="grid")
    return f"{write_lying_bars(facts, facts.scores)}{told}{table}"


DESIGNS = [
    Design("norwegian_tiles", 2010, _draw_tiles, language="nb"),
    Design("norwegian_brackets", 2010, _draw_brackets, language="nb"),
    Design("norwegian_three_years", 2016, _draw_three_years, language="nb"),
    Design("norwegian_self_assessment", 2010, _draw_self_assessment, language="nb", publishable=False),
    Design("norwegian_others", 2016, _draw_others, language="nb", publishable=False),
    Design("norwegian_best", 2010, _draw_best, language="nb", publishable=False),
    Design("norwegian_margin_average", 2010, _draw_margin_average, language="nb", publishable=False),
]
