"""Make readings of the series that the search finds, with the kind that their words give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.claims.by_numbers import OTHER_MOST
from extract.claims.candidate import Candidate
from extract.claims.candidates import make_candidate_set
from extract.claims.evidence import heads_text
from extract.claims.owner import Claim, judge_heading
from extract.instrument import MAX_SCORE
from extract.numbers import Number
from extract.page.words import PageWords
from extract.phrases import compile_phrases
from extract.proof.evidence import meets_total
from extract.readers.reading import TOTALS, make_reading
from extract.readers.sentence import list_sentences
from extract.records import Group, Identity, Reading, ReadingKind
from extract.series.colours import are_bars
from extract.series.records import Pair, Series
from extract.series.sums import list_pair_sums
from extract.vocabulary import understand_heading, understand_words

READER_OF = {
    "column": "table",
    "row": "transposed",
    "bar": "list",
    "pillar": "chart",
    "displaced": "card",
    "section": "heading",
    "placed": "heading",
    "told": "told",  # in the sentences of the chapters
}
BRACKETS = compile_phrases("brackets")
OF_CHAPTERS = ("heading", "repeated")  # kinds of presentations of which all in the chapters count as one
AT_NAME = 2.5  # multiple of a name's height; largest distance of its points below it


def read_series(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """Yield the readings of all series; of those in sentences only if they may be the own points.

    Of series that tie the same numbers in several ways one is read, with the sums and the evidence that any
    of them has.
    """
    found = make_candidate_set(pages, identity)
    sums = {each.series.places: each.series.sums for each in found.candidates if each.series.sums}
    owners = {each.series.places: each.evidence for each in found.candidates if each.evidence}
    read: set[frozenset[tuple[int, int, float, float]]] = set()
    ranked = sorted(found.candidates, key=_rank)
    for at, candidate in enumerate(ranked):
        reader = name_reader(candidate, identity)
        is_told_of_others = reader == "told" and candidate.meaning.claim is Claim.NONE
        if candidate.series.places not in read and not is_told_of_others:
            read.add(candidate.series.places)
            block = candidate.series.block.place if reader in OF_CHAPTERS else str(candidate.series.block)
            series = replace(candidate.series, sums=sums.get(candidate.series.places, ()))
            evidence = candidate.evidence or owners.get(candidate.series.places, "")
            read_as = replace(candidate, series=series, evidence=evidence)
            yield from _list_readings(read_as, Group(reader, block, str(at)), identity)


def _rank(candidate: Candidate) -> tuple[bool, bool, int, bool]:
    """Return the sort key of a series: words first, then those that decide, the strongest claim, no column.

    If a year heads a column and undecided words stand beside its numbers, the year tells what they are.
    """
    claim = candidate.meaning.claim
    return claim is Claim.SILENT, claim is Claim.OPEN, -claim, candidate.series.relation == "column"


def name_reader(candidate: Candidate, identity: Identity) -> str:
    """Name the kind of presentation of a series, which is stored as the reader of its readings."""
    series = candidate.series
    if series.relation in ("column", "bar"):
        return "chart" if _are_at_bars(series) else READER_OF[series.relation]
    if series.relation in ("section", "placed") and not (
        _stands_at_names(series)
        and judge_heading(series.heading, identity).claim in (Claim.POINTS, Claim.SILENT)
    ):
        return "repeated"
    if series.relation == "displaced" and heads_text(series):
        return "heading"
    return READER_OF[series.relation]


def _are_at_bars(series: Series) -> bool:
    by_page: dict[int, list[Pair]] = defaultdict(list)
    for pair in series.pairs.values():
        by_page[pair.page].append(pair)
    return all(are_bars(pairs[0].view, [pair.number for pair in pairs]) for pairs in by_page.values())


def _stands_at_names(series: Series) -> bool:
    """Whether the numbers are directly at the names, with no text of the chapters between."""
    return all(
        pair.label is not None
        and pair.number.word.top - pair.label.bottom < AT_NAME * pair.label.words[0].height
        for pair in series.pairs.values()
    )


def _find_bracket_sentence(page: PageWords) -> str:
    """Find the sentence on a page that says what the numbers in brackets are; empty if there is none."""
    return next((each.text for each in list_sentences(page) if BRACKETS.search(each.text)), "")


def _list_sums(series: Series) -> list[tuple[Number, PageWords]]:
    """List the sums printed with a series that can be of all its areas: those that are, if there are any.

    Others may be of one or two areas, or belong to a table beside it.
    """
    pairs = {one + other for one, other in pairwise(series.values.values())}
    sums = [each for each in series.sums if each[0].value > MAX_SCORE and each[0].value not in pairs]
    return [each for each in sums if meets_total(series.total, each[0].value)] or sums


def _list_readings(candidate: Candidate, group: Group, identity: Identity) -> Iterator[Reading]:
    series, meaning = candidate.series, candidate.meaning
    kind = meaning.kind
    if meaning.why == OTHER_MOST:
        kind = ReadingKind.SCORE  # the proof refuses it with the maximum that it prints
    if group.kind == "told" and meaning.claim < Claim.POINTS:
        kind = ReadingKind.UNKNOWN
    told = kind is ReadingKind.SCORE and meaning.claim is Claim.OWN and group.kind not in OF_CHAPTERS
    told = told and group.kind != "table"  # its title is judged with all else around it
    said = meaning.claim is Claim.NONE and meaning.why in (*series.around, *series.beside, *series.below)
    words = meaning.why if told or said or not series.heading else series.heading
    year = meaning.year
    if kind is ReadingKind.CHANGE and candidate.is_bracketed:
        words = _find_bracket_sentence(next(iter(series.pairs.values())).view)
        year = understand_words(words, identity).year
    population = (
        understand_heading(series.heading, identity).population if kind is ReadingKind.AVERAGE else None
    )

    def make(number: Number, page: PageWords, kind: ReadingKind, area_no: int | None, label: str) -> Reading:
        return make_reading(
            group.kind,
            kind,
            number,
            page,
            group,
            area_no=area_no,
            label=label,
            words=words,
            editions=series.editions,
            year=year,
            population=population,
            owner=candidate.evidence if kind is ReadingKind.SCORE and area_no else "",
        )

    for area_no, pair in series.pairs.items():
        yield make(pair.number, pair.view, kind, area_no, pair.label.label if pair.label else "")
    for number, page in _list_sums(series) if kind in TOTALS else series.sums:
        yield make(number, page, TOTALS.get(kind, kind), None, "")
    if series.relation == "column":
        of_pair = ReadingKind.MAIN_AREA if kind is ReadingKind.SCORE else ReadingKind.OTHER
        for number, page, name in list_pair_sums(series):
            yield make(number, page, of_pair, None, name)
