"""Rows of ``documents``, ``document_addresses``, ``evidence`` and ``findings``."""

from __future__ import annotations

import contextlib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from extract.records import DocumentReport, Finding, Origin, Outcome, Reading, ReadingKind, Reason
from extract.sources.ledger import Address, Copy
from transform.candidates import Candidate
from transform.publication import Publication
from transform.score_rows import describe_place, number_subarea
from transform.selection import Selection
from transform.series import Series

Row = dict[str, Any]


def list_documents(
    candidates: Iterable[Candidate], addresses: Iterable[Address], selections: Mapping[str, Selection]
) -> Iterator[Row]:
    """Yield the rows of ``documents``: each document, and each address that never gave one."""
    for candidate in candidates:
        selection = selections[candidate.sha256]
        reasons = _list_reasons(candidate, selection)
        yield {
            "document_id": candidate.sha256,
            **_describe_line(candidate.places[0].address),
            "pulled_from": candidate.places[0].copy.pulled_from,
            "sha256": candidate.sha256,
            "outcome": selection.outcome.value,
            "reasons": [reason.code for reason in reasons],
            "explanations": [reason.sentence for reason in reasons],
            "duplicate_of": selection.duplicate_of,
            "origin": candidate.origin,
            "addresses": len(candidate.places),
            **_describe_report(candidate.report),
        }
    for address in addresses:
        if not address.copies:
            yield {
                "document_id": address.url,
                **_describe_line(address),
                "outcome": Outcome.UNAVAILABLE.value,
                "reasons": [reason.code for reason in address.reasons],
                "explanations": [reason.sentence for reason in address.reasons],
                "origin": address.line.origin,
                "addresses": 1,
                "draft": False,
                "readings": 0,
            }


def _list_reasons(candidate: Candidate, selection: Selection) -> list[Reason]:
    """The reasons found when pulling the bytes, and those of the document's outcome, each code once."""
    of_bytes = candidate.places[0].copy.reasons
    codes = {reason.code for reason in of_bytes}
    return [*of_bytes, *(reason for reason in selection.reasons if reason.code not in codes)]


def _describe_line(address: Address) -> Row:
    line = address.line
    return {
        "source_url": line.url,
        "landing_page": line.landing_page,
        "publisher": line.publisher,
        "note": line.note,
    }


def list_document_addresses(candidates: Iterable[Candidate], addresses: Iterable[Address]) -> Iterator[Row]:
    """Yield the rows of ``document_addresses``: each document at each address, and addresses without one."""
    places = {
        (place.address.url, candidate.sha256): (place, place is candidate.places[0])
        for candidate in candidates
        for place in candidate.places
    }
    for address in addresses:
        told: Row = {
            "source_url": address.url,
            "origin": address.line.origin,
            "listed": address.listed,
            "captured": _read_captured(address.line.captured),
            "http_status": address.http_status,
        }
        if not address.copies:
            yield told | {"copy_no": 1, "leading": True, **_describe_sight(address, address.reasons)}
        in_time = sorted(address.copies, key=lambda copy: (copy.first_seen, copy.sha256))
        for number, copy in enumerate(in_time, start=1):
            place, leading = places[address.url, copy.sha256]
            reasons = (*address.reasons, *place.contradictions)
            yield told | {
                "copy_no": number,
                "document_sha256": copy.sha256,
                "pulled_from": copy.pulled_from,
                "first_seen": read_day(copy.first_seen),
                "last_seen": read_day(copy.last_seen),
                "leading": leading,
                **_describe_sight(address, reasons, copy),
            }


def _describe_sight(address: Address, reasons: Sequence[Reason], copy: Copy | None = None) -> Row:
    status = "unavailable"
    if copy and copy.sha256 == address.serving:
        status = "archived_copy" if address.status == "archived_copy" else "available"
    elif copy and address.status == "available":
        status = "replaced"
    return {
        "last_status": status,
        "reasons": [reason.code for reason in reasons],
        "explanations": [reason.sentence for reason in reasons],
    }


def _read_captured(captured: str | None) -> date | None:
    """The day of a web archive's time stamp, such as ``20140302101112``; ``None`` for other texts."""
    with contextlib.suppress(ValueError):
        return datetime.strptime((captured or "")[:8], "%Y%m%d").replace(tzinfo=UTC).date()
    return None


def read_day(time: str) -> date:
    """Return the day of an ISO time in UTC."""
    return datetime.fromisoformat(time).astimezone(UTC).date()


def _describe_report(report: DocumentReport) -> Row:
    identity = report.identity
    return {
        "country": identity.country,
        "municipality_code": identity.municipality_code,
        "municipality": identity.municipality,
        "municipality_printed": identity.municipality_printed,
        "round": identity.round,
        "edition": find_edition(report),
        "draft": identity.draft,
        "pages": report.pages,
        "readings": len(report.readings),
    }


