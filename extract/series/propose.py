"""Propose all series of a document: numbers that have one relation to the areas' names, with their words."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.mentions import Mention
from extract.numbers import MOST_OPENS, Number, parse_number
from extract.page.words import PageWords, Word, find_once
from extract.series.aligned import find_aligned
from extract.series.around import (
    drop_heads,
    is_on_column,
    list_beside,
    list_directly_above,
    list_notes,
    list_over,
)
from extract.series.blocks import drop_questions
from extract.series.colours import find_colour
from extract.series.columns import name_columns
from extract.series.formulas import find_sums_in_chapters
from extract.series.grouping import group_rows
from extract.series.halves import join_halves
from extract.series.headings import (
    name_numbers,
    name_row,
    says_something,
)
from extract.series.joined import join_sheets
from extract.series.ladders import Ladder, list_ladders
from extract.series.legends import list_colours_told, list_legends
from extract.series.lines import SUM_LABEL
from extract.series.measures import Found
from extract.series.passages import Passage, find_titles
from extract.series.records import Block, Pair, Series
from extract.series.sections import find_sections
from extract.series.sheet import Sheet
from extract.series.sums import find_main_area, is_total_line, list_all_sums, list_column, list_sums

FOOT_STEP = 4.2  # multiple of the names' height; largest distance between two rows of one table
LEAST_IN_ROW = 3


def propose_series(sheets: Sequence[Sheet]) -> list[Series]:
    """List the series of all sheets, by page and position, and then those of the chapters.

    A table that continues on the next page gives one series for each column.
    """
    found: list[Series] = []
    titles = list(_list_titles(sheets))
    before: Sheet | None = None
    for sheet in sheets:
        if sheet.is_contents:
            continue
        found += [_add_title(series, titles) for series in _read_sheet(sheet, before)]
        before = before if sheet.view.turned else sheet
    whole = [each.places for each in found if each.is_whole]
    for joined in join_sheets(sheets):
        ladders = [ladder for ladder in list_ladders(joined.sheet) if joined.concerns(ladder)]
        for at, ladder in enumerate(ladders):
            read = map(
                joined.translate, _read_ladder(joined.sheet, ladder, Block(f"{joined.sheet.page}+", str(at)))
            )
            found += [_add_title(series, titles) for series in read if not _ends_whole_table(series, whole)]
    proposed = _drop_parts([*found, *join_halves(found)])
    of_chapters = find_sections(sheets)
    return [
        *drop_questions(proposed, of_chapters, sheets),
        *of_chapters,
        *find_sums_in_chapters(sheets),
    ]


def _ends_whole_table(series: Series, whole: Iterable[frozenset[tuple[int, int, float, float]]]) -> bool:
    """Whether a series on two pages has the end of a table on one of them that has all areas there."""
    parts = [
        frozenset(place for place in series.places if place[1] == page)
        for page in {place[1] for place in series.places}
    ]
    return len(parts) > 1 and any(part < each for part in parts for each in whole)


def _read_sheet(sheet: Sheet, before: Sheet | None) -> list[Series]:
    """Read the ladders of a page. The result is stored with the page and reused."""
    key = "series", id(before)
    if key not in sheet.found:
        name = f"{sheet.page}.{sheet.view.angle}"
        read = [
            series
            for at, ladder in enumerate(list_ladders(sheet))
            for series in _read_ladder(sheet, ladder, Block(name, str(at)), before)
        ]
        sheet.found[key] = before, read
    found: list[Series] = sheet.found[key][1]
    return found


def _list_titles(sheets: Sequence[Sheet]) -> Iterator[tuple[int, Passage]]:
    """Yield the titles of the upright pages, each with its page."""
    for sheet in sheets:
        if not sheet.is_contents and not sheet.view.turned:
            yield from ((sheet.page, title) for title in find_titles(sheet))


def _add_title(series: Series, titles: Sequence[tuple[int, Passage]]) -> Series:
    """Add to the texts around a series the last title before it, on its page or an earlier one."""
    first = min(series.pairs.values(), key=lambda pair: (pair.page, pair.number.word.top))
    words = [pair.number.word for pair in series.pairs.values() if pair.page == first.page]
    right, top = max(word.x1 for word in words), min(word.top for word in words)
    before = [
        title.text
        for page, title in titles
        if page < first.page
        or (page == first.page and not first.view.turned and title.bottom <= top + 1 and title.x0 < right)
    ]
    return replace(series, around=(*series.around, before[-1])) if before else series


def _drop_parts(found: Sequence[Series]) -> list[Series]:
    kept: list[Series] = []
    keys: list[frozenset[tuple[int, int, float, float]]] = []
    for series in sorted(found, key=lambda each: (-len(each.pairs), not each.heading, len(each.between))):
        key = series.places
        if not any(key <= other for other in keys):
            kept.append(series)
            keys.append(key)
    return sorted(kept, key=lambda each: each.place)


def _read_ladder(sheet: Sheet, ladder: Ladder, block: Block, before: Sheet | None = None) -> Iterator[Series]:
    aligned = [
        ("displaced" if relation == "column" and _stand_below(ladder, numbers) else relation, numbers)
        for relation, numbers in find_aligned(sheet, ladder)
    ]
    headed = [numbers for relation, numbers in aligned if relation in ("column", "row")]
    if ladder.shape == "across":
        heads = [name_row(sheet, numbers.values()) for numbers in headed]
    else:
        heads = name_columns(sheet, ladder, headed) if headed else []
        heads = [
            head or _name_below(sheet, ladder, numbers, headed)
            for head, numbers in zip(heads, headed, strict=True)
        ]
    own_heads = iter(heads)
    bars = [number for relation, numbers in aligned if relation == "bar" for number in numbers.values()]
    legends = list_legends(sheet, aligned) or list_colours_told(sheet, aligned, before)
    sums = list_sums(sheet, ladder, aligned)
    for (relation, numbers), legend, summed in zip(aligned, legends, sums, strict=True):
        words = next(own_heads) if relation in ("column", "row") else ""
        if legend.casefold() not in words.casefold():
            words = f"{words} {legend}".strip()
        bare = relation == "column" and not says_something(words) and not _stand_over(ladder, numbers)
        if bare or relation not in ("column", "row") or (relation == "row" and not words):
            words = f"{words} {name_numbers([(sheet, number) for number in numbers.values()])}".strip()
        if relation == "displaced" and not says_something(words):
            words = _name_rows(sheet, numbers)
        if relation == "bar" and not says_something(words):
            words = name_columns(sheet, ladder, [numbers])[0]
        pairs = {
            area_no: Pair(
                area_no, _add_most(number, ladder.labels[area_no]), ladder.labels[area_no], sheet.view
            )
            for area_no, number in sorted(numbers.items())
        }
        between = list(_list_between(sheet, ladder, relation, numbers, bars))
        notes = drop_heads(list_notes(sheet, ladder, numbers, [*between, *summed]), heads)
        others = [head for head in heads if head.casefold() not in words.casefold()]
        notes = tuple(note for note in notes if not is_on_column(note, others))
        yield Series(
            relation,
            block,
            pairs,
            words,
            (*drop_heads(list_over(sheet, ladder, numbers), heads), *notes),
            drop_heads(list_beside(sheet, ladder, numbers), heads, words),
            tuple((number, sheet.view) for number in between),
            tuple((number, sheet.view) for number in summed),
            sheet.page + ladder.top / 10_000,
            above=drop_heads(list_directly_above(sheet, ladder, numbers), heads),
            below=notes,
        )


def _name_below(sheet: Sheet, ladder: Ladder, numbers: Found, headed: Sequence[Found]) -> str:
    """Return the heading of a column that begins below the first name, as in one of several small tables."""
    if min(ladder.labels[area_no].top for area_no in numbers) <= ladder.top:
        return ""
    part = Ladder({area_no: ladder.labels[area_no] for area_no in numbers}, ladder.shape)
    beside = [{no: each[no] for no in numbers if no in each} for each in headed]
    columns = [each for each in beside if each]
    return name_columns(sheet, part, columns)[columns.index(dict(numbers))]


def _name_rows(sheet: Sheet, numbers: Found) -> str:
    """Return the words before each of several rows of numbers if they are the same; otherwise empty."""
    rows = group_rows(numbers.values())
    names = {name_row(sheet, row) for row in rows}
    whole = all(len(row) >= LEAST_IN_ROW for row in rows)
    return names.pop() if whole and len(names) == 1 else ""


def _stand_over(ladder: Ladder, numbers: Found) -> bool:
    """Whether every number is above its name and not beside it, so that it may be the area's before."""
    return all(number.word.bottom < ladder.labels[area_no].top + 1 for area_no, number in numbers.items())


