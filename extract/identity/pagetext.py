"""Page text made fit for reading words: composed letters, whole words, one line per printed line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None)
_ACCENTS = {"˚": "\u030a", "¨": "\u0308", "´": "\u0301", "`": "\u0300"}
_ACCENT_BEFORE = re.compile(r"([˚¨´`])[ \u00a0]?([AaOoEe])")
_ACCENT_AFTER = re.compile(r"([AaOoEe])([˚¨´`])")
_SWAPPED = re.compile(r"[\u4100-\u7a00]")
_SPACED_OUT = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_SPACED_YEAR = re.compile(r"^2 0 \d \d$")
_GARBLED = re.compile(r"(?<!\S)[M-V]{4}J[M-V]{2}J[M-V]{2}(?!\S)|(?<=\d )\([M-V]{1,3}F(?!\S)")
NEAR = 200  # characters
GARBLING = 29  # a font without a character map prints every character this far up in ASCII


def clean_text(text: str) -> str:
    """Text with letters composed, misdecoded and spaced-out letters repaired, and spaces made single."""
    text = _SWAPPED.sub(_restore_letter, text.translate(_INVISIBLE))
    text = _ACCENT_BEFORE.sub(lambda match: match[2] + _ACCENTS[match[1]], text)
    text = _ACCENT_AFTER.sub(lambda match: match[1] + _ACCENTS[match[2]], text)
    text = unicodedata.normalize("NFKC", text)
    return "\n".join(_clean_line(line) for line in text.splitlines())


def list_lines(text: str) -> list[str]:
    """The printed lines of a page's text, cleaned, empty ones left out."""
    return [line for line in clean_text(text).splitlines() if line]


def _restore_letter(match: re.Match[str]) -> str:
    """pdfium writes the letters of some ligatures with their two bytes swapped: 琀椀 for ti."""
    code = ord(match[0])
    return chr(code >> 8) if code % 0x100 == 0 and chr(code >> 8).isalpha() else match[0]


def _clean_line(line: str) -> str:
    line = re.sub(r"[^\S\n]{2,}", "\u2003", line.strip())  # keep the wider gaps until letters are joined
    line = re.sub(r"[^\S\u2003]", " ", line)
    line = _SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), line.replace("\u2003", "  "))
    line = _SPACED_YEAR.sub(lambda match: match[0].replace(" ", ""), line)
    line = _GARBLED.sub(lambda match: _ungarble(match[0]), line)
    return _undouble_line(re.sub(r" {2,}", " ", line))


def _ungarble(text: str) -> str:
    return "".join(letter if letter == "(" else chr(ord(letter) - GARBLING) for letter in text)


def _undouble_line(line: str) -> str:
    """A line whose every character is printed twice (false bold) is read once."""
    words = line.split()
    doubled = [word for word in words if len(word) % 2 == 0 and word[::2] == word[1::2]]
    if sum(map(len, words)) < 8 or len(doubled) < len(words):
        return line
    return " ".join(word[::2] for word in words)


def is_page_counter(line: str) -> bool:
    """Whether a line holds a counter such as ``2 (33)``."""
    return re.search(r"(?<!\d)\d{1,3} ?\(\d{1,3}\)|(?<!\S)\(\d{1,3}\)", line) is not None


@dataclass(frozen=True)
class Squeezed:
    """A text's letters and digits alone, casefolded, with where each stood in the text.

    Spaces, line ends, hyphens and punctuation do not count in it, so a name is found however it is broken.
    """

    letters: str
    places: tuple[int, ...]
    source: str

    @classmethod
    def of(cls, text: str) -> Squeezed:
        """Squeeze an already cleaned text."""
        letters: list[str] = []
        places: list[int] = []
        for place, character in enumerate(text):
            if character.isalnum():
                for letter in character.casefold():
                    letters.append(letter)
                    places.append(place)
        return cls("".join(letters), tuple(places), text)

    def begins_word(self, index: int) -> bool:
        """Whether no letter stands right before the one at ``index`` in the text."""
        place = self.places[index]
        return place == 0 or not self.source[place - 1].isalpha()

    def ends_word(self, index: int) -> bool:
        """Whether no letter stands right after the one at ``index`` in the text."""
        place = self.places[index]
        return place + 1 >= len(self.source) or not self.source[place + 1].isalpha()

    def show_line(self, index: int) -> str:
        """The line of the text in which a squeezed place stands, or the near part of an endless one."""
        place = self.places[index]
        first, last = max(0, place - NEAR), place + NEAR
        start = self.source.rfind("\n", first, place)
        end = self.source.find("\n", place, last)
        return self.source[start + 1 if start >= 0 else first : end if end >= 0 else last]

    def show(self, start: int, end: int) -> str:
        """The text as printed between two squeezed places, on one line."""
        if start >= min(end, len(self.letters)):
            return ""
        return " ".join(self.source[self.places[start] : self.places[end - 1] + 1].split())
