"""Parse printed numbers: value, sign, brackets, unit, maximum and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.page.words import LEADER, Word
from extract.records import Box

NUMBER = re.compile(r"^([(\[]?)([+\-−–±]?)(\d{1,3})([.,]\d{1,2}|½)?(%?)([)\]]?)[.,;:*]*$")
SUBAREA = re.compile(r"^[1-8]\.\d{1,2}[.:]?$")  # the number of a sub-area, not a decimal number
UNIT = re.compile(r"^[(\[]?(p|poäng|poeng|procent|prosent|%)[)\].,;:]*$", re.IGNORECASE)
POINT_UNIT = re.compile(r"^[(\[]?(p|poäng|poeng)[)\].,;:]*$", re.IGNORECASE)
PERCENT_UNIT = re.compile(r"^[(\[]?(%|procent|prosent)[)\].,;:]*$", re.IGNORECASE)
PARTED = 0.45  # multiple of the height; digits with a smaller gap may be one number with a space in it
LINKED = 2.0  # multiple of the height; a word with a larger gap to a number is in another cell
ALIKE = 0.8  # share of the larger height; digits whose heights differ more are not of one number
OF_ALL = {"totalt", "maximala", "maximalt", "möjliga", "högst", "maksimale", "maksimalt", "mulige", "moglege"}
OF = {"/", "av", "of"}
MOST_OPENS = re.compile(r"\((?:max|maks)\w*\W*$|\((?:av|högst|høyst)\W*$", re.IGNORECASE)  # as in (max 100)
SIGNS = {"+", "-", "−", "–", "±"}


@dataclass(unsafe_hash=True)  # never changed, as a word
class Number:
    """A number as printed. ``ratio_max`` is the maximum printed with it, as in ``9/15`` or ``9 av 15``."""

    value: float
    text: str
    word: Word
    signed: bool
    bracketed: bool
    percent: bool
    points: bool = False  # the word for points follows it
    ratio_max: float | None = None
    ratio_word: Word | None = None

    @property
    def box(self) -> Box:
        """The box on the page."""
        return self.word.box


def parse_number(word: Word, after: Word | None = None) -> Number | None:
    """Parse a word as a number; ``None`` if it is none. ``after`` is the next word, which may be its unit."""
    parsed = _parse_text(word.text)
    if parsed is None:
        return None
    value, text, signed, bracketed, percent = parsed
    of_percent, of_points = _parse_unit(after.text) if after is not None else (False, False)
    return Number(value, text, word, signed, bracketed, percent or of_percent, of_points)


@lru_cache(maxsize=8192)  # most words of a report are repeated in it
def _parse_text(text: str) -> tuple[float, str, bool, bool, bool] | None:
    """Return value and text of a number, and whether it has a sign, brackets and a per cent sign."""
    match = NUMBER.match(text)
    if not match or SUBAREA.match(text):
        return None
    opening, sign, whole, decimal, percent, closing = match.groups()
    value = float(whole + (".5" if decimal == "½" else (decimal or "").replace(",", ".")))
    is_negative = bool(sign) and sign in "-−–"
    plain = text.strip(".,;:*")
    return -value if is_negative else value, plain, bool(sign), bool(opening or closing), bool(percent)


@lru_cache(maxsize=8192)  # as above
def _parse_unit(text: str) -> tuple[bool, bool]:
    """Return whether a word is the unit of percentages, and whether it is that of points."""
    return PERCENT_UNIT.match(text) is not None, POINT_UNIT.match(text) is not None


def parse_numbers(words: Sequence[Word]) -> list[Number]:
    """Parse the numbers in one line of words; a ratio is one number with its maximum."""
    numbers: list[Number] = []
    end = 0
    for at in [at for at, word in enumerate(words) if _may_be_number(word.text)]:
        if at >= end:
            number, step = _parse_at(words, at)
            end = at + step
            if number is not None:
                numbers.append(number)
    return numbers


@lru_cache(maxsize=8192)  # most words of a report are repeated in it
def _may_be_number(text: str) -> bool:
    return NUMBER.match(text) is not None


def _parse_at(words: Sequence[Word], at: int) -> tuple[Number | None, int]:
    after = _take(words, at + 1)
    number = parse_number(words[at], after)
    if number is None:
        return None, 1
    before = words[at - 1] if at else None
    if _is_parted(before, words[at]) or _is_parted(words[at], after):
        return None, 1  # a longer number may have a space in it
    if before is not None and _links_most(before) and words[at].x0 - before.x1 < LINKED * before.height:
        return None, 1  # a maximum without the number that it limits
    if before is not None and before.text.strip("([") in SIGNS and _is_sign(before, words[at]):
        negative = before.text.strip("([") in "-−–"
        number = replace(
            number,
            value=-number.value if negative else number.value,
            signed=True,
            bracketed=number.bracketed or before.text[0] in "([",
        )
    elif before is not None and before.text in {"(", "["}:
        number = replace(number, bracketed=True)
    step = 1
    if number.points and not number.bracketed and number.word.text[0] not in "([":
        step = 2
    link, most = _take(words, at + step), _take(words, at + step + 1)
    if link is not None and most is not None and _links_most(link):
        following = _take(words, at + step + 2)
        highest = parse_number(most, following)
        if highest is None and most.text in OF_ALL and following is not None:
            most, highest = following, parse_number(following)
        if highest is not None and not highest.signed:
            points = number.points or highest.points
            number = replace(number, ratio_max=highest.value, ratio_word=most, points=points)
            step = words.index(most) + 1 - at
    return number, step


def _take(words: Sequence[Word], at: int) -> Word | None:
    return words[at] if at < len(words) else None


def _links_most(word: Word) -> bool:
    return word.text in OF or (word.text[:1] == "(" and MOST_OPENS.match(word.text) is not None)


def _is_parted(word: Word | None, after: Word | None) -> bool:
    """Whether the gap between two runs of digits is too small for two columns."""
    if word is None or after is None or not -0.5 < (after.x0 - word.x1) / word.height < PARTED:
        return False
    least, most = sorted((word.height, after.height))
    return least > ALIKE * most and word.text.isdigit() and after.text.isdigit()


def _is_sign(sign: Word, number: Word) -> bool:
    """Whether a sign belongs to the number after it; a dash with a space after it does not."""
    gap = (number.x0 - sign.x1) / number.height
    return gap < (0.12 if sign.text in {"-", "−", "–"} else 0.6)


def is_filler(word: Word) -> bool:
    """Whether a word beside a number has no meaning of its own: a unit, a leader or punctuation."""
    return bool(UNIT.match(word.text)) or not any(each.isalnum() for each in word.text) or word.text == LEADER
