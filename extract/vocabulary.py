"""Understand the words that belong to a number: a heading, a legend, a caption, the rest of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.instrument import MAX_SCORE, MAX_TOTAL
from extract.municipalities import MUNICIPALITIES
from extract.phrases import compile_phrases, compile_words, join_phrases
from extract.records import Identity, ReadingKind

PERCENT = re.compile(r"%|procent|prosent|andel", re.IGNORECASE)
CHANGE = re.compile(rf"{join_phrases('change')}|\+/[-–−]", re.IGNORECASE)
DIFFERENCE = compile_phrases("difference")
MAXIMUM = re.compile(rf"{join_phrases('maximum')}|\bav\b\s*$", re.IGNORECASE)
POINTS_OF_MOST = re.compile(r"poäng\s*/\s*max|poeng\s*/\s*maks", re.IGNORECASE)
MOST_IN_BRACKETS = re.compile(r"(?<=\w)\s*\((?:max|maks|av|högst|høyst)\D*(\d*)[^)]*\)", re.IGNORECASE)
AVERAGE = re.compile(
    rf"{join_phrases('average')}|genom-?\s?snitt|\bmedel(?!punkt|barn)|(?<!av)snitt\w*", re.IGNORECASE
)
OPENS_WITH_AVERAGE = re.compile(
    rf"^\W*(?:(?:tabell|figur|diagram)\W*\d*\W*)?(?:{AVERAGE.pattern})", re.IGNORECASE
)
EVERYONE = compile_phrases("everyone")  # a country, a county or a group of municipalities
EXTREME = compile_phrases("extreme")  # best and worst values, ranks and weights
EARLIER = compile_phrases("earlier")
NO_RESULT = compile_phrases(
    "no result"
)  # targets, self-assessments, points lost or still possible, and the like
HEADING_WORD = compile_words(
    "heading"
)  # every word that the heading of the municipality's own scores may have
LINE = compile_phrases("line in a picture")
OF_MARKS = re.compile(  # a clause about arrows or stars beside the numbers
    rf"(?:^|[,;(]|\b(?:och|og|men|medan|mens)\b)\s*(?:(?:den|de|det|dei|en|ett)\s+)?(?:\w+\s+)?"
    rf"{join_phrases('mark in a picture')}[^,;()]*?(?=$|[,;)]|\b(?:och|og|men|medan|mens)\b)",
    re.IGNORECASE,
)
HEADING_WORDS = 8  # words; a longer text is a sentence
LETTERS = re.compile(r"[^\W\d_]+")
GOES_ON = r"(?=[a-zåäöæø])(?!(?:och|og|eller|samt)\b)"  # goes on a divided word, not *chefs- och*
DIVIDED = re.compile(rf"(?<=\w)-\s+{GOES_ON}")
OWN = re.compile(rf"{join_phrases('own points')}|^fått$", re.IGNORECASE)
OLD_VERSION = re.compile(rf"{join_phrases('old version')}|(?:version|kommunkompassen)\s*2002", re.IGNORECASE)
NEW_VERSION = re.compile(rf"{join_phrases('new version')}|(?:version|kommunkompassen)\s*2010", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
NAME = re.compile(r"[A-ZÅÄÖÆØ][A-ZÅÄÖÆØa-zåäöæøé-]+")
PARTED = re.compile(r"-\s+")
NAME_OF_KOMMUNE = re.compile(r"([A-ZÆØÅ][\w-]+) [Kk]ommunes?\b")
PLAIN_WORDS = {  # Norwegian municipalities whose names are ordinary words; names only if "kommune" follows
    *("time", "re", "os", "stad", "strand", "sund", "berg", "fjell", "vik", "eid", "nes", "hof", "marker"),
    *("heim", "fjord", "sel", "gran", "tinn", "gol", "lund", "hol", "hole", "valle", "lier", "frei", "fet"),
}


@dataclass(frozen=True)
class Meaning:
    """What words say about a number: its kind, its year, and the municipalities of an average.

    ``edition`` is set if the words name the version of the instrument. ``named`` says that they name the
    report's own municipality.
    """

    kind: ReadingKind
    year: int | None = None
    population: str | None = None
    edition: int | None = None
    named: bool = False


def understand_words(words: str, identity: Identity) -> Meaning:
    """Understand the words that belong to a number; its kind is ``UNKNOWN`` if they do not say what it is."""
    years = [int(year) for year in YEAR.findall(words)]
    year = years[-1] if years else None  # the last one is the nearest to the number
    named = names_own(words, identity)
    if NO_RESULT.search(words) and len(words.split()) <= HEADING_WORDS:
        return Meaning(ReadingKind.OTHER, year)
    if DIFFERENCE.search(words) and not is_of_earlier_round(words, identity):
        return Meaning(ReadingKind.OTHER, year)  # a difference to others, which ``differences`` settles
    if CHANGE.search(words) or DIFFERENCE.search(words):
        return Meaning(ReadingKind.PERCENT if PERCENT.search(words) else ReadingKind.CHANGE, year)
    if PERCENT.search(words):
        return Meaning(ReadingKind.PERCENT, year)
    if MAXIMUM.search(MOST_IN_BRACKETS.sub("", words)) and not POINTS_OF_MOST.search(words):
        return Meaning(ReadingKind.MAX_SCORE)
    if AVERAGE.search(words) and (not named or is_mean_of_others(words)):
        return Meaning(ReadingKind.AVERAGE, year, words.strip())
    if names_other(words, identity) or EXTREME.search(words):
        return Meaning(ReadingKind.OTHER, year)
    if EVERYONE.search(words) and not named:
        return Meaning(ReadingKind.AVERAGE, year, words.strip())
    if OLD_VERSION.search(words):
        return Meaning(ReadingKind.SCORE, None, edition=2002, named=named)
    if NEW_VERSION.search(words) and re.search(r"version|poäng|kompass|bedöm", words, re.IGNORECASE):
        return Meaning(ReadingKind.SCORE, None, edition=2010, named=named)
    if AVERAGE.search(words):
        return Meaning(ReadingKind.UNKNOWN, year, words.strip())
    if EARLIER.search(words):
        return Meaning(ReadingKind.PREVIOUS, year)
    if year is not None and identity.round is not None and year < identity.round:
        return Meaning(ReadingKind.PREVIOUS, year)
    if year is not None and year == identity.round:
        return Meaning(ReadingKind.SCORE, year, named=named)
    if year is None and (OWN.search(words) or named):
        return Meaning(ReadingKind.SCORE, named=named)
    return Meaning(ReadingKind.UNKNOWN, year, named=named)


def is_of_earlier_round(words: str, identity: Identity) -> bool:
    """Whether the words speak of an earlier round, by a word or a year."""
    return bool(EARLIER.search(words)) or is_earlier_year(words, identity)


def understand_heading(words: str, identity: Identity) -> Meaning:
    """Understand a heading; its kind is ``SCORE`` only if all its words are known words of such headings."""
    meaning = understand_words(words, identity)
    if meaning.kind is not ReadingKind.SCORE or meaning.edition is not None:
        return meaning
    own = list_own_words(identity)
    other_most = any(
        most not in ("", str(MAX_SCORE), str(MAX_TOTAL)) for most in MOST_IN_BRACKETS.findall(words)
    )
    if not other_most and all(
        HEADING_WORD.fullmatch(word) or word.casefold() in own
        for word in LETTERS.findall(join_divided(words))
    ):
        return meaning
    return Meaning(ReadingKind.UNKNOWN, meaning.year)


def list_own_words(identity: Identity) -> frozenset[str]:
    """List the words of the municipality's name, casefolded, also in the genitive."""
    own = {part.casefold() for part in LETTERS.findall(identity.municipality or "")}
    return frozenset(own | {f"{part}s" for part in own})


