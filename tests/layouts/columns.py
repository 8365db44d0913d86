"""The columns of a summary table: what a number means, as its heading says."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from tests.layouts.facts import Facts
from tests.layouts.wording import WORDS, fill_heading, print_number

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
    "highest",
    "lowest",
    "rank",
)


@dataclass(frozen=True)
class Column:
    """One column of numbers: its heading, eight cells and the total's cell."""

    kind: str
    heading: str
    cells: tuple[str, ...]
    total: str
    group: str = ""  # a heading above this and the neighbouring columns


GROUPED = {
    "sv": {"own": "{year}", "earlier": "{year}", "average": "Medel", "highest": "Högst", "lowest": "Lägst"},
    "nb": {"own": "{year}", "earlier": "{year}", "average": "Snitt", "highest": "Høyest", "lowest": "Lavest"},
}
GROUPS = {
    "sv": {"all": ["Alla kommuner", "Samtliga utvärderade kommuner"], "others": ["Jämförelsekommuner"]},
    "nb": {"all": ["Alle kommuner"], "others": ["Sammenligningskommuner"]},
}


def make_columns(
    facts: Facts, kinds: tuple[str, ...], rng: random.Random, *, decimals: bool, grouped: bool = False
) -> list[Column]:
    """The columns of the given kinds, in their order, with headings that say what they are.

    ``grouped`` brings them together under headings of two levels: whose numbers, and which of them.
    """
    columns = [_make_column(kind, facts, rng, decimals) for kind in kinds]
    return _group_columns(columns, facts, rng) if grouped else columns


def _group_columns(columns: list[Column], facts: Facts, rng: random.Random) -> list[Column]:
    everyone = rng.choice(GROUPS[facts.language]["all"])
    others = rng.choice(GROUPS[facts.language]["others"])
    grouped = []
    for column in columns:
        kind = column.kind.split("_")[0]
        group = {"average": everyone, "highest": everyone, "lowest": everyone, "other": others}.get(
            kind, facts.named
        )
        year = (
            facts.year
            if kind == "own"
            else facts.earlier[int(column.kind[-1]) - 1][0]
            if kind == "earlier"
            else 0
        )
        heading = GROUPED[facts.language].get(kind, column.heading).format(year=year)
        grouped.append(replace(column, heading=heading, group=group))
    names = list(dict.fromkeys(column.group for column in grouped))
    return sorted(grouped, key=lambda column: names.index(column.group))


def _make_column(kind: str, facts: Facts, rng: random.Random, decimals: bool) -> Column:
    words = WORDS[facts.language]

    def numbers(values: tuple[float, ...], total: float | None = None) -> tuple[tuple[str, ...], str]:
        whole = sum(values) if total is None else total
        return tuple(print_number(value, decimals=decimals) for value in values), print_number(whole)

    newest = facts.earlier[0][1]
    changes = tuple(own - before for own, before in zip(facts.scores, newest, strict=True))
    match kind.split("_")[0] if kind != "change_percent" else kind:
        case "own":
            return Column(
                kind,
                fill_heading(rng.choice(words.own), facts, facts.year),
                *numbers(facts.scores, facts.total),
            )
        case "maximum":
            return Column(kind, rng.choice(words.maximum), ("100",) * 8, "800")
        case "ratio":
            cells = tuple(f"{print_number(score)}{rng.choice(['/', ' / '])}100" for score in facts.scores)
            heading = f"{words.points.capitalize()}/max"
            return Column(kind, heading, cells, f"{print_number(facts.total)}/800")
        case "average":
            rounding = rng.choice((0, 0, 0, 1))
            cells, total = numbers(facts.averages, sum(facts.averages) + rounding)
            return Column(kind, rng.choice(words.average), cells, total)
        case "earlier":
            year, values = facts.earlier[int(kind[-1]) - 1]
            return Column(kind, fill_heading(rng.choice(words.earlier), facts, year), *numbers(values))
        case "change":
            signed = tuple(print_number(change, sign=True) for change in changes)
            return Column(kind, rng.choice(words.change), signed, print_number(sum(changes), sign=True))
        case "change_percent":
            shares = [round(100 * change / before) for change, before in zip(changes, newest, strict=True)]
            whole = round(100 * sum(changes) / sum(newest))
            return Column(
                kind,
                f"{rng.choice(words.change[:2])} (%)",
                tuple(f"{share:+d}" for share in shares),
                f"{whole:+d}",
            )
        case "percent":
            sign = rng.choice(["", " %"])
            cells = tuple(f"{round(score)}{sign}" for score in facts.scores)
            return Column(kind, rng.choice(words.percent), cells, f"{round(facts.total / 8)}{sign}")
        case "other":
            name, values = facts.others[int(kind[-1]) - 1]
            return Column(kind, rng.choice([name, f"{name} {facts.year - 1}"]), *numbers(values))
        case "highest":
            best = tuple(max(92.0, score) for score in facts.scores)
            return Column(kind, "Beste kommune" if facts.language == "nb" else "Bästa kommun", *numbers(best))
        case "lowest":
            worst = tuple(min(21.0, score) for score in facts.scores)
            return Column(kind, "Laveste" if facts.language == "nb" else "Lägsta poäng", *numbers(worst))
        case "rank":
            order = sorted(facts.scores, reverse=True)
            heading = "Plats" if facts.language == "nb" else "Placering"
            return Column(kind, heading, tuple(str(order.index(score) + 1) for score in facts.scores), "")
    raise ValueError(f"There is no column {kind!r}.")
