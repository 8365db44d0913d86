"""Find clauses of a report that say what its printed numbers are, in words that are not all known.

``Talen är medelvärden för länet``, ``vi har flyttat varje värde några steg``, ``det är deras betyg som visas
här``: nobody can list all that numbers may be instead of the municipality's own points, so that a clause on
them must have none but known words. A clause that names the municipality or the round may have others, unless
it also names what makes numbers somebody else's, or is about something else than their values.
"""

from __future__ import annotations

import re

from extract.meaning.known import is_known
from extract.meaning.terms import OF_SOMEBODY, Told, understand
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity
from extract.vocabulary import YEAR

CLAUSE_END = re.compile(
    r"[;:]|,\s|\s(?:men|medan|mens|eftersom|fordi|därför att|då)\s|"
    r"\s(?:och|og)\s(?=(?:de|det|den|dei|är|er|har|inget|ska|skal)\b)",
    re.IGNORECASE,
)
LINK = r"(?:så|for|för|og|och|men|at|att)\s+"  # at the beginning of a clause
# Numbers as printed: ``samtliga poäng``, ``poängen i tabellen``, but not a mere ``poängen``.
ANY_NUMBER = join_phrases("printed number", "number of some kind")
PRINTED = (
    rf"(?:{join_phrases('of the table', 'all of them')}\s+{ANY_NUMBER}|"
    rf"{join_phrases('printed number', 'picture of numbers')}\s+{join_phrases('printed here')})"
)
ON_NUMBERS = re.compile(rf"\b{PRINTED}(?!\w)", re.IGNORECASE)
DEFINES = re.compile(  # a heading may stand before the clause
    rf"(?:^\W*(?:{LINK})?|\w \W*(?=(?-i:[A-ZÅÄÖÆØ])))(?:(?:de|alla|samtliga|även|alle|også)\s+)?"
    rf"(?:(?:{PRINTED}|{join_phrases('numbers as shown')})(?!\w)(?:\W+\w+){{0,6}}?|"
    rf"{join_phrases('numbers as subject')}(?!\w)(?:\W+\w+)?)"
    rf"\W+{join_phrases('defines')}\b(?P<rest>.*)",
    re.IGNORECASE,
)
CLEFT = re.compile(  # ``det är deras betyg som återges här``
    rf"\W*(?:{LINK})?(?:det|de)\s+(?:är|er|var)\s+(?P<rest>.+?)\s(?:som|ni|man|dere|du|vi)\s(?:\w+\s){{0,2}}?"
    rf"{join_phrases('is printed')}\s(?:\w+\s){{0,2}}?{join_phrases('printed here', 'here')}",
    re.IGNORECASE,
)
OWN_POINTS = re.compile(r"\bkommune?n?s?\s+(?:sine?\s+)?po[äe]ng", re.IGNORECASE)
HARMLESS = compile_phrases("defines nothing")
OTHER_UNITS = {"rank", "percent", "weight", "remaining"}


def defines_otherwise(sentence: str, identity: Identity) -> bool:
    """Whether a clause of a sentence says in unknown words what the printed numbers are."""
    return any(_is_doubtful(clause, identity) for clause in CLAUSE_END.split(sentence))


def _is_doubtful(clause: str, identity: Identity) -> bool:
    said = _find_definition(clause)
    if said is None or HARMLESS.search(clause) or is_known(said, identity, frozenset()):
        return False
    told = understand(clause, identity)
    is_of_round = str(identity.round) in YEAR.findall(clause)
    is_own = told.named or is_of_round or OWN_POINTS.search(clause) is not None
    return not is_own or _names_others(told)


def _find_definition(clause: str) -> str | None:
    """Return what a clause says the printed numbers are; ``None`` if it does not speak of them."""
    found = DEFINES.search(clause) or CLEFT.match(clause)
    if found is not None:
        return found["rest"]
    return clause if ON_NUMBERS.search(clause) else None


def _names_others(told: Told) -> bool:
    whose = told.whose & (OF_SOMEBODY | {"target"})
    return bool(whose or told.other or told.what & OTHER_UNITS or "earlier" in told.when)
