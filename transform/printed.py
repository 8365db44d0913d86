"""Earlier scores and changes that a report itself prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.instrument import AREA_NUMBERS, MAX_SCORE, MAX_TOTAL, TOTAL_ROUNDING
from extract.records import Finding, Reading, ReadingKind
from transform.publication import Publication


@dataclass(frozen=True)
class PrintedEarlier:
    """An area's score in the previous evaluation, as the newer report prints it.

    ``source`` is ``printed_score`` or ``printed_change``. ``year`` is the year that is printed with it, if
    any.
    """

    score: float
    source: str
    year: int | None
    page: int


@dataclass(frozen=True)
class Doubt:
    """Why an area's printed earlier figure is not used; all areas' when ``area_no`` is ``None``."""

    area_no: int | None
    finding: Finding


def read_printed_earlier(publication: Publication) -> tuple[dict[int, PrintedEarlier], list[Doubt]]:
    """Read the earlier score of each area for which the report prints a score or a change, and the doubts.

    Of several earlier rounds the latest is used. Figures that contradict each other are not used, and when a
    column does not add up to the total printed in it, none are.
    """
    columns = _split_columns(publication.report.readings)
    scores = _pick_latest(columns, ReadingKind.PREVIOUS, publication.round)
    changes = [readings for (kind, _), readings in columns.items() if kind is ReadingKind.CHANGE]
    found: dict[int, PrintedEarlier] = {}
    doubts: list[Doubt] = []
    for proved in publication.scores:
        area_no, value = proved.area_no, proved.value
        told = [
            PrintedEarlier(reading.value, "printed_score", reading.year, reading.page)
            for reading in scores
            if reading.area_no == area_no
        ] + [
            PrintedEarlier(value - reading.value, "printed_change", reading.year, reading.page)
            for column in changes
            for reading in column
            if reading.area_no == area_no
        ]
        if not told:
            continue
        if len({each.score for each in told}) > 1 or not 0 <= told[0].score <= MAX_SCORE:
            doubts.append(Doubt(area_no, _describe_doubt(publication, area_no, value, told)))
            continue
        years = [each.year for each in told if each.year is not None and each.year < publication.round]
        year = max(years) if years else None
        found[area_no] = PrintedEarlier(told[0].score, told[0].source, year, told[0].page)
    untrue = [column for column in (scores, *changes) if not _adds_up(column)]
    if untrue and found:
        doubts.append(Doubt(None, _describe_sum(publication, untrue[0])))
        found = {}
    return found, doubts


def read_printed_total(publication: Publication) -> PrintedEarlier | None:
    """Read the total of the previous evaluation, or calculate it from the printed change of the total.

    Returns ``None`` when the report prints neither, or several that differ.
    """
    columns = _split_columns(publication.report.readings)
    total = publication.report.verdict.total
    told = [
        PrintedEarlier(reading.value, "printed_score", reading.year, reading.page)
        for reading in _pick_latest(columns, ReadingKind.PREVIOUS, publication.round)
        if reading.area_no is None
    ] + [
        PrintedEarlier(
            (total.value if total else publication.total) - reading.value,
            "printed_change",
            reading.year,
            reading.page,
        )
        for (kind, _), column in columns.items()
        if kind is ReadingKind.CHANGE
        for reading in column
        if reading.area_no is None
    ]
    if len({each.score for each in told}) != 1 or not 0 <= told[0].score <= MAX_TOTAL:
        return None
    years = [each.year for each in told if each.year is not None and each.year < publication.round]
    return PrintedEarlier(told[0].score, told[0].source, max(years) if years else None, told[0].page)


def _split_columns(readings: Iterable[Reading]) -> dict[tuple[ReadingKind, int | None], list[Reading]]:
    """Earlier scores and changes by kind and printed year, each in reading order."""
    columns: dict[tuple[ReadingKind, int | None], list[Reading]] = {}
    for reading in sorted(readings, key=lambda each: (each.page, each.box.top, each.box.x0)):
        if reading.kind in (ReadingKind.PREVIOUS, ReadingKind.CHANGE):
            columns.setdefault((reading.kind, reading.year), []).append(reading)
    return columns


def _pick_latest(
    columns: Mapping[tuple[ReadingKind, int | None], list[Reading]], wanted: ReadingKind, round_: int
) -> list[Reading]:
    """The readings of a kind with the latest year before the round; without such a year, those with none."""
    years = [year for kind, year in columns if kind is wanted and year is not None and year < round_]
    return columns.get((wanted, max(years) if years else None), [])


def _adds_up(column: Sequence[Reading]) -> bool:
    """Whether the eight areas add up to the total printed in the column, apart from rounding.

    True when the column has no total or not all areas.
    """
    totals = {reading.value for reading in column if reading.area_no is None}
    areas = {reading.area_no: reading.value for reading in column if reading.area_no is not None}
    if not totals or len(areas) != len(AREA_NUMBERS):
        return True
    return all(abs(total - sum(areas.values())) <= TOTAL_ROUNDING for total in totals)


def _describe_sum(publication: Publication, column: Sequence[Reading]) -> Finding:
    total = next(reading for reading in column if reading.area_no is None)
    sentence = (
        f"The report on {publication.municipality} {publication.round} prints earlier figures that do not "
        f"add up to the total of {total.value:g} printed with them; no change is published from them."
    )
    return Finding("previous_contradicts", sentence, total.page)


def _describe_doubt(
    publication: Publication, area_no: int, value: float, told: list[PrintedEarlier]
) -> Finding:
    figures = ", ".join(
        f"{each.score:g} on page {each.page}"
        if each.source == "printed_score"
        else f"a change of {value - each.score:+g} (that is {each.score:g}) on page {each.page}"
        for each in told
    )
    sentence = (
        f"The report on {publication.municipality} {publication.round} prints for area {area_no} earlier "
        f"figures that cannot be: {figures}; no change is published for it."
    )
    return Finding("previous_contradicts", sentence, told[0].page)
