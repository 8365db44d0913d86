"""Drop from the texts around a column those about another column, at one side of it, or about a footnote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from extract.claims.owner import AREA_NAMES, find_other_kind, judge_around, judge_heading
from extract.meaning.known import FOREIGN_KINDS
from extract.meaning.terms import understand
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ReadingKind
from extract.series.records import Series

LEFT_COLUMN, RIGHT_COLUMN = compile_phrases("left column"), compile_phrases("right column")
AT_LEFT, AT_RIGHT, BESIDE = (compile_phrases(each) for each in ("at the left", "at the right", "beside"))
# ``I fotnoten på varje sida upprepas resultatet från 2012``; what a footnote says of points may be of these
OF_ANOTHER_PLACE = re.compile(rf"\W*{join_phrases('of another place')}(?!.*\b(?:att|at)\b)", re.IGNORECASE)
MARK = re.compile(r"\s*(\*{1,3}|[†‡])")  # of a footnote
LEVEL = ("row", "pillar")  # relations of numbers that stand above and below others, not beside them


def drop_texts_on_others(series: Series, found: Sequence[Series], identity: Identity) -> Series:
    """Drop the texts around a series on the right or left column of its presentation if it is another.

    A text on what stands in a footnote or an appendix is dropped as well, and a footnote to the heading of
    another column. A text on what stands
    ``till höger`` or ``bredvid``, which may be the whole table, is on another column only if that column's
    own heading makes it what the text says, or if its numbers do: signed ones are changes.
    """
    series = _drop_texts(series, lambda text: OF_ANOTHER_PLACE.match(text) is not None)
    beside = [
        each
        for each in found
        if (each.relation, each.block.place) == (series.relation, series.block.place) and each.pairs
    ]
    if series.relation in LEVEL or not beside:
        return series
    is_column = series.relation in ("column", "section")
    place, places = _find_left(series), [_find_left(each) for each in beside]
    sides = [(LEFT_COLUMN, AT_LEFT, min(places)), (RIGHT_COLUMN, AT_RIGHT, max(places))]

    others = [each for each, x in zip(beside, places, strict=True) if x != place]

    def is_on_another(text: str) -> bool:
        if _is_note_to(text, others, series):
            return True
        for named, at_side, edge in sides:
            if is_column and place != edge and named.search(text):
                return True
            at_edge = [each for each, x in zip(beside, places, strict=True) if x == edge != place]
            if at_side.search(text) and _is_said_of(text, at_edge, identity):
                return True
        return BESIDE.search(text) is not None and _is_said_of(text, others, identity)

    series = replace(
        series, below=tuple(text for text in series.below if not _is_note_to(text, others, series))
    )
    return _drop_texts(series, is_on_another)


def _is_note_to(text: str, others: Sequence[Series], series: Series) -> bool:
    """Whether a text is a footnote whose mark is in the heading of another column, not in the series'."""
    mark = MARK.match(text)
    return (
        mark is not None and mark[1] not in series.heading and any(mark[1] in each.heading for each in others)
    )


def _drop_texts(series: Series, is_dropped: Callable[[str], bool]) -> Series:
    around, above = (
        tuple(text for text in texts if not is_dropped(text)) for texts in (series.around, series.above)
    )
    return replace(series, around=around, above=above)


def _find_left(series: Series) -> float:
    return min(pair.number.word.x0 for pair in series.pairs.values())


def _is_said_of(text: str, columns: Sequence[Series], identity: Identity) -> bool:
    """Whether a text makes numbers what the heading or the signs of one of some columns make these."""
    said = judge_around(text, identity)
    if said is None or said.kind not in FOREIGN_KINDS:
        return False
    told = {said.kind, find_other_kind(understand(AREA_NAMES.sub(" ", text), identity), identity)}
    return any(not told.isdisjoint(_list_kinds(each, identity)) for each in columns)


def _list_kinds(column: Series, identity: Identity) -> Iterator[ReadingKind]:
    """Yield the kinds, other than own points, that the heading or the signs of a column give its numbers."""
    kind = judge_heading(column.heading, identity).kind
    if kind in FOREIGN_KINDS | {ReadingKind.CHANGE, ReadingKind.PERCENT}:
        yield kind
    if column.is_signed:
        yield ReadingKind.CHANGE
