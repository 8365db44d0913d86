"""Join the printed lines of a heading to one text."""

from __future__ import annotations

import re
from collections.abc import Iterable

KNOWN = (  # words of headings; a longer word comes before words with which it begins
    *("gjennomsnittet", "gjennomsnitt", "genomsnittet", "genomsnitt", "medelvärde", "medelpoäng", "medeltal"),
    *("middelverdi", "kommunerna", "kommunene", "kommuner", "kommunen", "kommune", "kommun", "landsting"),
    *(
        "utvärderade",
        "utvärdering",
        "evaluerte",
        "evaluering",
        "förändring",
        "endring",
        "skillnad",
        "differens",
    ),
    *("forskjell", "föregående", "tidigare", "maximal", "möjliga", "mulige", "resultat", "poäng", "poeng"),
)
WORD = re.compile(r"[^\W\d_]+")
IS_KNOWN = re.compile(rf"(?:{'|'.join(KNOWN)}|snitt|medel|stad|stads)", re.IGNORECASE)


def join_lines(parts: Iterable[str]) -> str:
    """Join printed lines to one text, including words that are divided between two lines.

    A word is divided when a hyphen ends the first line, or when a known word spans the end of the line, as in
    *Landsgjenno* and *msnitt*.
    """
    text = ""
    for part in parts:
        if text.endswith(("-", "\u00ad")) and part[:1].islower() and text[-2:-1].isalpha():
            text = text[:-1] + part
        elif _parts_word(text, part):
            text += part
        else:
            text = f"{text} {part}".strip()
    return text


def _parts_word(text: str, part: str) -> bool:
    """Whether a known word spans the end of ``text``, and its pieces are not known words themselves."""
    before = re.search(r"[^\W\d_]+$", text)
    after = WORD.match(part)
    if not before or not after or not part[0].islower():
        return False
    if IS_KNOWN.fullmatch(before[0]) and IS_KNOWN.fullmatch(after[0]):
        return False
    whole = (before[0] + after[0]).casefold()
    cut = len(before[0])
    return any(found.start() < cut < found.end() for word in KNOWN for found in re.finditer(word, whole))
