"""Signs and numbers as they look: ligatures of turned text, and figures that a look misses."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.looks import recognised as looks
from extract.looks.recognised import Print, recognise_numbers
from extract.page import chars
from extract.page.book import Book
from extract.page.chars import Char, CharTable
from extract.recognition.crops import make_plain, read_figures, recognise_crops
from extract.records import Box
from tests.needs import needs_tesseract


def _make_upright_sign(text: str, x: float, y: float, advance: float, owner: int) -> Char:
    """A sign of text that runs up the page, with its base line at ``x`` and its start at ``y``."""
    box = (x - 8.0, y - advance, x + 2.0, y)
    return Char(0, text, *box, box, 10.0, (x, y), advance, 90.0, owner, (x, y), 10.0)


def test_a_ligature_of_turned_text_stands_between_its_neighbours() -> None:
    before = _make_upright_sign("O", 100, 300, 8, owner=1)
    sign = _make_upright_sign("ff", 20, 500, 30, owner=2)
    after = _make_upright_sign("e", 100, 286, 6, owner=3)
    table = CharTable.of([before, sign, after])
    chars._set_between(table, 1)
    (sign,) = table.take([1])
    assert sign.origin == pytest.approx((100, 292))
    assert sign.advance == pytest.approx(6)
    assert (sign.x0, sign.top, sign.x1, sign.bottom) == pytest.approx((92, 286, 102, 292))


def test_a_ligature_between_other_lines_stays() -> None:
    before = _make_upright_sign("O", 100, 300, 8, owner=1)
    sign = _make_upright_sign("ff", 20, 500, 30, owner=2)
    after = _make_upright_sign("e", 140, 286, 6, owner=3)
    table = CharTable.of([before, sign, after])
    chars._set_between(table, 1)
    (sign,) = table.take([1])
    assert sign.origin == (20, 500)


@pytest.mark.parametrize(
    ("stored", "seen", "found"),
    [("52", "2", None), ("52", "52", "52"), ("52", "62", "62"), ("7", "77", "77"), ("76,5", "76", None)],
)
def test_a_look_that_finds_fewer_figures_than_are_stored_tells_nothing(
    stored: str, seen: str, found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "_cut_out", lambda book, prints: [np.zeros((4, 4), np.uint8) for _ in prints])
    monkeypatch.setattr(looks, "recognise_crops", lambda crops, height: [seen for _ in crops])
    assert recognise_numbers(Mock(spec=Book), [Print(stored, 1, Box(0, 0, 10, 10))]) == [found]


def test_another_number_needs_two_looks_that_see_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {looks.LOOKS[0]: "62", looks.LOOKS[1]: "63"}
    monkeypatch.setattr(looks, "_cut_out", lambda book, prints: [np.zeros((4, 4), np.uint8) for _ in prints])
    monkeypatch.setattr(looks, "recognise_crops", lambda crops, height: [seen[height] for _ in crops])
    assert recognise_numbers(Mock(spec=Book), [Print("52", 1, Box(0, 0, 10, 10))]) == [None]


def _draw_numbers(path: Path) -> list[Print]:
    """Numbers that Tesseract misreads as they stand: in a frame, before a slash, in a bracket, on a bar."""
    canvas = Canvas(str(path), invariant=1)
    prints = []
    for at, (before, number, after) in enumerate(
        [
            ("", "77", ""),
            ("", "72", "/100"),
            ("(", "58", ")"),
            ("", "90", "|"),
            ("", "81", "/"),
            ("", "41,5", "p"),
        ]
    ):
        y, size = 700 - 40 * at, 6 + 3 * at
        canvas.setFont(["Helvetica", "Helvetica-Bold", "Times-Roman"][at % 3], size)
        canvas.setFillGray(0)
        if at % 2:
            canvas.rect(98, y - 0.1 * size, 3 * size, 0.9 * size)
        else:
            canvas.rect(98, y - 0.2 * size, 3 * size, 1.1 * size, fill=1)
            canvas.setFillGray(1)
        canvas.drawString(100, y, before + number + after)
        x0 = 100 + canvas.stringWidth(before)
        box = Box(x0, 842 - y - 0.8 * size, x0 + canvas.stringWidth(number), 842 - y + 0.2 * size)
        prints.append(Print(number, 1, box))
    canvas.save()
    return prints


@needs_tesseract
def test_numbers_are_seen_whatever_stands_beside_them(tmp_path: Path) -> None:
    prints = _draw_numbers(tmp_path / "numbers.pdf")
    with Book(tmp_path / "numbers.pdf") as book:
        assert recognise_numbers(book, prints) == [read_figures(each.text) for each in prints]
        mistaken = [Print(each.text.replace("1", "4").replace("7", "2"), 1, each.box) for each in prints]
        seen = recognise_numbers(book, mistaken)
    assert all(
        figures != read_figures(each.text)
        for figures, each in zip(seen, mistaken, strict=True)
        if set(each.text) & set("42")
    )


@needs_tesseract
def test_a_crop_without_ink_is_read_as_nothing_among_others(tmp_path: Path) -> None:
    empty = np.full((40, 60), 255, np.uint8)
    assert recognise_crops([empty, None, empty], 24) == ["", "", ""]
    assert make_plain(empty) is None
