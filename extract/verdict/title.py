"""Find the title of another kind of document, such as an offer or a self-assessment, at the top of a report.

A line of the headings of a table is no title: ``Kommunens självskattning`` heads one of its columns. Nor is a
line of the menu that a web page has beside its text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile
from pathlib import Path
from statistics import median

from extract.page.textpass import PageText
from extract.page.words import PageWords, Word, read_page_words
from extract.phrases import compile_phrases, join_phrases
from extract.vocabulary import LETTERS

LINES, WORDS = 12, 8  # lines at the top of a cover; words of a line of its title
ANOTHER_DOCUMENT = re.compile(
    rf"^\W*(?:\w+\W+){{0,2}}?{join_phrases('another document')}[^.]*$", re.IGNORECASE
)
LINKS = re.compile(rf"\W*{join_phrases('links to other pages')}", re.IGNORECASE)
KIND = re.compile(rf"\b{join_phrases('another document')}\w*", re.IGNORECASE)
GUTTER, LINES_NEAR = 2.0, 2.5  # multiples of a line's height, to the text beside it, and to its lines
LEAST_WORDS = 5  # of a line of running text
AS_TEXT = 1.1  # times the usual height of a page's words; a title is higher
BESIDE_NUMBERS = compile_phrases("heads areas")


def find_other_title(
    pages: Sequence[PageText], columns: Collection[str], own: str, path: Path | None = None
) -> str | None:
    """Find a short line at the top of the first page that names another kind of document.

    ``columns`` are the headings of columns on that page that are not the points', ``own`` is the points'.
    What follows *Relaterat* or *Läs också* on the print of a web page are links. ``path`` is the document, of
    which the first page is read again to see whether the line is in a menu.
    """
    lines = pages[0].text.splitlines() if pages else []
    for line in takewhile(lambda each: not LINKS.match(each), lines[:LINES]):
        is_title = len(line.split()) <= WORDS and ANOTHER_DOCUMENT.search(line)
        if not is_title or _heads_column(line, lines, " ".join(columns), own):
            continue
        if path is None or not _is_in_menu(line, path, pages[0].number):
            return line
    return None


def _is_in_menu(line: str, path: Path, page: int) -> bool:
    """Whether a line is no higher than a page's text, and stands beside running text."""
    view = next((each for each in read_page_words(path, [page]) if not each.turned), None)
    return view is not None and any(
        _is_beside_text(words, view) for words in _find_words(line.split(), view.words)
    )


def _find_words(line: Sequence[str], words: Sequence[Word]) -> list[Sequence[Word]]:
    runs = (words[at : at + len(line)] for at in range(len(words) - len(line) + 1))
    return [run for run in runs if [word.text for word in run] == list(line)]


def _is_beside_text(words: Sequence[Word], view: PageWords) -> bool:
    x0, x1 = words[0].x0, words[-1].x1
    height = max(word.height for word in words)
    if height > AS_TEXT * median(word.height for word in view.words):
        return False
    space = GUTTER * height
    for line in view.lines():
        if abs(line[0].middle - words[0].middle) > LINES_NEAR * height:
            continue
        left, right = ([*takewhile(lambda word: word.x0 < x0, line)], [word for word in line if word.x1 > x1])
        is_left = len(left) >= LEAST_WORDS and max(word.x1 for word in left) < x0 - space
        is_right = len(right) >= LEAST_WORDS and min(word.x0 for word in right) > x1 + space
        if is_left or is_right:
            return True
    return False


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
