"""Check that scores are proved to be the municipality's own of this round, and nothing rivals them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.instrument import AREA_NUMBERS, MAX_SCORE, MAX_TOTAL, TOTAL_ROUNDING
from extract.presentations import (
    BY_CHAPTER,
    BY_PAGE,
    join_halves,
    list_foreign_columns,
    list_open_columns,
    list_owned,
)
from extract.proof.evidence import LEAST_SERIES, NEAR_COPY, Evidence, is_proved_elsewhere, list_summed
from extract.records import Reading, ReadingKind, Reason


def find_unowned(evidence: Evidence) -> list[Reason]:
    """Find scores of which nothing on the page proves that they are the municipality's own of this round."""
    owned = {area_no for each in list_owned(evidence.own, evidence.totals) for area_no in each.readings}
    unproved = sorted(set(AREA_NUMBERS) - owned)
    reading = next(
        (each.readings[no] for no in unproved for each in evidence.own if no in each.readings), None
    )
    if reading is None:
        return _find_owned_by_place(evidence)
    return [
        Reason(
            "score_uncertain",
            f"Page {reading.page} prints {reading.text} for area {reading.area_no}, but nothing there proves"
            " that the numbers are this municipality's of this round: no name, no year, no words such as"
            " 'kommunens' or 'erhållna', no chapter of results, no total told as its own.",
        )
    ]


def _find_owned_by_place(evidence: Evidence) -> list[Reason]:
    """Find scores that only their chapter or page attributes to the municipality, most of them unproved."""
    if not {each.owner for each in evidence.own} <= {"", BY_CHAPTER, BY_PAGE} or is_proved_elsewhere(
        evidence
    ):
        return []
    if len(list_summed(evidence)) * 2 > len(AREA_NUMBERS):
        return []
    reading = next(iter(evidence.own[0].readings.values()))
    return [
        Reason(
            "score_uncertain",
            f"Page {reading.page} prints {reading.text} for area {reading.area_no} in a chapter on this"
            " municipality, but no total and no second presentation proves that it is of this round.",
        )
    ]


def find_open_totals(evidence: Evidence, readings: Sequence[Reading]) -> list[Reason]:
    """Find a different total whose owner is not stated, if nothing else proves the scores.

    A total to which the numbers of a column of others add up is that column's.
    """
    if is_proved_elsewhere(evidence):
        return []
    total = sum(evidence.values.values())
    of_others = {each.total for each in list_foreign_columns(readings) if each.is_whole}
    return [
        Reason(
            "score_uncertain",
            f"The areas add up to {total:g}; page {reading.page} prints {reading.text} points in all, and"
            " nothing says for certain whose they are or proves the scores.",
        )
        for reading in readings
        if reading.area_no is None
        and reading.kind is ReadingKind.UNKNOWN
        and MAX_SCORE < reading.value < MAX_TOTAL
        and abs(reading.value - total) > TOTAL_ROUNDING
        and reading.value not in of_others
    ][:1]


def find_rivals(evidence: Evidence, readings: Sequence[Reading]) -> list[Reason]:
    """Find a different series whose owner is not stated, if nothing else proves the scores.

    The sum below the scores proves nothing against eight other numbers with a sum of their own.
    """
    is_proved = is_proved_elsewhere(evidence)
    sums = {(each.group.presentation, each.value) for each in readings if each.area_no is None}
    own = {each.presentation for each in evidence.own if each.is_whole}
    sums_are_own = {each.group.presentation for each in evidence.totals} <= own
    for column in join_halves(list_open_columns(readings)):
        numbers = {reading.value for reading in column.readings.values()}
        same = sum(value == evidence.values[area_no] for area_no, value in column.values)
        has_sum = (column.presentation, column.total) in sums
        same_names = not column.editions or evidence.edition in (None, *column.editions)
        if is_proved and not (column.is_whole and has_sum and same_names and sums_are_own):
            continue
        if (
            len(column.readings) >= LEAST_SERIES
            and same < NEAR_COPY
            and column.presentation not in own
            and len(numbers) > 1
            and all(0 <= number <= MAX_SCORE for number in numbers)
        ):
            reading = column.readings[min(column.readings)]
            return [
                Reason(
                    "score_uncertain",
                    f"Page {reading.page} prints other numbers beside the areas, {reading.text} for area"
                    f" {reading.area_no}, and nothing says for certain whose they are or proves the scores"
                    " given elsewhere.",
                )
            ]
    return []
