"""The municipalities of Sweden and Norway, one entry for each official code that was in force since 2002.

Sweden: the codes of SCB, with the changes of Knivsta (2003, split from Uppsala), Heby (2007, moved to another
county) and Malung-Sälen (2008, until then Malung). Norway: the 849 codes of Statistics Norway's Klass 131,
with their years, other names and successors. Which of several codes is meant depends on the round.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.csvtables import load_table


@dataclass(frozen=True)
class Municipality:
    """A municipality (kommun) under one official code.

    ``code`` is text, such as "0180" or, for Norway, "NO-1505". ``spellings`` are the names in reports, with
    the genitive and without kommun or stad. ``valid_from`` and ``valid_to`` are the first and last year,
    ``None`` when not limited. ``successors`` are the codes that took over any part of its territory.
    """

    code: str
    country: Literal["SE", "NO"]
    name: str
    county_code: str
    county: str
    spellings: tuple[str, ...]
    valid_from: int | None = None
    valid_to: int | None = None
    successors: tuple[str, ...] = ()

    def is_valid_in(self, year: int) -> bool:
        """Whether the code was in force in that year."""
        return (self.valid_from is None or self.valid_from <= year) and (
            self.valid_to is None or year <= self.valid_to
        )


TABLES: tuple[tuple[Literal["SE", "NO"], str], ...] = (
    ("SE", "municipalities.csv"),
    ("NO", "municipalities_no.csv"),
)
MUNICIPALITIES: dict[str, Municipality] = {
    municipality.code: municipality
    for country, table in TABLES
    for municipality in load_table("extract.data", table, Municipality, country=country)
}


@cache
def list_namesakes(name: str, country: str) -> tuple[Municipality, ...]:
    """List every code of municipalities of that name, the oldest first."""
    found = (place for place in MUNICIPALITIES.values() if (place.name, place.country) == (name, country))
    return tuple(sorted(found, key=lambda place: (place.valid_from or 0, place.code)))


def find_code(name: str, country: str, year: int | None) -> Municipality | None:
    """Find the only municipality of that name with a code valid in ``year``; ``None`` if none or several."""
    namesakes = list_namesakes(name, country)
    if year is not None:
        namesakes = tuple(municipality for municipality in namesakes if municipality.is_valid_in(year))
    return namesakes[0] if len(namesakes) == 1 else None


@cache
def find_latest(code: str) -> str:
    """Find the present code of a municipality; its own when no or several codes succeeded it.

    A code is followed to its only successor if that took over nothing else, or has the same name.
    """
    place = MUNICIPALITIES.get(code)
    if place is None or len(place.successors) != 1:
        return code
    successor = MUNICIPALITIES[place.successors[0]]
    alone = len(_list_predecessors(successor.code)) == 1
    return find_latest(successor.code) if alone or successor.name == place.name else code


@cache
def _list_predecessors(code: str) -> tuple[str, ...]:
    return tuple(place.code for place in MUNICIPALITIES.values() if code in place.successors)
