"""Find series in the chapters of a report: numbers that have one relation to the heading of each area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median

from extract.instrument import AREA_NUMBERS
from extract.leads import SUM_AFTER
from extract.meaning.terms import find_statements
from extract.numbers import Number
from extract.page.words import LEADER, PageWords, find_once
from extract.series.aligned import has_own_names
from extract.series.around import list_notes, list_over
from extract.series.blocks import list_blocks
from extract.series.boxes import find_head
from extract.series.chapters import Section, list_chapters, list_lists, tie_chapters
from extract.series.columns import name_columns
from extract.series.headings import UNIT, describe, hide_other_number, name_numbers, name_under_units
from extract.series.ladders import Ladder
from extract.series.records import Block, Series
from extract.series.sheet import Cell, Sheet, find_once_for_number

NAMED_LINES = ("cell", "left", "line")  # relations of numbers to words on their lines
SAME_PLACE = 4.0  # points; largest difference between the positions of numbers in their chapters
TABLE_STEP = 2.7  # multiple of a number's height; largest distance between the rows of a table
LEAST_ROWS = 3
NEAR_HEADING = 9.0  # multiple of a heading's height; largest distance of its number
SAME_TYPE = 0.02  # share of the height; larger differences are of another type
LARGER = 1.15  # multiple of the usual height of the page's words; that of a heading is greater
HEADING_STEP = 1.6  # multiple of the height; largest distance between two lines of a heading
SHORT = 5  # words; a longer cell is a sentence
OWN_AREA = "@"  # the name of the chapter's area in the words of a relation
Slot = tuple[str, ...]
ACROSS: tuple[Callable[[Section, Number], float], ...] = (  # places of a number, from its heading or the page
    lambda section, number: number.word.x0 - section.heading.x0,
    lambda section, number: number.word.x1 - section.heading.x0,
    lambda section, number: number.word.x0 - section.heading.x_end,
    lambda _, number: (number.word.x0 + number.word.x1) / 2,
)


def find_sections(sheets: Sequence[Sheet]) -> list[Series]:
    """Find the series of the chapters, one for each relation that a number has in all of them."""
    found: list[Series] = []
    for at, sections in enumerate(list_chapters(sheets)):
        place = f"sections.{at}"
        slots = _sort_numbers(sections)
        for slot, by_area in slots.items():
            series = _make_series(place, slot, sections, by_area, slots)
            if series is not None:
                found.append(series)
        found += _find_placed(place, sections)
    for at, names in enumerate(list_lists(sheets)):
        slots = _sort_numbers(names)
        for slot, by_area in slots.items():
            if slot[0] in NAMED_LINES:
                series = _make_series(f"lines.{at}", slot, names, by_area, slots)
                found += [series] if series is not None else []
    for at, blocks in enumerate(list_blocks(sheets)):
        slots = _sort_numbers(blocks)
        for slot, by_area in slots.items():
            if slot[0] in (*NAMED_LINES, "row"):
                series = _make_series(f"blocks.{at}", slot, blocks, by_area, slots)
                found += [series] if series is not None else []
    apart = [each for each in found if len({pair.place for pair in each.pairs.values()}) == len(each.pairs)]
    return _drop_copies(apart)


def _sort_numbers(sections: Sequence[Section]) -> dict[Slot, dict[int, list[tuple[Sheet, Number]]]]:
    """Return the numbers of all sections by relation, and by area; nothing if no relation is in all."""
    told: dict[int, list[tuple[Slot, Sheet, Number]]] = {}
    common: set[Slot] = set()
    for section in sorted(sections, key=lambda each: len(each.numbers)):
        own = [(slot, *each) for each in section.numbers for slot in _list_slots(section, *each)]
        common = {slot for slot, _, _ in own if not told or slot in common}
        if not common:
            return {}
        told[section.area_no] = own
    slots: dict[Slot, dict[int, list[tuple[Sheet, Number]]]] = defaultdict(lambda: defaultdict(list))
    for section in sections:
        for slot, sheet, number in told[section.area_no]:
            slots[slot][section.area_no].append((sheet, number))
    return slots


def _list_slots(section: Section, sheet: Sheet, number: Number) -> Iterator[Slot]:
    """Yield the relations of a number: words in its cell, beside or above it, its row and column."""
    if _is_in_heading(section, sheet, number):
        yield "headline", ""
    own, left, above, right, below = (text.casefold() for text in describe(sheet, number))
    is_unit = own.startswith("#") and UNIT.match(own.removeprefix("#").strip())
    if _has_letters(own) and not is_unit:
        name = section.heading.label.casefold()
        words = own.replace(name, OWN_AREA)
        yield "cell", words.strip()
        bare = hide_other_number(words)
        if bare != words and len(bare.split()) <= SHORT:
            yield "cell", bare.strip()
        return
    head = find_head(section, sheet, number)
    if head:
        yield "headed", head.casefold()
    if _has_letters(left):
        yield "left", left
    elif not _is_tabular(sheet, number):
        for side, text in (("above", above), ("right", right), ("below", below)):
            if _has_letters(text) and ("#" not in text or UNIT.match(text)):
                yield side, text
    cells = sheet.list_cells(number.word.top, number.word.bottom)
    row = [cell for cell in cells if abs(cell.middle - number.word.middle) < 0.5 * number.word.height]
    row = sorted((cell for cell in row if section.left <= cell.x0 < section.right), key=lambda cell: cell.x0)
    names = [cell for cell in row if _has_letters(cell.text)]
    figures = [cell for cell in row if not _has_letters(cell.text) and cell.text != LEADER]
    named = len(names) == len(figures) == 1 and not names[0].is_prose
    if named and names[0].x1 <= number.word.x0:
        yield "line", names[0].text.casefold()
    if names and len(figures) > 1:
        place = next((at for at, cell in enumerate(figures) if number.word in cell.words), None)
        if place is not None:
            yield "row", _name_row(section, sheet, names[0]), str(place), str(len(figures))


def _name_row(section: Section, sheet: Sheet, cell: Cell) -> str:
    """Return the name of a row of a table, ``OWN_AREA`` if it only names the chapter's area again."""
    words = {id(word) for word in cell.words if _has_letters(word.text)}
    again = (
        words <= {id(word) for word in (*each.lead, *each.words)}
        for each in sheet.labels
        if each.area_no == section.area_no and each is not section.heading
    )
    return OWN_AREA if any(again) else cell.text.casefold()


