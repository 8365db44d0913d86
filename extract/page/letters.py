"""Group the letters of one direction of a page into runs without spaces, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extract.page.chars import Flags
from extract.page.stored import Numbers
from extract.records import Box

SPACE = 0.15  # multiple of the font size; a larger gap separates words
SAME_LINE = 3.0  # points; letters are on one line if the next lower top is never farther away


class Run(NamedTuple):
    """Letters without a space: their rows and text, the rectangle around them, smallest and largest size."""

    rows: list[int]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    smallest: float
    largest: float
    moved: bool  # whether any of them is


@dataclass(frozen=True, eq=False)
class Letters:
    """Letters as columns. ``places`` and ``boxes`` have left, top, right and bottom.

    ``boxes`` are the places on the page, and ``moved`` says for which letters they differ from ``places``.
    """

    texts: Sequence[str]
    places: Numbers
    sizes: Numbers
    boxes: Numbers
    moved: Flags
    blank: Flags

    def list_runs(self) -> Iterator[Run]:
        """Yield the runs of letters without a space, from line to line, as pdfplumber's search for words."""
        if not self.texts:
            return
        order = np.lexsort((self.places[:, 0], _number_lines(self.places[:, 1])))
        blank = self.blank[order]
        (x0, top, x1, bottom), sizes = self.places[order].T, self.sizes[order]
        begins = np.ones(len(order), dtype=bool)
        begins[1:] = (
            blank[1:]
            | blank[:-1]
            | (x0[1:] < x0[:-1])
            | (x0[1:] > x1[:-1] + SPACE * sizes[:-1])
            | (np.abs(np.diff(top)) > SAME_LINE)
        )
        starts = np.flatnonzero(begins)
        columns = (
            *(np.minimum.reduceat(x0, starts), np.minimum.reduceat(top, starts)),
            *(np.maximum.reduceat(x1, starts), np.maximum.reduceat(bottom, starts)),
            *(np.minimum.reduceat(sizes, starts), np.maximum.reduceat(sizes, starts)),
            np.logical_or.reduceat(self.moved[order], starts),
        )
        rows, ends = order.tolist(), np.append(starts[1:], len(order)).tolist()
        texts = [self.texts[row] for row in rows]
        written = "".join(texts)
        if len(written) > len(texts):  # a ligature has several letters
            written = ""
        for start, end, is_blank, *told in zip(
            starts.tolist(), ends, blank[starts].tolist(), *(each.tolist() for each in columns), strict=True
        ):
            if not is_blank:
                yield Run(rows[start:end], written[start:end] or "".join(texts[start:end]), *told)

    def spell(self, rows: Sequence[int]) -> list[dict[str, Any]]:
        """Return letters one by one, in the form of pdfplumber; ``page_box`` is set where they were moved."""
        found = []
        for row in rows:
            x0, top, x1, bottom = self.places[row].tolist()
            letter = {"text": self.texts[row], "size": float(self.sizes[row])}
            letter |= {"x0": x0, "top": top, "x1": x1, "bottom": bottom}
            if self.moved[row]:
                letter["page_box"] = Box(*self.boxes[row].tolist())
            found.append(letter)
        return found


def _number_lines(tops: Numbers) -> npt.NDArray[np.intp]:
    """Return the number of the line to which each letter belongs, from the top."""
    order = np.argsort(tops, kind="stable")
    levels = tops[order]
    lines = np.zeros(len(tops), dtype=np.intp)
    lines[order[1:]] = np.cumsum(levels[1:] > levels[:-1] + SAME_LINE)
    return lines
