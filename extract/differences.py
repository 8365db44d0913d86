"""Distinguish columns of differences to an average from columns of changes since an earlier round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.records import Group, Identity, Reading, ReadingKind
from extract.vocabulary import AVERAGE, DIFFERENCE, EVERYONE, is_of_earlier_round

LEAST_ROWS = 3  # rows; fewer may fit by chance
ROUNDING = 1.0  # points; a difference may have been calculated before its parts were rounded
OWN = (ReadingKind.SCORE, ReadingKind.TOTAL)
Values = Mapping[int | None, float]


def settle_differences(readings: Iterable[Reading], identity: Identity) -> tuple[Reading, ...]:
    """Set the kind of every column of differences.

    Columns that one reader found on one page are compared. A column that equals own points less an average is
    ``difference_to_average``, whatever its heading. A column headed as a difference is a change only when it
    equals own points less earlier ones, or when its words name an earlier round.
    """
    readings = tuple(readings)
    columns: dict[tuple[int, str], dict[tuple[Group, ReadingKind], list[Reading]]] = defaultdict(dict)
    for reading in readings:
        beside = columns[reading.page, reading.reader]
        kind = ReadingKind.SCORE if reading.kind in OWN else reading.kind
        beside.setdefault((reading.group, kind), []).append(reading)
    settled: dict[int, ReadingKind] = {}
    for beside in columns.values():
        for (_, kind), column in beside.items():
            if _may_be_difference(kind, column):
                told = _settle(column, kind, beside, identity)
                settled.update((id(reading), told) for reading in column)
    return tuple(
        replace(reading, kind=settled[id(reading)]) if id(reading) in settled else reading
        for reading in readings
    )


def _may_be_difference(kind: ReadingKind, column: Sequence[Reading]) -> bool:
    return kind is ReadingKind.CHANGE or (
        kind is ReadingKind.OTHER and bool(DIFFERENCE.search(column[0].words))
    )


def _settle(
    column: Sequence[Reading],
    kind: ReadingKind,
    beside: Mapping[tuple[Group, ReadingKind], Sequence[Reading]],
    identity: Identity,
) -> ReadingKind:
    words = column[0].words
    values = _list_values(column)
    own, averages, earlier = (
        [_list_values(each) for (_, which), each in beside.items() if which is wanted]
        for wanted in (ReadingKind.SCORE, ReadingKind.AVERAGE, ReadingKind.PREVIOUS)
    )
    if _is_difference(values, own, earlier, within=0.0):
        return ReadingKind.CHANGE
    if is_of_earlier_round(words, identity):
        return kind
    if _is_difference(values, own, averages, within=ROUNDING):
        return ReadingKind.DIFFERENCE
    if not DIFFERENCE.search(words):
        return kind
    if AVERAGE.search(words) or EVERYONE.search(words) or (averages and not earlier):
        return ReadingKind.DIFFERENCE
    if _is_difference(values, own, earlier, within=ROUNDING):
        return ReadingKind.CHANGE
    return ReadingKind.OTHER


def _list_values(column: Iterable[Reading]) -> Values:
    return {reading.area_no: reading.value for reading in column}


def _is_difference(values: Values, own: Sequence[Values], others: Sequence[Values], *, within: float) -> bool:
    """Whether the values equal an own column less another column, row by row."""
    return any(
        len(rows := (values.keys() & ours.keys() & theirs.keys()) - {None}) >= LEAST_ROWS
        and all(abs(ours[row] - theirs[row] - values[row]) <= within for row in rows)
        for ours in own
        for theirs in others
    )
