"""Words in a text about numbers that do not make the numbers another municipality's or another year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extract.instrument import EDITIONS, MAIN_AREAS, SPELLINGS
from extract.phrases import compile_phrases, compile_words, join_phrases
from extract.records import Identity, ReadingKind
from extract.vocabulary import (
    AVERAGE,
    EVERYONE,
    HEADING_WORD,
    LETTERS,
    OF_MARKS,
    YEAR,
    join_divided,
    list_own_words,
    names_other,
)

OF_OTHERS = frozenset({ReadingKind.AVERAGE, ReadingKind.OTHER})
FOREIGN_KINDS = OF_OTHERS | {ReadingKind.PREVIOUS}
MANY = 99  # unknown words of a text that names others
LEAST_WORD = 3  # letters; shorter words are not checked, as they may be pieces of broken words
RECEIVES, GIVES, NEXT_TO = (join_phrases(each) for each in ("receives", "gives points", "next to"))
BETWEEN = (  # the municipality and the verb
    r"(?:har|hade|då|nu|alltså|därmed|totalt|sammanlagt|samlet|samla|tillsammans|til|saman|i|år|även|"
    r"(?:19|20)\d\d)"
)
# ``Med 482 poäng ligger Kalmar bland de första``, but not ``ligger Kalmars grannar``
WITH_POINTS = (
    r"\bmed\W+(?:(?:sina|sine|sammanlagt|totalt|samlet)\W+)?(?:#|\d[\d,.]*)\W+(?:po[äe]ng\w*\W+)?"
    rf"{join_phrases('has a place')}\W+"
)
NO_LONGER_NAME = r"(?:s?\W+(?:kommune?|stads?|herad))?(?![\w-])"
BESIDE = re.compile(rf"{NEXT_TO}\W*$", re.IGNORECASE)  # directly before the name
FORM = re.compile(r"kommun\w*|stads?|herad\w*|region", re.IGNORECASE)
SEVERAL, ANOTHER = compile_phrases("several municipalities"), compile_phrases("another municipality")
OWN_CLAUSE = re.compile(
    rf"{join_phrases('the municipality')}(?!\W+{NEXT_TO})\W+(?:\w+\W+){{0,9}}?{RECEIVES}|"
    rf"{join_phrases('evaluators')}\W+(?:\w+\W+){{0,12}}?{join_phrases('decides')}\W+(?:\w+\W+){{0,3}}?po[äe]ng|"
    r"\b(?:har|får|fick|fikk)\W+(?:kommunen|staden|regionen|vi)\W+(?:fått\b|po[äe]ng)",
    re.IGNORECASE,
)
UNREAL = compile_phrases("unreal")
ASSOCIATION = compile_phrases("the association")  # whose name speaks of municipalities, and says nothing
ANY_MUNICIPALITY = compile_phrases("any municipality")
KNOWN_WORD = compile_words("known")
AVERAGE_WORD = compile_words(
    "known beside averages"
)  # additional words of a table with a column of averages or of other municipalities
EARLIER_WORD = compile_words(
    "known beside earlier rounds"
)  # additional words of a table with a column of an earlier round
# ``Kommunen har gått framåt``: what the numbers did since the earlier round, unless it is only supposed
UP_OR_DOWN = compile_phrases("has gone up or down")
LOOKS_SO = re.compile(r"\bser(?=\W+(?:\w+\W+){1,5}?ut\b)", re.IGNORECASE)  # ``Så här ser profilen ut``
IN_ORDER = compile_phrases("puts in order")
SUPERLATIVE = compile_words("superlative")


def says_received(text: str, identity: Identity) -> bool:
    """Whether a clause says that the municipality, or the evaluated one by name, received points.

    Neither its neighbours and schools did (``Arvikas vänort fick``), nor those like it or around it.
    """
    if OWN_CLAUSE.search(text):
        return True
    if not identity.municipality or identity.municipality.casefold() not in text.casefold():
        return False
    if re.search(rf"{WITH_POINTS}{re.escape(identity.municipality)}{NO_LONGER_NAME}", text, re.IGNORECASE):
        return True
    if SEVERAL.search(text) or ANOTHER.search(text):
        return False
    own = rf"(?<!\w){re.escape(identity.municipality)}"
    name = rf"(?:{own}s?\W+(?:kommune?|stads?|herad)|{own})(?!\w)"
    before = rf"{name}(?:\W+{BETWEEN}){{0,5}}?\W+{RECEIVES}"
    after = rf"{RECEIVES}(?:\W+{BETWEEN}){{0,2}}?\W+{name}"
    found = re.search(rf"{before}|{after}", text, re.IGNORECASE)
    return found is not None and BESIDE.search(text[: found.start()]) is None


def gives_points(text: str, identity: Identity) -> bool:
    """Whether the municipality itself gives a clause's points, as in ``Kommunen ger området 56 poäng``."""
    if _compile_giver("kommun(?:en|e)?|staden|regionen|heradet").search(text):
        return True
    name = identity.municipality or "kommunen"
    return name.casefold() in text.casefold() and bool(_compile_giver(re.escape(name)).search(text))


