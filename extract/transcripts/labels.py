"""Finding names of areas and sub-areas in a transcript, and the numbers right after each name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.identity.pagetext import Squeezed, clean_text
from extract.instrument import Area, list_labels

VALUE = r"\d{1,3}(?:[.,]\d)?½?"
BETWEEN = re.compile(r"[\s:=–—·|-]*(?:\.{3,}\s*)?[\s:=–—·|(-]*")
NUMBER = re.compile(rf"(?<![\w.,])({VALUE})(?![\w]|[.,]\d)")
UNIT = re.compile(r"\s*(?:po[äe]ng|p\b|av\s+100|/\s?100)", re.IGNORECASE)
SUBAREA = re.compile(r"(?<![\d.])([1-8])\.(\d{1,2})\.?\s+(?=[A-ZÅÄÖÆØ])")
MOST_LETTERS = 220  # characters of a sub-area's label
LONGEST_LEAD = 12  # characters between an area's number and its name
SUM = re.compile(r"(?:^|\s)(?:summa|sum|totalt|total|delsumma)\b[^\d.]{0,30}", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """An area's name in a transcript, and the numbers right after it.

    ``start`` and ``end`` are the name's place in the page's text, ``stop`` is the end of the numbers.
    ``points`` is the first number if it has the unit (*49 poäng*). ``quote`` is the text from the name to the
    end of the numbers.
    """

    area_no: int
    label: str
    editions: tuple[int, ...]
    page: int
    start: int
    end: int
    stop: int
    numbers: tuple[float, ...]
    points: float | None
    quote: str


def list_named(pages: Sequence[str]) -> list[Named]:
    """List every name of an area, in the order of the text; a longer name goes before a shorter one in it."""
    return [
        named
        for number, page in enumerate(pages, start=1)
        for named in _drop_leads(list(_list_on_page(clean_text(page), number)))
    ]


def _drop_leads(named: Sequence[Named]) -> Iterator[Named]:
    """Remove a last number that is the number of the next area, as in *61 100 2 Tillgänglighet*."""
    for at, each in enumerate(named):
        after = named[at + 1] if at + 1 < len(named) else None
        leads = after is not None and after.start - each.stop <= LONGEST_LEAD
        if leads and after is not None and each.numbers and each.numbers[-1] == after.area_no:
            yield replace(each, numbers=each.numbers[:-1])
        else:
            yield each


def _list_on_page(text: str, page: int) -> Iterator[Named]:
    squeezed = Squeezed.of(text)
    found: dict[int, tuple[int, tuple[Area, ...]]] = {}
    for label, areas in list_labels().items():
        at = squeezed.letters.find(label)
        while at >= 0:
            end = at + len(label)
            whole = squeezed.begins_word(at) and squeezed.ends_word(end - 1)
            if whole and end > found.get(at, (0, ()))[0]:
                found[at] = end, areas
            at = squeezed.letters.find(label, at + 1)
    last = 0
    for at in sorted(found):
        end, areas = found[at]
        if at < last:
            continue
        last = end
        start, stop = squeezed.find_place(at), squeezed.find_place(end - 1) + 1
        if _is_in_subarea(text, start):
            continue
        numbers, points, rest = read_numbers(text, stop)
        yield Named(
            areas[0].area_no,
            text[start:stop],
            tuple(area.edition for area in areas if area.area_no == areas[0].area_no),
            page,
            start,
            stop,
            rest,
            numbers,
            points,
            text[start:rest].strip(),
        )


def _is_in_subarea(text: str, start: int) -> bool:
    """Whether a name is part of a sub-area's label: it follows a sub-area's number with no number between."""
    before = text[max(0, start - MOST_LETTERS) : start]
    heads = list(SUBAREA.finditer(before + "X"))
    return bool(heads) and not NUMBER.search(before, heads[-1].end())


def read_numbers(text: str, at: int) -> tuple[tuple[float, ...], float | None, int]:
    """Read consecutive numbers from a place in a text: the numbers, the points among them, and their end.

    Leaders, dashes and units may be between them; a word ends them. A number after three dots is a page
    number and not read.
    """
    numbers: list[float] = []
    points: float | None = None
    while True:
        gap = BETWEEN.match(text, at)
        begin = gap.end() if gap else at
        found = NUMBER.match(text, begin)
        if not found or "..." in text[at:begin] or SUBAREA.match(text, begin):
            return tuple(numbers), points, at
        value = parse_value(found[1])
        unit = UNIT.match(text, found.end())
        if unit and points is None and not numbers:
            points = value
        numbers.append(value)
        at = unit.end() if unit else found.end()
        at += len(text[at:]) - len(text[at:].lstrip(")"))


def parse_value(text: str) -> float:
    """Parse a printed number: ``45,5`` and ``45½`` are 45.5."""
    whole = text.removesuffix("½").replace(",", ".")
    return float(whole) + (0.5 if text.endswith("½") else 0.0)
