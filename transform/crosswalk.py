"""Which areas of two editions may be compared, and how alike they are.

The claims stand in ``data/area_crosswalk.csv``, each with its source or marked as our judgement, and its
reason.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast

from extract.instrument import AREAS

Comparability = Literal["same", "similar", "as_printed", "not_comparable"]
ORDER: tuple[Comparability, ...] = ("same", "similar", "as_printed", "not_comparable")


@dataclass(frozen=True)
class Claim:
    """How an area of a later edition compares with the area of an earlier one that comes nearest."""

    edition: int
    area_no: int
    other_edition: int
    other_area_no: int
    comparability: Comparability
    basis: Literal["source", "judgement"]
    source: str | None
    reason: str


@cache
def read_crosswalk() -> tuple[Claim, ...]:
    """Every claim, by edition and area."""
    text = resources.files("transform.data").joinpath("area_crosswalk.csv").read_text(encoding="utf-8")
    return tuple(
        Claim(
            int(row["edition"]),
            int(row["area_no"]),
            int(row["other_edition"]),
            int(row["other_area_no"]),
            cast("Comparability", row["comparability"]),
            cast("Literal['source', 'judgement']", row["basis"]),
            row["source"] or None,
            row["reason"],
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def _claims_by_area() -> dict[tuple[int, int, int], Claim]:
    return {(claim.edition, claim.area_no, claim.other_edition): claim for claim in read_crosswalk()}


def compare_area(edition: int, area_no: int, other_edition: int) -> tuple[int, Comparability]:
    """The nearest area of an edition of the same or an earlier year, and how comparable it is.

    Raises ``KeyError`` for an area or edition that does not exist, and for a later ``other_edition``.
    """
    if (edition, area_no) not in AREAS:
        raise KeyError(f"there is no area {area_no} in edition {edition}")
    if edition == other_edition:
        return area_no, "same"
    claim = _claims_by_area()[edition, area_no, other_edition]
    return claim.other_area_no, claim.comparability


def find_weakest(comparabilities: list[Comparability]) -> Comparability:
    """The least comparable of several."""
    return max(comparabilities, key=ORDER.index)
