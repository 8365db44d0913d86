"""Tables and cards that presentations are made of."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.html_reports.words import write_number
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
