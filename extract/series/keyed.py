"""Find areas named by numbers above a row of points or below bars, if the page has a key of the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extract.instrument import AREA_NUMBERS, AREAS, list_labels, squeeze_text
from extract.mentions import Mention
from extract.page.words import PageWords, Word

if TYPE_CHECKING:
    from extract.series.sheet import Cell

ENTRY = re.compile(r"(?<![\w.,])([1-8])\s?[=:.)–-]?\s([A-ZÅÄÖÆØ][^\d=]+)")  # an area's number and its name


def add_keyed(view: PageWords, lines: Sequence[Sequence[Cell]], labels: Sequence[Mention]) -> list[Mention]:
    """Add the numbers one to eight of a line to the labels if the page has the key of these numbers."""
    rows = [row for line in lines if (row := _find_row(line))]
    if not rows or not _has_key(view):
        return list(labels)
    return [*labels, *(mention for row in rows for mention in _name(row, view))]


def _find_row(line: Sequence[Cell]) -> list[Word]:
    """Return the words 1 to 8 of a line if they are in this order, each alone in its cell; else empty."""
    found = [cell.words[0] for cell in line if len(cell.words) == 1 and cell.text.strip(".") in "12345678"]
    numbers = [word.text.strip(".") for word in found]
    return found if numbers == [str(no) for no in AREA_NUMBERS] else []


def _name(row: Sequence[Word], view: PageWords) -> Iterator[Mention]:
    for area_no, word in zip(AREA_NUMBERS, row, strict=True):
        areas = tuple(area for area in AREAS.values() if area.area_no == area_no)
        yield Mention(areas, word.text, (word,), (), True, (), view)


def _has_key(view: PageWords) -> bool:
    """Whether the page lists all areas with their numbers, and none with another's."""
    text = " ".join(word.text for line in view.lines() for word in line)
    told = [(int(no), _find_areas(name)) for no, name in ENTRY.findall(text)]
    named = {no: areas for no, areas in told if areas}
    return set(named) == set(AREA_NUMBERS) and all(no in areas for no, areas in told if areas)


def _find_areas(name: str) -> set[int]:
    """Return the numbers of the areas with whose longest name a text begins."""
    squeezed = squeeze_text(name)
    label = max((label for label in list_labels() if squeezed.startswith(label)), key=len, default="")
    return {area.area_no for area in list_labels().get(label, ())}
