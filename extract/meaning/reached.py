"""Words that deny points, hope for or estimate them, or make them a change."""

from __future__ import annotations

import re

FROM = re.compile(r"\b(?:från|fra)\s*$", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:inte|ej|aldrig|varken|ikke|ikkje|aldri|hoppa\w*|hoppes|håper|räknar?(?: \w+)? med|förvänta\w*"
    r"|forventer|prognos\w*|uppskatta\w*|tidigare|förra|forrige|førre|tidligere|tidlegare|senast|då"
    r"|den gången|år sedan|år siden)\b",
    re.IGNORECASE,
)  # in the clause before points: they were not reached, are hoped for, or are of an earlier time
ROUGHLY = re.compile(
    r"\b(?:nästan|närmare|knappt|drygt|över|under|minst|högst|max|cirka|ca|omkring|runt|ungefär|nesten|over"
    r"|om lag|omtrent|(?:färre|mindre|mer|fler|bättre|sämre) (?:än|enn))\.?\s*$",
    re.IGNORECASE,
)  # right before points: the number is not exact
CHANGES = r"(?:ök\w+|förbättra\w+|höj\w+|steg|stigit|lyft\w*|minska\w+|sjönk|tappa\w*|økte|auka)"
BY = re.compile(
    rf"\bytterligare\s*$|\b{CHANGES}\s*$|\b{CHANGES}\b[^,;]*\bmed\s*$", re.IGNORECASE
)  # right before points: they are a change
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
