"""Find the municipality at the places where a document without a title says whose it is.

A newsletter, a poster or a spreadsheet has no *Analys av Marks kommun*, but a headline, a caption above its
own points and a running head or foot. One of them alone may be about anybody: two must agree, and none may
name another municipality.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.identity.covers import EDGE_LINES, list_countries, list_plain_lines
from extract.identity.layout import Page
from extract.identity.names import Name, find_mentions, look_up_name
from extract.identity.pagetext import Squeezed
from extract.identity.report import Report
from extract.identity.titles import RUNS_ON, Named

MOST_LETTERS = 60  # a longer line is no headline and no caption
HEADLINES = 4  # first lines of the first page that may be headlines
CAPTION_LINES = 4  # lines above the first row of a table that may be its caption
MOST_AREAS = 6  # rows with areas; a page with fewer has no table of all
EDGES = 2  # pages on which a running head must be printed
_INSTRUMENT = re.compile(r"kompass", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"^\d{1,3} (?=\D)")  # of a spreadsheet's row
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_][\w-]*")


@dataclass
class Places:
    """The municipalities named at each kind of place, each with the place's line."""

    headlines: list[Named] = field(default_factory=list)
    captions: list[Named] = field(default_factory=list)
    edges: list[Named] = field(default_factory=list)
    hints: set[Name] = field(default_factory=set)  # named by the bare name in a headline or caption
    is_titled: bool = False  # the instrument is named in the headline

    def list_all(self) -> list[Named]:
        """List the names of all places, those of headlines first."""
        return [*self.headlines, *self.captions, *self.edges]


def find_places(report: Report, folded: bool) -> Places:
    """Find the municipalities in the headlines, the captions of tables of areas and running heads."""
    places = Places()
    countries = list_countries(report)
    headlines = _list_headlines(report)
    below = [line for page in report.pages for line in _list_captions(report.list_lines(page), page)]
    captions = [line for line in below if line not in headlines]
    places.is_titled = any(map(_INSTRUMENT.search, headlines + captions))
    places.headlines = list(_name(headlines, folded))
    places.captions = list(_name(captions, folded))
    places.edges = list(_name(_list_running(report.pages), folded))
    for line in (*headlines, *captions):
        for word in _WORD.findall(line):
            found = {
                name
                for country in countries
                for bare in (word, word.removesuffix("s"))
                for name in look_up_name(bare, country, folded=folded)
            }
            places.hints |= found if word[0].isupper() and len(found) == 1 else set()
    return places


def _list_headlines(report: Report) -> list[str]:
    """List the short lines with which the first page begins, up to its text or its table."""
    if not report.covers:
        return []
    page = report.covers[0]
    lines = report.list_lines(page)
    rows = {line.split("\n")[0] for line, _ in page.area_lines}
    found: list[str] = []
    for line, after in pairwise([*lines, ""]):
        if line in rows or (RUNS_ON.search(line) and after[:1].islower()):
            break
        found.append(line)
    return _clean(found[:HEADLINES])


def _list_captions(lines: Sequence[str], page: Page) -> list[str]:
    """List the short lines directly above the first row of a page's table of areas."""
    if len(page.areas_named) < MOST_AREAS:
        return []
    rows = {line.split("\n")[0] for line, _ in page.area_lines}
    first = next((at for at, line in enumerate(lines) if line in rows), 0)
    return _clean(lines[max(0, first - CAPTION_LINES) : first])


def _list_running(pages: Sequence[Page]) -> list[str]:
    """List the lines at the top and bottom of several pages; of a single page those at the bottom."""
    if len(pages) == 1:
        return _clean(pages[0].lines[-EDGE_LINES:])
    edges = Counter(
        line
        for page in pages
        for line in {
            _DIGITS.sub("", line) for line in _clean([*page.lines[:EDGE_LINES], *page.lines[-EDGE_LINES:]])
        }
    )
    return [line for line, times in edges.items() if times >= EDGES]


def _clean(lines: Sequence[str]) -> list[str]:
    plain = (_NUMBER_BEFORE.sub("", line) for line in list_plain_lines(lines))
    return [line for line in plain if len(line) <= MOST_LETTERS and not line.endswith(".")]


def _name(lines: Sequence[str], folded: bool) -> Iterator[Named]:
    for line in lines:
        for mention in find_mentions(Squeezed.of(line), folded=folded):
            yield Named(mention.names, mention.printed)


def list_agreed(places: Places, counts: Counter[Name]) -> list[Named]:
    """List the places that name one municipality, if two agree or the instrument stands beside it.

    If they name several municipalities, all are listed, so that none is chosen; if only one place names one,
    none is, and neither if the text names another more often.
    """
    named = places.list_all()
    sure = {name for one in named for name in one.names}
    if len(sure) != 1:
        return named
    (name,) = sure
    kinds = sum(map(bool, (places.headlines, places.captions, places.edges)))
    in_text = counts[name] > len(named)  # which may be counted, too
    agree = kinds + in_text + places.is_titled >= 2
    others = max((times for other, times in counts.items() if other != name), default=0)
    is_alone = not places.hints - sure and others <= len(named) + counts[name]
    return named if agree and is_alone else []
