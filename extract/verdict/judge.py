"""Judge which candidate series has the municipality's own scores, and whether they can be published."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.claims.candidate import Candidate, Values
from extract.claims.candidates import CandidateSet
from extract.claims.owner import Claim
from extract.claims.totals import Total
from extract.instrument import AREA_NUMBERS, FEWEST_POINTS, MAX_SCORE, MAX_TOTAL, TOTAL_ROUNDING
from extract.meaning.known import FOREIGN_KINDS
from extract.numbers import Number
from extract.page.words import PageWords
from extract.proof.checks import NEAR_COPY
from extract.readers.reading import make_reading
from extract.readers.sentence import OWN_TOTALS
from extract.records import (
    Finding,
    Group,
    Identity,
    Proof,
    ProvedScore,
    Reading,
    ReadingKind,
    Reason,
    Verdict,
)

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
    def claim(self) -> Claim:
        """The strongest claim that words make for one of the members."""
        return max(each.meaning.claim for each in self.members)

    @property
    def blocks(self) -> set[tuple[int, float, float]]:
        """The place of the first number of each member: as many places as there are presentations."""
        return {min(each.series.pairs.values(), key=lambda pair: pair.area_no).place for each in self.members}


def judge_candidates(found: CandidateSet, identity: Identity) -> Verdict:
    """Return the verdict on a document's candidates: eight proved scores, or the reasons against them."""
    choice, reason = _choose(found)
    if choice is None:
        return Verdict(edition=identity.edition, reasons=(reason,) if reason else ())
    edition, doubt = _settle_edition(choice, identity)
    reasons = [*doubt, *_find_faults(choice, found)]
    if reasons:
        return Verdict(edition=edition, reasons=tuple(reasons))
    return _conclude(choice, found, edition)


def _choose(found: CandidateSet) -> tuple[Choice | None, Reason | None]:
    """Choose the values that have the strongest claim, or return the reason why there is no choice.

    If words leave the owner open, the values must add up to the municipality's own total.
    """
    open_ones = [each for each in found.whole if each.may_be_own]
    if not open_ones:
        return None, _explain_absence(found)
    told = {total.value for total in _list_own_totals(found)}
    for claim in (Claim.OWN, Claim.POINTS, Claim.SILENT, Claim.OPEN):
        values = {each.values for each in open_ones if each.meaning.claim is claim}
        fitting = {each for each in values if sum(v for _, v in each) in told}
        if claim is Claim.OWN:
            values = (
                fitting
                if len(values) > 1 and len(fitting) == 1 and not _object(open_ones, fitting)
                else values
            )
        elif claim is Claim.OPEN:
            values = fitting if len(told) == 1 and len(fitting) == 1 else set()
        else:
            fitting = {
                each for each in values if any(_meets(sum(v for _, v in each), total) for total in told)
            }
            values = fitting if told and fitting else values if claim is Claim.POINTS else set()
        if len(values) > 1:
            return None, _disagree(claim, [each for each in open_ones if each.values in values])
        if values:
            chosen = next(iter(values))
            return Choice(chosen, tuple(each for each in open_ones if each.values == chosen)), None
    page = open_ones[0].series.pairs[1].page
    return None, Reason(
        "score_uncertain",
        f"Numbers stand beside the areas on page {page}, but nothing says for certain whose they are.",
    )


def _object(candidates: Sequence[Candidate], chosen: set[Values]) -> bool:
    """Whether the heading of other values says that they are the municipality's own."""
    return any(
        each.meaning.claim is Claim.OWN
        and each.meaning.why == each.series.heading
        and each.values not in chosen
        for each in candidates
    )


def _meets(total: float, told: float) -> bool:
    return abs(total - told) <= TOTAL_ROUNDING


