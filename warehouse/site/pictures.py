"""Charts as SVG, drawn by Vega-Lite without words, which are filled in for each language afterwards.

Texts are put at their places without Vega, which would measure each of them many times and open the font's
file every time: most of the work of a picture, for a size that nothing here depends on.

A text of the form ``[[key]]`` is a slot for a message, ``[[=12.5]]`` one for a number, so that one drawing
serves all languages. The style sheet replaces ``COLOURS`` in the dark scheme; a picture that is downloaded
keeps those for white paper.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from typing import Any

import altair as alt
import vl_convert
from lxml import etree

from warehouse.site.words import Words

Row = dict[str, Any]
INK, MUTED, GRID, OWN, AVERAGE = "#1d2733", "#55606c", "#d5dbe1", "#0b5cad", "#a8480f"
COLOURS = (INK, MUTED, GRID, OWN, AVERAGE)
SLOT = re.compile(r"\[\[(=?)(.*?)\]\]")
_PLACE = re.compile(r"translate\(([-\d.e]+),([-\d.e]+)\)")
_STYLE = ("stroke", "stroke-width", "stroke-dasharray", "fill")
_USUAL = (("stroke-width", "1"), ("text-anchor", "start"))
_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}  # of the texts, in the order of their layers


@cache
def _compile_canvas() -> Row:
    """Compile a Vega chart of lines, ticks, bars and dots at given coordinates."""

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=None, axis=None)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=None, axis=None)

    def base(name: str) -> Any:
        return alt.Chart(alt.NamedData(name))

    def plain(kind: Any, field: str) -> Any:
        return kind(f"{field}:N", scale=None, legend=None)

    place = {"x": x("x"), "y": y("y")}
    span = {**place, "x2": "x2:Q", "y2": "y2:Q"}
    colour = plain(alt.Color, "c")
    layers = {
        "rules": base("rules")
        .mark_rule()
        .encode(
            **span,
            color=colour,
            size=alt.Size("w:Q", scale=None, legend=None),
            strokeDash=alt.StrokeDash("d:N", scale=None, legend=None),
        ),
        "bars": base("bars").mark_bar().encode(**span, color=colour),
        "ticks": base("ticks").mark_rule(strokeWidth=2.5).encode(**span, color=colour),
        "dots": base("dots")
        .mark_circle(size=38, opacity=1, strokeWidth=1.6)
        .encode(
            **place,
            fill=plain(alt.Fill, "f"),
            stroke=plain(alt.Stroke, "c"),
        ),
    }
    chart = alt.layer(*layers.values()).properties(width=400, height=100)
    chart = chart.configure(aria=False, background="transparent").configure_view(stroke=None)
    vega: Row = vl_convert.vegalite_to_vega(chart.to_dict())
    vega["autosize"] = "none"
    vega["padding"] = 0
    return vega


class Canvas:
    """A picture being drawn. Its units scale with the page; a width of 400 fits a phone and half a page."""

    def __init__(self, width: int = 400) -> None:
        self.width = width
        self.data: dict[str, list[Row]] = {}

    def _add(self, layer: str, row: Row) -> None:
        self.data.setdefault(layer, []).append(row)

    def rule(
        self,
        x: float,
        y: float,
        x2: float,
        y2: float,
        colour: str,
        width: float = 1,
        dash: Sequence[int] = (),
    ) -> None:
        """Add a line; ``dash`` gives the lengths of dashes and gaps."""
        self._add(
            "rules", {"x": x, "y": y, "x2": x2, "y2": y2, "c": colour, "w": width, "d": list(dash) or [1, 0]}
        )

    def tick(self, x: float, y: float, x2: float, y2: float, colour: str) -> None:
        """Add a short thick line that marks a value."""
        self._add("ticks", {"x": x, "y": y, "x2": x2, "y2": y2, "c": colour})

    def bar(self, x: float, y: float, x2: float, y2: float, colour: str) -> None:
        """Add a filled rectangle."""
        self._add("bars", {"x": x, "y": y, "x2": x2, "y2": y2, "c": colour})

    def dot(self, x: float, y: float, colour: str, *, hollow: bool = False) -> None:
        """Add a point, filled or hollow."""
        self._add("dots", {"x": x, "y": y, "c": colour, "f": "#ffffff" if hollow else colour})

    def text(
        self, x: float, y: float, text: str, colour: str = INK, size: float = 12, align: str = "left"
    ) -> None:
        """Add a line of text or a slot; ``align`` is left, middle or right."""
        self._add(align, {"x": x, "y": y, "t": text, "c": colour, "s": size})

    def draw(self, height: float) -> str:
        """Draw the SVG, with slots instead of words."""
        vega = copy.deepcopy(_compile_canvas())
        vega["width"], vega["height"] = self.width, height
        for source in vega["data"]:
            rows = self.data.get(source["name"])
            if rows:  # sorted so that ``tidy`` can group marks of the same style
                source["values"] = sorted(rows, key=_list_style)
        drawn = etree.fromstring(vl_convert.vega_to_svg(vega).encode())
        return tidy([*_list_marks(drawn), *self._list_texts()], self.width, height)

    def _list_texts(self) -> Iterator[_Mark]:
        for align, anchor in _ANCHORS.items():
            for row in sorted(self.data.get(align, ()), key=_list_style):
                style = (("fill", row["c"]), ("font-size", f"{row['s']:g}"), ("text-anchor", anchor))
                yield _Mark(tuple(each for each in style if each not in _USUAL), text=_write_text(row))


def _list_style(row: Row) -> tuple[Any, ...]:
    return row["c"], row.get("w", 0), row.get("s", 0), row.get("d", []), row.get("f", "")


def _write_text(row: Row) -> str:
    return f'<text x="{row["x"]:.4g}" y="{row["y"]:.4g}">{escape(row["t"], quote=False)}</text>'


def tidy(marks: Iterable[_Mark], width: float, height: float) -> str:
    """Write a picture of the marks that is short and scales with its page.

    Vega writes all attributes of each mark. Here consecutive marks of the same style share a group, and the
    lines and dots of a group are one path.
    """
    groups: list[tuple[tuple[tuple[str, str], ...], list[str], list[str]]] = []
    for mark in marks:
        if not groups or groups[-1][0] != mark.style:
            groups.append((mark.style, [], []))
        _, paths, texts = groups[-1]
        (paths if mark.path else texts).append(mark.path or mark.text)
    body = ""
    for style, paths, texts in groups:
        said = "".join(f' {name}="{value}"' for name, value in style)
        path = f'<path d="{"".join(paths)}"/>' if paths else ""
        body += f"<g{said}>{path}{''.join(texts)}</g>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" class="chart" '
        f'font-family="system-ui,sans-serif" fill="none">{body}</svg>'
    )


@dataclass(frozen=True)
class _Mark:
    """A mark: its style, and its path or its text element."""

    style: tuple[tuple[str, str], ...]
    path: str = ""
    text: str = ""


def _list_marks(drawn: Any) -> Iterator[_Mark]:
    """Yield the marks of a Vega picture in order. No group of such a canvas is moved."""
    for element in drawn.iter("{*}line", "{*}path"):
        if element.get("class") in ("background", "foreground"):
            continue
        found = _PLACE.match(element.get("transform", ""))
        x, y = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
        style = tuple(
            (name, element.get(name))
            for name in _STYLE
            if element.get(name) not in (None, "1,0") and (name, element.get(name)) not in _USUAL
        )
        if etree.QName(element).localname == "line":
            across, down = float(element.get("x2", 0)), float(element.get("y2", 0))
            yield _Mark(style, f"M{x:.4g},{y:.4g}l{across:.4g},{down:.4g}")
        else:
            yield _Mark(style, _move(element.get("d"), x, y))


def _move(path: str, x: float, y: float) -> str:
    """Keep the path of a bar; make that of a dot a circle at its coordinates."""
    radius = re.match(r"M([\d.]+),0A", path)
    if not radius:
        return path
    r = float(radius[1])
    return f"M{x - r:.4g},{y:.4g}a{r:.2g},{r:.2g} 0 1 0 {2 * r:.2g},0a{r:.2g},{r:.2g} 0 1 0 -{2 * r:.2g},0"


def put_words(svg: str, words: Words, facts: Mapping[str, str] | None = None) -> str:
    """Fill the slots of an SVG with numbers, with ``facts`` by name, or else with messages."""
    known = facts or {}

    def fill(found: re.Match[str]) -> str:
        kind, key = found.group(1), unescape(found.group(2))
        if kind:
            return escape(words.number(float(key)), quote=False)
        return escape(known[key] if key in known else words.text(key), quote=False)

    return SLOT.sub(fill, svg)
