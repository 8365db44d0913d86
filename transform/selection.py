"""The same evaluation more than once: which document is published, and what becomes of the others.

An evaluation is one municipality in one round. Its documents are judged together, by what they are and what
they print, so the order in which they come never matters:

1. A catalogue hint that contradicts the document quarantines it (``hint_contradicts``).
2. A draft (utkast) gives way to a final report. With the same scores it is a duplicate; with others, or when
   the final report is itself held back, it is quarantined (``draft_superseded``). Of drafts alone, the one
   with the latest report date stands.
3. A facsimile gives way to a published report in the same way (``facsimile_superseded``).
4. Final reports that print different scores, or different editions, are all quarantined
   (``publishers_disagree``) until a person prefers one of them.
5. Documents that print the same scores are one report. The one read best is published: text before OCR, then
   more proved scores, then more sub-areas, then the earlier sha256, then the earlier address. The rest are
   duplicates.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extract.municipalities import MUNICIPALITIES
from extract.records import CatalogueLine, DocumentReport, Identity, Outcome, Proof, Reason

Scores = tuple[int | None, tuple[tuple[int, float], ...]]


@dataclass(frozen=True)
class Candidate:
    """A catalogued address with what was read from the copy that holds its place.

    ``line.url`` is the candidate's key. Earlier copies at the same address are no candidates: a report
    corrected in its place replaces its predecessor.
    """

    line: CatalogueLine
    report: DocumentReport


@dataclass(frozen=True)
class Selection:
    """What becomes of one address. ``duplicate_of`` is the address of the document published in its stead."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    duplicate_of: str | None = None


def check_hints(line: CatalogueLine, identity: Identity) -> tuple[Reason, ...]:
    """A ``hint_contradicts`` for each hint of the catalogue that the document's own words deny.

    A hint says nothing against a document that leaves the question open, and settles nothing in it either.
    """
    reasons: list[Reason] = []
    hint, read = line.municipality_code, identity.municipality_code
    if hint and read and not _is_same_municipality(hint, read):
        hinted = MUNICIPALITIES[hint].name if hint in MUNICIPALITIES else "no known municipality"
        reasons.append(
            Reason(
                "hint_contradicts",
                f"The catalogue says municipality {hint} ({hinted}) for {line.url}, but the document is "
                f"about {identity.municipality} ({read}). Correct the line, or find the report it meant.",
            )
        )
    if line.round is not None and identity.round is not None and line.round != identity.round:
        reasons.append(
            Reason(
                "hint_contradicts",
                f"The catalogue says round {line.round} for {line.url}, but the document itself says "
                f"{identity.round}. Correct the line, or find the report it meant.",
            )
        )
    return tuple(reasons)


def select_documents(
    candidates: Sequence[Candidate], preferred: Collection[str] = ()
) -> dict[str, Selection]:
    """Decide for every address, by the rules above, and independently of order.

    ``preferred`` holds the sha256 of documents that a declared decision prefers where publishers disagree.
    Raises ``ValueError`` when an address comes twice.
    """
    urls = [candidate.line.url for candidate in candidates]
    if len(set(urls)) != len(urls):
        twice = sorted({url for url in urls if urls.count(url) > 1})
        raise ValueError(f"Each address may be judged once, but these came more often: {', '.join(twice)}.")
    selections: dict[str, Selection] = {}
    evaluations: dict[tuple[str, int], list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda candidate: candidate.line.url):
        selections[candidate.line.url] = _judge_alone(candidate)
        identity = candidate.report.identity
        if identity.municipality_code and identity.round is not None:
            key = identity.municipality_code, identity.round
            evaluations.setdefault(key, []).append(candidate)
    for _, documents in sorted(evaluations.items()):
        selections.update(_judge_evaluation(documents, selections, frozenset(preferred)))
    return selections


