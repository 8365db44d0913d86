"""Proving eight scores from the text of a transcript.

Three kinds of places give scores: names with points (in contents and headings), overviews in which the rows
of sub-areas add up, and tables with a column that adds up to the total that the text calls the municipality's
own. Scores are used only when arithmetic proves all eight, or two places give the same eight, and when no
place gives an area other points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.identity.pagetext import clean_text
from extract.instrument import AREA_NUMBERS, MAX_SCORE, MAX_TOTAL
from extract.proof.evidence import NEAR_COPY
from extract.transcripts.labels import MOST_LETTERS, NUMBER, SUBAREA, SUM, Named, list_named, read_numbers

LEAST_ROWS = 3  # sub-areas of an area
LONGEST_ROW = 400  # characters between two areas of one table


@dataclass(frozen=True)
class Place:
    """The numbers that one place of the transcript gives for areas.

    ``is_summed`` says that arithmetic within the place proves each of them.
    """

    values: dict[int, float]
    named: dict[int, Named]
    is_summed: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it has a number for each of the eight areas."""
        return set(self.values) == set(AREA_NUMBERS)


def choose_scores(pages: Sequence[str], totals: Sequence[float]) -> tuple[Place | None, str]:
    """Choose the place whose eight scores are proved, or say why there is none.

    ``totals`` are the totals that the text calls the municipality's own.
    """
    texts = [clean_text(page) for page in pages]
    named = list_named(pages)
    pointed = list(_list_pointed(named))
    places = [*pointed, *_list_overviews(texts, named), *_list_columns(named, totals)]
    whole = [place for place in places if place.is_whole]
    if len(set(totals)) > 1:
        return None, "The transcript tells several totals as the municipality's own."
    proved = [
        place for place in whole if place.is_summed or _adds_up(place, totals) or _is_repeated(place, whole)
    ]
    if not proved:
        return None, "No place of the transcript proves all eight scores."
    chosen = proved[0]
    for place in [*places, *_list_loose(named)]:
        if any(value != chosen.values[area_no] for area_no, value in place.values.items()):
            return None, "Two places of the transcript give an area different points."
    total = sum(chosen.values.values())
    printed = [*totals, *_list_printed_totals(texts)]
    if printed and not any(abs(total - each) < 1 for each in printed):
        return None, "The areas do not add up to any total that the transcript prints."
    if any(_nearly_repeats(column, chosen) for column in _list_all_columns(named)):
        return None, "A table of the transcript repeats most of the scores and prints another for some."
    return chosen, ""


def _list_printed_totals(texts: Sequence[str]) -> Iterator[float]:
    """Numbers above an area's maximum right after a word for a sum."""
    for text in texts:
        yield from (each for each in _list_sums(text) if MAX_SCORE < each < MAX_TOTAL)


def _nearly_repeats(column: dict[int, float], chosen: Place) -> bool:
    same = sum(chosen.values[area_no] == value for area_no, value in column.items())
    return NEAR_COPY <= same < len(column)


def _adds_up(place: Place, totals: Sequence[float]) -> bool:
    return bool(totals) and abs(sum(place.values.values()) - totals[0]) < 1 and len(set(totals)) == 1


def _is_repeated(place: Place, whole: Sequence[Place]) -> bool:
    return any(other is not place and other.values == place.values for other in whole)


def _list_pointed(named: Sequence[Named]) -> Iterator[Place]:
    """Sequences of areas in order whose names have points, as in contents and headings."""
    run: dict[int, Named] = {}
    for each in named:
        if each.points is None:
            continue
        if run and each.area_no <= max(run):
            yield _make_pointed(run)
            run = {}
        run[each.area_no] = each
    if run:
        yield _make_pointed(run)


def _make_pointed(run: dict[int, Named]) -> Place:
    return Place(
        {area_no: each.points for area_no, each in run.items() if each.points is not None}, dict(run)
    )


def _list_loose(named: Sequence[Named]) -> Iterator[Place]:
    """Each name with points by itself, for finding contradictions."""
    for each in named:
        if each.points is not None:
            yield Place({each.area_no: each.points}, {each.area_no: each})


