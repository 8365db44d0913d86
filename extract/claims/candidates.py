"""Collect the candidates for a document's scores: all series with their meanings, and the totals."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.claims.candidate import Candidate, sums_questions
from extract.claims.captions import heed_captions
from extract.claims.denials import heed_own_total, heed_remarks, heed_sums, heed_texts, share_denials
from extract.claims.evaluators import drop_listed_evaluators
from extract.claims.evidence import add_evidence
from extract.claims.owner import Attribution, Claim, judge_heading, judge_series
from extract.claims.paragraphs import find_in_paragraphs
from extract.claims.shares import count_shares
from extract.claims.sides import drop_texts_on_others
from extract.claims.spoken import find_spoken
from extract.claims.told import find_told
from extract.claims.totals import Total, find_totals
from extract.instrument import MAX_SCORE, squeeze_text
from extract.meaning.known import OF_OTHERS
from extract.meaning.terms import OF_SOMEBODY, OUT_OF, understand
from extract.numbers import Number
from extract.page.words import PageWords
from extract.phrases import compile_words
from extract.records import Identity, ReadingKind
from extract.series.passages import join_words
from extract.series.propose import propose_series
from extract.series.records import Pair, Series
from extract.series.sheet import Sheet, make_sheets
from extract.vocabulary import names_own

IN_BRACKETS = "they stand in brackets"
OTHER_MOST = "another maximum than a hundred"
MOST_BEFORE = 8  # pages that are counted before the first page with a number, or are not counted
MOST = compile_words("called the most")
LEAST_QUESTIONS = 3  # numbers between those of the areas; fewer are rows whose names were not understood
IN_TABLES = ("column", "row")  # relations of numbers to names in a table


@dataclass(frozen=True)
class CandidateSet:
    """The candidates and totals of a document.

    ``questions`` are the numbers in the rows between the areas of a table, such as the points of questions.
    ``aside`` are the candidates that are set aside because of such numbers, or as parts of others.
    """

    candidates: tuple[Candidate, ...]
    totals: tuple[Total, ...]
    questions: tuple[tuple[Number, PageWords], ...] = ()
    aside: tuple[Candidate, ...] = ()

    @property
    def own_totals(self) -> tuple[Total, ...]:
        """The totals that are told as the municipality's own of this round."""
        return tuple(each for each in self.totals if each.kind is ReadingKind.TOTAL)

    @property
    def whole(self) -> tuple[Candidate, ...]:
        """The candidates that have all eight areas."""
        return tuple(each for each in self.candidates if each.series.is_whole)

    @property
    def parts(self) -> tuple[Candidate, ...]:
        """The candidates that lack an area."""
        return tuple(each for each in self.candidates if not each.series.is_whole)


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
    last = max((view.number for view in views), default=0)
    series = [
        each
        for each in propose_series(sheets)
        if not _counts_pages(each, last) and not _counts_areas(each) and not _names_pages(each, sheets)
    ]
    series = [drop_listed_evaluators(each) for each in series]
    series = [drop_texts_on_others(each, series, identity) for each in series]
    printed = find_totals(sheets, identity)
    series = heed_captions(
        series, {each.value for each in printed if each.kind is ReadingKind.TOTAL}, identity
    )
    apart = {each.block for each in series if judge_heading(each.heading, identity).kind in OF_OTHERS}
    candidates = [
        Candidate(each, _refine(each, judge_series(each, identity, told_apart=each.block in apart)))
        for each in series
    ]
    steps = (_heed_heading, _doubt, _name_bracketed, _own_bracketed, heed_texts, heed_remarks, heed_sums)
    for heed in steps:
        candidates = [heed(each, candidates, identity) for each in candidates]
    told, explained = find_told(sheets, identity)
    candidates = list(share_denials(candidates, told, identity))
    candidates = _drop_told(candidates, explained)
    totals = tuple(_leave_sums_of_others(printed, candidates, identity))
    candidates = [heed_own_total(each, totals, identity) for each in candidates]
    candidates = [count_shares(each, totals, identity) for each in candidates]
    own = {total.value for total in totals if total.kind is ReadingKind.TOTAL}
    candidates += [
        Candidate(each, meaning if own == {each.total} else _heed_labels(each, meaning, candidates))
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
    questions = tuple(each for one in series for each in one.between)
    candidates = [add_evidence(each, candidates, identity) for each in candidates]
    kept = tuple(_set_aside(candidates))
    return CandidateSet(kept, totals, questions, tuple(each for each in candidates if each not in kept))


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


def _heed_labels(told: Series, meaning: Attribution, candidates: Sequence[Candidate]) -> Attribution:
    """Return the meaning of points that sentences do not call the own ones, by the labels at the numbers."""
    if meaning.claim is not Claim.POINTS:
        return meaning
    labelled = (each for each in candidates if each.series.heading and each.series.places == told.places)
    return min((meaning, *(each.meaning for each in labelled)), key=lambda each: each.claim)


def _heed_heading(candidate: Candidate, candidates: Sequence[Candidate], _: Identity) -> Candidate:
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
    return replace(candidate, meaning=headed[0].meaning) if headed else candidate


def _doubt(candidate: Candidate, candidates: Sequence[Candidate], identity: Identity) -> Candidate:
    """Set the claim of a candidate to open if another candidate of its presentation makes it doubtful.

    Two columns cannot both be the municipality's own of this round; the one whose heading names it is. Beside
    numbers in brackets, only a heading can say which of the two are meant.
    """
    series = candidate.series
    head = judge_heading(series.heading, identity).claim
    siblings = candidate.list_beside(candidates)
    doubt = replace(
        candidate, meaning=Attribution(ReadingKind.UNKNOWN, Claim.OPEN, None, "another beside it")
    )
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


def _owns_in_brackets(candidate: Candidate, identity: Identity) -> bool:
    """Whether the words in the brackets of numbers make them the own ones, or say whose rank they are."""
    if not candidate.is_bracketed:
        return False
    told = understand(candidate.series.heading, identity)
    is_rank_of_another = "rank" in told.what and told.other
    return judge_heading(candidate.series.heading, identity).claim is Claim.OWN or is_rank_of_another


def _name_bracketed(candidate: Candidate, _: Sequence[Candidate], identity: Identity) -> Candidate:
    """Set the kind of numbers in brackets to another's if a sentence says so."""
    if not candidate.is_bracketed or not any(
        _explains_brackets(text, identity) for text in candidate.series.around
    ):
        return candidate
    meaning = Attribution(ReadingKind.OTHER, Claim.NONE, None, "a sentence says what stands in brackets")
    return replace(candidate, meaning=meaning)


def _own_bracketed(candidate: Candidate, candidates: Sequence[Candidate], identity: Identity) -> Candidate:
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


def _refine(series: Series, meaning: Attribution) -> Attribution:
    """Refine a meaning by the numbers themselves: eight times 100 are maxima, signed numbers are changes."""
    numbers = [pair.number for pair in series.pairs.values()]
    if all(number.value == MAX_SCORE for number in numbers):
        return Attribution(ReadingKind.MAX_SCORE, Claim.NONE, None, "every one is the maximum")
    if all(number.value == 0 for number in numbers):
        return Attribution(ReadingKind.OTHER, Claim.NONE, None, "every one is the beginning of a scale")
    if series.is_signed:
        percent = meaning.kind is ReadingKind.PERCENT
        return meaning if percent else Attribution(ReadingKind.CHANGE, Claim.NONE, None, "some are signed")
    if any(number.percent for number in numbers):
        return Attribution(ReadingKind.PERCENT, Claim.NONE, None, "they are per cent")
    if OUT_OF.search(series.heading) and all(_is_called_most(pair) for pair in series.pairs.values()):
        return Attribution(ReadingKind.MAX_SCORE, Claim.NONE, None, series.heading)
    others = {number.ratio_max for number in numbers} - {None, float(MAX_SCORE)}
    if others and meaning.claim is not Claim.NONE:
        return replace(meaning, kind=ReadingKind.UNKNOWN, claim=Claim.OPEN, why=OTHER_MOST)
    told = all(number.points or number.ratio_max == MAX_SCORE for number in numbers)
    if any(number.bracketed for number in numbers) and not told and meaning.claim >= Claim.SILENT:
        return replace(meaning, kind=ReadingKind.UNKNOWN, claim=Claim.OPEN, why=IN_BRACKETS)
    return meaning


def _is_called_most(pair: Pair) -> bool:
    """Whether the word before a number on its line calls it the most, as in ``Högst: 93``."""
    lines = (line for line in pair.view.lines() if any(word is pair.number.word for word in line))
    before = [word.text for word in next(lines, ()) if word.x1 <= pair.number.word.x0]
    return bool(before) and MOST.fullmatch(before[-1].strip(".:;,(")) is not None


def _counts_areas(series: Series) -> bool:
    """Whether the numbers count the areas or their chapters, as in ``Summa område 3`` and ``6 Ledarskap``.

    Numbers with a sign or a word for points do not.
    """
    numbers = [pair.number for pair in series.pairs.values()]
    steps = {value - area_no for area_no, value in series.values.items()}
    return len(steps) == 1 and not any(number.points or number.signed for number in numbers)


def _counts_pages(series: Series, last: int) -> bool:
    """Whether the numbers are page numbers: increasing with the areas, not far beyond the last page."""
    values = list(series.values.values())
    return (
        len(values) > 2
        and values == sorted(values)
        and max(values) <= last + MOST_BEFORE
        and min(values) > 0
        and all(value % 1 == 0 for value in values)
        and not series.heading.strip()
        and not any(pair.number.bracketed or pair.number.signed for pair in series.pairs.values())
    )


def _names_pages(series: Series, sheets: Sequence[Sheet]) -> bool:
    """Whether each number is that of a page that prints the area's name, as in a list of contents."""
    if (
        not series.is_whole
        or series.heading.strip()
        or max(series.values.values()) > sheets[-1].page + MOST_BEFORE
    ):
        return False
    own = {pair.page for pair in series.pairs.values()}
    labels = {
        area_no: squeeze_text(pair.label.label if pair.label else "")
        for area_no, pair in series.pairs.items()
    }
    texts = {each.page: squeeze_text(join_words(each.view.words)) for each in sheets if each.page not in own}
    named = {
        (area_no, page) for page, text in texts.items() for area_no, label in labels.items() if label in text
    }
    return any(
        all((area_no, value + before) in named for area_no, value in series.values.items())
        for before in range(-MOST_BEFORE, MOST_BEFORE + 1)
    )


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
