"""Find the chapters and lists of a report that have the eight areas in order, and cut them into sections."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.instrument import LONG_LABEL, find_named_areas
from extract.mentions import Mention
from extract.numbers import Number
from extract.page.words import PageWords
from extract.series.passages import find_titles, list_passages, place_in_text
from extract.series.records import Block, Pair, Series
from extract.series.sheet import Sheet

TIGHT = 4.5  # multiple of the names' height; names that are nearer to each other are rows of a list
LEAST_STEP = 1.5  # multiple of the names' height; least distance of names that have own lines below them
LEAST_SECTIONS = 8
LONGEST_TITLE = 16  # words of a title that names an area
OVER = 3.6  # multiple of a heading's height; a number so little above it may be its badge
SAME_EDGE = 4.0  # points between the left edges of names in one list
TILTED = 16.0  # points; the left edges of headings on images, each a little turned, differ by less


@dataclass(frozen=True)
class Section:
    """An area's chapter: its heading, and the numbers up to the next chapter with their sheets.

    ``over`` are numbers a little above the heading, which may be its badge or belong to the chapter before.
    ``begin`` and ``end`` are positions in the text, as ``place_in_text`` returns them. A block beside others
    has a ``left`` and a ``right`` edge.
    """

    heading: Mention
    sheet: Sheet
    numbers: tuple[tuple[Sheet, Number], ...]
    over: tuple[Number, ...]
    begin: tuple[float, float]
    end: tuple[float, float]
    left: float = float("-inf")
    right: float = float("inf")

    @property
    def area_no(self) -> int:
        """The number of the area."""
        return self.heading.area_no


def list_chapters(sheets: Sequence[Sheet], *, asked: bool = False) -> list[list[Section]]:
    """List the chains of chapters: headings in one size, one for each area in order, with text between them.

    With ``asked``, if no such headings are only names, titles and questions that name an area count too.
    """
    pages = [sheet for sheet in sheets if not sheet.is_contents and not sheet.view.turned]
    found = _cut_chains(_list_labels(sheets), sheets, _list_chains)
    if found or not asked:
        return found
    titled = [(sheet, head) for sheet in pages for head in _list_asking(sheet)]
    return _cut_chains(titled, sheets, _list_chains)


def tie_chapters(
    relation: str,
    block: Block,
    sections: Sequence[Section],
    numbers: Mapping[int, tuple[Sheet, Number]],
    heading: str = "",
    around: tuple[str, ...] = (),
    *,
    sums: tuple[tuple[Number, PageWords], ...] = (),
) -> Series:
    """Make the series of one number of each chapter, named by the chapters' headings."""
    labels = {section.area_no: section.heading for section in sections}
    pairs = {
        area_no: Pair(area_no, number, labels[area_no], sheet.view)
        for area_no, (sheet, number) in sorted(numbers.items())
    }
    place = sections[0].sheet.page + sections[0].heading.top / 10_000
    return Series(relation, block, pairs, heading, around, sums=sums, place=place)


def list_lists(sheets: Sequence[Sheet]) -> list[list[Section]]:
    """List the chains of names below each other, one for each area in order, with lines between them."""
    return _cut_chains(_list_labels(sheets), sheets, _list_tight)


def list_unordered(labels: Sequence[tuple[Sheet, Mention]]) -> Iterator[list[tuple[Sheet, Mention]]]:
    """Yield the runs that have each area once, as in a brochure that begins with the best area."""
    run: dict[int, tuple[Sheet, Mention]] = {}
    for sheet, label in labels:
        if label.area_no in run:
            run = {}
        run[label.area_no] = sheet, label
        if len(run) == LEAST_SECTIONS:
            yield [*run.values()]
            run = {}


def _list_labels(sheets: Sequence[Sheet]) -> list[tuple[Sheet, Mention]]:
    return [
        (sheet, label)
        for sheet in sheets
        if not sheet.is_contents and not sheet.view.turned
        for label in sheet.labels
    ]


def _cut_chains(
    labels: Sequence[tuple[Sheet, Mention]],
    sheets: Sequence[Sheet],
    list_chains: Callable[[Sequence[tuple[Sheet, Mention]]], Iterable[list[tuple[Sheet, Mention]]]],
) -> list[list[Section]]:
    styles: dict[tuple[str, int], list[tuple[Sheet, Mention]]] = defaultdict(list)
    for sheet, label in labels:
        for style in _list_styles(label):
            styles[style].append((sheet, label))
    found = []
    seen: set[tuple[int, ...]] = set()
    for own in styles.values():
        if len({label.area_no for _, label in own}) < LEAST_SECTIONS:
            continue
        labels = sorted(own, key=lambda each: (*place_in_text(each[0], each[1].x0, each[1].top), each[1].x0))
        for chain in list_chains(labels):
            key = tuple(id(label) for _, label in chain)
            if key not in seen:
                seen.add(key)
                found.append(_cut(chain, sheets))
    return found


