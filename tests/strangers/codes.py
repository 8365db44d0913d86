"""Points under and beside codes of the areas, which a key or the chapters explain."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.layouts.facts import Facts
from tests.strangers.family import Family, draw_chapters, show
from tests.strangers.sheet import LEFT, RIGHT, Sheet

Row = tuple[str, Sequence[float]]
FORMS = ("O{no}", "Omr{no}", "Omr {no}", "K{no}", "{letter}", "{no}", "{roman}", "O.{no}")
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
JOINTS = (" = ", ": ", " – ", ". ", "=", "  ")


def _list_codes(form: str) -> list[str]:
    return [
        form.format(no=no, letter="ABCDEFGH"[no - 1], roman=roman) for no, roman in enumerate(ROMANS, start=1)
    ]


def _draw_key(sheet: Sheet, facts: Facts, rng: random.Random, codes: Sequence[str]) -> None:
    """The key, in one column or in two, or with the codes in brackets after the names."""
    joint = rng.choice([each for each in JOINTS if each != ". " or not codes[0].startswith("O.")])
    entries = [f"{code}{joint}{area}" for code, area in zip(codes, facts.areas, strict=True)]
    if codes[0][0].isalpha() and rng.random() < 0.2:
        entries = [f"{area} ({code})" for code, area in zip(codes, facts.areas, strict=True)]
    size = rng.choice([8.0, 9.0])
    ways = {1: [entries], 2: [entries[:4], entries[4:]]}[rng.choice([1, 2])]
    sheet.need(13 * len(ways[0]) + 20)
    for at, column in enumerate(ways):
        for row, entry in enumerate(column):
            for line, part in enumerate(sheet.wrap(entry, 300 if len(ways) == 1 else 225, size=size)):
                sheet.put(LEFT + 245 * at, sheet.y + 18 * row + 8.5 * line, part, size=size)
    sheet.y += 18 * len(ways[0]) + 24


def _draw_across(
    sheet: Sheet, rng: random.Random, codes: Sequence[str], rows: Sequence[Row], head: str = "Område"
) -> None:
    left = LEFT + rng.choice([105.0, 120.0])
    step = (RIGHT - 46 - left) / 8
    summed, how = rng.choice(["Summa", "Totalt", ""]), rng.choice(["right", "middle"])
    sheet.put(LEFT, sheet.y, head if codes[0].isdigit() else rng.choice(["", head]), bold=True)
    heads = [*codes, *([summed] if summed else [])]
    for at, head in enumerate(heads):
        sheet.put(left + step * at + 26, sheet.y, head, how=how, bold=True, size=9)
    for name, values in rows:
        sheet.y += rng.choice([16, 22])
        sheet.put(LEFT, sheet.y, name, size=9)
        cells = [show(value) for value in values] + ([show(sum(values))] if summed else [])
        for at, cell in enumerate(cells):
            sheet.put(left + step * at + 26, sheet.y, cell, how=how, size=9)
    sheet.y += 34


def _draw_down(
    sheet: Sheet, rng: random.Random, codes: Sequence[str], rows: Sequence[Row], head: str = "Område"
) -> None:
    left, step = LEFT + rng.choice([40.0, 90.0]), rng.choice([90.0, 120.0])
    sheet.put(LEFT, sheet.y, head, bold=True, size=9)
    for at, (name, _) in enumerate(rows):
        sheet.put(left + step * (at + 1), sheet.y, name, how="right", bold=True, size=9)
    lines = [(code, [values[no] for _, values in rows]) for no, code in enumerate(codes)]
    lines += [(rng.choice(["Summa", "Totalt"]), [sum(values) for _, values in rows])] * rng.choice([0, 1])
    for code, cells in lines:
        sheet.y += 17
        sheet.put(LEFT, sheet.y, code, size=9)
        for at, cell in enumerate(cells):
            sheet.put(left + step * (at + 1), sheet.y, show(cell), how="right", size=9)
    sheet.y += 34


def _list_rows(facts: Facts, rng: random.Random) -> list[Row]:
    own = rng.choice([f"{facts.municipality} {facts.year}", "Kommunens poäng"])
    best = [min(98.0, value + 20) for value in facts.averages]
    rows: list[Row] = [(own, facts.scores)]
    rows += [("Medelvärde", facts.averages)] * rng.choice([0, 1])
    rows += [(rng.choice(["Högsta värde", "Max"]), best)] * rng.choice([0, 1])
    rng.shuffle(rows)
    return rows


def _draw(sheet: Sheet, facts: Facts, rng: random.Random, rows: Sequence[Row], *, down: bool) -> None:
    """The table and its key, which is above it, below it, or on another page; or the chapters are the key."""
    codes = _list_codes(rng.choice(FORMS))
    place = rng.choice(["above", "below", "next page", "chapters"])
    if place == "chapters" and not codes[0].startswith("O"):
        place = "below"  # letters and bare numbers need a key
    sheet.line(rng.choice(["Resultat", "Poäng per område"]), size=14, bold=True)
    sheet.y += 8
    if place == "above":
        _draw_key(sheet, facts, rng, codes)
    (_draw_down if down else _draw_across)(sheet, rng, codes, rows)
    if place == "next page":
        sheet.turn()
        sheet.line("Områdena", bold=True)
    if place in ("below", "next page"):
        _draw_key(sheet, facts, rng, codes)
    draw_chapters(sheet, facts, rng, numbers=0)


def _draw_codes_across(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Codes at the heads of columns, a row for the municipality and some for others."""
    _draw(sheet, facts, rng, _list_rows(facts, rng), down=False)


def _draw_codes_down(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Codes at the heads of rows."""
    _draw(sheet, facts, rng, _list_rows(facts, rng), down=True)


def _draw_codes_of_others(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Such a table of others, of the last round, or of nobody that it names."""
    year, before = facts.earlier[0]
    other, theirs = facts.others[0]
    rows: list[Row] = [
        ("Medelvärde", facts.averages),
        (f"{facts.municipality} {year}", before),
        (f"{other} {facts.year}", theirs),
    ]
    _draw(sheet, facts, rng, rng.sample(rows, rng.choice([1, 2])), down=rng.random() < 0.5)


def _draw_codes_of_questions(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Codes of something else, in a report that numbers its areas."""
    codes = _list_codes(rng.choice(["Q{no}", "F{no}", "{no}"]))
    sheet.line("Svar per fråga", size=14, bold=True)
    told = f"{facts.municipality} {facts.year}"
    rows: list[Row] = [(told, [value + 3 for value in facts.scores])]
    rng.choice([_draw_across, _draw_down])(sheet, rng, codes, rows, rng.choice(["Fråga", "Delfråga"]))
    draw_chapters(sheet, facts, rng, numbers=0)


FAMILIES = [
    Family("codes_across", _draw_codes_across),
    Family("codes_down", _draw_codes_down, edition=2016),
    Family("codes_of_others", _draw_codes_of_others, truth="hold"),
    Family("codes_of_questions", _draw_codes_of_questions, truth="hold"),
]
