"""What quotes an evaluation, and reports with names that no list holds."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.layouts.facts import Facts
from tests.layouts.prose import write_paragraph
from tests.strangers.columns import draw_table, make_column
from tests.strangers.family import HELD, QUOTING, Family, draw_chapters, draw_front, name_genitive, show
from tests.strangers.sheet import Sheet

UNKNOWN = (
    *("Samspill mellom folkevalgte og innbyggere", "Utvikling av samfunnet", "Styring med kontroll"),
    *("Effektiv bruk av ressurser", "Brukeren i fokus", "Utvikling av kvalitet", "Livet på jobb"),
    "Ledere og medarbeidere",
)


def _quote(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    sheet.line(rng.choice(["Bakgrund", "Kommunkompassen", "Resultat"]), size=13, bold=True)
    sheet.tell(
        f"{name_genitive(facts)} har utvärderats med Kommunkompassen."
        f" {facts.municipality} fick {show(facts.total)} poäng."
    )
    columns = [
        make_column(f"{facts.municipality} {facts.year}", facts.scores),
        make_column("Snitt", facts.averages),
    ]
    draw_table(sheet, facts, rng, columns, heads="right", numbers="right")
    sheet.tell(write_paragraph(facts, rng, sentences=8, numbers=0))


def _draw_plan(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    sheet.y = rng.choice([90.0, 200.0])
    title = rng.choice(
        ["Handlingsplan", f"{facts.named} Handlingsplan", "Åtgärdsplan", "Förslag till handlingsplan"]
    )
    cover = rng.choice([f"Kommunkompassen, {facts.named} {facts.year}", "med anledning av Kommunkompassen"])
    sheet.line(title, size=20, bold=True)
    sheet.line(cover, size=14)
    sheet.line(f"Antagen av kommunstyrelsen {facts.year}-12-{facts.day:02}", size=9)
    sheet.turn()
    _quote(sheet, facts, rng)
    for area in facts.areas:
        sheet.need(60)
        sheet.line(area, bold=True)
        sheet.tell("Åtgärd: se över rutinerna. Ansvarig: kommundirektören. Klart under nästa år.")


def _draw_annual_report(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    sheet.y = rng.choice([90.0, 300.0])
    kind = rng.choice(
        ["Årsredovisning", "Kommunens årsredovisning", "Delårsrapport", "Verksamhetsberättelse"]
    )
    for text in rng.sample([f"{kind} {facts.year}", facts.named], 2):
        sheet.line(text, size=20, bold=True)
    sheet.turn()
    sheet.line("Förvaltningsberättelse", size=14, bold=True)
    sheet.tell(write_paragraph(facts, rng, sentences=12, numbers=0))
    sheet.turn()
    _quote(sheet, facts, rng)


def _draw_memo(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    head = rng.choice(["TJÄNSTESKRIVELSE", "Tjänsteskrivelse", "Tjänsteutlåtande"])
    sheet.line(f"{facts.named.upper()} {head}", bold=True)
    sheet.line(f"{facts.year}-11-{facts.day:02} Dnr KS {facts.year}-{rng.randint(20, 400)}")
    sheet.line(f"Kommunkompassen – resultat av utvärdering {facts.year}", size=13, bold=True)
    sheet.tell("Förslag till beslut: kommunstyrelsen lägger informationen till handlingarna.")
    _quote(sheet, facts, rng)
    sheet.tell(f"Underlag: Kommunkompassen, analys av {name_genitive(facts)} {facts.year} (ej bilagd)")


def _draw_unknown_names(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """A Norwegian report whose areas bear names that nobody has told us."""
    facts = replace(facts, areas=UNKNOWN)
    draw_front(sheet, facts, rng)
    sheet.line(f"Resultat: {show(facts.total)} av 800 poeng", size=14, bold=True)
    draw_table(sheet, facts, rng, [make_column("Poeng", facts.scores)], heads="right", numbers="right")
    for no, area in enumerate(facts.areas, 1):
        sheet.need(90)
        sheet.line(f"{no}. {area}", size=12, bold=True)
        sheet.tell("Kommunen arbeider systematisk med området. Målene følges opp to ganger i året.")


def _draw_norwegian(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    sheet.line("Sammendrag av resultatene", size=14, bold=True)
    sheet.tell(
        f"{facts.municipality} kommune fikk {show(facts.total)} poeng. Landsgjennomsnittet er 407 poeng."
    )
    columns = [
        make_column(facts.municipality, facts.scores),
        make_column("Landsgjennomsnitt", facts.averages),
    ]
    rng.shuffle(columns)
    draw_table(sheet, facts, rng, columns, heads="right", numbers="right", first="Fokusområde")
    draw_chapters(sheet, facts, rng, numbers=0)


FAMILIES = [
    Family("action_plan", _draw_plan, truth="reject", whole=True, reasons=QUOTING),
    Family("annual_report", _draw_annual_report, truth="reject", whole=True, reasons=QUOTING),
    Family("memo", _draw_memo, truth="reject", whole=True, reasons=QUOTING),
    Family(
        "unknown_names",
        _draw_unknown_names,
        *(2010, "hold", "nb", True),
        reasons=HELD | {"edition_contradicts_year"},
    ),
    Family("norwegian", _draw_norwegian, language="nb"),
]
