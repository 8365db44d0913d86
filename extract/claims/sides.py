"""Drop from the texts around a column those about another column, at one side of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.claims.owner import judge_around, judge_heading
from extract.meaning.known import FOREIGN_KINDS
from extract.phrases import compile_phrases
from extract.records import Identity
from extract.series.records import Series

LEFT_COLUMN, RIGHT_COLUMN = compile_phrases("left column"), compile_phrases("right column")
AT_LEFT, AT_RIGHT, BESIDE = (compile_phrases(each) for each in ("at the left", "at the right", "beside"))
LEVEL = ("row", "pillar")  # relations of numbers that stand above and below others, not beside them


def drop_texts_on_others(series: Series, found: Sequence[Series], identity: Identity) -> Series:
    """Drop the texts around a series on the right or left column of its presentation if it is another.

    A text on what stands ``till höger`` or ``bredvid``, which may be the whole table, is on another column
    only if that column's own heading makes it what the text says.
    """
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

    def is_on_another(text: str) -> bool:
        for named, at_side, edge in sides:
            if is_column and place != edge and named.search(text):
                return True
            at_edge = [each for each, x in zip(beside, places, strict=True) if x == edge != place]
            if at_side.search(text) and _is_said_of(text, at_edge, identity):
                return True
        others = [each for each, x in zip(beside, places, strict=True) if x != place]
        return BESIDE.search(text) is not None and _is_said_of(text, others, identity)

    around, above = (
        tuple(text for text in texts if not is_on_another(text)) for texts in (series.around, series.above)
    )
    return replace(series, around=around, above=above)


def _find_left(series: Series) -> float:
    return min(pair.number.word.x0 for pair in series.pairs.values())


def _is_said_of(text: str, columns: Sequence[Series], identity: Identity) -> bool:
    """Whether a text makes numbers what the heading of one of some columns makes these."""
    said = judge_around(text, identity)
    return (
        said is not None
        and said.kind in FOREIGN_KINDS
        and any(judge_heading(each.heading, identity).kind is said.kind for each in columns)
    )
