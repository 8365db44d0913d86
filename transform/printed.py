"""Earlier scores and changes as a report itself prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.instrument import MAX_SCORE
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
    """Why an area's printed earlier figure is not taken."""

    area_no: int
    finding: Finding


def read_printed_earlier(publication: Publication) -> tuple[dict[int, PrintedEarlier], list[Doubt]]:
    """The earlier score of each area whose score or change the report prints, and what is doubtful.

    Of several earlier rounds the latest is meant. Figures that contradict each other are not taken.
    """
    readings = publication.report.readings
    scores = _pick_latest(readings, ReadingKind.PREVIOUS, publication.round)
    changes = _pick_latest(readings, ReadingKind.CHANGE, publication.round)
    found: dict[int, PrintedEarlier] = {}
    doubts: list[Doubt] = []
    for proved in publication.scores:
        area_no, value = proved.area_no, proved.value
        told = [
            PrintedEarlier(reading.value, "printed_score", reading.year, reading.page)
            for reading in scores.get(area_no, [])
        ] + [
            PrintedEarlier(value - reading.value, "printed_change", reading.year, reading.page)
            for reading in changes.get(area_no, [])
        ]
        if not told:
            continue
        if len({each.score for each in told}) > 1 or not 0 <= told[0].score <= MAX_SCORE:
            doubts.append(Doubt(area_no, _describe_doubt(publication, area_no, value, told)))
            continue
        years = [each.year for each in told if each.year is not None]
        year = max(years) if years else None
        found[area_no] = PrintedEarlier(told[0].score, told[0].source, year, told[0].page)
    return found, doubts


def _pick_latest(readings: Iterable[Reading], kind: ReadingKind, round_: int) -> dict[int, list[Reading]]:
    """The readings of the kind by area, of the latest year before the round (of no year if none has one)."""
    wanted = [
        reading
        for reading in readings
        if reading.kind is kind and reading.area_no is not None and (reading.year or 0) < round_
    ]
    years = {reading.year for reading in wanted if reading.year is not None}
    latest = max(years) if years else None
    areas: dict[int, list[Reading]] = {}
    for reading in sorted(wanted, key=lambda each: (each.page, each.box.top, each.box.x0)):
        if reading.year == latest and reading.area_no is not None:
            areas.setdefault(reading.area_no, []).append(reading)
    return areas


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
