"""The municipalities: Sweden's 290 with their SCB codes, and the Norwegian ones known to have been evaluated.

A Norwegian municipality stands once for each code it has had; the round decides which one is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.instrument import read_table


@dataclass(frozen=True)
class Municipality:
    """A municipality (kommun) under one official code.

    ``code`` is text, "0180" or, Norwegian, "NO-1505". ``spellings`` are the names as reports print
    them, genitive included, without kommun or stad. ``valid_from`` and ``valid_to`` are years, both included,
    ``None`` where open.
    """

    code: str
    country: Literal["SE", "NO"]
    name: str
    county_code: str
    county: str
    spellings: tuple[str, ...]
    valid_from: int | None = None
    valid_to: int | None = None

    def is_valid_in(self, year: int) -> bool:
        """Whether the code was in force in that year."""
        return (self.valid_from is None or self.valid_from <= year) and (
            self.valid_to is None or year <= self.valid_to
        )


def _read_municipalities() -> dict[str, Municipality]:
    found: dict[str, Municipality] = {}
    for row in read_table("municipalities.csv"):
        spellings = tuple(row["spellings"].split("|"))
        found[row["code"]] = Municipality(
            row["code"], "SE", row["name"], row["county_code"], row["county"], spellings
        )
    for row in read_table("municipalities_no.csv"):
        found[row["code"]] = Municipality(
            row["code"],
            "NO",
            row["name"],
            row["county_code"],
            row["county"],
            tuple(row["spellings"].split("|")),
            int(row["valid_from"]) if row["valid_from"] else None,
            int(row["valid_to"]) if row["valid_to"] else None,
        )
    return found


MUNICIPALITIES: dict[str, Municipality] = _read_municipalities()


@cache
def list_namesakes(name: str, country: str) -> tuple[Municipality, ...]:
    """Every code that a municipality of that name has or has had, and its namesakes', in code order."""
    return tuple(
        municipality
        for _, municipality in sorted(MUNICIPALITIES.items())
        if municipality.name == name and municipality.country == country
    )


def find_code(name: str, country: str, year: int | None) -> Municipality | None:
    """The one municipality of that name whose code was valid in ``year``, ``None`` if none or several."""
    namesakes = list_namesakes(name, country)
    if year is not None:
        namesakes = tuple(municipality for municipality in namesakes if municipality.is_valid_in(year))
    return namesakes[0] if len(namesakes) == 1 else None
