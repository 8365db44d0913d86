"""Attribute numbers to somebody else if the texts around their presentation say so.

A reader understands a presentation by its own headings and title. The heading of the section, an introducing
sentence or a caption can say that the numbers are averages, another municipality's or an earlier round's.
These texts never make numbers the municipality's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.instrument import EDITIONS
from extract.meaning.known import OF_OTHERS
from extract.page.words import PageWords
from extract.phrases import compile_phrases, join_phrases
from extract.readers.captions import (
    ContextRegion,
    find_region,
    list_sentences_above,
    list_texts,
    list_texts_above,
)
from extract.readers.introductions import find_foreign_kind
from extract.records import Box, Identity, PresentationName, Reading, ReadingKind
from extract.vocabulary import (
    AVERAGE,
    EARLIER,
    HEADING_WORDS,
    NO_RESULT,
    YEAR,
    is_mean_of_others,
    names_other,
    names_own,
)

SHOWN = ("table", "transposed", "chart", "list", "card", "overview", "heading", "repeated")
AT_HEADINGS = ("heading", "overview", "repeated")
OWN_KINDS = {ReadingKind.SCORE, ReadingKind.TOTAL, ReadingKind.UNKNOWN}
ALL_OTHERS = compile_phrases("all others")
COMPARES = compile_phrases("compares own points")
NOT_POINTS = re.compile(
    rf"{join_phrases('not points')}|^(?:andel|procent|prosent)|"
    r"^(?:högsta |høyeste )?(?:möjlig|mulig|max|maks)\D*$",
    re.IGNORECASE,
)
OF_A_PART = re.compile(  # a department or district of the municipality
    r"\b(?!kommun)\w{3,}(?:förvaltning|nämnd|avdelning|stadsdel)(?:en|ens|s)?\b", re.IGNORECASE
)
SUPPOSED = re.compile(
    rf"{join_phrases('supposed')}|\bkan (?:bli|nå|uppnå|öka|höjas)\b(?!.*\b(?:högst|max|100|800)\b)",
    re.IGNORECASE,
)
BY_OTHERS = re.compile(  # assessments by others than the evaluators
    rf"{join_phrases('own assessment')}|{join_phrases('people')}.*{join_phrases('judges')}",
    re.IGNORECASE,
)
PART_OF_IT = compile_phrases("part of a picture")  # such as a column of a table or a line of a chart
OF_A_ROUND = compile_phrases("of a round")
INSTRUMENT = re.compile(r"kommunkompass", re.IGNORECASE)
OF_A_VERSION = compile_phrases("version of the instrument")
CORRECTED = compile_phrases("corrected")
NAMELESS = re.compile(r"\b(?:[Kk]ommune?|[Oo]rt|[Ss]tad) [A-ZÅÄÖ]\b")
LATEST_REPORT = 1  # years after the round in which its report may appear
EXAMPLE = compile_phrases("example")


def attribute_to_others(
    readings: Sequence[Reading], pages: Sequence[PageWords], identity: Identity
) -> Iterator[Reading]:
    """Yield the readings; those that the texts around them attribute to somebody else get that kind."""
    by_name: dict[PresentationName, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_name[reading.group.presentation].append(reading)
    views = {page.number: page for page in pages if not page.turned}
    kinds_around = {
        name: _find_kind_around(name, members, readings, views, identity)
        for name, members in by_name.items()
        if name.kind in SHOWN
    }
    kinds_above = {
        name: _find_kind_above(members, readings, views, identity)
        for name, members in by_name.items()
        if name.kind in SHOWN
    }
    kinds_around |= {
        name: kind for name, kind in kinds_above.items() if kind is not None and kinds_around[name] is None
    }
    kinds_around |= _share_kinds(kinds_around, by_name)
    for reading in readings:
        name = reading.group.presentation
        kind = kinds_around.get(name)
        named = names_own(reading.words, identity) and kinds_above.get(name) is None
        if kind is None or reading.kind not in OWN_KINDS or named:
            yield reading
        else:
            yield replace(reading, kind=kind)


def _find_kind_above(
    members: Sequence[Reading],
    readings: Sequence[Reading],
    views: dict[int, PageWords],
    identity: Identity,
) -> ReadingKind | None:
    """Return the kind that the sentences directly above a presentation give its numbers.

    Points at headings of chapters are excluded, because the text above them belongs to the chapter before,
    and so are presentations whose words say what each column is, or which round.
    """
    first = min(each.page for each in members)
    alike = all(each.kind in OWN_KINDS for each in members)
    told = any(str(identity.round) in YEAR.findall(each.words) for each in members)
    if members[0].reader in AT_HEADINGS or first not in views or not alike or told:
        return None
    name = members[0].group.presentation
    numbers = [each.box for each in members if each.page == first]
    others = [each.box for each in readings if each.page == first and each.group.presentation != name]
    region = find_region(views[first], numbers, others, is_chart=members[0].reader in ("chart", "card"))
    return find_foreign_kind(list_sentences_above(region), identity)


def _share_kinds(
    kinds_around: Mapping[PresentationName, ReadingKind | None],
    by_name: Mapping[PresentationName, Sequence[Reading]],
) -> dict[PresentationName, ReadingKind | None]:
    """Return the kinds for the other halves of divided presentations: same reader and page, other areas."""
    shared = {}
    for name, kind in kinds_around.items():
        for other in by_name if kind is not None else ():
            one, two = by_name[name], by_name[other]
            alike = (one[0].reader, one[0].page) == (two[0].reader, two[0].page)
            if alike and kinds_around.get(other) is None and not _list_areas(one) & _list_areas(two):
                shared[other] = kind
    return shared


def _list_areas(members: Iterable[Reading]) -> set[int]:
    return {each.area_no for each in members if each.area_no is not None}


def _find_kind_around(
    name: PresentationName,
    members: Sequence[Reading],
    readings: Sequence[Reading],
    views: dict[int, PageWords],
    identity: Identity,
) -> ReadingKind | None:
    """Return the kind that the texts around give a presentation, unless its headings distinguish columns."""
    if not any(each.kind in OWN_KINDS for each in members) or any(each.kind in OF_OTHERS for each in members):
        return None
    first = min(each.page for each in members)
    view = views.get(first)
    if view is None:
        return None
    numbers = [each.box for each in members if each.page == first]
    beside = [each for each in readings if each.page == first and each.group.presentation != name]
    others = [each.box for each in beside]
    told = [each.box for each in beside if each.kind not in OWN_KINDS]
    region = find_region(view, numbers, others, is_chart=members[0].reader in ("chart", "card"), told=told)
    if members[0].reader == "heading" and any(each.page != first for each in members):
        texts: Iterable[str] = list_texts_above(region)  # other texts belong to the sections
    else:
        texts = list_texts(
            region,
            one_column=len({each.group for each in members}) == 1,
            summed=any(each.kind is ReadingKind.TOTAL for each in members),
        )
    around = members[0].reader == "card"
    kinds = (
        _judge_line(text) if around and PART_OF_IT.search(text) else say_whose(text, identity)
        for text in texts
    )
    return next((kind for kind in kinds if kind is not None), None) or _judge_remarks(
        region, numbers, identity
    )


def _judge_remarks(region: ContextRegion, numbers: Sequence[Box], identity: Identity) -> ReadingKind | None:
    """Return the kind that most of the remarks after the numbers, on their lines, give them."""
    remarks = [
        " ".join(word.text for word in after)
        for line in region.view.lines()
        if (after := [word for word in line if word.box.x0 > region.numbers.x1])
        and any(box.top < line[0].middle < box.bottom for box in numbers)
    ]
    averages = sum(bool(AVERAGE.search(remark) or ALL_OTHERS.search(remark)) for remark in remarks)
    others = sum(names_other(remark, identity) for remark in remarks)
    if max(averages, others) * 2 <= len(remarks):
        return None
    return ReadingKind.AVERAGE if averages > others else ReadingKind.OTHER


def _judge_line(text: str) -> ReadingKind | None:
    """Return ``UNKNOWN`` if a text says that a line of a radar chart is others'; the numbers may be its."""
    others = AVERAGE.search(text) or ALL_OTHERS.search(text) or EARLIER.search(text)
    return ReadingKind.UNKNOWN if others else None


