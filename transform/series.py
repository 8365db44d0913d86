"""Series: what each evaluation is compared with, its rank and its running number.

An area's earlier score is that of the municipality's evaluation before, where it is held and the crosswalk
lets the areas be compared. Where a report tells of a later evaluation than any held one, or none is held,
the earlier score or the change that the report itself prints is taken. What is printed and what is held are
compared, and a difference is a finding.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.instrument import EDITIONS
from extract.records import Finding
from transform.crosswalk import Comparability, compare_area, find_weakest
from transform.printed import PrintedEarlier, read_printed_earlier
from transform.publication import Publication

Key = tuple[str, int]  # municipality code and round


@dataclass(frozen=True)
class Earlier:
    """An area's comparison with the evaluation before; the names are those of ``area_scores``."""

    previous_round: int | None = None
    previous_edition: int | None = None
    previous_area_no: int | None = None
    previous_score: float | None = None
    change: float | None = None
    change_source: str | None = None
    comparability: str | None = None


@dataclass(frozen=True)
class Place:
    """An evaluation among the others; the names are those of ``evaluations``."""

    nth: int
    rank: int
    rank_tied: bool
    ranked: int
    rank_in_edition: int
    previous_round: int | None = None
    previous_total: float | None = None
    total_change: float | None = None
    comparability: str | None = None


@dataclass(frozen=True)
class Series:
    """What ``compare_evaluations`` found, by evaluation and, for areas, by area number."""

    documents: dict[Key, str]  # sha256
    areas: dict[Key, dict[int, Earlier]]
    places: dict[Key, Place]
    findings: dict[Key, list[tuple[int | None, Finding]]]


def compare_evaluations(publications: Iterable[Publication]) -> Series:
    """Compare every published evaluation with the one before it, rank them and number them.

    Evaluations of different origin are never compared with each other.
    """
    ordered = sorted(publications, key=lambda each: (each.municipality_code, each.origin, each.round))
    ranks = _rank_evaluations(ordered)
    series = Series({}, {}, {}, {})
    for _, group in groupby(ordered, key=lambda each: (each.municipality_code, each.origin)):
        before: list[Publication] = []
        for publication in group:
            key = publication.municipality_code, publication.round
            series.documents[key] = publication.report.sha256
            series.areas[key], series.findings[key] = _compare_areas(publication, before)
            series.places[key] = _place_evaluation(publication, before, ranks[key])
            before.append(publication)
    return series


def _compare_areas(
    publication: Publication, before: Sequence[Publication]
) -> tuple[dict[int, Earlier], list[tuple[int | None, Finding]]]:
    printed, doubts = read_printed_earlier(publication)
    findings: list[tuple[int | None, Finding]] = [(doubt.area_no, doubt.finding) for doubt in doubts]
    areas: dict[int, Earlier] = {}
    for area_no, value in publication.values.items():
        told = printed.get(area_no)
        held = before[-1] if before else None
        if told is not None and told.year is not None:
            findings += _check_against_held(publication, area_no, told, before)
            if held is not None and told.year > held.round + 1:
                held = None  # the report tells of a later evaluation than any held one
        elif told is not None and held is not None:
            findings += _check_against_held(publication, area_no, told, before)
        if held is not None:
            areas[area_no] = _compare_with_held(publication, area_no, value, held)
        elif told is not None:
            areas[area_no] = _compare_with_printed(publication, area_no, value, told)
        else:
            areas[area_no] = Earlier()
    return areas, findings


def _compare_with_held(publication: Publication, area_no: int, value: float, held: Publication) -> Earlier:
    if held.edition > publication.edition:  # a late report of an edition already replaced
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
    """The editions of evaluations told of by ``year``, which may be the visit's or the report's."""
    return [
        number for number, edition in EDITIONS.items() if edition.covers(year) or edition.covers(year - 1)
    ]


def _check_against_held(
    publication: Publication, area_no: int, told: PrintedEarlier, before: Sequence[Publication]
) -> list[tuple[int | None, Finding]]:
    meant = [each for each in before if told.year in (None, each.round)]
    meant = meant or [each for each in before if told.year == each.round + 1]  # the year of its report
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


def _place_evaluation(publication: Publication, before: Sequence[Publication], ranks: _Ranks) -> Place:
    place = Place(len(before) + 1, ranks.rank, ranks.tied, ranks.ranked, ranks.in_edition)
    if not before:
        return place
    held = before[-1]
    comparability = _compare_totals(publication, held)
    change = None if comparability == "not_comparable" else publication.total - held.total
    return Place(
        place.nth,
        place.rank,
        place.rank_tied,
        place.ranked,
        place.rank_in_edition,
        held.round,
        held.total,
        change,
        comparability,
    )


def _compare_totals(publication: Publication, held: Publication) -> Comparability:
    if held.edition > publication.edition:
        return "not_comparable"
    return find_weakest(
        [compare_area(publication.edition, area_no, held.edition)[1] for area_no in publication.values]
    )


@dataclass(frozen=True)
class _Ranks:
    rank: int
    tied: bool
    ranked: int
    in_edition: int


def _rank_evaluations(publications: Sequence[Publication]) -> dict[Key, _Ranks]:
    ranks: dict[Key, _Ranks] = {}
    rounds: dict[tuple[int, str], list[float]] = {}
    peers: dict[tuple[int, str, str, int], list[float]] = {}
    for each in publications:
        rounds.setdefault((each.round, each.origin), []).append(each.total)
        peers.setdefault((each.round, each.origin, each.country, each.edition), []).append(each.total)
    for totals in (*rounds.values(), *peers.values()):
        totals.sort()
    for each in publications:
        totals = rounds[each.round, each.origin]
        close = peers[each.round, each.origin, each.country, each.edition]
        rank = _find_rank(each.total, totals)
        ranks[each.municipality_code, each.round] = _Ranks(
            rank=rank,
            tied=bisect_right(totals, each.total) - bisect_left(totals, each.total) > 1,
            ranked=len(totals),
            in_edition=_find_rank(each.total, close),
        )
    return ranks


def _find_rank(total: float, totals: Sequence[float]) -> int:
    """The place of a total among totals in rising order, the highest being first."""
    return 1 + len(totals) - bisect_right(totals, total)
