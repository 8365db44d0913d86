"""Find short names of areas: cells that have only words of an area's name, in the order of the areas.

A narrow table or a chart may print ``Arbetsgivare`` or ``Brukarfokus`` for the name of an area. One such word
is no name. But eight cells in a column or a row, or in two that part them, the first with words of area 1
only, the second with words of area 2 only, and so on, must be the areas. Some of them may be whole
names, and words of others may end otherwise than in the name: ``Utvikling`` for ``Utviklingsstrategi``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Protocol

from extract.instrument import AREA_NUMBERS, AREAS, EDITIONS, SPELLINGS
from extract.leads import LEAD_NUMBER, LEAD_WORDS
from extract.meaning.known import list_area_words
from extract.mentions import Mention
from extract.page.words import PageWords, Word
from extract.series.grouping import group_in_order
from extract.vocabulary import LETTERS

LEAST_LETTERS = 5  # letters of a word that identifies an area
NO_CONTENT = frozenset({"kommunen", "kommune", "kommunens"})  # words that identify no area
ENDING = 3  # letters that a word may have after the whole word of a name, as in ``demokratin``
LEAST_NAMED = 4  # areas of which a page must have a word; other pages are not searched
LINE_GAP = 0.9  # multiple of a word's height; largest gap between the lines of a cell
TYPED_GAP = 1.6  # multiple of a word's height; largest space between the words of a name that is typed
LEAST_HALF = 3  # names in each half of a list that is parted in two
SAME_EDGE = 3.5  # points; largest difference between the edges of aligned cells
PARTED = re.compile(r"(?<=[^\W\d_])[-\u00ad] (?=[a-zåäöæø])")


class Line(Protocol):
    """Words of one line with normal spaces between them."""

    @property
    def words(self) -> tuple[Word, ...]:
        """The words from left to right."""


@dataclass(frozen=True)
class ShortName:
    """A cell of one or more lines. ``areas`` has the editions and areas of whose words alone it consists."""

    words: tuple[Word, ...]
    lead: tuple[Word, ...]
    areas: frozenset[tuple[int, int]]

    @property
    def x0(self) -> float:
        """The left edge."""
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(word.bottom for word in self.words)


EDGES_DOWN: tuple[Callable[[ShortName], float], ...] = (
    lambda name: name.x0,
    lambda name: name.x1,
    lambda name: (name.x0 + name.x1) / 2,
)
EDGES_ACROSS: tuple[Callable[[ShortName], float], ...] = (
    lambda name: name.top,
    lambda name: name.bottom,
    lambda name: (name.top + name.bottom) / 2,
)


@cache
def _list_area_words() -> Mapping[tuple[int, int], tuple[frozenset[str], frozenset[str]]]:
    """Return by edition and area: all words of its names, and those that can identify it."""
    found: dict[tuple[int, int], tuple[frozenset[str], frozenset[str]]] = {}
    for edition in EDITIONS:
        for area_no in AREA_NUMBERS:
            names = [
                each.spelling for each in SPELLINGS if (each.edition, each.area_no) == (edition, area_no)
            ]
            words = frozenset(word.casefold() for name in names for word in LETTERS.findall(name))
            telling = frozenset(
                word for word in words if len(word) >= LEAST_LETTERS and word not in NO_CONTENT
            )
            found[edition, area_no] = words, telling
    return found


def add_short_names(
    view: PageWords, lines: Sequence[Sequence[Line]], labels: Sequence[Mention]
) -> list[Mention]:
    """Add to the labels of a page its short names, which are found only as eight in the areas' order.

    A label can be the whole name of an area in one edition, such as ``Effektivitet``, and a part of another
    area's name in other editions. If it is the short name of that other area in such an order, it is
    replaced.
    """
    if not _holds_words(view):
        return list(labels)
    full = {id(word): label.area_no for label in labels for word in label.words}
    cells = [cell.words for line in lines for cell in line]
    chains: list[tuple[tuple[int, ...], list[ShortName]]] = []
    for each in (cells, _join_typed(lines)):
        names = _add_labels(_list_short_names(each), labels)
        chains += _list_chains(names, EDGES_DOWN, lambda name: name.top, full)
    stacks = _add_labels(_list_short_names(_stack(cells)), labels)
    chains += _list_chains(stacks, EDGES_ACROSS, lambda name: name.x0, full)
    found: dict[int, Mention] = {}
    for edition_nos, chain in chains:
        for area_no, name in enumerate(chain, start=1):
            first = name.words[0]
            named = any(full.get(id(word)) == area_no for word in name.words)
            if not named and id(first) not in found:
                found[id(first)] = _make_mention(view, name, area_no, edition_nos)
    return [*(label for label in labels if id(label.words[0]) not in found), *found.values()]


def _join_typed(lines: Sequence[Sequence[Line]]) -> list[tuple[Word, ...]]:
    """Join the cells of each line that only a typewriter's wide spaces part; none if no line has them."""
    joined: list[tuple[Word, ...]] = []
    for line in lines:
        for at, cell in enumerate(line):
            gap = cell.words[0].x0 - joined[-1][-1].x1 if at else float("inf")
            if gap < TYPED_GAP * cell.words[0].height:
                joined[-1] += cell.words
            else:
                joined.append(cell.words)
    return joined if len(joined) < sum(map(len, lines)) else []


