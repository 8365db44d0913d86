"""Rows: merged cells, subtotals, text beside and below, rows at the foot of a page."""

from __future__ import annotations

import random
from itertools import pairwise

from extract.instrument import MAIN_AREAS
from tests.layouts.facts import Facts
from tests.layouts.prose import write_paragraph
from tests.strangers.columns import draw_table, make_column
from tests.strangers.family import Family, draw_chapters, show
from tests.strangers.sheet import FOOT, LEFT, RIGHT, Sheet


def _draw_merged(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Each area in a cell that spans its questions, its sum in a column of its own."""
    sheet.line(rng.choice(["Poängsammanställning", "Översikt av poängfördelning"]), size=14, bold=True)
    question, points, whole = LEFT + 170, rng.choice([440.0, 455.0]), rng.choice([505.0, 525.0])
    height = rng.choice([0.0, 0.5, 1.0])  # of the way down its cell, where the area's name and sum stand
    sheet.y += 8
    for x, text in ((LEFT, "Område"), (question, "Delfråga")):
        sheet.put(x, sheet.y, text, bold=True)
    sheet.put(points, sheet.y, "Poäng", how="right", bold=True)
    sheet.put(
        whole, sheet.y, rng.choice(["Summa", "Totalt", "Områdets summa"]), how="right", bold=True, size=9
    )
    for no, (area, parts) in enumerate(zip(facts.areas, facts.subareas, strict=True), 1):
        sheet.need(16 * len(parts) + 40)
        top = sheet.y + 18
        for part in parts:
            sheet.y += 16
            sheet.put(question, sheet.y, part.label[:38])
            sheet.put(points, sheet.y, show(part.score), how="right")
        name = sheet.wrap(f"{no}. {area}", 158)
        room = sheet.y - top
        at = top - 2 + height * max(0.0, room - 12 * (len(name) - 1))
        for line in name:
            sheet.put(LEFT, at, line)
            at += 12
        sheet.put(whole, top - 2 + height * room, show(facts.scores[no - 1]), how="right", bold=True)
        sheet.y = max(sheet.y, at) + 8
    if rng.random() < 0.5:
        sheet.need(30)
        sheet.y += 14
        sheet.put(LEFT, sheet.y, "Totalt", bold=True)
        sheet.put(whole, sheet.y, show(facts.total), how="right", bold=True)
    draw_chapters(sheet, facts, rng)


SUM_ROWS = ["{sum} {area}", "{sum}: {area}", "{sum} för {area}", "{sum} område {no}", "{no}. {area}, {small}"]


def _draw_question_sums(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """A table of all questions, with a row below those of each area that has its sum."""
    sheet.line(rng.choice(["Bilaga: poäng per fråga", "Poängöversikt"]), size=14, bold=True)
    sheet.y += 8
    side = rng.choice(["", "Högra", "Vänstra"])
    if rng.random() < 0.3:
        sheet.tell("I tabellen redovisas frågorna och den poäng som uppnåtts, samt summan för varje område.")
    is_totalled = rng.random() < 0.6
    own = ["Poäng", "Resultat"] if is_totalled else ["Erhållna poäng", "Kommunens poäng"]
    heads = [rng.choice(own), rng.choice(["Max", "Möjliga"])]
    places = [400.0 + rng.choice([0, 15]), 500.0]
    swapped, titled = rng.random() < 0.3, rng.random() < 0.5
    form, word = rng.choice(SUM_ROWS), rng.choice(["Summa", "Totalt", "Delsumma", "Sum"])
    if titled:
        form = rng.choice([form, "{sum}"])
    if swapped:
        places.reverse()
    if side == ("Vänstra" if swapped else "Högra"):
        sheet.tell(f"{side} kolumnen anger det högsta antal poäng som frågan kan ge.")
    sheet.put(LEFT, sheet.y, rng.choice(["Område/fråga", "Fråga", "Huvudområde"]), bold=True)
    for x, text in zip(places, heads, strict=True):
        sheet.put(x, sheet.y, text, how="right", bold=True)
    for no, (area, parts) in enumerate(zip(facts.areas, facts.subareas, strict=True), 1):
        sheet.need(15 * len(parts) + 60)
        if titled:
            sheet.y += 18
            sheet.put(LEFT, sheet.y, rng.choice([area, area.upper()]), bold=True)
        for part in parts:
            sheet.y += 15
            sheet.put(LEFT, sheet.y, part.label[:55])
            for x, value in zip(places, (part.score, part.max_score), strict=True):
                sheet.put(x, sheet.y, show(value), how="right")
        sheet.y += 15
        told = form.format(sum=word, small=word.lower(), area=area, no=no)
        sheet.put(LEFT, sheet.y, told, bold=True, size=9)
        for x, text in zip(places, (show(facts.scores[no - 1]), "100"), strict=True):
            sheet.put(x, sheet.y, text, how="right", bold=True)
        sheet.y += 6
    if is_totalled:
        sheet.y += 14
        sheet.put(LEFT, sheet.y, rng.choice(["Totalt", "Totalsumma", "Summa alla områden"]), bold=True)
        for x, text in zip(places, (show(facts.total), "800"), strict=True):
            sheet.put(x, sheet.y, text, how="right", bold=True)
    draw_chapters(sheet, facts, rng, numbers=0)


def _draw_subtotals(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Main areas over their two areas, each with its own sum."""
    sheet.line("Resultat", size=14, bold=True)
    sheet.y += 8
    places = [(400.0, "Poäng"), (480.0, rng.choice(["Genomsnitt", "Snitt"]))]
    for x, text in places:
        sheet.put(x, sheet.y, text, how="right", bold=True)
    sums = rng.choice(["before", "after"])
    for at, main in enumerate(MAIN_AREAS):
        pair = range(2 * at, 2 * at + 2)
        own, others = (sum(values[no] for no in pair) for values in (facts.scores, facts.averages))
        cells = [(show(own), show(others))]
        sheet.y += 24
        sheet.put(LEFT, sheet.y, main, bold=True)
        if sums == "before":
            _put(sheet, places, cells[0])
        for no in pair:
            sheet.y += 17
            sheet.put(LEFT + 12, sheet.y, f"{no + 1}. {facts.areas[no]}")
            _put(sheet, places, (show(facts.scores[no]), show(facts.averages[no])))
        if sums == "after":
            sheet.y += 17
            sheet.put(LEFT + 12, sheet.y, f"Delsumma {main.lower()}"[:48], size=9)
            _put(sheet, places, cells[0])
    sheet.y += 26
    sheet.put(LEFT, sheet.y, "Totalt", bold=True)
    _put(sheet, places, (show(facts.total), show(sum(facts.averages))))
    draw_chapters(sheet, facts, rng)


def _put(sheet: Sheet, places: list[tuple[float, str]], cells: tuple[str, ...]) -> None:
    for (x, _), cell in zip(places, cells, strict=True):
        sheet.put(x, sheet.y, cell, how="right")


def _draw_glued(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """A table with text right below it, a column of text beside it, or tiles above it."""
    sheet.line("Sammanfattning av resultat", size=14, bold=True)
    where = rng.choice(["below", "beside", "above"])
    if where == "above":
        for at, (number, text) in enumerate([(show(facts.total), "poäng av 800"), ("47", "intervjuade")]):
            sheet.put(LEFT + 20 + 150 * at, sheet.y + 20, number, size=22, bold=True)
            sheet.put(LEFT + 20 + 150 * at, sheet.y + 34, text, size=9)
        sheet.y += 64
    if where == "beside":
        sheet.put(LEFT, sheet.y + 6, "Kommunens poäng", bold=True)
        top = sheet.y + 6
        for area, score in zip(facts.areas, facts.scores, strict=True):
            sheet.y += 26
            for at, part in enumerate(sheet.wrap(area, 190)):
                sheet.put(LEFT, sheet.y + 11 * at, part)
            sheet.put(LEFT + 225, sheet.y, show(score), how="right")
        bottom, sheet.y = sheet.y, top
        sheet.tell(write_paragraph(facts, rng, sentences=7, numbers=0), left=LEFT + 250)
        sheet.y = max(sheet.y, bottom) + 20
    else:
        sheet.y += 10
        own = make_column("Kommunens poäng", facts.scores)
        draw_table(sheet, facts, rng, [own], heads="right", numbers="right", total=False)
        sheet.y -= rng.choice([18, 24, 30])
        sheet.tell(write_paragraph(facts, rng, sentences=4, numbers=0))
    draw_chapters(sheet, facts, rng)


def _draw_at_foot(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """An overview whose last rows stand where running feet do."""
    sheet.line("Översikt av poängfördelning", size=14, bold=True)
    rows = sum(len(parts) + 1 for parts in facts.subareas)
    step = 812 - sheet.y
    step = min(16.0, step / rows)
    for x, text in ((480.0, "Poäng"), (525.0, "Max")):
        sheet.put(x, sheet.y, text, how="right", bold=True, size=8)
    for no, (area, parts) in enumerate(zip(facts.areas, facts.subareas, strict=True), 1):
        sheet.y += step
        sheet.put(LEFT, sheet.y, f"{no}. {area}", bold=True, size=8)
        sheet.put(480, sheet.y, show(facts.scores[no - 1]), how="right", bold=True, size=8)
        sheet.put(525, sheet.y, "100", how="right", bold=True, size=8)
        for at, part in enumerate(parts, 1):
            sheet.y += step
            sheet.put(LEFT + 10, sheet.y, f"{no}.{at} {part.label}"[:80], size=8)
            sheet.put(480, sheet.y, show(part.score), how="right", size=8)
            sheet.put(525, sheet.y, show(part.max_score), how="right", size=8)
    draw_chapters(sheet, facts, rng)


def _draw_contradicted(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Scores, and a total that says otherwise in an ordinary sentence."""
    other = facts.total + rng.choice([-40, -12, 15, 33])
    year = facts.earlier[0][0]
    told = rng.choice(
        [
            f"Resultatet {facts.year} blev {show(other)} poäng ({year}: 455).",
            f"{facts.municipality} får {show(other)} poäng.",
            f"Summa: {facts.municipality} {show(other)}, medel 517.",
        ]
    )
    sheet.line("Resultat", size=14, bold=True)
    sheet.tell(told)
    own = make_column("Kommunens poäng", facts.scores)
    draw_table(sheet, facts, rng, [own], heads="right", numbers="right", total=False)
    draw_chapters(sheet, facts, rng, numbers=0)


def _draw_half_table_of_others(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Own scores of six areas only; the other two stand nowhere."""
    sheet.line("Kommunens resultat", size=14, bold=True)
    gone = set(rng.sample(range(8), 2))
    y = [sheet.y]
    for _ in range(8):
        y.append(y[-1] + 20)
    for at, (_, below) in enumerate(pairwise(y)):
        sheet.put(LEFT, below, facts.areas[at])
        if at not in gone:
            sheet.put(RIGHT, below, show(facts.scores[at]), how="right")
    sheet.y = min(y[-1] + 30, FOOT)
    draw_chapters(sheet, facts, rng, numbers=0)


FAMILIES = [
    Family("merged_cells", _draw_merged, edition=2002, halves=True),
    Family("question_sums", _draw_question_sums),
    Family("subtotals", _draw_subtotals, edition=2020),
    Family("text_glued", _draw_glued),
    Family("rows_at_foot", _draw_at_foot),
    Family("total_contradicts", _draw_contradicted, truth="hold"),
    Family("areas_missing", _draw_half_table_of_others, truth="hold"),
]
