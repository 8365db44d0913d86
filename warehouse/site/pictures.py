"""Charts as SVG: drawn by Vega-Lite without words, which are put in for each language afterwards.

A text of the form ``[[key]]`` is a slot for a message, ``[[=12.5]]`` for a number; one drawing thus serves
every language. Colours are those of ``COLOURS``; the style sheet replaces them in the dark scheme, so a
picture that is taken out of a page is one for white paper.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape, unescape
from typing import Any

import altair as alt
import vl_convert

from warehouse.site.words import Words

Row = dict[str, Any]
INK, MUTED, GRID, OWN, AVERAGE = "#1d2733", "#55606c", "#d5dbe1", "#0b5cad", "#a8480f"
COLOURS = (INK, MUTED, GRID, OWN, AVERAGE)
SLOT = re.compile(r"\[\[(=?)(.*?)\]\]")
_DROPPED = re.compile(
    r'<path class="(?:background|foreground)"[^>]*/>| (?:role|aria-[a-z]+|class|pointer-events|xmlns:xlink)="[^"]*"'
    r'| font-family="[^"]*"| opacity="1"| transform="translate\(0,0\)"'
)
_LONG_NUMBER = re.compile(r"(\d+\.\d)\d+")
_EMPTY_GROUP = re.compile(r"<g>((?:(?!</?g\b).)*)</g>", re.DOTALL)

LAYERS = ("rules", "ticks", "bars", "dots", "texts")


@cache
def _compile_canvas() -> Row:
    """A Vega chart of lines, ticks, bars, dots and texts at given places, compiled once."""

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=None, axis=None)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=None, axis=None)

    def base(name: str) -> Any:
        return alt.Chart(alt.Data(name=name, values=[]))

    def plain(kind: Any, field: str) -> Any:
        return kind(f"{field}:N", scale=None, legend=None)

    place = {"x": x("x"), "y": y("y")}
    span = {**place, "x2": "x2:Q", "y2": "y2:Q"}
    colour = plain(alt.Color, "c")
    layers = {
        "bars": base("bars").mark_bar().encode(**span, color=colour),
        "rules": base("rules")
        .mark_rule()
        .encode(
            **span,
            color=colour,
            size=alt.Size("w:Q", scale=None, legend=None),
            strokeDash=alt.StrokeDash("d:N", scale=None, legend=None),
        ),
        "ticks": base("ticks").mark_rule(strokeWidth=2.5).encode(**span, color=colour),
        "dots": base("dots")
        .mark_circle(size=38, opacity=1, strokeWidth=1.6)
        .encode(
            **place,
            fill=plain(alt.Fill, "f"),
            stroke=plain(alt.Stroke, "c"),
        ),
    }
    for name, align in (("left", "left"), ("middle", "center"), ("right", "right")):
        layers[name] = (
            base(name)
            .mark_text(align=align, baseline="alphabetic")
            .encode(
                **place, text="t:N", color=colour, size=alt.Size("s:Q", scale=None, legend=None)
            )
        )
    chart = alt.layer(*layers.values()).properties(width=400, height=100)
    chart = chart.configure(aria=False, background="transparent").configure_view(stroke=None)
    vega: Row = vl_convert.vegalite_to_vega(chart.to_dict())
    vega["autosize"] = "none"
    vega["padding"] = 0
    return vega


class Canvas:
    """A picture under construction, in units of its own: 400 wide suits a phone and half a page alike."""

    def __init__(self, width: int = 400) -> None:
        self.width = width
        self.data: dict[str, list[Row]] = {}

    def _add(self, layer: str, row: Row) -> None:
        self.data.setdefault(layer, []).append(row)

    def rule(self, x: float, y: float, x2: float, y2: float, colour: str, width: float = 1, dash: Sequence[int] = ()) -> None:
        """A line, dashed where ``dash`` says how."""
        self._add("rules", {"x": x, "y": y, "x2": x2, "y2": y2, "c": colour, "w": width, "d": list(dash) or [1, 0]})

    def tick(self, x: float, y: float, x2: float, y2: float, colour: str) -> None:
        """A short thick line that marks a value."""
        self._add("ticks", {"x": x, "y": y, "x2": x2, "y2": y2, "c": colour})

    def bar(self, x: float, y: float, x2: float, y2: float, colour: str) -> None:
        """A filled rectangle."""
        self._add("bars", {"x": x, "y": y, "x2": x2, "y2": y2, "c": colour})

    def dot(self, x: float, y: float, colour: str, *, hollow: bool = False) -> None:
        """A point, filled or hollow."""
        self._add("dots", {"x": x, "y": y, "c": colour, "f": "#ffffff" if hollow else colour})

    def text(self, x: float, y: float, text: str, colour: str = INK, size: float = 12, align: str = "left") -> None:
        """A line of text or a slot; ``align`` is left, middle or right."""
        self._add(align, {"x": x, "y": y, "t": text, "c": colour, "s": size})

    def draw(self, height: float) -> str:
        """The SVG, its words still slots."""
        vega = copy.deepcopy(_compile_canvas())
        vega["width"], vega["height"] = self.width, height
        for source in vega["data"]:
            if source["name"] in self.data:
                source["values"] = self.data[source["name"]]
        return tidy(vl_convert.vega_to_svg(vega), self.width, height)


def tidy(svg: str, width: float, height: float) -> str:
    """The SVG without what only an editor of charts needs, scaling with the place it is put in."""
    body = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    body = re.sub(r'^<rect [^>]*fill="transparent"/>', "", body)
    body = _LONG_NUMBER.sub(r"\1", _DROPPED.sub("", body))
    body = body.replace("px\"", "\"").replace(' stroke-dasharray="1,0"', "").replace(' stroke-miterlimit="10"', "")
    while True:
        flat = _EMPTY_GROUP.sub(r"\1", body)
        if flat == body:
            break
        body = flat
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" class="chart" '
        f'font-family="system-ui,sans-serif">{body}</svg>'
    )


def put_words(svg: str, words: Words, facts: Mapping[str, str] | None = None) -> str:
    """The SVG with its slots filled: messages, numbers, and ``facts`` by name before messages."""
    known = facts or {}

    def fill(found: re.Match[str]) -> str:
        kind, key = found.group(1), unescape(found.group(2))
        if kind:
            return escape(words.number(float(key)), quote=False)
        return escape(known[key] if key in known else words.text(key), quote=False)

    return SLOT.sub(fill, svg)
