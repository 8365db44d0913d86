"""Building every table of the warehouse from what was pulled and read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from extract.instrument import AREAS, EDITIONS, MAIN_AREAS, SPELLINGS
from extract.records import DocumentReport, Outcome
from extract.sources.ledger import Address, PageSighting, list_hashes
from extract.sources.standing import Standing, order_standings
from transform.apply_decisions import apply_decisions, check_decisions
from transform.benchmark_rows import list_benchmarks
from transform.candidates import Candidate, list_candidates
from transform.corrections import Correction, group_corrections, prove_corrected
from transform.crosswalk import read_crosswalk
from transform.decisions import Decision, list_preferred
from transform.document_rows import (
    list_document_addresses,
    list_documents,
    list_evidence,
    list_findings,
)
from transform.holding import Hold, hold_documents
from transform.municipality_rows import list_municipalities
from transform.national_rows import list_national
from transform.publication import Publication
from transform.published_figures import compare_figures, confirm_scores, list_reported
from transform.score_rows import (
    list_area_scores,
    list_evaluations,
    list_main_area_scores,
    list_subarea_scores,
)
from transform.selection import Selection, select_documents
from transform.series import compare_evaluations
from transform.theme_rows import list_series, list_themes
from transform.told_figures import gather_figures
from warehouse.frames import make_frame
from warehouse.schema import TABLES

Row = dict[str, Any]
NOTHING_HELD: Mapping[str, Hold] = {}


def build_tables(
    addresses: Sequence[Address],
    reports: Mapping[str, DocumentReport],
    *,
    corrections: Sequence[Correction],
    decisions: Sequence[Decision],
    published: pd.DataFrame,
    pages: Sequence[PageSighting] = (),
    held: Mapping[str, Hold] = NOTHING_HELD,
    standings: Sequence[Standing] = (),
) -> dict[str, pd.DataFrame]:
    """Build every table of ``warehouse.schema.TABLES``, typed and sorted by key.

    ``addresses`` are all that the catalogue lists or from which a document ever came. ``reports`` has, by
    sha256, what was read of each document and of each of ``pages``, the web pages. ``published`` is the
    project's file of figures that municipalities published themselves. ``held`` has the documents that rules
    about tables hold back, ``standings`` those published before. The result does not depend on the order of
    any of these. Raises ``CorrectionError`` and ``DecisionError`` when a declaration no longer fits its
    document, ``ValueError`` when an address comes twice or a document was not read, and ``SchemaError`` for a
    value that the schema does not allow.
    """
    addresses = sorted(addresses, key=lambda address: address.url)
    _check_addresses(addresses, reports)
    told = gather_figures(published, reports, pages)
    reports = {sha256: reports[sha256] for sha256 in list_hashes(addresses)}
    corrected = group_corrections(corrections, reports)
    reports = {
        sha256: prove_corrected(report, corrected.get(sha256, {})) if sha256 not in held else report
        for sha256, report in reports.items()
    }
    check_decisions(decisions, _list_codes(select_documents(list_candidates(addresses, reports))))
    reports = hold_documents(apply_decisions(reports, decisions), held)
    candidates = list_candidates(addresses, reports)
    selections = select_documents(candidates, list_preferred(decisions), order_standings(standings))

    publications = _list_publications(candidates, selections, corrected)
    by_document = {publication.report.sha256: publication for publication in publications}
    origins = {candidate.sha256: candidate.origin for candidate in candidates}
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
        "documents": list_documents(candidates, addresses, selections),
        "document_addresses": list_document_addresses(candidates, addresses),
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
    figures = compare_figures(told, frames["area_scores"], frames["evaluations"])
    frames["published_figures"] = make_frame(TABLES["published_figures"], figures)
    frames["evaluations_reported"] = make_frame(
        TABLES["evaluations_reported"], list_reported(figures, told, frames["evaluations"])
    )
    frames["area_scores"] = confirm_scores(figures, frames["area_scores"])
    return frames


def _check_addresses(addresses: Iterable[Address], reports: Mapping[str, DocumentReport]) -> None:
    seen: set[str] = set()
    for address in addresses:
        if address.url in seen:
            raise ValueError(f"The address {address.url} comes twice.")
        seen.add(address.url)
        for copy in address.copies:
            if copy.sha256 not in reports:
                raise ValueError(
                    f"The document {copy.sha256} from {address.url} was pulled but not read; read it before "
                    "building the tables."
                )


def _list_codes(selections: Mapping[str, Selection]) -> dict[str, list[str]]:
    return {sha256: [reason.code for reason in each.reasons] for sha256, each in selections.items()}


def _list_publications(
    candidates: Iterable[Candidate],
    selections: Mapping[str, Selection],
    corrected: Mapping[str, Mapping[int, Correction]],
) -> list[Publication]:
    """The accepted documents, sorted by evaluation, with the corrections of each and of its duplicates."""
    copies: dict[str, set[str]] = {}
    for sha256, selection in selections.items():
        if selection.outcome in (Outcome.ACCEPTED, Outcome.DUPLICATE):
            copies.setdefault(selection.duplicate_of or sha256, set()).add(sha256)
    publications = [
        Publication(
            report=candidate.report,
            source_url=candidate.source_url,
            origin=candidate.origin,
            corrections={
                area_no: correction
                for sha256 in sorted(copies[candidate.sha256])
                for area_no, correction in corrected.get(sha256, {}).items()
            },
        )
        for candidate in candidates
        if selections[candidate.sha256].outcome is Outcome.ACCEPTED
    ]
    return sorted(publications, key=lambda each: (each.municipality_code, each.round))


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
            **vars(claim),
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
