"""Comparing what was read from a drawn report with the facts that it was drawn from."""

from __future__ import annotations

from extract.instrument import squeeze_text
from extract.records import DocumentReport, Outcome
from tests.layouts.documents import Plan

UNSEEN = ("disagree",)  # may be published truly where the presentation that differs cannot be read at all


FAILURES = frozenset({"reader_failed", "reader_crashed", "over_limit"})  # no outcome of a drawn report


def find_failure(report: DocumentReport) -> list[str]:
    """The sentences of a reading that failed, and of an outcome without a reason; empty for any other."""
    if report.outcome is not Outcome.ACCEPTED and not report.reasons:
        return [f"is {report.outcome} without a reason"]
    return [reason.sentence for reason in report.reasons if reason.code in FAILURES]


def find_mistakes(plan: Plan, report: DocumentReport) -> list[str]:
    """What is published and is not true, in sentences, or how the reading failed; empty for what is held."""
    if report.outcome is not Outcome.ACCEPTED:
        return find_failure(report)
    facts = plan.facts
    mistakes = []
    if not plan.is_readable and plan.trouble not in UNSEEN:
        mistakes.append(f"is published although it has the trouble {plan.trouble}")
    found = report.identity.municipality_code, report.identity.round, report.verdict.edition
    if found != (facts.code, facts.year, facts.edition):
        mistakes.append(f"is taken for {found}, and is {(facts.code, facts.year, facts.edition)}")
    read = {score.area_no: score.value for score in report.verdict.scores}
    true = dict(enumerate(facts.scores, start=1))
    if read != true:
        wrong = {no: (read.get(no), true[no]) for no in true if read.get(no) != true[no]}
        mistakes.append(f"has wrong scores, as (read, true): {wrong}")
    total = report.verdict.total
    rounding = 0.5 if plan.trouble == "rounded_total" else 0
    if total is not None and abs(total.value - facts.total) > rounding:
        mistakes.append(f"has the total {total.value}, and prints {facts.total}")
    mistakes += _find_subarea_mistakes(plan, report)
    return mistakes


def _find_subarea_mistakes(plan: Plan, report: DocumentReport) -> list[str]:
    mistakes = []
    true = {
        (area_no, squeeze_text(subarea.label)): subarea
        for area_no, subareas in enumerate(plan.facts.subareas, start=1)
        for subarea in subareas
    }
    for read in report.verdict.subareas:
        label = squeeze_text(read.label).removeprefix(squeeze_text(read.subarea_no))
        fact = true.get((read.area_no, label))
        if fact is None:
            mistakes.append(f"has a sub-area {read.area_no} {read.label!r} that it does not print")
        elif (read.value, read.max_score or fact.max_score) != (fact.score, fact.max_score):
            mistakes.append(f"has {read.value}/{read.max_score} for sub-area {fact}")
    return mistakes


def explain_missing(report: DocumentReport) -> str:
    """Why a readable report was not published, in the report's own reason codes."""
    reasons = (*report.reasons, *report.verdict.reasons, *report.identity.reasons)
    return f"{report.outcome}: " + "; ".join(dict.fromkeys(f"{r.code}: {r.sentence}" for r in reasons))
