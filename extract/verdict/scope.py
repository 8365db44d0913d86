"""Find lines that give the scope of the evaluation as a part of the municipality: ``Omfattning: skolan``.

They stand on a cover, in a box of facts or in a table on the method, as a label and its value. A value that
lists whom the evaluators met is no scope.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.page.textpass import PageText
from extract.phrases import compile_phrases, join_phrases
from extract.records import ProvedScore
from extract.verdict.parts import find_part_in_title

VALUE = r"\W*(?P<value>.*)"
LABEL = re.compile(rf"\W*{join_phrases('label of a scope')}(?!\w)(?P<sign>\s*[:–-])?{VALUE}", re.IGNORECASE)
# Such labels have many papers, of their subject; the value must then be short.
SUBJECT = re.compile(
    rf"\W*{join_phrases('label of a subject')}(?!\w)(?P<sign>\s*[:–-]){VALUE}", re.IGNORECASE
)
PART = compile_phrases("part of a municipality")
WHOLE, WHOM = compile_phrases("whole municipality"), compile_phrases("whom they met")
ONLY = compile_phrases("only")
MOST_WORDS = 12  # of a value; a longer one is running text
FEWER_WORDS = 6  # the same without a sign after the label, or after that of a subject
CONTINUES = re.compile(r"(?:av|mot|och|og|för|for|i|på|till|til|med|som)\b", re.IGNORECASE)  # a heading
GOES_ON = re.compile(r"(?:\b(?:och|og|samt|för|i|av)|[-,–])\s*$", re.IGNORECASE)


def find_partial_scope(pages: Sequence[PageText], scores: Sequence[ProvedScore]) -> tuple[int, str] | None:
    """Return the page and the line by which only a part of the municipality was evaluated, or ``None``.

    Labels of a subject count up to the first page with points. On the first page the title may say it.
    """
    title = find_part_in_title(pages[0].text.splitlines()) if pages else None
    if title is not None:
        return pages[0].number, title
    first = min((score.reading.page for score in scores), default=0)
    for page in pages:
        for line, following in _list_lines(page.text):
            found = LABEL.match(line) or (SUBJECT.match(line) if page.number <= first else None)
            if found is not None and _is_partial(found, following):
                return page.number, line
    return None


def _list_lines(text: str) -> Iterator[tuple[str, str]]:
    """List the lines with words, each with the next one."""
    yield from pairwise([*(line.strip() for line in text.splitlines() if line.strip()), ""])


def _is_partial(found: re.Match[str], following: str) -> bool:
    value = found["value"].strip()
    if not found["sign"] and CONTINUES.match(value):
        return False
    if not value or GOES_ON.search(value) or following[:1].islower():
        value = f"{value} {following}".strip()
    is_clear = found["sign"] and found.re is LABEL
    if len(value.split()) > (MOST_WORDS if is_clear else FEWER_WORDS):
        return False
    if WHOLE.search(value) or WHOM.search(value):
        return False
    return PART.search(value) is not None or bool(is_clear and ONLY.search(value))