def _add_most(number: Number, label: Mention) -> Number:
    """Return the number with the maximum in brackets directly after the area's name."""
    opens = len(label.after) > 1 and MOST_OPENS.match(label.after[0].text)
    most = parse_number(label.after[1]) if opens else None
    if number.ratio_max is not None or most is None or most.word is number.word:
        return number
    return replace(number, ratio_max=most.value)


def _stand_below(ladder: Ladder, numbers: Found) -> bool:
    """Whether every number is below its name and not beside it, so that they are no column with a heading."""
    return all(number.word.top > ladder.labels[area_no].bottom - 1 for area_no, number in numbers.items())


def _list_between(
    sheet: Sheet, ladder: Ladder, relation: str, numbers: Found, bars: Sequence[Number]
) -> Iterator[Number]:
    may_be_row = relation == "bar" and not all(find_colour(sheet.view, each) for each in numbers.values())
    if not (relation == "column" or may_be_row or (relation == "displaced" and ladder.shape == "down")):
        return
    own = {id(number.word) for number in (bars if relation == "bar" else numbers.values())}
    summed = {id(each.word) for each in list_all_sums(sheet, ladder, relation, numbers)}
    set_aside = _list_sum_words(sheet.view) | summed
    tops = [number.word.top for number in numbers.values()]
    first, last = min(tops), max(tops)
    foot = last
    others = [label.top for label in sheet.labels if label.top > last and label not in ladder.labels.values()]
    end = min(others, default=float("inf"))
    rows = group_rows(list_column(sheet, numbers))
    for number in itertools.chain(*(row for row in rows if own.isdisjoint(id(each.word) for each in row))):
        top = number.word.top
        if number.percent or top < first:
            continue
        if top > last and (
            top - foot > FOOT_STEP * ladder.height or top >= end or not _has_label(sheet, number)
        ):
            return
        if id(number.word) in set_aside:
            if top > last:
                return
            continue
        foot = max(top, foot)
        yield number


@find_once
def _list_sum_words(view: PageWords) -> frozenset[int]:
    """Return the identities of the words on lines that give a sum or a main area's points."""
    return frozenset(id(word) for line in view.lines() if _is_sum_line(line) for word in line)


def _has_label(sheet: Sheet, number: Number) -> bool:
    return any(
        cell.x1 < number.word.x0
        and abs(cell.middle - number.word.middle) < 0.5 * number.word.height
        and any(map(str.isalpha, cell.text))
        for cell in sheet.list_cells(number.word.top, number.word.bottom)
    )


def _is_sum_line(words: Sequence[Word]) -> bool:
    """Whether a line has a total or the points of a main area."""
    if find_main_area(words):
        return True
    text = " ".join(word.text for word in words if not word.text[:1].isdigit())
    return SUM_LABEL.match(text) is not None or is_total_line(words)
