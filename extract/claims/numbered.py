"""Read sentences on two kinds of marks in a picture of which only one has numbers.

``Den fyllda punkten är årets och har en siffra; den tomma visar var kommunen stod 2020.`` says of the numbers
only what it says of the filled mark. Its words on that are their heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.phrases import join_phrases
from extract.series.colour_words import COLOURS
from extract.series.headings import says_something
from extract.series.records import Series

LOOK = join_phrases("look of numbers", "look of a mark", *COLOURS)
MARK = join_phrases("mark of a length", "shape of numbers", "shape that holds a number", "mark in a picture")
SUBJECT = rf"(?:(?:den|det|de|dei|varje|hver|hvert)\s+)?(?:{LOOK}(?:\s+{MARK})?|{MARK})\b"
PART_END = re.compile(
    rf"(?:[;,](?:\s(?:och|og|men|medan|mens|samt))?|\s(?:och|og|men|medan|mens|samt))\s(?={SUBJECT})",
    re.IGNORECASE,
)
NUMBER = r"(?:siffr\w+|sifra|tal|talet|tall|tallet|värde\w*|verdi\w*|poängtal\w*|poengtal\w*)"
VERB = re.compile(rf"^\W*{join_phrases('shape shows', 'stands for')}\s", re.IGNORECASE)
OF_MARK = re.compile(rf"^\W*{SUBJECT}\W+(?=\w)", re.IGNORECASE)
WITH_NUMBER = re.compile(
    rf"(?:,?\s*(?:och|og|samt)\s)?\b(?:har|bär|ber|bærer|fått|försedd\w*|märkt\w*|merket|med)\s+"
    rf"(?:med\s+)?(?:(?:en|ett|et|ei|sin|sitt)\s+)?{NUMBER}\b(?:\s+(?:vid|ved|intill|bredvid|på)\s+sig)?",
    re.IGNORECASE,
)
WITHOUT = re.compile(
    rf"\b(?:utan|uten|saknar|mangler|manglar|(?:har|er|är)\s+(?:inte|ikke|ikkje|ingen|inget|inga|inkje))\b"
    rf"[^;,.]*\b{NUMBER}\b",
    re.IGNORECASE,
)


def heed_numbered_marks(found: Sequence[Series]) -> list[Series]:
    """Return the series; one alone in its picture has the words on its marks as its heading, if any says so.

    Such a sentence is no text around it any more.
    """
    return [_read(each) if _is_alone(each, found) else each for each in found]


def _is_alone(series: Series, found: Sequence[Series]) -> bool:
    beside = (each for each in found if each.block.place == series.block.place)
    return all(each.places == series.places for each in beside)


def _read(series: Series) -> Series:
    for text in series.around:
        said = find_said_of_numbers(text)
        if said and not says_something(series.heading):
            around, above, below = (
                tuple(each for each in texts if each != text)
                for texts in (series.around, series.above, series.below)
            )
            return replace(series, heading=said, around=around, above=above, below=below)
    return series


def find_said_of_numbers(text: str) -> str:
    """Find what a sentence says of the only marks that have numbers; empty if it tells of no others.

    Every part of it must begin with a mark, as other words may be on all of them.
    """
    parts = PART_END.split(text.rstrip(" ."))
    if len(parts) < 2 or not all(map(OF_MARK.match, parts)):
        return ""
    bare = [part for part in parts if WITHOUT.search(part)]
    numbered = [part for part in parts if part not in bare and WITH_NUMBER.search(part)]
    if not numbered and bare:
        numbered = [part for part in parts if part not in bare]
    return _drop_mark(numbered[0]) if len(numbered) == 1 else ""


def _drop_mark(part: str) -> str:
    """Return what a part says, without its mark, the verb and that the mark has a number."""
    return " ".join(VERB.sub(" ", WITH_NUMBER.sub(" ", OF_MARK.sub(" ", part, count=1))).split())
