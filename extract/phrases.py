"""Phrases: named lists of words and phrases that say one thing, kept in ``phrases.csv``.

A phrase is written as it is printed, in small letters. ``*`` at its beginning or end means that the word may
go on there, ``*`` within it stands for any letters, ``…`` for up to three words, and ``(a|b)`` for one of
several, of which one may be empty. A space stands for any white space. A list has the forms of Swedish,
Bokmål and Nynorsk together; a form must not mean something else in one of the others, as ``kvar`` does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

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
    bordered: list[str] = []
    anywhere: list[str] = []
    for form in (form for name in names for form in _load_phrases()[name]):
        for opened in _open(form.removeprefix("*")):
            is_bordered = opened[0].isalnum() and form[0] != "*"
            (bordered if is_bordered else anywhere).append(compile_form(opened).removeprefix(r"\b"))
    parts = [begin + _join_forms(forms) for begin, forms in ((r"\b", bordered), ("", anywhere)) if forms]
    return f"(?:{'|'.join(parts)})"


def _join_forms(forms: Iterable[str]) -> str:
    """Join sources of expressions; the letters with which several begin are asked for once, as they are.

    That is much quicker than to try each. Those that may find the same keep their order.
    """
    parts: list[str] = []
    for begins, group in groupby(dict.fromkeys(forms), key=lambda form: form[:1].isalpha()):
        own = list(group)
        if not begins or len(own) == 1:
            parts += own
            continue
        rests: dict[str, list[str]] = defaultdict(list)  # by first letter
        for form in own:
            rests[form[0]].append(form[1:])
        parts += [f"(?-i:[{first}{first.upper()}]){_join_forms(rest)}" for first, rest in rests.items()]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def compile_phrases(*names: str) -> re.Pattern[str]:
    """Compile some lists to a regular expression that finds any of their phrases, in any case."""
    return re.compile(join_phrases(*names), re.IGNORECASE)


def begin_words(name: str) -> bool:
    """Whether every phrase of a list begins where a word begins."""
    return all(
        form[0] != "*" and opened[0].isalnum() for form in _load_phrases()[name] for opened in _open(form)
    )


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


def _open(form: str) -> list[str]:
    """List the phrases that a phrase stands for which may begin with a group; none of them does."""
    if not form.startswith("("):
        return [form]
    depth, start, parts = 0, 1, []
    for at, sign in enumerate(form):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0 or (depth == 1 and sign == "|"):
            parts.append(form[start:at])
            start = at + 1
        if depth == 0:
            break
    return [opened for part in parts for opened in _open(part + form[start:])]


def join_literals(texts: Iterable[str]) -> str:
    """Join texts to the source of an expression that finds the longest of them, in any case.

    Common beginnings are tried once, so that it is much quicker than one text after another.
    """
    tree: dict[str, Any] = {}
    for text in texts:
        at = tree
        for letter in text.lower():
            at = at.setdefault(letter, {})
        at[""] = {}
    return _join_branches(tree)


def _join_branches(tree: Mapping[str, Any]) -> str:
    parts = [re.escape(letter) + _join_branches(rest) for letter, rest in tree.items() if letter]
    if not parts:
        return ""
    longer = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{longer})?" if "" in tree else longer


def _spell(form: str) -> str:
    parts = re.split(r"(\s*…\s*|[*(|)]|\s+)", form)
    return "".join(SIGNS.get(part.strip() or part[:1], re.escape(part)) for part in parts)
