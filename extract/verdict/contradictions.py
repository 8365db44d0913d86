"""Find eight numbers in a row, a column or the order of reading that repeat most of the scores, but not all.

The proof judges only numbers that a reader has assigned to areas. A table whose area names cannot be read has
no such numbers. If it nearly repeats the scores in their order, it is another copy of them that differs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from extract.numbers import Number, parse_numbers
from extract.page.textpass import PageText
from extract.page.words import PageWords, Word
from extract.proof.evidence import NEAR_COPY
from extract.records import ProvedScore, Reason
from extract.series.lines import has_prose

NEXT_LINES = 3.0  # multiple of a number's height, up and down from a run of numbers
# Whole or half points in plain text; what may not be before the first digit follows it, which is quicker.
NUMBER = re.compile(r"\d(?<![\w.,]\d)\d{0,2}(?:[.,]5)?(?![\w.,]*\d)")


def list_copy_pages(pages: Iterable[PageText], scores: Sequence[ProvedScore]) -> list[int]:
    """List the 1-based numbers of the pages whose text has so many of the scores that it may be a near copy.

    It compares plain text only and is cheap; ``find_near_copy`` examines the pages.
    """
    wanted = Counter(score.value for score in scores)
    return [
        page.number
        for page in pages
        if (wanted & Counter(float(each.replace(",", ".")) for each in NUMBER.findall(page.text))).total()
        > NEAR_COPY
    ]


def find_near_copy(views: Iterable[PageWords], scores: Sequence[ProvedScore]) -> Reason | None:
    """Return the reason ``scores_disagree`` for the first near copy of the scores; ``None`` if there is none.

    A near copy has the scores of at least ``NEAR_COPY`` areas, in their order, and another number for the
    rest.
    """
    values = [score.value for score in scores]
    for view in views:
        rows = [(line, _list_plain(line)) for line in view.lines()]
        in_order = [number for line, numbers in rows if numbers and not has_prose(line) for number in numbers]
        for numbers in (*(numbers for _, numbers in rows), *_list_columns(in_order), in_order):
            runs = [numbers[at : at + len(values)] for at in range(len(numbers) - len(values) + 1)]
            same = [sum(a.value == b for a, b in zip(run, values, strict=True)) for run in runs]
            for place in _list_near(same, len(values)):
                run = runs[place]
                other = [at for at, number in enumerate(run) if number.value != values[at]]
                if numbers is in_order and {other[0], other[-1]} & {0, len(values) - 1}:
                    continue  # a run in the order of reading may begin or end with a number of something else
                around = _list_around(view, run)
                if all(values[at] in around for at in other):
                    continue  # the missing scores stand beside the run, so it is no row or column of the page
                at = other[0]
                return Reason(
                    "scores_disagree",
                    f"Numbers on page {view.number} repeat the scores of {same[place]} areas in order, but"
                    f" print {run[at].text} where area {scores[at].area_no} has {values[at]:g}.",
                )
    return None


def _list_near(same: Sequence[int], whole: int) -> list[int]:
    """List the starts of the runs that nearly equal the scores and do not overlap a run that equals them.

    ``same`` is the number of equal values for each start, ``whole`` the length of a run.
    """
    exact = [at for at, count in enumerate(same) if count == whole]
    near = [at for at, count in enumerate(same) if NEAR_COPY <= count < whole]
    return [at for at in near if all(abs(at - other) >= whole for other in exact)]


def _list_around(view: PageWords, run: Sequence[Number]) -> set[float]:
    """Return the values of the numbers on the lines of a run and on the neighbouring lines.

    A neighbouring line with as many numbers as the run is a row of its own, which has none of the run's.
    """
    own = {id(each.word) for each in run}
    top, bottom = min(each.word.top for each in run), max(each.word.bottom for each in run)
    margin = NEXT_LINES * run[0].word.height
    lines = [parse_numbers(line) for line in view.lines() if top - margin < line[0].middle < bottom + margin]
    return {
        number.value
        for numbers in lines
        if len(numbers) < len(run) or any(id(number.word) in own for number in numbers)
        for number in numbers
    }


def _list_columns(numbers: Iterable[Number]) -> list[list[Number]]:
    columns: list[list[Number]] = []
    for number in numbers:
        word = number.word
        for column in columns:
            if word.x0 <= column[-1].word.x1 and column[-1].word.x0 <= word.x1:
                column.append(number)
                break
        else:
            columns.append([number])
    return columns


def _list_plain(line: Sequence[Word]) -> list[Number]:
    return [number for number in parse_numbers(line) if not number.percent and not number.signed]
