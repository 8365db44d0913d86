"""Propose all series of a document: numbers that have one relation to the areas' names, with their words."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.mentions import Mention
from extract.numbers import MOST_OPENS, Number, parse_number
from extract.page.words import PageWords, Word, find_once
from extract.series.aligned import find_aligned
from extract.series.around import list_beside, list_directly_above, list_notes, list_over
from extract.series.blocks import drop_questions
from extract.series.colour_words import name_colours
from extract.series.colours import are_bars, find_colour
from extract.series.columns import name_columns
from extract.series.formulas import find_sums_in_chapters
from extract.series.grouping import group_rows
from extract.series.halves import join_halves
from extract.series.headings import (
    find_one_colour,
    name_colour,
    name_numbers,
    name_row,
    says_something,
)
from extract.series.joined import join_sheets
from extract.series.ladders import Ladder, list_ladders
from extract.series.lines import SUM_LABEL
from extract.series.measures import Found
from extract.series.passages import Passage, find_titles, list_passages
from extract.series.records import Block, Pair, Series
from extract.series.sections import find_sections
from extract.series.sheet import Sheet
from extract.series.sums import find_main_area, is_total_line, list_all_sums, list_column, list_sums

HEAD_WORDS = 8  # words of a line of headings
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
    legends = _list_legends(sheet, aligned) or _list_colours_told(sheet, aligned, before)
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
        notes = _drop_heads(list_notes(sheet, ladder, numbers, [*between, *summed]), heads)
        others = [head for head in heads if head.casefold() not in words.casefold()]
        notes = tuple(note for note in notes if not _is_on_column(note, others))
        yield Series(
            relation,
            block,
            pairs,
            words,
            (*_drop_heads(list_over(sheet, ladder, numbers), heads), *notes),
            _drop_heads(list_beside(sheet, ladder, numbers), heads, words),
            tuple((number, sheet.view) for number in between),
            tuple((number, sheet.view) for number in summed),
            sheet.page + ladder.top / 10_000,
            above=_drop_heads(list_directly_above(sheet, ladder, numbers), heads),
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


def _list_legends(sheet: Sheet, aligned: Sequence[tuple[str, Found]]) -> list[str]:
    """List the words of the legend for each series; nothing without a legend.

    The entry left over is that of the one series left over.
    """
    legends = [
        name_colour(sheet, numbers) if _are_coloured(sheet, relation, numbers) else ""
        for relation, numbers in aligned
    ]
    named = {legend for legend in legends if legend}
    if not named:
        return []
    bare = [relation for (relation, _), legend in zip(aligned, legends, strict=True) if not legend]
    if len(named) != len(legends) - 1 or bare not in (["bar"], ["pillar"]):
        return legends
    lines = [line for line in sheet.lines if named & {cell.text for cell in line}]
    left = {cell.text for line in lines for cell in line if any(map(str.isalpha, cell.text))} - named
    if len(left) != 1 or len(lines) != 1:
        return legends
    rest = left.pop()
    return [legend or rest for legend in legends]


def _are_coloured(sheet: Sheet, relation: str, numbers: Found) -> bool:
    """Whether the colours of the shapes at numbers can tell series apart: those of bars, not of cells."""
    return relation in ("bar", "pillar") or (relation == "column" and are_bars(sheet.view, numbers.values()))


def _list_colours_told(sheet: Sheet, aligned: Sequence[tuple[str, Found]], before: Sheet | None) -> list[str]:
    """List the words that the text on the page or the end of the page before has for each series' colour."""
    colours = [
        find_one_colour(sheet, numbers) if _are_coloured(sheet, relation, numbers) else ""
        for relation, numbers in aligned
    ]
    shown = [colour for colour in colours if colour]
    if len(set(shown)) < 2:
        return ["" for _ in aligned]
    passages = [*(list_passages(before)[-1:] if before else ()), *list_passages(sheet)]
    told = dict(zip(shown, name_colours(shown, (each.text for each in passages)), strict=True))
    return [told.get(colour, "") for colour in colours]


def _stand_over(ladder: Ladder, numbers: Found) -> bool:
    """Whether every number is above its name and not beside it, so that it may be the area's before."""
    return all(number.word.bottom < ladder.labels[area_no].top + 1 for area_no, number in numbers.items())


def _drop_heads(around: Sequence[str], heads: Sequence[str], own: str = "") -> tuple[str, ...]:
    """Drop from the texts around a table those of its headings, which are about single columns or rows.

    They have the words of the ``own`` heading and those of others, or parts of words that are on two lines.
    """
    told, least = {word for head in heads for word in head.split()}, {*own.split()}
    return tuple(
        text
        for text in around
        if len(text.split()) > HEAD_WORDS
        or not {*text.split()} >= least
        or not all(word in told or _is_part(word, told) for word in text.split())
    )


def _is_part(piece: str, words: Iterable[str]) -> bool:
    """Whether a piece of text is the begin or the end of one of some words that is divided between lines."""
    begin = piece.removesuffix("-")
    is_end = piece.islower() and len(piece) > 2
    return any(
        (begin != piece and word.startswith(begin)) or (is_end and word.endswith(piece)) for word in words
    )


def _is_on_column(note: str, heads: Sequence[str]) -> bool:
    """Whether a sentence below a table begins with one of some headings and is about that column."""
    return any(
        note.casefold().startswith(f"{head.casefold()} ") for head in heads if any(map(str.isalpha, head))
    )


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
