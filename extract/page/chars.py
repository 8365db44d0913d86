"""List the characters of a page with their boxes, font size, direction, and the object that draws them.

A character's box is as wide as its advance and as high as its font size, in the same position to the base
line for all fonts. The heights that fonts declare differ from font to font and are often wrong.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extract.page.geometry import Geometry
from extract.page.pdfium import find_address
from extract.page.stored import Numbers, Stored, is_generated, read_direction, read_stored

Flags = npt.NDArray[np.bool_]

# The factors are multiples of the font size.
ABOVE, BELOW = 0.8, 0.2  # height of a box above and below the base line
TALL = 0.7  # usual height of digits and capitals
ODD = (0.45, 1.05)  # range of the height of digits and capitals; outside it the declared size is wrong
OFF_LINE = 0.1  # largest distance between the base lines of letters on one line
MOST_ASKED, FEWEST_ASKED = 24, 8  # characters from which the rotation of a page's text is determined
ASLANT = 0.02  # quarter turns; text at a larger angle to the edges of the page is neither level nor upright
SMALLEST = 2.0  # points; smaller characters cannot be read
UNREADABLE = "\N{REPLACEMENT CHARACTER}"  # in place of a digit that nobody can read for certain


@dataclass(slots=True, eq=False)  # thousands are made for every page: frozen, they take thrice as long
class Char:
    """One printed character, with positions in points from the top left of the page as it is shown.

    ``x0`` to ``bottom`` are its box, ``ink`` are the bounds of its outline, and ``origin`` is its start on
    the base line. ``angle`` is in degrees counter-clockwise. ``owner`` is the address of the object that
    draws it, and ``index`` its number in PDFium's text. ``raw_origin`` and ``raw_size`` are in the file's
    coordinates.
    """

    index: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    ink: tuple[float, float, float, float]
    size: float
    origin: tuple[float, float]
    advance: float
    angle: float
    owner: int
    raw_origin: tuple[float, float]
    raw_size: float


@dataclass(frozen=True, eq=False)
class CharTable:
    """The characters of a page as columns, with the names of ``Char``; most pages need no single ones."""

    indices: Sequence[int]
    texts: Sequence[str]
    owners: Sequence[int]
    boxes: Numbers  # left, top, right, bottom
    sizes: Numbers
    origins: Numbers
    advances: Numbers
    angles: Numbers
    raw_origins: Numbers
    raw_sizes: Numbers
    read_inks: Callable[[Sequence[int]], Numbers]  # of some rows

    @cached_property
    def inks(self) -> Numbers:
        """Left, top, right and bottom of the outlines."""
        return self.read_inks(range(len(self)))

    def find_inks(self, rows: Sequence[int]) -> Numbers:
        """Return the outlines of some rows. Of few rows only these are read from the file."""
        if "inks" in vars(self) or 2 * len(rows) > len(self):
            return self.inks[rows]
        return self.read_inks(rows)

    @classmethod
    def of(cls, chars: Sequence[Char]) -> CharTable:
        """Make a table of characters."""
        return cls(
            [char.index for char in chars],
            [char.text for char in chars],
            [char.owner for char in chars],
            np.array([(char.x0, char.top, char.x1, char.bottom) for char in chars]).reshape(-1, 4),
            np.array([char.size for char in chars], dtype=np.float64),
            np.array([char.origin for char in chars]).reshape(-1, 2),
            np.array([char.advance for char in chars], dtype=np.float64),
            np.array([char.angle for char in chars], dtype=np.float64),
            np.array([char.raw_origin for char in chars]).reshape(-1, 2),
            np.array([char.raw_size for char in chars], dtype=np.float64),
            lambda rows: np.array([chars[row].ink for row in rows]).reshape(-1, 4),
        )

    def __len__(self) -> int:
        """The number of characters."""
        return len(self.texts)

    @cached_property
    def signs(self) -> tuple[list[str], npt.NDArray[np.int64]]:
        """The different texts of the characters, and which of them each character has."""
        places = {text: at for at, text in enumerate(dict.fromkeys(self.texts))}
        return list(places), np.array([places[text] for text in self.texts], dtype=np.int64)

    def find(self, has: Callable[[str], bool]) -> Flags:
        """Return which characters have a text that passes a test, which is made once for each text."""
        texts, which = self.signs
        return np.array([has(text) for text in texts], dtype=bool)[which]

    @cached_property
    def are_level(self) -> Flags:
        """Whether each character is in horizontal text."""
        return (self.angles < 1) | (self.angles > 359)

    @cached_property
    def are_blank(self) -> Flags:
        """Whether each character is a space."""
        return self.find(str.isspace)

    @cached_property
    def are_readable(self) -> Flags:
        """Whether each character is large enough to be read."""
        return (self.sizes >= SMALLEST) & np.isfinite(self.sizes)

    def select(self, rows: Flags) -> CharTable:
        """Return the table of some rows, given by a mask."""
        at = np.flatnonzero(rows).tolist()
        return CharTable(
            [self.indices[row] for row in at],
            [self.texts[row] for row in at],
            [self.owners[row] for row in at],
            self.boxes[at],
            self.sizes[at],
            self.origins[at],
            self.advances[at],
            self.angles[at],
            self.raw_origins[at],
            self.raw_sizes[at],
            lambda rows: self.find_inks([at[row] for row in rows]),
        )

    def take(self, at: Sequence[int]) -> list[Char]:
        """Make the characters of some rows."""
        return list(
            map(
                Char,
                [self.indices[row] for row in at],
                [self.texts[row] for row in at],
                *self.boxes[at].T.tolist(),
                zip(*self.find_inks(at).T.tolist(), strict=True),
                self.sizes[at].tolist(),
                zip(*self.origins[at].T.tolist(), strict=True),
                self.advances[at].tolist(),
                self.angles[at].tolist(),
                [self.owners[row] for row in at],
                zip(*self.raw_origins[at].T.tolist(), strict=True),
                self.raw_sizes[at].tolist(),
            )
        )

    def list_chars(self) -> list[Char]:
        """Make all characters."""
        return self.take(range(len(self)))


def read_chars(textpage: Any, geometry: Geometry) -> CharTable:
    """Read the characters of a page in PDFium's order, without invisible ones and those that PDFium adds."""
    raw = read_stored(textpage)
    return _place(raw, geometry) if raw.texts else CharTable.of([])