def _judge_alone(candidate: Candidate) -> Selection:
    report = candidate.report
    contradictions = check_hints(candidate.line, report.identity)
    if contradictions and report.outcome in (Outcome.ACCEPTED, Outcome.QUARANTINED):
        return Selection(Outcome.QUARANTINED, (*report.reasons, *contradictions))
    return Selection(report.outcome, report.reasons)


def _judge_evaluation(
    documents: list[Candidate], alone: dict[str, Selection], preferred: frozenset[str]
) -> dict[str, Selection]:
    held = [document for document in documents if alone[document.line.url].outcome is Outcome.QUARANTINED]
    usable = [document for document in documents if alone[document.line.url].outcome is Outcome.ACCEPTED]
    if not usable:
        return {}
    published = [document for document in usable if document.line.origin == "published"]
    contest = published or usable
    finals = [document for document in contest if not document.report.identity.draft]
    final_held = [
        document
        for document in held
        if not document.report.identity.draft and document.line.origin == contest[0].line.origin
    ]
    if finals:
        standing = finals
    elif final_held:
        standing = []
    else:
        standing = _keep_latest(contest)

    winners = _group_by_scores(standing)
    if len(winners) > 1:
        winners = {
            scores: group
            for scores, group in winners.items()
            if any(document.report.sha256 in preferred for document in group)
        }
    selections: dict[str, Selection] = {}
    if len(winners) == 1:
        (scores, group), *_ = winners.items()
        best = min(group, key=_rank)
        selections[best.line.url] = Selection(Outcome.ACCEPTED)
        for document in usable:
            if document is not best and _read_scores(document) == scores:
                selections[document.line.url] = _call_duplicate(document, best)
    for document in usable:
        if document.line.url not in selections:
            rivals = standing or final_held
            selections[document.line.url] = _hold_back(document, document in standing, published, rivals)
    return selections


def _hold_back(
    document: Candidate, stands: bool, published: list[Candidate], rivals: list[Candidate]
) -> Selection:
    others = [rival for rival in rivals if _read_scores(rival) != _read_scores(document)] or rivals
    named = " and ".join(rival.line.url for rival in others if rival is not document)
    identity = document.report.identity
    evaluation = f"{identity.municipality} {identity.round}"
    if stands:
        reason = Reason(
            "publishers_disagree",
            f"{document.line.url} and {named} print different scores for {evaluation}. "
            "Compare them and declare which one holds.",
        )
    elif published and document.line.origin == "facsimile":
        reason = Reason(
            "facsimile_superseded",
            f"{document.line.url} is a facsimile, and the published report of {evaluation} at {named} holds.",
        )
    else:
        reason = Reason(
            "draft_superseded",
            f"{document.line.url} is a draft of the report on {evaluation}; {named} holds in its stead.",
        )
    return Selection(Outcome.QUARANTINED, (reason,))


def _call_duplicate(document: Candidate, best: Candidate) -> Selection:
    same = "the same bytes" if document.report.sha256 == best.report.sha256 else "the same evaluation"
    sentence = f"{document.line.url} is {same} as {best.line.url}, which is published."
    return Selection(Outcome.DUPLICATE, (Reason("duplicate", sentence),), duplicate_of=best.line.url)


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


def _rank(candidate: Candidate) -> tuple[bool, int, int, str, str]:
    verdict = candidate.report.verdict
    from_image = any(score.reading.from_image for score in verdict.scores)
    proved = sum(score.proof is not Proof.SINGLE for score in verdict.scores)
    return from_image, -proved, -len(verdict.subareas), candidate.report.sha256, candidate.line.url


def _is_same_municipality(code: str, other: str) -> bool:
    """Whether two codes mean one municipality; a Norwegian one has had several."""
    if code == other:
        return True
    one, two = MUNICIPALITIES.get(code), MUNICIPALITIES.get(other)
    if one is None or two is None or one.country != two.country or one.name != two.name:
        return False
    overlap_from = max(one.valid_from or 0, two.valid_from or 0)
    overlap_to = min(one.valid_to or 9999, two.valid_to or 9999)
    return overlap_from > overlap_to
