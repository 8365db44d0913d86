"""Find the names of municipalities in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import filterfalse
from typing import Literal

from extract.identity.pagetext import Squeezed
from extract.instrument import squeeze_text
from extract.municipalities import MUNICIPALITIES

Country = Literal["SE", "NO"]
Name = tuple[Country, str]

FORM = r"(?:kommune?|herad(?:et)?|stad)s?"  # what a municipality calls itself, after its name
_FORMS = re.compile(r"kommun|herad|stad")
_NORWEGIAN = "kommunekompas"
_AFTER_NAME = re.compile(rf"{FORM}?(?:20\d\d.*)?$")
_ENDINGS = ("es", "e", "s", "")
_LETTERS = re.compile(r"[^\W\d_]*")
_REGION_GOTLAND = re.compile(r"regiongotlands?(?!s?kommun)")
_MARKED = re.compile(r"[åäöæø]")
_NOT_MUNICIPAL = re.compile(
    r"stadsdel|stadsområde|kommundel|\bbydel|landsting|fylkeskommun|regionkompass|\bregion(?!\s+gotland)\b"
    r"|västra götalandsregionen|kommunalförbund|regionfullmäktige|regionförbund",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mention:
    """A municipality's name with *kommun*, *stad*, *kommune*, *herad* or *region*, found in a squeezed text.

    ``start`` and ``end`` are indexes of the squeezed letters. ``names`` has more than one name only if a
    text that has lost the marks on its letters fits several municipalities.
    """

    names: frozenset[tuple[Country, str]]
    start: int
    end: int
    printed: str


@cache
def _spellings(country: Country, folded: bool) -> dict[str, frozenset[tuple[Country, str]]]:
    found: dict[str, set[tuple[Country, str]]] = {}
    for municipality in MUNICIPALITIES.values():
        if municipality.country != country:
            continue
        for spelling in municipality.spellings:
            key = squeeze_text(spelling)
            found.setdefault(fold_letters(key) if folded else key, set()).add((country, municipality.name))
    return {key: frozenset(names) for key, names in found.items()}


@cache
def _longest(country: Country) -> int:
    return max(map(len, _spellings(country, folded=False)))


def fold_letters(text: str) -> str:
    """Remove the marks from letters: å and ä become a, ö and ø become o."""
    if text.isascii():
        return text
    text = text.replace("ø", "o").replace("æ", "a")
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFD", text)))


def has_lost_marks(letters: str) -> bool:
    """Whether a long Nordic text has no å, ä or ö at all, so that Håbo and Habo look the same."""
    return len(letters) > 600 and not _MARKED.search(letters)


def look_up_name(text: str, country: Country, *, folded: bool = False) -> frozenset[tuple[Country, str]]:
    """Look up a name without *kommun* or *stad*; an empty set for an unknown name."""
    key = squeeze_text(text)
    return _spellings(country, folded).get(fold_letters(key) if folded else key, frozenset())


def find_mentions(text: Squeezed, *, folded: bool = False) -> list[Mention]:
    """Find the municipalities that are named in full (*Marks kommun*, *Borås stad*, *Region Gotland*)."""
    return sorted(_find_all(text, folded), key=lambda mention: mention.start)


def _find_all(text: Squeezed, folded: bool) -> Iterator[Mention]:
    for match in _REGION_GOTLAND.finditer(text.letters):
        if text.begins_word(match.start()) and text.ends_word(match.end() - 1):
            printed = text.show(match.start(), match.end())
            yield Mention(frozenset({("SE", "Gotland")}), match.start(), match.end(), printed)
    for match in _FORMS.finditer(text.letters):
        end = _find_form_end(text, match.end())
        if end is None:
            continue
        form = text.letters[match.start() : end]
        country: Country = "NO" if form.startswith(("kommune", "herad")) else "SE"
        found = _find_before(text, match.start(), country, folded)
        if found is not None:
            name_start, names = found
            yield Mention(names, name_start, end, text.show(name_start, end))


def _find_form_end(text: Squeezed, end: int) -> int | None:
    """Find the end of *kommun* or *stad* with its inflection; ``None`` if the word goes on."""
    goes_on = _LETTERS.match(text.source, text.find_place(end - 1) + 1)
    rest = goes_on[0].casefold() if goes_on else ""
    return end + len(rest) if rest in _ENDINGS else None


def find_bare_name(text: Squeezed, end: int, *, folded: bool = False) -> Mention | None:
    """Find the bare name that ends at ``end``; Norwegian names are looked up in Norwegian texts only."""
    countries: tuple[Country, ...] = ("SE", "NO") if _NORWEGIAN in text.letters else ("SE",)
    for country in countries:
        found = _find_before(text, end, country, folded)
        if found is not None:
            return Mention(found[1], found[0], end, text.show(found[0], end))
    return None


def _find_before(
    text: Squeezed, end: int, country: Country, folded: bool
) -> tuple[int, frozenset[tuple[Country, str]]] | None:
    """Find the longest known name that ends at ``end`` and begins a word; return its start and names."""
    spellings = _spellings(country, folded)
    for length in range(min(_longest(country), end), 1, -1):
        start = end - length
        letters = text.letters[start:end]
        names = spellings.get(fold_letters(letters) if folded else letters)
        if names and text.begins_word(start):
            return start, names
    return None


def find_name_at(letters: str, country: Country, *, folded: bool = False) -> frozenset[Name]:
    """Find the name at the beginning of squeezed letters, if *kommun*, a year or nothing follows it."""
    spellings = _spellings(country, folded)
    for length in range(min(_longest(country), len(letters)), 1, -1):
        name = fold_letters(letters[:length]) if folded else letters[:length]
        names = spellings.get(name)
        if names and _AFTER_NAME.match(letters, length):
            return names
    return frozenset()


def names_no_municipality(text: str) -> bool:
    """Whether a title names a part of a city, a county council or an association of municipalities."""
    return _NOT_MUNICIPAL.search(text) is not None
