"""Comparing figures that web pages and transcripts tell with the scores read from reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from extract.instrument import AREA_NUMBERS, find_areas
from extract.municipalities import MUNICIPALITIES
from extract.records import Proof
from transform.told_figures import Figure
from warehouse.frames import list_rows

NOT_HELD = {"held_score": None, "comparison": "not_held", "held_origin": None, "document_sha256": None}
Key = tuple[str, int, int]  # municipality code, round, area number


def compare_figures(
    figures: Iterable[Figure], area_scores: pd.DataFrame, evaluations: pd.DataFrame
) -> list[dict[str, Any]]:
    """Make the rows of ``published_figures``, in the order of ``figures``.

    A figure is compared with the published score of the same municipality, round, edition and area. When its
    source does not name the edition, the name of the area must be one that the published edition has under
    that number. A difference is only shown, with both numbers.
    """
    evaluated = {(row["municipality_code"], int(row["round"])): row for row in list_rows(evaluations)}
    scored = {
        (row["municipality_code"], int(row["round"]), int(row["area_no"])): row
        for row in list_rows(area_scores)
    }
    return [_compare(figure, evaluated, scored) for figure in figures]


def confirm_scores(rows: Iterable[Mapping[str, Any]], area_scores: pd.DataFrame) -> pd.DataFrame:
    """Fill in ``confirmed_by`` of ``area_scores``: how many independent sites tell the same score.

    When one site tells the same eight scores, those that only one reading in the report supported (proof
    ``single``) become proved by agreement.
    """
    sites = _list_agreeing_sites(rows)
    keys = list(
        zip(area_scores["municipality_code"], area_scores["round"], area_scores["area_no"], strict=True)
    )
    confirmed = _list_confirmed(sites)
    alone = area_scores["proof"].eq(Proof.SINGLE) & pd.Series(
        [key[:2] in confirmed for key in keys], index=area_scores.index, dtype=bool
    )
    return area_scores.assign(
        confirmed_by=pd.Series(
            [len(sites.get(key, ())) for key in keys], index=area_scores.index, dtype="int16"
        ),
        proof=area_scores["proof"].mask(alone, str(Proof.AGREEMENT)),
        witnesses=area_scores["witnesses"].mask(alone, area_scores["witnesses"] + 1),
    )


def _list_confirmed(sites: Mapping[Key, set[str]]) -> set[tuple[str, int]]:
    """The evaluations (municipality code and round) for which a single site tells the same eight scores."""
    by_site: dict[tuple[str, int, str], set[int]] = {}
    for (code, year, area_no), names in sites.items():
        for site in names:
            by_site.setdefault((code, year, site), set()).add(area_no)
    return {(code, year) for (code, year, _), areas in by_site.items() if areas == set(AREA_NUMBERS)}


def list_reported(
    rows: Iterable[Mapping[str, Any]], figures: Iterable[Figure], evaluations: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    """Yield the rows of ``evaluations_reported``: evaluations that are known from such figures alone.

    ``rows`` are the rows of ``published_figures`` made from ``figures``. An area or total for which sources
    tell different points is left empty and counted in ``disagreements``.
    """
    editions = {figure.figure_id: set(figure.editions) for figure in figures}
    held = set(zip(evaluations["municipality_code"], evaluations["round"], strict=True))
    told: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["round"] is not None and (row["municipality_code"], row["round"]) not in held:
            told.setdefault((row["municipality_code"], int(row["round"])), []).append(row)
    for (code, year), group in sorted(told.items()):
        told_editions = [editions[row["figure_id"]] for row in group if editions[row["figure_id"]]]
        shared = set.intersection(*told_editions) if told_editions else set()
        edition = next(iter(shared)) if len(shared) == 1 else None
        yield {"municipality_code": code, "round": year, "edition": edition, **_report(group)}


def _report(group: list[Mapping[str, Any]]) -> dict[str, Any]:
    values: dict[int | None, set[float]] = {}
    for row in group:
        values.setdefault(row["area_no"], set()).add(row["score"])
    agreed = {area_no: next(iter(each)) for area_no, each in values.items() if len(each) == 1}
    return {
        "country": group[0]["country"],
        "municipality": group[0]["municipality"],
        "total": agreed.get(None),
        **{f"area_{area_no}": agreed.get(area_no) for area_no in AREA_NUMBERS},
        "areas_told": len(set(values) - {None}),
        "disagreements": sum(len(each) > 1 for each in values.values()),
        "source_kinds": sorted({row["source_kind"] for row in group}),
        "origin": "facsimile" if any(row["origin"] == "facsimile" for row in group) else "published",
        "told_by": sorted({row["source_url"] for row in group}),
    }


def _list_agreeing_sites(rows: Iterable[Mapping[str, Any]]) -> dict[Key, set[str]]:
    sites: dict[Key, set[str]] = {}
    for row in rows:
        if row["comparison"] == "agrees" and row["area_no"] is not None:
            key = row["municipality_code"], int(row["round"]), int(row["area_no"])
            sites.setdefault(key, set()).add(_name_site(row["source_url"]))
    return sites


def _name_site(source: str) -> str:
    """The host of an address without ``www``, or the text itself when it is no address."""
    host = urlsplit(source if "//" in source else f"//{source}").hostname or source
    return host.removeprefix("www.")


def _compare(figure: Figure, evaluated: dict[tuple[str, int], Any], scored: dict[Key, Any]) -> dict[str, Any]:
    municipality = MUNICIPALITIES[figure.municipality_code]
    row = {
        "figure_id": figure.figure_id,
        "country": municipality.country,
        "municipality_code": municipality.code,
        "municipality": municipality.name,
        "round": figure.round,
        "edition": figure.editions[0] if len(figure.editions) == 1 else None,
        "area_no": figure.area_no,
        "area_printed": figure.area_printed,
        "score": figure.score,
        "change": figure.change,
        "source_kind": figure.source_kind,
        "source_url": figure.source_url,
        "captured": date.fromisoformat(figure.captured) if figure.captured else None,
        "quote": figure.quote,
        "seen_by_machine": figure.is_seen,
        "page_sha256": figure.page_sha256,
        "printed_sha256": figure.printed_sha256,
        "page": figure.page,
        "origin": figure.origin,
        **{side: getattr(figure.box, side) if figure.box else None for side in ("x0", "top", "x1", "bottom")},
        **NOT_HELD,
    }
    if figure.round is None:
        return row
    key = municipality.code, figure.round
    held = evaluated.get(key) if figure.area_no is None else scored.get((*key, figure.area_no))
    if held is None or not _is_of_edition(figure, int(held["edition"])):
        return row
    value = float(held["total"] if figure.area_no is None else held["score"])
    row["held_score"] = value
    row["comparison"] = "agrees" if value == figure.score else "differs"
    row["held_origin"] = held["origin"]
    row["document_sha256"] = held["document_sha256"]
    return row


def _is_of_edition(figure: Figure, edition: int) -> bool:
    if figure.editions:
        return edition in figure.editions
    if figure.area_no is None:
        return True
    named = {(area.edition, area.area_no) for area in find_areas(figure.area_printed or "")}
    return (edition, figure.area_no) in named
