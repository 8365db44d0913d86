"""Printed numbers: value, sign, bracket, unit and place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.records import Box
from extract.words import Word

NUMBER = re.compile(r"^([(\[]?)([+\-−–±]?)(\d{1,3})([.,]\d)?(%?)([)\]]?)[.,;:*]?$")
UNITS = {"p", "poäng", "poeng", "procent", "prosent", "%"}


@dataclass(frozen=True)
class Number:
    """A number as printed. ``ratio_max`` is the maximum it is printed against, as in ``9/15`` or ``9 av 15``."""

    value: float
    text: str
    word: Word
    signed: bool
    bracketed: bool
    percent: bool
    ratio_max: float | None = None

    @property
    def box(self) -> Box:
        """Its place on the page."""
        return self.word.box


def parse_number(word: Word, after: Word | None = None) -> Number | None:
    """The number that a word is, or None. ``after`` may be its unit."""
    match = NUMBER.match(word.text)
    if not match:
        return None
    opening, sign, whole, decimal, percent, closing = match.groups()
    value = float(whole + (decimal or "").replace(",", "."))
    if sign and sign in "-−–":
        value = -value
    followed = after is not None and after.text in {"%", "procent", "prosent"}
    return Number(
        value=value,
        text=word.text,
        word=word,
        signed=bool(sign),
        bracketed=bool(opening or closing),
        percent=bool(percent) or followed,
    )


def parse_numbers(words: Sequence[Word]) -> list[Number]:
    """The numbers among the words of one line; a ratio is one number with its maximum."""
    numbers: list[Number] = []
    at = 0
    while at < len(words):
        after = words[at + 1] if at + 1 < len(words) else None
        number = parse_number(words[at], after)
        at += 1
        if number is None:
            continue
        if after is not None and after.text in {"/", "av", "of"} and at + 1 < len(words):
            highest = parse_number(words[at + 1])
            if highest is not None and not highest.signed:
                number = Number(**{**number.__dict__, "ratio_max": highest.value})
                at += 2
        numbers.append(number)
    return numbers


def cover_boxes(boxes: Iterable[Box]) -> Box:
    """The smallest box around several."""
    all_boxes = list(boxes)
    return Box(
        min(box.x0 for box in all_boxes),
        min(box.top for box in all_boxes),
        max(box.x1 for box in all_boxes),
        max(box.bottom for box in all_boxes),
    )
