"""Declared decisions about documents: what a person concluded from a document that the rules hold back.

A decision names its document by sha256 and the codes of the reasons that the person saw. Every later run
obeys it. It does nothing while no catalogued address holds the document, and fails loudly once the document
no longer has those reasons: then somebody should look again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from importlib import resources

from extract.instrument import AREA_NUMBERS, EDITIONS
from extract.municipalities import MUNICIPALITIES, Municipality, find_code, list_namesakes
from extract.presentations import BY_DECLARATION
from extract.records import DocumentReport, Identity, Outcome, Reading, ReadingKind, Reason
from extract.sources.addresses import LONGEST_SENTENCE, show_words

CODE_SEPARATOR = "|"


class DecisionKind(StrEnum):
    """What can be decided; ``warehouse/columns/decisions.toml`` explains each."""

    FINAL = "final"
    NOT_A_REPORT = "not_a_report"
    CONFIRMED = "confirmed"
    MUNICIPALITY = "municipality"
    ROUND = "round"
    EDITION = "edition"
    READING = "reading"
    MISPRINTED_TOTAL = "misprinted_total"
    WITHDRAWN = "withdrawn"


# A rule that looks at whole tables may hold a document; whether a confirmation still fits is known only then.
CHECKED_WITH_TABLES = (DecisionKind.CONFIRMED,)
SETTLES = {
    DecisionKind.MUNICIPALITY: "municipality_code",
    DecisionKind.ROUND: "round",
    DecisionKind.EDITION: "edition",
    DecisionKind.READING: "group",
}


class DecisionError(Exception):
    """A decision is malformed or no longer fits its document; the message names both and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(show_words(sentence, LONGEST_SENTENCE))


@dataclass(frozen=True)
class Decision:
    """One declared decision, as a line of the decisions file says it.

    ``value`` is the municipality code, the year, the edition or the presentation that the decision settles,
    ``None`` for the other kinds.
    ``expected`` holds the codes of the reasons that the document must still have: those that it has alone or
    beside other documents, or for ``confirmed`` those of rules that look at whole tables. It is empty where
    the document had none when somebody decided.
    """

    decision_id: str
    document_sha256: str
    decision: DecisionKind
    value: str | None
    expected: tuple[str, ...]
    reason: str
    decided_by: str
    decided_on: date


COLUMNS = tuple(field.name for field in fields(Decision))


def read_project_decisions() -> str:
    """The text of the project's own decisions file."""
    return resources.files("transform.data").joinpath("decisions.csv").read_text(encoding="utf-8")


def parse_decisions(text: str, name: str = "decisions.csv") -> list[Decision]:
    """The decisions of a CSV file's text, in its order.

    Raises ``DecisionError``, which names file, line and column, for anything malformed, for an identifier
    that comes twice, and for two decisions of one kind about one document.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\N{BYTE ORDER MARK}"), newline=""), strict=True)
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise DecisionError(f"{name}, line 1: the columns must be {', '.join(COLUMNS)}.")
    decisions: list[Decision] = []
    try:
        for row in rows:
            decisions.append(_parse_row(row, f"{name}, line {rows.line_num}"))
    except csv.Error as error:
        raise DecisionError(f"{name}, line {rows.line_num}: not readable as CSV ({error}).") from error
    _refuse_twins(decisions, name)
    return decisions


def format_decisions(decisions: Iterable[Decision]) -> str:
    """The text of a decisions file; ``parse_decisions`` reads it back."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for decision in decisions:
        writer.writerow(
            [
                decision.decision_id,
                decision.document_sha256,
                decision.decision.value,
                decision.value or "",
                CODE_SEPARATOR.join(decision.expected),
                decision.reason,
                decision.decided_by,
                decision.decided_on.isoformat(),
            ]
        )
    return text.getvalue()


def list_preferred(decisions: Iterable[Decision]) -> frozenset[str]:
    """The sha256 of every document that a decision calls the final one."""
    return frozenset(
        decision.document_sha256 for decision in decisions if decision.decision is DecisionKind.FINAL
    )


def check_decisions(decisions: Sequence[Decision], codes: Mapping[str, Iterable[str]]) -> None:
    """Make sure that each decision still fits its document.

    ``codes`` holds, for every held document's sha256, the codes of the reasons that it has without any
    decision, those that other documents give it included. Raises ``DecisionError`` for the first decision
    whose expected reasons are not all there any more. A decision about a document that is not held is passed
    over, and so is a confirmation: the rules of whole tables answer it.
    """
    for decision in decisions:
        if decision.document_sha256 not in codes or decision.decision in CHECKED_WITH_TABLES:
            continue
        now = set(codes[decision.document_sha256])
        missing = [code for code in decision.expected if code not in now]
        if missing:
            raise DecisionError(
                f"Decision {decision.decision_id} about document {decision.document_sha256[:12]} no longer "
                f"fits: it expects {', '.join(missing)}, and the document has "
                f"{', '.join(sorted(now)) or 'no reason'}. "
                "Look at the document again and change the decision or take it out."
            )