def _list_overviews(texts: Sequence[str], named: Sequence[Named]) -> Iterator[Place]:
    """Areas whose numbered sub-areas add up to the score in one column and to 100 in another."""
    by_page: dict[int, list[Named]] = defaultdict(list)
    for each in named:
        by_page[each.page].append(each)
    joined, starts = _join(texts)
    marks = sorted((starts[each.page - 1] + each.start, each) for page in by_page.values() for each in page)
    values: dict[int, float] = {}
    found: dict[int, Named] = {}
    for at, (start, each) in enumerate(marks):
        stop = marks[at + 1][0] if at + 1 < len(marks) else len(joined)
        score = _sum_subareas(joined[start:stop], each)
        if score is None:
            continue
        if each.area_no in values:
            yield Place(values, found, is_summed=True)
            values, found = {}, {}
        values[each.area_no], found[each.area_no] = score, each
    if values:
        yield Place(values, found, is_summed=True)


def _join(texts: Sequence[str]) -> tuple[str, list[int]]:
    """The pages as one text, and where each page begins in it."""
    starts, length = [], 0
    for text in texts:
        starts.append(length)
        length += len(text) + 1
    return "\n".join(texts), starts


def _sum_subareas(text: str, named: Named) -> float | None:
    """The area's score, if one column of its sub-areas adds up to it and the other to 100."""
    rows = list(_list_rows(text, named.area_no))
    if len(rows) < LEAST_ROWS or [row[0] for row in rows] != list(range(1, len(rows) + 1)):
        return None
    if any(len(numbers) < 2 for _, numbers in rows):
        return None
    sums = [sum(numbers[column] for _, numbers in rows) for column in (0, 1)]
    printed = set(named.numbers) | set(_list_sums(text))
    if sums[1] == MAX_SCORE and sums[0] in printed:
        own, most = 0, 1
    elif sums[0] == MAX_SCORE and sums[1] in printed:
        own, most = 1, 0
    else:
        return None
    fits = all(0 <= numbers[own] <= numbers[most] for _, numbers in rows)
    return sums[own] if fits and sums[own] < MAX_SCORE else None


def _list_rows(text: str, area_no: int) -> Iterator[tuple[int, tuple[float, ...]]]:
    """The number of each sub-area within the area, with the numbers in its row."""
    heads = list(SUBAREA.finditer(text))
    for at, head in enumerate(heads):
        if int(head[1]) != area_no:
            continue
        stop = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        first = NUMBER.search(text, head.end(), min(stop, head.end() + MOST_LETTERS))
        if first:
            numbers, _, _ = read_numbers(text[:stop], first.start())
            yield int(head[2]), numbers


def _list_sums(text: str) -> Iterator[float]:
    """The numbers in rows with a sum, of an area or of all."""
    for head in SUM.finditer(text):
        yield from read_numbers(text, head.end())[0]


def _list_columns(named: Sequence[Named], totals: Sequence[float]) -> Iterator[Place]:
    """The columns of tables that add up to the own total, if a table has just one such column."""
    for run in _list_tables(named):
        yield from _choose_column(run, totals)


def _list_all_columns(named: Sequence[Named]) -> Iterator[dict[int, float]]:
    for run in _list_tables(named):
        for column in range(min(len(each.numbers) for each in run)):
            yield {each.area_no: each.numbers[column] for each in run}


def _list_tables(named: Sequence[Named]) -> Iterator[list[Named]]:
    """Eight areas in order on one page, each with numbers right after it."""
    run: list[Named] = []
    for each in named:
        follows = run and (each.page, each.start) > (run[-1].page, run[-1].end)
        near = follows and each.page == run[-1].page and each.start - run[-1].end < LONGEST_ROW
        if not (near and each.area_no == run[-1].area_no + 1 and each.numbers):
            run = []
        if each.numbers and (run or each.area_no == 1):
            run.append(each)
        if len(run) == len(AREA_NUMBERS):
            yield run
            run = []


def _choose_column(run: Sequence[Named], totals: Sequence[float]) -> Iterator[Place]:
    columns = min(len(each.numbers) for each in run)
    if columns != max(len(each.numbers) for each in run) or len(set(totals)) != 1:
        return
    sums = [sum(each.numbers[column] for each in run) for column in range(columns)]
    fitting = [column for column, each in enumerate(sums) if abs(each - totals[0]) < 1]
    if len(fitting) == 1:
        values = {each.area_no: each.numbers[fitting[0]] for each in run}
        if all(0 <= value <= MAX_SCORE for value in values.values()):
            yield Place(values, {each.area_no: each for each in run})
