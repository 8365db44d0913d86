"""Collect the sub-areas that an overview prints, by area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from extract.instrument import MAX_SCORE
from extract.records import Reading, ReadingKind, SubareaScore


@dataclass(frozen=True)
class Subareas:
    """One area's sub-areas in printed order."""

    scores: tuple[SubareaScore, ...]

    @property
    def total(self) -> float:
        """The sum of the sub-areas' points."""
        return sum(score.value for score in self.scores)

    @property
    def is_complete(self) -> bool:
        """Whether their maxima add up to the area's maximum, so that none of them is missing."""
        return sum(score.max_score or 0 for score in self.scores) == MAX_SCORE


def find_subareas(readings: Iterable[Reading], edition: int | None) -> dict[int, Subareas]:
    """Collect the sub-areas of each area that has any.

    A reading of other editions than ``edition`` is left out. Of several readings of one sub-area the first
    counts.
    """
    scores: dict[int, dict[str, Reading]] = defaultdict(dict)
    most: dict[tuple[int, str], float] = {}
    for reading in readings:
        if reading.area_no is None or reading.subarea_no is None:
            continue
        if edition is not None and reading.editions and edition not in reading.editions:
            continue
        if reading.kind is ReadingKind.SUBAREA:
            scores[reading.area_no].setdefault(reading.subarea_no, reading)
        elif reading.kind is ReadingKind.SUBAREA_MAX:
            most.setdefault((reading.area_no, reading.subarea_no), reading.value)
    return {
        area_no: Subareas(
            tuple(
                SubareaScore(
                    area_no, number, reading.label, reading.value, most.get((area_no, number)), reading
                )
                for number, reading in found.items()
            )
        )
        for area_no, found in scores.items()
    }
