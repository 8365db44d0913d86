"""Candidates for the publication of one evaluation, and what is decided about them."""

from __future__ import annotations

import itertools
from dataclasses import replace

from extract.records import (
    Box,
    CatalogueLine,
    DocumentReport,
    Group,
    Identity,
    Origin,
    Outcome,
    Proof,
    ProvedScore,
    Reading,
    ReadingKind,
    Reason,
    Verdict,
)
from extract.sources.ledger import Address, Copy
from transform.candidates import Candidate, Place, check_hints
from transform.selection import Selection, select_documents

SCORES = (61.0, 55.0, 48.0, 70.0, 52.0, 66.0, 43.0, 58.0)
OTHER_SCORES = (*SCORES[:7], 59.0)
IDENTITY = Identity(
    country="SE",
    municipality_code="1472",
    municipality="Tibro",
    round=2013,
    report_date="2013-06-03",
    edition=2010,
)


def make_verdict(
    scores: tuple[float, ...], *, proof: Proof, from_image: bool, edition: int = 2010
) -> Verdict:
    """A verdict with these scores."""
    proved = []
    for area_no, value in enumerate(scores, 1):
        reading = Reading(
            "table",
            ReadingKind.SCORE,
            value,
            str(value),
            5,
            Box(0, 0, 1, 1),
            Group("table"),
            area_no=area_no,
            from_image=from_image,
        )
        proved.append(ProvedScore(area_no, value, 100, proof, 1, reading))
    return Verdict(edition=edition, scores=tuple(proved))


def make_candidate(
    name: str,
    *,
    sha256: str | None = None,
    scores: tuple[float, ...] = SCORES,
    identity: Identity = IDENTITY,
    outcome: Outcome = Outcome.ACCEPTED,
    reasons: tuple[Reason, ...] = (),
    proof: Proof = Proof.SUM,
    from_image: bool = False,
    origin: Origin = "published",
    hinted_code: str | None = None,
    hinted_round: int | None = None,
) -> Candidate:
    """A document at one address of its own."""
    line = CatalogueLine(f"https://{name}/", municipality_code=hinted_code, round=hinted_round, origin=origin)
    accepted = outcome is Outcome.ACCEPTED
    report = DocumentReport(
        sha256=sha256 or f"sha of {name}",
        outcome=outcome,
        reader_version="1",
        reasons=reasons,
        identity=identity,
        verdict=make_verdict(scores, proof=proof, from_image=from_image) if accepted else Verdict(),
    )
    copy = Copy(report.sha256, "2026-01-01", "2026-02-01")
    address = Address(line, copies=(copy,), status="available", serving=report.sha256)
    return Candidate(report, (Place(address, copy, (), check_hints(line, report.identity)),))


def decide(*candidates: Candidate, preferred: tuple[str, ...] = ()) -> dict[str, Selection]:
    """The selections by short name, after checking that no order changes them."""
    results = [select_documents(order, preferred) for order in itertools.permutations(candidates)]
    assert all(result == results[0] for result in results)
    names = {each.sha256: each.source_url.removeprefix("https://").strip("/") for each in candidates}
    return {names[sha256]: selection for sha256, selection in results[0].items()}


def tell(selections: dict[str, Selection]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Outcome and codes of the reasons by name."""
    return {
        name: (selection.outcome.value, tuple(reason.code for reason in selection.reasons))
        for name, selection in selections.items()
    }


DRAFT = replace(IDENTITY, draft=True, report_date="2013-04-29")
