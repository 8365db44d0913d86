"""Terms: the words and phrases that say whose, of when, of what quantity and of what scope a number is.

``terms.csv`` gives each its form: ``*`` stands for the rest of a word. Where several fit in one place the
longest counts; a term of dimension ``none`` says nothing and hides what it holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.csvtables import load_table
from extract.records import Identity
from extract.vocabulary import names_other, names_own

YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?!\d)(?!-\d\d)")
OUT_OF = re.compile(
    r"\(?\b(?:max|maks|av|högst|høyst|maximalt?|mest)\.?:?\s*"
    r"(?:totalt |maks |möjliga |maximala |maximalt |poäng |de |dei )?"
    r"(?:#|100|200|800)(?:\s*(?:poäng|poeng|p)\b)?(?:\s+(?:möjliga|mulige|moglege))?\)?|/\s?(?:#|100|800)\b|\(max\)|\(maks\)",
    re.IGNORECASE,
)
VERB = "verb"  # the dimension of what a sentence does with points: it gives, tells or assesses
LETTERS = re.compile(r"[^\W\d_]+")
BEGINNING = re.compile(r"(?<![^\W_])[^\W_]|[\W_]")  # of a word, or a sign: where a term can begin


@dataclass(frozen=True)
class Term:
    """A line of ``terms.csv``: a term's form, and the dimension and value that it states."""

    form: str
    dimension: str
    value: str


@dataclass(frozen=True)
class Statement:
    """What a term in a text says: a ``dimension`` and its ``value``, and where it stands in the text."""

    dimension: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class _Form:
    """A term's form as an expression, with what it means; longer forms have a lower ``rank``."""

    rank: int
    pattern: re.Pattern[str]
    dimension: str
    value: str


@cache
def _compile() -> tuple[dict[str, tuple[_Form, ...]], tuple[_Form, ...]]:
    """The forms by their first letter, and those that begin with any."""
    by_first: dict[str, list[_Form]] = defaultdict(list)
    terms = load_table("extract.data", "terms.csv", Term)
    for rank, term in enumerate(sorted(terms, key=lambda term: -len(term.form))):
        form = term.form
        text = re.escape(form).replace(r"\*", r"[^\W\d_]*").replace(r"\ ", r"\s+")
        end = r"(?![^\W_])" if form[-1].isalpha() or form[-1] == "*" else ""
        pattern = re.compile(f"{text}{end}", re.IGNORECASE)
        by_first[form[0].casefold()].append(_Form(rank, pattern, term.dimension, term.value))
    free = tuple(by_first.pop("*", ()))
    merged = {
        first: tuple(sorted((*own, *free), key=lambda each: each.rank)) if first.isalpha() else tuple(own)
        for first, own in by_first.items()
    }
    return merged, free


@lru_cache(maxsize=20_000)
def find_statements(text: str) -> tuple[Statement, ...]:
    """The statements of a text in order; kept, because every series asks for the lines of its page."""
    by_first, free = _compile()
    found: list[Statement] = []
    end = 0
    for start in BEGINNING.finditer(text):
        at = start.start()
        if at < end:
            continue
        for form in by_first.get(text[at].casefold(), free if text[at].isalpha() else ()):
            match = form.pattern.match(text, at)
            if match:
                end = match.end()
                found.append(Statement(form.dimension, form.value, at, end))
                break
    return tuple(found)


@dataclass(frozen=True)
class Told:
    """What a text says in all.

    ``owns`` are the owners it speaks of, ``named`` whether it names the report's municipality, ``years`` its
    years, ``unknown`` the words that no term explains.
    """

    whose: frozenset[str]
    when: frozenset[str]
    what: frozenset[str]
    scope: frozenset[str]
    named: bool
    other: bool
    years: tuple[int, ...]
    unknown: tuple[str, ...]


def understand(
    text: str, identity: Identity, *, known: frozenset[str] = frozenset(), in_sentence: bool = False
) -> Told:
    """Everything that a text says of numbers; a maximum in brackets or after *av* says nothing of whose.

    Words of ``known`` (in small letters) need no term. Terms of dimension ``verb`` explain their words in
    sentences only: a heading that holds one is not understood.
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
    own = {part.casefold() for part in LETTERS.findall(identity.municipality or "")}
    own |= {f"{part}s" for part in own}
    unknown = tuple(word for word in LETTERS.findall(rest) if word.casefold() not in own | known)
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
