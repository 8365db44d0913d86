"""The instrument: its editions, their eight areas, and every printed spelling of an area that was seen.

The facts are in ``editions.csv``, ``areas.csv`` and ``area_spellings.csv`` in ``data``, with their sources. A
label that is not among the spellings names no area; what it resembles is only a suggestion.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from extract.csvtables import load_table

MAX_SCORE = 100  # points of an area
MAX_TOTAL = 800  # points of all eight areas
FEWEST_POINTS = 10  # the best area of every report has more; lower numbers are on another scale
LEAST_TOTAL = 80  # points; every report has a higher total
ABOVE_ONE_AREA = 101  # points; so many are of several areas together
TOTAL_ROUNDING = 0.5  # points; a total of half points may be printed rounded to whole points
AREA_NUMBERS = range(1, 9)
LONG_LABEL = 12  # letters; a shorter name of an area may be an ordinary word
HALF_POINT_EDITIONS = (2002,)  # the only edition with half points in its published scores

RESEMBLANCE = 0.86  # difflib's ratio; a misspelt name exceeds it, the name of another area does not


@dataclass(frozen=True)
class Edition:
    """A revision of the instrument, with the first and last year of the visits made with it.

    ``last_year`` is ``None`` for the present one. Years overlap because two editions were in use at once.
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

    ``main_area`` is the pair of areas to which it belongs in edition 2020; ``None`` in other editions.
    """

    edition: int
    area_no: int
    name: str
    name_en: str
    max_score: int
    main_area: str | None


@dataclass(frozen=True)
class Spelling:
    """A printed name of an area, and where it was seen; ``language`` is ``sv``, ``nb`` or ``nn``."""

    edition: int
    area_no: int
    language: str
    spelling: str
    source: str


_NOT_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
_OTHER_ASCII = bytes(code for code in range(128) if not chr(code).isalnum())
_LEAD = re.compile(r"^(?:(?:fokus|huvud|hoved|hovud)?områden?|omr)?\d?(?=\D)")
_TAIL = re.compile(
    r"(?:\d|(?:fokus|huvud|hoved|hovud)?område(?=\d)|maxpoäng|poäng|poeng|möjlig|mulig|procent|maks|max|(?<=\d)(?:av|p))+$"
)

_TAIL_ENDS = tuple("gtsxvp")  # the last letters of the words of such a tail


@lru_cache(maxsize=8192)  # the same lines and names are asked for by every reader
def squeeze_text(text: str) -> str:
    """Reduce a text to its letters and digits, normalised (NFKC) and casefolded.

    Line ends, hyphens, spaces between letters and punctuation are removed, so that squeezing two texts and
    joining them gives the same as joining and squeezing them.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    # Bytes are much faster than the expression, which is left with signs such as a dash.
    stored = folded.encode("utf-8", "surrogatepass").translate(None, _OTHER_ASCII)
    squeezed = stored.decode("utf-8", "surrogatepass")
    return squeezed if squeezed.isalnum() else _NOT_LETTER_OR_DIGIT.sub("", squeezed)


@lru_cache(maxsize=8192)  # as squeeze_text
def normalise_label(text: str) -> str:
    """Reduce a printed label to the squeezed letters that name an area, for comparing spellings.

    A leading ``Område 3``, ``3.`` or ``Fokusområde`` is removed, and so are a trailing ``Område 3``,
    dots, page numbers, points and the column headings Poäng and Max.
    """
    bare = _LEAD.sub("", squeeze_text(text))
    return _TAIL.sub("", bare) if bare[-1:].isdecimal() or bare.endswith(_TAIL_ENDS) else bare


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
def list_labels() -> Mapping[str, tuple[Area, ...]]:
    """List every known label in the form of ``normalise_label``, with the areas that it names."""
    found: dict[str, dict[tuple[int, int], Area]] = {}
    for spelling in SPELLINGS:
        key = spelling.edition, spelling.area_no
        found.setdefault(normalise_label(spelling.spelling), {})[key] = AREAS[key]
    return {label: tuple(areas.values()) for label, areas in found.items()}


def find_named_areas(text: str) -> dict[str, tuple[Area, ...]]:
    """Find the names of areas in a text, in the form of ``list_labels``, without those within longer ones."""
    squeezed = squeeze_text(text)
    found = [label for label in list_labels() if label in squeezed]
    return {
        label: list_labels()[label]
        for label in found
        if not any(label != other and label in other for other in found)
    }


def find_finest(edition: int | None) -> float:
    """Return the smallest step between scores in points: 0.5 in edition 2002 or an unknown one, else 1."""
    return 0.5 if edition is None or edition in HALF_POINT_EDITIONS else 1.0


@lru_cache(maxsize=8192)  # as squeeze_text
def find_areas(label: str) -> tuple[Area, ...]:
    """Find the areas, one for each edition, that a whole printed label names; empty for an unknown label."""
    return list_labels().get(normalise_label(label), ())


def suggest_area(label: str, edition: int | None = None, area_no: int | None = None) -> Area | None:
    """Suggest the area that an unknown label resembles, for a finding; it must not be used as a reading.

    ``edition`` and ``area_no`` limit the choice to what the label's surroundings allow.
    """
    wanted = normalise_label(label)
    if not wanted or wanted in list_labels():
        return None
    close: dict[tuple[int, int], float] = {}
    for spelling in SPELLINGS:
        if edition not in (None, spelling.edition) or area_no not in (None, spelling.area_no):
            continue
        pair = SequenceMatcher(None, wanted, normalise_label(spelling.spelling), autojunk=False)
        if pair.real_quick_ratio() < RESEMBLANCE or pair.quick_ratio() < RESEMBLANCE:
            continue  # these two are never less than the ratio
        likeness = pair.ratio()
        key = spelling.edition, spelling.area_no
        if likeness >= RESEMBLANCE:
            close[key] = max(close.get(key, 0.0), likeness)
    if len({area for _, area in close}) != 1:
        return None
    return AREAS[max(close, key=lambda key: (close[key], key))]
