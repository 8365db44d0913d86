"""List the numbers of a sentence that nothing says to be somebody else's, of another time, or no points.

Unlike ``extract.claims.told_sentence``, it parts clauses between their numbers (``från 50 poäng till 61``),
and the words need not be known: what it lists proves nothing without a sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.claims.before import COMPARED, NOW
from extract.claims.foreign import COMPARISON
from extract.claims.spoken import BOTH, PAST
from extract.claims.told_sentence import (
    ANOTHER,
    AS_HIGH,
    COUNTS,
    DIFFERENCE,
    NOT_POINTS,
    PLACE,
    is_of_an_area,
    is_past,
    mark_numbers,
)
from extract.claims.totals import SUPPOSED
from extract.instrument import MAX_SCORE
from extract.meaning.clauses import ENTRY_END, is_not_reached
from extract.meaning.known import UNREAL, gives_points
from extract.meaning.terms import OF_SOMEBODY, find_statements, understand
from extract.numbers import Number, parse_numbers
from extract.page.words import Word
from extract.records import Identity

YEAR_AFTER = re.compile(r"\W*(?:(?:po[äe]ng|p)\W+)?(?:(?:år|i)\s+)?\(?(?:19|20)\d\d\b\)?", re.IGNORECASE)
GOES_ON = re.compile(  # after a number of points; any other word says what the number counts
    r"\W*(?:p|po[äe]ng\w*|av|och|og|mot|jämf\w*|sammenl\w*|saml\w*|vilket|noe|noko|som|att|at|i|vid|ved|år|till?|"
    r"nu|nå|no|för|for|på|den här|denna|denne|(?:19|20)\d\d)(?!\w)",
    re.IGNORECASE,
)
EITHER = re.compile(r"\beller\b", re.IGNORECASE)
RELATIVE = re.compile(r"\W*(?:som|där|der)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """What a sentence says of one of its numbers: the text before and after it, up to another number.

    ``since`` is all before it up to another number, and ``clause`` the whole clause.
    """

    lead: str
    rest: str
    since: str
    clause: str


def list_undenied(
    words: Sequence[Word], before: Sequence[str], identity: Identity
) -> Iterator[tuple[Number, bool]]:
    """Yield the numbers that can be an area's own points, each with whether words make it the own one.

    ``before`` are the sentences before, without names of areas. One on another time or on others denies the
    numbers after it if it has none itself.
    """
    numbers = [each for each in parse_numbers(words) if each.value <= MAX_SCORE]
    text = mark_numbers(words, numbers)
    context = before[-1] if before and not _has_number(before[-1]) else ""
    for at, number in enumerate(numbers):
        if f"⟦{at}⟧" not in text:
            continue  # named as a maximum
        part = _cut(text, at)
        if is_of_an_area(number) and not _is_denied(number, part, context, identity):
            yield number, _is_own(number, f"{part.lead} # {part.rest}", identity)


def _has_number(text: str) -> bool:
    return re.search(r"(?<!\d)\d{1,3}(?!\d)", text) is not None


def _cut(text: str, at: int) -> Part:
    """Cut the part of a number out of a text with marked numbers.

    A year directly after another number of the clause belongs to that one. A clause that only begins with the
    number, or with a relative pronoun, goes on with the one before.
    """
    mark = f"⟦{at}⟧"
    clauses = ENTRY_END.split(text)
    own = next(no for no, each in enumerate(clauses) if mark in each)
    lead, _, rest = clauses[own].partition(mark)
    rest = PLACE.split(rest)[0]
    if PLACE.search(lead):
        lead = YEAR_AFTER.sub(" ", PLACE.split(lead)[-1], count=1)
    elif own and (not lead.strip() or RELATIVE.match(lead)) and PLACE.search(clauses[own - 1]) is None:
        lead = f"{clauses[own - 1]} {lead}"  # as in ``2013: 55`` and ``genomsnittet, som är 55``
    return Part(lead, rest, PLACE.split(text.partition(mark)[0])[-1], clauses[own])


def _is_denied(number: Number, part: Part, context: str, identity: Identity) -> bool:
    lead, rest = part.lead, part.rest
    if DIFFERENCE.match(rest):
        return True
    rest = COMPARISON.sub(" ", AS_HIGH.sub("", rest))
    clause = f"{lead} # {rest}"
    told = understand(clause, identity)
    is_pointed = number.points or number.ratio_max is not None
    is_counted = rest.lstrip()[:1].isalpha() and not is_pointed and not GOES_ON.match(rest)
    of_others = (told.other or told.whose & OF_SOMEBODY) and not told.named
    return bool(
        is_counted
        or of_others
        or "mean" in told.whose
        or "target" in told.whose
        or told.what & NOT_POINTS
        or "subarea" in told.scope
        or is_past(told, identity)
        or COUNTS.search(lead)
        or SUPPOSED.search(lead)
        or any(words.search(clause) for words in (ANOTHER, BOTH, PAST))
        or any(words.search(part.clause) for words in (UNREAL, EITHER))
        or is_not_reached(part.since, rest)
        or gives_points(clause, identity)
        or (context and _turns(context, clause, identity))
    )


def _turns(context: str, clause: str, identity: Identity) -> bool:
    """Whether the sentence before, which has no number, gives those after it to others or another time."""
    told = understand(COMPARED.sub(" ", context), identity)
    if (told.other or told.whose & OF_SOMEBODY) and not (told.named or understand(clause, identity).named):
        return True
    return is_past(told, identity) and not NOW.search(clause)


def _is_own(number: Number, clause: str, identity: Identity) -> bool:
    """Whether words name the municipality, what it got or this time, and speak of points."""
    told = understand(clause, identity)
    assesses = any(each.value == "assesses" for each in find_statements(clause))
    of_points = number.points or number.ratio_max is not None or assesses or "points" in told.what
    of_round = NOW.search(clause) is not None or identity.round in told.years
    return bool(of_points and (told.named or told.whose & {"own", "got"} or of_round))
