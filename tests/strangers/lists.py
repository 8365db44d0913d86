"""Points beside names: before them, in badges, in margins, under headings; and words that mislead nearby."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.layouts.facts import Facts
from tests.layouts.prose import write_paragraph
from tests.strangers.family import Family, draw_chapters, show
from tests.strangers.sheet import LEFT, RIGHT, Sheet

Head = Callable[[Sheet, Facts, int, random.Random], None]


def _draw_each(sheet: Sheet, facts: Facts, rng: random.Random, head: Head) -> None:
    """A chapter for each area under a head of its own, some on pages of their own."""
    apart = rng.random() < 0.5
    if rng.random() < 0.7:
        sheet.line("Sammanfattning", size=14, bold=True)
        sheet.tell(f"{facts.municipality} når {show(facts.total)} poäng av 800 möjliga.")
    for no in range(8):
        if apart:
            sheet.turn()
        else:
            sheet.need(190)
        head(sheet, facts, no, rng)
        sheet.tell(write_paragraph(facts, rng, sentences=5, numbers=0.1))


def _draw_before_name(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    sheet.line(rng.choice(["Kommunens poäng per område", "Poäng per område"]), size=13, bold=True)
    if rng.random() < 0.5:
        sheet.tell(f"{facts.municipality} får sammanlagt {show(facts.total)} av 800 poäng.")
    unit = rng.choice([" p", " poäng", ""])
    step = rng.choice([18, 22, 30])
    for area, score in zip(facts.areas, facts.scores, strict=True):
        sheet.put(LEFT + 46, sheet.y, f"{show(score)}{unit}", how="right", bold=True)
        sheet.put(LEFT + 60, sheet.y, area)
        sheet.y += step
    draw_chapters(sheet, facts, rng)


def _draw_badges(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    side = rng.choice(["before", "after"])

    def head(sheet: Sheet, facts: Facts, no: int, rng: random.Random) -> None:
        x = LEFT if side == "before" else RIGHT - 40
        sheet.fill(x, sheet.y - 14, 40, 22, "#0b5d6b")
        sheet.put(
            x + 20, sheet.y + 2, show(facts.scores[no]), how="middle", size=13, bold=True, colour="white"
        )
        sheet.put(LEFT + (52 if side == "before" else 0), sheet.y, facts.areas[no], size=13, bold=True)
        sheet.y += 30

    _draw_each(sheet, facts, rng, head)


def _draw_margin_boxes(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    average = rng.random() < 0.6

    def head(sheet: Sheet, facts: Facts, no: int, rng: random.Random) -> None:
        sheet.line(f"{no + 1}. {facts.areas[no]}", size=13, bold=True)
        x = RIGHT - 70
        sheet.put(x, sheet.y, f"{show(facts.scores[no])} poäng", size=12, bold=True)
        sheet.put(x, sheet.y + 13, "av 100", size=9)
        if average:
            sheet.put(x, sheet.y + 26, f"Snitt: {show(facts.averages[no])}", size=9)
        sheet.tell(write_paragraph(facts, rng, sentences=3, numbers=0), right=RIGHT - 90)
        sheet.y += 14

    _draw_each(sheet, facts, rng, head)


def _draw_lines_under(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    form = rng.choice(
        ["Poäng: {} av 100", "{} poäng av 100 möjliga", "Resultat: {} poäng", "Kommunen får {} poäng."]
    )

    def head(sheet: Sheet, facts: Facts, no: int, rng: random.Random) -> None:
        sheet.line(facts.areas[no], size=13, bold=True)
        sheet.line(form.format(show(facts.scores[no])))
        sheet.y += 4

    _draw_each(sheet, facts, rng, head)


def _draw_small_tables(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Under each heading a table of one row, its headings above its values."""
    heads = ["Poäng", rng.choice(["Rikssnitt", "Medel"]), "Max"]
    rng.shuffle(heads)
    beside = rng.random() < 0.4

    def head(sheet: Sheet, facts: Facts, no: int, rng: random.Random) -> None:
        values = {"Poäng": facts.scores[no], "Max": 100.0}
        sheet.line(f"{no + 1}. {facts.areas[no]}", size=13, bold=True)
        for at, text in enumerate(heads):
            value = show(values.get(text, facts.averages[no]))
            x = LEFT + 20 + 110 * at
            sheet.put(x, sheet.y, text, size=9)
            sheet.put(*((x + 55, sheet.y) if beside else (x, sheet.y + 13)), value, bold=True)
        sheet.y += 32

    _draw_each(sheet, facts, rng, head)


def _draw_words_nearby(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Own points beside words of averages and of what is left to a hundred."""
    kind = rng.choice(["left", "average", "before"])

    def head(sheet: Sheet, facts: Facts, no: int, rng: random.Random) -> None:
        score = facts.scores[no]
        sheet.line(facts.areas[no], size=13, bold=True)
        told = {
            "left": f"Poäng: {show(score)} (återstår till 100: {show(100 - score)})",
            "average": f"Kommunens poäng: {show(score)} (medel {show(facts.averages[no])})",
            "before": f"Snitt {show(facts.averages[no])}. Kommunens poäng: {show(score)}",
        }[kind]
        sheet.line(told)
        sheet.y += 4

    _draw_each(sheet, facts, rng, head)


def _draw_averages_in_heads(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """The points at the headings are those of others, and a sentence says so."""
    sheet.line("Sammanfattning", size=14, bold=True)
    told = rng.choice(
        [
            "Talet vid varje rubrik är medelvärdet för de kommuner som har utvärderats.",
            "I rubrikerna anges länets genomsnitt.",
        ]
    )
    sheet.tell(told)
    for no, area in enumerate(facts.areas):
        sheet.need(120)
        sheet.line(f"{area} ({show(facts.averages[no])} poäng)", size=12, bold=True)
        sheet.tell(write_paragraph(facts, rng, sentences=4, numbers=0))


FAMILIES = [
    Family("points_before_name", _draw_before_name),
    Family("badges", _draw_badges, edition=2016),
    Family("margin_boxes", _draw_margin_boxes, edition=2020),
    Family("lines_under_headings", _draw_lines_under),
    Family("small_tables", _draw_small_tables, edition=2016),
    Family("words_nearby", _draw_words_nearby),
    Family("averages_in_headings", _draw_averages_in_heads, truth="hold"),
]
