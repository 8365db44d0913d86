"""Find series in the chapters of a report: numbers that have one relation to the heading of each area."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.instrument import AREA_NUMBERS, LONG_LABEL, list_labels, squeeze_text
from extract.meaning.terms import find_statements
from extract.mentions import Mention
from extract.numbers import Number
from extract.series.aligned import has_own_names
from extract.series.headings import UNIT, describe, head_columns, list_near, name_numbers
from extract.series.ladders import Ladder
from extract.series.passages import find_titles, list_over, list_passages, list_under, place_in_text
from extract.series.records import Block, Pair, Series
from extract.series.sheet import Sheet, find_once_for_number

TIGHT = 4.5  # multiple of the names' height; names that are nearer to each other are rows of a list
LEAST_SECTIONS = 8
LONGEST_TITLE = 16  # words of a title that names an area
OVER = 3.6  # multiple of a heading's height; a number so little above it may be its badge
SAME_PLACE = 4.0  # points; largest difference between the positions of numbers in their chapters
TABLE_STEP = 2.7  # multiple of a number's height; largest distance between the rows of a table
LEAST_ROWS = 3
NEAR_HEADING = 9.0  # multiple of a heading's height; largest distance of its number
NUMBERED_NAME = re.compile(r"^(?:(?:område|fokusområde|huvudområde|omr)\W*)?(?:\d[.:]?\s*)?@\W*")
Slot = tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """An area's chapter: its heading, and the numbers up to the next chapter with their sheets.

    ``over`` are numbers a little above the heading, which may be its badge or belong to the chapter before.
    ``begin`` and ``end`` are positions in the text, as ``place_in_text`` returns them.
    """

    heading: Mention
    sheet: Sheet
    numbers: tuple[tuple[Sheet, Number], ...]
    over: tuple[Number, ...]
    begin: tuple[float, float]
    end: tuple[float, float]

    @property
    def area_no(self) -> int:
        """The number of the area."""
        return self.heading.area_no


def find_sections(sheets: Sequence[Sheet]) -> list[Series]:
    """Find the series of the chapters, one for each relation that a number has in all of them."""
    found: list[Series] = []
    for at, sections in enumerate(list_chapters(sheets)):
        place = f"sections.{at}"
        slots: dict[Slot, dict[int, list[tuple[Sheet, Number]]]] = defaultdict(lambda: defaultdict(list))
        for section in sections:
            for sheet, number in section.numbers:
                for slot in _list_slots(section, sheet, number):
                    slots[slot][section.area_no].append((sheet, number))
        for slot, by_area in slots.items():
            series = _make_series(place, slot, sections, by_area, slots)
            if series is not None:
                found.append(series)
        found += _find_placed(place, sections)
    return _drop_copies(found)


def list_chapters(sheets: Sequence[Sheet], *, asked: bool = False) -> list[list[Section]]:
    """List the chains of chapters: headings in one size, one for each area in order, with text between them.

    With ``asked``, if no such headings are only names, titles and questions that name an area count too.
    """
    pages = [sheet for sheet in sheets if not sheet.is_contents and not sheet.view.turned]
    labels = [
        (sheet, label)
        for sheet in pages
        for label in sheet.labels
        if len(label.words) > 1 or not label.words[0].text.casefold().startswith("omr")
    ]
    found = _list_chapters(labels, sheets)
    if found or not asked:
        return found
    return _list_chapters([(sheet, head) for sheet in pages for head in _list_asking(sheet)], sheets)


def _list_chapters(labels: Sequence[tuple[Sheet, Mention]], sheets: Sequence[Sheet]) -> list[list[Section]]:
    styles: dict[tuple[str, int], list[tuple[Sheet, Mention]]] = defaultdict(list)
    for sheet, label in labels:
        for style in _list_styles(label):
            styles[style].append((sheet, label))
    found = []
    seen: set[tuple[int, ...]] = set()
    for style in styles:
        labels = sorted(
            styles[style], key=lambda each: (*place_in_text(each[0], each[1].x0, each[1].top), each[1].x0)
        )
        for chain in _list_chains(labels):
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
        squeezed = squeeze_text(title.text)
        named = [
            (label, areas)
            for label, areas in list_labels().items()
            if len(label) >= LONG_LABEL and label in squeezed
        ]
        longest = max((label for label, _ in named), key=len, default="")
        if longest and all(label in longest for label, _ in named):
            areas = dict(named)[longest]
            yield Mention(areas, areas[0].name, title.words, (), True, (), sheet.view)


def _list_styles(label: Mention) -> Iterator[tuple[str, int]]:
    """Yield the styles of a heading: height and left edge, each rounded down and up, and being large."""
    height = label.words[0].height
    yield from dict.fromkeys((("height", int(height)), ("height", int(height + 0.5))))
    yield from dict.fromkeys((("edge", int(label.x0 / 6)), ("edge", int(label.x0 / 6 + 0.5) + 1000)))
    if height > 12:
        yield "large", 0


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
    chain: list[tuple[Sheet, Mention]] = []
    for sheet, label in labels:
        if id(label) in tight:
            continue
        if label.area_no == len(chain) + 1:
            chain.append((sheet, label))
        elif label.area_no == 1 and len(chain) < LEAST_SECTIONS:
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
    for at, (sheet, label) in enumerate(chain):
        begin, end = starts[at], starts[at + 1]
        numbers = [
            (each, number)
            for each in sheets
            if int(begin[0]) <= each.page <= end[0] and not each.view.turned
            for number in each.numbers
            if begin <= place_in_text(each, number.word.x0, number.word.top) < end
        ]
        over = [
            number
            for number in sheet.numbers
            if 0 < begin[1] - number.word.top < OVER * label.words[0].height
            and place_in_text(sheet, number.word.x0, number.word.top)[0] == begin[0]
        ]
        sections.append(Section(label, sheet, tuple(numbers), tuple(over), begin, end))
    return sections


def _list_slots(section: Section, sheet: Sheet, number: Number) -> Iterator[Slot]:
    """Yield the relations of a number: words in its cell, beside or above it, its row and column."""
    own, left, above, right, below = (text.casefold() for text in describe(sheet, number))
    if _has_letters(own) and not UNIT.match(own.removeprefix("#").strip()):
        name = section.heading.label.casefold()
        yield "cell", NUMBERED_NAME.sub("@", own.replace(name, "@")).strip()
        return
    if _has_letters(left):
        yield "left", left
    elif not _is_tabular(sheet, number):
        for side, text in (("above", above), ("right", right), ("below", below)):
            if _has_letters(text) and ("#" not in text or UNIT.match(text)):
                yield side, text
    cells = sheet.list_cells(number.word.top, number.word.bottom)
    row = [cell for cell in cells if abs(cell.middle - number.word.middle) < 0.5 * number.word.height]
    row = sorted(row, key=lambda cell: cell.x0)
    names = [cell for cell in row if _has_letters(cell.text)]
    figures = [cell for cell in row if not _has_letters(cell.text)]
    if names and len(figures) > 1:
        place = next((at for at, cell in enumerate(figures) if number.word in cell.words), None)
        if place is not None:
            yield "row", names[0].text.casefold(), str(place), str(len(figures))


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _make_series(
    place: str,
    slot: Slot,
    sections: Sequence[Section],
    by_area: dict[int, list[tuple[Sheet, Number]]],
    slots: Mapping[Slot, dict[int, list[tuple[Sheet, Number]]]],
) -> Series | None:
    if set(by_area) != set(AREA_NUMBERS):
        return None
    chosen: dict[int, tuple[Sheet, Number]] = {}
    for area_no, numbers in by_area.items():
        if len({number.value for _, number in numbers}) != 1:
            return None
        chosen[area_no] = numbers[0]
    if slot[0] == "row" and not any(each.value == "total" for each in find_statements(slot[1])):
        return None
    if slot[0] in ("above", "right", "below") and has_own_names(chosen.values()):
        return None
    heading = name_numbers(list(chosen.values()))
    if slot[0] == "row":
        heading = f"{slot[1]} {_name_column(sections, chosen) or _name_first(sections, slot, slots)}".strip()
    elif slot[1] not in heading.casefold():
        heading = f"{slot[1].replace('@', ' ')} {heading}"
    return _tie("section", Block(place, ":".join(slot)), heading, sections, chosen)


def _tie(
    relation: str,
    block: Block,
    heading: str,
    sections: Sequence[Section],
    chosen: dict[int, tuple[Sheet, Number]],
) -> Series:
    labels = {section.area_no: section.heading for section in sections}
    pairs = {
        area_no: Pair(area_no, number, labels[area_no], sheet.view)
        for area_no, (sheet, number) in sorted(chosen.items())
    }
    first = sections[0]
    if not heading and relation != "placed":
        number = chosen[first.area_no][1]
        ladder = Ladder({first.area_no: first.heading}, "down")
        heading = head_columns(first.sheet, ladder, [{first.area_no: number}])[0]
    around = _list_around(sections)
    return Series(
        relation,
        block,
        pairs,
        heading,
        around,
        place=first.sheet.page + first.heading.top / 10_000,
        near=list_near(list(chosen.values())),
    )


def _list_around(sections: Sequence[Section]) -> tuple[str, ...]:
    """List the texts above the first heading, and those below it that are repeated below the second."""
    first, second = sections[:2]
    heads = [Ladder({each.area_no: each.heading}, "down") for each in (first, second)]
    again = set(list_under(second.sheet, heads[1], {}))
    under = [text for text in list_under(first.sheet, heads[0], {}) if text in again]
    return (*list_over(first.sheet, heads[0], {}), *under)


def _name_column(sections: Sequence[Section], chosen: dict[int, tuple[Sheet, Number]]) -> str:
    """Return the words above the column of sums if they are the same in every chapter; otherwise empty."""
    texts = set()
    for section in sections:
        sheet, number = chosen[section.area_no]
        same_page = [
            cell for cell in sheet.cells if cell.middle < number.word.top and _has_letters(cell.text)
        ]
        over = [
            cell
            for cell in same_page
            if cell.x0 < number.word.x1 + 2 and cell.x1 > number.word.x0 - 2 and len(cell.words) <= 3
        ]
        texts.add(over[-1].text if over else "")
    return texts.pop() if len(texts) == 1 else ""


def _name_first(
    sections: Sequence[Section], slot: Slot, slots: Mapping[Slot, dict[int, list[tuple[Sheet, Number]]]]
) -> str:
    """Return the heading of a column of sums in the first chapter."""
    first = sections[0]
    columns = {
        other: numbers[first.area_no][0][1]
        for other, numbers in slots.items()
        if other[:2] == slot[:2] and other[3:] == slot[3:] and first.area_no in numbers
    }
    order = list(columns)
    ladder = Ladder({first.area_no: first.heading}, "down")
    heads = head_columns(first.sheet, ladder, [{first.area_no: columns[other]} for other in order])
    return heads.get(order.index(slot), "")


def _find_placed(place: str, sections: Sequence[Section]) -> Iterator[Series]:
    """Yield the numbers without own words that have one distance from every heading, or from its edge."""
    first = sections[0]
    seeds = [
        number
        for sheet, number in _list_near(first)
        if _distance(first, number) < NEAR_HEADING * first.heading.words[0].height
    ]
    for seed in seeds:
        best: dict[int, tuple[Sheet, Number]] = {}
        for across in (_from_left, _from_right, _from_edge):
            chosen: dict[int, tuple[Sheet, Number]] = {}
            for section in sections:
                near = [
                    number
                    for _, number in _list_near(section)
                    if abs(across(section, number) - across(first, seed)) <= SAME_PLACE
                    and _is_level(first, seed, section, number)
                    and abs(number.word.height - seed.word.height) < 0.15 * seed.word.height
                ]
                if len(near) == 1:
                    chosen[section.area_no] = (section.sheet, near[0])
            if len(chosen) > len(best):
                best = chosen
        if set(best) == set(AREA_NUMBERS) and not has_own_names(best.values()):
            block = Block(place, f"placed.{seed.word.x0:.0f}.{seed.word.top:.0f}")
            yield _tie("placed", block, name_numbers(list(best.values())), sections, best)


def _list_near(section: Section) -> list[tuple[Sheet, Number]]:
    """List the numbers on the page of the heading that are not in a table."""
    sheet = section.sheet
    near = [number for each, number in section.numbers if each is sheet]
    return [(sheet, number) for number in (*near, *section.over) if not _is_tabular(sheet, number)]


@find_once_for_number
def _is_tabular(sheet: Sheet, number: Number) -> bool:
    """Whether a number is in a column of at least ``LEAST_ROWS`` numbers without words."""
    word = number.word
    column = sorted(
        other.word.middle
        for other in sheet.numbers
        if other.word.x0 < word.x1
        and other.word.x1 > word.x0
        and abs(other.word.height - word.height) < 1
        and len(sheet.cell_of[id(other.word)].words) == 1
    )
    at = min(range(len(column)), key=lambda i: abs(column[i] - word.middle), default=0)
    run = 1
    for step in (-1, 1):
        place = at
        while (
            0 <= place + step < len(column)
            and abs(column[place + step] - column[place]) < TABLE_STEP * word.height
        ):
            place += step
            run += 1
    return run >= LEAST_ROWS


def _distance(section: Section, number: Number) -> float:
    return max(number.word.top - section.heading.bottom, section.heading.top - number.word.bottom, 0)


def _is_level(first: Section, seed: Number, section: Section, number: Number) -> bool:
    one, other = seed.word.middle, number.word.middle
    edges = [(each.heading.top, each.heading.bottom) for each in (first, section)]
    (top, bottom), (other_top, other_bottom) = edges
    shifts = (top - other_top, bottom - other_bottom, (top + bottom - other_top - other_bottom) / 2)
    return any(abs(one - other - shift) <= SAME_PLACE for shift in shifts)


def _from_left(section: Section, number: Number) -> float:
    return number.word.x0 - section.heading.x0


def _from_right(section: Section, number: Number) -> float:
    return number.word.x1 - section.heading.x0


def _from_edge(section: Section, number: Number) -> float:
    return number.word.x0 - section.heading.x_end


def _drop_copies(found: Iterable[Series]) -> list[Series]:
    """Keep one series for each set of numbers: the one with the longest heading."""
    kept: dict[frozenset[tuple[int, int, float, float]], Series] = {}
    for series in found:
        other = kept.get(series.places)
        if other is None or len(series.heading) > len(other.heading):
            kept[series.places] = series
    return list(kept.values())
