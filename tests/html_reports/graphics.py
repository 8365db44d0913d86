"""Bars and radars that presentations are made of, as vector graphics."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from tests.html_reports.words import wrap_words, write_number
from tests.layouts.facts import Facts


def write_lying_bars(
    facts: Facts, values: Sequence[float], place: str = "none", *, thick: int = 18, colour: str = "#3a7"
) -> str:
    """A lying bar for every area; its value is printed ``inside`` or ``outside`` the bar's end, or not."""
    parts = []
    for at, (area, value) in enumerate(zip(facts.areas, values, strict=True)):
        y, length = _find_line(at), value * 3
        parts += [_write_label(area, y), _write_box(260, y, length, thick, colour)]
        if place == "inside":
            parts.append(
                _write_text(254 + length, y + 13, 10, write_number(value), anchor="end", colour="white")
            )
        elif place == "outside":
            parts.append(_write_text(265 + length, y + 13, 10, write_number(value)))
    ticks = [_write_text(260 + 3 * tick, 306, 8, str(tick), anchor="middle") for tick in range(0, 101, 20)]
    return _write_graphic(600, 315, [*parts, *ticks])


def write_stacked_bars(facts: Facts, series: Sequence[tuple[str, str, Sequence[float]]]) -> str:
    """A lying bar in pieces for every area; each series has a legend, a colour and values, all printed."""
    parts = []
    for at, area in enumerate(facts.areas):
        x: float = 260
        y = _find_line(at)
        parts.append(_write_label(area, y))
        for _, colour, values in series:
            length = values[at] * 3
            parts.append(_write_box(x, y, length, 18, colour))
            x += length
            parts.append(_write_text(x - 4, y + 13, 9, write_number(values[at]), anchor="end"))
    parts += _write_legends(260, 300, [(legend, colour) for legend, colour, _ in series])
    return _write_graphic(600, 315, parts)


def write_upright_bars(facts: Facts, series: Sequence[tuple[str, str, Sequence[float], bool]]) -> str:
    """Groups of bars; each series has a legend, a colour, values and whether the values are printed."""
    parts, pitch, wide = [], 76, 22
    for at, area in enumerate(facts.areas):
        x = 20 + at * pitch
        for turn, (_, colour, values, printed) in enumerate(series):
            left, tall = x + turn * (wide + 4), values[at] * 2
            parts.append(_write_box(left, 240 - tall, wide, tall, colour))
            if printed:
                said = write_number(values[at])
                parts.append(_write_text(left + wide / 2, 235 - tall, 9, said, anchor="middle"))
        for line, words in enumerate(wrap_words(area, 14)):
            parts.append(_write_text(x + 24, 254 + 9 * line, 7.5, words, anchor="middle"))
    parts += _write_legends(200, 318, [(legend, colour) for legend, colour, _, _ in series])
    return _write_graphic(640, 335, parts)


def write_radar(facts: Facts, values: Sequence[float], *, printed: bool = True) -> str:
    """A radar with the areas around it, and the values beside their names if ``printed``."""
    points, labels = [], []
    for at, (area, value) in enumerate(zip(facts.areas, values, strict=True)):
        angle = math.pi * at / 4
        x, y = math.sin(angle), -math.cos(angle)
        points.append(f"{300 + x * value * 1.3:.1f},{190 + y * value * 1.3:.1f}")
        anchor = "middle" if abs(x) < 0.1 else "start" if x > 0 else "end"
        said = f"{area} {write_number(value)}" if printed else area
        labels.append(_write_text(f"{300 + x * 145:.1f}", f"{192 + y * 150:.1f}", 7.5, said, anchor=anchor))
    rings = [
        f'<circle cx="300" cy="190" r="{1.3 * ring}" fill="none" stroke="#bbb"/>'
        + _write_text(302, 190 - 1.3 * ring, 6, str(ring))
        for ring in (25, 50, 75, 100)
    ]
    shape = f'<polygon points="{" ".join(points)}" fill="#3a74" stroke="#3a7"/>'
    return _write_graphic(620, 370, [*rings, shape, *labels])


def _find_line(at: int) -> int:
    """Where the bar of an area begins, from above."""
    return 20 + at * 34


def _write_label(area: str, y: int) -> str:
    return _write_text(250, y + 13, 10, area, anchor="end")


def _write_legends(x: int, y: int, series: Sequence[tuple[str, str]]) -> list[str]:
    """What each colour stands for, in a row."""
    return [
        _write_box(x + 120 * turn, y, 10, 10, colour) + _write_text(x + 16 + 120 * turn, y + 9, 9, legend)
        for turn, (legend, colour) in enumerate(series)
    ]


def _write_box(x: float, y: float, wide: float, tall: float, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{tall}" fill="{colour}"/>'


def _write_text(
    x: float | str, y: float | str, size: float, words: str, *, anchor: str = "", colour: str = ""
) -> str:
    filled = f' fill="{colour}"' if colour else ""
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x}" y="{y}" font-size="{size}"{filled}{anchored}>{escape(words)}</text>'


def _write_graphic(wide: int, tall: int, parts: Sequence[str]) -> str:
    return f'<svg width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}">{"".join(parts)}</svg>'
