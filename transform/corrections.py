"""Declared corrections of printed scores: what the report prints, what is right, why, and who confirmed it.

A correction names the document by its sha256, the area, and the score that it expects to be printed. When the
document's scores are proved as printed, the corrected score is published with the proof and the place of the
printed one. When the misprint is the reason why the document is quarantined, its scores are proved again with
the corrected number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from importlib import resources
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from extract.csvtables import Day, Identifier, LineError, Sha256, Text, parse_lines
from extract.instrument import AREA_NUMBERS, MAX_SCORE
from extract.proof.prove import prove
from extract.records import DocumentReport, Outcome, Reading, ReadingKind
from extract.sources.addresses import LONGEST_SENTENCE, show_words


class CorrectionError(Exception):
    """A declared correction is malformed or no longer fits its document; no release may be made."""

    def __init__(self, sentence: str) -> None:
        super().__init__(show_words(sentence, LONGEST_SENTENCE))


def _parse_area(text: object) -> object:
    if isinstance(text, str) and text not in {str(number) for number in AREA_NUMBERS}:
        raise ValueError(f"is not the number of an area: {text}")
    return text


def _parse_points(text: object) -> object:
    if isinstance(text, str) and not re.fullmatch(r"\d{1,3}(\.[05])?", text):
        raise ValueError(f"is not a number of points, whole or half: {text}")
    return text


def _check_highest(points: float) -> float:
    if points > MAX_SCORE:
        raise ValueError(f"is not a number of points, whole or half: {points:g}")
    return points


Points = Annotated[float, BeforeValidator(_parse_points)]


@dataclass(frozen=True)
class Correction:
    """One declared correction: the score that is expected to be printed for an area, and the right one."""

    correction_id: Identifier
    document_sha256: Sha256
    area_no: Annotated[int, BeforeValidator(_parse_area)]
    expected_score: Points
    corrected_score: Annotated[Points, AfterValidator(_check_highest)]
    reason: Text
    source: str | None
    confirmed_by: Text
    confirmed_on: Day


COLUMNS = tuple(field.name for field in fields(Correction))


def read_project_corrections() -> str:
    """Read the project's own file of corrections."""
    return resources.files("transform.data").joinpath("corrections.csv").read_text(encoding="utf-8")


def parse_corrections(text: str, name: str = "corrections.csv") -> list[Correction]:
    """Parse a file of corrections, in its order.

    Raises ``CorrectionError``, which names file and line, for a malformed line and for an identifier that
    comes twice.
    """
    try:
        lines = parse_lines(text, name, Correction)
    except LineError as error:
        raise CorrectionError(str(error)) from error
    known: set[str] = set()
    for place, correction in lines:
        if correction.correction_id in known:
            raise CorrectionError(f"{place}: the correction {correction.correction_id} comes twice.")
        known.add(correction.correction_id)
    return [correction for _, correction in lines]


def group_corrections(
    corrections: Iterable[Correction], reports: Mapping[str, DocumentReport]
) -> dict[str, dict[int, Correction]]:
    """Group the corrections by the sha256 of their document and by area; ``reports`` are by sha256.

    A correction of a document that is not in ``reports`` is ignored. Raises ``CorrectionError`` when two
    correct the same score, or when a document does not print the score that its correction expects.
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
    """Prove a quarantined report again with the corrected numbers, and accept it when they are proved.

    Its readings stay as printed. A report that is not quarantined, or whose municipality, round or edition is
    in doubt, is returned unchanged.
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