def find_edition(report: DocumentReport) -> int | None:
    """Find the edition of the proved scores, or else the one that the document names."""
    return report.verdict.edition if report.verdict.edition is not None else report.identity.edition


def order_readings(report: DocumentReport) -> list[Reading]:
    """Sort the readings by page and position, then by everything else, so that the order never varies."""
    return sorted(
        report.readings,
        key=lambda reading: (
            reading.page,
            round(reading.box.top, 2),
            round(reading.box.x0, 2),
            reading.reader,
            reading.kind.value,
            reading.area_no or 0,
            reading.subarea_no or "",
            str(reading.group),
            reading.value,
            reading.year or 0,
            reading.words,
        ),
    )


def list_evidence(
    reports: Iterable[DocumentReport],
    publications: Mapping[str, Publication],
    origins: Mapping[str, Origin],
    benchmarks: Mapping[str, Sequence[int]],
) -> Iterator[Row]:
    """Yield the rows of ``evidence``.

    ``publications`` and ``benchmarks`` are by the document's sha256; the latter are numbers of readings.
    """
    for report in reports:
        publication = publications.get(report.sha256)
        shown = _list_shown(publication) if publication else set()
        averages = set(benchmarks.get(report.sha256, ()))
        for number, reading in enumerate(order_readings(report), start=1):
            yield {
                "document_sha256": report.sha256,
                "reading_no": number,
                "municipality_code": report.identity.municipality_code,
                "round": report.identity.round,
                "edition": find_edition(report),
                "area_no": reading.area_no,
                "subarea_no": reading.subarea_no,
                "kind": reading.kind.value,
                "value": reading.value,
                "text_printed": reading.text,
                "label_printed": reading.label or None,
                "words": reading.words or None,
                "presentation": reading.reader,
                "presentation_group": str(reading.group),
                "editions_of_label": [str(edition) for edition in reading.editions],
                "year": reading.year,
                "population": reading.population,
                "used": _locate(reading) in shown or number in averages,
                "agrees": _agrees(reading, publication) if publication else None,
                "origin": origins[report.sha256],
                **describe_place(reading),
            }


def _list_shown(publication: Publication) -> set[tuple[Hashable, ...]]:
    verdict = publication.report.verdict
    shown = [score.reading for score in verdict.scores] + [each.reading for each in verdict.subareas]
    return {_locate(reading) for reading in (*shown, *([verdict.total] if verdict.total else []))}


def _locate(reading: Reading) -> tuple[Hashable, ...]:
    """A key of a reading without its value, which a declared correction may have changed."""
    box = reading.box
    return reading.page, box.x0, box.top, box.x1, box.bottom, reading.group, reading.kind, reading.area_no


def _agrees(reading: Reading, publication: Publication) -> bool | None:
    verdict = publication.report.verdict
    if reading.kind is ReadingKind.TOTAL:
        return verdict.total is not None and reading.value == verdict.total.value
    if reading.area_no is None:
        return None
    if reading.kind is ReadingKind.SCORE:
        return reading.value == publication.values.get(reading.area_no)
    if reading.kind is ReadingKind.SUBAREA and reading.subarea_no is not None:
        number = number_subarea(reading.area_no, reading.subarea_no)
        for subarea in verdict.subareas:
            if (subarea.area_no, number_subarea(subarea.area_no, subarea.subarea_no)) == (
                reading.area_no,
                number,
            ):
                return reading.value == subarea.value
    return None


def list_findings(
    reports: Iterable[DocumentReport], origins: Mapping[str, Origin], series: Series
) -> Iterator[Row]:
    """Yield the rows of ``findings``: what reading, proof and comparison with earlier evaluations noticed."""
    for report in reports:
        identity, verdict = report.identity, report.verdict
        noticed: list[tuple[int | None, Finding]] = [
            (None, finding) for finding in (*report.findings, *identity.findings, *verdict.findings)
        ]
        if identity.municipality_code and identity.round is not None:
            key = identity.municipality_code, identity.round
            if key in series.findings and series.documents[key] == report.sha256:
                noticed += series.findings[key]
        rows = {
            (finding.code, finding.sentence): {
                "document_sha256": report.sha256,
                "code": finding.code,
                "sentence": finding.sentence,
                "municipality_code": identity.municipality_code,
                "round": identity.round,
                "edition": find_edition(report),
                "area_no": area_no,
                "page": finding.page,
                "origin": origins[report.sha256],
            }
            for area_no, finding in noticed
        }
        yield from rows.values()