def join_divided(text: str) -> str:
    """Join the words of a text that are divided between two lines by a hyphen."""
    return DIVIDED.sub("", text)


def is_mean_of_others(words: str) -> bool:
    """Whether the words begin with an average of several municipalities."""
    return bool(OPENS_WITH_AVERAGE.search(words) and re.search(r"\bkommuner\b", words))


def is_earlier_year(words: str, identity: Identity) -> bool:
    """Whether the words have a year before the report's round."""
    return identity.round is not None and any(int(year) < identity.round for year in YEAR.findall(words))


def names_own(words: str, identity: Identity) -> bool:
    """Whether the words name the report's municipality."""
    own = identity.municipality
    if not own:
        return False
    name = _compile_name(own)
    return bool(name.search(words)) or ("-" in words and bool(name.search(PARTED.sub("", words))))


@cache
def _compile_name(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)", re.IGNORECASE)


def names_other(words: str, identity: Identity) -> bool:
    """Whether the words name another municipality and not the report's."""
    if names_own(words, identity):
        return False
    found = {word.casefold() for word in NAME.findall(words)}
    plain = words.casefold()
    country = identity.country or "SE"
    if country == "NO" and any(
        name.casefold() in _list_names("NO") for name in NAME_OF_KOMMUNE.findall(words)
    ):
        return True
    return not _list_plain_names(country).isdisjoint(found) or any(
        name in plain for name in _list_long_names(country)
    )


@cache
def _list_names(country: str) -> frozenset[str]:
    names = {place.name.casefold() for place in MUNICIPALITIES.values() if place.country == country}
    return frozenset(names | {f"{name}s" for name in names})


@cache
def _list_plain_names(country: str) -> frozenset[str]:
    return _list_names(country) - PLAIN_WORDS


@cache
def _list_long_names(country: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            place.name.casefold()
            for place in MUNICIPALITIES.values()
            if " " in place.name and place.country == country
        )
    )
