"""Where a clause of a sentence ends, and which column a sentence names."""

from __future__ import annotations

import re

_SIGNS = r"[,;(]|:(?=\s)"
_SIGNS_OF_LAYOUT = r"[…|·•→▶►]|\s[–—]\s"
_CONJUNCTIONS = (
    r"\s(?:men|medan|mens|(?:att )?jämföra? med|jämfört med|å samanlikne med|sammenlignet med|samanlikna med|"
    r"mot|och(?! med\s)|og(?! med\s)|när|då|da|vilket|noe som|noko som)\s"
)
CLAUSE_END = re.compile(rf"{_SIGNS}|{_CONJUNCTIONS}", re.IGNORECASE)
MAIN_CLAUSE_END = re.compile(r";|\s(?:men|medan|mens)\s", re.IGNORECASE)
# in lists of points and in tables too
ENTRY_END = re.compile(rf"{_SIGNS}|{_SIGNS_OF_LAYOUT}|{_CONJUNCTIONS}", re.IGNORECASE)
COLUMN = re.compile(r"\b(?i:kolumnen|kolonnen)\W+([A-ZÅÄÖÆØ]\w+)")


def names_another_column(text: str, headings: str) -> bool:
    """Whether a text is about columns whose names are none of the words at the points: ``Kolumnen Bäst``."""
    names = COLUMN.findall(text)
    return bool(names) and not any(name in headings.split() for name in names)
