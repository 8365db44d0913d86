"""Drop from the texts around numbers what only lists the evaluators and where they come from.

``Utvärderare: Eva Lind, SKL, och Nils Berg, Karlskoga kommun`` gives no numbers to that municipality.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.phrases import join_phrases
from extract.series.records import Series

NAME = r"(?!(?i:kommun|po[äe]ng|resultat|utfall))[A-ZÅÄÖÆØ][\w'’.-]*"
PERSON = rf"{NAME}(?:[ ]{NAME}){{1,2}}"
AT = rf"(?i:{join_phrases('works at')})"
TITLE = rf"[a-zåäöæø-]*(?i:{join_phrases('title of an employee')})"
HOME = (  # an employer, after a title in small letters or without one
    rf"(?:,\s|\s\(|\s{AT}\s)(?:{TITLE}\s(?:{AT}\s)?)?"
    rf"(?:[A-ZÅÄÖÆØ][\w-]*)(?:\s[A-ZÅÄÖÆØ][\w-]*)?(?:\s(?:kommune?|stad|herad|region))?\)?"
)
ENTRY = rf"{PERSON}(?:{HOME})?"
JOIN = r"(?:,?\s(?:och|og|samt|&)\s|[,;/]\s)"
LISTS = rf"(?i:{join_phrases('lists evaluators')})"
LISTED = re.compile(  # at the beginning of a text, or after a colon
    rf"(?:^{LISTS}\W{{1,3}}|(?<=\s)(?=[A-ZÅÄÖÆØ]){LISTS}:\s)"
    rf"{ENTRY}(?:{JOIN}{ENTRY})*\W*(?=[.|·•–—]\s|$)"
)


def drop_listed_evaluators(series: Series) -> Series:
    """Return a series with its texts without the names of evaluators; a text of nothing else is dropped."""
    around, above, below, beside = (
        tuple(text for text in map(drop_evaluators, texts) if text)
        for texts in (series.around, series.above, series.below, series.beside)
    )
    return replace(series, around=around, above=above, below=below, beside=beside)


def drop_evaluators(text: str) -> str:
    """Return a text without the list of evaluators with their homes; empty if it is nothing else."""
    rest, found = LISTED.subn("", text)
    return rest.strip(" |·•–—") if found else text
