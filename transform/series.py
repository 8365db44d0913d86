"""Comparing each evaluation with the one before it and with the municipality's first.

An area's earlier score is that of the municipality's previous published evaluation, if the crosswalk allows
the comparison. When there is none, or when the report names a later one than any that is published, the
earlier score or the change that the report itself prints is used. Printed and published figures are compared,
and a difference is a finding. When a reform changed a municipality's code, its series goes on under the code
of its only successor, and ``previous_code`` has the old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, cast

from extract.instrument import AREA_NUMBERS, EDITIONS
from extract.municipalities import find_latest
from extract.records import Finding
from transform.crosswalk import Comparability, compare_area, find_weakest
from transform.printed import PrintedEarlier, read_printed_earlier, read_printed_total
from transform.publication import Publication
from transform.ranks import rank_evaluations

Key = tuple[str, int]  # municipality code and round


@dataclass(frozen=True)
class Earlier:
    """An area's comparison with the previous evaluation; the names are those of ``area_scores``."""

    previous_round: int | None = None
    previous_edition: int | None = None
    previous_area_no: int | None = None
    previous_score: float | None = None
    change: float | None = None
    change_source: str | None = None
    comparability: str | None = None
    previous_code: str | None = None


@dataclass(frozen=True)
class Place:
    """An evaluation's number, ranks and comparisons; the names are those of ``evaluations``."""

    nth: int
    rank: int
    rank_tied: bool
    ranked: int
    rank_in_edition: int
    first_round: int
    first_total: float
    first_source: str
    change_since_first: float | None
    is_last: bool
    previous_round: int | None = None
    previous_total: float | None = None
    total_change: float | None = None
    total_change_source: str | None = None
    comparability: str | None = None
    previous_code: str | None = None


@dataclass(frozen=True)
class Series:
    """The result of ``compare_evaluations`` by evaluation; ``areas`` and ``printed`` also by area number.

    ``documents`` has the sha256 of each evaluation's report. ``findings`` has each finding's area number,
    or ``None`` for one about the whole evaluation.
    """

    documents: dict[Key, str]  # sha256
    areas: dict[Key, dict[int, Earlier]]
    printed: dict[Key, dict[int, PrintedEarlier]]
    places: dict[Key, Place]
    findings: dict[Key, list[tuple[int | None, Finding]]]


def compare_evaluations(publications: Iterable[Publication]) -> Series:
    """Compare every published evaluation with the previous one, rank them and number them.

    Evaluations of different origin are never compared with each other.
    """
    ordered = sorted(publications, key=lambda each: (*name_line(each), each.round))
    ranks = rank_evaluations(ordered)
    series = Series({}, {}, {}, {}, {})
    for _, group in groupby(ordered, key=name_line):
        rounds = list(group)
        for number, publication in enumerate(rounds):
            key = publication.municipality_code, publication.round
            before = rounds[:number]
            series.documents[key] = publication.report.sha256
            printed, doubts = read_printed_earlier(publication)
            series.printed[key] = printed
            series.areas[key], findings = _compare_areas(publication, printed, before)
            series.findings[key] = [(doubt.area_no, doubt.finding) for doubt in doubts] + findings
            told = None if doubts else read_printed_total(publication)
            compared = _compare_total(publication, before, series.areas[key], told)
            if number == 0:
                start = _find_start(publication, compared)
            series.places[key] = Place(
                number + 1,
                **vars(ranks[key]),
                first_round=start.round,
                first_total=start.total,
                first_source=start.source,
                change_since_first=_compare_with_start(publication, rounds[0], start, compared),
                is_last=number + 1 == len(rounds),
                **compared,
                previous_code=name_previous_code(publication, before[-1]) if before else None,
            )
    return series


def name_line(publication: Publication) -> tuple[str, str]:
    """The key of a municipality's series: its present code, and the origin of the evaluations."""
    return find_latest(publication.municipality_code), publication.origin


def name_previous_code(publication: Publication, held: Publication) -> str | None:
    """The code under which the previous evaluation was made, if it differs; otherwise ``None``."""
    return held.municipality_code if held.municipality_code != publication.municipality_code else None


def _compare_areas(
    publication: Publication, printed: Mapping[int, PrintedEarlier], before: Sequence[Publication]
) -> tuple[dict[int, Earlier], list[tuple[int | None, Finding]]]:
    findings: list[tuple[int | None, Finding]] = []
    areas: dict[int, Earlier] = {}
    for area_no, value in publication.values.items():
        told = printed.get(area_no)
        held = before[-1] if before else None
        if told is not None and told.year is not None:
            findings += _check_against_held(publication, area_no, told, before)
            if held is not None and told.year > held.round + 1:
                held = None  # the report names a later evaluation than any that is published
        elif told is not None and held is not None:
            findings += _check_against_held(publication, area_no, told, before)
        if held is not None:
            earlier = _compare_with_held(publication, area_no, value, held)
            areas[area_no] = replace(earlier, previous_code=name_previous_code(publication, held))
        elif told is not None:
            areas[area_no] = _compare_with_printed(publication, area_no, value, told)
        else:
            areas[area_no] = Earlier()
    return areas, findings


def _compare_with_held(publication: Publication, area_no: int, value: float, held: Publication) -> Earlier:
    if held.edition > publication.edition:  # made with an edition that was already replaced
        return Earlier(held.round, held.edition, comparability="not_comparable")
    other_area, comparability = compare_area(publication.edition, area_no, held.edition)
    if comparability == "not_comparable":
        return Earlier(held.round, held.edition, comparability=comparability)
    previous = held.values[other_area]
    return Earlier(
        held.round, held.edition, other_area, previous, value - previous, "held", comparability=comparability
    )


