"""The languages of the pages: messages, numbers, dates and the sorting of names.

Messages are in ``locale/<language>/LC_MESSAGES/site.po`` under a key such as ``start.lead``; templates and
code use only keys. A message may contain ``{name}`` for a value. Values are escaped in HTML, messages are
not.
"""

from __future__ import annotations

import gettext
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from babel.dates import format_date, format_interval
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup

LANGUAGES = ("sv", "en")
_SWEDISH_ORDER = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})
_DATE_LOCALES = {"sv": "sv", "en": "en_GB"}  # the day before the month
_DATE_PARTS = {1: "y", 2: "MMMM y", 3: "d MMMM y"}


class MessageError(Exception):
    """A page uses a key that a language has no message for; the error names both."""


@dataclass(frozen=True)
class Words:
    """One language of the pages."""

    language: str
    catalogue: gettext.GNUTranslations
    keys: frozenset[str]

    def text(self, key: str, **facts: Any) -> str:
        """The message as plain text. Raises ``MessageError`` for an unknown key."""
        return self._find(key).format(**facts) if facts else self._find(key)

    def say(self, key: str, **facts: Any) -> Markup:
        """The message as HTML, with its values escaped. Raises ``MessageError`` for an unknown key."""
        return Markup(self._find(key)).format(**facts)

    def count(self, key: str, number: int, **facts: Any) -> str:
        """The message in singular or plural as ``number`` requires; it may contain ``{n}``."""
        self._find(key)
        return self.catalogue.ngettext(key, key, number).format(n=self.number(number), **facts)

    def has(self, key: str) -> bool:
        """Whether there is a message with this key."""
        return key in self.keys

    def pick(self, prefix: str) -> dict[str, str]:
        """All messages whose key begins with ``prefix``, by the rest of the key."""
        found = sorted(key for key in self.keys if key.startswith(prefix))
        return {key.removeprefix(prefix): self._find(key) for key in found}

    def number(self, value: float | None, decimals: int = 1) -> str:
        """Format a number with at most ``decimals`` decimals; empty for ``None``."""
        if value is None:
            return ""
        return _write_number(float(value), decimals, self.language)

    def signed(self, value: float | None) -> str:
        """Format a difference with its sign; zero is ±0."""
        if value is None:
            return ""
        sign = "+" if value > 0 else "−" if value < 0 else "±"
        return sign + self.number(abs(value))

    def date(self, text: str | date | None) -> str:
        """Format an ISO date, month or year, or two of them with a slash between, in words."""
        if not text:
            return ""
        first, _, last = str(text).partition("/")
        if len(first) == len(last) == len("2015-03-16"):
            return _write_days(first, last, self.language)
        return "–".join(_write_date(part, self.language) for part in (first, last) if part)

    def order(self, name: str | None) -> str:
        """The sort key of a name: in Swedish å, ä, ö come last, in English they count as a and o."""
        text = unicodedata.normalize("NFC", (name or "~").casefold())
        if self.language == "sv":
            return text.translate(_SWEDISH_ORDER)
        plain = unicodedata.normalize("NFD", text.replace("æ", "ae").replace("ø", "o"))
        return "".join(sign for sign in plain if not unicodedata.combining(sign))

    def _find(self, key: str) -> str:
        if key not in self.keys:
            raise MessageError(f"The {self.language} messages of the site have no {key}.")
        return self.catalogue.gettext(key)


@cache
def load_words(language: str) -> Words:
    """Load the messages of one of ``LANGUAGES``."""
    file = resources.files("warehouse.site").joinpath(f"locale/{language}/LC_MESSAGES/site.po")
    catalogue = read_po(io.BytesIO(file.read_bytes()), locale=language, domain="site")
    return Words(language, _compile(catalogue), frozenset(_list_keys(catalogue)))


@lru_cache(maxsize=4096)
def _write_number(value: float, decimals: int, language: str) -> str:
    return str(format_decimal(value, format="#,##0." + "#" * decimals, locale=language))


@lru_cache(maxsize=4096)
def _write_days(first: str, last: str, language: str) -> str:
    days = date.fromisoformat(first), date.fromisoformat(last)
    return str(format_interval(*days, "yMMMMd", locale=_DATE_LOCALES[language]))


@lru_cache(maxsize=4096)
def _write_date(text: str, language: str) -> str:
    parts = [int(part) for part in text.split("-")]
    day = date(*([*parts, 1, 1])[:3])
    return format_date(day, format=_DATE_PARTS[len(parts)], locale=_DATE_LOCALES[language])


def _compile(catalogue: Catalog) -> gettext.GNUTranslations:
    binary = io.BytesIO()
    write_mo(binary, catalogue)
    binary.seek(0)
    return gettext.GNUTranslations(binary)


def _list_keys(catalogue: Catalog) -> list[str]:
    return [
        message.id if isinstance(message.id, str) else message.id[0] for message in catalogue if message.id
    ]


def load_languages() -> Mapping[str, Words]:
    """Load all languages of the pages, Swedish first."""
    return {language: load_words(language) for language in LANGUAGES}
