"""Tables and cards that presentations are made of."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from extract.instrument import AREAS
from tests.html_reports.words import write_each, write_number
from tests.layouts.facts import Facts


def write_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    kind: str = "",
    total: Sequence[object] = (),
    groups: str = "",
) -> str:
    """A table. ``groups`` are head cells above ``heads``; ``total`` is a last row that stands out."""
    above = f"<tr>{groups}</tr>" if groups else ""
    head = "".join(f"<th>{each}</th>" for each in heads)
    body = "".join(write_row(row) for row in rows) + (write_row(total, kind="total") if total else "")
    return f'<table class="{kind}"><thead>{above}<tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def write_row(cells: Sequence[object], *, kind: str = "") -> str:
    """A row of a table: numbers as the report prints them, everything else as it is."""
    written = (write_number(each) if isinstance(each, int | float) else str(each) for each in cells)
    return f"<tr{f' class={kind}' if kind else ''}>{''.join(f'<td>{each}</td>' for each in written)}</tr>"


def list_rows(facts: Facts, *columns: Sequence[object]) -> list[list[object]]:
    """A row for every area: its name, then what each of ``columns`` has for it."""
    return [[area, *(column[at] for column in columns)] for at, area in enumerate(facts.areas)]


def write_plain_table(facts: Facts, head: str, values: Sequence[float], *, summed: bool = False) -> str:
    """A table of the areas and one column of numbers, with their sum if ``summed``."""
    total = ["Summa", sum(values)] if summed else []
    return write_table(["Område", head], list_rows(facts, values), total=total)


def write_cards(areas: Sequence[str], numbers: Sequence[str], *, label_first: bool = False) -> str:
    """A card for every area with its number in big type, the area below it or, if ``label_first``, above."""
    cards = []
    for area, number in zip(areas, numbers, strict=True):
        label, big = f'<div class="small">{escape(area)}</div>', f'<div class="big">{number}</div>'
        cards.append(f'<div class="card">{label + big if label_first else big + label}</div>')
    return f'<div class="cards">{"".join(cards)}</div>'


def write_tiles(facts: Facts, values: Sequence[float], *, columns: int = 2) -> str:
    """A frame for every area, with its number in large type at the left of its name."""
    tiles = write_each('<div class="tile"><b>{1}</b><div>{0}</div></div>', facts, values)
    return (
        f'<div style="display: grid; grid-template-columns: repeat({columns}, 1fr); gap: 3mm">{tiles}</div>'
    )


def write_beside(left: str, right: str) -> str:
    """Two columns of the same width."""
    return f'<div class="beside"><div>{left}</div><div>{right}</div></div>'


def write_upright(text: str) -> str:
    """A head cell whose text runs upwards."""
    style = "writing-mode: vertical-rl; transform: rotate(180deg); font-size: 8pt"
    return f'<span style="{style}">{escape(text)}</span>'


def list_brackets(values: Sequence[float], inside: Sequence[float]) -> list[str]:
    """A cell for every area: its number, and another number in brackets."""
    return [
        f"{write_number(value)} ({write_number(other)})" for value, other in zip(values, inside, strict=True)
    ]


def list_area_heads(facts: Facts) -> list[str]:
    """The areas as narrow head cells of a wide table."""
    return [f'<div style="font-size: 7.5pt; width: 24mm">{escape(area)}</div>' for area in facts.areas]


def list_main_areas(facts: Facts) -> list[tuple[str, range]]:
    """Every main area, and the places of its two areas."""
    return [(AREAS[facts.edition, at + 1].main_area or "", range(at, at + 2)) for at in range(0, 8, 2)]


def sum_places(values: Sequence[float], places: range) -> float:
    """What the areas at ``places`` have together."""
    return sum(values[at] for at in places)
