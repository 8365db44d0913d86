"""A document opened once: its pages are kept, and made ready anew as they were."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from pypdf.annotations import FreeText

from extract.page import book
from extract.page.book import Book, open_book
from tests.small_pdfs import draw_pages


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    """Three pages with a number each, a note beside that of the first."""
    draw_pages(tmp_path / "plain.pdf", [[(100, 100, "61")], [(100, 100, "62")], [(100, 100, "63")]])
    writer = pypdf.PdfWriter(clone_from=tmp_path / "plain.pdf")
    writer.add_annotation(0, FreeText(text="58", rect=(200, 690, 260, 720)))
    writer.write(tmp_path / "noted.pdf")
    return tmp_path / "noted.pdf"


def test_a_page_is_made_ready_once(noted: Path) -> None:
    with Book(noted) as opened:
        assert len(opened) == 3
        assert opened.open_page(2) is opened.open_page(2)
        with open_book(opened) as same:
            assert same is opened
        assert "62" in opened.open_page(2).read_text()  # a book that was lent stays open


def test_a_page_laid_aside_keeps_what_lies_over_it(noted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_KEPT", 1)
    with Book(noted) as opened:
        first = opened.open_page(1)
        annotations, text = first.annotations, first.read_text()
        assert len(annotations) == 1
        for number in (2, 3):
            opened.open_page(number)
        again = opened.open_page(1)
        assert again is not first
        assert (again.annotations, again.is_flattened, again.read_text()) == (annotations, True, text)