def _add_labels(names: Sequence[ShortName], labels: Sequence[Mention]) -> list[ShortName]:
    """Add to the short names the whole names that have a word of another spelling, such as ``Chef-``."""
    known = {id(word) for name in names for word in name.words}
    spelt = [
        ShortName(label.words, label.lead, frozenset((area.edition, area.area_no) for area in label.areas))
        for label in labels
        if known.isdisjoint(id(word) for word in label.words)
    ]
    return [*names, *spelt]


def _holds_words(view: PageWords) -> bool:
    words = set(LETTERS.findall(" ".join(word.text for word in view.words).casefold()))
    return any(
        sum(not words.isdisjoint(_list_area_words()[edition, no][1]) for no in AREA_NUMBERS) >= LEAST_NAMED
        for edition in EDITIONS
    )


def _list_short_names(cells: Sequence[Sequence[Word]]) -> list[ShortName]:
    """List the cells that have only words of one area's names, with or without its number before them."""
    found = []
    for words in cells:
        at = 0
        while at < len(words) and _is_lead(words[at].text):
            at += 1
        lead, rest = words[:at], words[at:]
        if not rest or not _may_begin(rest[0].text):
            continue
        end = next((no for no, word in enumerate(rest) if any(map(str.isdigit, word.text))), len(rest))
        name = tuple(rest[:end])
        if name:
            numbers = [int(each[1]) for word in lead if (each := LEAD_NUMBER.match(word.text))]
            names = _match(name, numbers[-1] if numbers else None)
            if names:
                found.append(ShortName(name, tuple(lead), names))
    return found


@lru_cache(maxsize=8192)  # most words of a report are repeated in it
def _is_lead(text: str) -> bool:
    text = text.strip().casefold()
    return bool(LEAD_NUMBER.match(text)) or text.rstrip(":.") in LEAD_WORDS


@lru_cache(maxsize=8192)  # as above
def _may_begin(text: str) -> bool:
    """Whether a short name may begin with a word: all its letters are of names, or it is divided."""
    words = {word.casefold() for word in LETTERS.findall(text)}
    return bool(words) and (
        text.endswith(("-", "\u00ad")) or all(_is_among(word, list_area_words()) for word in words)
    )


def _is_among(word: str, known: Collection[str]) -> bool:
    """Whether a word is one of the known, or one of them without or with other letters at its end."""
    if word in known or len(word) < LEAST_LETTERS:
        return word in known
    return any(
        each.startswith(word)
        or (len(each) >= LEAST_LETTERS and word.startswith(each) and len(word) - len(each) <= ENDING)
        for each in known
    )


@cache
def _match_text(text: str) -> frozenset[tuple[int, int]]:
    words = frozenset(word.casefold() for word in LETTERS.findall(text))
    return frozenset(
        key
        for key, (known, telling) in _list_area_words().items()
        if words & telling and all(_is_among(word, known) for word in words)
    )


