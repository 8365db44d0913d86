"""The evidence for a set of scores, and what of it proves them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.instrument import AREA_NUMBERS, TOTAL_ROUNDING
from extract.presentations import Presentation
from extract.proof.subareas import Subareas
from extract.records import Reading

LEAST_SERIES = 6  # areas; a column with fewer numbers is no series of scores
NEAR_COPY = 5  # areas in which a column must repeat the scores to count as a copy of them


@dataclass(frozen=True)
class Evidence:
    """The evidence for a set of scores: their presentations, the printed totals and the sub-areas."""

    edition: int | None
    own: Sequence[Presentation]
    totals: Sequence[Reading]
    subareas: Mapping[int, Subareas]

    @property
    def values(self) -> dict[int, float]:
        """The points of each area; where presentations differ, those of the last one."""
        return {area_no: reading.value for each in self.own for area_no, reading in each.readings.items()}


def is_summed(evidence: Evidence) -> bool:
    """Whether a printed total proves all eight scores."""
    return bool(evidence.totals) and set(evidence.values) == set(AREA_NUMBERS)


def meets_total(total: float, printed: float) -> bool:
    """Whether areas that add up to ``total`` have this printed total; only half points are rounded."""
    return printed == total or (total % 1 != 0 and abs(printed - total) <= TOTAL_ROUNDING)


def is_proved_elsewhere(evidence: Evidence) -> bool:
    """Whether all eight scores are proved by more than one presentation alone.

    The sentences of the chapters are none beside their headings.
    """
    whole = {each.presentation for each in evidence.own if each.is_whole and each.group.kind != "told"}
    return is_summed(evidence) or len(whole) > 1 or len(list_summed(evidence)) == len(AREA_NUMBERS)


def list_summed(evidence: Evidence) -> list[int]:
    """List the areas whose sub-areas add up to their points."""
    return [no for no, parts in evidence.subareas.items() if parts.total == evidence.values.get(no)]
