"""Themes: the subjects that go on through the editions, and the area of each edition that asks about them.

The claims stand in ``data/themes.csv``, one for each theme and edition, each with its source or marked as our
judgement, and its reason. No area belongs to two themes.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast

Fit = Literal["same", "similar", "partly", "none"]


@dataclass(frozen=True)
class ThemeArea:
    """How an edition covers a theme: by which area and how well; ``area_no`` is empty where none does."""

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
    """Every claim, by theme and edition."""
    text = resources.files("transform.data").joinpath("themes.csv").read_text(encoding="utf-8")
    return tuple(
        ThemeArea(
            int(row["theme_no"]),
            row["theme"],
            row["name"],
            row["name_english"],
            int(row["edition"]),
            int(row["area_no"]) if row["area_no"] else None,
            cast("Fit", row["fit"]),
            cast("Literal['source', 'judgement']", row["basis"]),
            row["source"] or None,
            row["reason"],
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def _themes_by_area() -> dict[tuple[int, int], str]:
    return {
        (claim.edition, claim.area_no): claim.theme for claim in read_themes() if claim.area_no is not None
    }


def find_theme(edition: int, area_no: int) -> str:
    """The theme that an area belongs to. Raises ``KeyError`` for an area that does not exist."""
    return _themes_by_area()[edition, area_no]
