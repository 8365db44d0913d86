"""Phrases: named lists of words and phrases that say one thing, kept in ``phrases.csv``.

A phrase is written as it is printed, in small letters. ``*`` at its beginning or end means that the word may
go on there, ``*`` within it stands for any letters, ``…`` for up to three words, and ``(a|b)`` for one of
several, of which one may be empty. A space stands for any white space. A list has the forms of Swedish,
Bokmål and Nynorsk together; a form must not mean something else in one of the others, as ``kvar`` does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from extract.csvtables import load_table

SIGNS = {"*": r"\w*", "…": r"\W+(?:\w+\W+){0,3}", "(": "(?:", "|": "|", ")": ")", " ": r"\s+"}


@dataclass(frozen=True)
class Phrase:
    """A line of ``phrases.csv``: the name of a list, and a phrase that belongs to it."""

    says: str
    form: str


def join_phrases(*names: str) -> str:
    """Join the phrases of some lists to the source of one group of a regular expression.

    Raises ``KeyError`` for a name that ``phrases.csv`` does not have.
    """
    forms = [form for name in names for form in _load_phrases()[name]]
    return f"(?:{'|'.join(dict.fromkeys(map(compile_form, forms)))})"


def compile_phrases(*names: str) -> re.Pattern[str]:
    """Compile some lists to a regular expression that finds any of their phrases, in any case."""
    return re.compile(join_phrases(*names), re.IGNORECASE)


def compile_words(*names: str) -> re.Pattern[str]:
    """Compile some lists to a regular expression whose ``fullmatch`` tells whether a word is in them."""
    forms = [form for name in names for form in _load_phrases()[name]]
    return re.compile("|".join(map(_spell, forms)), re.IGNORECASE)


@cache
def _load_phrases() -> dict[str, tuple[str, ...]]:
    lists: dict[str, list[str]] = defaultdict(list)
    for each in load_table("extract.data", "phrases.csv", Phrase):
        lists[each.says].append(each.form)
    return {name: tuple(forms) for name, forms in lists.items()}


def compile_form(form: str) -> str:
    """Return the source of a regular expression that finds a phrase as written in ``phrases.csv``."""
    begin = r"\b" if form[0].isalnum() or form[0] == "(" else ""
    end = r"\b" if form[-1].isalnum() or form[-1] == ")" else ""
    return f"{begin}{_spell(form.removeprefix('*'))}{end}"


def _spell(form: str) -> str:
    parts = re.split(r"(\s*…\s*|[*(|)]|\s+)", form)
    return "".join(SIGNS.get(part.strip() or part[:1], re.escape(part)) for part in parts)
