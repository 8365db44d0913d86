"""Prepare a page's characters for the search for words: each once, none struck out, rotated text upright."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extract.page.chars import UNREADABLE, Char, CharTable, round_angles
from extract.page.letters import Letters
from extract.page.notes import drop_footnote_marks, may_have_marks
from extract.page.strikes import Stroke, find_struck, may_be_struck
from extract.page.watermarks import drop_watermarks, may_have_watermarks

DOUBLE = 1.5  # points; side of the cells of the grid in which doubles are searched
MOST_CELLS = 1_000_003  # of the grid across a page
SAME = 1.0  # points; a character is a double of an equal one that is so near
# The factors are multiples of the font size.
SPACED = (0.14, 0.65)  # range of the gaps between the letters of a letterspaced word
EVEN = 0.08  # largest difference between such gaps
ROUNDING = 1e-6  # by which a gap that is measured in another way may differ
BESIDE = 5.0  # largest distance of a digit from a struck one that it replaces
HIGHER = 0.8  # largest vertical distance between these two


def place_characters(
    table: CharTable, strokes: Sequence[Stroke], orders: Mapping[int, int]
) -> dict[int, Letters]:
    """Return the characters in the form in which words are searched, by angle in degrees, upright first.

    The coordinates of rotated text are rotated so that it runs to the right. Doubles, struck-out characters,
    watermarks and footnote marks are left out; a digit whose neighbour in a number is struck out becomes
    ``UNREADABLE``. ``orders`` has the place in the order of drawing of the objects that draw the characters.
    """
    if _may_change(table, strokes):
        single = _drop_doubles(table.list_chars())
        struck = find_struck(single, strokes, orders)
        kept = drop_footnote_marks(drop_watermarks(_take_places(single, struck)))
        table = CharTable.of(list(close_gaps(kept)))
    angles = round_angles(table.angles)
    found = {0: _place(table)} if not angles.any() else {0: _place(table.select(angles == 0))}
    for angle in dict.fromkeys(angles[angles != 0].tolist()):
        found[int(angle)] = _turn(table.select(angles == angle), int(angle))
    return found


def _may_change(table: CharTable, strokes: Sequence[Stroke]) -> bool:
    """Whether any of the rules below may concern a character of the page; on most pages none does."""
    return len(table) > 0 and (
        _may_have_doubles(table)
        or may_be_struck(table, strokes)
        or may_have_watermarks(table)
        or may_have_marks(table)
        or _may_be_spaced(table)
    )


def _take_places(chars: Sequence[Char], struck: Collection[int]) -> list[Char]:
    """Drop the struck-out characters, and move digits written beside struck ones into the column of those.

    ``origin`` remains the printed position.
    """
    if not struck:
        return list(chars)
    torn = {
        char.index
        for run in _list_figures(chars)
        if 0 < sum(char.index in struck for char in run) < len(run)
        for char in run
    }
    kept = [
        replace(char, text=UNREADABLE) if char.index in torn else char
        for char in chars
        if char.index not in struck
    ]
    out = [char for char in chars if char.index in struck and char.text.isdigit()]
    moved: dict[int, float] = {}
    for run in _list_figures(kept):
        size = run[0].size
        left, right = run[0].x0, run[-1].x0 + run[-1].advance
        beside = [
            char
            for char in out
            if abs(char.origin[1] - run[0].origin[1]) < HIGHER * size
            and (0 < left - char.x0 < BESIDE * size or 0 < char.x1 - right < BESIDE * size)
        ]
        if beside:
            shift = max(char.x0 + char.advance for char in beside) - right
            moved |= {char.index: shift for char in run}
    return [replace(char, x0=char.x0 + moved[char.index]) if char.index in moved else char for char in kept]


def _list_figures(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Yield the runs of digits, commas and ½ that follow each other on a horizontal base line."""
    run: list[Char] = []
    for char in chars:
        is_figure = (char.text.isdigit() or char.text in ",.½") and (char.angle < 1 or char.angle > 359)
        if run and not (is_figure and _follows(run[-1], char)):
            yield run
            run = []
        if is_figure:
            run.append(char)
    if run:
        yield run


def _follows(one: Char, other: Char) -> bool:
    """Whether a character directly follows another one on its base line."""
    level = abs(one.origin[1] - other.origin[1]) < 0.2 * one.size
    return level and abs(_measure_gap(one, other)) < 0.3 * one.size


def _place(table: CharTable) -> Letters:
    x0, top, _, bottom = table.boxes.T
    x = table.origins[:, 0]
    places = np.stack((x0, top, x0 + table.advances, bottom), axis=1)
    boxes = np.stack((x, top, x + table.advances, bottom), axis=1)
    return Letters(table.texts, places, table.sizes, boxes, np.abs(x - x0) >= SAME, table.are_blank)


