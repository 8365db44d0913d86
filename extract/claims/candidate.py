"""A candidate for a document's scores: a series, what words make of it, and the evidence whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from extract.claims.owner import Attribution, Claim
from extract.instrument import AREA_NUMBERS, MAX_SCORE
from extract.records import ReadingKind
from extract.series.records import Series

LEAST_OVERVIEW = 9  # numbers between those of the areas, in an overview with the points of each question
Values = tuple[tuple[int, float], ...]  # pairs of area number and value


@dataclass(frozen=True)
class Candidate:
    """A series and its meaning.

    ``evidence`` is what proves that it is the municipality's own of this round; empty if nothing does.
    """

    series: Series
    meaning: Attribution
    evidence: str = ""

    @property
    def values(self) -> Values:
        """The pairs of area number and value, by area."""
        return tuple(self.series.values.items())

    @property
    def kind(self) -> ReadingKind:
        """The kind of its numbers."""
        return self.meaning.kind

    @cached_property
    def is_bracketed(self) -> bool:
        """Whether all its numbers are in brackets."""
        return all(pair.number.bracketed for pair in self.series.pairs.values())

    @property
    def may_be_own(self) -> bool:
        """Whether words and values allow that it has the municipality's own points of this round."""
        return self.meaning.claim is not Claim.NONE and all(
            0 <= value <= MAX_SCORE and value % 0.5 == 0 for _, value in self.values
        )

    def list_beside(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """List the other candidates of its presentation."""
        own = self.series.presentation
        return [each for each in candidates if each is not self and each.series.presentation == own]


def sums_questions(series: Series) -> bool:
    """Whether each area's number is the sum of the numbers after it, up to the next area, or before it.

    The numbers before the first area's row of a sum are not known; its label must call it a sum.
    """
    if set(series.pairs) != set(AREA_NUMBERS) or len(series.between) < LEAST_OVERVIEW:
        return False
    numbers = [(pair.page, pair.number.word.top, pair.number.value, True) for pair in series.pairs.values()]
    numbers += [(view.number, number.word.top, number.value, False) for number, view in series.between]
    numbers.sort()
    if all(pair.label is not None and pair.label.is_sum for pair in series.pairs.values()):
        numbers = numbers[:0:-1]
    sums: list[list[float]] = []
    for _, _, value, is_area in numbers:
        if is_area:
            sums.append([value])
        elif sums:
            sums[-1].append(value)
    return all(each[0] == sum(each[1:]) for each in sums)
