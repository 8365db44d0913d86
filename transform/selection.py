"""Selecting the document that is published when there are several of one evaluation.

An evaluation is one municipality in one round. Its documents are judged together by these rules. The result
depends neither on the order of the documents nor on whether their addresses still answer.

1. A document that a hint of its catalogue line contradicts is quarantined (``hint_contradicts``).
2. A final report goes before a draft (utkast). A draft with the same scores is a duplicate; one with other
   scores, or whose final report is held back, is quarantined (``draft_superseded``). When there are only
   drafts, the one with the latest report date is used.
3. A published report goes before a facsimile in the same way (``facsimile_superseded``).
4. A report is quarantined as ``replaced`` when another report of the same evaluation came later from every
   address that had it: its publishers replaced it. A report that is held back replaces nothing.
5. Of final reports with different scores or editions the one that a decision prefers is published; else the
   one that was published before; else the one whose municipality and round are better supported
   (``transform.claims``). The others are quarantined (``publishers_disagree``); if none has a better claim,
   all of them are.
6. Documents with the same scores count as one report. The best reading is published: text before OCR, then
   more proved scores, then more sub-areas, then the lower sha256. The others are duplicates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from extract.records import Outcome, Proof, Reason
from transform.candidates import Candidate
from transform.claims import find_better

Scores = tuple[int | None, tuple[tuple[int, float], ...]]
Stood = Mapping[tuple[str, int], Sequence[str]]


@dataclass(frozen=True)
class Selection:
    """The outcome of one document. ``duplicate_of`` is the sha256 of the one that is published instead."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    duplicate_of: str | None = None


def select_documents(
    candidates: Sequence[Candidate], preferred: Collection[str] = (), stood: Stood | None = None
) -> dict[str, Selection]:
    """Decide the outcome of every document, by sha256, with the rules above.

    ``preferred`` has the sha256 of documents that a declared decision prefers to others of the same
    evaluation. ``stood`` has the documents published before, by municipality code and round, the last one
    first; without it no evidence is weighed, and final reports that differ are all held back. Raises
    ``ValueError`` when a document comes twice.
    """
    counts = Counter(candidate.sha256 for candidate in candidates)
    if twins := sorted(sha256 for sha256, count in counts.items() if count > 1):
        raise ValueError(f"Each document may be judged once, but these came more often: {', '.join(twins)}.")
    selections: dict[str, Selection] = {}
    evaluations: dict[tuple[str, int], list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda candidate: candidate.sha256):
        selections[candidate.sha256] = _judge_alone(candidate)
        identity = candidate.report.identity
        if identity.municipality_code and identity.round is not None:
            key = identity.municipality_code, identity.round
            evaluations.setdefault(key, []).append(candidate)
    for key, documents in sorted(evaluations.items()):
        before = None if stood is None else stood.get(key, ())
        selections.update(_judge_evaluation(documents, selections, frozenset(preferred), before))
    return selections


def _judge_alone(candidate: Candidate) -> Selection:
    report = candidate.report
    contradictions = candidate.contradictions
    if contradictions and report.outcome in (Outcome.ACCEPTED, Outcome.QUARANTINED):
        return Selection(Outcome.QUARANTINED, (*report.reasons, *contradictions))
    return Selection(report.outcome, report.reasons)


def _judge_evaluation(
    documents: list[Candidate],
    alone: dict[str, Selection],
    preferred: frozenset[str],
    stood: Sequence[str] | None,
) -> dict[str, Selection]:
    held = [document for document in documents if alone[document.sha256].outcome is Outcome.QUARANTINED]
    usable = [document for document in documents if alone[document.sha256].outcome is Outcome.ACCEPTED]
    if not usable:
        return {}
    published = [document for document in usable if document.origin == "published"]
    contest = published or usable
    finals = [document for document in contest if not document.report.identity.draft]
    final_held = [
        document
        for document in held
        if not document.report.identity.draft and document.origin == contest[0].origin
    ]
    if finals:
        standing = _leave_out_replaced(finals, preferred)
    elif final_held:
        standing = []
    else:
        standing = _keep_latest(_leave_out_replaced(contest, preferred))

    winners = _choose_scores(_group_by_scores(standing), preferred, stood)
    selections: dict[str, Selection] = {}
    if len(winners) == 1:
        (scores, group), *_ = winners.items()
        alike = [document for document in finals or group if _read_scores(document) == scores]
        best = min(alike, key=_rank)
        selections[best.sha256] = Selection(Outcome.ACCEPTED)
        for document in usable:
            if document is not best and _read_scores(document) == scores:
                selections[document.sha256] = _call_duplicate(document, best)
    for document in usable:
        if document.sha256 not in selections:
            rivals = standing or final_held
            selections[document.sha256] = _hold_back(document, finals, rivals, winners)
    return selections


