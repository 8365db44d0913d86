"""Words on how the points are set, shown and read, which make them nobody else's."""

from __future__ import annotations

import re

from extract.meaning.known import count_unknown
from extract.phrases import compile_phrases, compile_words, join_phrases
from extract.records import Identity, ReadingKind
from extract.vocabulary import AVERAGE, LETTERS

OF_PRINT = compile_phrases("said of printed points")
HARMLESS = re.compile(
    rf"{join_phrases('said when points are spoken of', 'not published by', 'for instance')}|"
    rf"{join_phrases('left unchanged')}(?=\W*(?:$|[.,;:]|(?:men|av|efter|etter|som)\b))",  # not: since 2010
    re.IGNORECASE,
)
KNOWN_WORD = compile_words("known when points are spoken of")
NUMBERS = compile_phrases("points spoken of", "numbers spoken of")
BESIDE_OTHERS = compile_phrases("beside other numbers")
# ``Poängen säger inget om servicen``; what follows *but* would be said of them
OF_NO_SUCH = re.compile(
    rf"{join_phrases('speaks of no such thing')}(?!.*\b(?:utan|uten|men|snarare|heller)\b).*", re.IGNORECASE
)
OTHERS = rf"\w*(?:{AVERAGE.pattern})|{join_phrases('everyone', 'another municipality')}"
# ``Poängen jämförs med ett genomsnitt``, ``går att jämföra mellan kommuner``: they are not what follows
COMPARES_WITH = re.compile(
    rf"(?P<kept>\b{join_phrases('compares numbers')}(?:\W+(?!{OTHERS})\w+){{0,4}}?)"
    r"\W+(?:med|mot|till|til|mellan|mellom)\b"
    rf"(?:(?!\s(?:och|og|samt|eller)\s+(?:\w+\s)?"
    rf"{join_phrases('defines', 'comes from', 'taken from', 'is made', 'set points')}).)*",
    re.IGNORECASE,
)
OF_A_YEAR = r"\W+(?:från|för|i|av|fra|frå|for)\W+(?:år\W+)?(?P<year>(?:19|20)\d\d)\b"  # after the numbers
TAKES_BACK = compile_phrases("takes back with known words")


def takes_back(clause: str) -> bool:
    """Whether a clause on the points takes them back though all its words are known."""
    return TAKES_BACK.search(HARMLESS.sub(" ", clause)) is not None


def is_understood(said: str, identity: Identity) -> bool:
    """Whether all that is said of the points is on how they are set, shown and read."""
    return count_strange_words(said, identity) == 0


def count_strange_words(said: str, identity: Identity, apart: frozenset[ReadingKind] = frozenset()) -> int:
    """Count the words of what is said of the points that are not on how they are set, shown and read.

    ``apart`` are the kinds of other numbers beside the points, of which it may speak as well. There are many
    in what names others.
    """
    rest = NUMBERS.sub(" ", OF_PRINT.sub(" ", _drop_harmless(said)))
    return count_unknown(LETTERS.sub(_drop_known, rest), identity, apart)


def _drop_harmless(said: str) -> str:
    """Drop harmless phrases, what the points do not tell and what they are compared with."""
    said = COMPARES_WITH.sub(r"\g<kept> ", BESIDE_OTHERS.split(said, maxsplit=1)[0])
    return HARMLESS.sub(" ", OF_NO_SUCH.sub(" ", said))


def _drop_known(word: re.Match[str]) -> str:
    return " " if KNOWN_WORD.fullmatch(word[0]) else word[0]
