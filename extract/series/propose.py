"""All series of a document: what each relation ties together, with its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.instrument import MAIN_AREAS, squeeze_text
from extract.meaning.terms import find_statements
from extract.numbers import Number
from extract.page.words import PageWords, Word, find_once
from extract.phrases import compile_phrases
from extract.series.aligned import find_aligned
from extract.series.formulas import find_sums_in_chapters
from extract.series.headings import head_columns, name_colour, name_numbers, name_row, says_something
from extract.series.joined import join_sheets
from extract.series.ladders import Ladder, list_ladders
from extract.series.measures import SAME_LINE, Found
from extract.series.passages import find_titles, list_around, list_beside
from extract.series.records import Block, Pair, Series
from extract.series.sections import find_sections
from extract.series.sheet import Sheet

FOOT_STEP = 4.2  # times the height between rows of one table
ALL_AREAS = compile_phrases("all areas")
LEAST_IN_ROW = 3
SUM_BELOW = 30.0  # times the height below the last name


def propose_series(sheets: Sequence[Sheet]) -> list[Series]:
    """The series of all sheets, the parts of a table on two pages joined."""
    found: list[Series] = []
    title = ""
    for sheet in sheets:
        if sheet.is_contents:
            continue
        titles = find_titles(sheet)
        for at, ladder in enumerate(list_ladders(sheet)):
            over = [each.text for each in titles if each.bottom <= ladder.top + 1 and not sheet.view.turned]
            named = over[-1] if over else title
            for series in _read_ladder(sheet, ladder, Block(f"{sheet.page}.{sheet.view.angle}", str(at))):
                found.append(replace(series, around=(*series.around, named)) if named else series)
        title = titles[-1].text if titles and not sheet.view.turned else title
    for joined in join_sheets(sheets):
        ladders = [ladder for ladder in list_ladders(joined.sheet) if joined.concerns(ladder)]
        for at, ladder in enumerate(ladders):
            read = _read_ladder(joined.sheet, ladder, Block(f"{joined.sheet.page}+", str(at)))
            found += [joined.translate(series) for series in read]
    return [*_drop_parts(found), *find_sections(sheets), *find_sums_in_chapters(sheets)]


def _drop_parts(found: Sequence[Series]) -> list[Series]:
    kept: list[Series] = []
    keys: list[frozenset[tuple[int, int, float, float]]] = []
    for series in sorted(found, key=lambda each: (-len(each.pairs), not each.heading, len(each.between))):
        key = series.places
        if not any(key <= other for other in keys):
            kept.append(series)
            keys.append(key)
    return sorted(kept, key=lambda each: each.place)


def _read_ladder(sheet: Sheet, ladder: Ladder, block: Block) -> Iterator[Series]:
    aligned = [
        ("displaced" if relation == "column" and _stand_below(ladder, numbers) else relation, numbers)
        for relation, numbers in find_aligned(sheet, ladder)
    ]
    columns = [numbers for relation, numbers in aligned if relation == "column"]
    heads = head_columns(sheet, ladder, columns) if columns else {}
    legends = _list_legends(sheet, aligned)
    at = 0
    for (relation, numbers), legend in zip(aligned, legends, strict=True):
        words = ""
        if relation == "column":
            words = heads.get(at, "")
            at += 1
        elif relation == "row":
            words = name_row(sheet, numbers)
        if legend.casefold() not in words.casefold():
            words = f"{words} {legend}".strip()
        if relation not in ("column", "row") or (relation == "row" and not words):
            words = f"{words} {name_numbers([(sheet, number) for number in numbers.values()])}".strip()
        if relation == "displaced" and not says_something(words):
            words = _name_rows(sheet, numbers)
        if relation == "bar" and not says_something(words):
            words = head_columns(sheet, ladder, [numbers])[0]
        pairs = {
            area_no: Pair(area_no, number, ladder.labels[area_no], sheet.view)
            for area_no, number in sorted(numbers.items())
        }
        yield Series(
            relation,
            block,
            pairs,
            words,
            list_around(sheet, ladder, numbers),
            list_beside(sheet, ladder, numbers),
            tuple((number, sheet.view) for number in _list_between(sheet, ladder, relation, numbers)),
            tuple((number, sheet.view) for number in _list_sums(sheet, ladder, relation, numbers)),
            sheet.page + ladder.top / 10_000,
        )


def _name_rows(sheet: Sheet, numbers: Found) -> str:
    """What stands before each of several rows that numbers stand in, where it is the same; or nothing."""
    rows: list[Found] = []
    for area_no, number in sorted(numbers.items(), key=lambda each: each[1].word.middle):
        level = next(iter(rows[-1].values())).word.middle if rows else float("-inf")
        if number.word.middle - level > SAME_LINE * number.word.height:
            rows.append({})
        rows[-1][area_no] = number
    names = {name_row(sheet, row) for row in rows if len(row) >= LEAST_IN_ROW}
    whole = all(len(row) >= LEAST_IN_ROW for row in rows)
    return names.pop() if whole and len(names) == 1 else ""


def _list_legends(sheet: Sheet, aligned: Sequence[tuple[str, Found]]) -> list[str]:
    """The words of the legend for each series; the entry left over is that of the one series left over."""
    legends = [
        name_colour(sheet, numbers) if relation in ("bar", "pillar", "column") else ""
        for relation, numbers in aligned
    ]
    named = {legend for legend in legends if legend}
    bare = [relation for (relation, _), legend in zip(aligned, legends, strict=True) if not legend]
    if not named or len(named) != len(legends) - 1 or bare not in (["bar"], ["pillar"]):
        return legends
    lines = [line for line in sheet.lines if named & {cell.text for cell in line}]
    left = {cell.text for line in lines for cell in line if any(map(str.isalpha, cell.text))} - named
    if len(left) != 1 or len(lines) != 1:
        return legends
    rest = left.pop()
    return [legend or rest for legend in legends]


def _stand_below(ladder: Ladder, numbers: Found) -> bool:
    """Whether every number stands under its name and not beside it: no column with a heading."""
    return all(number.word.top > ladder.labels[area_no].bottom - 1 for area_no, number in numbers.items())


def _column_of(sheet: Sheet, numbers: Found) -> list[Number]:
    words = [number.word for number in numbers.values()]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    return [n for n in sheet.numbers if n.word.x0 < right - 1 and n.word.x1 > left + 1]


def _list_between(sheet: Sheet, ladder: Ladder, relation: str, numbers: Found) -> Iterator[Number]:
    if relation != "column" and not (relation == "displaced" and ladder.shape == "down"):
        return
    own = {id(number.word) for number in numbers.values()}
    summed = {id(each.word) for each in _list_all_sums(sheet, ladder, relation, numbers)}
    set_aside = _list_sum_words(sheet.view) | summed
    tops = [number.word.top for number in numbers.values()]
    others = [
        label.top for label in sheet.labels if label not in ladder.labels.values() and label.top > max(tops)
    ]
    end = min(others, default=float("inf"))
    last = max(tops)
    for number in sorted(_column_of(sheet, numbers), key=lambda each: each.word.top):
        top = number.word.top
        if id(number.word) in own or number.percent or top < min(tops):
            continue
        if top > max(tops) and (
            top - last > FOOT_STEP * ladder.height or top >= end or not _has_label(sheet, number)
        ):
            return
        if id(number.word) in set_aside:
            if top > max(tops):
                return
            continue
        last = max(top, last)
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


def _line_near(sheet: Sheet, number: Number) -> list[Word]:
    """The words of the line next above a number that stands alone on its own."""
    word = number.word
    above = [line for line in sheet.view.lines() if 0 < word.middle - line[0].middle < 2 * word.height]
    return list(above[-1]) if above else []


def _find_name_line(sheet: Sheet, ladder: Ladder, numbers: Found, number: Number) -> Sequence[Word]:
    """The words of the line that stands as far over a number as the areas' names over theirs, if they do."""
    falls = sorted(each.word.middle - ladder.labels[area_no].bottom for area_no, each in numbers.items())
    if falls[0] < 0 or falls[-1] - falls[0] > SAME_LINE * ladder.height:
        return ()
    foot = number.word.middle - falls[0]
    lines = [line for line in sheet.view.lines() if abs(line[0].bottom - foot) <= SAME_LINE * ladder.height]
    return lines[0] if lines else ()


