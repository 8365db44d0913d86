"""Themes: subjects that are followed across the editions, and the area of each edition that covers them.

The claims are in ``data/themes.csv``, one for each theme and edition, each with a reason, and with a source
or marked as our judgement. No area belongs to two themes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.csvtables import load_table

Fit = Literal["same", "similar", "partly", "none"]


@dataclass(frozen=True)
class ThemeArea:
    """The area by which an edition covers a theme, and how well; ``area_no`` is ``None`` when none does."""

    theme_no: int
    theme: str
    name: str
    name_english: str
    edition: int
    area_no: int | None
    fit: Fit
    basis: Literal["source", "judgement"]
    source: str | None
    reason: str


@cache
def read_themes() -> tuple[ThemeArea, ...]:
    """Load every claim, in the order of theme and edition."""
    return load_table("transform.data", "themes.csv", ThemeArea)


@cache
def _themes_by_area() -> dict[tuple[int, int], str]:
    return {
        (claim.edition, claim.area_no): claim.theme for claim in read_themes() if claim.area_no is not None
    }


def find_theme(edition: int, area_no: int) -> str:
    """Find the theme of an area. Raises ``KeyError`` for an area that does not exist."""
    return _themes_by_area()[edition, area_no]
