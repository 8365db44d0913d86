"""Signs and numbers as they look: ligatures of turned text, and figures that a look misses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest

from extract.looks import recognised as looks
from extract.looks.recognised import Print, look_at_numbers
from extract.page import chars
from extract.page.book import Book
from extract.page.chars import Char
from extract.records import Box


def _make_upright_sign(text: str, x: float, y: float, advance: float, owner: int) -> Char:
    """A sign of text that runs up the page, with its base line at ``x`` and its start at ``y``."""
    box = (x - 8.0, y - advance, x + 2.0, y)
    return Char(0, text, *box, box, 10.0, (x, y), advance, 90.0, owner, (x, y), 10.0)


def test_a_ligature_of_turned_text_stands_between_its_neighbours() -> None:
    before = _make_upright_sign("O", 100, 300, 8, owner=1)
    sign = _make_upright_sign("ff", 20, 500, 30, owner=2)
    after = _make_upright_sign("e", 100, 286, 6, owner=3)
    chars._set_between(sign, before, after)
    assert sign.origin == pytest.approx((100, 292))
    assert sign.advance == pytest.approx(6)
    assert (sign.x0, sign.top, sign.x1, sign.bottom) == pytest.approx((92, 286, 102, 292))


def test_a_ligature_between_other_lines_stays() -> None:
    before = _make_upright_sign("O", 100, 300, 8, owner=1)
    sign = _make_upright_sign("ff", 20, 500, 30, owner=2)
    after = _make_upright_sign("e", 140, 286, 6, owner=3)
    chars._set_between(sign, before, after)
    assert sign.origin == (20, 500)


@pytest.mark.parametrize(
    ("stored", "seen", "found"),
    [("52", "2", None), ("52", "52", "52"), ("52", "62", "62"), ("7", "77", "77"), ("76,5", "76", None)],
)
def test_a_look_that_finds_fewer_figures_than_are_stored_tells_nothing(
    stored: str, seen: str, found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(book: Book, prints: Sequence[Print], height: int) -> list[Any]:
        return [np.zeros((4, 4), np.uint8) for _ in prints]

    monkeypatch.setattr(looks, "_cut_out", cut)
    monkeypatch.setattr(looks, "_recognise_column", lambda cuts: [seen for _ in cuts])
    monkeypatch.setattr(looks, "_recognise", lambda picture, layout: seen)
    assert look_at_numbers(Mock(spec=Book), [Print(stored, 1, Box(0, 0, 10, 10))]) == [found]
