"""Rows of ``municipalities``: each municipality with its county and the groups of its peers.

Groups and populations stand in ``data/municipality_facts.csv``, their sources in ``data/SOURCES.md``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from extract.municipalities import MUNICIPALITIES

Row = dict[str, Any]

WHOLE = ("population_2022", "population_2023")


@cache
def read_facts() -> Mapping[str, Row]:
    """The groups and populations of the Swedish municipalities, by code."""
    text = resources.files("transform.data").joinpath("municipality_facts.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["municipality_code"]: {
            name: int(value) if name in WHOLE else value
            for name, value in row.items()
            if name != "municipality_code"
        }
        for row in rows
    }


def list_municipalities() -> Iterator[Row]:
    """The rows of ``municipalities``.

    A Norwegian municipality that changed county changed its code, so its row gives the county of the years of
    that code.
    """
    for municipality in MUNICIPALITIES.values():
        prefix = "NO-" if municipality.country == "NO" else ""
        yield {
            "country": municipality.country,
            "municipality_code": municipality.code,
            "municipality": municipality.name,
            "county_code": prefix + municipality.county_code if municipality.county_code else None,
            "county": municipality.county or None,
            **read_facts().get(municipality.code, {}),
            "valid_from": municipality.valid_from,
            "valid_to": municipality.valid_to,
        }
