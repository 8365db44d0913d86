"""Which pages can carry scores, judged from the fast text pass alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.instrument import list_labels, squeeze_text
from extract.textpass import PageText

POINTS = re.compile(r"\b\d{1,3}(?:[.,]5)?\b")
POINT_WORDS = re.compile(r"po[äe]ng|summa|totalt", re.IGNORECASE)
SUBAREA_ROW = re.compile(r"^\s*[1-8]\.\d{1,2}\b.*\d", re.MULTILINE)
LEAST_AREAS = 3
LEAST_ROWS = 3


def screen_pages(pages: Sequence[PageText]) -> list[int]:
    """The 1-based numbers of the pages that can carry scores, in order.

    A page qualifies that names several areas among as many numbers, that has rows of numbered sub-areas, or
    that names an area beside the word for points.
    """
    return [page.number for page in pages if _can_carry_scores(page)]


def _can_carry_scores(page: PageText) -> bool:
    numbers = len(POINTS.findall(page.text))
    if len(SUBAREA_ROW.findall(page.text)) >= LEAST_ROWS:
        return True
    squeezed = squeeze_text(page.text)
    areas = {area.area_no for label, found in list_labels().items() if label in squeezed for area in found}
    if len(areas) >= LEAST_AREAS and numbers >= len(areas):
        return True
    return any(_names_area_with_points(line) for line in page.text.splitlines())


def _names_area_with_points(line: str) -> bool:
    if not (POINT_WORDS.search(line) and POINTS.search(line)):
        return False
    squeezed = squeeze_text(line)
    return any(label in squeezed for label in list_labels())
