"""Split running text into sentences, and quote it."""

from __future__ import annotations

import re
from textwrap import shorten

QUOTED = 160  # characters of a text that a reason quotes
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖÆØ])")


def split_sentences(text: str) -> list[str]:
    """Split a text after each ``.``, ``!`` or ``?`` that is followed by a space and a capital letter."""
    return SENTENCE_END.split(text)


def quote_text(text: str) -> str:
    """Return a text in quotation marks; of a long one the beginning."""
    return f"“{shorten(text, QUOTED, placeholder=' ...')}”"
