"""The council papers that a report may be buried in: other business, with tables and points of its own."""

from __future__ import annotations

import random

from tests.layouts.columns import Column
from tests.layouts.facts import Facts
from tests.layouts.paper import MARGIN, Paper
from tests.layouts.prose import write_paragraph
from tests.layouts.tables import TableStyle, draw_grid

ITEMS = [
    "Delårsbokslut per den 31 augusti",
    "Detaljplan för kvarteret Linden",
    "Svar på medborgarförslag om belysning",
    "Kommunens Kvalitet i Korthet, resultat",
    "Verksamhetsplan för personalpolitik och samhällsutveckling",
    "Redovisning av delegationsbeslut",
]
MEASURES = [
    "Väntetid till förskola",
    "Svar på e-post inom två dagar",
    "Personaltäthet",
    "Kostnad per elev",
    "Valdeltagande",
]


def draw_agenda_cover(paper: Paper, facts: Facts, rng: random.Random) -> None:
    """The first page of a notice of a meeting."""
    paper.heading(f"{facts.named}: kallelse till kommunstyrelsen", 1.6)
    paper.paragraph(f"Sammanträde den {rng.randint(1, 28)} maj {facts.year + 1} klockan 13.00 i sal A.")
    for number, item in enumerate([*ITEMS, "Rapport från Kommunkompassen, bilaga"], start=1):
        paper.paragraph(f"{number}. {item}")


def draw_agenda_pages(paper: Paper, facts: Facts, rng: random.Random, count: int) -> None:
    """Pages of other business, each begun on a new page; some hold a table of points that are no scores."""
    for _ in range(count):
        paper.turn()
        paper.heading(rng.choice(ITEMS))
        paper.paragraph(write_paragraph(facts, rng, sentences=6, numbers=0.6))
        if rng.random() < 0.3:
            values = [rng.randint(20, 95) for _ in MEASURES]
            column = Column("other", "Poäng", tuple(map(str, values)), str(sum(values)))
            rows = [(measure, (cell,)) for measure, cell in zip(MEASURES, column.cells, strict=True)]
            rows.append(("Totalt", (column.total,)))
            width = paper.width - 2 * MARGIN
            paper.y = draw_grid(paper, MARGIN, paper.y + 10, width, "Mått", [column], rows, TableStyle())
        paper.paragraph(f"Beslut: kommunstyrelsen föreslår att {rng.randint(1, 9)} miljoner kronor avsätts.")
