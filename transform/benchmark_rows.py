"""Rows of ``benchmarks``: averages of other municipalities that published reports print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extract.instrument import AREA_NUMBERS, AREAS
from extract.records import ReadingKind
from transform.document_rows import order_readings
from transform.publication import Publication
from transform.score_rows import describe_evaluation, describe_place

Row = dict[str, Any]
Average = tuple[str | None, int | None]  # the population and the year that an average describes

ROUNDING = 0.5 * (len(AREA_NUMBERS) + 1)  # points: eight averages and their total, each rounded by itself


def list_benchmarks(publications: Iterable[Publication]) -> Iterator[Row]:
    """Yield the rows of ``benchmarks``.

    An average that is printed in several places gives one row. When a report prints two different averages of
    one area for the same population and year, neither is used. When the eight averages differ from the
    printed average of the total by more than rounding explains, none of them is used. All stay in
    ``evidence``.
    """
    for publication in publications:
        averages: dict[Average, dict[int | None, Row]] = {}
        contradicted: set[tuple[Average, int | None]] = set()
        for row in _list_averages(publication):
            average = row["population"], row["year"]
            first = averages.setdefault(average, {}).setdefault(row["area_no"], row)
            if first["average"] != row["average"]:
                contradicted.add((average, row["area_no"]))
        for average, rows in averages.items():
            kept = {area_no: row for area_no, row in rows.items() if (average, area_no) not in contradicted}
            if _adds_up(kept):
                yield from kept.values()


def _list_averages(publication: Publication) -> Iterator[Row]:
    for number, reading in enumerate(order_readings(publication.report), start=1):
        if reading.kind is ReadingKind.AVERAGE:
            yield {
                **describe_evaluation(publication),
                "document_sha256": publication.report.sha256,
                "reading_no": number,
                "area_no": reading.area_no,
                "area": AREAS[publication.edition, reading.area_no].name if reading.area_no else None,
                "average": reading.value,
                "population": reading.population,
                "year": reading.year,
                "words": reading.words or None,
                **describe_place(reading),
            }


def _adds_up(rows: Mapping[int | None, Row]) -> bool:
    areas: Sequence[float] = [row["average"] for area_no, row in rows.items() if area_no is not None]
    if None not in rows or len(areas) != len(AREA_NUMBERS):
        return True
    total: float = rows[None]["average"]
    return abs(total - sum(areas)) <= ROUNDING
