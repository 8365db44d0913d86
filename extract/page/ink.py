"""Which characters leave ink on the page: the page is drawn with and without its text, and compared.

What looks the same with and without a character is not seen: it is covered, cut away, transparent, of the
colour of what it stands on, in a layer that is off, or outside the page. Nothing has to be recognised for it.
"""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extract.page.chars import Char, is_readable
from extract.page.geometry import Geometry
from extract.page.objects import TEXT, Item

DOTS_PER_POINT = 100 / 72
MOST_PIXELS = 12_000_000
DIFFERENT = 16  # of 255, in red, green or blue: so much is seen
LEAST_SHARE = 0.04  # of a character's place, that must change with it
OVERLAP = 0.35  # of the smaller place: characters that share more stand on each other
TWIN = 1.5  # points: the same character so near is the same one drawn twice
MOST_LAYERS = 4
WHOLE = 0.75  # of the ink of a character drawn alone, that it has on the page where nothing is missing
FAINT = 40  # of 255
UNDER = 60  # of 255: differences of light and dark that are writing in a picture
Mask = npt.NDArray[np.bool_]
Picture = npt.NDArray[np.uint32]
Dots = tuple[int, int, int, int]


@dataclass(frozen=True)
class Ink:
    """What was found about the characters, by their indices.

    Those not seen, those of which a part is missing, and of the unseen those that stand over the ink of
    something else, as recognised text does over a picture.
    """

    hidden: frozenset[int] = frozenset()
    torn: frozenset[int] = frozenset()
    over_ink: frozenset[int] = frozenset()


def look_at(page: Any, items: Sequence[Item], chars: Sequence[Char], geometry: Geometry) -> Ink:
    """Look at all characters of a page. The page is as it was afterwards."""
    printed = [char for char in chars if not char.text.isspace()]
    if not printed:
        return Ink()
    texts = [item for item in items if item.kind == TEXT]
    scale = _choose_scale(geometry)
    whole = _draw(page, scale)
    bare = _draw_without(page, texts, scale)
    boxes = _find_pixels(printed, geometry, whole.shape)
    changed = _differs(whole, bare)
    shares = [_measure_share(changed, box) for box in boxes]
    for layer, owners in _part_layers(printed, texts):
        own = _differs(whole, _draw_without(page, [item for item in texts if item.address in owners], scale))
        for at in layer:
            shares[at] = _measure_share(own, boxes[at])
    unseen: list[tuple[Char, Dots]] = []
    torn: dict[int, Char] = {}
    before = False
    for char, box, share in zip(printed, boxes, shares, strict=True):
        has_outline = (
            char.ink[2] > char.ink[0] and char.ink[3] > char.ink[1]
        )  # not so the parts of a ligature
        before = (share < LEAST_SHARE or not is_readable(char)) if has_outline else before
        if before:
            unseen.append((char, box))
        elif char.text.isdigit() and not _reaches_all_sides(changed, box):
            torn[char.index] = char
    return Ink(
        _with_spaces(chars, {char.index for char, _ in unseen}),
        frozenset(torn) - _list_whole(page, texts, list(torn.values()), changed, geometry),
        _with_spaces(chars, set(_list_over_ink(unseen, bare))),
    )


def _list_whole(
    page: Any, texts: Sequence[Item], chars: Sequence[Char], changed: Mask, geometry: Geometry
) -> frozenset[int]:
    """The characters that leave as much ink on the page as they do alone.

    What PDFium tells of their outline is not one: in fonts of drawn signs it is the same for all.
    """
    whole = []
    items = {item.address: item for item in texts if not item.nested}
    for owner in {char.owner for char in chars} & set(items) if geometry.quarters == 0 else ():
        own = [char for char in chars if char.owner == owner]
        across, down = (
            size / length for size, length in zip(changed.shape[::-1], geometry.shown_size, strict=True)
        )
        alone = draw_alone(page, items[owner], across * geometry.unit)
        if alone is None:
            continue
        left, _, _, top = items[owner].find_bounds()
        (x,), (y,) = geometry.place_point(np.array([left]), np.array([top]))
        for char, box in zip(own, _find_pixels(own, geometry, changed.shape), strict=True):
            x0, x1 = (max(0, round((side - x) * across)) for side in (char.ink[0], char.ink[2]))
            y0, y1 = (max(0, round((side - y) * down)) for side in (char.ink[1], char.ink[3]))
            full = np.count_nonzero(alone[y0 : y1 + 1, x0 : x1 + 1])
            if full and np.count_nonzero(changed[box[1] : box[3], box[0] : box[2]]) >= WHOLE * full:
                whole.append(char.index)
    return frozenset(whole)


