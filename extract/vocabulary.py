"""What the words beside a number say it is: headings, legends, captions and the rest of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.municipalities import MUNICIPALITIES
from extract.records import Identity, ReadingKind

PERCENT = re.compile(r"%|procent|prosent", re.IGNORECASE)
CHANGE = re.compile(
    r"ändring|förändr|differens|diff\b|skillnad|utveckling sedan|endring|\+/[-–−]|±", re.IGNORECASE
)
MAXIMUM = re.compile(r"\bmax|maxpoäng|maks|högst[a]?\b|möjlig|mulig|av totalt", re.IGNORECASE)
AVERAGE = re.compile(
    r"genomsnitt|medel|\bsnitt|medeltal|median|övriga|andra kommuner|alla kommuner|samtliga|riket|nationell|"
    r"gjennomsnitt|landssnitt|landet",
    re.IGNORECASE,
)
EARLIER = re.compile(r"föregående|tidigare|förra|senaste mätning|förrige|forrige|førre", re.IGNORECASE)
OWN = re.compile(r"poäng|poeng|resultat|erhåll|uppnå|oppnå|score|kommunens|eget|egen|egna", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")


@dataclass(frozen=True)
class Meaning:
    """What kind of number the words speak of, for which year and whom."""

    kind: ReadingKind
    year: int | None = None
    population: str | None = None


def understand_words(words: str, identity: Identity) -> Meaning:
    """The meaning of a number beside ``words``; ``UNKNOWN`` where they leave it open."""
    years = [int(year) for year in YEAR.findall(words)]
    year = max(years) if years else None
    if PERCENT.search(words):
        return Meaning(ReadingKind.PERCENT, year)
    if CHANGE.search(words):
        return Meaning(ReadingKind.CHANGE, year)
    if AVERAGE.search(words):
        return Meaning(ReadingKind.AVERAGE, year, words.strip())
    if MAXIMUM.search(words):
        return Meaning(ReadingKind.MAX_SCORE)
    if name_other_municipality(words, identity):
        return Meaning(ReadingKind.OTHER, year)
    if EARLIER.search(words):
        return Meaning(ReadingKind.PREVIOUS, year)
    if year is not None and identity.round is not None and year < identity.round:
        return Meaning(ReadingKind.PREVIOUS, year)
    if year is not None and year == identity.round:
        return Meaning(ReadingKind.SCORE, year)
    if year is None and (OWN.search(words) or name_own_municipality(words, identity)):
        return Meaning(ReadingKind.SCORE)
    return Meaning(ReadingKind.UNKNOWN, year)


def name_own_municipality(words: str, identity: Identity) -> bool:
    """Whether the words name the municipality that the report is about."""
    own = identity.municipality
    return bool(own and re.search(rf"\b{re.escape(own)}", words, re.IGNORECASE))


def name_other_municipality(words: str, identity: Identity) -> bool:
    """Whether the words name another municipality and not the report's own."""
    if name_own_municipality(words, identity):
        return False
    found = {word.casefold() for word in re.findall(r"[A-ZÅÄÖÆØ][\wÅÄÖåäöæøé-]+", words)}
    return any(name in found for name in _list_names())


def _list_names() -> Sequence[str]:
    return [place.name.casefold() for place in MUNICIPALITIES.values()]
