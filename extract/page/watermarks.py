"""Remove watermarks: large words across a page, such as COPY, which do not belong to its lines."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np

from extract.page.chars import Char, CharTable

HUGE = 2.5  # least size of a watermark, as a multiple of the median size of the page's characters
FEWEST_UNDER = 3  # smaller characters that a watermark must cover


def may_have_watermarks(table: CharTable) -> bool:
    """Whether a page has characters that are far larger than the others."""
    sizes = table.sizes[~table.are_blank]
    return len(sizes) > 0 and bool((sizes > HUGE * np.median(sizes)).any())


def drop_watermarks(chars: Sequence[Char]) -> list[Char]:
    """Return the characters without those of words that are far larger and cover several others."""
    printed = [char for char in chars if not char.text.isspace()]
    if not printed:
        return list(chars)
    usual = statistics.median(char.size for char in printed)
    huge = [char for char in printed if char.size > HUGE * usual]
    if not huge:
        return list(chars)
    small = [char for char in printed if char.size <= usual * 1.5]
    under: dict[int, int] = {}
    for char in huge:
        under[char.owner] = under.get(char.owner, 0) + sum(_lies_over(char, other) for other in small)
    laid = {owner for owner, count in under.items() if count >= FEWEST_UNDER}
    sizes = {round(char.size, 1) for char in huge if char.owner in laid}
    huge_ones = {char.index for char in huge if round(char.size, 1) in sizes}
    return [char for char in chars if char.index not in huge_ones]


def _lies_over(one: Char, other: Char) -> bool:
    x, y = (other.ink[0] + other.ink[2]) / 2, (other.ink[1] + other.ink[3]) / 2
    return one.ink[0] <= x <= one.ink[2] and one.ink[1] <= y <= one.ink[3]
