"""Use the search for series as a second opinion on the verdict of the readers of single presentations.

It withdraws published scores if a total or a series of the municipality's own contradicts them. It publishes
a document that was held only if two things are proved: whose the numbers are, and that they were read
correctly: by a sum, or by what the chapter of each area says of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.claims.candidate import Candidate, Values
from extract.claims.candidates import CandidateSet, make_candidate_set
from extract.claims.evidence import BY_CHAPTERS, BY_SENTENCE
from extract.claims.owner import Claim, judge_heading
from extract.instrument import TOTAL_ROUNDING
from extract.page.words import PageWords
from extract.presentations import list_own_scores, list_owned
from extract.proof.subareas import find_subareas
from extract.records import Group, Identity, Proof, Reading, ReadingKind, Reason, Verdict
from extract.verdict.chapters import find_denial, is_told_in_chapters
from extract.verdict.contradictions import find_near_copy
from extract.verdict.judge import LEAST_PART, judge_candidates, make_candidate_reading
from extract.vocabulary import names_other

UNTOLD = "two_editions_unmarked"  # two columns are the municipality's own, and nothing distinguishes them
UNREAD = {"no_scores", "area_missing", "score_uncertain"}  # reasons that mean that too little was understood


def find_objection(views: Sequence[PageWords], verdict: Verdict, identity: Identity) -> Reason | None:
    """Return why proved scores cannot be published; ``None`` if nothing speaks against them.

    The reason is ``total_mismatch`` if the municipality's own total differs, ``scores_disagree`` if its own
    series does, and ``score_uncertain`` if words at the numbers make them somebody else's.
    """
    found = make_candidate_set(views, identity)
    values = {score.area_no: score.value for score in verdict.scores}
    total = sum(values.values())
    for each in found.own_totals:
        if abs(each.value - total) > TOTAL_ROUNDING:
            return Reason(
                "total_mismatch",
                f"The areas add up to {total:g}, but page {each.view.number} tells {each.number.text}"
                " as the total.",
            )
    parts = {_place(each.reading) for each in verdict.subareas}
    confirmed = any(each.meaning.claim is Claim.OWN and dict(each.values) == values for each in found.whole)
    told_parts = (each for each in found.parts if each.series.relation == "told")
    for candidate in (*found.whole, *told_parts):
        is_of_parts = any(pair.place in parts for pair in candidate.series.pairs.values())
        if is_of_parts or not _may_object(candidate, found, identity, confirmed=confirmed):
            continue
        other = next((no for no, value in candidate.values if values[no] != value), None)
        if other is not None:
            pair, heading = candidate.series.pairs[other], candidate.series.heading or "no heading"
            where = "in its chapter" if candidate.series.relation == "told" else f"under {heading}"
            return Reason(
                "scores_disagree",
                f"Page {pair.page} prints {pair.number.text} for area {other} {where},"
                f" which has {values[other]:g} elsewhere.",
            )
    return _find_chapters_denied(found, values, verdict, views, identity)


def is_by_chapters(verdict: Verdict) -> bool:
    """Whether the scores are proved only by one presentation at the chapters' headings or in sentences."""
    proofs = {(score.proof, score.reading.owner) for score in verdict.scores}
    return proofs <= {(Proof.SINGLE, BY_CHAPTERS), (Proof.SINGLE, BY_SENTENCE)}


def _find_chapters_denied(
    found: CandidateSet,
    values: Mapping[int, float],
    verdict: Verdict,
    views: Sequence[PageWords],
    identity: Identity,
) -> Reason | None:
    """Return a reason if the report says somewhere that the points at its chapters are something else."""
    if not is_by_chapters(verdict):
        return None
    same = (each for each in found.whole if dict(each.values) == dict(values))
    text = next((text for each in same if (text := find_denial(each, found, views, identity))), None)
    if text is None:
        return None
    return Reason(
        "score_uncertain",
        f"Words in the report may make the points at the areas' headings somebody else's: {text}",
    )


