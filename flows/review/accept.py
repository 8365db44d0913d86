"""Declaring what a person decided about a document: a line in the file of corrections or of decisions."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from upath import UPath

from expectations.rules import DOCUMENT_RULES, holds_by_tables
from extract.instrument import AREA_NUMBERS, EDITIONS
from extract.records import DocumentReport, Outcome
from extract.sources.store import open_store
from flows.declarations.errors import ReviewError
from flows.declarations.local import Kind, add_declared
from flows.reading.cache import ReadingCache
from flows.review.held import HeldDocument
from flows.settings import Settings
from transform.apply_decisions import apply_decisions
from transform.corrections import COLUMNS as CORRECTION_COLUMNS
from transform.corrections import (
    Correction,
    CorrectionError,
    group_corrections,
    parse_corrections,
    prove_corrected,
)
from transform.decisions import (
    WITH_VALUE,
    Decision,
    DecisionError,
    DecisionKind,
    format_decisions,
    parse_decisions,
)

# The rule codes that a decision can settle. A kind that is not here can settle any code.
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
class AcceptedDeclaration:
    """A declaration that was written: its file, its name, and a sentence on what the next run will do."""

    path: UPath
    name: str
    consequence: str


@dataclass(frozen=True)
class Plan:
    """A declaration that fits its document but is not written yet.

    ``after`` is the document's report once the declaration is applied, before other documents and rules are
    considered; ``None`` when no reading of the document is cached.
    """

    kind: Kind
    name: str
    line: str
    after: DocumentReport | None
    consequence: str


def write_plan(plan: Plan, settings: Settings) -> AcceptedDeclaration:
    """Write a planned declaration; writing the same again changes nothing. Raises ``ReviewError``."""
    try:
        path, is_new = add_declared(settings, plan.kind, plan.name, plan.line)
    except (DecisionError, CorrectionError) as error:
        raise ReviewError(str(error)) from error
    return AcceptedDeclaration(path, plan.name, plan.consequence if is_new else ALREADY)


def accept_decision(
    document: HeldDocument,
    settings: Settings,
    kind: DecisionKind,
    *,
    value: str | None,
    who: str,
    why: str,
    today: date | None = None,
) -> AcceptedDeclaration:
    """Declare a decision about the document; declaring the same again changes nothing.

    ``who`` is the role of whoever decides, ``why`` the reason. Raises ``ReviewError`` when the decision does
    not fit the document; the file then stays as it was.
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
    """Prepare what ``accept_decision`` writes. Raises ``ReviewError`` when it does not fit the document."""
    sha256 = _need_bytes(document)
    if (kind in WITH_VALUE) != bool(value):
        wanted = "needs --value" if kind in WITH_VALUE else "takes no --value"
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
) -> AcceptedDeclaration:
    """Declare the correction of one printed score; declaring the same again changes nothing.

    ``expected`` is the score that the document prints, ``corrected`` the right one. Raises ``ReviewError``
    when the document does not print ``expected`` or when that cannot be checked; the file then stays as it
    was.
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
    """Prepare what ``accept_correction`` writes. Raises ``ReviewError`` as it does."""
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
    """Raise ``ReviewError`` for a decision that settles none of the document's reasons."""
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
    """Choose the reasons that the document must still have for a decision of this kind to apply.

    Raises ``ReviewError`` for a confirmation when no rule that looks at whole tables holds the document.
    """
    codes = list(dict.fromkeys(document.codes))
    of_tables = [code for code in codes if holds_by_tables(code)]
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


def _need_bytes(document: HeldDocument) -> str:
    if document.sha256 is None:
        raise ReviewError(
            f"Nothing was ever pulled from {document.source_url}; "
            "correct or remove its line in the catalogue."
        )
    return document.sha256


def load_report(settings: Settings, sha256: str) -> DocumentReport | None:
    """Load the cached report on the document by this version of the readers, or ``None``."""
    from extract.version import READER_VERSION

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