@find_once
def _measure_usual(page: PageWords) -> float:
    return median(word.height for word in page.words)


def _is_in_heading(section: Section, sheet: Sheet, number: Number) -> bool:
    """Whether a number is set in the large type of the chapter's heading, in its line or the one below."""
    first = section.heading.words[0]
    if first.height < LARGER * _measure_usual(sheet.view):
        return False
    fall = number.word.middle - section.heading.words[-1].middle
    alike = abs(number.word.height - first.height) < SAME_TYPE * first.height
    return sheet is section.sheet and alike and -0.5 * first.height < fall < HEADING_STEP * first.height


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
    if slot[0] == "row" and slot[1] != OWN_AREA and not _is_sum(slot[1]):
        return None
    heading = name_numbers(list(chosen.values()))
    if slot[0] == "row":
        name = slot[1].replace(OWN_AREA, "")
        heading = f"{name} {_name_column(sections, chosen) or _name_first(sections, slot, slots)}".strip()
        if not heading:
            return None
    elif slot[1] not in heading.casefold():
        heading = f"{slot[1].replace(OWN_AREA, ' ')} {heading}"
    block = Block(place, ":".join(slot))
    around = _list_around(sections, chosen)
    series = tie_chapters("section", block, sections, chosen, heading, around)
    labels = [each[1] for each in slots if each[0] in NAMED_LINES]
    return replace(series, around=tuple(text for text in series.around if not _is_made_of(text, labels)))


def _is_sum(name: str) -> bool:
    return SUM_AFTER.fullmatch(name) is not None or any(
        each.value == "total" for each in find_statements(name)
    )


def _is_made_of(text: str, labels: Iterable[str]) -> bool:
    """Whether a text consists of the words of the lines below a name, joined to one passage."""
    rest = text.casefold()
    for label in sorted(labels, key=len, reverse=True):
        rest = rest.replace(label, " ")
    return not _has_letters(rest)


def _list_around(sections: Sequence[Section], numbers: Mapping[int, tuple[Sheet, Number]]) -> tuple[str, ...]:
    """List the texts above the first heading, those below it and the second one, and under the numbers."""
    first, second = sections[:2]
    heads = [Ladder({each.area_no: each.heading}, "down") for each in (first, second)]
    again = set(list_notes(second.sheet, heads[1], {}))
    under = [text for text in list_notes(first.sheet, heads[0], {}) if text in again]
    told = name_under_units(list(numbers.values()))
    return (*list_over(first.sheet, heads[0], {}), *under, *([told] if told else []))


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
    heads = name_columns(first.sheet, ladder, [{first.area_no: columns[other]} for other in order])
    return heads[order.index(slot)]


def _find_placed(place: str, sections: Sequence[Section]) -> Iterator[Series]:
    """Yield the numbers without own words that have one distance from every heading, or from its edge.

    Numbers beside headings of one and of two lines may have only their place across the page in common.
    """
    first = sections[0]
    seeds = [
        number
        for sheet, number in _list_near(first)
        if _distance(first, number) < NEAR_HEADING * first.heading.words[0].height
    ]
    for seed in seeds:
        best: dict[int, tuple[Sheet, Number]] = {}
        for across in ACROSS:
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
            heading = name_numbers(list(best.values()))
            yield tie_chapters("placed", block, sections, best, heading, _list_around(sections, best))


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


def _drop_copies(found: Iterable[Series]) -> list[Series]:
    """Keep one series for each set of numbers: the one with the longest heading."""
    kept: dict[frozenset[tuple[int, int, float, float]], Series] = {}
    for series in found:
        other = kept.get(series.places)
        if other is None or len(series.heading) > len(other.heading):
            kept[series.places] = series
    return list(kept.values())
