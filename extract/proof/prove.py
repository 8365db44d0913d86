"""Prove a document's area scores from all its readings, or give the reasons why they cannot be published.

The result depends only on the readings and the document's identity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.instrument import LEAST_TOTAL, MAX_SCORE, MAX_TOTAL, TOTAL_ROUNDING
from extract.presentations import Presentation, list_open_columns, list_own_scores
from extract.proof.checks import find_reasons
from extract.proof.evidence import Evidence, is_summed, meets_total
from extract.proof.subareas import find_subareas
from extract.records import (
    Finding,
    Identity,
    Proof,
    ProvedScore,
    Reading,
    ReadingKind,
    Verdict,
)

LEAST_PART = 5  # areas; fewer numbers are a remark, not a presentation of scores
SHOWN_FIRST = ("table", "transposed", "chart", "list", "card", "heading", "contents", "overview", "repeated")


def prove(readings: Sequence[Reading], identity: Identity) -> Verdict:
    """Decide which scores a document's readings prove.

    The verdict has either eight proved scores, or reasons: ``no_scores``, ``area_missing``,
    ``score_over_max``, ``score_too_fine``, ``total_mismatch``, ``scores_disagree``, ``subareas_mismatch``,
    ``two_editions_unmarked``, ``edition_unclear``, ``score_uncertain`` or ``image_unproved``.
    """
    readings = order_readings(readings)
    own = list_own_scores(readings)
    editions = _settle_edition(own, identity)
    edition = identity.edition or (editions[0] if len(editions) == 1 else None)
    own = [each for each in own if _fits(each, edition)]
    totals = [each for each in readings if each.kind is ReadingKind.TOTAL and each.value >= LEAST_TOTAL]
    totals = [each for each in totals if _fits(each, edition)]
    if not any(each.is_whole for each in own):
        own = [*own, *_promote(readings, own, totals, edition)]
    own = [*own, *_list_confirming(readings, own)]
    own = _drop_remnants(own, totals)
    evidence = Evidence(edition, own, totals, find_subareas(readings, edition))
    reasons = list(find_reasons(evidence, readings, identity))
    if reasons:
        return Verdict(edition=edition, reasons=tuple(reasons))
    return _conclude(evidence)


def order_readings(readings: Iterable[Reading]) -> list[Reading]:
    """Sort the readings by reader, position and value, so that the result does not depend on their order."""

    def rank(reading: Reading) -> tuple[object, ...]:
        known = reading.reader in SHOWN_FIRST
        place = SHOWN_FIRST.index(reading.reader) if known else len(SHOWN_FIRST)
        box = reading.box
        where = (reading.page, round(box.top, 1), round(box.x0, 1), str(reading.group), reading.kind.value)
        what = (reading.area_no or 0, reading.subarea_no or "", reading.value, reading.text)
        return (place, reading.reader, *where, *what, repr(reading))

    return sorted(readings, key=rank)


def _settle_edition(own: Iterable[Presentation], identity: Identity) -> list[int]:
    """List the editions that the labels of all presentations allow, newest first."""
    if identity.edition is not None:
        return [identity.edition]
    shared: set[int] | None = None
    for each in own:
        if each.editions:
            shared = set(each.editions) if shared is None else shared & set(each.editions)
    return sorted(shared or (), reverse=True)


def _fits(named: Reading | Presentation, edition: int | None) -> bool:
    return edition is None or not named.editions or edition in named.editions


def _promote(
    readings: Sequence[Reading],
    own: Sequence[Presentation],
    totals: Sequence[Reading],
    edition: int | None,
) -> list[Presentation]:
    """Find the columns whose headings leave the owner open, but whose numbers add up to the own total."""
    open_columns = [
        each
        for each in list_open_columns(readings)
        if each.is_whole
        and _fits(each, edition)
        and all(0 <= reading.value <= MAX_SCORE for reading in each.readings.values())
    ]
    sure = {area_no: reading.value for each in own for area_no, reading in each.readings.items()}
    fitting = [
        each
        for each in open_columns
        if all(each.readings[area_no].value == value for area_no, value in sure.items())
    ]
    beside = {each.presentation for each in open_columns}
    wanted = {each.value for each in totals if each.group.presentation not in beside}
    if len(wanted) == 1:
        summing = [each for each in fitting if abs(each.total - next(iter(wanted))) <= TOTAL_ROUNDING]
        if len({each.values for each in summing}) == 1:
            return summing
    return []


def _drop_remnants(own: Sequence[Presentation], totals: Sequence[Reading]) -> list[Presentation]:
    """Drop the few numbers of a picture or of headings that differ from scores with an owner and a sum.

    They are read a second time, as the points of the area beside theirs. A sentence tells its own area.
    """
    summed = [
        each
        for each in own
        if each.is_whole and each.owner and any(meets_total(each.total, total.value) for total in totals)
    ]
    if len({each.values for each in summed}) != 1:
        return list(own)
    values = set(summed[0].values)
    return [
        each
        for each in own
        if len(each.readings) >= LEAST_PART
        or each.group.kind in ("told", "sentence")
        or values.issuperset(each.values)
    ]


def _list_confirming(readings: Sequence[Reading], own: Sequence[Presentation]) -> list[Presentation]:
    """List columns without headings that repeat all eight scores, which cannot be a coincidence."""
    told = {each.values for each in own if each.is_whole}
    known = {each.group for each in own}
    return [each for each in list_open_columns(readings) if each.values in told and each.group not in known]


def _conclude(evidence: Evidence) -> Verdict:
    scores = []
    for area_no, value in sorted(evidence.values.items()):
        witnesses = {
            each.presentation: each.readings[area_no] for each in evidence.own if area_no in each.readings
        }
        inks = {(each.page, round(each.box.x0), round(each.box.top)) for each in witnesses.values()}
        subareas = evidence.subareas.get(area_no)
        if is_summed(evidence):
            proof = Proof.SUM
        elif subareas and subareas.total == value:
            proof = Proof.SUBAREAS
        else:
            proof = Proof.AGREEMENT if len(inks) > 1 else Proof.SINGLE
        shown = next(iter(witnesses.values()))
        scores.append(ProvedScore(area_no, value, float(MAX_SCORE), proof, len(inks), shown))
    return Verdict(
        evidence.edition,
        tuple(scores),
        tuple(
            score
            for area_no, subareas in sorted(evidence.subareas.items())
            if subareas.total == evidence.values[area_no]
            for score in subareas.scores
        ),
        evidence.totals[0] if evidence.totals else None,
        (),
        tuple(list_findings(sum(evidence.values.values()), evidence.totals)),
    )


def list_findings(total: float, printed: Iterable[Reading]) -> Iterable[Finding]:
    """List the printed totals that are rounded, of scores that add up to ``total``."""
    for reading in printed:
        if reading.value != total:
            yield Finding(
                "total_rounded",
                f"The areas add up to {total:g}; the report prints {reading.text} of {MAX_TOTAL},"
                " rounded to whole points.",
                reading.page,
            )
