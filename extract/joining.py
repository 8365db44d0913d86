"""Printed lines of one heading made one text."""

from __future__ import annotations

import re
from collections.abc import Iterable

KNOWN = (  # words of headings, the longer before what they begin with
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
    """Printed lines as one text; a word parted over two lines is made whole.

    It was parted where a hyphen ends the first line, or, without one, where a known word lies across the end
    of the line: *Landsgjenno* and *msnitt*.
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
    """Whether a known word lies across the end of ``text``, and the pieces are not two known words."""
    before = re.search(r"[^\W\d_]+$", text)
    after = WORD.match(part)
    if not before or not after or not part[0].islower():
        return False
    if IS_KNOWN.fullmatch(before[0]) and IS_KNOWN.fullmatch(after[0]):
        return False
    whole = (before[0] + after[0]).casefold()
    cut = len(before[0])
    return any(found.start() < cut < found.end() for word in KNOWN for found in re.finditer(word, whole))
