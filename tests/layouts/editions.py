"""The transition of 2010: the points of the earlier and of the revised version in one report."""

from __future__ import annotations

import random
from dataclasses import replace

from extract.instrument import AREAS
from tests.layouts.columns import Column
from tests.layouts.facts import Facts, draw_scores
from tests.layouts.paper import MARGIN, Paper
from tests.layouts.tables import TableStyle, draw_grid
from tests.layouts.wording import print_area, print_number


def draw_two_editions(paper: Paper, facts: Facts, rng: random.Random, *, marked: bool) -> None:
    """Both versions' points, as two columns of one table or as two tables.

    Unmarked, nothing says which is which: both carry the names of the revised version.
    """
    old_names = tuple(AREAS[2002, area_no].name for area_no in range(1, 9))
    old = replace(facts, scores=draw_scores(rng, False), areas=old_names if marked else facts.areas)
    if rng.random() < 0.5:
        _draw_columns(paper, facts, old, rng, marked=marked)
    else:
        _draw_tables(paper, facts, old, rng, marked=marked)


def _make_column(facts: Facts, heading: str) -> Column:
    return Column(
        "own", heading, tuple(print_number(score) for score in facts.scores), print_number(facts.total)
    )


def _list_rows(facts: Facts, columns: list[Column]) -> list[tuple[str, tuple[str, ...]]]:
    rows = [
        (print_area(facts, area_no, "numbered"), tuple(column.cells[area_no - 1] for column in columns))
        for area_no in range(1, 9)
    ]
    return [*rows, ("Summa", tuple(column.total for column in columns))]


def _draw_columns(paper: Paper, facts: Facts, old: Facts, rng: random.Random, *, marked: bool) -> None:
    names = ("Poäng tidigare version", "Poäng reviderad version") if marked else ("Poäng", "Poäng")
    columns = [_make_column(old, names[0]), _make_column(facts, names[1])]
    if rng.random() < 0.5:
        columns.reverse()
    paper.need(300)
    width = paper.width - 2 * MARGIN
    rows = _list_rows(facts, columns)
    paper.y = draw_grid(paper, MARGIN, paper.y + 12, width, "Område", columns, rows, TableStyle())


def _draw_tables(paper: Paper, facts: Facts, old: Facts, rng: random.Random, *, marked: bool) -> None:
    tables = [
        (old, "Poäng enligt den tidigare versionen av Kommunkompassen (2002–2009)"),
        (facts, "Poäng enligt den reviderade Kommunkompassen 2010"),
    ]
    if rng.random() < 0.5:
        tables.reverse()
    for shown, title in tables:
        paper.need(300)
        paper.heading(title if marked else "Poäng per område", 1.05)
        columns = [_make_column(shown, "Poäng")]
        rows = _list_rows(shown, columns)
        width = paper.width - 2 * MARGIN
        paper.y = draw_grid(paper, MARGIN, paper.y + 12, width, "Område", columns, rows, TableStyle())