def _is_total_line(words: Sequence[Word]) -> bool:
    """Whether a line begins as a sum does."""
    text = " ".join(word.text for word in words)
    statements = find_statements(text)
    is_stated = bool(statements) and statements[0].start <= 2 and statements[0].value == "total"
    return is_stated or ALL_AREAS.match(text) is not None


def _is_sum_line(words: Sequence[Word]) -> bool:
    """Whether a line gives a sum or a main area's points."""
    text = " ".join(word.text for word in words if not word.text[:1].isdigit())
    squeezed = squeeze_text(text)
    if any(squeezed.startswith(squeeze_text(name)) for name in MAIN_AREAS):
        return True
    return _is_total_line(words)


def _list_sums(sheet: Sheet, ladder: Ladder, relation: str, numbers: Found) -> Iterator[Number]:
    """The numbers in rows of sums under or over a series, in brackets only where its own numbers are."""
    bracketed = {number.bracketed for number in numbers.values()}
    yield from (
        each for each in _list_all_sums(sheet, ladder, relation, numbers) if each.bracketed in bracketed
    )


def _list_all_sums(sheet: Sheet, ladder: Ladder, relation: str, numbers: Found) -> Iterator[Number]:
    if ladder.shape == "down" and relation in ("column", "displaced"):
        for number in _column_of(sheet, numbers):
            below = number.word.top - ladder.bottom
            if (
                -1 < below < SUM_BELOW * ladder.height
                or -1 < ladder.top - number.word.bottom < SUM_BELOW * ladder.height
            ):
                line = [w for w in sheet.view.words if abs(w.middle - number.word.middle) < 0.5 * w.height]
                line = [w for w in sorted(line, key=lambda w: w.x0) if w.x0 < number.word.x0]
                is_bare = not any(map(str.isalpha, "".join(w.text for w in line)))
                head = (
                    _line_near(sheet, number) if is_bare else _find_name_line(sheet, ladder, numbers, number)
                )
                if _is_total_line(line) or _is_total_line(head):
                    yield number
    elif relation == "row":
        own = {id(number.word) for number in numbers.values()}
        middle = sum(number.word.middle for number in numbers.values()) / len(numbers)
        for number in sheet.numbers:
            if id(number.word) in own or abs(number.word.middle - middle) > 0.4 * number.word.height:
                continue
            over = [
                cell
                for cell in sheet.cells
                if cell.x0 < number.word.x1
                and cell.x1 > number.word.x0
                and cell.middle < number.word.top
                and cell.bottom > ladder.top - 2 * ladder.height
                and any(map(str.isalpha, cell.text))
            ]
            if any(s.value == "total" for cell in over for s in find_statements(cell.text)):
                yield number
