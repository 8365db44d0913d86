"""The characters of a page with their places: each once, none that is struck out, turned text upright.

They are taken from the layout that pdfplumber makes of a page. Its own objects hold thrice as much of every
character as is used here, and take as long again to make.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTCurve

from extract.records import Box

DOUBLE = 1.5  # points: cells in which a character drawn twice is looked for
THIN = 0.12  # times the height of a character, that a line through it is thick at most
STRUCK = (0.38, 0.66)  # of the height from the top, where a line strikes out; lower it underlines
END = 0.4  # times the height, that such a line may end before or after what it strikes out
SAME = 1.0  # points: the same character so near is the same one drawn twice
Place = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True)
class Frame:
    """How places in the file become places on the page, and which part of the page is shown."""

    shift: float
    fall: float
    shown: Place

    @classmethod
    def of(cls, page: Any) -> Frame:
        """Of a pdfplumber page; its crop box is what is shown, or all of it where that box makes no sense."""
        whole, crop = page.mediabox, page.cropbox
        shown = max(whole[0], crop[0]), max(whole[1], crop[1]), min(whole[2], crop[2]), min(whole[3], crop[3])
        if not (shown[0] < shown[2] and shown[1] < shown[3]):
            shown = whole
        return cls(whole[0], page.height + whole[1], shown)

    def place(self, item: Any) -> Place:
        """The place of something drawn, counted from the top left of the page."""
        return item.x0 + self.shift, self.fall - item.y1, item.x1 + self.shift, self.fall - item.y0

    def shows(self, place: Place) -> bool:
        """Whether the middle of a place can be seen on the page."""
        x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
        return self.shown[0] <= x <= self.shown[2] and self.shown[1] <= y <= self.shown[3]


def list_items(container: Iterable[Any]) -> Iterator[Any]:
    """What is drawn on a page, that within figures too."""
    for item in container:
        if isinstance(item, LTContainer):
            yield from list_items(item)
        else:
            yield item


def place_characters(items: Sequence[Any], frame: Frame) -> dict[int, list[dict[str, Any]]]:
    """The characters, each once, by the angle that they are turned, upright ones first.

    They are as pdfplumber's search for words wants them, in a plane in which their text runs to the right.
    ``page_box`` is the place on the page where that is another, ``shown`` says whether it can be seen there.
    """
    found: dict[int, list[dict[str, Any]]] = {0: []}
    both = ((item, frame.place(item)) for item in items if isinstance(item, LTChar))
    single = _drop_doubles(list(both))
    for char, place in _drop_struck(
        single, [frame.place(each) for each in items if isinstance(each, LTCurve)]
    ):
        angle = _find_angle(char.matrix)
        x0, top, x1, bottom = _turn(char, place, angle, frame) if angle else place
        letter = {"text": char.get_text(), "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top}
        letter |= {"size": bottom - top if angle else char.size, "upright": True, "shown": frame.shows(place)}
        if angle:
            letter["page_box"] = Box(*place)
        found.setdefault(angle, []).append(letter)
    return found


def _drop_doubles(chars: list[tuple[LTChar, Place]]) -> list[tuple[LTChar, Place]]:
    """The characters, each once: the first of those that print the same at the same place."""
    for shift in (0.0, DOUBLE / 2):
        cells = {
            (char.get_text(), (place[0] + shift) // DOUBLE, (place[1] + shift) // DOUBLE)
            for char, place in chars
        }
        if len(cells) < len(chars):
            break
    else:
        return chars
    kept: dict[tuple[str, float, float], list[Place]] = {}
    single = []
    for char, place in chars:
        across, down = place[0] // DOUBLE, place[1] // DOUBLE
        near = (
            other
            for x in (across - 1, across, across + 1)
            for y in (down - 1, down, down + 1)
            for other in kept.get((char.get_text(), x, y), ())
        )
        if any(abs(each[0] - place[0]) <= SAME and abs(each[1] - place[1]) <= SAME for each in near):
            continue
        kept.setdefault((char.get_text(), across, down), []).append(place)
        single.append((char, place))
    return single


def _drop_struck(chars: list[tuple[LTChar, Place]], marks: Iterable[Place]) -> list[tuple[LTChar, Place]]:
    """The characters without those that a line strikes out: it runs through them and ends with them."""
    tallest = max((place[3] - place[1] for _, place in chars), default=0.0)
    lines = [mark for mark in marks if mark[3] - mark[1] <= THIN * tallest and mark[2] - mark[0] > 1]
    if not lines:
        return chars
    by_row: dict[int, list[int]] = defaultdict(list)
    for at, (_, place) in enumerate(chars):
        by_row[round((place[1] + place[3]) / 2)].append(at)
    struck: set[int] = set()
    for line in lines:
        y, reach = (line[1] + line[3]) / 2, math.ceil(tallest / 4)
        rows = range(round(y) - reach, round(y) + reach + 1)
        crossed = [at for row in rows for at in by_row.get(row, ()) if _crosses(line, chars[at][1])]
        if crossed and _ends_with(line, [chars[at][1] for at in crossed]):
            struck.update(crossed)
    return [each for at, each in enumerate(chars) if at not in struck]


def _crosses(line: Place, place: Place) -> bool:
    height = place[3] - place[1]
    if not line[3] - line[1] <= THIN * height:
        return False
    y, x = (line[1] + line[3]) / 2 - place[1], (place[0] + place[2]) / 2
    return STRUCK[0] * height <= y <= STRUCK[1] * height and line[0] <= x <= line[2]


def _ends_with(line: Place, places: Sequence[Place]) -> bool:
    reach = END * max(place[3] - place[1] for place in places)
    first, last = min(place[0] for place in places), max(place[2] for place in places)
    return abs(line[0] - first) <= reach and abs(line[2] - last) <= reach


def _find_angle(matrix: Sequence[float]) -> int:
    """Degrees counter-clockwise, to the nearest five."""
    across, up = matrix[0], matrix[1]
    if up == 0 and across > 0:
        return 0
    return round(math.degrees(math.atan2(up, across)) / 5) * 5 % 360


def _turn(char: LTChar, place: Place, angle: int, frame: Frame) -> Place:
    theta = math.radians(angle)
    cos, sin = math.cos(theta), math.sin(theta)
    if angle % 90 == 0:
        corners = [(x, y) for x in place[::2] for y in place[1::2]]
        across = [x * cos - y * sin for x, y in corners]
        down = [x * sin + y * cos for x, y in corners]
        return min(across), min(down), max(across), max(down)
    a, b, _, _, e, f = char.matrix
    x, y = e + frame.shift, frame.fall - f
    width = char.adv * math.hypot(a, b)
    height = max((place[2] - place[0] - width * abs(cos)) / abs(sin), width * 0.5)
    x0, base = x * cos - y * sin, x * sin + y * cos
    return x0, base - 0.8 * height, x0 + width, base + 0.2 * height
