"""Collect the candidates for a document's scores: all series with their meanings, and the totals."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.claims.beside import (
    heed_brackets,
    heed_heading,
    heed_labels,
    heed_own_brackets,
    heed_rivals,
    heed_several,
    heed_sums_in_chapters,
)
from extract.claims.by_numbers import counts_something, refine_meaning
from extract.claims.candidate import Candidate, sums_questions
from extract.claims.captions import heed_captions
from extract.claims.denials import heed_own_total, heed_remarks, heed_sums, heed_texts, share_denials
from extract.claims.evaluators import drop_listed_evaluators
from extract.claims.evidence import add_evidence
from extract.claims.numbered import heed_numbered_marks
from extract.claims.owner import Claim, judge_heading, judge_series
from extract.claims.paragraphs import find_in_paragraphs
from extract.claims.risen import heed_risen
from extract.claims.shapes import heed_shapes
from extract.claims.shares import count_shares
from extract.claims.sides import drop_texts_on_others
from extract.claims.spoken import find_spoken
from extract.claims.told import find_told_series
from extract.claims.totals import Total, find_totals
from extract.meaning.known import OF_OTHERS
from extract.page.words import PageWords
from extract.records import Identity, ReadingKind
from extract.series.propose import propose_series
from extract.series.sheet import make_sheets
from extract.vocabulary import names_own

LEAST_QUESTIONS = 3  # numbers between those of the areas; fewer are rows whose names were not understood
IN_TABLES = ("column", "row")  # relations of numbers to names in a table


@dataclass(frozen=True)
class CandidateSet:
    """The candidates and totals of a document.

    ``aside`` are the candidates that are set aside because of other numbers between theirs, or as parts of
    others.
    """

    candidates: tuple[Candidate, ...]
    totals: tuple[Total, ...]
    aside: tuple[Candidate, ...] = ()

    @property
    def own_totals(self) -> tuple[Total, ...]:
        """The totals that are told as the municipality's own of this round."""
        return tuple(each for each in self.totals if each.kind is ReadingKind.TOTAL)

    @property
    def whole(self) -> tuple[Candidate, ...]:
        """The candidates that have all eight areas."""
        return tuple(each for each in self.candidates if each.series.is_whole)


def make_candidate_set(views: Sequence[PageWords], identity: Identity) -> CandidateSet:
    """Find the candidates and totals of some pages. The result is stored with the first page and reused."""
    if not views:
        return CandidateSet((), ())
    kept = views[0].found.setdefault("candidate sets", {})
    key = identity, tuple(id(view) for view in views)
    if key not in kept:
        kept[key] = tuple(views), _make_candidate_set(views, identity)
    found: CandidateSet = kept[key][1]
    return found


def _make_candidate_set(views: Sequence[PageWords], identity: Identity) -> CandidateSet:
    sheets = make_sheets(views)
    series = [each for each in propose_series(sheets) if not counts_something(each, sheets)]
    series = [drop_listed_evaluators(each) for each in series]
    series = [drop_texts_on_others(each, series, identity) for each in series]
    printed = find_totals(sheets, identity)
    own = {each.value for each in printed if each.kind is ReadingKind.TOTAL}
    series = heed_captions(heed_numbered_marks(series), own, identity)
    apart = {each.block for each in series if judge_heading(each.heading, identity).kind in OF_OTHERS}
    candidates = [
        Candidate(each, refine_meaning(each, judge_series(each, identity, told_apart=each.block in apart)))
        for each in series
    ]
    steps = (
        heed_heading,
        heed_sums_in_chapters,
        heed_rivals,
        heed_several,
        heed_brackets,
        heed_own_brackets,
        heed_shapes,
        heed_risen,
        heed_texts,
        heed_remarks,
        heed_sums,
    )
    for heed in steps:
        candidates = [heed(each, candidates, identity) for each in candidates]
    told, explained = find_told_series(sheets, identity)
    candidates = list(
        share_denials(candidates, [each for each in told if each[0].total not in own], identity)
    )
    candidates = _drop_told(candidates, explained)
    totals = tuple(_leave_sums_of_others(printed, candidates, identity))
    candidates = [heed_own_total(each, totals, identity) for each in candidates]
    candidates = [count_shares(each, totals, identity) for each in candidates]
    own = {total.value for total in totals if total.kind is ReadingKind.TOTAL}
    candidates += [
        Candidate(each, meaning if own == {each.total} else heed_labels(each, meaning, candidates))
        for each, meaning in told
        if meaning.claim is not Claim.OPEN or own == {each.total}  # an open claim needs the own total
    ]
    if len(own) == 1:
        denied = {
            pair.place
            for each in candidates
            if each.meaning.claim is Claim.NONE
            for pair in each.series.pairs.values()
        }
        candidates += [
            Candidate(each, meaning)
            for each, meaning in (
                *find_spoken(sheets, identity, *own),
                *find_in_paragraphs(sheets, identity, *own),
            )
            if denied.isdisjoint(pair.place for pair in each.pairs.values())
        ]
    candidates = [add_evidence(each, candidates, identity) for each in candidates]
    kept = tuple(_set_aside(candidates))
    return CandidateSet(kept, totals, tuple(each for each in candidates if each not in kept))


def _leave_sums_of_others(
    totals: Iterable[Total], candidates: Sequence[Candidate], identity: Identity
) -> Iterator[Total]:
    """Yield the totals without the sums of columns of others, unless words name the municipality there."""
    sums: dict[bool, set[int]] = {True: set(), False: set()}
    for each in candidates:
        sums[each.meaning.claim is Claim.NONE].update(id(number.word) for number, _ in each.series.sums)
    of_others = sums[True] - sums[False]
    yield from (
        total
        for total in totals
        if id(total.number.word) not in of_others or names_own(total.words, identity)
    )


def _drop_told(
    candidates: Sequence[Candidate], explained: Container[tuple[int, float, float]]
) -> list[Candidate]:
    """Drop the candidates without words of their own whose numbers are all explained by sentences."""
    return [
        each
        for each in candidates
        if each.series.heading or not all(pair.place in explained for pair in each.series.pairs.values())
    ]


def _set_aside(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Drop candidates with other numbers between their own, and parts of a candidate that has all areas.

    Numbers between are kept if they add up to the areas' numbers. Parts of charts in pictures are dropped,
    because Tesseract reads few of their numbers, and marks of the chart as numbers.
    """
    kept = [
        each
        for each in candidates
        if (len(each.series.between) < LEAST_QUESTIONS or sums_questions(each.series))
        and (
            each.series.is_whole
            or each.series.relation in IN_TABLES
            or not any(pair.view.from_image for pair in each.series.pairs.values())
        )
    ]
    read = {place[1:] for each in kept if each.series.is_whole for place in each.series.places}
    return [
        each
        for each in kept
        if each.series.is_whole
        or sum(place[1:] in read for place in each.series.places) * 2 <= len(each.series.places)
    ]
