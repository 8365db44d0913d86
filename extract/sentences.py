"""Split running text into sentences."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖÆØ])")


def split_sentences(text: str) -> list[str]:
    """Split a text after each ``.``, ``!`` or ``?`` that is followed by a space and a capital letter."""
    return SENTENCE_END.split(text)
