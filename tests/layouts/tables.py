"""Summary tables: any columns in any order, ruled or not, upright or transposed, one or two to a page."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import groupby

from extract.instrument import AREAS
from tests.layouts.columns import Column, make_columns
from tests.layouts.facts import Facts
from tests.layouts.paper import MARGIN, Paper
from tests.layouts.wording import WORDS, hyphenate, print_area, print_number

FORMS = ("rows", "transposed", "split", "beside_other", "main_areas")
RULES = ("full", "lines", "open")


@dataclass(frozen=True)
class TableStyle:
    """How a summary table is drawn; see the constants above for the choices."""

    columns: tuple[str, ...] = ("own", "maximum")
    form: str = "rows"
    rules: str = "full"
    manner: str = "bare"
    total: str = "bottom"  # bottom, top or none
    place: str = "middle"  # of a number beside a label of several lines: top, middle or bottom
    narrow: bool = False  # labels break over lines, words too
    decimals: bool = False
    grouped: bool = False  # headings of two levels
    headless: bool = False  # no headings: a title says what the one column is
    align: str = "center"  # of the numbers in their column


def draw_summary_table(paper: Paper, facts: Facts, style: TableStyle, rng: random.Random) -> None:
    """Draw the summary table at the cursor, or on a landscape page of its own where it needs one."""
    columns = make_columns(facts, style.columns, rng, decimals=style.decimals, grouped=style.grouped)
    total_label = rng.choice(WORDS[facts.language].total)
    rows = list_rows(facts, columns, style, total_label)
    heading = rng.choice(WORDS[facts.language].label)
    match style.form:
        case "transposed":
            _draw_transposed(paper, facts, columns, style, total_label)
        case "split":
            paper.turn(landscape=True)
            half = (paper.width - 2 * MARGIN - 30) / 2
            top = paper.y + 40
            ends = [draw_grid(paper, MARGIN, top, half, heading, columns, rows[:4], style)]
            ends.append(draw_grid(paper, MARGIN + half + 30, top, half, heading, columns, rows[4:], style))
            paper.y = max(ends)
            paper.turn()
        case "beside_other":
            _draw_beside_other(paper, facts, heading, columns, rows, style, rng)
        case _:
            paper.need(11 * 2.2 * paper.line)
            if style.headless:
                points = WORDS[facts.language].points.capitalize()
                paper.heading(f"{points} {facts.named} {facts.year}", 1.0)
            paper.y = draw_grid(
                paper, MARGIN, paper.y + 12, paper.width - 2 * MARGIN, heading, columns, rows, style
            )


def list_rows(
    facts: Facts, columns: list[Column], style: TableStyle, total_label: str
) -> list[tuple[str, tuple[str, ...]]]:
    """The rows as label and cells, total and main areas included where the style has them."""
    rows = [
        (print_area(facts, area_no, style.manner), tuple(column.cells[area_no - 1] for column in columns))
        for area_no in facts.area_numbers
    ]
    if style.form == "main_areas" and facts.edition == 2020:
        rows = _put_main_areas(facts, rows, style)
    total = (total_label, tuple(column.total for column in columns))
    return {"bottom": [*rows, total], "top": [total, *rows], "none": rows}[style.total]


def _put_main_areas(
    facts: Facts, rows: list[tuple[str, tuple[str, ...]]], style: TableStyle
) -> list[tuple[str, tuple[str, ...]]]:
    result = []
    for pair in range(4):
        values = (
            {
                "own": facts.scores,
                "average": facts.averages,
                "maximum": (100.0,) * 8,
            }
            | {f"earlier_{n}": facts.earlier[n - 1][1] for n in (1, 2, 3)}
            | {f"other_{n}": facts.others[n - 1][1] for n in (1, 2)}
        )
        cells = tuple(
            print_number(sum(values[kind][2 * pair : 2 * pair + 2])) if kind in values else ""
            for kind in style.columns
        )
        name = AREAS[2020, 2 * pair + 1].main_area or ""
        result += [(name, cells), *rows[2 * pair : 2 * pair + 2]]
    return result


def draw_grid(
    paper: Paper,
    x0: float,
    top: float,
    width: float,
    heading: str,
    columns: list[Column],
    rows: list[tuple[str, tuple[str, ...]]],
    style: TableStyle,
) -> float:
    """Draw one table and return the y of its foot. The first column takes the labels."""
    label_width = width * (0.3 if style.narrow else max(0.3, 0.62 - 0.07 * len(columns)))
    cell_width = (width - label_width) / len(columns)
    tops = [top]
    y = top
    if any(column.group for column in columns):
        y = _draw_groups(paper, x0 + label_width, y, cell_width, columns)
    if not style.headless:
        y = _draw_headings(paper, x0, y, label_width, cell_width, heading, columns)
    for label, cells in rows:
        tops.append(y)
        lines = wrap_words(paper, label, label_width - 8)
        for row, line in enumerate(lines):
            paper.text(x0 + 3, y + (row + 1) * paper.line, line)
        row_of_number = {"top": 0.0, "middle": (len(lines) - 1) / 2, "bottom": len(lines) - 1.0}[style.place]
        for at, cell in enumerate(cells):
            share = {"left": 0.1, "center": 0.5, "right": 0.9}[style.align]
            x = x0 + label_width + (at + share) * cell_width
            paper.text(x, y + (row_of_number + 1) * paper.line, cell, align=style.align)
        y += len(lines) * paper.line + 5
    tops.append(y)
    if style.rules != "open":
        for edge in tops:
            paper.rule(x0, edge, x0 + width, edge)
    if style.rules == "full":
        for at in range(len(columns) + 1):
            x = x0 + label_width + at * cell_width
            paper.rule(x, top, x, y)
        paper.rule(x0, top, x0, y)
    return y + 10


def _draw_groups(paper: Paper, x0: float, y: float, cell_width: float, columns: list[Column]) -> float:
    """Headings over several columns each; returns the y below them."""
    start = 0
    for group, members in groupby(columns, key=lambda column: column.group):
        count = len(list(members))
        for row, line in enumerate(wrap_words(paper, group, count * cell_width - 4, 0.9)):
            x = x0 + (start + count / 2) * cell_width
            paper.text(x, y + (row + 1) * paper.line, line, size=paper.size * 0.9, bold=True, align="center")
        start += count
    return y + 2.2 * paper.line


def _draw_headings(
    paper: Paper,
    x0: float,
    y: float,
    label_width: float,
    cell_width: float,
    heading: str,
    columns: list[Column],
) -> float:
    """One heading per column, wrapped; returns the y below them."""
    heads = [wrap_words(paper, column.heading, cell_width - 5, 0.9) for column in columns]
    for at, head in enumerate(heads):
        for row, line in enumerate(head):
            x = x0 + label_width + (at + 0.5) * cell_width
            paper.text(x, y + (row + 1) * paper.line, line, size=paper.size * 0.9, bold=True, align="center")
    if heading:
        paper.text(x0 + 3, y + paper.line, heading, size=paper.size * 0.9, bold=True)
    return y + max(len(head) for head in heads) * paper.line + 6


def wrap_words(paper: Paper, text: str, width: float, scale: float = 1.0) -> list[str]:
    """Wrap a text, hyphenating words that are wider than the column."""
    size = paper.size * scale
    rows: list[str] = []
    for word in text.split(" "):
        joined = f"{rows[-1]} {word}" if rows else word
        if rows and paper.measure(joined, size) <= width:
            rows[-1] = joined
        elif paper.measure(word, size) > width and "-" not in word:
            rows += hyphenate(word, "-\n").split("\n")
        else:
            rows.append(word)
    return rows


def _draw_transposed(
    paper: Paper, facts: Facts, columns: list[Column], style: TableStyle, total_label: str
) -> None:
    """One column per area, one row per kind of number, on a landscape page."""
    paper.turn(landscape=True)
    size = paper.size
    paper.size = 7.5
    across = [
        Column("area", print_area(facts, no, style.manner), tuple(c.cells[no - 1] for c in columns), "")
        for no in facts.area_numbers
    ]
    if style.total != "none":
        across.append(Column("total", total_label, tuple(column.total for column in columns), ""))
    rows = [(columns[at].heading, tuple(column.cells[at] for column in across)) for at in range(len(columns))]
    narrow = replace(style, narrow=False)
    paper.y = draw_grid(paper, 40, paper.y + 40, paper.width - 80, "", across, rows, narrow)
    paper.size = size
    paper.turn()


def _draw_beside_other(
    paper: Paper,
    facts: Facts,
    heading: str,
    columns: list[Column],
    rows: list[tuple[str, tuple[str, ...]]],
    style: TableStyle,
    rng: random.Random,
) -> None:
    """Two tables of one form on a landscape page; titles say whose they are."""
    paper.turn(landscape=True)
    half = (paper.width - 2 * MARGIN - 30) / 2
    top = paper.y + 60
    name, values = facts.others[0]
    points = WORDS[facts.language].points.capitalize()
    cells = tuple(print_number(value) for value in values)
    foreign = [Column("other_1", points, cells, print_number(sum(values)))]
    foreign_style = replace(style, columns=("other_1",), form="rows")
    foreign_rows = list_rows(facts, foreign, foreign_style, rng.choice(WORDS[facts.language].total))
    own_first = rng.random() < 0.5
    left, right = MARGIN, MARGIN + half + 30
    own_x, foreign_x = (left, right) if own_first else (right, left)
    paper.text(own_x, top - 12, f"{facts.named} {facts.year}", bold=True)
    form = "kommune" if facts.language == "nb" else "kommun"
    paper.text(foreign_x, top - 12, f"{name} {form} {facts.year - 1}", bold=True)
    ends = [draw_grid(paper, own_x, top, half, heading, columns, rows, style)]
    ends.append(draw_grid(paper, foreign_x, top, half, heading, foreign, foreign_rows, foreign_style))
    paper.y = max(ends)
    paper.turn()
