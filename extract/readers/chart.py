"""Bar charts with printed values, lying or upright; legends say which bars are whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract.mentions import Mention, is_contents
from extract.numbers import Number, parse_numbers
from extract.page.words import PageWords, Shape, cover_boxes
from extract.readers.bars import match_lying, match_upright, read_legend
from extract.readers.columns import is_prose
from extract.readers.context import find_title, is_foreign, understand_title
from extract.readers.layout import tell_layout
from extract.readers.making import make_reading
from extract.readers.rows import Block, find_blocks
from extract.readers.slots import Slots, find_slots, list_numbers
from extract.records import Box, Identity, Reading, ReadingKind
from extract.vocabulary import Meaning, understand_heading

LEAST_AREAS = 4
TALLEST = 420.0  # points from the labels of a chart to the top of its bars
FARTHEST_TITLE = 260.0
Bar = tuple[Mention, Number, Shape | None]


def read_charts(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """A reading for every number printed at a bar of a chart of areas."""
    by_page: dict[int, list[PageWords]] = {}
    for page in pages:
        by_page.setdefault(page.number, []).append(page)
    for number, views in by_page.items():
        if is_contents(views[0]):
            continue
        charts = [*_find_lying(views), *_find_upright(views)]
        for index, (bars, editions) in enumerate(charts):
            yield from _read_chart(views, bars, editions, f"chart:{number}:{index}", identity)


def _find_lying(views: Sequence[PageWords]) -> Iterator[tuple[list[Bar], tuple[int, ...]]]:
    for view in views:
        for block in find_blocks(view):
            layout = tell_layout(block)
            if layout in ("bars", "bare") or (layout == "ragged" and _has_single_numbers(block)):
                bars = _list_lying(view, block)
                if layout == "bare" and any(shape is None for _, _, shape in bars):
                    continue
                if len({mention.area_no for mention, _, _ in bars}) >= LEAST_AREAS:
                    yield bars, block.editions


def _has_single_numbers(block: Block) -> bool:
    return all(len(row.numbers) == 1 for row in block.area_rows)


def _list_lying(view: PageWords, block: Block) -> list[Bar]:
    middles = [(each.top + each.bottom) / 2 for each in block.mentions]
    steps = [after - middle for middle, after in pairwise(middles)] or [40.0]
    half = min(steps) / 2
    found: list[tuple[Mention, Number]] = []
    for line in view.lines():
        inside = [word for word in line if block.left <= word.x0 < block.right]
        for number in parse_numbers(inside):
            near = min(range(len(middles)), key=lambda at: abs(middles[at] - number.word.middle))
            mention = block.mentions[near]
            if abs(middles[near] - number.word.middle) < half and number.word.x0 > mention.x1:
                found.append((mention, number))
    shapes = match_lying(view, [number for _, number in found])
    if not shapes:
        return [(mention, number, None) for mention, number in found]
    return [(mention, number, shapes[at]) for at, (mention, number) in enumerate(found) if at in shapes]


def _find_upright(views: Sequence[PageWords]) -> Iterator[tuple[list[Bar], tuple[int, ...]]]:
    numbers = [number for number in list_numbers(views) if not number.percent]
    for slots in find_slots(views):
        if not slots.is_even:
            continue
        bars = _list_upright(views[0], slots, numbers)
        if len({mention.area_no for mention, _, _ in bars}) >= LEAST_AREAS:
            yield bars, slots.editions


def _list_upright(view: PageWords, slots: Slots, numbers: Sequence[Number]) -> list[Bar]:
    label_words = {id(word) for each in slots.mentions for word in (*each.words, *each.lead)}
    above: list[tuple[Mention, Number]] = []
    for number in numbers:
        place = slots.find_place(number)
        if place is None or id(number.word) in label_words:
            continue
        if slots.box.top - TALLEST < number.box.bottom <= slots.box.top + 4:
            above.append((slots.mentions[place], number))
    shapes = match_upright(view, [number for _, number in above])
    return [(mention, number, shapes[at]) for at, (mention, number) in enumerate(above) if at in shapes]


def _read_chart(
    views: Sequence[PageWords],
    bars: Sequence[Bar],
    editions: tuple[int, ...],
    name: str,
    identity: Identity,
) -> Iterator[Reading]:
    view = views[0]
    place = cover_boxes([*(number.box for _, number, _ in bars), *(mention.box for mention, _, _ in bars)])
    title = find_chart_title(view, place)
    legend = read_legend(view, place)
    counts = Counter(mention.area_no for mention, _, _ in bars)
    single = set(counts.values()) == {1}
    for series, (meaning, words, members) in enumerate(_split_series(bars, legend, title, single, identity)):
        for mention, number in members:
            yield make_reading(
                "chart",
                number,
                meaning,
                page=view.number,
                group=f"{name}:{series}",
                area_no=mention.area_no,
                label=mention.label,
                words=words,
                editions=editions,
                from_image=view.from_image,
            )


def _split_series(
    bars: Sequence[Bar], legend: Mapping[str, str], title: str, single: bool, identity: Identity
) -> Iterator[tuple[Meaning, str, list[tuple[Mention, Number]]]]:
    colours = {shape.colour for _, _, shape in bars if shape}
    told = {colour: legend[colour] for colour in colours if colour in legend}
    if told and len(told) >= len(colours) - 1:
        for colour in sorted(colours):
            words = told.get(colour, "")
            members = [
                (mention, number) for mention, number, shape in bars if shape and shape.colour == colour
            ]
            known = {mention.area_no for mention, _ in members}
            meaning = _understand_legend(words, title, identity)
            yield meaning if len(known) == len(members) else Meaning(ReadingKind.UNKNOWN), words, members
        return
    if single:
        meaning = understand_title(title, identity)
        if is_foreign(title, identity):
            meaning = Meaning(ReadingKind.OTHER)
        yield meaning, title, [(mention, number) for mention, number, _ in bars]
        return
    turns: dict[int, int] = {}
    by_turn: dict[int, list[tuple[Mention, Number]]] = {}
    for mention, number, _ in sorted(bars, key=lambda bar: (bar[1].box.x0, bar[1].box.top)):
        turn = turns.get(mention.area_no, 0)
        turns[mention.area_no] = turn + 1
        by_turn.setdefault(turn, []).append((mention, number))
    for members in by_turn.values():
        yield Meaning(ReadingKind.UNKNOWN), "", members


def _understand_legend(words: str, title: str, identity: Identity) -> Meaning:
    meaning = understand_heading(words, identity) if words else Meaning(ReadingKind.UNKNOWN)
    if meaning.kind is ReadingKind.SCORE and not meaning.named and is_foreign(title, identity):
        return Meaning(ReadingKind.OTHER)
    return meaning


def find_chart_title(view: PageWords, place: Box) -> str:
    """The nearest title above a chart, or else just below it."""
    below: list[str] = []
    for line in reversed(view.lines()):
        text = " ".join(word.text for word in line)
        if line[0].top > place.bottom - 4:
            if line[0].top - place.bottom < 60:
                below.insert(0, text)
            continue
        if line[0].bottom > place.top + 4 or not any(word.text[:1].isalpha() for word in line):
            continue
        if place.top - line[0].bottom > FARTHEST_TITLE or is_prose(line):
            break
        return text
    above = [line for line in view.lines() if line[0].bottom <= place.top + 4]
    introducing = find_title(above, place.top)
    return introducing or next((text for text in below if any(each.isalpha() for each in text)), "")
