"""A small table of questions for each area, in two or three columns, with the sum of the area in a row."""

from __future__ import annotations

import random
from collections.abc import Sequence
from html import escape

from tests.html_reports.design import Design
from tests.html_reports.words import write_number
from tests.layouts.facts import Facts


def _write_block(facts: Facts, no: int, score: float, sum_row: str, most: str) -> str:
    cells = '<tr><td style="text-align: left">{0}{1}</td><td style="text-align: right">{2}</td></tr>'
    rows = [
        cells.format(escape(part.label), most.format(part.max_score), write_number(part.score))
        for part in facts.subareas[no]
    ]
    rows.append(cells.format(f"<b>{sum_row}</b>", most.format(100), f"<b>{write_number(score)}</b>"))
    head = f'<b style="display: block; background: #ddd">{no + 1} {escape(facts.areas[no])}</b>'
    return (
        '<div style="break-inside: avoid; margin-bottom: 4mm; border: .3mm solid #555">'
        f'{head}<table style="width: 100%; font-size: 7.5pt">{"".join(rows)}</table></div>'
    )


def _write_blocks(facts: Facts, scores: Sequence[float], columns: int, sum_row: str, most: str) -> str:
    blocks = "".join(_write_block(facts, no, scores[no], sum_row, most) for no in range(8))
    return f'<div style="columns: {columns}; column-gap: 5mm; font-size: 8.5pt">{blocks}</div>'


def _draw_blocks_in_brackets(facts: Facts, rng: random.Random) -> str:
    told = "<p>Inom parentes anges hur många poäng frågan högst kan ge.</p>"
    total = f"<p>{facts.named} totalt: {write_number(facts.total)} poäng av 800</p>"
    return told + _write_blocks(facts, facts.scores, 2, "Summa", " ({})") + total


def _draw_blocks_in_three_columns(facts: Facts, rng: random.Random) -> str:
    return "<h3>Kommunens poäng per fråga</h3>" + _write_blocks(facts, facts.scores, 3, "Områdets summa", "")


def _draw_blocks_of_means(facts: Facts, rng: random.Random) -> str:
    told = "<p>Tabellerna visar medelvärdet för de kommuner som har granskats.</p>"
    return told + _write_blocks(facts, facts.scores, 2, "Summa", " ({})")


DESIGNS = [
    Design("blocks_in_brackets", 2002, _draw_blocks_in_brackets, halves=True, questions=True),
    Design("blocks_in_three_columns", 2010, _draw_blocks_in_three_columns, questions=True),
    Design("blocks_of_means", 2010, _draw_blocks_of_means, publishable=False, questions=True),
]