def draw_alone(page: Any, text: Item, scale: float) -> Mask | None:
    """Where a piece of text has ink, drawn by itself, from the top left of its bounds."""
    bitmap = pdfium_c.FPDFTextObj_GetRenderedBitmap(page.pdf.raw, page.raw, text.handle, scale)
    if not bitmap:
        return None
    try:
        height, stride = pdfium_c.FPDFBitmap_GetHeight(bitmap), pdfium_c.FPDFBitmap_GetStride(bitmap)
        if pdfium_c.FPDFBitmap_GetFormat(bitmap) != pdfium_c.FPDFBitmap_BGRA:
            return None
        start = ctypes.cast(pdfium_c.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte))
        dots = np.ctypeslib.as_array(start, shape=(height, stride)).reshape(height, -1, 4)
        found: Mask = dots[:, :, 3] > FAINT
        return found
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)


def _list_over_ink(unseen: Sequence[tuple[Char, Dots]], bare: Picture) -> Iterator[int]:
    """The unseen characters of words that for the most part stand over the ink of something else."""
    word: list[tuple[int, bool]] = []
    for at, (char, box) in enumerate(unseen):
        after = unseen[at + 1][0] if at + 1 < len(unseen) else None
        word.append((char.index, _spread(bare, box) >= UNDER))
        if after is None or after.index != char.index + 1:
            if sum(over for _, over in word) * 2 > len(word):
                yield from (index for index, _ in word)
            word = []


def _with_spaces(chars: Sequence[Char], hidden: set[int]) -> frozenset[int]:
    """Characters with the spaces that follow them."""
    before = False
    for char in chars:
        if not char.text.isspace():
            before = char.index in hidden
        elif before:
            hidden.add(char.index)
    return frozenset(hidden)


