"""Find areas named by codes such as ``O3``, ``C`` or ``3``, if the report has a key of the codes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from extract.instrument import AREA_NUMBERS, Area, list_labels, squeeze_text
from extract.leads import LEAD_WORDS, is_gap
from extract.meaning.terms import find_statements
from extract.mentions import Mention, find_mentions
from extract.page.words import PageWords, Word, find_once
from extract.series.grouping import group_in_order
from extract.vocabulary import LETTERS

if TYPE_CHECKING:
    from extract.series.sheet import Cell

Key = tuple[tuple[str, tuple[Area, ...]], ...]  # codes, each with the areas that it means
Entry = tuple[str, tuple[Area, ...], tuple[Word, ...]]  # a code, what is named at it, and the code's words
CODE = r"(?:[A-Za-zÅÄÖåäö]{1,12}\.?\s?)?[1-8]|[A-H]|I{1,3}|IV|VI{0,3}"
IS_CODE = re.compile(rf"[(\[]?({CODE})[)\].:=]?")
IN_BRACKETS = re.compile(rf"[(\[]({CODE})[)\]][.,;]?")
GLUED = re.compile(rf"(?<![\w.,(\[])({CODE})\s?[=:.)–-]\s?(?=([A-ZÅÄÖÆØ][^\d=]+))")  # with or without spaces
MAY_BE_GLUED = re.compile(r"[1-8A-HIV]\s?[=:.)–-]\s?[A-ZÅÄÖÆØ]")  # in each such text; found much faster
JOINTS = frozenset("=:–—-")  # between a code and its name
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
AREA_WORDS = ("", "o", *sorted(LEAD_WORDS))  # before an area's own number
HEAD = 3.0  # multiple of a number's height; largest distance of the heading above a column
LEAST_LETTERS = 3  # of words beside a number that say what else it counts
SAME_EDGE = 3.5  # points; largest difference between the edges of numbers in a column


def find_key(views: Iterable[PageWords]) -> Key:
    """Find the codes that some pages explain: whole sets of eight, each code with one area.

    A number can only mean the area that has it in the instrument; a letter can mean any.
    """
    told: dict[str, set[Area]] = defaultdict(set)
    for view in views:
        for code, areas, _ in _list_entries(view):
            told[code].update(areas)
    means = {code: areas for code, areas in told.items() if len({area.area_no for area in areas}) == 1}
    sets = {family for code in means if (family := _find_family(code))}
    found = [code for family in sets if _is_whole(family, means) for code in family]
    return tuple((code, tuple(sorted(means[code], key=lambda each: each.edition))) for code in sorted(found))


def add_keyed(
    view: PageWords, lines: Sequence[Sequence[Cell]], labels: Sequence[Mention], key: Key
) -> list[Mention]:
    """Add to the labels of a page the codes that stand for areas by its own key or by the report's ``key``.

    Codes count if all eight of a set are on the page, each at the beginning of a cell without other words.
    Numbers alone must be a row or a column besides, and under or beside a word for areas if their key is on
    another page.
    """
    codes = list(_list_codes(view, lines, labels))
    if not codes:
        return list(labels)
    near, far = dict(find_key([view])), _add_area_words(dict(key))
    found: list[Mention] = []
    for family in sorted({_find_family(code) for code, _ in codes}):
        is_near = near.keys() >= {*family}
        means = near if is_near else far
        coded = [(code, word) for code, word in codes if code in family and code in means]
        if family[0].isdigit():
            coded = list(_list_in_order(coded, lines, is_near=is_near))
        if {code for code, _ in coded} == {*family}:
            found += [_name(view, word, means[code]) for code, word in coded]
    return [*labels, *found]


def _add_area_words(means: Mapping[str, tuple[Area, ...]]) -> dict[str, tuple[Area, ...]]:
    """Add the numbers of areas with other words before them: ``O3`` if the key has ``Område 3`` or ``3``."""
    of_areas = [word for word in AREA_WORDS if all(f"{word}{no}" in means for no in AREA_NUMBERS)]
    more = {
        f"{other}{no}": means[f"{word}{no}"]
        for word in of_areas[:1]
        for other in AREA_WORDS
        for no in AREA_NUMBERS
    }
    return {**more, **means}


@cache
def _find_family(code: str) -> tuple[str, ...]:
    """Return the eight codes of which a code is one."""
    if code[-1:].isdigit():
        return tuple(f"{code[:-1]}{no}" for no in AREA_NUMBERS)
    return ROMAN if code in ROMAN else tuple("abcdefgh")


def _is_whole(family: Sequence[str], means: Mapping[str, set[Area]]) -> bool:
    """Whether each code of a set means another area, and each number the area that has it."""
    if not all(code in means for code in family):
        return False
    nos = [next(iter(means[code])).area_no for code in family]
    return nos == list(AREA_NUMBERS) or (not family[0][-1].isdigit() and set(nos) == set(AREA_NUMBERS))


@lru_cache(maxsize=8192)  # most words of a report are repeated in it
def _parse_code(text: str) -> str:
    """Return a code without case, signs and spaces; empty if a text is none."""
    found = IS_CODE.fullmatch(text)
    return re.sub(r"[\s.]", "", found[1]).casefold() if found else ""


@find_once
def _list_entries(view: PageWords) -> list[Entry]:
    """List the codes directly before names of areas, or in brackets after them."""
    found: list[Entry] = []
    for line in view.lines():
        text = " ".join(word.text for word in line)
        names = GLUED.findall(text) if MAY_BE_GLUED.search(text) else ()
        glued = ((_parse_code(code), _find_areas(name)) for code, name in names)
        found += [(code, areas, ()) for code, areas in glued if areas]
    places = {id(word): (line, at) for line in view.lines() for at, word in enumerate(line)}
    for mention in find_mentions(view):
        if not mention.areas or id(mention.words[0]) not in places:
            continue
        line, at = places[id(mention.words[0])]
        before = [word for word in line[:at] if word.text not in JOINTS]
        if before and before[-1].text[:1] in "([" and is_gap(line, at - 1, at):
            before = []  # it is that of a name on its left
        for count in (1, 2):
            words = tuple(before[-count:])
            code = _parse_code(" ".join(word.text for word in words)) if len(words) == count else ""
            found += [(code, mention.areas, words)] if code else []
        after = IN_BRACKETS.fullmatch(" ".join(word.text for word in mention.after[:1]))
        found += [(_parse_code(after[1]), mention.areas, mention.after[:1])] if after else []
    return found


def _find_areas(name: str) -> tuple[Area, ...]:
    """Return the areas with whose longest name a text begins."""
    squeezed = squeeze_text(name)
    label = max((label for label in list_labels() if squeezed.startswith(label)), key=len, default="")
    return list_labels().get(label, ())


def _list_codes(
    view: PageWords, lines: Sequence[Sequence[Cell]], labels: Sequence[Mention]
) -> Iterator[tuple[str, Word]]:
    """Yield the codes that are alone in a cell or with points, or are all eight in order on one line.

    Codes in names and in the entries of keys are left out.
    """
    taken = {id(word) for each in labels for word in (*each.lead, *each.words)}
    taken |= {id(word) for _, _, words in _list_entries(view) for word in words}
    for line in lines:
        words = [word for cell in line for word in cell.words if id(word) not in taken]
        codes = [(code, word) for word in words if (code := _parse_code(word.text))]
        if not codes:
            continue
        heads = _list_families([code for code, _ in codes])
        alone = {id(cell.words[0]) for cell in line if _is_alone(cell)}
        yield from ((code, word) for code, word in codes if code in heads or id(word) in alone)


def _list_families(codes: Sequence[str]) -> set[str]:
    """Return the codes on a line that are a whole set in order."""
    families = {_find_family(code) for code in codes}
    whole = (each for each in families if [code for code in codes if code in each] == [*each])
    return {code for family in whole for code in family}


def _is_alone(cell: Cell) -> bool:
    """Whether a cell has only a code and points, if it has a code; a number with points is no code."""
    first, *rest = cell.words
    return not (rest and first.text.isdigit()) and not any(
        map(str.isalpha, "".join(word.text for word in rest))
    )


def _list_in_order(
    coded: Sequence[tuple[str, Word]], lines: Sequence[Sequence[Cell]], *, is_near: bool
) -> Iterator[tuple[str, Word]]:
    """Yield the numbers one to eight in the order of a line, or in a column without words beside them."""
    family = [str(no) for no in AREA_NUMBERS]
    code_of = {id(word): code for code, word in coded}
    for line in lines:
        row = [word for cell in line for word in cell.words if id(word) in code_of]
        before = [cell.text for cell in line if row and cell.x1 <= row[0].x0]
        if [code_of[id(word)] for word in row] == family and _may_count_areas(before, is_near=is_near):
            yield from zip(family, row, strict=True)
    by_edge = sorted((word for _, word in coded), key=lambda word: word.x0)
    for group in group_in_order(by_edge, lambda group, word: word.x0 - group[0].x0 <= SAME_EDGE):
        column = sorted(group, key=lambda word: word.top)
        if [code_of[id(word)] for word in column] == family and not _has_words_beside(column, lines):
            first = column[0]
            over = [cell for line in lines for cell in line if cell.x0 < first.x1 and cell.x1 > first.x0]
            heads = [cell.text for cell in over if 0 < first.middle - cell.middle < HEAD * first.height]
            if _may_count_areas(heads, is_near=is_near):
                yield from zip(family, column, strict=True)


def _has_words_beside(column: Sequence[Word], lines: Sequence[Sequence[Cell]]) -> bool:
    """Whether words on the lines of numbers say what else they count, as in a list of municipalities."""
    own = {id(word) for word in column}
    rows = [line for line in lines if any(id(cell.words[0]) in own for cell in line)]
    return any(sum(map(str.isalpha, cell.text)) >= LEAST_LETTERS for line in rows for cell in line)


def _may_count_areas(heads: Sequence[str], *, is_near: bool) -> bool:
    """Whether numbers with some words before or above them may be areas' numbers.

    Those with words for areas are. Others may be if their key ``is_near``, but not if they count questions.
    """
    words = {word.casefold() for text in heads for word in LETTERS.findall(text)}
    counts_parts = any(each.value == "subarea" for text in heads for each in find_statements(text))
    return bool(words & {*LEAD_WORDS, "områden"}) or (is_near and not counts_parts)


def _name(view: PageWords, word: Word, areas: tuple[Area, ...]) -> Mention:
    line = next(each for each in view.lines() if any(own is word for own in each))
    after = tuple(each for each in line if each.x0 >= word.x1 - 1)
    return Mention(areas, word.text, (word,), (), True, after, view)
