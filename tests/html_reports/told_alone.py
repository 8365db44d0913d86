"""Points that the areas' chapters tell with no total, and such numbers that are not the municipality's."""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape

from tests.html_reports.design import Design
from tests.html_reports.words import write_number, write_paragraph
from tests.layouts.facts import Facts


def _draw(form: str, numbers: str = "own", before: str = "") -> Callable[[Facts, random.Random], str]:
    """``form`` for every area: its name, its own number, those of others and of the round before, and text.

    ``numbers`` says which number stands first; ``before`` stands over the first area.
    """

    def draw(facts: Facts, rng: random.Random) -> str:
        year, earlier = facts.earlier[0]
        first = {
            "own": facts.scores,
            "mean": facts.averages,
            "earlier": earlier,
            "half": tuple(score // 2 for score in facts.scores),
        }[numbers]
        words = {"town": facts.municipality, "year": facts.year, "then": year, "other": facts.others[0][0]}
        parts = [before.format(**words)]
        for at, area in enumerate(facts.areas):
            cells = (first[at], facts.averages[at], earlier[at])
            parts.append(
                form.format(
                    escape(area),
                    *map(write_number, cells),
                    text=write_paragraph(facts, rng, 3),
                    no=at + 1,
                    **words,
                )
            )
        return "".join(parts)

    return draw


POINTS = "<h3>{0}</h3><p><b>Poäng: {1} av 100</b></p>{text}"
SLIDE = '<div class="turn"><h2>{0}</h2><div style="font-size: 60pt">{1}</div><p>poäng av 100</p></div>'
CARD = '<div class="card"><p>{0}</p><div class="big">{1}</div><div class="small">%s</div></div>'
CARDS = '<div class="cards">'
GAUGE = (
    '<div style="display: inline-block; width: 75mm; text-align: center; margin: 2mm">'
    '<svg width="140" height="80">'
    '<path d="M10 70 A60 60 0 0 1 130 70" fill="none" stroke="#ccc" stroke-width="12"/>'
    '<text x="70" y="66" text-anchor="middle" font-size="24">{1}</text></svg>'
    '<div>{0}</div><div class="small">▲ genomsnitt {2}</div></div>'
)

DESIGNS = [
    Design("told_line", 2010, _draw(POINTS)),
    Design("told_bare", 2016, _draw("<h3>{0}</h3><p><b>{1} av 100</b></p>{text}")),
    Design("told_last", 2016, _draw("<h3>{0}</h3>{text}<p>Sammantaget ger vi området {1} poäng av 100.</p>")),
    Design("told_now_mean", 2016, _draw("<h3>{0}</h3><p>Resultat {year}: {1} · Medel: {2}</p>{text}")),
    Design("told_then_now", 2010, _draw("<h3>{0}</h3><p>{then}: {3} poäng → {year}: {1} poäng</p>{text}")),
    Design("told_town", 2002, _draw("<h3>{0}</h3><p>{town} kommun: {1} poäng (snitt: {2})</p>{text}")),
    Design("told_numbered", 2020, _draw("<h3>{0}</h3><p>Område {no} får {1} poäng.</p>{text}")),
    Design("told_slides", 2016, _draw(SLIDE), page="slide"),
    Design(
        "cards_mean_below",
        2016,
        _draw(CARD % "snitt {2}", before=f"<h3>{{town}} kommuns resultat</h3>{CARDS}"),
    ),
    Design("gauges_mean_below", 2016, _draw(GAUGE, before="<h3>Kommunens poäng {year}</h3>")),
    Design(
        "cards_of_means",
        2016,
        _draw(CARD % "genomsnitt", "mean", f"<h3>Resultat i kommunen</h3>{CARDS}"),
        publishable=False,
    ),
    Design("told_mean", 2016, _draw(POINTS.replace("Poäng", "Medelpoäng"), "mean"), publishable=False),
    Design("told_fifty", 2016, _draw(POINTS.replace("100", "50"), "half"), publishable=False),
    Design(
        "told_of_other",
        2016,
        _draw(POINTS, "mean", "<p>Som jämförelse redovisas här poängen för {other} i varje område.</p>"),
        publishable=False,
    ),
    Design(
        "told_goal",
        2016,
        _draw(POINTS, "mean", "<h3>Dit vill vi nå till nästa utvärdering</h3>"),
        publishable=False,
    ),
    Design(
        "told_earlier",
        2016,
        _draw(POINTS, "earlier", "<p>Här visas utfallet när kommunen utvärderades {then}.</p>"),
        publishable=False,
    ),
    Design(
        "told_self",
        2016,
        _draw(POINTS, "mean", "<p>Poängen är satta av kommunens egna chefer inför besöket.</p>"),
        publishable=False,
    ),
    Design(
        "told_country",
        2016,
        _draw(POINTS, "mean", "<p>Siffrorna vid rubrikerna gäller riket.</p>"),
        publishable=False,
    ),
]