def say_whose(text: str, identity: Identity) -> ReadingKind | None:
    """Return the kind of numbers if a text says that they are not the own points of this round."""
    short = len(text.split()) <= HEADING_WORDS
    if short and any(words.search(text) for words in (NOT_POINTS, NO_RESULT, OF_A_PART)):
        return ReadingKind.OTHER
    if SUPPOSED.search(text) or BY_OTHERS.search(text) or _is_to_come(text, identity):
        return ReadingKind.OTHER
    if CORRECTED.search(text):
        return ReadingKind.UNKNOWN
    if is_mean_of_others(text):
        return ReadingKind.AVERAGE
    if names_own(text, identity) and not EXAMPLE.search(text):
        years = [int(year) for year in YEAR.findall(text)]
        return _judge_round(text, years, identity)
    if names_other(text, identity) or EXAMPLE.search(text) or NAMELESS.search(text):
        return ReadingKind.OTHER
    if COMPARES.search(text) or PART_OF_IT.search(text):
        return None
    if AVERAGE.search(text) or ALL_OTHERS.search(text):
        return ReadingKind.AVERAGE
    return _judge_round(text, [int(year) for year in YEAR.findall(text)], identity)


def _is_to_come(text: str, identity: Identity) -> bool:
    """Whether a text has a year that is too late for a report on the round."""
    return identity.round is not None and any(
        int(year) > identity.round + LATEST_REPORT for year in YEAR.findall(text)
    )


def _judge_round(text: str, years: Sequence[int], identity: Identity) -> ReadingKind | None:
    of_a_round = OF_A_ROUND.search(text) or (INSTRUMENT.search(text) and years and not {*years} & {*EDITIONS})
    if identity.round is None or not of_a_round or OF_A_VERSION.search(text):
        return None
    if years and all(year < identity.round for year in years):
        return ReadingKind.PREVIOUS
    if not years and EARLIER.search(text) and len(text.split()) <= HEADING_WORDS:
        return ReadingKind.PREVIOUS
    return None
