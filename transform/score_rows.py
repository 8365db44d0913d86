"""Rows of ``area_scores``, ``subarea_scores``, ``main_area_scores`` and ``evaluations``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from extract.instrument import AREAS, MAIN_AREAS
from extract.records import Identity, Proof, Reading
from transform.publication import Publication
from transform.series import Series
from transform.themes import find_theme

Row = dict[str, Any]


def describe_place(reading: Reading) -> Row:
    """The columns that say where a number is printed: page, and box in PDF points with two decimals."""
    box = reading.box
    return {
        "page": reading.page,
        "x0": round(box.x0, 2),
        "top": round(box.top, 2),
        "x1": round(box.x1, 2),
        "bottom": round(box.bottom, 2),
        "from_image": reading.from_image,
    }


def describe_evaluation(publication: Publication) -> Row:
    """The columns that say which evaluation a row belongs to."""
    return {
        "country": publication.country,
        "municipality_code": publication.municipality_code,
        "municipality": publication.municipality,
        "round": publication.round,
        "edition": publication.edition,
        "origin": publication.origin,
    }


def list_area_scores(publications: Iterable[Publication], series: Series) -> Iterator[Row]:
    """The rows of ``area_scores``."""
    for publication in publications:
        earlier = series.areas[publication.municipality_code, publication.round]
        for score in publication.scores:
            area = AREAS[publication.edition, score.area_no]
            correction = publication.corrections.get(score.area_no)
            yield {
                **describe_evaluation(publication),
                "area_no": score.area_no,
                "area": area.name,
                "area_printed": score.reading.label,
                "score": publication.published_value(score),
                "max_score": area.max_score,
                **vars(earlier[score.area_no]),
                "proof": score.proof.value,
                "witnesses": score.witnesses,
                "seen": "recognised" if score.reading.from_image else "ink",
                "theme": find_theme(publication.edition, score.area_no),
                "confirmed_by": 0,  # filled in by transform.published_figures.confirm_scores
                "correction": correction.correction_id if correction else None,
                "document_sha256": publication.report.sha256,
                "source_url": publication.source_url,
                **describe_place(score.reading),
            }


def list_subarea_scores(publications: Iterable[Publication]) -> Iterator[Row]:
    """The rows of ``subarea_scores``."""
    for publication in publications:
        for subarea in publication.report.verdict.subareas:
            yield {
                **describe_evaluation(publication),
                "area_no": subarea.area_no,
                "subarea_no": number_subarea(subarea.area_no, subarea.subarea_no),
                "subarea_printed": subarea.label,
                "score": subarea.value,
                "max_score": subarea.max_score,
                "document_sha256": publication.report.sha256,
                **describe_place(subarea.reading),
            }


def number_subarea(area_no: int, printed: str) -> str:
    """Write a sub-area's number as ``1.2``, also when only its place within the area is known."""
    return printed if re.fullmatch(r"\d\.\d+", printed) else f"{area_no}.{printed}"


def list_main_area_scores(publications: Iterable[Publication]) -> Iterator[Row]:
    """Yield the rows of ``main_area_scores``: the sums of the published scores of each pair of areas."""
    for publication in publications:
        values = publication.values
        for main_area_no, main_area in enumerate(MAIN_AREAS, start=1):
            areas = [
                area
                for area in AREAS.values()
                if area.edition == publication.edition and area.main_area == main_area
            ]
            if areas:
                yield {
                    **describe_evaluation(publication),
                    "main_area_no": main_area_no,
                    "main_area": main_area,
                    "score": sum(values[area.area_no] for area in areas),
                    "max_score": sum(area.max_score for area in areas),
                }


def list_evaluations(publications: Iterable[Publication], series: Series) -> Iterator[Row]:
    """The rows of ``evaluations``."""
    for publication in publications:
        identity, verdict = publication.report.identity, publication.report.verdict
        yield {
            **describe_evaluation(publication),
            "round_source": identity.round_source or "inferred",
            "visit_start": parse_day(identity.visit_start),
            "visit_end": parse_day(identity.visit_end),
            "visit": _describe_visit(identity),
            "report_date": parse_day(identity.report_date),
            "report_dated": identity.report_date,
            "total": publication.total,
            "total_printed": verdict.total.value if verdict.total else None,
            **vars(series.places[publication.municipality_code, publication.round]),
            "single_scores": sum(score.proof is Proof.SINGLE for score in publication.scores),
            "corrected_scores": len(publication.corrections),
            "pages": publication.report.pages,
            "document_sha256": publication.report.sha256,
            "source_url": publication.source_url,
        }


def parse_day(text: str | None) -> date | None:
    """Parse an ISO date; ``None`` when the text gives only a month or a year."""
    return date.fromisoformat(text) if text and len(text) == len("2009-06-11") else None


def _describe_visit(identity: Identity) -> str | None:
    days = [day for day in (identity.visit_start, identity.visit_end) if day]
    return "/".join(dict.fromkeys(days)) or None
