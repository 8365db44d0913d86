"""Masking secrets in addresses before they are written where others may read them.

An address may contain a user name and password, a token or a signature. Only requests need them. Releases,
logs, reports and the archive's records contain addresses as ``mask_address`` writes them. The files from
which addresses are requested (the catalogue, ``found.csv``, the book of the harvest) contain them in full and
can be read by their owner alone.

A secret is recognised by the name of a query parameter (``token``, ``sig``, ``password``), for names with
other meanings (``key``, ``code``) also by the form of its value, and for any name by the form of the tokens
of well-known services.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

MASK = "***"
LONG = 16  # characters; a random value of this length cannot be guessed from its hash
DIGEST = 8  # hexadecimal digits of the hash, which distinguish two long values

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
    """Remove user name and password from ``url`` and nothing else."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        return url
    end = min((rest.find(sign) for sign in "/?#\\" if sign in rest), default=len(rest))
    authority, tail = rest[:end], rest[end:]
    return f"{scheme}://{authority.rpartition('@')[2]}{tail}"


@lru_cache(maxsize=50_000)
def mask_address(url: str) -> str:
    """Remove user name and password from ``url`` and mask every other secret.

    A long secret leaves ``DIGEST`` digits of its hash, so that addresses that differ only in it stay
    different; a short one, or a password, leaves nothing. Masking twice gives the same as masking once.
    """
    return mask_text(strip_credentials(url))


def mask_text(text: str) -> str:
    """Mask the secrets of every address in ``text``."""
    if "@" in text or "%40" in text:
        text = _USER.sub("", text)
    if "=" in text or "%3" in text:
        text = _SECRET.sub(_mask_value, text)
    return _KNOWN_SHAPE.sub(lambda found: _mask(found[0]), text)


def has_secret(url: str) -> bool:
    """Whether an address has a secret other than user name and password."""
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
    """Whether a value is long and contains both letters and digits."""
    return len(value) >= LONG and any(map(str.isdigit, value)) and any(map(str.isalpha, value))
