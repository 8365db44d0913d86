"""The records of the search for series: pairs of name and number, and series of pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.instrument import AREA_NUMBERS, EDITIONS
from extract.mentions import Mention
from extract.numbers import Number
from extract.page.words import PageWords


@dataclass(frozen=True)
class Pair:
    """A number that a relation assigns to an area, and the area's printed name, if there is one."""

    area_no: int
    number: Number
    label: Mention | None
    view: PageWords

    @property
    def page(self) -> int:
        """The 1-based number of the page that has the number."""
        return self.view.number

    @property
    def place(self) -> tuple[int, float, float]:
        """The page and position of the number."""
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
    """Up to eight pairs that have the same ``relation``, as parts of the presentation ``block``.

    ``heading`` are the words for these numbers alone: a column's heading, a row's name, a legend, or the
    words beside each number. ``around`` are the texts about the whole presentation (title, caption,
    introduction), the nearest first; among them ``above`` are the sentences of the paragraph directly above,
    and ``below`` the captions and notes below. ``beside`` are short texts above the numbers that have other
    texts at their side, such as the titles of presentations side by side. ``between`` are numbers of the same
    column that are between the pairs, and ``sums`` those in rows of sums. ``place`` is the page with the
    vertical position as a fraction, for sorting.
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
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def presentation(self) -> Block:
        """The presentation of which it is a part: its block, or all chapters for a ``placed`` series."""
        return Block(self.block.place) if self.relation == "placed" else self.block

    @property
    def values(self) -> dict[int, float]:
        """The values by area number."""
        return {area_no: pair.number.value for area_no, pair in sorted(self.pairs.items())}

    @property
    def is_signed(self) -> bool:
        """Whether any number is negative or has a sign, as changes have."""
        return any(
            pair.number.value < 0 or (pair.number.signed and pair.number.value != 0)
            for pair in self.pairs.values()
        )

    @property
    def is_whole(self) -> bool:
        """Whether it has all eight areas."""
        return set(self.pairs) == set(AREA_NUMBERS)

    @property
    def total(self) -> float:
        """The sum of its values."""
        return sum(self.values.values())

    @property
    def places(self) -> frozenset[tuple[int, int, float, float]]:
        """The area, page and position of each of its numbers."""
        return frozenset((area_no, *pair.place) for area_no, pair in self.pairs.items())

    @property
    def editions(self) -> tuple[int, ...]:
        """The editions in which all of its labels name an area."""
        editions = set(EDITIONS)
        for pair in self.pairs.values():
            if pair.label is not None:
                editions &= {area.edition for area in pair.label.areas}
        return tuple(sorted(editions))
