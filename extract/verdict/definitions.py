"""Find clauses of a report that say what its printed numbers are, in words that are not all known.

``Talen i tabellen är medelvärden för länet``, ``vi har flyttat alla poäng några steg``, ``det är deras betyg
som visas här``: nobody can list all that numbers may be instead of the municipality's own points, so a clause
on them must have none but known words. Two kinds of clauses may have others: those that name the municipality
or the round and nothing that gives numbers to somebody else, and those that only say how to read the numbers.
"""

from __future__ import annotations

import re

from extract.meaning.known import is_known
from extract.meaning.suspicion import is_suspicious
from extract.meaning.terms import OF_SOMEBODY, Told, understand
from extract.meaning.wording import OF_PRINT, is_understood, takes_back
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity
from extract.series.colour_words import COLOURS
from extract.vocabulary import AVERAGE, YEAR

CLAUSE_END = re.compile(
    r"[;:]|,\s|\s(?:men|medan|mens|eftersom|fordi|därför att|då)\s|"
    r"\s(?:och|og)\s(?=(?:de|det|den|dei|är|er|har|inget|ska|skal)\b)",
    re.IGNORECASE,
)
LINK = r"(?:så|for|för|og|och|men|at|att)\s+"  # at the beginning of a clause
# Numbers as printed: ``samtliga poäng``, ``poängen i tabellen``, but not a mere ``poängen``.
NUMBERS, POINTS = join_phrases("printed number", "number of some kind"), join_phrases("points as printed")
ALL, HERE = join_phrases("all of them"), join_phrases("printed here")
PRINTED = (
    rf"(?:{join_phrases('of the table')}\s+(?:{NUMBERS}|{POINTS})|{ALL}\s+(?:{POINTS}|{NUMBERS}\s+{HERE})|"
    rf"{join_phrases('printed number', 'picture of numbers')}\s+{HERE})"
)
ANY = rf"{ALL}\s+{NUMBERS}"  # near the points they are the printed ones, elsewhere maybe others
ON_NUMBERS, ON_ANY = (re.compile(rf"\b{each}(?!\w)", re.IGNORECASE) for each in (PRINTED, ANY))
BEGINNING = (  # of a clause; a heading may stand before it
    rf"(?:^\W*(?:{LINK})?|\w \W*(?=(?-i:[A-ZÅÄÖÆØ])))(?:(?:de|alla|samtliga|även|alle|også)\s+)?"
)
SAYS = rf"\W+{join_phrases('defines')}\b(?P<rest>.*)"
DEFINES = re.compile(rf"{BEGINNING}{PRINTED}(?!\w)(?:\W+\w+){{0,6}}?{SAYS}", re.IGNORECASE)
DEFINES_ANY = re.compile(
    rf"{BEGINNING}(?:(?:{ANY}|{join_phrases('numbers as shown')})(?!\w)(?:\W+\w+){{0,6}}?|"
    rf"{join_phrases('numbers as subject')}(?!\w)(?:\W+\w+)?){SAYS}",
    re.IGNORECASE,
)
CLEFT = re.compile(  # ``det är deras betyg som återges här``
    rf"\W*(?:{LINK})?(?:det|de)\s+(?:är|er|var)\s+(?P<rest>.+?)\s(?:som|ni|man|dere|du|vi)\s(?:\w+\s){{0,2}}?"
    rf"{join_phrases('is printed')}\s(?:\w+\s){{0,2}}?{join_phrases('printed here', 'here')}",
    re.IGNORECASE,
)
# All of the numbers are said to be, or to come from, something: ``Poängen är vad grannen fick``.
ALL_NUMBERS = (
    rf"^\W*(?:{LINK})?{join_phrases('all printed numbers')}"
    rf"(?:\W+(?:i|in|på|under|over|över|ovan|nedan|inne|inuti|etter|efter)\W+(?:\w+\W+){{0,3}}?|\W+)"
)
ARE_WHAT = re.compile(
    rf"{ALL_NUMBERS}(?:\w+\W+)?{join_phrases('is what', 'comes from')}(?P<rest>.*)", re.IGNORECASE
)
ARE_MEANS = re.compile(
    rf"{ALL_NUMBERS}{join_phrases('defines', 'contains')}\W+"
    rf"(?:(?:en|ett|et|eit|den|det|de|alltså|altså|egentligen|här|her|vägt|vektet)\W+){{0,2}}"
    rf"(?P<rest>\w*?(?:{AVERAGE.pattern}|median|{join_phrases('reached by the best')}))",
    re.IGNORECASE,
)
OWN_POINTS = compile_phrases("points of the municipality")
HARMLESS = compile_phrases("defines nothing", "how it is")
PART = compile_phrases("brackets", "side or place in a picture", *COLOURS)  # of the printed numbers
PURPOSE = re.compile(r"\s(?:så att|slik at)\s[^,;]*", re.IGNORECASE)
OTHER_UNITS = {"rank", "percent", "weight", "remaining"}


def defines_otherwise(sentence: str, identity: Identity, *, is_near: bool) -> bool:
    """Whether a clause of a sentence says in unknown words what the printed numbers are.

    ``is_near`` says that a mere ``siffrorna`` means them; far from the points it means the numbers that were
    told last.
    """
    clauses = CLAUSE_END.split(sentence)
    return any(_is_doubtful(_find_definition(each, is_near=is_near), each, identity) for each in clauses)


def are_something_else(sentence: str, identity: Identity) -> bool:
    """Whether a clause says of all the printed numbers that they are means, or something in unknown words.

    Only a sentence near the points speaks of the printed ones if it says no more than ``siffrorna``.
    """
    for clause in CLAUSE_END.split(sentence):
        if HARMLESS.search(clause):
            continue
        means, what = (_find_of_all(pattern, clause) for pattern in (ARE_MEANS, ARE_WHAT))
        if means or _is_doubtful(what, clause, identity):
            return True
    return False


def _find_of_all(pattern: re.Pattern[str], clause: str) -> str | None:
    """Return what a clause says of all the numbers; ``None`` if its subject is a part of them."""
    found = pattern.search(clause)
    return found["rest"] if found and not PART.search(clause[: found.start("rest")]) else None


def _find_definition(clause: str, *, is_near: bool) -> str | None:
    """Return what a clause says the printed numbers are; ``None`` if it does not speak of them."""
    found = DEFINES.search(clause) or CLEFT.match(clause) or (is_near and DEFINES_ANY.search(clause))
    if found:
        return found["rest"]
    is_on_them = ON_NUMBERS.search(clause) or (is_near and ON_ANY.search(clause))
    return clause if is_on_them else None


def _drop_purpose(said: str, identity: Identity) -> str:
    """Drop what a way of setting points is good for: *avstämda så att inget räknas två gånger*."""
    return PURPOSE.sub(lambda found: found[0] if is_suspicious(found[0], identity) else " ", said)


def _is_doubtful(said: str | None, clause: str, identity: Identity) -> bool:
    said = said and _drop_purpose(said, identity)
    if said is None or HARMLESS.search(clause) or is_known(OF_PRINT.sub(" ", said), identity, frozenset()):
        return False
    if is_understood(said, identity) and not takes_back(clause):
        return False
    told = understand(clause, identity)
    is_of_round = str(identity.round) in YEAR.findall(clause)
    is_own = told.named or is_of_round or OWN_POINTS.search(clause) is not None
    return not is_own or _names_others(told)


def _names_others(told: Told) -> bool:
    whose = told.whose & (OF_SOMEBODY | {"target"})
    return bool(whose or told.other or told.what & OTHER_UNITS or "earlier" in told.when)
