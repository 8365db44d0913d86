"""Declared corrections: what a report prints wrongly, what it should be, why, and who confirmed it.

A correction names the document by its hash, the area, and the score expected to be printed there. Where the
document's scores are proved as printed, the corrected score is published with the proof and the place of
the printed one. Where the misprint is what keeps the document in quarantine, the document is proved again
with the corrected number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from importlib import resources

from extract.instrument import AREA_NUMBERS, MAX_SCORE
from extract.proof.prove import prove
from extract.records import DocumentReport, Outcome, Reading, ReadingKind
from extract.sources.addresses import LONGEST_SENTENCE, show_words


class CorrectionError(Exception):
    """A declared correction is malformed or does not fit its document any more; no release may be made."""

    def __init__(self, sentence: str) -> None:
        super().__init__(show_words(sentence, LONGEST_SENTENCE))


@dataclass(frozen=True)
class Correction:
    """One declared correction."""

    correction_id: str
    document_sha256: str
    area_no: int
    expected_score: float
    corrected_score: float
    reason: str
    source: str | None
    confirmed_by: str
    confirmed_on: date


COLUMNS = tuple(field.name for field in fields(Correction))


def read_project_corrections() -> str:
    """The text of the project's own corrections file."""
    return resources.files("transform.data").joinpath("corrections.csv").read_text(encoding="utf-8")


def parse_corrections(text: str, name: str = "corrections.csv") -> list[Correction]:
    """The corrections of a CSV file's text, in its order.

    Raises ``CorrectionError``, which names file and line, for what is malformed and a name that comes twice.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\N{BYTE ORDER MARK}"), newline=""), strict=True)
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise CorrectionError(f"{name}, line 1: the columns must be {', '.join(COLUMNS)}.")
    corrections: list[Correction] = []
    try:
        for row in rows:
            place = f"{name}, line {rows.line_num}"
            correction = _parse_row(row, place)
            if correction.correction_id in {each.correction_id for each in corrections}:
                raise CorrectionError(f"{place}: the correction {correction.correction_id} comes twice.")
            corrections.append(correction)
    except csv.Error as error:
        raise CorrectionError(f"{name}, line {rows.line_num}: not readable as CSV ({error}).") from error
    return corrections


def _parse_row(row: Mapping[str, str | None], place: str) -> Correction:
    if None in row or None in row.values():
        raise CorrectionError(f"{place}: {len(COLUMNS)} columns are wanted.")
    said = {column: (row[column] or "").strip() for column in COLUMNS}
    empty = [column for column in COLUMNS if not said[column] and column != "source"]
    if empty:
        raise CorrectionError(f"{place}: column {empty[0]} is empty.")
    if not re.fullmatch(r"[a-z0-9-]+", said["correction_id"]):
        raise CorrectionError(f"{place}: column correction_id takes small letters, digits and hyphens.")
    if not re.fullmatch(r"[0-9a-f]{64}", said["document_sha256"]):
        raise CorrectionError(f"{place}: column document_sha256 is not the SHA-256 of a document.")
    if said["area_no"] not in {str(number) for number in AREA_NUMBERS}:
        raise CorrectionError(f"{place}: column area_no is not the number of an area: {said['area_no']}.")
    try:
        confirmed_on = date.fromisoformat(said["confirmed_on"])
    except ValueError as error:
        raise CorrectionError(f"{place}: column confirmed_on is not a date such as 2026-11-22.") from error
    return Correction(
        correction_id=said["correction_id"],
        document_sha256=said["document_sha256"],
        area_no=int(said["area_no"]),
        expected_score=_parse_points(said["expected_score"], f"{place}: column expected_score", None),
        corrected_score=_parse_points(said["corrected_score"], f"{place}: column corrected_score", MAX_SCORE),
        reason=said["reason"],
        source=said["source"] or None,
        confirmed_by=said["confirmed_by"],
        confirmed_on=confirmed_on,
    )


def _parse_points(text: str, place: str, highest: float | None) -> float:
    if not re.fullmatch(r"\d{1,3}(\.[05])?", text) or (highest is not None and float(text) > highest):
        raise CorrectionError(f"{place} is not a number of points, whole or half: {text}.")
    return float(text)


def group_corrections(
    corrections: Iterable[Correction], reports: Mapping[str, DocumentReport]
) -> dict[str, dict[int, Correction]]:
    """The corrections of the documents at hand, by document and area.

    Raises ``CorrectionError`` when two correct the same score, or when a document does not print the score
    that its correction expects. A correction of a document that is not at hand says nothing.
    """
    grouped: dict[str, dict[int, Correction]] = {}
    for correction in sorted(corrections, key=lambda each: each.correction_id):
        report = reports.get(correction.document_sha256)
        if report is None:
            continue
        areas = grouped.setdefault(correction.document_sha256, {})
        if correction.area_no in areas:
            raise CorrectionError(
                f"The corrections {areas[correction.area_no].correction_id} and {correction.correction_id} "
                f"both correct area {correction.area_no} of document {report.sha256}; keep one of them."
            )
        _check_expected(correction, report)
        areas[correction.area_no] = correction
    return grouped


def _check_expected(correction: Correction, report: DocumentReport) -> None:
    if report.verdict.scores:
        printed = {score.value for score in report.verdict.scores if score.area_no == correction.area_no}
    else:
        printed = {reading.value for reading in report.readings if _is_score(reading, correction.area_no)}
    if correction.expected_score not in printed:
        found = ", ".join(f"{value:g}" for value in sorted(printed)) or "no score"
        raise CorrectionError(
            f"The correction {correction.correction_id} expects {correction.expected_score:g} for area "
            f"{correction.area_no} of document {report.sha256}, but {found} is printed there now; "
            "look at the document again and change or remove the correction."
        )


def _is_score(reading: Reading, area_no: int) -> bool:
    return reading.kind is ReadingKind.SCORE and reading.area_no == area_no


def prove_corrected(report: DocumentReport, corrections: Mapping[int, Correction]) -> DocumentReport:
    """A quarantined report proved again with the corrected numbers; accepted when they prove.

    Its readings stay as printed. A report that is not quarantined, or that is so for its identity, comes back
    as it was.
    """
    if report.outcome is not Outcome.QUARANTINED or not corrections or report.identity.reasons:
        return report
    readings = tuple(_correct_reading(reading, corrections) for reading in report.readings)
    verdict = prove(readings, report.identity)
    if not verdict.scores:
        return report
    return replace(report, outcome=Outcome.ACCEPTED, reasons=(), verdict=verdict)


def _correct_reading(reading: Reading, corrections: Mapping[int, Correction]) -> Reading:
    correction = corrections.get(reading.area_no or 0)
    if correction and _is_score(reading, correction.area_no) and reading.value == correction.expected_score:
        return replace(reading, value=correction.corrected_score)
    return reading