def apply_decisions(
    reports: Mapping[str, DocumentReport], decisions: Sequence[Decision]
) -> dict[str, DocumentReport]:
    """The reports, by sha256, as the decisions want them; what nobody decided about is the same object.

    Which of several documents of one evaluation is published is settled elsewhere, with ``list_preferred``.
    Raises ``DecisionError`` for a decision that cannot make its document publishable as it says.
    """
    decided = dict(reports)
    for decision in decisions:
        report = decided.get(decision.document_sha256)
        if report is not None:
            decided[decision.document_sha256] = _apply(decision, report)
    return decided


def _apply(decision: Decision, report: DocumentReport) -> DocumentReport:
    match decision.decision:
        case DecisionKind.FINAL:
            return replace(report, identity=replace(report.identity, draft=False))
        case DecisionKind.NOT_A_REPORT:
            reason = Reason("declared_not_a_report", f"Declared not to be a report: {decision.reason}")
            return replace(report, outcome=Outcome.REJECTED, reasons=(reason,))
        case DecisionKind.WITHDRAWN:
            reason = Reason("withdrawn", f"Declared withdrawn: {decision.reason}")
            return replace(report, outcome=Outcome.QUARANTINED, reasons=(*report.reasons, reason))
        case DecisionKind.MUNICIPALITY | DecisionKind.ROUND:
            return _settle(decision, report)
        case DecisionKind.EDITION:
            return _settle(decision, _prove_for_edition(report, int(decision.value or 0)))
        case DecisionKind.MISPRINTED_TOTAL:
            return _settle(decision, _prove_without_total(report))
        case DecisionKind.READING:
            return _settle(decision, _prove_chosen(decision, report))
        case DecisionKind.CONFIRMED:
            return report


def _settle(decision: Decision, report: DocumentReport) -> DocumentReport:
    """Set what the decision says, drop the reasons it answers, and accept the report when none is left."""
    identity = _settle_identity(decision, report.identity)
    left = tuple(reason for reason in report.reasons if reason.code not in decision.expected)
    settled = replace(report, identity=identity, reasons=left)
    if left or report.outcome is not Outcome.QUARANTINED:
        return settled
    unknown = [
        name
        for name, value in (
            ("the municipality", identity.municipality_code),
            ("the round", identity.round),
            ("the edition", identity.edition),
        )
        if value is None
    ]
    if len(report.verdict.scores) != len(AREA_NUMBERS):
        unknown.append("a proof of its eight scores")
    if unknown:
        raise DecisionError(
            f"Decision {decision.decision_id} would publish document {decision.document_sha256[:12]}, "
            f"which lacks {' and '.join(unknown)}. A declared correction or a better copy is needed instead."
        )
    return replace(settled, outcome=Outcome.ACCEPTED)


def _prove_anew(report: DocumentReport, readings: tuple[Reading, ...]) -> DocumentReport:
    from extract.proof.prove import prove

    return replace(report, verdict=prove(readings, report.identity))


def _prove_chosen(decision: Decision, report: DocumentReport) -> DocumentReport:
    """The report proved with the chosen presentation's numbers as the municipality's own points.

    What rival presentations give for areas is left out of the proof, and so is a printed total that the
    chosen numbers do not add up to while another one fits. The readings stay as they were read.
    """
    chosen = [each for each in report.readings if each.group == decision.value and _is_of_area(each)]
    if len({each.area_no for each in chosen}) != len(AREA_NUMBERS):
        raise DecisionError(
            f"Decision {decision.decision_id} chooses {decision.value}, which gives no number for some "
            f"area of document {decision.document_sha256[:12]}; choose another or take the decision out."
        )
    total = sum({each.area_no: each.value for each in chosen}.values())
    fitting = any(each.kind is ReadingKind.TOTAL and each.value == total for each in report.readings)

    def is_left_out(reading: Reading) -> bool:
        if reading.kind is ReadingKind.TOTAL:
            return fitting and reading.value != total
        return _is_of_area(reading) and reading.kind in (ReadingKind.SCORE, ReadingKind.UNKNOWN)

    others = [each for each in report.readings if each not in chosen and not is_left_out(each)]
    own = [replace(each, kind=ReadingKind.SCORE, owner=BY_DECLARATION) for each in chosen]
    proved = _prove_anew(report, (*own, *others))
    edition = report.identity.edition or proved.verdict.edition
    return replace(proved, identity=replace(report.identity, edition=edition))


def _is_of_area(reading: Reading) -> bool:
    return reading.area_no is not None and reading.subarea_no is None


def _prove_without_total(report: DocumentReport) -> DocumentReport:
    """The report proved by everything but the totals that it prints; they stay among its readings."""
    from extract.proof.prove import prove

    readings = tuple(reading for reading in report.readings if reading.kind is not ReadingKind.TOTAL)
    return replace(report, verdict=prove(readings, report.identity))


