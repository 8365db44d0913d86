"""Judge which candidate series has the municipality's own scores, and whether they are proved."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from extract.claims.candidate import Candidate, Values
from extract.claims.candidates import CandidateSet
from extract.claims.owner import Claim
from extract.instrument import FEWEST_POINTS, MAX_SCORE, TOTAL_ROUNDING
from extract.numbers import Number
from extract.page.words import PageWords
from extract.proof.checks import NEAR_COPY, meets_total
from extract.proof.prove import list_findings
from extract.readers.reading import make_reading
from extract.readers.sentence import OWN_TOTALS
from extract.records import Group, Identity, Proof, ProvedScore, Reading, ReadingKind, Verdict

LEAST_PART = 5  # areas; a series of fewer is a remark, not a presentation of scores


@dataclass(frozen=True)
class Choice:
    """The values chosen as the scores, and all candidates that print them."""

    values: Values
    members: tuple[Candidate, ...]

    @property
    def total(self) -> float:
        """Sum of the areas."""
        return sum(value for _, value in self.values)

    @property
    def blocks(self) -> set[tuple[int, float, float]]:
        """The place of the first number of each member: as many places as there are presentations."""
        return {min(each.series.pairs.values(), key=lambda pair: pair.area_no).place for each in self.members}


def judge_candidates(found: CandidateSet, identity: Identity) -> Verdict:
    """Return the verdict on a document's candidates: eight proved scores, or none."""
    choice = _choose(found)
    if choice is None or not _is_sound(choice, found, identity):
        return Verdict(edition=identity.edition)
    return _conclude(choice, found, identity)


def _choose(found: CandidateSet) -> Choice | None:
    """Choose the values that have the strongest claim; ``None`` if there are none, or several.

    If words leave the owner open, the values must add up to the municipality's own total.
    """
    open_ones = [each for each in found.whole if each.may_be_own]
    told = {total.value for total in found.own_totals}
    for claim in (Claim.OWN, Claim.POINTS, Claim.SILENT, Claim.OPEN):
        claimed = [each for each in open_ones if each.meaning.claim is claim]
        if claim is Claim.OPEN:
            claimed = [each for each in claimed if told == {each.series.total}]
        elif claim is not Claim.OWN:
            fitting = [each for each in claimed if any(_meets(each.series.total, total) for total in told)]
            claimed = fitting or (claimed if claim is Claim.POINTS else [])
        values = {each.values for each in claimed}
        if len(values) > 1:
            return None
        if values:
            chosen = next(iter(values))
            return Choice(chosen, tuple(each for each in open_ones if each.values == chosen))
    return None


def _meets(total: float, told: float) -> bool:
    return abs(total - told) <= TOTAL_ROUNDING


def _is_sound(choice: Choice, found: CandidateSet, identity: Identity) -> bool:
    """Whether nothing speaks against a choice: edition, printed totals, scale, and other series."""
    editions = set.intersection(*(set(each.series.editions) for each in choice.members))
    if identity.edition is None or (editions and identity.edition not in editions):
        return False
    of_points = max(value for _, value in choice.values) > FEWEST_POINTS  # or they may be of another scale
    return of_points and not (
        _contradicts_total(choice, found) or _has_other_most(choice, found) or _has_rival(choice, found)
    )


def _contradicts_total(choice: Choice, found: CandidateSet) -> bool:
    """Whether the scores do not add up to a total printed for them.

    Such a total is named as the municipality's own in words, or stands as the sum below the scores.
    """
    told = [total.value for total in found.own_totals]
    for each in choice.members:
        sums = [number.value for number, _ in _list_sums(each, choice)]
        if not any(_meets(choice.total, value) for value in sums):
            told += sums
    return not all(meets_total(choice.total, value) for value in told)


def _list_sums(candidate: Candidate, choice: Choice) -> list[tuple[Number, PageWords]]:
    """List the sums printed with a series that can be of all eight areas, not of one or two of them."""
    values = [value for _, value in choice.values]
    pairs = {one + other for one, other in itertools.pairwise(values)}
    return [
        (number, view)
        for number, view in candidate.series.sums
        if number.value > MAX_SCORE and number.value not in pairs
    ]


def _has_other_most(choice: Choice, found: CandidateSet) -> bool:
    """Whether other maxima than a hundred are printed beside the scores."""
    blocks = {each.series.block for each in choice.members}
    return any(
        each.kind is ReadingKind.MAX_SCORE
        and each.series.block in blocks
        and {value for _, value in each.values} != {float(MAX_SCORE)}
        for each in found.candidates
    )


def _has_rival(choice: Choice, found: CandidateSet) -> bool:
    """Whether a series repeats most of the scores but not all, or nothing says what it is.

    A series with another sum than the scores is explained if these have the municipality's own total.
    """
    own = dict(choice.values)
    told = {total.value for total in found.own_totals}
    for each in found.candidates:
        same = sum(own[area_no] == value for area_no, value in each.values)
        if same == len(each.values):
            continue
        if same >= NEAR_COPY and each.kind is not ReadingKind.MAX_SCORE:
            return True
        is_explained = told == {choice.total} and each.series.is_whole and each.series.total != choice.total
        if len(each.values) >= LEAST_PART and each.may_be_own and not is_explained:
            return True
    return False


def _conclude(choice: Choice, found: CandidateSet, identity: Identity) -> Verdict:
    printed = [(each.number, each.view, each.words) for each in found.own_totals]
    printed += [
        (number, view, "")
        for each in choice.members
        for number, view in _list_sums(each, choice)
        if _meets(choice.total, number.value)
    ]
    stated = any(
        each.series.relation in ("told", "placed") and each.meaning.claim >= Claim.POINTS
        for each in choice.members
    )
    shown = max(choice.members, key=lambda each: each.meaning.claim)
    if not printed and shown.meaning.claim is not Claim.OWN and not stated:
        return Verdict(edition=identity.edition)
    scores = tuple(
        ProvedScore(
            area_no,
            value,
            float(MAX_SCORE),
            Proof.SUM if printed else Proof.SINGLE,
            len(choice.blocks),
            make_candidate_reading(found, shown, area_no, ReadingKind.SCORE),
        )
        for area_no, value in choice.values
    )
    totals = [
        make_reading("sentence", ReadingKind.TOTAL, number, view, OWN_TOTALS, words=words)
        for number, view, words in printed[:1]
    ]
    findings = tuple(list_findings(choice.total, totals))
    return Verdict(identity.edition, scores, (), next(iter(totals), None), (), findings)


def make_candidate_reading(
    found: CandidateSet, candidate: Candidate, area_no: int, kind: ReadingKind
) -> Reading:
    """Make the reading of an area's number in a candidate series."""
    series, place = candidate.series, found.candidates.index(candidate)
    pair = series.pairs[area_no]
    return make_reading(
        series.relation,
        kind,
        pair.number,
        pair.view,
        Group(series.relation, str(series.block), str(place)),
        area_no=area_no,
        label=pair.label.label if pair.label else "",
        words=series.heading,
        editions=series.editions,
        year=candidate.meaning.year,
        population=series.heading.strip() or None if kind is ReadingKind.AVERAGE else None,
    )