def _list_asking(sheet: Sheet) -> Iterator[Mention]:
    """Find titles and questions that name one area among other words: ``Hur gick det för ”Effektivitet”?``"""
    titles = find_titles(sheet)
    asked = [
        each for each in list_passages(sheet) if each.text.endswith("?") and len(each.words) <= LONGEST_TITLE
    ]
    for title in (*titles, *(each for each in asked if each not in titles)):
        named = [areas for label, areas in find_named_areas(title.text).items() if len(label) >= LONG_LABEL]
        if len(named) == 1:
            yield Mention(named[0], named[0][0].name, title.words, (), True, (), sheet.view)


def _list_styles(label: Mention) -> Iterator[tuple[str, int]]:
    """Yield the styles of a heading: height and left edge, each rounded down and up, and being large.

    On an image, which may be tilted and is measured roughly, headings with their areas' numbers are alike,
    and so are those whose edges are not far apart.
    """
    height = label.words[0].height
    yield from dict.fromkeys((("height", int(height)), ("height", int(height + 0.5))))
    yield from dict.fromkeys((("edge", int(label.x0 / 6)), ("edge", int(label.x0 / 6 + 0.5) + 1000)))
    if height > 12:
        yield "large", 0
    if label.view.from_image:
        edge = label.x0 / TILTED
        yield from dict.fromkeys((("tilted", int(edge)), ("tilted", int(edge + 0.5) + 1000)))
        if label.lead:
            yield "numbered", 0


def _list_chains(labels: Sequence[tuple[Sheet, Mention]]) -> Iterator[list[tuple[Sheet, Mention]]]:
    """Yield the runs of names through all areas in order that are not rows of a list."""
    tight = {
        id(label)
        for at, (sheet, label) in enumerate(labels)
        for other_sheet, other in (*labels[max(at - 1, 0) : at], *labels[at + 1 : at + 2])
        if sheet is other_sheet
        and place_in_text(sheet, label.x0, label.top)[0] == place_in_text(sheet, other.x0, other.top)[0]
        and abs(other.top - label.top) < TIGHT * label.words[0].height
        and other.area_no != label.area_no
    }
    apart = [(sheet, label) for sheet, label in labels if id(label) not in tight]
    yield from list(_follow(apart)) or list_unordered(apart)


def _list_tight(labels: Sequence[tuple[Sheet, Mention]]) -> Iterator[list[tuple[Sheet, Mention]]]:
    """Yield the runs of names through all areas in order below each other on one page, with lines between."""
    for chain in _follow(labels):
        tops = [label.top for _, label in chain]
        lefts = [label.x0 for _, label in chain]
        is_list = len({sheet.page for sheet, _ in chain}) == 1 and max(lefts) - min(lefts) < SAME_EDGE
        steps = [after - before for before, after in itertools.pairwise(tops)]
        if is_list and min(steps) > LEAST_STEP * chain[0][1].words[0].height:
            yield chain


def _follow(labels: Sequence[tuple[Sheet, Mention]]) -> Iterator[list[tuple[Sheet, Mention]]]:
    """Yield the runs that have each area once and in order."""
    chain: list[tuple[Sheet, Mention]] = []
    for sheet, label in labels:
        if label.area_no == len(chain) + 1:
            chain.append((sheet, label))
        elif label.area_no == 1:
            chain = [(sheet, label)]
        if len(chain) == LEAST_SECTIONS:
            yield chain
            chain = []


def _cut(chain: Sequence[tuple[Sheet, Mention]], sheets: Sequence[Sheet]) -> list[Section]:
    sections = []
    starts: list[tuple[float, float]] = [
        place_in_text(sheet, label.x0, label.top - 0.6 * label.words[0].height) for sheet, label in chain
    ]
    pages = [page for page, _ in starts]
    longest = max((after - before for before, after in itertools.pairwise(pages)), default=0)
    starts.append((pages[-1] + max(longest, 1), float("inf")))
    placed = [
        (each, number, place_in_text(each, number.word.x0, number.word.top))
        for each in sheets
        if int(starts[0][0]) <= each.page <= starts[-1][0] and not each.view.turned
        for number in each.numbers
    ]
    for at, (sheet, label) in enumerate(chain):
        begin, end = starts[at], starts[at + 1]
        numbers = [(each, number) for each, number, place in placed if begin <= place < end]
        over = [
            number
            for number in sheet.numbers
            if 0 < begin[1] - number.word.top < OVER * max(label.words[0].height, number.word.height)
            and place_in_text(sheet, number.word.x0, number.word.top)[0] == begin[0]
        ]
        sections.append(Section(label, sheet, tuple(numbers), tuple(over), begin, end))
    return sections
