"""The rival readings of a held document side by side, and the one fact that would decide between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from extract.instrument import AREA_NUMBERS, TOTAL_ROUNDING
from extract.presentations import READ_AS
from extract.records import ReadingKind
from extract.sentences import quote_text

LEAST_AREAS = 3  # a group with fewer areas is not shown
MOST_SHOWN = 6
WORDS_LENGTH = 60  # characters
WIDTH = 7  # characters of a column
NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MAY_BE_OWN = (ReadingKind.SCORE, ReadingKind.UNKNOWN)
SAYS = {
    ReadingKind.SCORE: "read as the municipality's points",
    ReadingKind.UNKNOWN: "nothing says what they are",
    **{kind: f"read as {what}" for kind, what in READ_AS.items()},
}


@dataclass(frozen=True)
class Rival:
    """The numbers that one presentation, such as a column of a table, gives for the areas."""

    kind: ReadingKind
    page: int
    presentation: str
    words: str
    values: dict[int, float]

    @property
    def total(self) -> float:
        """The sum of its numbers."""
        return sum(self.values.values())

    @property
    def is_whole(self) -> bool:
        """Whether it has a number for each of the eight areas."""
        return set(self.values) == set(AREA_NUMBERS)


def list_rivals(readings: Sequence[dict[str, Any]]) -> list[Rival]:
    """Group a document's readings (rows of ``evidence``) by presentation.

    Those read as the municipality's own points come first.
    """
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for reading in readings:
        if reading["area_no"] is not None and reading["kind"] in SAYS:
            groups[reading["presentation_group"], reading["kind"]].append(reading)
    rivals = []
    for members in groups.values():
        first = members[0]
        values: dict[int, float] = {}
        for each in members:
            values.setdefault(int(each["area_no"]), float(each["value"]))
        if len(values) >= LEAST_AREAS:
            words = (first["words"] or "").strip()
            kind = ReadingKind(first["kind"])
            rivals.append(Rival(kind, int(first["page"]), first["presentation"], words, values))
    return sorted(rivals, key=lambda each: (list(SAYS).index(each.kind), -len(each.values), each.page))


def describe_rivals(readings: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield lines that show the presentations as columns, and what would settle the matter."""
    rivals = list_rivals(readings)
    shown = rivals[:MOST_SHOWN]
    if shown:
        yield "What stands beside the areas, presentation by presentation:"
        yield "  " + " " * 8 + "".join(f"{NAMES[at]:>{WIDTH}}" for at in range(len(shown)))
        for area_no in AREA_NUMBERS:
            yield f"  area {area_no:<3}" + "".join(_print(each.values.get(area_no)) for each in shown)
        yield "  sum     " + "".join(_print(each.total) for each in shown)
        for at, each in enumerate(shown):
            words = f": {shorten(each.words, WORDS_LENGTH, placeholder=' ...')}" if each.words else ""
            yield f"  {NAMES[at]}  page {each.page}, {each.presentation}, {SAYS[each.kind]}{words}"
        if len(rivals) > len(shown):
            yield f"  and {len(rivals) - len(shown)} more, among the readings below"
    yield f"What would settle it: {find_settling_fact(rivals, _list_totals(readings))}"


def find_settling_fact(rivals: Sequence[Rival], totals: Sequence[tuple[float, int]]) -> str:
    """Find the one fact that a person should look up to decide between the rivals.

    ``totals`` are the totals read as the municipality's own, each with its page.
    """
    named = {id(each): NAMES[at % len(NAMES)] for at, each in enumerate(rivals)}
    own = [each for each in rivals if each.kind in MAY_BE_OWN]
    whole = [each for each in own if each.is_whole]
    if not own:
        denied = next((each for each in rivals if each.is_whole and each.words.endswith(".")), None)
        if denied is not None:
            words = quote_text(denied.words)
            return f"whether {words} is said of the numbers on page {denied.page}, or of something else."
        return "the page that gives this municipality's points; no number read may be them."
    if not whole:
        missing = sorted(set(AREA_NUMBERS) - {no for each in own for no in each.values})
        areas = ", ".join(map(str, missing))
        if missing:
            return f"the points of area {areas}, which no presentation gives."
        return "whether the presentations are parts of one whole; none of them has all eight areas."
    first = whole[0]
    other = next((each for each in own if _differ(first, each)), None)
    if other is None:
        strange = next((each for each in totals if abs(each[0] - first.total) > TOTAL_ROUNDING), None)
        if strange is not None:
            return (
                f"whether a score or the total is misprinted: {named[id(first)]} adds up to"
                f" {first.total:g}, page {strange[1]} prints {strange[0]:g}."
            )
        return f"whose the numbers on page {first.page} are, and of which round."
    one, two = named[id(first)], named[id(other)]
    if other.is_whole and abs(first.total - other.total) > TOTAL_ROUNDING:
        for total, page in totals:
            fitting = [each for each in (first, other) if abs(each.total - total) <= TOTAL_ROUNDING]
            if len(fitting) == 1:
                return (
                    f"whether the total {total:g} on page {page} is this municipality's of this round:"
                    f" {named[id(fitting[0])]} adds up to it."
                )
        return (
            f"this municipality's total of the round: {one} adds up to {first.total:g},"
            f" {two} to {other.total:g}."
        )
    area_no = _differ(first, other)[0]
    return (
        f"the points of area {area_no}: {first.values[area_no]:g} in {one} on page {first.page},"
        f" {other.values[area_no]:g} in {two} on page {other.page}."
    )


def _differ(one: Rival, other: Rival) -> list[int]:
    return [no for no, value in sorted(other.values.items()) if one.values.get(no, value) != value]


def _list_totals(readings: Sequence[dict[str, Any]]) -> list[tuple[float, int]]:
    return [
        (float(each["value"]), int(each["page"])) for each in readings if each["kind"] == ReadingKind.TOTAL
    ]


def _print(value: float | None) -> str:
    return f"{'-' if value is None else format(value, 'g'):>{WIDTH}}"
