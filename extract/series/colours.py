"""Find the colour of the shape to which a number belongs, and the words of the legend for a colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extract.numbers import Number
from extract.page.words import SQUARES, PageWords, Shape, Word
from extract.records import Box
from extract.series.sheet import Cell, Sheet, split_cells

NEAR = 14.0  # points; largest distance between the end of a bar and its number
PANEL = 6.0  # multiple of a number's height; a shape that is larger in both directions is a background
SWATCH = 24.0  # points; a larger shape is no colour sample of a legend
SAME_LENGTH = 3.0  # points; largest difference between the widths of a column's cells
LEAST_SAMPLE, LONGEST_SAMPLE = 1.5, 40.0  # points; lengths of the sample of a line, or of one of its dots
EDGE = 0.2  # share of a word's height; what is nearer to its upper or lower edge is a rule
LEGEND_GAP = 14.0  # points; largest distance between a colour sample and its words


def find_colour(view: PageWords, number: Number) -> str | None:
    """Find the colour of the shape that a number is on, or of the bar that ends at it, if there is one."""
    fill = _find_fill(view, number.word)
    return fill.colour if fill else None


def are_bars(view: PageWords, numbers: Iterable[Number]) -> bool:
    """Whether the numbers of a column are at shapes of different lengths, which are bars and no cells."""
    fills = [_find_fill(view, number.word) for number in numbers]
    lengths = [fill.box.x1 - fill.box.x0 for fill in fills if fill]
    return len(lengths) == len(fills) and max(lengths) - min(lengths) > SAME_LENGTH


def _find_fill(view: PageWords, word: Word) -> Shape | None:
    kept: dict[int, tuple[Word, Shape | None]] = view.found.setdefault("fills", {})
    if id(word) not in kept:
        kept[id(word)] = word, _choose_fill(view, word.box)
    return kept[id(word)][1]


def _choose_fill(view: PageWords, box: Box) -> Shape | None:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    holding = [
        shape
        for shape in view.shapes
        if shape.box.x0 <= x <= shape.box.x1 and shape.box.top <= y <= shape.box.bottom
    ]
    inside = [shape for shape in holding if not _is_panel(shape, box)]
    if inside:
        return min(inside, key=lambda shape: _size(shape.box))
    near = [
        shape
        for shape in view.shapes
        if -2 <= box.x0 - shape.box.x1 <= NEAR or -2 <= shape.box.top - box.bottom <= NEAR
    ]
    touching = [shape for shape in near if _ends_beside(shape.box, box) or _ends_below(shape.box, box)]
    touching = [shape for shape in touching if _ends_along(shape.box, box)] or touching
    return min(touching, key=lambda shape: _gap(shape.box, box)) if touching else None


def find_legend(sheet: Sheet, colour: str) -> str:
    """Find the words of the legend beside a sample of a colour; empty without one."""
    for shape in sheet.view.shapes:
        box = shape.box
        if shape.colour != colour or box.x1 - box.x0 > SWATCH or box.bottom - box.top > SWATCH:
            continue
        middle = (box.top + box.bottom) / 2
        for entry in (entry for cell in sheet.cells for entry in _list_entries(cell)):
            first, text = entry[0].box, " ".join(word.text for word in entry)
            close = -1 <= first.x0 - box.x1 <= LEGEND_GAP
            if (
                close
                and first.top - 2 <= middle <= first.bottom + 2
                and not (text.isdigit() and len(text) < 4)
            ):
                return text
    return ""


def is_legend(view: PageWords, line: Sequence[Word]) -> bool:
    """Whether every cell of a line stands right behind a drawn sample of a colour or a line.

    A filled background, the edges of cells and rules below words are no samples.
    """
    samples = [*(shape.box for shape in view.shapes), *view.dashes]
    return bool(line) and all(
        any(_is_sample(box, cell.words[0].box) for box in samples) for cell in split_cells(line)
    )


def _is_sample(box: Box, word: Box) -> bool:
    middle, height = (box.top + box.bottom) / 2, word.bottom - word.top
    return (
        -1 <= word.x0 - box.x1 <= LEGEND_GAP
        and LEAST_SAMPLE <= box.x1 - box.x0 <= LONGEST_SAMPLE
        and box.bottom - box.top <= height
        and word.top + EDGE * height <= middle <= word.bottom - EDGE * height
    )


def _list_entries(cell: Cell) -> Iterator[list[Word]]:
    """Yield the words of a cell; if it has signs that are colour samples, those after each of them."""
    for is_sign, words in groupby(cell.words, key=lambda word: word.text in SQUARES):
        if not is_sign:
            yield list(words)


def _is_panel(shape: Shape, number: Box) -> bool:
    """Whether a shape is so much larger than a number in both directions that it is a background."""
    height = number.bottom - number.top
    return shape.box.bottom - shape.box.top > PANEL * height and shape.box.x1 - shape.box.x0 > PANEL * height


def _ends_along(bar: Box, number: Box) -> bool:
    """Whether a number is at the end of a bar: to the right of a horizontal one, above a vertical one."""
    lies = bar.x1 - bar.x0 > bar.bottom - bar.top
    return _ends_beside(bar, number) if lies else _ends_below(bar, number)


def _ends_beside(bar: Box, number: Box) -> bool:
    middle = (number.top + number.bottom) / 2
    return bar.top - 1 <= middle <= bar.bottom + 1 and -2 <= number.x0 - bar.x1 <= NEAR


def _ends_below(bar: Box, number: Box) -> bool:
    center = (number.x0 + number.x1) / 2
    return bar.x0 - 1 <= center <= bar.x1 + 1 and -2 <= bar.top - number.bottom <= NEAR


def _gap(bar: Box, number: Box) -> float:
    return max(number.x0 - bar.x1, bar.top - number.bottom, 0)


def _size(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)
