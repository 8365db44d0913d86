"""Clean the text of pages: composed letters, unbroken words, one line for each printed line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from extract.instrument import squeeze_text

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_ACCENTS = {"˚": "\u030a", "¨": "\u0308", "´": "\u0301", "`": "\u0300"}
_ACCENT_BEFORE = re.compile(r"([˚¨´`])[ \u00a0]?([AaOoEe])")
_ACCENT_AFTER = re.compile(r"([AaOoEe])([˚¨´`])")
_SWAPPED = re.compile(r"[\u4100-\u7a00]")
_MAY_BE_ODD = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff˚¨´`\u4100-\u7a00]")
# Each begins with what is rare, and what must be before it follows: so most text is passed quickly.
_SPACED_OUT = re.compile(r" (?<=(?<!\S)[^\W\d_] )(?:[^\W\d_] ){2,}[^\W\d_](?!\S)")
_SPACED_YEAR = re.compile(r"2(?<=^2) 0 \d \d$", re.MULTILINE)
_ODD_SPACE = re.compile(r"[^\S \n]")
_SPACES = re.compile(r" {2,}")
_GARBLED = re.compile(r"[M-V](?<!\S.)[M-V]{3}J[M-V]{2}J[M-V]{2}(?!\S)")
_GARBLED_PLACE = re.compile(r"\((?<=\d \()[M-V]{1,3}F(?!\S)")
NEAR = 200  # characters before and after a place that are shown of a very long line
MOST_CODES = 0xFFFF  # code points that are looked up; it is itself no letter
GARBLING = 29  # offset of the codes of a font that has no character map


def clean_text(text: str) -> str:
    """Compose accented letters, repair wrongly decoded and s p a c e d letters, and reduce spaces to one."""
    if _MAY_BE_ODD.search(text):
        text = _SWAPPED.sub(_restore_letter, _INVISIBLE.sub("", text))
        text = _ACCENT_BEFORE.sub(lambda match: match[2] + _ACCENTS[match[1]], text)
        text = _ACCENT_AFTER.sub(lambda match: match[1] + _ACCENTS[match[2]], text)
    text = unicodedata.normalize("NFKC", text)
    text = _ODD_SPACE.sub(" ", "\n".join(map(str.strip, text.splitlines())))
    for joined in (_SPACED_OUT, _SPACED_YEAR):
        text = joined.sub(lambda match: match[0].replace(" ", ""), text)
    for garbled in (_GARBLED, _GARBLED_PLACE):
        text = garbled.sub(lambda match: _ungarble(match[0]), text)
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return "\n".join(map(_undouble_line, text.split("\n")))


def list_lines(text: str) -> list[str]:
    """List the cleaned lines of a page's text, without empty ones."""
    return [line for line in clean_text(text).splitlines() if line]


def _restore_letter(match: re.Match[str]) -> str:
    """Restore a letter of a ligature that PDFium returns with its two bytes swapped (琀椀 for ti)."""
    code = ord(match[0])
    return chr(code >> 8) if code % 0x100 == 0 and chr(code >> 8).isalpha() else match[0]


def _ungarble(text: str) -> str:
    return "".join(letter if letter == "(" else chr(ord(letter) - GARBLING) for letter in text)


def _undouble_line(line: str) -> str:
    """Read a line once in which every character is printed twice, to look bold."""
    if line[:1] != line[1:2]:
        return line
    words = line.split()
    doubled = [word for word in words if len(word) % 2 == 0 and word[::2] == word[1::2]]
    if sum(map(len, words)) < 8 or len(doubled) < len(words):
        return line
    return " ".join(word[::2] for word in words)


def is_page_counter(line: str) -> bool:
    """Whether a line contains a page counter such as ``2 (33)``."""
    return re.search(r"(?<!\d)\d{1,3} ?\(\d{1,3}\)|(?<!\S)\(\d{1,3}\)", line) is not None


@cache
def _list_alphanumeric() -> npt.NDArray[np.bool_]:
    """Return for each code point whether it is a letter or digit."""
    return np.array([chr(code).isalnum() for code in range(MOST_CODES + 1)])


@dataclass(frozen=True)
class Squeezed:
    """The letters and digits of a text, casefolded, with the position of each in the text.

    Without spaces, line ends, hyphens and punctuation a name is found even if it is broken over lines.
    """

    letters: str
    source: str

    @classmethod
    def of(cls, text: str) -> Squeezed:
        """Squeeze an already cleaned text."""
        return cls(squeeze_text(text), text)

    @cached_property
    def _places(self) -> npt.NDArray[np.int64]:
        """The index in the text of the character from which each letter comes; ß gives two letters."""
        codes = np.frombuffer(self.source.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        places = np.flatnonzero(_list_alphanumeric()[np.minimum(codes, MOST_CODES)])
        if len(places) == len(self.letters):
            return places
        return np.array([at for at, sign in enumerate(self.source) for _ in squeeze_text(sign)])

    def find_place(self, index: int) -> int:
        """Return the index in the text of the character from which the letter at ``index`` comes."""
        return int(self._places[index])

    def begins_word(self, index: int) -> bool:
        """Whether the letter at ``index`` has no letter before it in the text."""
        place = self.find_place(index)
        return place == 0 or not self.source[place - 1].isalpha()

    def ends_word(self, index: int) -> bool:
        """Whether the letter at ``index`` has no letter after it in the text."""
        place = self.find_place(index)
        return place + 1 >= len(self.source) or not self.source[place + 1].isalpha()

    def show_line(self, index: int) -> str:
        """Return the line around the letter at ``index``, at most ``NEAR`` characters before and after it."""
        place = self.find_place(index)
        first, last = max(0, place - NEAR), place + NEAR
        start = self.source.rfind("\n", first, place)
        end = self.source.find("\n", place, last)
        return self.source[start + 1 if start >= 0 else first : end if end >= 0 else last]

    def show(self, start: int, end: int) -> str:
        """Return the printed text of the letters from ``start`` to ``end`` (exclusive), on one line."""
        if start >= min(end, len(self.letters)):
            return ""
        return " ".join(self.source[self.find_place(start) : self.find_place(end - 1) + 1].split())