def _prove_for_edition(report: DocumentReport, edition: int) -> DocumentReport:
    """The report proved as one of that edition; its readings and reasons stay."""
    from extract.proof.prove import prove

    return replace(report, verdict=prove(report.readings, replace(report.identity, edition=edition)))


def _settle_identity(decision: Decision, identity: Identity) -> Identity:
    kept = tuple(reason for reason in identity.reasons if reason.code not in decision.expected)
    identity = replace(identity, reasons=kept)
    if decision.decision is DecisionKind.MUNICIPALITY and decision.value:
        municipality = MUNICIPALITIES[decision.value]
        _check_years(decision, municipality, identity.round)
        return replace(
            identity,
            country=municipality.country,
            municipality_code=municipality.code,
            municipality=municipality.name,
        )
    if decision.decision is DecisionKind.ROUND and decision.value:
        return _settle_round(identity, int(decision.value))
    if decision.decision is DecisionKind.EDITION and decision.value:
        return replace(identity, edition=int(decision.value))
    return identity


def _settle_round(identity: Identity, year: int) -> Identity:
    """The identity with that round, and the municipality's code of that year where there is one."""
    settled = replace(identity, round=year, round_source=identity.round_source or "inferred")
    if identity.municipality is None or identity.country is None:
        return settled
    place = find_code(identity.municipality, identity.country, year)
    return replace(settled, municipality_code=place.code) if place else settled


def _check_years(decision: Decision, municipality: Municipality, year: int | None) -> None:
    if year is None or municipality.is_valid_in(year):
        return
    then = [place.code for place in list_namesakes(municipality.name, municipality.country)]
    raise DecisionError(
        f"Decision {decision.decision_id} names municipality {municipality.code}, whose code was not in force"
        f" in {year}, the year of the visit; {municipality.name} has had {', '.join(then)}."
    )


def _parse_row(row: Mapping[str, str | None], place: str) -> Decision:
    if None in row or None in row.values():
        raise DecisionError(f"{place}: {len(COLUMNS)} columns are wanted.")
    said = {column: (row[column] or "").strip() for column in COLUMNS}
    for column in ("decision_id", "document_sha256", "decision", "reason", "decided_by", "decided_on"):
        if not said[column]:
            raise DecisionError(f"{place}: column {column} is empty.")
    if not re.fullmatch(r"[a-z0-9-]+", said["decision_id"]):
        raise DecisionError(f"{place}: column decision_id takes small letters, digits and hyphens.")
    if not re.fullmatch(r"[0-9a-f]{64}", said["document_sha256"]):
        raise DecisionError(f"{place}: column document_sha256 is not the SHA-256 of a document.")
    if said["decision"] not in list(DecisionKind):
        raise DecisionError(
            f"{place}: column decision says {said['decision']}; it may be {', '.join(DecisionKind)}."
        )
    kind = DecisionKind(said["decision"])
    _check_value(kind, said["value"], place)
    expected = tuple(code.strip() for code in said["expected"].split(CODE_SEPARATOR) if code.strip())
    if not expected and kind is DecisionKind.CONFIRMED:
        raise DecisionError(f"{place}: column expected must name the reasons that this decision answers.")
    try:
        decided_on = date.fromisoformat(said["decided_on"])
    except ValueError as error:
        raise DecisionError(f"{place}: column decided_on is not a date such as 2026-11-22.") from error
    return Decision(
        decision_id=said["decision_id"],
        document_sha256=said["document_sha256"],
        decision=kind,
        value=said["value"] or None,
        expected=expected,
        reason=said["reason"],
        decided_by=said["decided_by"],
        decided_on=decided_on,
    )


def _check_value(kind: DecisionKind, value: str, place: str) -> None:
    if kind not in SETTLES:
        if value:
            raise DecisionError(f"{place}: column value must be empty for decision {kind}.")
    elif kind is DecisionKind.MUNICIPALITY and value not in MUNICIPALITIES:
        raise DecisionError(f"{place}: column value is not the code of a municipality: {value or 'empty'}.")
    elif kind is DecisionKind.ROUND and not re.fullmatch(r"20\d\d", value):
        raise DecisionError(f"{place}: column value is not a year such as 2014: {value or 'empty'}.")
    elif kind is DecisionKind.EDITION and value not in map(str, EDITIONS):
        known = ", ".join(map(str, EDITIONS))
        raise DecisionError(f"{place}: column value is none of the editions {known}: {value or 'empty'}.")
    elif kind is DecisionKind.READING and not value:
        raise DecisionError(f"{place}: column value must name the presentation that holds the points.")


def _refuse_twins(decisions: Sequence[Decision], name: str) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for decision in decisions:
        for key in ((decision.decision_id,), (decision.document_sha256, decision.decision)):
            if key in seen:
                raise DecisionError(
                    f"{name}: decisions {seen[key]} and {decision.decision_id} are about the same thing; "
                    "keep one."
                )
            seen[key] = decision.decision_id
