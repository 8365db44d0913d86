"""Summary tables: any columns in any order, ruled or not, upright or transposed, one or two to a page."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from extract.instrument import AREAS
from tests.layouts.facts import Facts
from tests.layouts.paper import MARGIN, Paper
from tests.layouts.wording import WORDS, fill_heading, hyphenate, print_area, print_number

COLUMNS = (
    "own",
    "maximum",
    "ratio",
    "average",
    "earlier_1",
    "earlier_2",
    "earlier_3",
    "change",
    "change_percent",
    "percent",
    "other_1",
    "other_2",
    "rank",
)
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


@dataclass(frozen=True)
class Column:
    """One column of numbers: its heading, eight cells and the total's cell."""

    heading: str
    cells: tuple[str, ...]
    total: str


def make_columns(facts: Facts, style: TableStyle, rng: random.Random) -> list[Column]:
    """The columns that ``style`` names, in its order, with headings that say what they are."""
    return [_make_column(kind, facts, style, rng) for kind in style.columns]


def _make_column(kind: str, facts: Facts, style: TableStyle, rng: random.Random) -> Column:
    words = WORDS[facts.language]

    def numbers(values: tuple[float, ...], total: float | None = None) -> tuple[tuple[str, ...], str]:
        whole = sum(values) if total is None else total
        return tuple(print_number(value, decimals=style.decimals) for value in values), print_number(whole)

    newest = facts.earlier[0][1]
    changes = tuple(own - before for own, before in zip(facts.scores, newest, strict=True))
    match kind.split("_")[0] if kind != "change_percent" else kind:
        case "own":
            return Column(
                fill_heading(rng.choice(words.own), facts, facts.year), *numbers(facts.scores, facts.total)
            )
        case "maximum":
            return Column(rng.choice(words.maximum), ("100",) * 8, "800")
        case "ratio":
            cells = tuple(f"{print_number(score)}{rng.choice(['/', ' / '])}100" for score in facts.scores)
            heading = f"{words.points.capitalize()}/max"
            return Column(heading, cells, f"{print_number(facts.total)}/800")
        case "average":
            rounding = rng.choice((0, 0, 0, 1))
            cells, total = numbers(facts.averages, sum(facts.averages) + rounding)
            return Column(rng.choice(words.average), cells, total)
        case "earlier":
            year, values = facts.earlier[int(kind[-1]) - 1]
            return Column(fill_heading(rng.choice(words.earlier), facts, year), *numbers(values))
        case "change":
            signed = tuple(print_number(change, sign=True) for change in changes)
            return Column(rng.choice(words.change), signed, print_number(sum(changes), sign=True))
        case "change_percent":
            shares = [round(100 * change / before) for change, before in zip(changes, newest, strict=True)]
            whole = round(100 * sum(changes) / sum(newest))
            return Column(
                f"{rng.choice(words.change[:2])} (%)", tuple(f"{share:+d}" for share in shares), f"{whole:+d}"
            )
        case "percent":
            sign = rng.choice(["", " %"])
            cells = tuple(f"{round(score)}{sign}" for score in facts.scores)
            return Column(rng.choice(words.percent), cells, f"{round(facts.total / 8)}{sign}")
        case "other":
            name, values = facts.others[int(kind[-1]) - 1]
            return Column(rng.choice([name, f"{name} {facts.year - 1}"]), *numbers(values))
        case "rank":
            order = sorted(facts.scores, reverse=True)
            heading = "Plats" if facts.language == "nb" else "Placering"
            return Column(heading, tuple(str(order.index(score) + 1) for score in facts.scores), "")
    raise ValueError(f"There is no column {kind!r}.")


def draw_summary_table(paper: Paper, facts: Facts, style: TableStyle, rng: random.Random) -> None:
    """Draw the summary table at the cursor, or on a landscape page of its own where it needs one."""
    columns = make_columns(facts, style, rng)
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
    heads = [wrap_words(paper, column.heading, cell_width - 5, 0.9) for column in columns]
    y = top
    tops = [y]
    for at, head in enumerate(heads):
        for row, line in enumerate(head):
            x = x0 + label_width + (at + 0.5) * cell_width
            paper.text(x, y + (row + 1) * paper.line, line, size=paper.size * 0.9, bold=True, align="center")
    if heading:
        paper.text(x0 + 3, y + paper.line, heading, size=paper.size * 0.9, bold=True)
    y += max(len(head) for head in heads) * paper.line + 6
    for label, cells in rows:
        tops.append(y)
        lines = wrap_words(paper, label, label_width - 8)
        for row, line in enumerate(lines):
            paper.text(x0 + 3, y + (row + 1) * paper.line, line)
        row_of_number = {"top": 0.0, "middle": (len(lines) - 1) / 2, "bottom": len(lines) - 1.0}[style.place]
        for at, cell in enumerate(cells):
            x = x0 + label_width + (at + 0.5) * cell_width
            paper.text(x, y + (row_of_number + 1) * paper.line, cell, align="center")
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
        Column(print_area(facts, no, style.manner), tuple(c.cells[no - 1] for c in columns), "")
        for no in facts.area_numbers
    ]
    if style.total != "none":
        across.append(Column(total_label, tuple(column.total for column in columns), ""))
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
    foreign = [Column(points, cells, print_number(sum(values)))]
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
