"""Readings to tables: every table of the warehouse from what was pulled and read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from extract.instrument import AREAS, EDITIONS, MAIN_AREAS, SPELLINGS
from extract.records import DocumentReport, Origin, Outcome, PullResult
from transform.benchmark_rows import list_benchmarks
from transform.corrections import Correction, group_corrections, prove_corrected
from transform.crosswalk import read_crosswalk
from transform.decisions import Decision, apply_decisions, check_decisions, list_preferred
from transform.document_rows import list_documents, list_evidence, list_findings
from transform.municipality_rows import list_municipalities
from transform.national_rows import list_national
from transform.publication import Publication
from transform.published_figures import compare_figures, count_confirmations
from transform.score_rows import (
    list_area_scores,
    list_evaluations,
    list_main_area_scores,
    list_subarea_scores,
)
from transform.selection import Candidate, Selection, select_documents
from transform.series import compare_evaluations
from transform.theme_rows import list_series, list_themes
from warehouse.frames import make_frame
from warehouse.schema import TABLES

Row = dict[str, Any]


def build_tables(
    pulls: Sequence[PullResult],
    reports: Mapping[str, DocumentReport],
    *,
    corrections: Sequence[Correction],
    decisions: Sequence[Decision],
    published: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    """Every table of ``warehouse.schema.TABLES``, typed and sorted by key.

    ``reports`` holds what was read, by sha256, of every document that a pull holds; ``published`` is the
    project's file of figures that municipalities told themselves. The result does not depend on the order
    of any of them. Raises ``CorrectionError`` and ``DecisionError`` when a declaration does not fit its
    document any more, ``ValueError`` when an address comes twice or a held document was not read, and
    ``SchemaError`` for a value that the schema does not allow.
    """
    pulls = sorted(pulls, key=lambda pull: pull.line.url)
    _check_all_read(pulls, reports)
    held = sorted({pull.sha256 for pull in pulls if pull.sha256})
    reports = {sha256: reports[sha256] for sha256 in held}
    corrected = group_corrections(corrections, reports)
    reports = {
        sha256: prove_corrected(report, corrected.get(sha256, {})) for sha256, report in reports.items()
    }
    check_decisions(decisions, _list_codes(pulls, select_documents(_list_candidates(pulls, reports))))
    reports = apply_decisions(reports, decisions)
    selections = select_documents(_list_candidates(pulls, reports), list_preferred(decisions))

    publications = _list_publications(pulls, reports, selections, corrected)
    by_document = {publication.report.sha256: publication for publication in publications}
    origins = _find_origins(pulls, publications)
    series = compare_evaluations(publications)
    municipalities = list(list_municipalities())
    benchmarks = list(list_benchmarks(publications))
    averages: dict[str, list[int]] = {}
    for row in benchmarks:
        averages.setdefault(row["document_sha256"], []).append(row["reading_no"])

    rows: dict[str, Iterable[Row]] = {
        "area_scores": list_area_scores(publications, series),
        "subarea_scores": list_subarea_scores(publications),
        "main_area_scores": list_main_area_scores(publications),
        "evaluations": list_evaluations(publications, series),
        "series": list_series(publications, series),
        "national": list_national(publications, municipalities),
        "documents": list_documents(pulls, reports, selections),
        "evidence": list_evidence(reports.values(), by_document, origins, averages),
        "benchmarks": benchmarks,
        "findings": list_findings(reports.values(), origins, series),
        "municipalities": municipalities,
        "editions": [asdict(edition) for edition in EDITIONS.values()],
        "areas": _list_areas(),
        "themes": list_themes(),
        "area_crosswalk": _list_crosswalk(),
        "corrections": _list_corrections(corrections, publications),
        "decisions": [asdict(decision) for decision in decisions],
    }
    frames = {name: make_frame(TABLES[name], rows[name]) for name in TABLES if name in rows}
    figures = compare_figures(published, frames["area_scores"], frames["evaluations"])
    frames["published_figures"] = make_frame(TABLES["published_figures"], figures)
    frames["area_scores"]["confirmed_by"] = count_confirmations(figures, frames["area_scores"])
    return frames


def _check_all_read(pulls: Iterable[PullResult], reports: Mapping[str, DocumentReport]) -> None:
    for pull in pulls:
        if pull.sha256 and pull.sha256 not in reports:
            raise ValueError(
                f"The document {pull.sha256} from {pull.line.url} was pulled but not read; read it before "
                "building the tables."
            )


def _list_candidates(pulls: Iterable[PullResult], reports: Mapping[str, DocumentReport]) -> list[Candidate]:
    return [Candidate(pull.line, reports[pull.sha256]) for pull in pulls if pull.sha256]


def _list_codes(pulls: Iterable[PullResult], selections: Mapping[str, Selection]) -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for pull in pulls:
        if pull.sha256:
            reasons = selections[pull.line.url].reasons
            codes.setdefault(pull.sha256, []).extend(reason.code for reason in reasons)
    return codes


def _list_publications(
    pulls: Iterable[PullResult],
    reports: Mapping[str, DocumentReport],
    selections: Mapping[str, Selection],
    corrected: Mapping[str, Mapping[int, Correction]],
) -> list[Publication]:
    """The accepted documents by evaluation, each with the corrections of it and of its duplicates."""
    hashes = {pull.line.url: pull.sha256 for pull in pulls if pull.sha256}
    copies: dict[str, set[str]] = {}
    for url, selection in selections.items():
        if selection.outcome in (Outcome.ACCEPTED, Outcome.DUPLICATE):
            copies.setdefault(selection.duplicate_of or url, set()).add(hashes[url])
    publications = [
        Publication(
            report=reports[pull.sha256],
            source_url=pull.line.url,
            origin=pull.line.origin,
            corrections={
                area_no: correction
                for sha256 in sorted(copies[pull.line.url])
                for area_no, correction in corrected.get(sha256, {}).items()
            },
        )
        for pull in pulls
        if pull.sha256 and selections[pull.line.url].outcome is Outcome.ACCEPTED
    ]
    return sorted(publications, key=lambda each: (each.municipality_code, each.round))


def _find_origins(pulls: Iterable[PullResult], publications: Iterable[Publication]) -> dict[str, Origin]:
    """The origin of each document; one that is catalogued as both is a facsimile unless it is published."""
    origins: dict[str, Origin] = {}
    for pull in pulls:
        if pull.sha256 and origins.get(pull.sha256) != "facsimile":
            origins[pull.sha256] = pull.line.origin
    return origins | {each.report.sha256: each.origin for each in publications}


def _list_areas() -> Iterator[Row]:
    for (edition, area_no), area in AREAS.items():
        spellings = [
            each.spelling for each in SPELLINGS if (each.edition, each.area_no) == (edition, area_no)
        ]
        yield {
            "edition": edition,
            "area_no": area_no,
            "area": area.name,
            "area_english": area.name_en,
            "max_score": area.max_score,
            "main_area_no": MAIN_AREAS.index(area.main_area) + 1 if area.main_area else None,
            "main_area": area.main_area,
            "spellings": list(dict.fromkeys(spellings)),
        }


def _list_crosswalk() -> Iterator[Row]:
    for claim in read_crosswalk():
        yield {
            **asdict(claim),
            "area": AREAS[claim.edition, claim.area_no].name,
            "other_area": AREAS[claim.other_edition, claim.other_area_no].name,
        }


def _list_corrections(
    corrections: Iterable[Correction], publications: Iterable[Publication]
) -> Iterator[Row]:
    applied = {
        correction.correction_id
        for publication in publications
        for correction in publication.corrections.values()
    }
    for correction in corrections:
        yield {**asdict(correction), "applied": correction.correction_id in applied}