def find_turn(textpage: Any, rotation: int) -> int:
    """Find the clockwise quarter turns that make the text of a page upright; 0 if it has several directions.

    ``rotation`` is that of the page in degrees. Only a sample of its characters is examined.
    """
    count, page = pdfium_c.FPDFText_CountChars(textpage.raw), find_address(textpage.raw)
    turns, asked = set(), 0
    for index in range(0, count, max(1, count // MOST_ASKED)):
        direction = None if is_generated(page, index) == 1 else read_direction(page, index)
        if direction is None:
            continue
        sign = math.copysign(1.0, direction[4])
        angle = math.degrees(math.atan2(sign * direction[1], sign * direction[0])) - rotation
        if abs(angle / 90 - round(angle / 90)) > ASLANT:
            return 0
        turns.add(round(angle / 90) % 4)
        asked += 1
        if len(turns) > 1:
            return 0
    return turns.pop() if asked >= FEWEST_ASKED else 0


def _place(raw: Stored, geometry: Geometry) -> CharTable:
    v = raw.values
    loose = np.stack(geometry.place(v[:, 0], v[:, 1], v[:, 2], v[:, 3]), axis=1)
    ox, oy = geometry.place_point(v[:, 4], v[:, 5])
    font_size = np.where(v[:, 10] == 0, 1.0, v[:, 10])
    along = geometry.turn_direction(v[:, 6] * font_size, v[:, 7] * font_size)
    up = geometry.turn_direction(v[:, 8] * font_size, v[:, 9] * font_size)
    angle = np.degrees(np.arctan2(along[1], along[0])) % 360
    size = np.hypot(*up) * geometry.unit
    size, oy = _mend_sizes(raw, geometry, size, oy, angle)
    cos, sin = np.abs(np.cos(np.radians(angle))), np.abs(np.sin(np.radians(angle)))
    width, height = loose[:, 2] - loose[:, 0], loose[:, 3] - loose[:, 1]
    flat = cos >= sin
    advance = np.where(
        flat, (width - size * sin) / np.maximum(cos, 0.1), (height - size * cos) / np.maximum(sin, 0.1)
    )
    advance = np.where((cos > 0.999), width, np.where(sin > 0.999, height, np.maximum(advance, 0.2 * size)))
    table = CharTable(
        raw.indices,
        raw.texts,
        raw.owners,
        np.stack(_bound(ox, oy, advance, size, angle), axis=1),
        size,
        np.stack((ox, oy), axis=1),
        advance,
        angle,
        v[:, 4:6].copy(),  # not all of the table
        np.hypot(v[:, 8], v[:, 9]) * np.abs(font_size),
        lambda rows: _place_outlines(raw.outlines.read(np.array(rows, dtype=np.int64)), geometry),
    )
    turned = (angle >= 1) & (angle <= 359)
    for at in np.flatnonzero(turned).tolist() if turned.any() else ():
        if len(raw.texts[at]) > 1 and raw.texts[at].isalpha():
            _set_between(table, at)
    return table


def _set_between(table: CharTable, at: int) -> None:
    """Place a ligature between its neighbours, because PDFium's position for it is wrong in rotated text."""
    if not 0 < at < len(table) - 1:
        return
    before, char, after = table.take([at - 1, at, at + 1])
    if any((each.size, each.angle) != (char.size, char.angle) for each in (before, after)):
        return
    cos, sin = math.cos(math.radians(char.angle)), math.sin(math.radians(char.angle))
    x, y = before.origin[0] + before.advance * cos, before.origin[1] - before.advance * sin
    advance = (after.origin[0] - x) * cos - (after.origin[1] - y) * sin
    level = (after.origin[0] - x) * sin + (after.origin[1] - y) * cos
    if not (0 < advance < len(char.text) * char.size and abs(level) < OFF_LINE * char.size):
        return
    table.origins[at], table.advances[at] = (x, y), advance
    sides = _bound(*(np.array([each]) for each in (x, y, advance, char.size, char.angle)))
    table.boxes[at] = table.inks[at] = [float(each[0]) for each in sides]


def _bound(ox: Numbers, oy: Numbers, advance: Numbers, size: Numbers, angle: Numbers) -> list[Numbers]:
    """Return left, top, right and bottom of the upright rectangles around boxes of any angle."""
    if not angle.any():
        end = ox + advance
        sides = oy - ABOVE * size, oy + BELOW * size
        return [np.minimum(ox, end), np.minimum(*sides), np.maximum(ox, end), np.maximum(*sides)]
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    xs, ys = [], []
    for along in (0.0, 1.0):
        for over in (ABOVE, -BELOW):
            xs.append(ox + along * advance * cos - over * size * sin)
            ys.append(oy - along * advance * sin - over * size * cos)
    x, y = np.stack(xs), np.stack(ys)
    return [x.min(axis=0), y.min(axis=0), x.max(axis=0), y.max(axis=0)]


def _mend_sizes(
    raw: Stored, geometry: Geometry, size: Numbers, base: Numbers, angle: Numbers
) -> tuple[Numbers, Numbers]:
    """Correct the sizes and base lines of fonts that are drawn larger or smaller than they declare.

    Size and base line are measured from the outlines of digits and capitals in horizontal text.
    """
    tall = {text for text in set(raw.texts) if text.isdigit() or text.isupper()}
    is_told = np.array([text in tall for text in raw.texts])
    told = np.flatnonzero(is_told & ((angle < 1) | (angle > 359)))
    _, tops, _, feet = _place_outlines(raw.outlines.read(told), geometry).T
    has_ink = feet > tops
    told, heights, feet = told[has_ink], (feet - tops)[has_ink], feet[has_ink]
    shares = heights / np.maximum(size[told], 1e-6)
    odd = told[(shares < ODD[0]) | (shares > ODD[1])]
    if not len(odd):
        return size, base
    size, base, owners = size.copy(), base.copy(), np.array(raw.owners)
    for owner in set(owners[odd].tolist()):
        by_size: dict[float, list[int]] = defaultdict(list)
        for at in np.flatnonzero(owners[told] == owner).tolist():
            by_size[round(float(size[told[at]]), 2)].append(at)
        for own in by_size.values():
            share = float(np.median(heights[own])) / max(float(size[told[own[0]]]), 1e-6)
            if not ODD[0] <= share <= ODD[1] and share > 0.02:
                every = owners == owner
                size[every] = size[every] * share / TALL
                base[every] = float(np.median(feet[own]))
    return size, base


def _place_outlines(outlines: Numbers, geometry: Geometry) -> Numbers:
    return np.stack(geometry.place(*outlines.T), axis=1)


def round_angles(angles: Numbers) -> Numbers:
    """Round angles to the nearest five degrees, from 0 to 355; text of one rounded angle forms a view."""
    rounded: Numbers = np.rint(angles / 5) * 5 % 360
    return rounded
