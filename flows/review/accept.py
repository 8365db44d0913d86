"""Declaring what a person concluded about a document: a line in the corrections or the decisions file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from upath import UPath

from expectations.rules import DOCUMENT_RULES, RULES, Level, Scope
from extract.instrument import AREA_NUMBERS, EDITIONS
from extract.records import DocumentReport, Outcome
from extract.sources.store import open_store
from flows.declarations.errors import ReviewError
from flows.declarations.local import Kind, add_declared
from flows.reading.cache import ReadingCache
from flows.review.held import HeldDocument
from flows.settings import Settings
from transform.corrections import COLUMNS as CORRECTION_COLUMNS
from transform.corrections import (
    Correction,
    CorrectionError,
    group_corrections,
    parse_corrections,
    prove_corrected,
)
from transform.decisions import (
    SETTLES,
    Decision,
    DecisionError,
    DecisionKind,
    apply_decisions,
    format_decisions,
    parse_decisions,
)

# The codes that a decision can answer, for the kinds that answer only some.
ANSWERS = {
    DecisionKind.FINAL: {"publishers_disagree", "draft_superseded", "replaced"},
    DecisionKind.MUNICIPALITY: {"municipality_unclear"},
    DecisionKind.ROUND: {
        "round_unclear",
        "edition_contradicts_year",
        "round_outside_edition",
        "round_contradicts_visit",
        "round_inferred",
    },
    DecisionKind.EDITION: {"edition_unclear", "edition_contradicts_year"},
    DecisionKind.READING: {
        "score_uncertain",
        "scores_disagree",
        "two_editions_unmarked",
        "area_missing",
        "corrected_in_text",
    },
    DecisionKind.MISPRINTED_TOTAL: {"total_mismatch"},
}


ALREADY = "It stood there already."


@dataclass(frozen=True)
class Accepted:
    """What was written where, and what the document will be by itself when the next run obeys it."""

    path: UPath
    name: str
    consequence: str


@dataclass(frozen=True)
class Plan:
    """A declaration that fits its document, not yet written.

    ``after`` is the document by itself when the next run obeys, or None where no reading of it is kept.
    """

    kind: Kind
    name: str
    line: str
    after: DocumentReport | None
    consequence: str


def write_plan(plan: Plan, settings: Settings) -> Accepted:
    """Declare what was planned; the same again changes nothing. Raises ``ReviewError``."""
    try:
        path, is_new = add_declared(settings, plan.kind, plan.name, plan.line)
    except (DecisionError, CorrectionError) as error:
        raise ReviewError(str(error)) from error
    return Accepted(path, plan.name, plan.consequence if is_new else ALREADY)


def accept_decision(
    document: HeldDocument,
    settings: Settings,
    kind: DecisionKind,
    *,
    value: str | None,
    who: str,
    why: str,
    today: date | None = None,
) -> Accepted:
    """Declare a decision about the document; the same one again changes nothing.

    Raises ``ReviewError`` when it would not fit the document, and leaves the file as it was.
    """
    plan = plan_decision(document, settings, kind, value=value, who=who, why=why, today=today)
    return write_plan(plan, settings)


def plan_decision(
    document: HeldDocument,
    settings: Settings,
    kind: DecisionKind,
    *,
    value: str | None,
    who: str,
    why: str,
    today: date | None = None,
) -> Plan:
    """What ``accept_decision`` would declare. Raises ``ReviewError`` when it would not fit the document."""
    sha256 = _need_bytes(document)
    if (kind in SETTLES) != bool(value):
        wanted = "needs --value" if kind in SETTLES else "takes no --value"
        raise ReviewError(f"A decision of the kind {kind} {wanted}.")
    decision = Decision(
        decision_id=f"{sha256[:12]}-{kind.value.replace('_', '-')}",
        document_sha256=sha256,
        decision=kind,
        value=value,
        expected=choose_expected(kind, document),
        reason=why,
        decided_by=who,
        decided_on=today or datetime.now(UTC).date(),
    )
    line = format_decisions([decision]).splitlines()[1]
    try:
        parse_decisions(format_decisions([decision]), "the decision")
        _check_answers(kind, document, decision)
        report = load_report(settings, sha256)
        after = apply_decisions({sha256: report}, [decision])[sha256] if report else None
    except DecisionError as error:
        raise ReviewError(str(error)) from error
    return Plan("decisions", decision.decision_id, line, after, _foretell(after, kind))


def accept_correction(
    document: HeldDocument,
    settings: Settings,
    *,
    area_no: int,
    corrected: float,
    expected: float,
    who: str,
    why: str,
    source: str | None = None,
    today: date | None = None,
) -> Accepted:
    """Declare a correction of one printed score; the same one again changes nothing.

    Raises ``ReviewError`` when the document does not print ``expected`` there or when that cannot be checked,
    and leaves the file as it was.
    """
    plan = plan_correction(
        document,
        settings,
        area_no=area_no,
        corrected=corrected,
        expected=expected,
        who=who,
        why=why,
        source=source,
        today=today,
    )
    return write_plan(plan, settings)


def plan_correction(
    document: HeldDocument,
    settings: Settings,
    *,
    area_no: int,
    corrected: float,
    expected: float,
    who: str,
    why: str,
    source: str | None = None,
    today: date | None = None,
) -> Plan:
    """What ``accept_correction`` would declare. Raises ``ReviewError`` as it does."""
    sha256 = _need_bytes(document)
    if area_no not in AREA_NUMBERS:
        raise ReviewError(
            f"There is no area {area_no}; areas are numbered {AREA_NUMBERS[0]} to {AREA_NUMBERS[-1]}."
        )
    name = f"{sha256[:12]}-area-{area_no}"
    values = [name, sha256, area_no, f"{expected:g}", f"{corrected:g}", why, source or "", who]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow([*values, (today or datetime.now(UTC).date()).isoformat()])
    line = text.getvalue().rstrip("\n")
    try:
        alone = parse_corrections(f"{','.join(CORRECTION_COLUMNS)}\n{line}\n", "the correction")
        report = load_report(settings, sha256)
        if report is None:
            raise ReviewError(
                f"What was read from {sha256[:12]} is not kept for these readers, so the printed score "
                "cannot be checked; run ingest first."
            )
        after = _correct(report, alone)
    except CorrectionError as error:
        raise ReviewError(str(error)) from error
    return Plan("corrections", name, line, after, _foretell(after, None))


def _check_answers(kind: DecisionKind, document: HeldDocument, decision: Decision) -> None:
    """Refuse a decision that settles nothing of what the document is held for."""
    wanted = ANSWERS.get(kind)
    if wanted is None or wanted & set(document.codes):
        edition = EDITIONS.get(document.edition or 0)
        if kind is DecisionKind.ROUND and edition and not edition.covers(int(decision.value or 0)):
            raise ReviewError(
                f"The document prints the areas of edition {edition.edition}, which was not in use then."
            )
        return
    raise ReviewError(
        f"A decision of the kind {kind} answers {' or '.join(sorted(wanted))}, and the document is "
        f"{document.outcome} ({', '.join(document.codes) or 'no reason'}). See review show for what would "
        "settle it."
    )


def choose_expected(kind: DecisionKind, document: HeldDocument) -> tuple[str, ...]:
    """The codes that a decision of this kind expects the document to keep having.

    Raises ``ReviewError`` for a confirmation of a document that no rule of whole tables holds.
    """
    codes = list(dict.fromkeys(document.codes))
    of_tables = [code for code in codes if _holds_with_tables(code)]
    if kind is DecisionKind.CONFIRMED:
        if not of_tables:
            raise ReviewError(
                f"Nothing here can be confirmed: {', '.join(codes) or 'no reason'} is about what the "
                "document itself says. Correct a misprint with --correct, or see review show for what would "
                "settle it."
            )
        return tuple(of_tables)
    answered = ANSWERS.get(kind, set(DOCUMENT_RULES))
    return tuple(code for code in codes if code in answered and code not in of_tables)


def _holds_with_tables(code: str) -> bool:
    rule = RULES.get(code)
    return rule is not None and rule.level is Level.HOLD and rule.applies_to is Scope.TABLE


def _need_bytes(document: HeldDocument) -> str:
    if document.sha256 is None:
        raise ReviewError(
            f"Nothing was ever pulled from {document.source_url}; "
            "correct or remove its line in the catalogue."
        )
    return document.sha256


def load_report(settings: Settings, sha256: str) -> DocumentReport | None:
    """What these readers made of the document, where it is kept."""
    from extract.document import READER_VERSION

    cache = ReadingCache(open_store(settings.data) / "cache" / "readings", READER_VERSION)
    return cache.get(sha256)


def _correct(report: DocumentReport, corrections: Sequence[Correction]) -> DocumentReport:
    grouped = group_corrections(corrections, {report.sha256: report})
    return prove_corrected(report, grouped.get(report.sha256, {}))


def _foretell(after: DocumentReport | None, kind: DecisionKind | None) -> str:
    if after is None:
        return "The next run obeys it."
    if kind in (DecisionKind.CONFIRMED, DecisionKind.FINAL):
        return "The next run publishes the document unless another rule holds it."
    codes = ", ".join(reason.code for reason in after.reasons)
    if after.outcome is Outcome.ACCEPTED:
        return "The next run publishes the document unless another document or rule stands against it."
    return f"The document will be {after.outcome.value} ({codes})."
