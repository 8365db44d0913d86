"""Separate text that overlaps other text into layers, so that each can be drawn without the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from extract.page.chars import CharTable
from extract.page.objects import Item

OVERLAP = 0.35  # share of the smaller outline's area; characters that share more overlap
TWIN = 1.5  # points; an equal character that is so near is the same one, drawn twice
MOST_LAYERS = 4  # more pieces of text on top of each other share the last layer


def split_layers(chars: CharTable, texts: Sequence[Item]) -> list[tuple[list[int], set[int]]]:
    """Separate the characters that overlap others into layers in which none overlap.

    Returns for each layer the positions of its characters in ``chars`` and the addresses of their text
    objects.
    """
    by_owner: dict[int, list[int]] = defaultdict(list)
    for at, owner in enumerate(chars.owners):
        by_owner[owner].append(at)
    against: dict[int, set[int]] = defaultdict(set)
    for one, other in _list_crossing(by_owner, chars):
        if any(_stand_on_each_other(chars, a, b) for a in by_owner[one] for b in by_owner[other]):
            against[one].add(other)
            against[other].add(one)
    if not against:
        return []
    order = {item.address: item.order for item in texts}
    parts: dict[int, int] = {}
    for owner in sorted(against, key=lambda owner: order.get(owner, -1)):
        taken = {parts[other] for other in against[owner] if other in parts}
        parts[owner] = min(next(part for part in range(len(taken) + 1) if part not in taken), MOST_LAYERS)
    words = {owner: "".join(chars.texts[at] for at in ats) for owner, ats in by_owner.items()}
    layers = []
    for part in sorted(set(parts.values())):
        owners = {owner for owner, own in parts.items() if own == part}
        layers.append(([at for owner in owners for at in by_owner[owner]], _add_twins(owners, words, texts)))
    return layers


def _list_crossing(by_owner: Mapping[int, Sequence[int]], chars: CharTable) -> Iterator[tuple[int, int]]:
    """Yield the pairs of text objects whose bounds overlap by more than a point in both directions."""
    owners = list(by_owner)
    inks = chars.inks[[at for ats in by_owner.values() for at in ats]]
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


def _stand_on_each_other(chars: CharTable, one: int, other: int) -> bool:
    a, b = chars.inks[[one, other]].tolist()
    shared = (min(a[2], b[2]) - max(a[0], b[0])), (min(a[3], b[3]) - max(a[1], b[1]))
    if shared[0] <= 0 or shared[1] <= 0:
        return False
    if chars.texts[one] == chars.texts[other] and abs(a[0] - b[0]) < TWIN and abs(a[1] - b[1]) < TWIN:
        return False
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return bool(shared[0] * shared[1] > OVERLAP * smaller)


def _add_twins(owners: set[int], words: Mapping[int, str], texts: Sequence[Item]) -> set[int]:
    """Add the objects that draw the same text at the same place, which makes it look bold.

    PDFium reports the characters of such text once, so that the second object has none.
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