def _match(words: Sequence[Word], area_no: int | None) -> frozenset[tuple[int, int]]:
    text = PARTED.sub("", " ".join(word.text for word in words))
    return frozenset(key for key in _match_text(text) if area_no in (None, key[1]))


def _stack(cells: Sequence[tuple[Word, ...]]) -> list[tuple[Word, ...]]:
    """Join cells that are directly below each other to one cell of several lines."""
    stacks: list[list[tuple[Word, ...]]] = []
    opened: list[list[tuple[Word, ...]]] = []
    reach = LINE_GAP * max((words[0].height for words in cells), default=0.0)
    for cell in sorted(cells, key=lambda words: words[0].top):
        opened = [each for each in opened if cell[0].top - each[-1][0].bottom < reach]
        home = next((each for each in opened if _goes_on(each[-1], cell)), None)
        if home is None:
            home = []
            stacks.append(home)
            opened.append(home)
        home.append(cell)
    return [tuple(word for cell in each for word in cell) for each in stacks]


def _goes_on(last: Sequence[Word], cell: Sequence[Word]) -> bool:
    gap = cell[0].top - last[0].bottom
    shared = min(last[-1].x1, cell[-1].x1) - max(last[0].x0, cell[0].x0)
    narrower = min(last[-1].x1 - last[0].x0, cell[-1].x1 - cell[0].x0)
    return -0.5 * cell[0].height < gap < LINE_GAP * cell[0].height and shared > 0.5 * narrower


def _list_chains(
    names: Sequence[ShortName],
    edges: Sequence[Callable[[ShortName], float]],
    order: Callable[[ShortName], float],
    full: Mapping[int, int],
) -> Iterator[tuple[tuple[int, ...], list[ShortName]]]:
    """Yield the runs of aligned cells through all eight areas in order, each with its editions.

    ``full`` has the area by the identity of each word of a whole name. If whole names form such a run, the
    other cells must form one without them.
    """
    for edge in edges:
        for group in _list_runs(names, edge, order):
            whole = [name for name in group if any(id(word) in full for word in name.words)]
            taken = next((each for edition in EDITIONS if (each := _find_chain(whole, edition))), [])
            group = [name for name in group if name not in taken]
            fitting = []
            chains: list[list[ShortName]] = []
            for edition in EDITIONS:
                chain = _find_chain(group, edition)
                if chain and (not chains or chain == chains[0]):
                    fitting.append(edition)
                    chains.append(chain)
            if chains:
                yield tuple(fitting), chains[0]


def _list_runs(
    names: Sequence[ShortName], edge: Callable[[ShortName], float], order: Callable[[ShortName], float]
) -> Iterator[list[ShortName]]:
    """Yield the names at one edge in order, at least eight; of a list in two halves, those at two edges."""
    groups = group_in_order(
        sorted(names, key=edge), lambda group, name: edge(name) - edge(group[-1]) <= SAME_EDGE
    )
    runs = [sorted(group, key=order) for group in groups if len(group) >= LEAST_HALF]
    yield from (run for run in runs if len(run) >= len(AREA_NUMBERS))
    for first, second in pairwise(run for run in runs if len(run) < len(AREA_NUMBERS)):
        if len(first) + len(second) >= len(AREA_NUMBERS):
            yield [*first, *second]


def _find_chain(names: Sequence[ShortName], edition: int) -> list[ShortName]:
    chain: list[ShortName] = []
    for name in names:
        if (edition, len(chain) + 1) in name.areas:
            chain.append(name)
        elif (edition, 1) in name.areas:
            chain = [name]
        if len(chain) == len(AREA_NUMBERS):
            return chain
    return []


def _make_mention(view: PageWords, name: ShortName, area_no: int, editions: Sequence[int]) -> Mention:
    last = name.words[-1]
    line = next(each for each in view.lines() if any(word is last for word in each))
    after = tuple(word for word in line if word.x0 >= last.x1 - 1)
    areas = tuple(AREAS[edition, area_no] for edition in editions if (edition, area_no) in AREAS)
    return Mention(
        areas, " ".join(word.text for word in name.words), name.words, name.lead, True, after, view
    )
