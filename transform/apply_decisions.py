"""Applying decisions to reports: settling a doubt, proving again, rejecting or withdrawing a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.instrument import AREA_NUMBERS
from extract.municipalities import MUNICIPALITIES, Municipality, find_code, list_namesakes
from extract.presentations import BY_DECLARATION
from extract.proof.prove import prove
from extract.records import DocumentReport, Identity, Outcome, Reading, ReadingKind, Reason
from transform.decisions import Decision, DecisionError, DecisionKind


def check_decisions(decisions: Sequence[Decision], codes: Mapping[str, Iterable[str]]) -> None:
    """Raise ``DecisionError`` for the first decision that no longer fits its document.

    A decision fits when the document still has all the reasons that it expects. ``codes`` has, by the sha256
    of every archived document, the codes of its reasons before any decision, including those that come from
    comparing it with other documents. Decisions about other documents are skipped, and so are confirmations:
    whether they fit is known only once the tables are validated.
    """
    for decision in decisions:
        if decision.document_sha256 not in codes or decision.decision is DecisionKind.CONFIRMED:
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
    """Apply the decisions to the reports, which are by sha256; other reports are returned unchanged.

    Which of several documents of one evaluation is published is decided in ``transform.selection``. Raises
    ``DecisionError`` when a decision would accept a document that lacks something else.
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
    """Set what was decided, drop the reasons it settles, and accept the report when no reason is left."""
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


def _prove(report: DocumentReport, readings: tuple[Reading, ...]) -> DocumentReport:
    return replace(report, verdict=prove(readings, report.identity))


def _prove_chosen(decision: Decision, report: DocumentReport) -> DocumentReport:
    """Prove the report with the numbers of the chosen presentation as the municipality's own points.

    Numbers that other presentations give for areas are left out of the proof, and so is a printed total that
    differs from the sum of the chosen numbers when another printed total equals it. The report keeps all its
    readings.
    """
    chosen = [each for each in report.readings if str(each.group) == decision.value and _is_of_area(each)]
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
    proved = _prove(report, (*own, *others))
    edition = report.identity.edition or proved.verdict.edition
    return replace(proved, identity=replace(report.identity, edition=edition))


def _is_of_area(reading: Reading) -> bool:
    return reading.area_no is not None and reading.subarea_no is None


def _prove_without_total(report: DocumentReport) -> DocumentReport:
    """Prove the report without the totals that it prints; it keeps them among its readings."""
    return _prove(report, tuple(each for each in report.readings if each.kind is not ReadingKind.TOTAL))


def _prove_for_edition(report: DocumentReport, edition: int) -> DocumentReport:
    """Prove the report as one of that edition; it keeps its readings and reasons."""
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
    """Set the round, and the code that the municipality had in that year, if it is known."""
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
