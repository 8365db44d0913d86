"""Whether words or addresses name the instrument or hint at it, however they are spelt or encoded."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote_to_bytes

_BETWEEN = r"[\s_+.\-\u00ad\u2010-\u2014]*"
_NAME = re.compile(rf"kommune?{_BETWEEN}kompass", re.IGNORECASE)
_HINT = re.compile(
    r"utv[aä]rder|evaluer|gransk(?:ning|at|ad)|bed[oö]mning|slutrapport|analys av|j[aä]mf[oö]relse|kvalitet"
    r"|styrning|ledning|uppf[oö]ljning|betyg|tidning|press|medier|nyheter|nyhende|nyhetar|politi[ks]|kommunfakta"
    r"|aktuell|om (?:oss|kommunen)|kommunstyrelse|kommunekompass|unders[oö]k|statistik|rapport|omd[oö]me"
    r"|\bkk[-_ ]?(?:20)?[012]\d\b|resultat|f[oö]rb[aä]ttring|utveckling|utvikling|organisation|organisasjon",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"m[oöø]te[nr]?\b|m[oø]teplan|protokoll|handlingar|sammantr[aä]d|n[aä]mnd|fullm[aä]ktige|inn?syn|diari"
    r"|dagordning|kallelse|saksliste",
    re.IGNORECASE,
)
INDEX_PATTERN = "kommune?.{0,9}kompass"  # for the addresses in an index, which are lower-case and encoded
_DECODINGS = ("utf-8", "latin-1")


def speaks_of_it(*texts: str) -> bool:
    """Whether any of the texts names the instrument."""
    return any(_NAME.search(_compose(text)) for text in texts)


def address_speaks(url: str) -> bool:
    """Whether an address names the instrument, however it is percent-encoded."""
    return any(_NAME.search(form) for form in _decode(url))


def hints_at_it(*texts: str) -> bool:
    """Whether any of the texts is about evaluation, steering or news, so that reports may be near."""
    return any(_HINT.search(_compose(text)) for text in texts)


def tells_of_meetings(*texts: str) -> bool:
    """Whether any of the texts is about political meetings, whose documents may be on another host."""
    return any(_MEETING.search(_compose(text)) for text in texts)


def address_hints(url: str) -> bool:
    """Whether the path of an address hints at reports, as in ``hints_at_it``."""
    path = url.partition("://")[2].partition("/")[2]
    return any(_HINT.search(form.replace("-", " ").replace("/", " ")) for form in _decode(path))


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _decode(url: str) -> list[str]:
    content = unquote_to_bytes(unquote_to_bytes(url))  # some addresses are encoded twice
    return [_compose(content.decode(name, errors="replace")) for name in _DECODINGS]
