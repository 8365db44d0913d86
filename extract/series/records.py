"""What a series is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.instrument import AREA_NUMBERS, EDITIONS
from extract.mentions import Mention
from extract.numbers import Number
from extract.page.words import PageWords


@dataclass(frozen=True)
class Pair:
    """An area's printed name and the number that a relation ties to it."""

    area_no: int
    number: Number
    label: Mention | None
    view: PageWords

    @property
    def page(self) -> int:
        """1-based number of the page that the number stands on."""
        return self.view.number

    @property
    def place(self) -> tuple[int, float, float]:
        """Page and place of the number."""
        return self.page, round(self.number.box.x0, 1), round(self.number.box.top, 1)


@dataclass(frozen=True)
class Block:
    """The presentation of which a series is a part.

    ``place`` says where the areas' names are: on a page, or in the chapters. ``part`` distinguishes the
    presentations at one place.
    """

    place: str
    part: str = ""

    def __str__(self) -> str:
        return ".".join(part for part in (self.place, self.part) if part)


@dataclass(frozen=True)
class Series:
    """Up to eight pairs tied by one ``relation``; ``block`` names the presentation it is part of.

    ``heading`` is what stands at the head of just these numbers (a column's heading, a row's name, a legend,
    the words beside each number), ``around`` what is said of the whole presentation: title, caption,
    introduction, nearest first. ``beside`` are short texts over the numbers with others at their side, which
    may be titles of presentations side by side. ``between`` are numbers of the same column that stand among
    its pairs and belong to none, ``sums`` the numbers in it on rows that call themselves sums. ``near`` is
    all that stands alike at each of the numbers, on whichever side.
    """

    relation: str
    block: Block
    pairs: Mapping[int, Pair]
    heading: str = ""
    around: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    between: tuple[tuple[Number, PageWords], ...] = ()
    sums: tuple[tuple[Number, PageWords], ...] = ()
    place: float = field(default=0.0, compare=False)
    near: tuple[str, ...] = ()

    @property
    def presentation(self) -> Block:
        """What it is part of: its block; of numbers at one place under all headings, the chapters."""
        return Block(self.block.place) if self.relation == "placed" else self.block

    @property
    def values(self) -> dict[int, float]:
        """Its numbers by area."""
        return {area_no: pair.number.value for area_no, pair in sorted(self.pairs.items())}

    @property
    def is_whole(self) -> bool:
        """Whether all eight areas are in it."""
        return set(self.pairs) == set(AREA_NUMBERS)

    @property
    def total(self) -> float:
        """What its numbers add up to."""
        return sum(self.values.values())

    @property
    def places(self) -> frozenset[tuple[int, int, float, float]]:
        """The area, page and place of each of its numbers."""
        return frozenset((area_no, *pair.place) for area_no, pair in self.pairs.items())

    @property
    def editions(self) -> tuple[int, ...]:
        """The editions in which every one of its labels names an area."""
        editions = set(EDITIONS)
        for pair in self.pairs.values():
            if pair.label is not None:
                editions &= {area.edition for area in pair.label.areas}
        return tuple(sorted(editions))
