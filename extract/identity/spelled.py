"""Numbers that are not printed as one figure: in words, or with one digit in each square of a form."""

from __future__ import annotations

import re

_TENS = {
    **dict.fromkeys(("tjugo", "tjue"), 20),
    **dict.fromkeys(("trettio", "tretti"), 30),
    **dict.fromkeys(("fyrtio", "førti"), 40),
    **dict.fromkeys(("femtio", "femti"), 50),
    **dict.fromkeys(("sextio", "seksti"), 60),
    **dict.fromkeys(("sjuttio", "sytti"), 70),
    **dict.fromkeys(("åttio", "åtti"), 80),
    **dict.fromkeys(("nittio", "nitti"), 90),
}
_ONES = {
    **dict.fromkeys(("ett", "en", "én"), 1),
    **dict.fromkeys(("två", "to"), 2),
    "tre": 3,
    **dict.fromkeys(("fyra", "fire"), 4),
    "fem": 5,
    **dict.fromkeys(("sex", "seks"), 6),
    **dict.fromkeys(("sju", "syv"), 7),
    **dict.fromkeys(("åtta", "åtte"), 8),
    **dict.fromkeys(("nio", "ni"), 9),
}
_IN_WORDS = re.compile(  # not if it counts something else: *fyrtio medarbetare*
    rf"\b({'|'.join(sorted(_TENS, key=len, reverse=True))})-?({'|'.join(_ONES)})?"
    r"(?=\s*(?:[.,;:!?)]|$|(?:p|po[äe]ng|av|och|og)\b))",
    re.IGNORECASE,
)
_IN_SQUARES = re.compile(  # below or beside a label for points; two columns of digits have none for both
    r"(po[äe]ng\w*(?: ?\([^)\n]*\))?:?\s+)([1-9]) (\d)(?=\s*$)", re.IGNORECASE | re.MULTILINE
)


def write_figures(text: str) -> str:
    """Write numbers from 20 to 99 in words, and points with one digit in each square, as figures."""
    text = _IN_SQUARES.sub(r"\1\2\3", text)
    return _IN_WORDS.sub(
        lambda word: str(_TENS[word[1].lower()] + _ONES.get((word[2] or "").lower(), 0)), text
    )