def _turn(table: CharTable, angle: int) -> Letters:
    theta = math.radians(angle)
    cos, sin = math.cos(theta), math.sin(theta)
    x, y = table.origins.T
    x0, top, x1, bottom = table.boxes.T
    across, down = x * cos - y * sin, x * sin + y * cos
    height = bottom - top if angle % 180 == 0 else x1 - x0 if angle % 90 == 0 else table.sizes
    places = np.stack((across, down - 0.8 * height, across + table.advances, down + 0.2 * height), axis=1)
    moved = np.ones(len(table), dtype=bool)
    return Letters(table.texts, places, table.sizes, table.boxes, moved, table.are_blank)


def _may_be_spaced(table: CharTable) -> bool:
    """Whether the first two letters of a word may be letterspaced."""
    owners = np.array(table.owners)
    blank, turn = table.are_blank, np.radians(table.angles)
    steps = np.diff(table.origins, axis=0)
    gaps = steps[:, 0] * np.cos(turn[:-1]) - steps[:, 1] * np.sin(turn[:-1]) - table.advances[:-1]
    shares = gaps / np.where(table.sizes[:-1] == 0, 1.0, table.sizes[:-1])
    joined = ~blank[1:] & ~blank[:-1] & (owners[1:] == owners[:-1]) & (np.diff(table.angles) == 0)
    first = joined & ~np.append(False, joined[:-1])
    return bool((first & (shares > SPACED[0] - ROUNDING) & (shares < SPACED[1] + ROUNDING)).any())


def close_gaps(chars: Sequence[Char]) -> Iterator[Char]:
    """Widen each letter of a letterspaced word up to the next letter, so that the word is found as one."""
    run: list[Char] = []
    for char in chars:
        if run and (char.text.isspace() or char.owner != run[-1].owner or char.angle != run[-1].angle):
            yield from _close_run(run)
            run = []
        run.append(char)
        if char.text.isspace():
            yield from run
            run = []
    yield from _close_run(run)


def _close_run(run: Sequence[Char]) -> Iterator[Char]:
    gaps = _list_gaps(run[:2])
    if gaps and SPACED[0] <= gaps[0] <= SPACED[1]:
        gaps = _list_gaps(run)
    if not gaps or not (SPACED[0] <= min(gaps) and max(gaps) <= SPACED[1] and max(gaps) - min(gaps) <= EVEN):
        yield from run
        return
    for char, gap in zip(run, [*gaps, 0.0], strict=True):
        yield replace(char, advance=char.advance + gap * char.size)


def _list_gaps(run: Sequence[Char]) -> list[float]:
    """List the gaps between the letters of a run of one direction, as shares of their font sizes."""
    if run and run[0].angle == 0:
        return [
            (other.origin[0] - one.origin[0] - one.advance) / one.size if one.size else 0.0
            for one, other in pairwise(run)
        ]
    return [_measure_gap(one, other) / one.size if one.size else 0.0 for one, other in pairwise(run)]


def _measure_gap(one: Char, other: Char) -> float:
    """Return the gap in points between one character and the next, along the base line."""
    turn = math.radians(one.angle)
    x, y = other.origin[0] - one.origin[0], other.origin[1] - one.origin[1]
    return x * math.cos(turn) - y * math.sin(turn) - one.advance


def _may_have_doubles(table: CharTable) -> bool:
    """Whether equal characters share a cell of the grid, as it is or moved by half a cell."""
    _, signs = table.signs
    for shift in (0.0, DOUBLE / 2):
        with np.errstate(invalid="ignore"):
            across, down = (((table.boxes[:, side] + shift) // DOUBLE).astype(np.int64) for side in (0, 1))
        cells = np.sort((signs * MOST_CELLS + across) * MOST_CELLS + down)
        if (cells[1:] == cells[:-1]).any():
            return True
    return False


def _drop_doubles(chars: Sequence[Char]) -> Sequence[Char]:
    """Keep the first of equal characters that are drawn at the same place, as fake bold type is."""
    kept: dict[tuple[str, float, float], list[Char]] = defaultdict(list)
    single = []
    for char in chars:
        across, down = char.x0 // DOUBLE, char.top // DOUBLE
        near = (
            other
            for x in (across - 1, across, across + 1)
            for y in (down - 1, down, down + 1)
            for other in kept.get((char.text, x, y), ())
        )
        if any(abs(each.x0 - char.x0) <= SAME and abs(each.top - char.top) <= SAME for each in near):
            continue
        kept[char.text, across, down].append(char)
        single.append(char)
    return single
