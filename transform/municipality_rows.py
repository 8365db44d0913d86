"""Rows of ``municipalities``: each municipality with its county, SKR's groups and its population.

Groups and populations are in ``data/municipality_facts.csv``, their sources in ``data/SOURCES.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.csvtables import load_table
from extract.municipalities import MUNICIPALITIES

Row = dict[str, Any]


@dataclass(frozen=True)
class MunicipalityFacts:
    """SKR's groups and the population of a Swedish municipality, named as in the table ``municipalities``."""

    municipality_code: str
    group_code_2017: str
    group_2017: str
    group_code_2023: str
    group_2023: str
    population_2022: int
    population_2023: int


@cache
def read_facts() -> Mapping[str, MunicipalityFacts]:
    """Load the groups and populations of the Swedish municipalities, by code."""
    facts = load_table("transform.data", "municipality_facts.csv", MunicipalityFacts)
    return {each.municipality_code: each for each in facts}


def list_municipalities() -> Iterator[Row]:
    """Yield the rows of ``municipalities``.

    A Norwegian municipality gets a new code when its county changes, so each row has the county that belongs
    to its code.
    """
    for municipality in MUNICIPALITIES.values():
        prefix = "NO-" if municipality.country == "NO" else ""
        facts = read_facts().get(municipality.code)
        yield {
            "country": municipality.country,
            "municipality_code": municipality.code,
            "municipality": municipality.name,
            "county_code": prefix + municipality.county_code if municipality.county_code else None,
            "county": municipality.county or None,
            **(vars(facts) if facts else {}),
            "valid_from": municipality.valid_from,
            "valid_to": municipality.valid_to,
        }