def _compare_with_printed(
    publication: Publication, area_no: int, value: float, told: PrintedEarlier
) -> Earlier:
    comparability, edition, other_area = "as_printed", None, None
    if told.year is not None:
        editions = _list_editions_of(told.year)
        if len(editions) == 1 and editions[0] <= publication.edition:
            edition = editions[0]
            other_area, comparability = compare_area(publication.edition, area_no, edition)
            if comparability == "not_comparable":
                return Earlier(told.year, edition, comparability=comparability)
    return Earlier(
        told.year,
        edition,
        other_area,
        told.score,
        value - told.score,
        told.source,
        comparability=comparability,
    )


def _list_editions_of(year: int) -> list[int]:
    """The editions that an evaluation of ``year`` may follow; the year may be the visit's or the report's."""
    return [
        number for number, edition in EDITIONS.items() if edition.covers(year) or edition.covers(year - 1)
    ]


def _check_against_held(
    publication: Publication, area_no: int, told: PrintedEarlier, before: Sequence[Publication]
) -> list[tuple[int | None, Finding]]:
    meant = [each for each in before if told.year in (None, each.round)]
    meant = meant or [each for each in before if told.year == each.round + 1]  # the report's year
    if not meant or meant[-1].edition > publication.edition:
        return []
    held = meant[-1]
    other_area, comparability = compare_area(publication.edition, area_no, held.edition)
    if comparability == "not_comparable" or held.values[other_area] == told.score:
        return []
    sentence = (
        f"The report on {publication.municipality} {publication.round} prints {told.score:g} as the earlier "
        f"score for area {area_no}, but the report of {held.round} gives {held.values[other_area]:g}."
    )
    return [(area_no, Finding("previous_disagrees", sentence, told.page))]


@dataclass(frozen=True)
class _Start:
    """A municipality's first known evaluation, which may be known from a later report only.

    ``edition`` is ``None`` when the printed year allows several. ``is_comparable`` says whether the first
    published evaluation may be compared with it.
    """

    round: int
    total: float
    source: str
    edition: int | None
    is_comparable: bool = True


def _find_start(first: Publication, compared: Mapping[str, Any]) -> _Start:
    """Find the first known evaluation: the one whose round and total the first published report prints.

    Without such figures it is the first published evaluation itself.
    """
    year, total = compared.get("previous_round"), compared.get("previous_total")
    if year is None or total is None:
        return _Start(first.round, first.total, "held", first.edition)
    editions = _list_editions_of(year)
    edition = editions[0] if len(editions) == 1 else None
    return _Start(year, total, compared["total_change_source"], edition, compared["total_change"] is not None)


def _compare_with_start(
    publication: Publication, first: Publication, start: _Start, compared: Mapping[str, Any]
) -> float | None:
    """The change of the total since the first evaluation; ``None`` when the two may not be compared."""
    if publication is first:
        return compared.get("total_change")
    if start.edition is not None:
        comparable = _compare_editions(publication.edition, start.edition) != "not_comparable"
    else:
        comparable = start.is_comparable and publication.edition == first.edition
    return publication.total - start.total if comparable else None


def _compare_total(
    publication: Publication,
    before: Sequence[Publication],
    areas: Mapping[int, Earlier],
    told: PrintedEarlier | None,
) -> dict[str, Any]:
    """Compare the total with the previous one: a published one, or what the report prints of it.

    Returns columns of ``evaluations``; none when there is no previous total.
    """
    held = before[-1] if before else None
    if held is not None and all(each.previous_round == held.round for each in areas.values()):
        comparability = _compare_totals(publication, held)
        return _describe_change(publication, held.round, held.total, "held", comparability)
    rounds = {each.previous_round for each in areas.values()}
    scores = [each.previous_score for each in areas.values() if each.previous_score is not None]
    if len(rounds) == 1 and len(scores) == len(AREA_NUMBERS):
        weakest = find_weakest([cast("Comparability", each.comparability) for each in areas.values()])
        return _describe_change(publication, rounds.pop(), sum(scores), "printed_areas", weakest)
    if told is not None and (held is None or (told.year is not None and told.year > held.round + 1)):
        comparability = _compare_printed_totals(publication, told.year)
        return _describe_change(publication, told.year, told.score, "printed_total", comparability)
    if held is not None:
        comparability = _compare_totals(publication, held)
        return _describe_change(publication, held.round, held.total, "held", comparability)
    return {}


def _describe_change(
    publication: Publication, round_: int | None, total: float, source: str, comparability: Comparability
) -> dict[str, Any]:
    comparable = comparability != "not_comparable"
    return {
        "previous_round": round_,
        "previous_total": total,
        "total_change": publication.total - total if comparable else None,
        "total_change_source": source,
        "comparability": comparability,
    }


def _compare_totals(publication: Publication, held: Publication) -> Comparability:
    return _compare_editions(publication.edition, held.edition)


def _compare_printed_totals(publication: Publication, year: int | None) -> Comparability:
    editions = _list_editions_of(year) if year is not None else []
    return _compare_editions(publication.edition, editions[0]) if len(editions) == 1 else "as_printed"


def _compare_editions(edition: int, earlier: int) -> Comparability:
    """How comparable totals of two editions are: as comparable as their least comparable area."""
    if earlier > edition:  # made with an edition that was already replaced
        return "not_comparable"
    return find_weakest([compare_area(edition, area_no, earlier)[1] for area_no in AREA_NUMBERS])
