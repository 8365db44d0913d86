"""Words in a text about numbers that do not make the numbers another municipality's or another year's."""

from __future__ import annotations

import re
from functools import cache

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
LEAST_WORD = 3  # letters; shorter words are not checked, as they may be pieces of broken words
RECEIVES = join_phrases("receives")
OWN_CLAUSE = re.compile(
    rf"{join_phrases('the municipality')}\W+(?:\w+\W+){{0,9}}?{RECEIVES}|"
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
# How much an area can give at most: ``I varje område går det att nå 100 poäng.``
SCALE = re.compile(
    r"(?!.*\b(?:visar|viser|anger|siffr|tabell))[^.!?\d]*\b(?:område\w*|vart och ett|skala\w*)\b[^.!?\d]*"
    r"\b(?:kan|kunne|kunde|går det att|det er mulig|är det möjligt)\b[^.!?\d]*\b(?:100|hundra|hundre)\b"
    r"\W*(?:po[äe]ng\w*)?\W*",
    re.IGNORECASE,
)
IN_ORDER = compile_phrases("puts in order")
SUPERLATIVE = compile_words("superlative")


def says_received(text: str, identity: Identity) -> bool:
    """Whether a clause says that the municipality, or the evaluated one by name, received points."""
    name = rf"\b{re.escape(identity.municipality)}s?\b" if identity.municipality else r"(?!)"
    by_name = rf"{name}\W+(?:\w+\W+){{0,9}}?{RECEIVES}|{RECEIVES}\W+(?:\w+\W+){{0,2}}?{name}"
    return OWN_CLAUSE.search(text) is not None or re.search(by_name, text, re.IGNORECASE) is not None


def is_known(text: str, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    """Whether no word of a text can mean that the numbers are not the municipality's own of this round.

    That is so if a clause says that the municipality received them, or if every word is known. ``apart`` are
    the kinds of numbers with columns of their own in the table: their words are known there, too.
    """
    text = ASSOCIATION.sub(" ", OF_MARKS.sub(" ", text))
    if SCALE.fullmatch(text):
        return True
    if not apart & OF_OTHERS and ANY_MUNICIPALITY.search(text):
        return False
    if says_received(text, identity) and not (
        any(words.search(text) for words in (UNREAL, AVERAGE, EVERYONE)) or names_other(text, identity)
    ):
        return True
    years = [int(year) for year in YEAR.findall(text)]
    if years and identity.round and not apart and identity.round not in years and not {*years} & {*EDITIONS}:
        return False
    own = list_own_words(identity)
    in_order = IN_ORDER.search(text) is not None  # ``Listan börjar med det område där Kil är bäst.``
    return all(
        len(word) < LEAST_WORD
        or HEADING_WORD.fullmatch(word)
        or KNOWN_WORD.fullmatch(word)
        or word.casefold() in own
        or word.casefold() in list_area_words()
        or (in_order and SUPERLATIVE.fullmatch(word))
        or (ReadingKind.PREVIOUS in apart and EARLIER_WORD.fullmatch(word))
        or (apart & OF_OTHERS and AVERAGE_WORD.fullmatch(word))
        for word in LETTERS.findall(join_divided(text))
    )


@cache
def list_area_words() -> frozenset[str]:
    """List the words of all area names, casefolded."""
    names = [*(each.spelling for each in SPELLINGS), *MAIN_AREAS]
    return frozenset(word.casefold() for name in names for word in LETTERS.findall(name))
