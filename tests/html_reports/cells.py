"""The eight scores in tables whose cells hold more than a score, or that lie over other tables."""

from __future__ import annotations

import random

from tests.html_reports.design import Design
from tests.html_reports.shapes import list_rows, write_plain_table, write_table
from tests.html_reports.words import write_number, write_total
from tests.layouts.facts import Facts


def _draw_ratios(facts: Facts, rng: random.Random) -> str:
    rows = list_rows(facts, [f"{write_number(score)}/100" for score in facts.scores])
    return write_table(["Område", "Resultat"], rows, total=["Totalt", f"{write_number(facts.total)}/800"])


def _draw_pairs(facts: Facts, rng: random.Random) -> str:
    pairs = [
        f"{write_number(a)}/{write_number(s)}" for a, s in zip(facts.averages, facts.scores, strict=True)
    ]
    return write_table(["Område", "Poäng medel/kommunen"], list_rows(facts, pairs))


def _draw_two_lines(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    cells = [
        f"Poäng {year}: {write_number(old)}<br>Poäng {facts.year}: {write_number(score)}"
        for old, score in zip(before, facts.scores, strict=True)
    ]
    return f"{write_table(['Område', 'Resultat'], list_rows(facts, cells), kind='zebra')}{write_total(facts)}"


def _draw_arrows(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    moves = [
        f"{'▲' if score >= old else '▼'} {write_number(abs(score - old))}"
        for score, old in zip(facts.scores, before, strict=True)
    ]
    heads = ["Område", f"Poäng {facts.year}", "Sedan sist", f"Poäng {year}"]
    return write_table(heads, list_rows(facts, facts.scores, moves, before), kind="zebra")


def _draw_footnotes(facts: Facts, rng: random.Random) -> str:
    rows = list_rows(facts, facts.scores, facts.averages)
    rows[2][0] = f"{rows[2][0]}<sup>1</sup>"
    rows[5][0] = f"{rows[5][0]}<sup>2</sup>"
    table = write_table(["Område", f"Poäng {facts.year}", "Medel<sup>3</sup>"], rows)
    notes = ["Avser även bolagen.", "Bedömt efter komplettering.", "Medelvärde för 42 kommuner."]
    told = "".join(f"<div><sup>{at}</sup> {note}</div>" for at, note in enumerate(notes, 1))
    return f'{table}<div class="small">{told}</div>{write_total(facts)}'


def _draw_noted_numbers(facts: Facts, rng: random.Random) -> str:
    cells: list[object] = list(facts.scores)
    cells[6] = f"{write_number(facts.scores[6])}<sup>1</sup>"
    table = write_table(["Område", f"Poäng {facts.year}"], list_rows(facts, cells))
    return f'{table}<div class="small"><sup>1</sup> Bedömt efter komplettering.</div>'


def _draw_struck_out(facts: Facts, rng: random.Random) -> str:
    rows = list_rows(facts, list(facts.scores))
    rows[3][1] = f"<s>{write_number(facts.scores[3] - 6)}</s> {write_number(facts.scores[3])}"
    return write_table(["Område", f"Poäng {facts.year}"], rows, total=["Summa", facts.total])


def _draw_unseen_text(facts: Facts, rng: random.Random) -> str:
    rows = list_rows(
        facts,
        [
            f'{write_number(score)}<span class="unseen">Medel {write_number(average)}</span>'
            for score, average in zip(facts.scores, facts.averages, strict=True)
        ],
    )
    return write_table(["Område", f"Poäng {facts.year}"], rows, total=["Summa", facts.total])


def _draw_covered_text(facts: Facts, rng: random.Random) -> str:
    old = write_plain_table(facts, f"Poäng {facts.year}", facts.averages)
    new = write_plain_table(facts, f"Poäng {facts.year}", facts.scores)
    return (
        f'<div style="position: relative">{old}<div style="position: absolute; top: 0; background: white;'
        f' width: 100%">{new}</div></div>'
    )


DESIGNS = [
    Design("ratios", 2020, _draw_ratios),
    Design("pairs", 2010, _draw_pairs),
    Design("two_lines", 2010, _draw_two_lines),
    Design("arrows", 2016, _draw_arrows),
    Design("footnotes", 2010, _draw_footnotes),
    Design("noted_numbers", 2016, _draw_noted_numbers, low=True),
    Design("struck_out", 2010, _draw_struck_out),
    Design("unseen_text", 2010, _draw_unseen_text),
    Design("covered_text", 2010, _draw_covered_text),
]