def _explain_absence(found: CandidateSet) -> Reason:
    if any(each.meaning.claim is not Claim.NONE for each in found.parts):
        areas = {area_no for each in found.parts for area_no in each.series.pairs}
        missing = ", ".join(str(no) for no in AREA_NUMBERS if no not in areas) or "some"
        return Reason("area_missing", f"No score is readable for area {missing} beside those of the others.")
    return Reason("no_scores", "No page shows scores of the areas.")


def _disagree(claim: Claim, rivals: Sequence[Candidate]) -> Reason:
    first = rivals[0]
    other = next(each for each in rivals if each.values != first.values)
    area_no = next(no for (no, a), (_, b) in zip(first.values, other.values, strict=True) if a != b)
    one, two = first.series.pairs[area_no], other.series.pairs[area_no]
    code = "scores_disagree" if claim is Claim.OWN else "score_uncertain"
    return Reason(
        code,
        f"Two presentations may be the scores: for area {area_no} {one.number.text} on page {one.page}"
        f" ({first.series.heading or 'no heading'}) and {two.number.text} on page {two.page}"
        f" ({other.series.heading or 'no heading'}).",
    )


def _list_own_totals(found: CandidateSet) -> list[Total]:
    return [total for total in found.totals if total.kind is ReadingKind.TOTAL]


def _settle_edition(choice: Choice, identity: Identity) -> tuple[int | None, list[Reason]]:
    editions = set.intersection(*(set(each.series.editions) for each in choice.members))
    if identity.edition is not None:
        if editions and identity.edition not in editions:
            return identity.edition, [
                Reason(
                    "edition_unclear", f"The names of the areas are not those of edition {identity.edition}."
                )
            ]
        return identity.edition, []
    if len(editions) == 1:
        return editions.pop(), []
    return None, [Reason("edition_unclear", "The names of the areas do not settle the edition.")]


def _find_faults(choice: Choice, found: CandidateSet) -> Iterator[Reason]:
    yield from _find_total_fault(choice, found)
    yield from _find_scale_fault(choice, found)
    yield from _find_rival(choice, found)


def _find_total_fault(choice: Choice, found: CandidateSet) -> Iterator[Reason]:
    """Yield the reason ``total_mismatch`` if the scores do not add up to a total printed for them.

    Such a total is named as the municipality's own in words, or stands as the sum below the scores.
    """
    told = [(total.number, total.view.number) for total in _list_own_totals(found)]
    for each in choice.members:
        sums = [(number, view.number) for number, view in _list_sums(each, choice)]
        if sums and not any(_meets(choice.total, number.value) for number, _ in sums):
            told += sums
    for number, page in told:
        if not _meets(choice.total, number.value) or (number.value != choice.total and choice.total % 1 == 0):
            yield Reason(
                "total_mismatch",
                f"The areas add up to {choice.total:g}, but {number.text} is printed as their total"
                f" on page {page}.",
            )
            return


def _list_sums(candidate: Candidate, choice: Choice) -> list[tuple[Number, PageWords]]:
    """List the sums printed with a series that can be of all eight areas, not of one or two of them."""
    values = [value for _, value in choice.values]
    pairs = {one + other for one, other in itertools.pairwise(values)}
    return [
        (number, view)
        for number, view in candidate.series.sums
        if number.value > MAX_SCORE and number.value not in pairs
    ]


def _find_scale_fault(choice: Choice, found: CandidateSet) -> Iterator[Reason]:
    if max(value for _, value in choice.values) <= FEWEST_POINTS:
        yield Reason(
            "score_uncertain",
            f"No area is given more than {FEWEST_POINTS} points: they may be of another scale.",
        )
    blocks = {each.series.block for each in choice.members}
    for each in found.candidates:
        mosts = {value for _, value in each.values}
        if each.kind is ReadingKind.MAX_SCORE and each.series.block in blocks and mosts != {float(MAX_SCORE)}:
            yield Reason("score_uncertain", "Other maxima than a hundred are printed beside the scores.")
            return


