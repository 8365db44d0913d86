"""Find the characters that leave ink: draw the page with and without its text, and compare the drawings.

If the page looks the same with and without a character, the character is invisible: covered, clipped,
transparent, in the colour of its background, in a layer that is off, or outside the page. No text needs to be
recognised for this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from extract.page.chars import Char, CharTable, Flags
from extract.page.drawing import (
    Dots,
    Mask,
    Picture,
    Window,
    draw,
    draw_alone,
    draw_without,
    find_brightness,
    find_changed,
    find_spread,
    measure_shares,
)
from extract.page.geometry import Geometry
from extract.page.objects import TEXT, Item, leaves_ink
from extract.page.overlapping import TWIN, split_layers

LEAST_SHARE = 0.04  # share of a visible character's box that changes if the text is left out
LEAST_OUTLINE = 0.02  # share of the font size; a lower or narrower outline does not count as one
SAME_SIZE = 0.3  # points; characters whose outlines differ by no more are equally large
WHOLE = 0.75  # share of a character's ink, drawn alone, that a whole character has on the page
UNDER = 60  # of 255; an image with so large differences in brightness has writing


@dataclass(frozen=True)
class Ink:
    """The indices of the characters of a page that are not completely visible.

    ``hidden`` ones are invisible; of ``torn`` ones a part is missing. ``over_ink`` are the hidden ones that
    stand over other ink, as the invisible text layer of a scan stands over its image.
    """

    hidden: frozenset[int] = frozenset()
    torn: frozenset[int] = frozenset()
    over_ink: frozenset[int] = frozenset()


def find_ink(page: Any, items: Sequence[Item], table: CharTable, geometry: Geometry) -> Ink:
    """Find which of the characters are visible. The page itself is not changed."""
    printed = _outline_figures(table.select(~table.are_blank))
    if not len(printed):
        return Ink()
    texts = [item for item in items if item.kind == TEXT]
    window = Window.around(page, printed.inks, geometry)
    whole = draw(page, window)
    boxes = window.find_dots(printed.inks, geometry)
    bare, changed = whole, np.zeros(whole.shape, dtype=bool)
    shares = np.zeros(len(printed))  # of each box, that changes if the text is left out
    if any(map(leaves_ink, texts)):
        bare = draw_without(page, texts, window)
        changed = find_changed(whole, bare)
        shares[:] = measure_shares(changed, boxes)
        for layer, owners in split_layers(printed, texts):
            own = [item for item in texts if item.address in owners]
            apart = find_changed(whole, draw_without(page, own, window))
            shares[layer] = measure_shares(apart, [boxes[at] for at in layer])
    poor = (shares < LEAST_SHARE) | ~printed.are_readable
    # Later parts of a ligature have no outline; they share the ink of the last character that has one.
    last = np.maximum.accumulate(np.where(_have_outlines(printed), np.arange(len(printed)), -1))
    unseen = (last >= 0) & poor[last]
    torn = [
        at
        for at in np.flatnonzero(~unseen & printed.find(str.isdigit)).tolist()
        if not _reaches_all_sides(changed, boxes[at])
    ]
    torn = [at for at in torn if not _has_whole_twin(printed, at, texts, changed, window, geometry)]
    hidden = [(printed.indices[at], boxes[at]) for at in np.flatnonzero(unseen).tolist()]
    return Ink(
        _with_spaces(table, {index for index, _ in hidden}),
        frozenset(printed.indices[at] for at in torn)
        - _list_whole(page, texts, printed.take(torn), changed, window, geometry),
        _with_spaces(table, set(_list_over_ink(hidden, bare))),
    )


def _have_outlines(table: CharTable) -> Flags:
    least = LEAST_OUTLINE * table.sizes
    x0, y0, x1, y1 = table.inks.T
    found: Flags = (x1 - x0 > least) & (y1 - y0 > least)
    return found


def _outline_figures(table: CharTable) -> CharTable:
    """Return the characters; a digit without an outline, as in an empty font, gets its box as outline."""
    bare = ~_have_outlines(table) & table.find(str.isdigit)
    inks = np.where(bare[:, None], table.boxes, table.inks)
    return replace(table, read_inks=lambda rows: inks[rows]) if bare.any() else table


def _has_whole_twin(
    table: CharTable, at: int, texts: Sequence[Item], changed: Mask, window: Window, geometry: Geometry
) -> bool:
    """Whether the same character, drawn once more beside it as text with a shadow is, has ink to all sides.

    PDFium reports such characters once, perhaps at the place of the invisible one.
    """
    reported = set(table.owners)
    items = {item.address: item for item in texts if not item.nested}
    own = items.get(table.owners[at])
    if own is None or geometry.quarters:
        return False
    bounds = own.find_bounds()
    for twin in (each for each in items.values() if each.address not in reported):
        other = twin.find_bounds()
        steps = [a - b for a, b in zip(other, bounds, strict=True)]
        growth = max(abs(steps[0] - steps[2]), abs(steps[1] - steps[3]))
        if max(map(abs, steps)) < TWIN and growth < SAME_SIZE:
            (x, x2), (y, y2) = geometry.place_point(
                np.array([bounds[0], other[0]]), np.array([bounds[3], other[3]])
            )
            ink = table.inks[at] + np.array([x2 - x, y2 - y, x2 - x, y2 - y])
            if _reaches_all_sides(changed, window.find_dots(ink[None, :], geometry)[0]):
                return True
    return False


def _list_whole(
    page: Any,
    texts: Sequence[Item],
    chars: Sequence[Char],
    changed: Mask,
    window: Window,
    geometry: Geometry,
) -> frozenset[int]:
    """Return the indices of the characters that have as much ink on the page as drawn alone.

    In fonts whose glyphs are drawings (Type 3) PDFium gives all characters the same outline, so that the ink
    need not reach its sides.
    """
    whole = []
    items = {item.address: item for item in texts if not item.nested}
    for owner in {char.owner for char in chars} & set(items) if geometry.quarters == 0 else ():
        own = [char for char in chars if char.owner == owner]
        across, down = window.measure(geometry)
        alone = draw_alone(page, items[owner], across * geometry.unit)
        if alone is None:
            continue
        left, _, _, top = items[owner].find_bounds()
        (x,), (y,) = geometry.place_point(np.array([left]), np.array([top]))
        boxes = window.find_dots(np.array([char.ink for char in own]), geometry)
        for char, box in zip(own, boxes, strict=True):
            x0, x1 = (max(0, round((side - x) * across)) for side in (char.ink[0], char.ink[2]))
            y0, y1 = (max(0, round((side - y) * down)) for side in (char.ink[1], char.ink[3]))
            full = np.count_nonzero(alone[y0 : y1 + 1, x0 : x1 + 1])
            if full and np.count_nonzero(changed[box[1] : box[3], box[0] : box[2]]) >= WHOLE * full:
                whole.append(char.index)
    return frozenset(whole)


def _list_over_ink(hidden: Sequence[tuple[int, Dots]], bare: Picture) -> Iterator[int]:
    """Yield the indices of the invisible characters of words that stand mostly over other ink."""
    if not hidden:
        return
    are_over = find_spread(find_brightness(bare), [box for _, box in hidden], UNDER)
    word: list[tuple[int, bool]] = []
    indices = [index for index, _ in hidden]
    for index, is_over, after in zip(indices, are_over, [*indices[1:], -1], strict=True):
        word.append((index, is_over))
        if after != index + 1:
            if 2 * sum(is_over for _, is_over in word) > len(word):
                yield from (each for each, _ in word)
            word = []


def _with_spaces(table: CharTable, hidden: set[int]) -> frozenset[int]:
    """Return the hidden indices with those of the spaces after hidden characters."""
    before = False
    for index, is_blank in zip(table.indices, table.are_blank.tolist() if hidden else (), strict=False):
        if not is_blank:
            before = index in hidden
        elif before:
            hidden.add(index)
    return frozenset(hidden)


def _reaches_all_sides(changed: Mask, box: Dots) -> bool:
    """Whether there is ink near all four sides of a character's outline, so that no part of it is missing."""
    x0, y0, x1, y1 = box
    part = changed[y0:y1, x0:x1]
    across, down = max((x1 - x0) // 3, 2), max((y1 - y0) // 4, 2)
    sides = part[:down], part[-down:], part[:, :across], part[:, -across:]
    return all(map(np.count_nonzero, sides))  # in half the time of ``any``