@lru_cache(maxsize=8)  # names of municipalities; compiled only for texts that have them
def _compile_giver(names: str) -> re.Pattern[str]:
    own = rf"(?:{names})\W+(?:(?:själv|selv|sjølv)\W+)?"
    inverted = rf"{GIVES}\W+{own}(?:sig|seg|områd\w+|sitt|detta|dette)\b"
    return re.compile(rf"\b(?:(?<!\bi )(?<!\bav ){own}{GIVES}|{inverted})", re.IGNORECASE)


def names_other_too(text: str, identity: Identity) -> bool:
    """Whether a text names another municipality, even beside the report's own."""
    return names_other(text.replace(identity.municipality or "\0", " "), identity)


def names_what_is_its(text: str, identity: Identity) -> bool:
    """Whether a text speaks of what is the municipality's or near it: ``Arvikas skolor``, ``nära Arvika``."""
    name = identity.municipality and re.search(
        rf"(?<!\w){re.escape(identity.municipality)}(s\W+(\w+))?", text
    )
    if not name:
        return False
    is_its = name[1] and not any(words.fullmatch(name[2]) for words in (HEADING_WORD, KNOWN_WORD, FORM))
    return bool(is_its or BESIDE.search(text[: name.start()]))


def is_known(text: str, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    """Whether no word of a text can mean that the numbers are not the municipality's own of this round.

    That is so if a clause says that the municipality received them, or if every word is known. ``apart`` are
    the kinds of numbers with columns of their own in the table: their words are known there, too.
    """
    text = _drop_marks(text)
    if ReadingKind.PREVIOUS in apart and not UNREAL.search(text):
        text = UP_OR_DOWN.sub(" ", text)
    if _names_others(text, identity, apart):
        return False
    if says_received(text, identity) and not (
        any(words.search(text) for words in (UNREAL, AVERAGE, EVERYONE)) or names_other_too(text, identity)
    ):
        return True
    return _has_known_words(text, identity, apart)


def count_unknown(text: str, identity: Identity, apart: frozenset[ReadingKind]) -> int:
    """Count the unknown words of a text, whoever received the points that it speaks of.

    A text that names others, or another year, has ``MANY`` of them.
    """
    text = _drop_marks(text)
    if _names_others(text, identity, apart) or _names_another_year(text, identity, apart):
        return MANY
    return sum(1 for _ in _find_unknown(text, identity, apart))


def _drop_marks(text: str) -> str:
    return LOOKS_SO.sub(" ", ASSOCIATION.sub(" ", OF_MARKS.sub(" ", text)))


def _names_others(text: str, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    if names_what_is_its(text, identity):
        return True
    return not apart & OF_OTHERS and ANY_MUNICIPALITY.search(text) is not None


def _has_known_words(text: str, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    return not _names_another_year(text, identity, apart) and not any(_find_unknown(text, identity, apart))


def _names_another_year(text: str, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    years = {int(year) for year in YEAR.findall(text)}
    told = years and identity.round and not apart
    return bool(told and identity.round not in years and not years & {*EDITIONS})


def _find_unknown(text: str, identity: Identity, apart: frozenset[ReadingKind]) -> Iterator[str]:
    own = list_own_words(identity)
    in_order = IN_ORDER.search(text) is not None  # ``Listan börjar med det område där Kil är bäst.``
    for word in LETTERS.findall(join_divided(text)):
        if not (
            len(word) < LEAST_WORD
            or HEADING_WORD.fullmatch(word)
            or KNOWN_WORD.fullmatch(word)
            or word.casefold() in own
            or word.casefold() in list_area_words()
            or (in_order and SUPERLATIVE.fullmatch(word))
            or (ReadingKind.PREVIOUS in apart and EARLIER_WORD.fullmatch(word))
            or (apart & OF_OTHERS and AVERAGE_WORD.fullmatch(word))
        ):
            yield word


@cache
def list_area_words() -> frozenset[str]:
    """List the words of all area names, casefolded."""
    names = [*(each.spelling for each in SPELLINGS), *MAIN_AREAS]
    return frozenset(word.casefold() for name in names for word in LETTERS.findall(name))
