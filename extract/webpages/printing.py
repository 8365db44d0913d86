"""Printing a page's own text to a plain PDF, so that every figure on it has a page and a box.

ReportLab is pure Python and brings a font, so that the same text gives the same bytes on every machine.
WeasyPrint could print the HTML directly, but it uses the machine's fonts, with which boxes would differ.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import reportlab
from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate

from extract.htmltext import Block, Content, Table

FONT = "Vera"
MARGIN = 56.0  # points
NUMBER_COLUMN = 0.15  # the greatest share of the width for a column of numbers
SIZES = {1: 17, 2: 14, 3: 12}  # font sizes of headings by level
MISSING = "\N{WHITE SQUARE}"  # printed for a character that the font lacks


def print_content(content: Content) -> bytes:
    """Print the blocks of a page to a PDF, in reading order; the same content gives the same bytes.

    The paper is A4, or A3 landscape when a table needs the width.
    """
    rl_config.invariant = 1
    _register_font()
    target = io.BytesIO()
    size = landscape(A3) if any(map(_is_wide, content.blocks)) else A4
    width = size[0] - 2 * MARGIN
    document = SimpleDocTemplate(
        target,
        pagesize=size,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=content.title,
        author="",
        invariant=1,
    )
    document.build(
        [_lay_out(block, width) for block in content.blocks] or [_set_text("", _get_style("paragraph"))]
    )
    return target.getvalue()


@cache
def _register_font() -> set[int]:
    """Register the font; returns the code points that it has."""
    font = TTFont(FONT, str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    pdfmetrics.registerFont(font)
    return set(font.face.charToGlyph)


@cache
def _get_style(kind: str, level: int = 0) -> ParagraphStyle:
    size = SIZES.get(level, 11) if kind == "heading" else 10
    return ParagraphStyle(
        f"{kind}{level}",
        fontName=FONT,
        fontSize=size,
        leading=1.4 * size,
        alignment=TA_CENTER if kind == "number" else TA_LEFT,
        spaceBefore=0.6 * size if kind == "heading" else 0,
        spaceAfter=0.5 * size,
        leftIndent=14 if kind == "item" else 0,
        splitLongWords=1,
    )


def _set_text(text: str, style: ParagraphStyle) -> Paragraph:
    known = _register_font()
    return Paragraph(escape("".join(letter if ord(letter) in known else MISSING for letter in text)), style)


def _is_wide(block: Block) -> bool:
    return isinstance(block, Table) and max(sum(cell.columns for cell in row) for row in block.rows) > 2


def _lay_out(block: Block, width: float) -> Flowable:
    if isinstance(block, Table):
        return _lay_out_table(block, width)
    return _set_text(block.text, _get_style(block.kind, block.level))


def _lay_out_table(table: Table, width: float) -> Flowable:
    """Lay out a table as a grid with spanning cells; the first column is the widest."""
    grid, spans = _fill_grid(table)
    columns = max(map(len, grid))
    rest = width * min(NUMBER_COLUMN, 1 / columns)
    widths = [width - rest * (columns - 1), *[rest] * (columns - 1)]
    styles = _get_style("cell"), _get_style("number")
    cells: Any = [
        [_set_text(text, styles[x > 0]) for x, text in enumerate((*row, *[""] * (columns - len(row))))]
        for row in grid
    ]
    commands = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("GRID", (0, 0), (-1, -1), 0.25, "grey")]
    laid = LongTable(cells, colWidths=widths, hAlign="LEFT", spaceAfter=8)
    laid.setStyle([*commands, *(("SPAN", start, end) for start, end in spans)])
    return laid


Place = tuple[int, int]  # column, row


def _fill_grid(table: Table) -> tuple[list[list[str]], list[tuple[Place, Place]]]:
    """The texts by row and column, empty where a spanning cell reaches, and the corners of spanning cells."""
    taken: dict[Place, str] = {}
    spans: list[tuple[Place, Place]] = []
    last = len(table.rows) - 1
    for y, row in enumerate(table.rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            end = x + cell.columns - 1, min(y + cell.rows - 1, last)
            for across in range(x, end[0] + 1):
                for down in range(y, end[1] + 1):
                    taken[across, down] = ""
            taken[x, y] = cell.text
            if end != (x, y):
                spans.append(((x, y), end))
            x = end[0] + 1
    return [_take_row(taken, y) for y in range(last + 1)], spans


def _take_row(taken: dict[Place, str], y: int) -> list[str]:
    columns: Sequence[int] = [x for x, down in taken if down == y]
    return [taken.get((x, y), "") for x in range(max(columns, default=0) + 1)]
