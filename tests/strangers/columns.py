"""Tables whose headings, order and units are set otherwise than their numbers."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.layouts.facts import Facts
from tests.strangers.family import Family, draw_chapters, show
from tests.strangers.sheet import FOOT, LEFT, Sheet, place_columns

Column = tuple[str, Sequence[str], str]  # heading, eight cells, total
SIDES = ("left", "right", "middle")


def draw_table(
    sheet: Sheet,
    facts: Facts,
    rng: random.Random,
    columns: Sequence[Column],
    *,
    heads: str,
    numbers: str,
    total: bool = True,
    first: str = "Område",
    breaks_after: int | None = None,
) -> None:
    """A table with a column for each of ``columns``; after some rows it may go on on the next page."""
    width = rng.choice([54.0, 60.0, 68.0])
    left = 540 - width * len(columns)
    places = place_columns(left, width, len(columns))
    step = rng.choice([17.0, 20.0, 24.0])
    _put_cells(sheet, places, [heading for heading, _, _ in columns], heads, bold=True)
    sheet.put(LEFT, sheet.y, first, bold=True)
    for at, area in enumerate(facts.areas):
        sheet.y += step
        if at == breaks_after:
            sheet.turn()
        parts = sheet.wrap(f"{at + 1}. {area}", left - LEFT - 14)
        sheet.put(LEFT, sheet.y, parts[0])
        _put_cells(sheet, places, [cells[at] for _, cells, _ in columns], numbers)
        for part in parts[1:]:
            sheet.y += sheet.size * 1.15
            sheet.put(LEFT, sheet.y, part)
    if total:
        sheet.y += step
        sheet.put(LEFT, sheet.y, rng.choice(["Totalt", "Summa"]), bold=True)
        _put_cells(sheet, places, [each for _, _, each in columns], rng.choice([numbers, heads]), bold=True)
    sheet.y += 2 * step


def _put_cells(
    sheet: Sheet, places: Sequence[tuple[float, float]], texts: Sequence[str], how: str, *, bold: bool = False
) -> None:
    for (left, right), text in zip(places, texts, strict=True):
        x = {"left": left, "right": right, "middle": (left + right) / 2}[how]
        sheet.put(x, sheet.y, text, how=how, bold=bold)


def make_column(heading: str, values: Sequence[float], form: str = "{}") -> Column:
    """A column of numbers with their sum."""
    return heading, [form.format(show(value)) for value in values], show(sum(values))


def _title(sheet: Sheet, rng: random.Random) -> None:
    sheet.line(rng.choice(["Sammanfattning av resultat", "Resultat", "Poängfördelning"]), size=14, bold=True)
    sheet.y += 12


def _draw_headings_apart(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    year, before = facts.earlier[0]
    _title(sheet, rng)
    if rng.random() < 0.6:
        sheet.tell(f"{facts.municipality} får {show(facts.total)} poäng. I tabellen visas även {year}.")
    change = [now - then for now, then in zip(facts.scores, before, strict=True)]
    columns = [
        make_column(str(year), before),
        make_column(str(facts.year), facts.scores),
        ("+/-", [f"{value:+g}" for value in change], f"{sum(change):+g}"),
        make_column(rng.choice(["Medel", "Snitt"]), facts.averages),
    ]
    if rng.random() < 0.5:
        columns[0], columns[1] = columns[1], columns[0]
    heads, numbers = rng.choice(
        [("left", "right"), ("middle", "right"), ("left", "middle"), ("right", "right")]
    )
    draw_table(sheet, facts, rng, columns, heads=heads, numbers=numbers)
    draw_chapters(sheet, facts, rng)


def _draw_maximum_first(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    _title(sheet, rng)
    own = rng.choice(["Erhållna poäng", "Kommunens poäng", "Poäng", facts.municipality])
    most = make_column(rng.choice(["Max", "Maxpoäng", "Möjliga"]), [100] * 8)
    side = rng.choice(SIDES)
    draw_table(sheet, facts, rng, [most, make_column(own, facts.scores)], heads=side, numbers=side)
    draw_chapters(sheet, facts, rng)


def _draw_maximum_in_cell(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    _title(sheet, rng)
    heading, form = rng.choice([("Poäng (max)", "{} (100)"), ("Poäng", "{}/100"), ("Poäng", "{} av 100")])
    cells = [form.format(show(score)) for score in facts.scores]
    total = f"{show(facts.total)}{form[2:].replace('100', '800')}"
    draw_table(sheet, facts, rng, [(heading, cells, total)], heads="right", numbers="right")
    draw_chapters(sheet, facts, rng)


def _draw_over_two_pages(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    columns = [
        make_column(str(facts.year), facts.scores),
        make_column(str(facts.earlier[0][0]), facts.earlier[0][1]),
        make_column("Snitt", facts.averages),
    ]
    rng.shuffle(columns)
    rows = rng.randint(1, 6)
    sheet.y = FOOT - 40 - 34 * rows
    _title(sheet, rng)
    side = rng.choice(SIDES)
    draw_table(sheet, facts, rng, columns, heads=side, numbers=side, breaks_after=rows)
    draw_chapters(sheet, facts, rng)


def _draw_difference(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    less = [own - other for own, other in zip(facts.scores, facts.averages, strict=True)]
    heading = rng.choice(["Differens", "Skillnad", "Avvikelse", "Diff"])
    columns = [
        make_column(rng.choice(["Medel", "Riket", "Genomsnitt"]), facts.averages),
        make_column(facts.municipality, facts.scores),
        (heading, [f"{value:+g}".replace("-", "−").replace(".", ",") for value in less], f"{sum(less):+g}"),
    ]
    _title(sheet, rng)
    draw_table(sheet, facts, rng, columns, heads="right", numbers="right")
    draw_chapters(sheet, facts, rng)


def _draw_nobodys(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Somebody's points under words that no list knows."""
    name, values = rng.choice(
        [("Finalisternas nivå", facts.averages), ("Det nordiska nätverket", facts.averages)]
    )
    sheet.line(name, size=12, bold=True)
    sheet.y += 10
    draw_table(sheet, facts, rng, [make_column("Poäng", values)], heads="right", numbers="right")
    draw_chapters(sheet, facts, rng, numbers=0)


FAMILIES = [
    Family("headings_apart", _draw_headings_apart),
    Family("maximum_first", _draw_maximum_first, edition=2016),
    Family("maximum_in_cell", _draw_maximum_in_cell, edition=2020),
    Family("over_two_pages", _draw_over_two_pages),
    Family("difference", _draw_difference, edition=2016),
    Family("nobodys", _draw_nobodys, truth="hold"),
]