def _may_object(candidate: Candidate, found: CandidateSet, identity: Identity, *, confirmed: bool) -> bool:
    """Whether a series is so clearly the municipality's own that other scores cannot be published against it.

    It is if its own heading says so, if a sentence in the chapter of each area does, if the title directly
    above a table with no other numbers does, or if it stands in the chapters of the areas and no other own
    series confirms the scores. A title farther away may be about numbers beside the series.
    """
    if candidate.meaning.claim is not Claim.OWN or not candidate.may_be_own:
        return False
    if candidate.series.relation == "placed":
        return False  # numbers at one distance from every area's name may be the points of a question
    if (
        candidate.series.relation == "told"
        or judge_heading(candidate.series.heading, identity).claim is Claim.OWN
    ):
        return True
    return _is_titled(candidate, found) or (candidate.series.relation == "section" and not confirmed)


def _is_titled(candidate: Candidate, found: CandidateSet) -> bool:
    """Whether a series is alone in its table, and the title directly above makes it the own one."""
    series = candidate.series
    alone = all(each is candidate or each.series.block != series.block for each in found.candidates)
    is_table = series.relation == "column" and not series.heading and not series.between
    return is_table and alone and candidate.meaning.why == next(iter(series.around), None)


def may_read_again(views: Sequence[PageWords], held: Verdict) -> bool:
    """Whether a held document may be published by the search.

    It may not if two columns are its own, or if one of the pages is an image.
    """
    told_apart = all(reason.code != UNTOLD for reason in held.reasons)
    return told_apart and not any(view.from_image for view in views)


def is_unread(held: Verdict) -> bool:
    """Whether a document is held only because too little was understood."""
    return {reason.code for reason in held.reasons} <= UNREAD


def read_again(
    views: Sequence[PageWords], held: Verdict, readings: Iterable[Reading], identity: Identity
) -> tuple[tuple[Reading, ...], Verdict] | None:
    """Return readings and a verdict with scores for a document that was held.

    ``None`` if the search finds no scores, if their proof is not strong enough, or if anything that the
    readers found speaks against them.
    """
    return _search(views, held, readings, identity) if may_read_again(views, held) else None


def read_images_again(
    views: Sequence[PageWords], held: Verdict, readings: Iterable[Reading], identity: Identity
) -> tuple[tuple[Reading, ...], Verdict] | None:
    """Do as ``read_again`` for pages that were recognised on images.

    ``None``, too, if the scores do not add up exactly to the total that the report tells: a digit may be
    misread.
    """
    again = _search(views, held, readings, identity)
    if again is None or again[1].total is None:
        return None
    total = sum(score.value for score in again[1].scores)
    is_exact = again[1].scores[0].proof is Proof.SUM and total == again[1].total.value
    return again if is_exact else None


def _search(
    views: Sequence[PageWords], held: Verdict, readings: Iterable[Reading], identity: Identity
) -> tuple[tuple[Reading, ...], Verdict] | None:
    found = make_candidate_set(views, identity)
    verdict = judge_candidates(found, identity)
    if not verdict.scores or not _is_strong(found, verdict, views, identity):
        return None
    values = {score.area_no: score.value for score in verdict.scores}
    if not is_unread(held) and verdict.scores[0].proof is not Proof.SUM:
        return None
    readings = list(readings)
    if _is_contradicted(readings, verdict, found) or _is_unowned(readings, values, found):
        return None
    if find_near_copy(views, verdict.scores):
        return None
    return _keep_subareas(tuple(list_readings(found, verdict)), verdict, readings)


def _keep_subareas(
    read: tuple[Reading, ...], verdict: Verdict, readings: Sequence[Reading]
) -> tuple[tuple[Reading, ...], Verdict]:
    """Add to readings and verdict the sub-areas of an overview, for the areas whose score they add up to."""
    values = {score.area_no: score.value for score in verdict.scores}
    found = find_subareas(readings, verdict.edition)
    summed = {area_no: each.scores for area_no, each in found.items() if each.total == values.get(area_no)}
    own = [reading for reading in readings if reading.subarea_no is not None and reading.area_no in summed]
    subareas = tuple(score for _, scores in sorted(summed.items()) for score in scores)
    return (*read, *own), replace(verdict, subareas=subareas)


def _is_strong(found: CandidateSet, verdict: Verdict, views: Sequence[PageWords], identity: Identity) -> bool:
    """Whether words say whose the scores are, and a sum or the chapters prove them."""
    values = tuple((score.area_no, score.value) for score in verdict.scores)
    meets_told = {each.value for each in found.own_totals} == {sum(value for _, value in values)}
    if not meets_told and _has_twin(found, values, identity):
        return False
    claim = max((each.meaning.claim for each in found.whole if each.values == values), default=Claim.NONE)
    if verdict.scores[0].proof is Proof.SUM:
        alone = {each.values for each in found.whole if each.may_be_own} == {values}
        return bool(found.own_totals) or claim is Claim.OWN or (claim is Claim.POINTS and alone)
    return is_told_in_chapters(found, values, views, identity)


