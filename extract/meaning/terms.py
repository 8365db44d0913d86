"""Terms: words and phrases that state a number's owner, time, quantity or scope.

They are listed in ``terms.csv``; in a term's form ``*`` stands for any letters. Where several terms match at
one place, the one with the longest form counts. A term of dimension ``none`` states nothing: it only prevents
matches of shorter terms within it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from extract.csvtables import load_table
from extract.records import Identity
from extract.vocabulary import LETTERS, list_own_words, names_other, names_own

YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?!\d)(?!-\d\d)")
OUT_OF = re.compile(
    r"\(?\b(?:max|maks|av|högst|høyst|maximalt?|mest)\.?:?\s*"
    r"(?:totalt |maks |möjliga |maximala |maximalt |poäng |de |dei )?"
    r"(?:#|100|200|800)(?:\s*(?:poäng|poeng|p)\b)?(?:\s+(?:möjliga|mulige|moglege))?\)?|/\s?(?:#|100|800|max|maks)\b|\(max\)|\(maks\)",
    re.IGNORECASE,
)
OF_SOMEBODY = frozenset({"mean", "other", "people", "target"})  # of dimension ``whose``: not the own points
OTHER_QUANTITIES = frozenset({"change", "difference", "percent", "rank", "remaining"})  # of ``what``
VERB = "verb"  # the dimension of verbs about points (give, tell, assess)
BEGINNING = re.compile(r"(?<![^\W_])[^\W_]|[\W_]")  # first character of a word, or a sign: starts of terms


@dataclass(frozen=True)
class Term:
    """A line of ``terms.csv``: a term's form, and the dimension and value that it states."""

    form: str
    dimension: str
    value: str


@dataclass(frozen=True)
class Statement:
    """The dimension and value that a term states, with the term's position in the text."""

    dimension: str
    value: str
    start: int
    end: int


class _Forms:
    """Terms that may begin with the same character, as one regular expression that tries them in order."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = terms
        forms = "|".join(f"({_write_pattern(term.form)})" for term in self.terms)
        self.pattern = re.compile(forms, re.IGNORECASE)


def _write_pattern(form: str) -> str:
    text = re.escape(form).replace(r"\*", r"[^\W\d_]*").replace(r"\ ", r"\s+")
    return text + (r"(?![^\W_])" if form[-1].isalpha() or form[-1] == "*" else "")


@cache
def _compile() -> tuple[dict[str, _Forms], _Forms]:
    """Compile the terms; return them by their first character, and those that begin with any letter."""
    terms = sorted(load_table("extract.data", "terms.csv", Term), key=lambda term: -len(term.form))
    begins = [(term.form[0].casefold(), term) for term in terms]
    by_first = {
        first: _Forms(
            [term for begin, term in begins if begin == first or (begin == "*" and first.isalpha())]
        )
        for first in {begin for begin, _ in begins} - {"*"}
    }
    return by_first, _Forms([term for begin, term in begins if begin == "*"])


@lru_cache(maxsize=20_000)
def find_statements(text: str) -> tuple[Statement, ...]:
    """Find the statements of a text, in order. Cached, as each series looks up the lines of its page."""
    found: list[Statement] = []
    end = 0
    for start in BEGINNING.finditer(text):
        if start.start() < end:
            continue
        statement = _find_statement_at(text, start.start())
        if statement is not None:
            end = statement.end
            found.append(statement)
    return tuple(found)


def find_first_statement(text: str, latest: int) -> Statement | None:
    """Find the first statement of a text; ``None`` if none begins at the index ``latest`` or before it."""
    starts = takewhile(lambda start: start.start() <= latest, BEGINNING.finditer(text))
    found = (_find_statement_at(text, start.start()) for start in starts)
    return next((statement for statement in found if statement is not None), None)


def _find_statement_at(text: str, at: int) -> Statement | None:
    by_first, free = _compile()
    forms = by_first.get(text[at].casefold(), free if text[at].isalpha() else None)
    match = forms.pattern.match(text, at) if forms else None
    if not forms or not match or not match.lastindex:
        return None
    term = forms.terms[match.lastindex - 1]
    return Statement(term.dimension, term.value, at, match.end())


@dataclass(frozen=True)
class Told:
    """Everything that a text states about numbers.

    ``whose``, ``when``, ``what`` and ``scope`` are the values of the dimensions of these names. ``named`` and
    ``other`` say whether the report's municipality and whether another one is named. ``unknown`` are the
    words that belong to no term and not to the municipality's name.
    """

    whose: frozenset[str]
    when: frozenset[str]
    what: frozenset[str]
    scope: frozenset[str]
    named: bool
    other: bool
    years: tuple[int, ...]
    unknown: tuple[str, ...]


@lru_cache(maxsize=8192)  # as ``find_statements``
def understand(
    text: str, identity: Identity, *, known: frozenset[str] = frozenset(), in_sentence: bool = False
) -> Told:
    """Collect what a text states about numbers; a maximum (*av 100*, in brackets) is ignored.

    Words of ``known`` (casefolded) need no term. The words of terms of dimension ``verb`` count as known only
    with ``in_sentence``; in a heading they are reported as unknown.
    """
    bare = OUT_OF.sub(" ", text)
    statements = find_statements(bare)
    values: dict[str, set[str]] = {}
    for each in statements:
        values.setdefault(each.dimension, set()).add(each.value)
    rest = bare
    for each in reversed(statements):
        if each.dimension == VERB and not in_sentence:
            continue
        rest = rest[: each.start] + " " * (each.end - each.start) + rest[each.end :]
    own = list_own_words(identity) | known
    unknown = tuple(word for word in LETTERS.findall(rest) if word.casefold() not in own)
    return Told(
        frozenset(values.get("whose", ())),
        frozenset(values.get("when", ())),
        frozenset(values.get("what", ())),
        frozenset(values.get("scope", ())),
        names_own(bare, identity),
        names_other(bare, identity),
        tuple(int(year) for year in YEAR.findall(bare)),
        unknown,
    )
