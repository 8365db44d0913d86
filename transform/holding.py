"""Documents that a rule about tables keeps out of the release, whatever they are by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from extract.records import DocumentReport, Identity, Outcome, Reason, Verdict


@dataclass(frozen=True)
class Hold:
    """Why a document is kept out. ``aside``: nothing that was read of it goes into any table either."""

    reasons: tuple[Reason, ...]
    aside: bool = False

    def add(self, *reasons: Reason, aside: bool = False) -> Hold:
        """The hold with more reasons, each code once."""
        known = {reason.code for reason in self.reasons}
        new = {reason.code: reason for reason in reasons if reason.code not in known}
        return Hold((*self.reasons, *new.values()), self.aside or aside)


def hold_documents(
    reports: Mapping[str, DocumentReport], held: Mapping[str, Hold]
) -> dict[str, DocumentReport]:
    """The reports, by sha256, with those in ``held`` quarantined for the given reasons."""
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
