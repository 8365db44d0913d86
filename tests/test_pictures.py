"""Evidence one can look at: the printed digits are inside the box, the crop and the picture."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from PIL import Image

from extract.page.pictures import crop_number, draw_page
from extract.records import Box
from tests.layouts.documents import draw_report
from tests.layouts.plans import plan_from_seed
from tests.small_pdfs import draw_pages


def find_numbers(path: Path, page: int) -> list[tuple[str, Box]]:
    """The numbers on a page with the boxes that pdfplumber gives their words."""
    with pdfplumber.open(path, pages=[page]) as document:
        words = document.pages[0].extract_words()
    return [
        (word["text"], Box(word["x0"], word["top"], word["x1"], word["bottom"]))
        for word in words
        if re.fullmatch(r"\d+", word["text"])
    ]


def open_png(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")


def count_ink(image: Image.Image) -> int:
    return sum(image.histogram()[:128])


@pytest.mark.parametrize("seed", [0, 9])
def test_the_crop_of_a_number_shows_its_digits(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    draw_report(plan_from_seed(seed), path)
    document = pypdfium2.PdfDocument(path)
    checked = 0
    for page in range(3, len(document) + 1):
        textpage = document[page - 1].get_textpage()
        height = document[page - 1].get_height()
        for text, box in find_numbers(path, page)[:8]:
            inside = textpage.get_text_bounded(
                box.x0 - 1, height - box.bottom - 1, box.x1 + 1, height - box.top + 1
            )
            assert text in inside.split()
            assert count_ink(open_png(crop_number(path, page, box))) > 5
            checked += 1
    assert checked > 20


def test_the_crop_of_an_empty_place_is_blank(tmp_path: Path) -> None:
    path = draw_pages(tmp_path / "page.pdf", [[(100, 100, "61")]])
    assert count_ink(open_png(crop_number(path, 1, Box(300, 300, 320, 312)))) == 0
    assert count_ink(open_png(crop_number(path, 1, Box(98, 90, 115, 103)))) > 5


def test_a_page_moved_by_its_crop_box_is_cropped_at_the_right_place(tmp_path: Path) -> None:
    path = draw_pages(tmp_path / "page.pdf", [[(300, 400, "61"), (100, 200, "38")]])
    document = pypdfium2.PdfDocument(path)
    document[0].set_cropbox(50, 60, 500, 700)
    moved = tmp_path / "moved.pdf"
    document.save(moved)
    for _, box in find_numbers(moved, 1):
        assert count_ink(open_png(crop_number(moved, 1, box))) > 5


def test_the_picture_of_a_page_has_its_boxes_and_labels(tmp_path: Path) -> None:
    path = draw_pages(tmp_path / "page.pdf", [[(100, 100, "61")]])
    bare = Image.open(io.BytesIO(draw_page(path, 1, [])))
    drawn = Image.open(io.BytesIO(draw_page(path, 1, [(Box(98, 90, 115, 103), "score 61")])))
    assert bare.size == drawn.size
    scale = bare.width / 595
    frame = (int(96 * scale), int(88 * scale), int(100 * scale), int(104 * scale))
    assert drawn.crop(frame).tobytes() != bare.crop(frame).tobytes()
    beside = (int(118 * scale), int(88 * scale), int(170 * scale), int(104 * scale))
    assert count_ink(drawn.crop(beside).convert("L")) > count_ink(bare.crop(beside).convert("L"))


def test_a_huge_page_makes_a_picture_of_bearable_size(tmp_path: Path) -> None:
    path = draw_pages(tmp_path / "huge.pdf", [[(10000, 10000, "61")]], size=(20000, 20000))
    image = Image.open(io.BytesIO(draw_page(path, 1, [])))
    assert image.width * image.height < 17_000_000


def test_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = draw_pages(tmp_path / "page.pdf", [[(100, 100, "61")]])
    with pytest.raises(LookupError, match=r"page\.pdf has no page 7"):
        draw_page(path, 7, [])
    with pytest.raises(LookupError, match="does not reach"):
        crop_number(path, 1, Box(5000, 5000, 5010, 5010))
