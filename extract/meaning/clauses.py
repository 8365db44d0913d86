"""Where a clause ends, which column a sentence names, and words that deny or estimate a clause's points."""

from __future__ import annotations

import re

from extract.phrases import compile_phrases, join_phrases

_SIGNS = r"[,;(]|:(?=\s)"
_SIGNS_OF_LAYOUT = r"[…|·•→▶►]|\s[–—]\s"
_CONJUNCTIONS = (
    r"\s(?:men|medan|mens|(?:att )?jämföra? med|jämfört med|å samanlikne med|sammenlignet med|samanlikna med|"
    r"mot|och(?! med\s)|og(?! med\s)|när|då|da|vilket|noe som|noko som)\s"
)
CLAUSE_END = re.compile(rf"{_SIGNS}|{_CONJUNCTIONS}", re.IGNORECASE)
MAIN_CLAUSE_END = re.compile(
    r";|\s(?:men|medan|mens)\s|,\s(?:och|og)\s(?!(?:den|det|de|dei|dessa|disse|desse)\b)", re.IGNORECASE
)
_YEAR = r"(?:19|20)\d\d"
# in lists of points and in tables too; *31 Snitt: 57* and *59 p 2010: 54 p* are two entries each
ENTRY_END = re.compile(
    rf"{_SIGNS}|{_SIGNS_OF_LAYOUT}|{_CONJUNCTIONS}|"
    r"(?:(?<=[\d⟧])|(?<=[\d⟧]\sp)|(?<=[\d⟧]\spo[äe]ng))\s"
    rf"(?=(?:(?-i:[A-ZÅÄÖÆØ])[^\d⟦.,;:]{{2,30}}(?:{_YEAR})?|{_YEAR}):\s)",
    re.IGNORECASE,
)
COLUMN = re.compile(r"\b(?i:kolumnen|kolonnen)\W+([A-ZÅÄÖÆØ]\w+)")
FROM = re.compile(r"\b(?:från|fra)\s*$", re.IGNORECASE)
DENIED = compile_phrases(
    "denied"
)  # in the clause before points: the points were not reached, are hoped for, or are of an earlier time
ROUGHLY = re.compile(  # directly before points: the number is not exact
    rf"{join_phrases('roughly')}\.?\s*$", re.IGNORECASE
)
CHANGES = join_phrases("rises or falls")
BY = re.compile(
    rf"\bytterligare\s*$|{CHANGES}\s*$|{CHANGES}[^,;]*\bmed\s*$", re.IGNORECASE
)  # directly before points: the number is a change
AIM_AFTER = re.compile(
    r"^\W*(?:poäng|poeng|p)?\s*(?:är|var|blir|som|er)?\s*(?:\w+\s){0,2}mål(?:et|sättning\w*)?\b",
    re.IGNORECASE,
)


def names_another_column(text: str, headings: str) -> bool:
    """Whether a text is about columns whose names are none of the words at the points: ``Kolumnen Bäst``."""
    names = COLUMN.findall(text)
    return bool(names) and not any(name in headings.split() for name in names)


def is_not_reached(before: str, after: str) -> bool:
    """Whether the words around points deny, hope for or estimate them, or make them a change."""
    clause = re.split(r"[.;:!?]|,\s(?=(?:men|och|medan|vilket)\b)", before)[-1]
    return bool(
        DENIED.search(clause)
        or FROM.search(clause)
        or ROUGHLY.search(clause)
        or BY.search(clause)
        or AIM_AFTER.search(after)
    )
