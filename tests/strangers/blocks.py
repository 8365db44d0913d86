"""Blocks: a small table of questions for each area, side by side, with the sum of the area in a row."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.layouts.facts import Facts
from tests.strangers.family import Family, draw_chapters, name_genitive, show
from tests.strangers.sheet import FOOT, LEFT, RIGHT, Sheet

GAP = 16.0


@dataclass(frozen=True)
class Style:
    """How a block is set. ``most`` is the maximum's place: in ``brackets``, ``after`` or ``before``."""

    sum_row: str
    most: str
    is_first: bool
    step: float
    room: float


def _put_row(
    sheet: Sheet, left: float, y: float, text: str, most: float, value: float, style: Style, *, bold: bool
) -> float:
    """One row, whose words may take two lines; returns where the next begins."""
    right = left + style.room
    told = f"{text} ({most:g})" if style.most == "brackets" else text
    ends = {"after": (right - 30, right), "before": (right, right - 30)}.get(style.most, (right, right))
    lines = sheet.wrap(told, style.room - 64, size=8) if not bold else [told]
    for at, line in enumerate(lines):
        sheet.put(left, y + 9 * at, line, size=8, bold=bold)
    middle = y + 4.5 * (len(lines) - 1)
    sheet.put(ends[0], middle, show(value), how="right", size=8, bold=bold)
    if style.most in ("after", "before"):
        sheet.put(ends[1], middle, f"{most:g}", how="right", size=8, bold=bold)
    return y + 9 * (len(lines) - 1) + style.step


def _draw_block(
    sheet: Sheet,
    facts: Facts,
    left: float,
    y: float,
    no: int,
    score: float,
    parts: Sequence[float],
    style: Style,
) -> float:
    """One block; returns where it ends."""
    for line in sheet.wrap(f"{no + 1} {facts.areas[no]}", style.room - 20, size=9.5):
        sheet.put(left, y, line, size=9, bold=True)
        y += 11
    y += 3
    rows = [
        (part.label, part.max_score, value, False)
        for part, value in zip(facts.subareas[no], parts, strict=True)
    ]
    sums = [(style.sum_row, 100.0, score, True)]
    for text, most, value, bold in [*sums, *rows] if style.is_first else [*rows, *sums]:
        y = _put_row(sheet, left, y, text, most, value, style, bold=bold)
    return y


def _draw_blocks(
    sheet: Sheet, facts: Facts, rng: random.Random, scores: Sequence[float], parts: Sequence[Sequence[float]]
) -> None:
    """All blocks, in the order of lines or of columns; those of a row need not be level."""
    columns = rng.choice([2, 2, 3])
    style = Style(
        sum_row=rng.choice(["Summa", "Totalt", "Delsumma", "Summa poäng"]),
        most=rng.choice(["brackets", "after", "before", ""]),
        is_first=rng.random() < 0.3,
        step=rng.choice([11.0, 12.5]),
        room=(RIGHT - LEFT - GAP * (columns - 1)) / columns,
    )
    in_columns, is_level = rng.random() < 0.5, rng.random() < 0.5
    rows = -(-8 // columns)
    places = {no: (no // rows, no % rows) if in_columns else (no % columns, no // columns) for no in range(8)}
    tops = [sheet.y] * columns
    for row in range(rows):
        height = max(16 * len(facts.subareas[no]) + 60 for no in range(8))
        if max(tops) + height > FOOT:
            sheet.turn()
            tops = [sheet.y] * columns
        if is_level:
            tops = [max(tops)] * columns
        for no, (column, at) in places.items():
            if at == row:
                left = LEFT + column * (style.room + GAP)
                tops[column] = 14 + _draw_block(
                    sheet, facts, left, tops[column], no, scores[no], parts[no], style
                )
    sheet.y = max(tops) + 20


def _draw(sheet: Sheet, facts: Facts, rng: random.Random, told: str, title: str) -> None:
    sheet.line(title, size=14, bold=True)
    sheet.y += 6
    if told:
        sheet.tell(told)
    parts = [[part.score for part in each] for each in facts.subareas]
    _draw_blocks(sheet, facts, rng, facts.scores, parts)


def _draw_blocks_of_questions(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """The municipality's own, with the total below them or in the text."""
    told = rng.choice(["", "Inom parentes anges hur många poäng frågan högst kan ge."])
    _draw(sheet, facts, rng, told, rng.choice(["Poängsammanställning", "Poäng per område och fråga"]))
    if rng.random() < 0.7:
        sheet.need(30)
        sheet.line(f"{name_genitive(facts)} totala poäng: {show(facts.total)} av 800")
    draw_chapters(sheet, facts, rng, numbers=0)


def _draw_blocks_of_others(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Those of others or of the last round, as the text or the title says."""
    year, other = facts.earlier[0][0], facts.others[0][0]
    told, title = rng.choice(
        [
            ("Poängen är medelvärden för de kommuner som har utvärderats.", "Poängsammanställning"),
            (f"Som jämförelse visas här poängen från {year}.", "Poäng per område och fråga"),
            ("", f"Poäng i {other} kommun"),
            ("", f"Resultatet {year}"),
        ]
    )
    _draw(sheet, facts, rng, told, title)
    draw_chapters(sheet, facts, rng, numbers=0)


FAMILIES = [
    Family("blocks_of_questions", _draw_blocks_of_questions, edition=2002, halves=True),
    Family("blocks_of_others", _draw_blocks_of_others, truth="hold"),
]
