"""Heed what stands beside a candidate: labels of the same numbers, other columns, numbers in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.claims.by_numbers import IN_BRACKETS
from extract.claims.candidate import Candidate
from extract.claims.owner import Attribution, Claim, judge_heading
from extract.meaning.terms import OF_SOMEBODY, understand
from extract.records import Identity, ReadingKind
from extract.series.records import Series
from extract.vocabulary import names_own

LEAST_DIFFERING = 5  # areas; fewer other numbers near the names of a whole series are a remark
ANOTHER_BESIDE = Attribution(ReadingKind.UNKNOWN, Claim.OPEN, None, "another beside it")
SENTENCE_END = re.compile(r"\w[.](?:\s|$)")


def heed_heading(candidate: Candidate, candidates: Sequence[Candidate], _: Identity) -> Candidate:
    """Judge numbers without words of their own by the heading of their column or lines, if they have one."""
    if candidate.series.heading or candidate.meaning.claim < Claim.POINTS:
        return candidate
    headed = [
        each
        for each in candidates
        if each.series.heading
        and (
            (each.series.relation == "column" and each.meaning.claim <= Claim.OPEN)
            or (each.series.relation == "section" and each.meaning.claim is Claim.NONE)
        )
        and each.series.places == candidate.series.places
    ]
    least = min((each.meaning for each in headed), key=lambda each: each.claim, default=candidate.meaning)
    return replace(candidate, meaning=least)


def heed_labels(told: Series, meaning: Attribution, candidates: Sequence[Candidate]) -> Attribution:
    """Return the meaning of points that sentences do not call the own ones, by the labels at the numbers.

    Words that are equal at all numbers but end a sentence are running text and no label, if they are unknown.
    """
    if meaning.claim is not Claim.POINTS:
        return meaning
    labelled = (
        each
        for each in candidates
        if each.series.heading
        and each.series.places == told.places
        and not (each.meaning.claim is Claim.OPEN and SENTENCE_END.search(each.series.heading))
    )
    return min((meaning, *(each.meaning for each in labelled)), key=lambda each: each.claim)


def heed_several(candidate: Candidate, candidates: Sequence[Candidate], _: Identity) -> Candidate:
    """Leave open whose numbers without words are if others without words stand near the same names.

    So do the small line charts of several rounds, each under its area's name. A few others near the names of
    a whole series are no rounds.
    """
    series = candidate.series
    if series.relation != "displaced" or series.heading or candidate.meaning.claim is Claim.NONE:
        return candidate
    pages = {pair.page for pair in series.pairs.values()}
    own = {pair.place for pair in series.pairs.values()}  # they may be read again, at the names below
    differing = {
        no
        for each in candidates
        if each.series.relation == "displaced"
        and not each.series.heading
        and each.meaning.claim is not Claim.NONE
        and not pages.isdisjoint(pair.page for pair in each.series.pairs.values())
        for no, pair in each.series.pairs.items()
        if pair.place not in own and series.values.get(no, pair.number.value) != pair.number.value
    }
    is_doubtful = len(differing) >= (LEAST_DIFFERING if series.is_whole else 1)
    return replace(candidate, meaning=ANOTHER_BESIDE) if is_doubtful else candidate


def heed_sums_in_chapters(candidate: Candidate, candidates: Sequence[Candidate], _: Identity) -> Candidate:
    """Make numbers in the areas' chapters something else if a row of totals there is greater in each area."""
    if not any(_sums(each, candidate) for each in candidates):
        return candidate
    meaning = Attribution(ReadingKind.OTHER, Claim.NONE, None, "a part of the sum in the area's chapter")
    return replace(candidate, meaning=meaning)


def _sums(one: Candidate, other: Candidate) -> bool:
    """Whether one series has the totals of the chapters by its label, and another parts of them."""
    if one.meaning.claim is not Claim.OWN or not one.series.is_whole:
        return False
    if not one.series.relation == other.series.relation == "section":
        return False
    of_total = ["total" in understand(each.series.heading, Identity()).scope for each in (one, other)]
    return of_total == [True, False] and all(one.series.values[no] > value for no, value in other.values)


