"""The instrument: its editions, their eight areas, and every printed spelling of an area seen.

The facts stand in ``editions.csv``, ``areas.csv`` and ``area_spellings.csv`` in ``data``, with their sources.
The table is closed: a label that is not in it names no area, and what it resembles is at most a suggestion.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from extract.csvtables import load_table

MAX_SCORE = 100
MAX_TOTAL = 800
TOTAL_ROUNDING = 0.5  # a total of half points may be printed rounded to whole points
AREA_NUMBERS = range(1, 9)
HALF_POINT_EDITIONS = (2002,)  # the only edition in whose published scores half points were seen

RESEMBLANCE = 0.86  # share of letters in common: one misspelt word passes, another area's name does not


@dataclass(frozen=True)
class Edition:
    """A revision (version) of the instrument and the years of the visits made with it, both ends included.

    ``last_year`` is ``None`` for the one in use. Years overlap where both were in use.
    """

    edition: int
    name: str
    first_year: int
    last_year: int | None
    source: str

    def covers(self, year: int) -> bool:
        """Whether visits of that year were made with this edition."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True)
class Area:
    """One of an edition's eight areas (huvudområde): standard Swedish name, English name, maximum points.

    ``main_area`` is the pair it belongs to in edition 2020, ``None`` in the others.
    """

    edition: int
    area_no: int
    name: str
    name_en: str
    max_score: int
    main_area: str | None


@dataclass(frozen=True)
class Spelling:
    """A printed name of an area, where it was seen; ``language`` is ``sv``, ``nb`` or ``nn``."""

    edition: int
    area_no: int
    language: str
    spelling: str
    source: str


_NOT_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
_LEAD = re.compile(r"^(?:(?:fokus|huvud|hoved|hovud)?områden?|omr)?\d?(?=\D)")
_TAIL = re.compile(r"(?:\d|maxpoäng|poäng|poeng|möjlig|mulig|procent|maks|max|(?<=\d)(?:av|p))+$")


@lru_cache(maxsize=8192)  # the same lines and names are asked for by every reader
def squeeze_text(text: str) -> str:
    """Only the letters and digits of a text, composed and casefolded, nothing between them.

    Line ends, hyphenation, soft hyphens, spaced-out letters and all punctuation are gone, so the squeezed
    form of two texts set side by side is their two squeezed forms side by side.
    """
    return _NOT_LETTER_OR_DIGIT.sub("", unicodedata.normalize("NFKC", text).casefold())


def normalise_label(text: str) -> str:
    """The letters that name an area in a printed label, squeezed: what two spellings are compared by.

    A leading ``Område 3``, ``3.`` or ``Fokusområde`` is dropped, and trailing dots, page numbers, points and
    the column headings Poäng and Max.
    """
    return _TAIL.sub("", _LEAD.sub("", squeeze_text(text)))


EDITIONS: dict[int, Edition] = {
    edition.edition: edition for edition in load_table("extract.data", "editions.csv", Edition)
}
AREAS: dict[tuple[int, int], Area] = {  # by edition and area number
    (area.edition, area.area_no): area for area in load_table("extract.data", "areas.csv", Area)
}
SPELLINGS: tuple[Spelling, ...] = load_table("extract.data", "area_spellings.csv", Spelling)
MAIN_AREAS: tuple[str, ...] = tuple(
    dict.fromkeys(area.main_area for area in AREAS.values() if area.main_area)
)


@cache
def _areas_by_label() -> dict[str, tuple[Area, ...]]:
    found: dict[str, dict[tuple[int, int], Area]] = {}
    for spelling in SPELLINGS:
        key = spelling.edition, spelling.area_no
        found.setdefault(normalise_label(spelling.spelling), {})[key] = AREAS[key]
    return {label: tuple(areas.values()) for label, areas in found.items()}


def find_finest(edition: int | None) -> float:
    """The smallest step between scores: half a point in edition 2002 or where none is known, else a whole."""
    return 0.5 if edition is None or edition in HALF_POINT_EDITIONS else 1.0


def find_areas(label: str) -> tuple[Area, ...]:
    """The areas, one for each edition, that a full printed label names; empty for an unknown label."""
    return _areas_by_label().get(normalise_label(label), ())


def list_labels() -> dict[str, tuple[Area, ...]]:
    """Every known label as ``normalise_label`` writes it, with the areas it names."""
    return dict(_areas_by_label())


def suggest_area(label: str, edition: int | None = None, area_no: int | None = None) -> Area | None:
    """The one area that an unknown label resembles, for a finding; never to be taken for a reading.

    ``edition`` and ``area_no`` narrow the choice to what the place and the neighbours of the label allow.
    """
    wanted = normalise_label(label)
    if not wanted or wanted in _areas_by_label():
        return None
    best: dict[tuple[int, int], float] = {}
    for spelling in SPELLINGS:
        if edition not in (None, spelling.edition) or area_no not in (None, spelling.area_no):
            continue
        likeness = SequenceMatcher(None, wanted, normalise_label(spelling.spelling), autojunk=False).ratio()
        key = spelling.edition, spelling.area_no
        best[key] = max(best.get(key, 0.0), likeness)
    close = {key: likeness for key, likeness in best.items() if likeness >= RESEMBLANCE}
    if len({area for _, area in close}) != 1:
        return None
    return AREAS[max(close, key=lambda key: (close[key], key))]
