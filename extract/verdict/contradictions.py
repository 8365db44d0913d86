"""Eight numbers in a row or a column, with no names that can be read, that nearly repeat the scores.

What stands beside an area's name is a reading, and the proof weighs it. A table whose names cannot be read
gives none; but where it repeats most scores in their order and not all, it contradicts them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extract.numbers import Number, parse_numbers
from extract.page.textpass import PageText
from extract.page.words import PageWords, Word
from extract.proof.checks import NEAR_COPY
from extract.readers.beside import is_prose
from extract.records import ProvedScore, Reason

NEXT_LINES = 3.0  # times the height
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,]5)?(?![\w.,]*\d)")


def list_copy_pages(pages: Iterable[PageText], scores: Sequence[ProvedScore]) -> list[int]:
    """The numbers of the pages whose text holds as many of the scores as a near copy would."""
    wanted = Counter(score.value for score in scores)
    return [
        page.number
        for page in pages
        if (wanted & Counter(float(each.replace(",", ".")) for each in NUMBER.findall(page.text))).total()
        > NEAR_COPY
    ]


def find_near_copy(views: Iterable[PageWords], scores: Sequence[ProvedScore]) -> Reason | None:
    """The reason ``scores_disagree`` where eight numbers in a row repeat most scores and not all."""
    values = [score.value for score in scores]
    for view in views:
        in_order = _list_in_order(view)
        for numbers in (*_list_rows(view), *_list_columns(view), in_order):
            runs = [numbers[at : at + len(values)] for at in range(len(numbers) - len(values) + 1)]
            same = [sum(a.value == b for a, b in zip(run, values, strict=True)) for run in runs]
            for place in _list_near(same, len(values)):
                run = runs[place]
                other = [at for at, number in enumerate(run) if number.value != values[at]]
                if numbers is in_order and {other[0], other[-1]} & {0, len(values) - 1}:
                    continue  # the number before or after may be of something else
                around = _list_around(view, run)
                if all(values[at] in around for at in other):
                    continue  # they stand beside: what was taken for one row or column is none
                at = other[0]
                return Reason(
                    "scores_disagree",
                    f"Numbers on page {view.number} repeat the scores of {same[place]} areas in order, but"
                    f" print {run[at].text} where area {scores[at].area_no} has {values[at]:g}.",
                )
    return None


def _list_near(same: Sequence[int], whole: int) -> list[int]:
    """The places of runs that nearly are the scores, and are no part of a run that is."""
    exact = [at for at, count in enumerate(same) if count == whole]
    near = [at for at, count in enumerate(same) if NEAR_COPY <= count < whole]
    return [at for at in near if all(abs(at - other) >= whole for other in exact)]


def _list_around(view: PageWords, run: Sequence[Number]) -> set[float]:
    """The numbers on the lines of a run and on those next to it."""
    top, bottom = min(each.word.top for each in run), max(each.word.bottom for each in run)
    margin = NEXT_LINES * run[0].word.height
    return {
        number.value
        for line in view.lines()
        if top - margin < line[0].middle < bottom + margin
        for number in parse_numbers(line)
    }


def _list_rows(view: PageWords) -> Iterator[list[Number]]:
    return (_list_plain(line) for line in view.lines())


def _list_in_order(view: PageWords) -> list[Number]:
    """The numbers of the page as they are read, such as those of cards."""
    return [number for line in view.lines() if not is_prose(line) for number in _list_plain(line)]


def _list_columns(view: PageWords) -> list[list[Number]]:
    columns: list[list[Number]] = []
    for number in (each for line in view.lines() if not is_prose(line) for each in _list_plain(line)):
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
