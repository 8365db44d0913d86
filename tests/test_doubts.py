"""When a page must be drawn to tell whether its text is seen, and when asking its objects is enough."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.page.book import Book

WHITE, BLACK, BLUE, NAVY = (1, 1, 1), (0, 0, 0), (0.58, 0.7, 0.84), (0, 0, 0.3)
Draw = Callable[[Canvas], None]


def fill(canvas: Canvas, colour: tuple[float, float, float], alpha: float = 1) -> None:
    canvas.setFillColorRGB(*colour, alpha=alpha)
    canvas.rect(80, 690, 200, 40, stroke=0, fill=1)


def write(canvas: Canvas, colour: tuple[float, float, float] = BLACK, mode: int = 0) -> None:
    canvas.setFillColorRGB(*colour, alpha=1)
    canvas.drawString(100, 700, "Område 3: 57", mode=mode)


def on_a_blue_bar(canvas: Canvas) -> None:
    fill(canvas, BLUE)
    write(canvas)


def under_a_blue_bar(canvas: Canvas) -> None:
    write(canvas)
    fill(canvas, BLUE)


def on_a_bar_of_its_colour(canvas: Canvas) -> None:
    fill(canvas, NAVY)
    write(canvas)


def on_a_bar_that_lets_through(canvas: Canvas) -> None:
    fill(canvas, BLUE, alpha=0.5)
    write(canvas)


def on_a_bar_upon_another(canvas: Canvas) -> None:
    fill(canvas, BLACK)
    fill(canvas, BLUE)
    write(canvas)


def with_white_outlines_alone(canvas: Canvas) -> None:
    canvas.setStrokeColorRGB(*WHITE)
    write(canvas, mode=1)


def in_white(canvas: Canvas) -> None:
    fill(canvas, NAVY)
    write(canvas, WHITE)


@pytest.mark.parametrize(
    ("draw", "doubtful", "seen"),
    [
        (write, False, True),
        (on_a_blue_bar, False, True),
        (under_a_blue_bar, True, False),
        (on_a_bar_of_its_colour, True, True),
        (on_a_bar_that_lets_through, True, True),
        (on_a_bar_upon_another, True, True),
        (with_white_outlines_alone, True, False),
        (in_white, True, True),
    ],
)
def test_a_page_is_drawn_where_its_objects_leave_a_doubt(
    draw: Draw, doubtful: bool, seen: bool, tmp_path: Path
) -> None:
    path = tmp_path / "page.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    draw(canvas)
    canvas.save()
    with Book(path) as book:
        sheet = book.open_page(1)
        assert sheet.is_doubtful is doubtful
        assert ("57" in sheet.read_text()) is seen
