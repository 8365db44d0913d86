"""Find the areas with points beside their names, by the text of the pages alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.identity.layout import Page
from extract.identity.spelled import write_figures
from extract.instrument import list_labels

LEAST_POINTED = 6  # areas with points: most of the eight
_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d)?½?(?![\d%])")
_FIGURES = re.compile(r"[\d\s.,()+−–-]*\d[\d\s.,()+−–-]*")
_REACH = 70  # letters after an area's name among which its points may stand


def list_pointed_areas(pages: Sequence[Page], *, with_papers: bool = False) -> set[int]:
    """List the numbers of the areas with points beside their names; page and area numbers do not count.

    Nor do those in a council's papers, unless they are asked for.
    """
    found: set[int] = set()
    for page in pages:
        if page.is_contents or (page.is_assembly and not with_papers):
            continue
        named = _find_named_areas(page)
        after: dict[int, int] = {}
        before: dict[int, int] = {}
        for at, (start, end, area_no) in enumerate(named):
            reach = min(named[at + 1][0] if at + 1 < len(named) else len(page.text), end + _REACH)
            told = _list_points(page.text[end:reach])
            led = _list_points(page.text[max(0, start - 20) : start])
            after |= {area_no: told[0]} if told else {}
            before |= {area_no: led[-1]} if led else {}
        for numbers in (after, before):
            if not _are_ordinals(numbers):
                found |= numbers.keys()
        areas = {area_no for _, _, area_no in named}
        if len(areas) >= LEAST_POINTED <= len(_list_points(" ".join(_list_figure_lines(page)))):
            found |= areas
    return found


def _find_named_areas(page: Page) -> list[tuple[int, int, int]]:
    """Find where the page's text names areas: start, end (exclusive) and the area's number, in order."""
    find_place, letters = page.squeezed.find_place, page.squeezed.letters
    found = {}
    for label, areas in list_labels().items():
        for match in re.finditer(re.escape(label), letters):
            start = find_place(match.start())
            found[start] = (start, find_place(match.end() - 1) + 1, areas[0].area_no)
    return [found[start] for start in sorted(found)]


def _list_points(text: str) -> list[int]:
    return [value for number in _NUMBER.findall(write_figures(text)) if 8 < (value := int(number)) < 100]


def _list_figure_lines(page: Page) -> list[str]:
    """List the lines that consist of figures only, such as the numbers of a chart."""
    return [line for line in page.lines if _FIGURES.fullmatch(line)]


def _are_ordinals(numbers: dict[int, int]) -> bool:
    """Whether numbers rise with the area's number, as page numbers and the areas' own numbers do."""
    values = [value for _, value in sorted(numbers.items())]
    return len(values) > 2 and values == sorted(values)
