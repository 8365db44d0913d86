"""Find the sums of series: numbers in rows and columns that are named as totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.instrument import MAIN_AREAS, squeeze_text
from extract.meaning.terms import find_first_statement, find_statements
from extract.numbers import Number, parse_numbers
from extract.page.words import PageWords, Word
from extract.phrases import compile_phrases
from extract.series.ladders import Ladder
from extract.series.lines import SUM_LABEL
from extract.series.measures import SAME_LINE, Found
from extract.series.records import Series
from extract.series.sheet import Sheet, find_once_for_number
from extract.vocabulary import AVERAGE

ALL_AREAS = compile_phrases("all areas")
SUM_BELOW = 30.0  # multiple of the names' height; largest distance of a sum below the last name
NEAR_TOTAL = 70.0  # points; largest distance of a total below the areas whose columns it is not in
BEFORE_NAMES = 30.0  # points; such a total may begin so much to the left of the names
TOTAL_START = 2  # latest place of a word for a total in a line, after a sign such as a bullet
TOTAL_WORDS = 6  # words in the row of a total


def list_sums(sheet: Sheet, ladder: Ladder, aligned: Sequence[tuple[str, Found]]) -> list[tuple[Number, ...]]:
    """List the sums of each series of a ladder; in brackets only if its own numbers are."""
    beside = _list_beside(sheet, ladder, [numbers for relation, numbers in aligned if relation == "column"])
    found: list[tuple[Number, ...]] = []
    for relation, numbers in aligned:
        bracketed = {number.bracketed for number in numbers.values()}
        in_place = list_all_sums(sheet, ladder, relation, numbers)
        sums = [each for each in in_place if each.bracketed in bracketed]
        if relation == "column" and beside:
            sums = sums or [beside[min(no.word.x0 for no in numbers.values())]]
        found.append(tuple(sums))
    return found


def _list_beside(sheet: Sheet, ladder: Ladder, columns: Sequence[Found]) -> dict[float, Number]:
    """Return the numbers of a total below the names that are not in the columns, by the columns' left edges.

    They belong to the columns in their order if there are as many.
    """
    edges = sorted(min(number.word.x0 for number in column.values()) for column in columns)
    start, right = _find_start(ladder), _find_right(columns)
    end = max(label.x1 for label in ladder.ordered)
    for line in sheet.lines:
        words = [word for cell in line for word in cell.words if start <= word.x0 <= right]
        if not words:
            continue
        numbers = parse_numbers(words)
        if (
            ladder.shape == "down"
            and ladder.bottom < line[0].middle < ladder.bottom + NEAR_TOTAL
            and words[0].x0 <= end
            and _is_own_total(words)
            and len(numbers) == len(edges)
        ):
            return dict(zip(edges, sorted(numbers, key=lambda each: each.word.x0), strict=True))
    return {}


def _find_start(ladder: Ladder) -> float:
    """Return how far to the left the row of a total may begin; text before that is beside the table."""
    return min((label.lead or label.words)[0].x0 for label in ladder.ordered) - BEFORE_NAMES


def _find_right(columns: Sequence[Found]) -> float:
    ends = [number.word.x1 for column in columns for number in column.values()]
    return max(ends, default=0.0) + NEAR_TOTAL


def _is_own_total(words: Sequence[Word]) -> bool:
    """Whether a short line that is no sentence has a total of all areas, not an average or a part's."""
    text = " ".join(word.text for word in words)
    short = sum(word.text[:1].isalpha() for word in words) <= TOTAL_WORDS
    return (
        short
        and not text.endswith(".")
        and bool(SUM_LABEL.match(text))
        and not text.casefold().startswith("del")
        and not AVERAGE.search(text)
    )


def list_column(sheet: Sheet, numbers: Found) -> list[Number]:
    """List the numbers of a page above and below those of a column."""
    words = [number.word for number in numbers.values()]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    return [n for n in sheet.numbers if n.word.x0 < right - 1 and n.word.x1 > left + 1]


@find_once_for_number
def _list_before(sheet: Sheet, number: Number) -> list[Word]:
    """List the words before a number on its line, from left to right."""
    own = number.word
    line = [word for word in sheet.view.words if abs(word.middle - own.middle) < 0.5 * word.height]
    return sorted((word for word in line if word.x0 < own.x0), key=lambda word: word.x0)


def _line_near(sheet: Sheet, number: Number) -> list[Word]:
    """Return the words of the line directly above a number; none if it is too far."""
    word = number.word
    above = [line for line in sheet.view.lines() if 0 < word.middle - line[0].middle < 2 * word.height]
    return list(above[-1]) if above else []


def _find_name_line(sheet: Sheet, ladder: Ladder, numbers: Found, number: Number) -> Sequence[Word]:
    """Return the words of the line that is as far above a number as the areas' names are above theirs."""
    falls = sorted(each.word.middle - ladder.labels[area_no].bottom for area_no, each in numbers.items())
    if falls[0] < 0 or falls[-1] - falls[0] > SAME_LINE * ladder.height:
        return ()
    foot = number.word.middle - falls[0]
    lines = [line for line in sheet.view.lines() if abs(line[0].bottom - foot) <= SAME_LINE * ladder.height]
    return lines[0] if lines else ()


def list_pair_sums(series: Series) -> Iterator[tuple[Number, PageWords, str]]:
    """Yield the subtotals of a column, each with its page and the name of the main area that begins its line.

    The main areas of edition 2020 are pairs of areas.
    """
    for view in {id(pair.view): pair.view for pair in series.pairs.values()}.values():
        words = [pair.number.word for pair in series.pairs.values() if pair.view is view]
        left, right = min(word.x0 for word in words), max(word.x1 for word in words)
        for line in view.lines():
            name = find_main_area(line)
            for number in parse_numbers(line) if name else ():
                if number.word.x0 < right and number.word.x1 > left:
                    yield number, view, name


def find_main_area(words: Sequence[Word]) -> str:
    """Return the name of the main area that begins a line; empty for other lines."""
    squeezed = squeeze_text(" ".join(word.text for word in words if not word.text[:1].isdigit()))
    return next((name for name in MAIN_AREAS if squeezed.startswith(squeeze_text(name))), "")


def is_total_line(words: Sequence[Word]) -> bool:
    """Whether a line begins with a word for a total."""
    text = " ".join([word.text for word in words])
    first = find_first_statement(text, TOTAL_START)
    return (first is not None and first.value == "total") or ALL_AREAS.match(text) is not None


def list_all_sums(sheet: Sheet, ladder: Ladder, relation: str, numbers: Found) -> Iterator[Number]:
    """Yield the numbers above or below a series, or in its row, that are in rows or columns of sums."""
    if ladder.shape == "down" and relation in ("column", "displaced"):
        start = min(_find_start(ladder), *(number.word.x0 for number in numbers.values()))
        for number in list_column(sheet, numbers):
            below = number.word.top - ladder.bottom
            if (
                -1 < below < SUM_BELOW * ladder.height
                or -1 < ladder.top - number.word.bottom < SUM_BELOW * ladder.height
            ):
                line = [word for word in _list_before(sheet, number) if start <= word.x0]
                is_bare = not any(map(str.isalpha, "".join(w.text for w in line)))
                head = (
                    _line_near(sheet, number) if is_bare else _find_name_line(sheet, ladder, numbers, number)
                )
                if is_total_line(line) or is_total_line(head):
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
