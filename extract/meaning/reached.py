"""Words that deny points, hope for or estimate them, or make them a change."""

from __future__ import annotations

import re

from extract.phrases import compile_phrases, join_phrases

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
