"""Secrets in addresses: what is never written where others may read it.

An address may carry a user name and password, a token, a signature. Whoever asks it needs them; a release, a
log, a report or a record of the archive does not. There the address stands as ``mask_address`` gives it. The
files from which addresses are asked (the catalogue, ``found.csv``, the book of the harvest) keep them whole
and are their owner's alone.

What tells a secret is the name of a value in the query (``token``, ``sig``, ``password``), for names that
mean other things as well (``key``, ``code``) also its shape, and for any name the shape of a token or key
that well-known services give out.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

MASK = "***"
LONG = 16  # signs of a value that nobody guesses: so many that its hash gives nothing away
DIGEST = 8  # figures of the hash that tell one long value from another

_START = r"(?:[?&;#]|(?P<encoded>%(?:3F|26|3B|23)))"
_IS = r"(?:=|%3D)"
_VALUE = r"(?P<value>(?:(?(encoded)(?!%(?:26|23|3B)))[^&;#\s\"<>])+)"
_PASSWORD = r"[\w.-]*(?:passw|passord|lösenord|pwd|passphrase)[\w.-]*|pass|pw"
_CERTAIN = (
    r"[\w.-]*(?:token|secret|signature|api[_-]?key|access[_-]?key|credential|session_?id|sessid|bearer)[\w.-]*"
    r"|sig|jwt|sas"
)
_DOUBTFUL = r"(?:[\w.-]*[_-])?key|code|auth|authorization|ticket|access|session"
_SECRET = re.compile(
    rf"(?P<before>{_START}(?:(?P<password>{_PASSWORD})|(?P<certain>{_CERTAIN})|{_DOUBTFUL}){_IS}){_VALUE}",
    re.IGNORECASE,
)
_KNOWN_SHAPE = re.compile(
    r"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}"
    r"|\bxox[abprs]-[\w-]{10,}|\b[rs]k_live_\w{10,}|\bAIza[\w-]{35}|\bya29\.[\w-]{20,}|\bglpat-[\w-]{20,}"
)
_MASKED = re.compile(rf"{re.escape(MASK)}[0-9a-f]{{0,{DIGEST}}}")
_USER = re.compile(
    r"(?<=://)(?:[^/?#\\\s\"<>]*|[^/?#\\\s\"<>:@]*:(?!\d*(?:[/?#]|$))[^\s\"<>]*)@"
    r"|(?<=%3A%2F%2F)(?:(?!%2F|%3F|%23)[^/?#&\s\"<>])*%40",
    re.IGNORECASE,
)


def strip_credentials(url: str) -> str:
    """``url`` without user name and password; everything else stays as it is."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        return url
    end = min((rest.find(sign) for sign in "/?#\\" if sign in rest), default=len(rest))
    authority, tail = rest[:end], rest[end:]
    return f"{scheme}://{authority.rpartition('@')[2]}{tail}"


@lru_cache(maxsize=50_000)
def mask_address(url: str) -> str:
    """``url`` as it is written down for others: without user and password, every other secret masked.

    To mask twice changes nothing more. A long value leaves eight figures of its hash, so that two addresses
    that differ in it alone stay two; a short one, or a password, leaves nothing.
    """
    return mask_text(strip_credentials(url))


def mask_text(text: str) -> str:
    """``text`` with the secrets masked of every address in it."""
    if "@" in text or "%40" in text:
        text = _USER.sub("", text)
    if "=" in text or "%3" in text:
        text = _SECRET.sub(_mask_value, text)
    return _KNOWN_SHAPE.sub(lambda found: _mask(found[0]), text)


def holds_secret(url: str) -> bool:
    """Whether an address carries more than a user and password that is masked."""
    return mask_address(url) != strip_credentials(url)


def _mask_value(found: re.Match[str]) -> str:
    value = found["value"]
    if found["password"] is not None:
        return found["before"] + MASK
    if found["certain"] is None and not _looks_random(value):
        return found[0]
    return found["before"] + _mask(value)


def _mask(value: str) -> str:
    if _MASKED.fullmatch(value):
        return value
    digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]
    return MASK + (digest if len(value) >= LONG else "")


def _looks_random(value: str) -> bool:
    """Whether a value is long and mixes letters and figures as no word or number does."""
    return len(value) >= LONG and any(map(str.isdigit, value)) and any(map(str.isalpha, value))
