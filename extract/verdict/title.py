"""Find the title of another kind of document, such as an offer or a self-assessment, at the top of a report.

A line of the headings of a table is no title: ``Kommunens självskattning`` heads one of its columns.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from extract.page.textpass import PageText
from extract.phrases import compile_phrases, join_phrases
from extract.vocabulary import LETTERS

LINES, WORDS = 12, 8  # lines at the top of a cover; words of a line of its title
ANOTHER_DOCUMENT = re.compile(
    rf"^\W*(?:\w+\W+){{0,2}}?{join_phrases('another document')}[^.]*$", re.IGNORECASE
)
LINKS = re.compile(rf"\W*{join_phrases('links to other pages')}", re.IGNORECASE)
KIND = re.compile(rf"\b{join_phrases('another document')}\w*", re.IGNORECASE)
BESIDE_NUMBERS = compile_phrases("heads areas")


def find_other_title(pages: Sequence[PageText], columns: Collection[str], own: str) -> str | None:
    """Find a short line at the top of the first page that names another kind of document.

    ``columns`` are the headings of columns on that page that are not the points', ``own`` is the points'.
    What follows *Relaterat* or *Läs också* on the print of a web page are links.
    """
    lines = pages[0].text.splitlines() if pages else []
    for line in takewhile(lambda each: not LINKS.match(each), lines[:LINES]):
        is_title = len(line.split()) <= WORDS and ANOTHER_DOCUMENT.search(line)
        if is_title and not _heads_column(line, lines, " ".join(columns), own):
            return line
    return None


def _heads_column(line: str, lines: Sequence[str], columns: str, own: str) -> bool:
    """Whether a line after the first has only words of headings, and names its kind for another column.

    No other short line may name that kind, as the title above such a table does.
    """
    named = KIND.search(line)
    if named is None or line == lines[0] or not _list_words(named[0]) <= _list_words(columns):
        return False
    titles = [each for each in lines if len(each.split()) <= WORDS and named[0].casefold() in each.casefold()]
    unknown = _list_words(BESIDE_NUMBERS.sub(" ", line)) - _list_words(columns) - _list_words(own)
    return len(titles) == 1 and not unknown


def _list_words(text: str) -> set[str]:
    return {word.casefold() for word in LETTERS.findall(text)}