def heed_rivals(candidate: Candidate, candidates: Sequence[Candidate], identity: Identity) -> Candidate:
    """Set the claim of a candidate to open if another candidate of its presentation makes it doubtful.

    Two columns cannot both be the municipality's own of this round; the one whose heading names it is. Beside
    numbers in brackets, only a heading can say which of the two are meant.
    """
    series = candidate.series
    head = judge_heading(series.heading, identity).claim
    siblings = candidate.list_beside(candidates)
    doubt = replace(candidate, meaning=ANOTHER_BESIDE)
    may_be_taken = candidate.meaning.claim is not Claim.NONE and head is not Claim.OWN
    is_beside_brackets = any(_owns_in_brackets(each, identity) for each in siblings)
    if may_be_taken and not candidate.is_bracketed and is_beside_brackets:
        return doubt
    if candidate.meaning.claim is Claim.POINTS and _is_beside_own(candidate, siblings, candidates):
        return doubt
    if candidate.meaning.claim is not Claim.OWN or head is Claim.NONE:
        return candidate
    rivals = any(each.values != candidate.values and each.meaning.claim is Claim.OWN for each in siblings)
    unexplained = [each for each in siblings if each.is_bracketed and each.meaning.claim is not Claim.NONE]
    if any(_explains_brackets(text, identity) for text in series.around):
        unexplained = []
    is_rivalled = rivals and not names_own(series.heading, identity)
    return doubt if is_rivalled or (unexplained and head is not Claim.OWN) else candidate


def _is_beside_own(
    candidate: Candidate, siblings: Sequence[Candidate], candidates: Sequence[Candidate]
) -> bool:
    """Whether another series of its presentation repeats numbers that are told as the own ones elsewhere."""
    own = {
        each.values
        for each in candidates
        if each.meaning.claim is Claim.OWN
        and each.series.is_whole
        and each.series.presentation != candidate.series.presentation
    }
    return candidate.values not in own and any(each.values in own for each in siblings)


def heed_brackets(candidate: Candidate, _: Sequence[Candidate], identity: Identity) -> Candidate:
    """Set the kind of numbers in brackets to another's if a sentence says so."""
    if not candidate.is_bracketed or not any(
        _explains_brackets(text, identity) for text in candidate.series.around
    ):
        return candidate
    meaning = Attribution(ReadingKind.OTHER, Claim.NONE, None, "a sentence says what stands in brackets")
    return replace(candidate, meaning=meaning)


def heed_own_brackets(candidate: Candidate, candidates: Sequence[Candidate], identity: Identity) -> Candidate:
    """Make a candidate the own one if its heading in brackets says so, and all beside it are others'."""
    meaning = judge_heading(candidate.series.heading, identity)
    beside = [
        each for each in candidates if each is not candidate and each.series.block == candidate.series.block
    ]
    if (
        candidate.meaning.why == IN_BRACKETS
        and candidate.series.relation == "column"
        and meaning.claim is Claim.OWN
        and beside
        and all(each.meaning.claim is Claim.NONE for each in beside)
    ):
        return replace(candidate, meaning=meaning)
    return candidate


def _owns_in_brackets(candidate: Candidate, identity: Identity) -> bool:
    """Whether the words in the brackets of numbers make them the own ones, or say whose rank they are."""
    if not candidate.is_bracketed:
        return False
    told = understand(candidate.series.heading, identity)
    is_rank_of_another = "rank" in told.what and told.other
    return judge_heading(candidate.series.heading, identity).claim is Claim.OWN or is_rank_of_another


def _explains_brackets(text: str, identity: Identity) -> bool:
    """Whether a sentence says that the points are the own ones, and others' or earlier ones in brackets."""
    before, found, after = text.partition("parentes")
    if not found:
        return False
    own, bracketed = understand(before, identity), understand(after, identity)
    return bool(
        (own.named or "own" in own.whose)
        and not own.whose & OF_SOMEBODY
        and not own.other
        and "earlier" not in own.when
        and ("mean" in bracketed.whose or "earlier" in bracketed.when)
        and not bracketed.named
        and "own" not in bracketed.whose
    )
