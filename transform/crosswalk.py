"""Which areas of two editions may be compared, and how similar they are.

The claims are in ``data/area_crosswalk.csv``, each with a reason, and with a source or marked as our
judgement.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.csvtables import load_table
from extract.instrument import AREAS

Comparability = Literal["same", "similar", "as_printed", "not_comparable"]
ORDER: tuple[Comparability, ...] = ("same", "similar", "as_printed", "not_comparable")


@dataclass(frozen=True)
class Claim:
    """How well an area of an edition can be compared with the nearest area of an earlier edition."""

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
    """Load every claim, in the order of edition and area."""
    return load_table("transform.data", "area_crosswalk.csv", Claim)


@cache
def _claims_by_area() -> dict[tuple[int, int, int], Claim]:
    return {(claim.edition, claim.area_no, claim.other_edition): claim for claim in read_crosswalk()}


def compare_area(edition: int, area_no: int, other_edition: int) -> tuple[int, Comparability]:
    """Find the area of ``other_edition`` that is nearest to an area, and how comparable the two are.

    Raises ``KeyError`` for an area or edition that does not exist, and for a later ``other_edition``.
    """
    if (edition, area_no) not in AREAS:
        raise KeyError(f"there is no area {area_no} in edition {edition}")
    if edition == other_edition:
        return area_no, "same"
    claim = _claims_by_area()[edition, area_no, other_edition]
    return claim.other_area_no, claim.comparability


def find_weakest(comparabilities: list[Comparability]) -> Comparability:
    """Return the least comparable of several."""
    return max(comparabilities, key=ORDER.index)
