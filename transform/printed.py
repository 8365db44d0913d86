"""Earlier scores and changes as a report itself prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.instrument import AREA_NUMBERS, MAX_SCORE, MAX_TOTAL, TOTAL_ROUNDING
from extract.records import Finding, Reading, ReadingKind
from transform.publication import Publication


@dataclass(frozen=True)
class PrintedEarlier:
    """An area's score in the evaluation before, as the newer report tells it.

    ``source`` is ``printed_score`` or ``printed_change``; ``year`` is the year that the words give, if any.
    """

    score: float
    source: str
    year: int | None
    page: int


@dataclass(frozen=True)
class Doubt:
    """Why an area's printed earlier figure is not taken, or none of them if ``area_no`` is empty."""

    area_no: int | None
    finding: Finding


def read_printed_earlier(publication: Publication) -> tuple[dict[int, PrintedEarlier], list[Doubt]]:
    """The earlier score of each area whose score or change the report prints, and what is doubtful.

    Of several earlier rounds the latest is meant. Figures that contradict each other are not taken, and none
    of a column that does not add up to the total printed in it.
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
    """The total of the evaluation before as the newer report prints it, or as the printed change gives it.

    Nothing where the report prints none, or several that differ.
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
    """The earlier scores and changes by kind and the year that their words give, each in reading order."""
    columns: dict[tuple[ReadingKind, int | None], list[Reading]] = {}
    for reading in sorted(readings, key=lambda each: (each.page, each.box.top, each.box.x0)):
        if reading.kind in (ReadingKind.PREVIOUS, ReadingKind.CHANGE):
            columns.setdefault((reading.kind, reading.year), []).append(reading)
    return columns


def _pick_latest(
    columns: Mapping[tuple[ReadingKind, int | None], list[Reading]], wanted: ReadingKind, round_: int
) -> list[Reading]:
    """The readings of the kind of the latest year before the round, or of no year if none has one."""
    years = [year for kind, year in columns if kind is wanted and year is not None and year < round_]
    return columns.get((wanted, max(years) if years else None), [])


def _adds_up(column: Sequence[Reading]) -> bool:
    """Whether a total printed in the column is the sum of its eight areas, but for rounding."""
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
