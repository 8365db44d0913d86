"""Deny candidates that texts around them, or the names of the rows with their sums, make somebody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.claims.before import is_heading
from extract.claims.candidate import Candidate
from extract.claims.evidence import BY_TOTAL, is_own_sum, list_remarks, list_sum_names
from extract.claims.foreign import MEAN, PART_OF_IT, find_foreign_kind, say_whose, speaks_of_numbers
from extract.claims.owner import (
    BRACKET,
    FORMER,
    NEAREST,
    Attribution,
    Claim,
    find_other_kind,
    is_on_line_beside,
    judge_heading,
    list_beside_the_point,
    tells_another_total,
)
from extract.claims.totals import Total
from extract.meaning.clauses import names_another_column
from extract.meaning.known import FOREIGN_KINDS, OF_OTHERS, is_known, says_received
from extract.meaning.terms import understand
from extract.phrases import compile_phrases
from extract.records import Identity, ReadingKind
from extract.series.headings import says_something
from extract.series.records import Series
from extract.vocabulary import YEAR, names_other, names_own

COMPARES = compile_phrases("compares with an average")
OWN_KINDS = {ReadingKind.SCORE, ReadingKind.TOTAL, ReadingKind.UNKNOWN}


def heed_texts(candidate: Candidate, candidates: Sequence[Candidate], identity: Identity) -> Candidate:
    """Make a candidate somebody else's if a text around says so.

    A text that may mean another column of the presentation says nothing. A sentence directly above counts
    even if the heading names the municipality; other texts then do not.
    """
    series = candidate.series
    if candidate.meaning.claim is Claim.NONE:
        return candidate
    kinds = _list_kinds(candidate, candidates)
    is_dated = str(identity.round) in YEAR.findall(series.heading)
    is_alone = kinds <= OWN_KINDS and not is_dated and series.relation not in ("section", "placed")
    nearest = series.above[: 1 if is_heading(next(iter(series.above), "")) else NEAREST]
    is_nameless = not kinds & OF_OTHERS and not names_own(series.heading, identity)
    beside_the_point = list_beside_the_point(series, identity)
    for text in (*series.around, *(() if says_something(series.heading) else series.beside)):
        if text in beside_the_point or is_on_line_beside(text, series):
            continue
        if names_another_column(text, series.heading):
            continue
        said = FORMER.sub(" ", text) if series.editions and identity.edition not in series.editions else text
        said = said if candidate.is_bracketed else BRACKET.sub(" ", said)
        kind = find_foreign_kind(said, identity) if is_alone and text in nearest else None
        if kind is None and is_nameless and (text in series.below or speaks_of_numbers(text)):
            kind = say_whose(said, identity)
        is_beside = is_dated and kind is ReadingKind.PREVIOUS and kind in kinds
        if is_beside and is_known(said, identity, frozenset(kinds & FOREIGN_KINDS)):
            continue  # it is on the column of the earlier round, or compares the two
        if kind is not None:
            return replace(candidate, meaning=Attribution(kind, Claim.NONE, None, text))
    return candidate


def heed_remarks(candidate: Candidate, candidates: Sequence[Candidate], identity: Identity) -> Candidate:
    """Make a candidate somebody else's if most of the remarks at the ends of its rows say so."""
    if candidate.meaning.claim is Claim.NONE or _list_kinds(candidate, candidates) & OF_OTHERS:
        return candidate
    remarks = list_remarks(candidate.series)
    means = [each for each in remarks if MEAN.search(each)]
    others = [each for each in remarks if names_other(each, identity)]
    said = max(means, others, key=len)
    if len(said) * 2 <= len(remarks):
        return candidate
    kind = ReadingKind.AVERAGE if said is means else ReadingKind.OTHER
    return replace(candidate, meaning=Attribution(kind, Claim.NONE, None, said[0]))


def heed_sums(candidate: Candidate, candidates: Sequence[Candidate], identity: Identity) -> Candidate:
    """Heed the names of the rows that have the sum of a candidate: they may say whose it is."""
    is_denied = candidate.meaning.claim is Claim.NONE
    if is_denied and not _is_denied_by_sentence(candidate, identity):
        return candidate
    names = list_sum_names(candidate.series)
    own = next((name for name in names if is_own_sum(name, identity)), None)
    if own is not None:
        return replace(candidate, meaning=Attribution(ReadingKind.SCORE, Claim.OWN, None, own))
    kinds = {name: find_other_kind(understand(name, identity), identity) for name in names}
    other = next((name for name in names if kinds[name] in FOREIGN_KINDS), None)
    if not is_denied and other is not None and not _list_kinds(candidate, candidates) & FOREIGN_KINDS:
        return replace(candidate, meaning=Attribution(ReadingKind.OTHER, Claim.NONE, None, other))
    return candidate


def heed_own_total(candidate: Candidate, totals: Sequence[Total], identity: Identity) -> Candidate:
    """Make a candidate the own one if its sum is the only total that the report gives the municipality.

    That outranks the sentences around, which may compare the points with others'. It does not outrank
    titles and the candidate's own heading.
    """
    series = candidate.series
    own = {total.value for total in totals if total.kind is ReadingKind.TOTAL}
    told = next(
        (total for total in totals if total.value in own and says_received(total.words, identity)), None
    )
    if told is None or own != {series.total} or not series.is_whole:
        return candidate
    if candidate.is_bracketed or not _is_denied_by_sentence(candidate, identity):
        return candidate
    meaning = Attribution(ReadingKind.SCORE, Claim.OWN, identity.round, told.words)
    return replace(candidate, meaning=meaning, evidence=BY_TOTAL)


def _is_denied_by_sentence(candidate: Candidate, identity: Identity) -> bool:
    """Whether only a comparison with an average, or another total, denies a candidate: no heading, no title.

    A sentence that says that the numbers are an average, or those of another time, is no comparison.
    """
    series, why = candidate.series, candidate.meaning.why
    compares = COMPARES.search(why) or (names_own(why, identity) and PART_OF_IT.search(why))
    is_compared = candidate.kind is ReadingKind.AVERAGE and compares
    if not is_compared and not tells_another_total(why, series):
        return False
    if judge_heading(series.heading, identity).claim in (Claim.NONE, Claim.OPEN) or is_heading(why):
        return False
    titles = [text for text in series.around if is_heading(text)]
    is_titled = any(say_whose(text, identity) is not None for text in titles)
    return why in (*series.around, *series.below) and not is_titled


def share_denials(
    candidates: Sequence[Candidate], told: Iterable[tuple[Series, Attribution]], identity: Identity
) -> Iterator[Candidate]:
    """Yield the candidates; a text that denies numbers counts for every candidate that has them.

    It may be a text around them, or the sentences of the chapters that tell them. It does not count for a
    candidate whose own heading makes it the municipality's.
    """
    denied = {
        each.series.places: each.meaning
        for each in candidates
        if each.meaning.claim is Claim.NONE and each.meaning.why in each.series.around
    }
    denied |= {series.places: meaning for series, meaning in told if meaning.claim is Claim.NONE}
    for each in candidates:
        is_own = judge_heading(each.series.heading, identity).claim is Claim.OWN
        yield each if is_own else replace(each, meaning=denied.get(each.series.places, each.meaning))


def _list_kinds(candidate: Candidate, candidates: Sequence[Candidate]) -> set[ReadingKind]:
    """Return the kinds of numbers that the candidate's presentation has."""
    return {candidate.kind, *(each.kind for each in candidate.list_beside(candidates))}
