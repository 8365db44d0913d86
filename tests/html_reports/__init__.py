"""Whole reports written as web pages and printed by Chromium: a producer that no other test draws with.

``python -m tests.html_reports FOLDER`` prints every design into FOLDER.
A design is declared in the list of the module that draws it.
"""

from __future__ import annotations

from pathlib import Path

from tests.html_reports import (
    averages,
    blocks,
    brochures,
    captioned,
    cards,
    cells,
    charts,
    columns,
    flawed,
    judged,
    leaflets,
    lookalikes,
    measures,
    norwegian,
    others,
    prose,
    rounds,
    sections,
    spreads,
    tables,
    tiles,
    told_alone,
)
from tests.html_reports.design import Design, write_report
from tests.html_reports.printing import print_reports

__all__ = ["DESIGNS", "Design", "print_designs", "write_report"]

MODULES = (
    *(cards, tiles, charts, tables, columns, cells, rounds, sections, spreads, prose, norwegian, brochures),
    *(flawed, averages, lookalikes, others, judged, measures, told_alone, leaflets, blocks, captioned),
)
DESIGNS = [design for module in MODULES for design in module.DESIGNS]


def print_designs(folder: Path) -> dict[str, Path]:
    """Print every design into ``folder``, with one start of Chromium; the PDFs' paths by design."""
    return print_reports(DESIGNS, folder)
