"""Find series of sums that the areas' chapters print as formulas: ``Poäng för området: 8 + 16 + 12 = 36``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.instrument import AREA_NUMBERS
from extract.numbers import Number, parse_number
from extract.series.around import list_over
from extract.series.chapters import Section, list_chapters, tie_chapters
from extract.series.ladders import Ladder
from extract.series.passages import place_in_text
from extract.series.records import Block, Series
from extract.series.sheet import Sheet

FORMULA = re.compile(
    r"^(\D*?)\W*(\d{1,3}(?:[.,]\d)?(?: ?\+ ?\d{1,3}(?:[.,]\d)?)+) ?= ?(\d{1,3}(?:[.,]\d)?)\W*$"
)


@dataclass(frozen=True)
class Formula:
    """A line with a correct addition: the words before it, its terms, and its result."""

    sheet: Sheet
    label: str
    terms: tuple[float, ...]
    result: Number


def find_sums_in_chapters(sheets: Sequence[Sheet]) -> Iterator[Series]:
    """Yield the series of results if each area's chapter has exactly one formula, all with the same words.

    The results of formulas with eight terms are sums of the series.
    """
    formulas = [each for sheet in sheets if not sheet.is_contents for each in _list_formulas(sheet)]
    of_all = [each for each in formulas if len(each.terms) == len(AREA_NUMBERS)]
    of_areas = [each for each in formulas if each not in of_all]
    for at, sections in enumerate(list_chapters(sheets) if len(of_areas) >= len(AREA_NUMBERS) else ()):
        for no, label in enumerate(dict.fromkeys(each.label.casefold() for each in of_areas)):
            alike = [each for each in of_areas if each.label.casefold() == label]
            own = {
                section.area_no: found[0]
                for section in sections
                if len(found := [each for each in alike if _is_in(each, section)]) == 1
            }
            if set(own) == set(AREA_NUMBERS):
                yield _tie(Block(f"formulas.{at}", str(no)), sections, own, of_all)


def _tie(
    block: Block, sections: Sequence[Section], own: dict[int, Formula], of_all: Sequence[Formula]
) -> Series:
    first = sections[0]
    values = tuple(own[area_no].result.value for area_no in AREA_NUMBERS)
    sums = [each for each in of_all if each.terms == values] or of_all
    return tie_chapters(
        "section",
        block,
        sections,
        {area_no: (each.sheet, each.result) for area_no, each in own.items()},
        own[first.area_no].label,
        list_over(first.sheet, Ladder({first.area_no: first.heading}, "down"), {}),
        sums=tuple((each.result, each.sheet.view) for each in sums),
    )


def _is_in(formula: Formula, section: Section) -> bool:
    word = formula.result.word
    return section.begin <= place_in_text(formula.sheet, word.x0, word.top) < section.end


def _list_formulas(sheet: Sheet) -> Iterator[Formula]:
    for line in sheet.lines:
        words = [word for cell in line for word in cell.words]
        if not any("=" in word.text for word in words):
            continue
        found = FORMULA.match(" ".join(word.text for word in words))
        result = parse_number(words[-1]) if found else None
        if found is None or result is None:
            continue
        terms = tuple(float(term.replace(",", ".")) for term in found[2].replace(" ", "").split("+"))
        if sum(terms) == result.value == float(found[3].replace(",", ".")):
            yield Formula(sheet, found[1].strip(), terms, result)
