"""Find what the text says of a colour: ``kommunens poäng (röd stapel)``, ``blå staplar visar snittet``."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Sequence

from extract.phrases import join_phrases

PALE, DARK = 0.85, 0.22  # shares of full brightness; a brighter grey may be called white, a darker one black
GREY = 0.16  # saturation; a colour with less is grey
HUES = (  # the highest hue in degrees, and the name of the colours up to it
    (15, "red"),
    (43, "orange"),
    (68, "yellow"),
    (168, "green"),
    (258, "blue"),
    (320, "violet"),
    (360, "red"),
)
COLOURS = (  # the lists of phrases, of which each is named after its colour
    *("coloured red", "coloured orange", "coloured yellow", "coloured green", "coloured blue"),
    *("coloured violet", "coloured grey", "coloured black", "coloured white"),
)
COLOURED = {name.removeprefix("coloured "): join_phrases(name) for name in COLOURS}
SHAPE = join_phrases("bar of a chart", "shape of a chart")
SHOWS = join_phrases("shape shows")
BEGINS = re.compile(r"\b(?:och|og|samt|visar|viser|är|er|anger|jämförs med|mot)\b", re.IGNORECASE)
WORDS = r"[^.,;:()]{3,70}?"


def name_colours(colours: Sequence[str], sentences: Iterable[str]) -> list[str]:
    """Find the words for each of some colours, written as ``(red, green, blue)``.

    All are empty if one has no words, or if two have one name, such as two shades of blue.
    """
    hues = [name_hue(colour) for colour in colours]
    if len(set(hues)) < len(hues) or None in hues:
        return ["" for _ in colours]
    text = " ".join(sentences)
    found = [_find_words(hue, text) for hue in hues if hue is not None]
    return found if all(found) else ["" for _ in colours]


def _find_words(hue: str, text: str) -> str:
    """Find the words before the colour in brackets, or after the colour's shape and its verb."""
    colour = COLOURED[hue]
    before = re.search(rf"({WORDS})\s*\({colour}(?:\s+{SHAPE})?\)", text, re.IGNORECASE)
    after = re.search(
        rf"{colour}\s+{SHAPE}\s+{SHOWS}\s+({WORDS})(?:[.,;:]|\s(?:och|og|medan|mens)\s|$)",
        text,
        re.IGNORECASE,
    )
    words = BEGINS.split(before[1])[-1] if before else after[1] if after else ""
    return " ".join(words.split())


def name_hue(colour: str) -> str | None:
    """Name the hue of a colour written as ``(red, green, blue)``; ``None`` if it is written otherwise."""
    parts = [int(part) for part in re.findall(r"\d+", colour)]
    if len(parts) != 3:
        return None
    hue, saturation, value = colorsys.rgb_to_hsv(*(part / 255 for part in parts))
    if value < DARK:
        return "black"
    if saturation < GREY:
        return "white" if value > 1 - (1 - PALE) / 5 else "grey"
    return next(name for most, name in HUES if hue * 360 <= most)