def _find_rival(choice: Choice, found: CandidateSet) -> Iterator[Reason]:
    """Yield a reason if a series repeats most of the scores but not all, or if nothing says what it is."""
    own = dict(choice.values)
    for each in found.candidates:
        shared = dict(each.values)
        same = sum(own[area_no] == value for area_no, value in shared.items())
        if same == len(shared):
            continue
        area_no = next(no for no, value in shared.items() if own[no] != value)
        pair = each.series.pairs[area_no]
        if same >= NEAR_COPY and each.kind is not ReadingKind.MAX_SCORE:
            yield Reason(
                "scores_disagree",
                f"A presentation on page {pair.page} repeats the scores of {same} areas, but prints"
                f" {pair.number.text} for area {area_no}, which has {own[area_no]:g} elsewhere.",
            )
            return
        if len(shared) >= LEAST_PART and each.may_be_own and not _is_explained(each, choice, found):
            yield Reason(
                "score_uncertain",
                f"Page {pair.page} prints other numbers beside the areas, {pair.number.text} for area"
                f" {area_no}, and nothing says whose they are.",
            )
            return


def _is_explained(candidate: Candidate, choice: Choice, found: CandidateSet) -> bool:
    """Whether arithmetic shows that a series is not the municipality's own scores.

    That is so if the chosen scores have the own total and the series has another sum, if its numbers are the
    points missing to the maximum, if they are all equal, or if they repeat another series that is somebody
    else's, or the difference from it.
    """
    own = dict(choice.values)
    values = dict(candidate.values)
    told = {total.value for total in _list_own_totals(found)}
    if told == {choice.total} and candidate.series.is_whole and candidate.series.total != choice.total:
        return True
    if all(own[no] + value == MAX_SCORE for no, value in values.items()):
        return True
    if len(set(values.values())) == 1:
        return True
    for other in found.whole:
        theirs = dict(other.values)
        if other.kind in FOREIGN_KINDS and all(theirs[no] == value for no, value in values.items()):
            return True
        if other.kind in FOREIGN_KINDS and all(
            abs(own[no] - theirs[no]) == value for no, value in values.items()
        ):
            return True
    return False


def _conclude(choice: Choice, found: CandidateSet, edition: int | None) -> Verdict:
    printed = [(each.number, each.view, each.words) for each in _list_own_totals(found)]
    printed += [
        (number, view, "")
        for each in choice.members
        for number, view in _list_sums(each, choice)
        if _meets(choice.total, number.value)
    ]
    summed = any(each.is_summed for each in choice.members)
    stated = any(
        each.series.relation == "told" and each.meaning.claim >= Claim.POINTS for each in choice.members
    )
    owned = choice.claim is Claim.OWN or stated
    if not printed and not summed and len(choice.blocks) == 1 and not owned:
        return Verdict(
            edition=edition,
            reasons=(
                Reason("score_uncertain", "One presentation alone gives the points, and nothing says whose."),
            ),
        )
    proof = (
        Proof.SUM
        if printed
        else Proof.SUBAREAS
        if summed
        else Proof.AGREEMENT
        if len(choice.blocks) > 1
        else Proof.SINGLE
    )
    shown = max(choice.members, key=lambda each: each.meaning.claim)
    scores = tuple(
        ProvedScore(
            area_no,
            value,
            float(MAX_SCORE),
            proof,
            len(choice.blocks),
            make_candidate_reading(found, shown, area_no, ReadingKind.SCORE),
        )
        for area_no, value in choice.values
    )
    total = None
    if printed:
        number, view, words = printed[0]
        total = make_reading("sentence", ReadingKind.TOTAL, number, view, OWN_TOTALS, words=words)
    findings = []
    if total is not None and total.value != choice.total:
        findings.append(
            Finding(
                "total_rounded",
                f"The areas add up to {choice.total:g}; the report prints {total.text} of {MAX_TOTAL},"
                " rounded to whole points.",
                total.page,
            )
        )
    return Verdict(edition, scores, (), total, (), tuple(findings))


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