def _has_twin(found: CandidateSet, values: Values, identity: Identity) -> bool:
    """Whether a series under the same heading has other values, and nothing makes it somebody else's.

    A year, an average or another municipality in its words does, and so does a sentence that says what the
    numbers in brackets are.
    """
    heads = {each.series.heading for each in found.whole if each.values == values}
    return any(
        each.series.heading in heads
        and each.kind in (ReadingKind.SCORE, ReadingKind.UNKNOWN, ReadingKind.OTHER)
        and not names_other(each.meaning.why, identity)
        for each in found.whole
        if each.values != values and not (each.is_bracketed and each.meaning.claim is Claim.NONE)
    )


def _is_unowned(readings: Sequence[Reading], values: Mapping[int, float], found: CandidateSet) -> bool:
    """Whether the readers found these scores too, but neither they nor words at the series know the owner."""
    own = list_own_scores(readings)
    same = [each for each in own if each.values == tuple(sorted(values.items()))]
    totals = [reading for reading in readings if reading.kind is ReadingKind.TOTAL]
    owned = list_owned(own, totals)
    claimed = any(
        each.meaning.claim is Claim.OWN for each in found.whole if dict(each.values) == dict(values)
    )
    return bool(same) and not claimed and all(each not in owned for each in same)


def _is_contradicted(readings: Iterable[Reading], verdict: Verdict, found: CandidateSet) -> bool:
    """Whether a presentation of scores with at least ``LEAST_PART`` areas differs from the verdict.

    Numbers that words explain as something else do not count, nor do sentences. Nor do numbers that a series
    of all the scores has, if a total proves these: they are only read a second time, as the points of the
    next area above whose name they stand.
    """
    values = {score.area_no: score.value for score in verdict.scores}
    explained = set(_list_explained(found))
    if verdict.scores[0].proof is Proof.SUM:
        explained.update(_list_repeating(found, values))
    areas: dict[Group, set[int]] = defaultdict(set)
    differing: set[Group] = set()
    for reading in readings:
        if reading.kind is not ReadingKind.SCORE or reading.area_no is None or reading.reader == "sentence":
            continue
        areas[reading.group].add(reading.area_no)
        if values.get(reading.area_no) != reading.value and _place(reading) not in explained:
            differing.add(reading.group)
    return any(len(areas[group]) >= LEAST_PART for group in differing)


def _place(reading: Reading) -> tuple[int, float, float]:
    """Return the page and position of a reading, as those of a pair in a series."""
    return reading.page, round(reading.box.x0, 1), round(reading.box.top, 1)


def _list_explained(found: CandidateSet) -> Iterator[tuple[int, float, float]]:
    """Yield the places of numbers that are explained as others', earlier ones or the points of questions."""
    for each in found.candidates:
        if each.meaning.claim is Claim.NONE:
            yield from (pair.place for pair in each.series.pairs.values())
    for number, view in found.questions:
        yield view.number, round(number.box.x0, 1), round(number.box.top, 1)


def _list_repeating(found: CandidateSet, values: Mapping[int, float]) -> Iterator[tuple[int, float, float]]:
    """Yield the places of the numbers in series that have all of some values."""
    for each in found.whole:
        if dict(each.values) == dict(values):
            yield from (pair.place for pair in each.series.pairs.values())


def list_readings(found: CandidateSet, verdict: Verdict) -> Iterator[Reading]:
    """Yield the numbers of every candidate series as readings, those of the scores first, and the total."""
    values = tuple((score.area_no, score.value) for score in verdict.scores)
    ranked: list[Candidate] = sorted(found.candidates, key=lambda each: each.values != values)
    for each in ranked:
        kind = ReadingKind.SCORE if each.values == values else each.kind
        if kind is ReadingKind.SCORE and each.values != values:
            kind = ReadingKind.UNKNOWN
        for area_no in each.series.pairs:
            yield make_candidate_reading(found, each, area_no, kind)
    if verdict.total is not None:
        yield verdict.total
