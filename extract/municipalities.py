"""The municipalities of Sweden and Norway, once for each official code that was in force since 2002.

The round decides which code is meant. Sweden: the codes of SCB; Knivsta (2003, parted from Uppsala), Heby
(2007, another county and code) and Malung-Sälen (2008, until then Malung) as several pages tell alike.
Norway: the 849 codes of Statistics Norway's Klass 131, with their years, other names and successors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.csvtables import load_table


@dataclass(frozen=True)
class Municipality:
    """A municipality (kommun) under one official code.

    ``code`` is text, "0180" or, Norwegian, "NO-1505". ``spellings`` are the names as reports print
    them, genitive included, without kommun or stad. ``valid_from`` and ``valid_to`` are years, both included,
    ``None`` where open. ``successors`` are the codes that took over its territory, all that took a part.
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
    """Every code that a municipality of that name has or has had, and its namesakes', the oldest first."""
    found = (place for place in MUNICIPALITIES.values() if (place.name, place.country) == (name, country))
    return tuple(sorted(found, key=lambda place: (place.valid_from or 0, place.code)))


def find_code(name: str, country: str, year: int | None) -> Municipality | None:
    """The one municipality of that name whose code was valid in ``year``, ``None`` if none or several."""
    namesakes = list_namesakes(name, country)
    if year is not None:
        namesakes = tuple(municipality for municipality in namesakes if municipality.is_valid_in(year))
    return namesakes[0] if len(namesakes) == 1 else None


@cache
def find_latest(code: str) -> str:
    """The code under which a municipality goes on to this day; its own where none or several took over.

    A code goes on where it has one successor that took over nothing else, or that bears its name.
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
