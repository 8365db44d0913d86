"""Rows of ``themes`` and ``series``: each municipality's points for a theme, round by round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from extract.instrument import AREAS
from transform.crosswalk import compare_area
from transform.publication import Publication
from transform.series import Earlier, Series, name_line, name_previous_code
from transform.themes import find_theme, read_themes

Row = dict[str, Any]

NOTHING = Earlier()


@dataclass(frozen=True)
class Point:
    """A municipality's points for a theme in one round.

    ``source`` is ``held`` for a published score of ``teller``. Otherwise ``teller`` is a later evaluation
    whose report prints the points, and ``source`` says how; ``edition`` and ``area_no`` are then known only
    when the year allows a single edition.
    """

    teller: Publication
    theme: str
    round: int
    score: float
    source: str
    page: int
    edition: int | None = None
    area_no: int | None = None
    earlier: Earlier = NOTHING


def list_themes() -> Iterator[Row]:
    """Yield the rows of ``themes``."""
    for claim in read_themes():
        area = AREAS[claim.edition, claim.area_no].name if claim.area_no else None
        yield {**vars(claim), "area": area}


def list_series(publications: Sequence[Publication], series: Series) -> Iterator[Row]:
    """Yield the rows of ``series``.

    Each published score gives a row, and so does each score of an earlier round that only a later report
    prints, unless two reports print different ones.
    """
    points = [*_list_held(publications, series), *_list_printed(publications, series)]
    points.sort(key=lambda each: (*_name_series(each), each.round))
    for _, group in groupby(points, key=_name_series):
        yield from _describe_series(list(group))


def _name_series(point: Point) -> tuple[str, str, str]:
    return *name_line(point.teller), point.theme


def _list_held(publications: Iterable[Publication], series: Series) -> Iterator[Point]:
    for publication in publications:
        earlier = series.areas[publication.municipality_code, publication.round]
        for score in publication.scores:
            yield Point(
                publication,
                find_theme(publication.edition, score.area_no),
                publication.round,
                publication.published_value(score),
                "held",
                score.reading.page,
                publication.edition,
                score.area_no,
                earlier[score.area_no],
            )


def _list_printed(publications: Iterable[Publication], series: Series) -> Iterator[Point]:
    held = {(each.municipality_code, each.round) for each in publications}
    found: dict[tuple[str, str, int], list[Point]] = {}
    for publication in publications:
        key = publication.municipality_code, publication.round
        for area_no, earlier in series.areas[key].items():
            source, round_, score = earlier.change_source, earlier.previous_round, earlier.previous_score
            if source is None or source == "held" or round_ is None or score is None:
                continue
            if (publication.municipality_code, round_) not in held:
                theme = find_theme(publication.edition, area_no)
                point = Point(
                    publication,
                    theme,
                    round_,
                    score,
                    source,
                    series.printed[key][area_no].page,
                    earlier.previous_edition,
                    earlier.previous_area_no,
                )
                found.setdefault((publication.municipality_code, theme, round_), []).append(point)
    for told in found.values():
        if len({point.score for point in told}) == 1:
            yield min(told, key=lambda point: point.teller.round)


def _describe_series(points: Sequence[Point]) -> Iterator[Row]:
    first, last = points[0], points[-1]
    for nth, point in enumerate(points, start=1):
        row = {
            **_describe_point(point),
            "nth": nth,
            "first_round": first.round,
            "first_score": first.score,
            "last_round": last.round,
            "last_score": last.score,
            "is_last": point is last,
            **_compare_with_earlier(point, points[: nth - 1]),
        }
        if nth > 1:
            row["comparability_with_first"] = compare_points(point, first)
            if row["comparability_with_first"] != "not_comparable":
                row["change_since_first"] = point.score - first.score
        yield row


def _describe_point(point: Point) -> Row:
    known = point.edition is not None and point.area_no is not None
    return {
        "country": point.teller.country,
        "municipality_code": point.teller.municipality_code,
        "municipality": point.teller.municipality,
        "theme": point.theme,
        "round": point.round,
        "edition": point.edition,
        "area_no": point.area_no,
        "area": AREAS[point.edition or 0, point.area_no or 0].name if known else None,
        "score": point.score,
        "source": point.source,
        "document_sha256": point.teller.report.sha256,
        "page": point.page,
        "origin": point.teller.origin,
    }


def _compare_with_earlier(point: Point, before: Sequence[Point]) -> Row:
    if not before:  # a report may print a change without saying since when
        earlier = point.earlier
        told = earlier.previous_round is None and earlier.change is not None
        return {
            "previous_score": earlier.previous_score if told else None,
            "change": earlier.change if told else None,
            "comparability": earlier.comparability if told else None,
            "is_break": False,
        }
    previous = before[-1]
    comparability = compare_points(point, previous)
    comparable = comparability != "not_comparable"
    since = next((each for each in before if compare_points(point, each) != "not_comparable"), None)
    return {
        "previous_round": previous.round,
        "previous_code": name_previous_code(point.teller, previous.teller),
        "previous_score": previous.score,
        "change": point.score - previous.score if comparable else None,
        "comparability": comparability,
        "is_break": not comparable,
        "comparable_since": since.round if since else None,
        "change_since": point.score - since.score if since else None,
    }


def compare_points(later: Point, earlier: Point) -> str:
    """How comparable two points of one theme are: by ``area_crosswalk``, or ``as_printed``.

    A point whose edition is not known may be compared only with points of the edition of the report that
    prints it, and only ``as_printed``.
    """
    if later.edition is None or later.area_no is None or earlier.edition is None or earlier.area_no is None:
        editions = {each.edition or each.teller.edition for each in (later, earlier)}
        return "as_printed" if len(editions) == 1 else "not_comparable"
    if earlier.edition > later.edition:  # made with an edition that was already replaced
        return "not_comparable"
    area_no, comparability = compare_area(later.edition, later.area_no, earlier.edition)
    return comparability if area_no == earlier.area_no else "not_comparable"
