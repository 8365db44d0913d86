"""Holding documents back for rules that look at whole tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from extract.records import DocumentReport, Identity, Outcome, Reason, Verdict


@dataclass(frozen=True)
class Hold:
    """The reasons why a document is held back.

    With ``aside`` its readings are left out of every table too.
    """

    reasons: tuple[Reason, ...]
    aside: bool = False

    def add(self, *reasons: Reason, aside: bool = False) -> Hold:
        """Return a hold with further reasons, each code once."""
        known = {reason.code for reason in self.reasons}
        new = {reason.code: reason for reason in reasons if reason.code not in known}
        return Hold((*self.reasons, *new.values()), self.aside or aside)


def hold_documents(
    reports: Mapping[str, DocumentReport], held: Mapping[str, Hold]
) -> dict[str, DocumentReport]:
    """Quarantine the reports in ``held`` for the given reasons; all are by sha256."""
    return {
        sha256: _hold(report, held[sha256]) if sha256 in held else report
        for sha256, report in reports.items()
    }


def _hold(report: DocumentReport, hold: Hold) -> DocumentReport:
    if hold.aside:
        report = replace(report, identity=Identity(), verdict=Verdict(), readings=(), findings=())
    known = {reason.code for reason in report.reasons}
    reasons = (*report.reasons, *(reason for reason in hold.reasons if reason.code not in known))
    outcome = Outcome.QUARANTINED if report.outcome is Outcome.ACCEPTED else report.outcome
    return replace(report, outcome=outcome, reasons=reasons)
