"""Say by the numbers of a series themselves what they are: maxima, changes, counts of pages or areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.claims.owner import Attribution, Claim
from extract.instrument import MAX_SCORE, squeeze_text
from extract.meaning.terms import OUT_OF
from extract.phrases import compile_words
from extract.records import ReadingKind
from extract.series.passages import join_words
from extract.series.records import Pair, Series
from extract.series.sheet import Sheet

IN_BRACKETS = "they stand in brackets"
OTHER_MOST = "another maximum than a hundred"
MOST_BEFORE = 8  # pages that are counted before the first page with a number, or are not counted
MOST = compile_words("called the most")


def counts_something(series: Series, sheets: Sequence[Sheet]) -> bool:
    """Whether the numbers count areas, or the pages of the report."""
    last = max((sheet.page for sheet in sheets), default=0)
    return _counts_pages(series, last) or _counts_areas(series) or _names_pages(series, sheets)


def refine_meaning(series: Series, meaning: Attribution) -> Attribution:
    """Refine a meaning by the numbers themselves: eight times 100 are maxima, signed numbers are changes."""
    numbers = [pair.number for pair in series.pairs.values()]
    if all(number.value == MAX_SCORE for number in numbers):
        return Attribution(ReadingKind.MAX_SCORE, Claim.NONE, None, "every one is the maximum")
    if all(number.value == 0 for number in numbers):
        return Attribution(ReadingKind.OTHER, Claim.NONE, None, "every one is the beginning of a scale")
    if series.is_signed:
        percent = meaning.kind is ReadingKind.PERCENT
        return meaning if percent else Attribution(ReadingKind.CHANGE, Claim.NONE, None, "some are signed")
    if any(number.percent for number in numbers):
        return Attribution(ReadingKind.PERCENT, Claim.NONE, None, "they are per cent")
    if OUT_OF.search(series.heading) and all(_is_called_most(pair) for pair in series.pairs.values()):
        return Attribution(ReadingKind.MAX_SCORE, Claim.NONE, None, series.heading)
    others = {number.ratio_max for number in numbers} - {None, float(MAX_SCORE)}
    if others and meaning.claim is not Claim.NONE:
        return replace(meaning, kind=ReadingKind.UNKNOWN, claim=Claim.OPEN, why=OTHER_MOST)
    told = all(number.points or number.ratio_max == MAX_SCORE for number in numbers)
    if any(number.bracketed for number in numbers) and not told and meaning.claim >= Claim.SILENT:
        return replace(meaning, kind=ReadingKind.UNKNOWN, claim=Claim.OPEN, why=IN_BRACKETS)
    return meaning


def _is_called_most(pair: Pair) -> bool:
    """Whether the word before a number on its line calls it the most, as in ``Högst: 93``."""
    lines = (line for line in pair.view.lines() if any(word is pair.number.word for word in line))
    before = [word.text for word in next(lines, ()) if word.x1 <= pair.number.word.x0]
    return bool(before) and MOST.fullmatch(before[-1].strip(".:;,(")) is not None


def _counts_areas(series: Series) -> bool:
    """Whether the numbers count the areas or their chapters, as in ``Summa område 3`` and ``6 Ledarskap``.

    Numbers with a sign or a word for points do not.
    """
    numbers = [pair.number for pair in series.pairs.values()]
    steps = {value - area_no for area_no, value in series.values.items()}
    return len(steps) == 1 and not any(number.points or number.signed for number in numbers)


def _counts_pages(series: Series, last: int) -> bool:
    """Whether the numbers are page numbers: increasing with the areas, not far beyond the last page."""
    values = list(series.values.values())
    return (
        len(values) > 2
        and values == sorted(values)
        and max(values) <= last + MOST_BEFORE
        and min(values) > 0
        and all(value % 1 == 0 for value in values)
        and not series.heading.strip()
        and not any(pair.number.bracketed or pair.number.signed for pair in series.pairs.values())
    )


def _names_pages(series: Series, sheets: Sequence[Sheet]) -> bool:
    """Whether each number is that of a page that prints the area's name, as in a list of contents."""
    if (
        not series.is_whole
        or series.heading.strip()
        or max(series.values.values()) > sheets[-1].page + MOST_BEFORE
    ):
        return False
    own = {pair.page for pair in series.pairs.values()}
    labels = {
        area_no: squeeze_text(pair.label.label if pair.label else "")
        for area_no, pair in series.pairs.items()
    }
    texts = {each.page: squeeze_text(join_words(each.view.words)) for each in sheets if each.page not in own}
    named = {
        (area_no, page) for page, text in texts.items() for area_no, label in labels.items() if label in text
    }
    return any(
        all((area_no, value + before) in named for area_no, value in series.values.items())
        for before in range(-MOST_BEFORE, MOST_BEFORE + 1)
    )
