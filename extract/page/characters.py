"""Prepare a page's characters for the search for words: each once, none struck out, rotated text upright."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from extract.page.chars import UNREADABLE, Char, round_angle
from extract.page.notes import drop_footnote_marks
from extract.page.strikes import Stroke, find_struck
from extract.page.watermarks import drop_watermarks
from extract.records import Box

DOUBLE = 1.5  # points; side of the cells of the grid in which doubles are searched
SAME = 1.0  # points; a character is a double of an equal one that is so near
# The factors are multiples of the font size.
SPACED = (0.14, 0.65)  # range of the gaps between the letters of a letterspaced word
EVEN = 0.08  # largest difference between such gaps
BESIDE = 5.0  # largest distance of a digit from a struck one that it replaces
HIGHER = 0.8  # largest vertical distance between these two


def place_characters(
    chars: Sequence[Char], strokes: Sequence[Stroke], orders: Mapping[int, int]
) -> dict[int, list[dict[str, Any]]]:
    """Return the characters in the form of pdfplumber's word search, by angle in degrees, upright first.

    The coordinates of rotated text are rotated so that it runs to the right; ``page_box`` is then the place
    on the page. Doubles, struck-out characters, watermarks and footnote marks are left out; a digit whose
    neighbour in a number is struck out becomes ``UNREADABLE``. ``orders`` has the place in the order of
    drawing of the objects that draw the characters.
    """
    found: dict[int, list[dict[str, Any]]] = {0: []}
    single = _drop_doubles(chars)
    struck = find_struck(single, strokes, orders)
    for char in close_gaps(drop_footnote_marks(drop_watermarks(_take_places(single, struck)))):
        angle = round_angle(char.angle) if char.angle else 0
        found.setdefault(angle, []).append(_turn(char, angle) if angle else _place(char))
    return found


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


def _place(char: Char) -> dict[str, Any]:
    letter = {
        "text": char.text,
        "size": char.size,
        "upright": True,
        "x0": char.x0,
        "x1": char.x0 + char.advance,
        "top": char.top,
        "bottom": char.bottom,
    }
    x = char.origin[0]
    if abs(x - char.x0) >= SAME:
        letter["page_box"] = Box(x, char.top, x + char.advance, char.bottom)
    return letter


def _turn(char: Char, angle: int) -> dict[str, Any]:
    theta = math.radians(angle)
    cos, sin = math.cos(theta), math.sin(theta)
    (x, y), (x0, top, x1, bottom) = char.origin, (char.x0, char.top, char.x1, char.bottom)
    across, down = x * cos - y * sin, x * sin + y * cos
    height = (
        char.bottom - char.top if angle % 180 == 0 else char.x1 - char.x0 if angle % 90 == 0 else char.size
    )
    top_in_plane = down - 0.8 * height
    place = {"x0": across, "x1": across + char.advance, "top": top_in_plane, "bottom": down + 0.2 * height}
    letter = {"text": char.text, "size": char.size, "upright": True, **place}
    return letter | {"page_box": Box(x0, top, x1, bottom)}


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


def _drop_doubles(chars: Sequence[Char]) -> Sequence[Char]:
    """Keep the first of equal characters that are drawn at the same place, as fake bold type is."""
    for shift in (0.0, DOUBLE / 2):
        cells = {(char.text, (char.x0 + shift) // DOUBLE, (char.top + shift) // DOUBLE) for char in chars}
        if len(cells) < len(chars):
            break
    else:
        return chars
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