def _choose_scale(geometry: Geometry) -> float:
    """Dots per unit of the file's plane."""
    width, height = geometry.shown_size
    dots = min(DOTS_PER_POINT, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
    return dots * geometry.unit


def _draw(page: Any, scale: float) -> Picture:
    """The page as whole numbers that hold the colours of a dot each."""
    drawn = page.render(scale=scale, force_bitmap_format=pdfium_c.FPDFBitmap_BGRx, may_draw_forms=True)
    found: Picture = drawn.to_numpy().view(np.uint32)[:, :, 0]
    return found


def _draw_without(page: Any, texts: Iterable[Item], scale: float) -> Picture:
    switched = [item for item in texts if _switch(item, on=False)]
    try:
        return _draw(page, scale)
    finally:
        for item in switched:
            _switch(item, on=True)


def _switch(item: Item, *, on: bool) -> bool:
    return bool(pdfium_c.FPDFPageObj_SetIsActive(item.handle, on))


def _differs(one: Picture, other: Picture) -> Mask:
    """Where two drawings differ so much that it is seen."""
    found: Mask = one != other
    places = np.nonzero(found)
    if len(places[0]):
        a, b = (
            picture[places].view(np.uint8).reshape(-1, 4)[:, :3].astype(np.int16) for picture in (one, other)
        )
        found[places] = np.abs(a - b).max(axis=1) >= DIFFERENT
    return found


def _find_pixels(chars: Sequence[Char], geometry: Geometry, shape: tuple[int, ...]) -> list[Dots]:
    """The dots that each character's outline covers: left, top, right, bottom; empty outside the page."""
    places = np.array([char.ink for char in chars])
    left, top = geometry.offset
    width, height = geometry.shown_size
    across, down = shape[1] / max(width, 1e-6), shape[0] / max(height, 1e-6)
    x0, x1 = np.floor((places[:, 0] - left) * across), np.ceil((places[:, 2] - left) * across)
    y0, y1 = np.floor((places[:, 1] - top) * down), np.ceil((places[:, 3] - top) * down)
    x0, x1 = (np.clip(x, 0, shape[1]) for x in (x0, x1))
    y0, y1 = (np.clip(y, 0, shape[0]) for y in (y0, y1))
    return [tuple(row) for row in np.stack([x0, y0, x1, y1], axis=1).astype(np.int64).tolist()]


def _measure_share(changed: Mask, box: Dots) -> float:
    x0, y0, x1, y1 = box
    area = (x1 - x0) * (y1 - y0)
    return np.count_nonzero(changed[y0:y1, x0:x1]) / area if area > 0 else 0.0


def _reaches_all_sides(changed: Mask, box: Dots) -> bool:
    """Whether ink is near all four sides of a place; where not, a part of the character is missing."""
    x0, y0, x1, y1 = box
    part = changed[y0:y1, x0:x1]
    across, down = max((x1 - x0) // 3, 2), max((y1 - y0) // 4, 2)
    return bool(
        part[:down].any() and part[-down:].any() and part[:, :across].any() and part[:, -across:].any()
    )


def _part_layers(chars: Sequence[Char], texts: Sequence[Item]) -> list[tuple[list[int], set[int]]]:
    """The characters that stand on others with their objects, parted so that none of a part overlap."""
    by_owner: dict[int, list[int]] = defaultdict(list)
    for at, char in enumerate(chars):
        by_owner[char.owner].append(at)
    against: dict[int, set[int]] = defaultdict(set)
    for one, other in _list_crossing(by_owner, chars):
        if any(_stand_on_each_other(chars[a], chars[b]) for a in by_owner[one] for b in by_owner[other]):
            against[one].add(other)
            against[other].add(one)
    if not against:
        return []
    order = {item.address: item.order for item in texts}
    parts: dict[int, int] = {}
    for owner in sorted(against, key=lambda owner: order.get(owner, -1)):
        taken = {parts[other] for other in against[owner] if other in parts}
        parts[owner] = min(next(part for part in range(len(taken) + 1) if part not in taken), MOST_LAYERS)
    words = {owner: "".join(chars[at].text for at in ats) for owner, ats in by_owner.items()}
    layers = []
    for part in sorted(set(parts.values())):
        owners = {owner for owner, own in parts.items() if own == part}
        layers.append(([at for owner in owners for at in by_owner[owner]], _add_twins(owners, words, texts)))
    return layers


def _list_crossing(by_owner: Mapping[int, Sequence[int]], chars: Sequence[Char]) -> Iterator[tuple[int, int]]:
    """The pairs of objects whose outlines cross."""
    owners = list(by_owner)
    inks = np.array([chars[at].ink for ats in by_owner.values() for at in ats])
    starts = np.cumsum([0, *(len(ats) for ats in by_owner.values())])[:-1]
    lows, highs = np.minimum.reduceat(inks[:, :2], starts), np.maximum.reduceat(inks[:, 2:], starts)
    bounds = np.concatenate([lows, highs], axis=1)
    ranks = np.argsort(bounds[:, 1])
    x0, y0, x1, y1 = bounds[ranks].T
    for step in range(1, len(owners)):
        below = y0[step:] < y1[:-step]
        if not below.any():
            return
        shared_x = np.minimum(x1[step:], x1[:-step]) - np.maximum(x0[step:], x0[:-step])
        shared_y = np.minimum(y1[step:], y1[:-step]) - np.maximum(y0[step:], y0[:-step])
        for at in np.flatnonzero(below & (shared_x > 1) & (shared_y > 1)):
            yield owners[ranks[at]], owners[ranks[at + step]]


def _stand_on_each_other(one: Char, other: Char) -> bool:
    a, b = one.ink, other.ink
    shared = (min(a[2], b[2]) - max(a[0], b[0])), (min(a[3], b[3]) - max(a[1], b[1]))
    if shared[0] <= 0 or shared[1] <= 0:
        return False
    if one.text == other.text and abs(a[0] - b[0]) < TWIN and abs(a[1] - b[1]) < TWIN:
        return False
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return shared[0] * shared[1] > OVERLAP * smaller


def _add_twins(owners: set[int], words: Mapping[int, str], texts: Sequence[Item]) -> set[int]:
    """The objects with those that draw the same at the same place: text drawn twice to look bold.

    PDFium takes such text once, so that the second object has no characters.
    """
    bounds = {item.address: item.find_bounds() for item in texts}
    wanted = [(words.get(owner), bounds[owner]) for owner in owners if owner in bounds]
    return owners | {
        address
        for address, own in bounds.items()
        if any(
            words.get(address) in (None, said)
            and all(abs(a - b) < TWIN for a, b in zip(own, other, strict=True))
            for said, other in wanted
        )
    }


def _spread(picture: Picture, box: Dots) -> int:
    """The difference between the lightest and the darkest dot of a place."""
    x0, y0, x1, y1 = box
    part = np.ascontiguousarray(picture[y0:y1, x0:x1])
    if not part.size:
        return 0
    grey = part.view(np.uint8).reshape(-1, 4)[:, 1]
    return int(grey.max()) - int(grey.min())
