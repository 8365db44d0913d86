"""Captions that name what each column is, and headings that say on which side of a mean points lie."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.layouts.facts import Facts
from tests.strangers.family import Family, draw_chapters, name_genitive, show
from tests.strangers.sheet import LEFT, RIGHT, Sheet

Column = Sequence[str]  # a cell for each area, and one for the sum


def _write(values: Sequence[float], *, form: str = "{}") -> Column:
    return [form.format(show(each)) for each in (*values, sum(values))]


def _write_changes(facts: Facts, before: Sequence[float], form: str) -> Column:
    changes = [score - old for score, old in zip(facts.scores, before, strict=True)]
    return [form.format(f"{each:+g}".replace(".", ",")) for each in (*changes, sum(changes))]


def _draw_list(sheet: Sheet, facts: Facts, rng: random.Random, columns: Sequence[Column]) -> None:
    """The areas with leaders to columns that have no headings, or without leaders, and mostly with sums."""
    width, leaders = rng.choice([44, 56, 70]), rng.random() < 0.6
    right = RIGHT - rng.choice([0, 30])
    edges = [right - width * at for at in range(len(columns))][::-1]
    rows = [*facts.areas, *([rng.choice(["Totalt", "Summa"])] if rng.random() < 0.7 else [])]
    for at, name in enumerate(rows):
        label = f"{at + 1}  {name}" if at < len(facts.areas) else name
        sheet.put(LEFT, sheet.y, label)
        begin, end = LEFT + len(label) * sheet.size * 0.56, edges[0] - 34
        if leaders and end > begin:
            sheet.put(begin, sheet.y, " " + "." * int((end - begin) / (sheet.size * 0.28)))
        for edge, column in zip(edges, columns, strict=True):
            sheet.put(edge, sheet.y, column[at], how="right")
        sheet.y += sheet.size + rng.choice([5, 9])
    sheet.y += 12


def _draw_captioned(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    year, before = facts.earlier[0]
    own, name = _write(facts.scores), f"{name_genitive(facts)}s"
    change = _write_changes(facts, before, rng.choice(["({})", "{}"]))
    mean, old = _write(facts.averages), _write(before)
    best = _write([min(100.0, each + 25) for each in facts.scores])
    caption, columns = rng.choice(
        [
            (f"Poäng {facts.year} och förändring sedan utvärderingen {year}.", (own, change)),
            (f"Förändring sedan {year} samt poäng {facts.year}.", (change, own)),
            (f"Tabellen visar {name} poäng {facts.year} och ändringen från {year}:", (own, change)),
            (f"Tabell 2. {name} poäng, medelvärdet för alla kommuner och högsta poäng.", (own, mean, best)),
            (f"Här redovisas det högsta och det genomsnittliga värdet samt {name} värde.", (best, mean, own)),
            (f"Poäng {facts.year} och {year}, samt förändring.", (own, old, change)),
        ]
    )
    sheet.line(rng.choice(["Översikt", "Resultat per område", "Sammanställning"]), size=14, bold=True)
    sheet.tell(f"Det samlade resultatet är {show(facts.total)} poäng.")
    sheet.tell(caption)
    _draw_list(sheet, facts, rng, columns)
    draw_chapters(sheet, facts, rng, numbers=0)


def _draw_captioned_of_others(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Captions of the same form; the numbers are others', or those of an earlier round."""
    (year, before), mean = facts.earlier[0], _write(facts.averages)
    change = _write_changes(facts, before, "({})")
    best = _write([min(100.0, each + 25) for each in facts.averages])
    caption, columns = rng.choice(
        [
            (f"Poäng {year} och förändring sedan utvärderingen {year - 3}.", (_write(before), change)),
            ("Genomsnittlig poäng och förändring sedan förra utvärderingen.", (mean, change)),
            (f"Poäng {facts.year} och förändring sedan {year} för landets medelkommun.", (mean, change)),
            ("Det genomsnittliga och det högsta värdet för alla kommuner.", (mean, best)),
            (f"Här visas {name_genitive(facts)}s värde samt det genomsnittliga värdet.", (mean, best)),
            (f"Poäng och förändring, länets kommuner {facts.year}.", (mean, change)),
        ]
    )
    sheet.line(rng.choice(["Översikt", "Resultat per område"]), size=14, bold=True)
    sheet.tell(f"Det samlade resultatet är {show(facts.total)} poäng.")
    sheet.tell(caption)
    _draw_list(sheet, facts, rng, columns)
    draw_chapters(sheet, facts, rng, numbers=0)


def _draw_sides(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    _draw_groups(sheet, facts, rng, facts.scores, f"{facts.municipality} får til sammen {{}} poeng.")


def _draw_sides_of_others(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """The mean's own points, or the distances from it, in the same two groups."""
    sheet.tell(f"{facts.municipality} får til sammen {show(facts.total)} poeng.")
    if rng.random() < 0.5:
        told = rng.choice(["Landsgjennomsnittet for hvert område:", "Tallene er gjennomsnittet i landet."])
        _draw_groups(sheet, facts, rng, facts.averages, told)
    else:
        apart = [abs(a - b) or 1.0 for a, b in zip(facts.scores, facts.averages, strict=True)]
        _draw_groups(sheet, facts, rng, apart, "Slik fordeler områdene seg:")


def _draw_groups(sheet: Sheet, facts: Facts, rng: random.Random, values: Sequence[float], told: str) -> None:
    """Two lists, of the areas above and of those below the mean, each the highest first."""
    over, under = rng.choice(
        [
            ("Over landsgjennomsnittet", "Under landsgjennomsnittet"),
            ("Områder over snittet:", "Områder under snittet:"),
            ("Høyere enn gjennomsnittet", "Lavere enn gjennomsnittet"),
        ]
    )
    mark, form = rng.choice(["• ", "- ", ""]), rng.choice(["{}, {} poeng", "{}: {} poeng", "{} ({} poeng)"])
    sheet.line("Resultat", size=14, bold=True)
    sheet.tell(told.format(show(sum(values))))
    if rng.random() < 0.5 and values is facts.scores:
        sheet.tell("Resultatet fordeler seg slik:")
    ranked = sorted(zip(values, facts.areas, strict=True), reverse=True)
    cut = rng.choice([3, 4, 5])
    for heading, part in ((over, ranked[:cut]), (under, ranked[cut:])):
        sheet.line(heading, bold=True)
        for value, area in part:
            sheet.line(mark + form.format(area, show(value)), space=rng.choice([4, 7]))
        sheet.y += rng.choice([4, 12])
    draw_chapters(sheet, facts, rng, numbers=0)


FAMILIES = [
    Family("captioned_columns", _draw_captioned, edition=2016),
    Family("captioned_columns_of_others", _draw_captioned_of_others, edition=2016, truth="hold"),
    Family("sides_of_mean", _draw_sides, language="nb"),
    Family("sides_of_mean_of_others", _draw_sides_of_others, language="nb", truth="hold"),
]