def _choose_scores(
    groups: dict[Scores, list[Candidate]], preferred: frozenset[str], stood: Sequence[str] | None
) -> dict[Scores, list[Candidate]]:
    """Choose the scores to publish, with their documents; none if no group has a better claim."""
    if len(groups) < 2:
        return groups
    chosen = {
        scores: group
        for scores, group in groups.items()
        if any(document.sha256 in preferred for document in group)
    }
    if chosen or stood is None:
        return chosen
    better = find_better(groups, stood)
    return {better: groups[better]} if better is not None else {}


def _leave_out_replaced(finals: list[Candidate], preferred: frozenset[str]) -> list[Candidate]:
    """The reports that their publishers have not replaced by another of ``finals``."""
    hashes = [document.sha256 for document in finals]
    return [
        document for document in finals if document.sha256 in preferred or not document.is_followed(hashes)
    ]


def _hold_back(
    document: Candidate,
    finals: list[Candidate],
    rivals: list[Candidate],
    winners: dict[Scores, list[Candidate]],
) -> Selection:
    others = [rival for rival in rivals if _read_scores(rival) != _read_scores(document)] or rivals
    named = " and ".join(_name(rival, document) for rival in others if rival is not document)
    identity = document.report.identity
    evaluation = f"{identity.municipality} {identity.round}"
    if document in rivals:
        held = (
            f"{' and '.join(_name(each, document) for each in next(iter(winners.values())))} has the better "
            "claim and is published. Compare them, and if this one counts, declare it."
            if len(winners) == 1
            else "Compare them and declare which one holds."
        )
        reason = Reason(
            "publishers_disagree",
            f"{document.source_url} and {named} print different scores for {evaluation}. {held}",
        )
    elif document in finals:
        reason = Reason(
            "replaced",
            f"{document.source_url} has brought {named} since, another report on {evaluation}, which holds.",
        )
    elif document.origin == "facsimile" and rivals[0].origin == "published":
        reason = Reason(
            "facsimile_superseded",
            f"{document.source_url} is a facsimile; the published report of {evaluation} at {named} holds.",
        )
    else:
        reason = Reason(
            "draft_superseded",
            f"{document.source_url} is a draft of the report on {evaluation}; {named} holds in its stead.",
        )
    return Selection(Outcome.QUARANTINED, (reason,))


def _name(rival: Candidate, document: Candidate) -> str:
    """The rival's address, or its hash when both documents have the same address."""
    same = rival.source_url == document.source_url
    return f"document {rival.sha256[:12]}" if same else rival.source_url


def _call_duplicate(document: Candidate, best: Candidate) -> Selection:
    sentence = f"{document.source_url} is the same evaluation as {_name(best, document)}, which is published."
    return Selection(Outcome.DUPLICATE, (Reason("duplicate", sentence),), duplicate_of=best.sha256)


def _keep_latest(drafts: list[Candidate]) -> list[Candidate]:
    dates = [draft.report.identity.report_date for draft in drafts]
    if None in dates:
        return drafts
    latest = max(date for date in dates if date)
    return [draft for draft in drafts if draft.report.identity.report_date == latest]


def _group_by_scores(documents: list[Candidate]) -> dict[Scores, list[Candidate]]:
    groups: dict[Scores, list[Candidate]] = {}
    for document in documents:
        groups.setdefault(_read_scores(document), []).append(document)
    return groups


def _read_scores(candidate: Candidate) -> Scores:
    verdict = candidate.report.verdict
    edition = verdict.edition if verdict.edition is not None else candidate.report.identity.edition
    return edition, tuple(sorted((score.area_no, score.value) for score in verdict.scores))


def _rank(candidate: Candidate) -> tuple[bool, int, int, str]:
    verdict = candidate.report.verdict
    from_image = any(score.reading.from_image for score in verdict.scores)
    proved = sum(score.proof is not Proof.SINGLE for score in verdict.scores)
    return from_image, -proved, -len(verdict.subareas), candidate.sha256
