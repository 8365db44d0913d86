"""Group readings by presentation: the numbers of one column, one list, one set of headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.instrument import AREA_NUMBERS, EDITIONS, TOTAL_ROUNDING
from extract.records import Group, PresentationName, Reading, ReadingKind

LEAST_AGREEING = 3  # areas; fewer may agree by chance
BY_PAGE, BY_CHAPTER = "page", "chapter"  # the owner is known from the page or chapter of the numbers
BY_DECLARATION = "declared"  # the owner is known from a person's decision
LEAST_SENTENCES = 3  # sentences with points of areas; fewer are no presentation
READ_AS = {  # what numbers beside the areas are taken for that are not the municipality's own points
    ReadingKind.AVERAGE: "a mean of others",
    ReadingKind.PREVIOUS: "an earlier round's",
    ReadingKind.OTHER: "somebody else's or something else",
}


@dataclass(frozen=True)
class Presentation:
    """The readings of one group, by area; ``all_readings`` also has the repeated ones of an area."""

    group: Group
    readings: Mapping[int, Reading]
    all_readings: tuple[Reading, ...]
    editions: tuple[int, ...]

    @property
    def presentation(self) -> PresentationName:
        """The presentation of which it is a column: two columns of one table are not independent."""
        return self.group.presentation

    @property
    def owner(self) -> str:
        """What proves that the numbers are the municipality's own of this round; empty if nothing does."""
        return next((reading.owner for reading in self.all_readings if reading.owner), "")

    @property
    def is_whole(self) -> bool:
        """Whether there is a number for each of the eight areas."""
        return set(self.readings) == set(AREA_NUMBERS)

    @property
    def values(self) -> tuple[tuple[int, float], ...]:
        """The pairs of area number and value, sorted, to compare with another presentation."""
        return tuple(sorted((area_no, reading.value) for area_no, reading in self.readings.items()))

    @property
    def total(self) -> float:
        """The sum of the areas' values."""
        return sum(reading.value for reading in self.readings.values())


def list_own_scores(readings: Iterable[Reading]) -> list[Presentation]:
    """List the groups whose words say that they are the municipality's scores."""
    found = _group(reading for reading in readings if reading.kind is ReadingKind.SCORE)
    return [
        each
        for each in found
        if not (each.all_readings[0].reader == "sentence" and len(each.readings) < LEAST_SENTENCES)
    ]


def list_open_columns(readings: Iterable[Reading]) -> list[Presentation]:
    """List the groups whose words do not say what they are."""
    return _group(reading for reading in readings if reading.kind is ReadingKind.UNKNOWN)


def list_foreign_columns(readings: Iterable[Reading]) -> list[Presentation]:
    """List the groups whose words say that they are somebody else's or of another round."""
    foreign = {ReadingKind.OTHER, ReadingKind.AVERAGE, ReadingKind.DIFFERENCE, ReadingKind.PREVIOUS}
    return _group(reading for reading in readings if reading.kind in foreign)


def join_halves(groups: Iterable[Presentation]) -> list[Presentation]:
    """Join groups of one page and reader that have the same words and different areas, such as two halves."""
    joined: dict[tuple[int, str, str], list[Presentation]] = defaultdict(list)
    for each in groups:
        first = each.all_readings[0]
        parts = joined[first.page, first.reader, first.words]
        at = next((at for at, part in enumerate(parts) if not set(part.readings) & set(each.readings)), None)
        if at is None:
            parts.append(each)
        else:
            parts[at] = _make(parts[at].group, [*parts[at].all_readings, *each.all_readings])
    return [each for parts in joined.values() for each in parts]


def _group(readings: Iterable[Reading]) -> list[Presentation]:
    groups: dict[Group, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.area_no is not None:
            groups[reading.group].append(reading)
    return [_make(group, members) for group, members in groups.items()]


def _make(group: Group, members: Sequence[Reading]) -> Presentation:
    by_area: dict[int, Reading] = {}
    editions = set(EDITIONS)
    for reading in members:
        by_area.setdefault(reading.area_no or 0, reading)
        if reading.editions:
            editions &= set(reading.editions)
    return Presentation(group, by_area, tuple(members), tuple(sorted(editions)))


def list_owned(own: Sequence[Presentation], totals: Iterable[Reading]) -> list[Presentation]:
    """List the presentations that are proved to be the municipality's own of this round.

    The proof is what is printed with the numbers, a total that a sentence calls the municipality's, or that
    the presentation agrees in ``LEAST_AGREEING`` areas with one already proved and contradicts it in none.
    """
    told = [total.value for total in totals if total.reader == "sentence"]
    if _add_up(own, told):
        return list(own)
    owned = [each for each in own if each.owner or _add_up([each], told)]
    rest = [each for each in own if each not in owned]
    while agreeing := [each for each in rest if any(_agree(each, other) for other in owned)]:
        owned += agreeing
        rest = [each for each in rest if each not in agreeing]
    return owned


def _add_up(parts: Sequence[Presentation], totals: Sequence[float]) -> bool:
    """Whether the presentations together have one value for each area that add up to one of the totals."""
    values = {(area_no, reading.value) for each in parts for area_no, reading in each.readings.items()}
    total = sum(value for _, value in values)
    return [no for no, _ in sorted(values)] == list(AREA_NUMBERS) and any(
        abs(total - each) <= TOTAL_ROUNDING for each in totals
    )


def _agree(one: Presentation, other: Presentation) -> bool:
    """Whether two presentations have the same points for enough areas and different ones for none."""
    shared = set(one.readings) & set(other.readings)
    same = [no for no in shared if one.readings[no].value == other.readings[no].value]
    return len(same) == len(shared) >= LEAST_AGREEING
