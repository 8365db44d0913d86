"""Join the series of tables and charts that are split into parts.

The parts of a table are two halves side by side or several tables below each other, with the areas as rows or
as columns; those of a chart are on consecutive pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from extract.instrument import AREA_NUMBERS
from extract.series.records import Block, Series

CHARTS = ("bar", "pillar")  # relations of numbers that the legend of a chart names


def join_halves(found: Sequence[Series]) -> Iterator[Series]:
    """Join the columns of two halves that together have all areas and have the same headings.

    A half without headings continues the columns of the other in their order. Tables below each other, whose
    columns may be at different places, need a heading each.
    """
    blocks: dict[Block, list[Series]] = defaultdict(list)
    for series in found:
        if series.relation == "column":
            blocks[series.block].append(series)
    yield from _join_charts([each for each in found if each.relation in CHARTS])
    yield from _join_parts([each for each in found if each.relation == "row" and not each.is_whole])
    for each in blocks.values():
        yield from _join_parts(each)
    for left in blocks.values():
        for right in blocks.values():
            if _stand_beside(left[0], right[0]):
                for one, other in _list_matching(left, right):
                    areas = sorted((*one.pairs, *other.pairs))
                    if areas == list(AREA_NUMBERS) and _stand_apart(one, other):
                        yield _join(one, other)


def _join_parts(columns: Sequence[Series]) -> Iterator[Series]:
    """Join the columns or rows of one heading in tables below each other, if they have each area once."""
    headed: dict[str, list[Series]] = defaultdict(list)
    for each in columns:
        headed[each.heading.casefold()].append(each)
    for heading, parts in headed.items():
        areas = sorted(area_no for part in parts for area_no in part.pairs)
        pages = {pair.page for part in parts for pair in part.pairs.values()}
        near = max(pages) - min(pages) <= 1
        if heading and len(parts) > 1 and areas == list(AREA_NUMBERS) and near:
            yield reduce(_join, parts)


def _join_charts(found: Sequence[Series]) -> Iterator[Series]:
    """Join the series with the same legend in charts on consecutive pages that together have each area once.

    Each chart must have all the series of the others, named in the same way, and at least two: what has one
    number for each area may as well be a list.
    """
    charts: dict[tuple[str, Block], list[Series]] = defaultdict(list)
    for series in found:
        if len({pair.page for pair in series.pairs.values()}) == 1:
            charts[series.relation, series.block].append(series)
    for parts in _list_runs(list(charts.values())):
        areas = sorted(area_no for part in parts for area_no in part[0].pairs)
        headings = [sorted(each.heading.casefold() for each in part) for part in parts]
        is_named = all(headings[0]) and len({*headings[0]}) == len(headings[0]) > 1
        if areas == list(AREA_NUMBERS) and is_named and all(each == headings[0] for each in headings):
            ordered = [sorted(part, key=lambda each: each.heading.casefold()) for part in parts]
            for at in range(len(headings[0])):
                same = [part[at] for part in ordered]
                if sorted(area_no for each in same for area_no in each.pairs) == areas:
                    yield reduce(_join, same)


def _list_runs(charts: Sequence[list[Series]]) -> Iterator[list[list[Series]]]:
    """Yield the charts on consecutive pages, of one relation, from each of them on."""
    for first in charts:
        run = [first]
        while True:
            page = _find_page(run[-1]) + 1
            following = [
                each for each in charts if _find_page(each) == page and each[0].relation == first[0].relation
            ]
            if len(following) != 1:
                break
            run.append(following[0])
            yield list(run)


def _find_page(chart: Sequence[Series]) -> int:
    return min(pair.page for pair in chart[0].pairs.values())


def _stand_beside(left: Series, right: Series) -> bool:
    """Whether the names of one half are to the right of those of the other, at their height on the page."""
    names, after = ([pair.label for pair in each.pairs.values() if pair.label] for each in (left, right))
    return (
        names[0].view is after[0].view
        and max(label.x1 for label in names) < min(label.x0 for label in after)
        and min(label.top for label in after) < max(label.bottom for label in names)
        and min(label.top for label in names) < max(label.bottom for label in after)
    )


def _list_matching(left: Sequence[Series], right: Sequence[Series]) -> Iterator[tuple[Series, Series]]:
    if len(left) == len(right) and not any(each.heading for each in right):
        yield from zip(left, right, strict=True)
        return
    for one in left:
        for other in right:
            if one.heading.casefold() == other.heading.casefold():
                yield one, other


def _stand_apart(left: Series, right: Series) -> bool:
    """Whether all numbers of one half are to the left of those of the other."""
    ends, starts = ([pair.number.word for pair in each.pairs.values()] for each in (left, right))
    return max(word.x1 for word in ends) < min(word.x0 for word in starts)


def _join(one: Series, other: Series) -> Series:
    return replace(
        one,
        pairs=dict(sorted({**one.pairs, **other.pairs}.items())),
        around=tuple(dict.fromkeys((*one.around, *other.around))),
        beside=tuple(dict.fromkeys((*one.beside, *other.beside))),
        above=tuple(dict.fromkeys((*one.above, *other.above))),
        below=tuple(dict.fromkeys((*one.below, *other.below))),
        between=(*one.between, *other.between),
        sums=(*one.sums, *other.sums),
    )
