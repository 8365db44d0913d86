"""Pages that are pictures: what is seen on them, where, and what is said when nothing can be seen."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pdfplumber
import pypdf
import pytest

from extract.page.book import Book
from extract.page.textpass import PageText
from extract.recognition import ocr
from extract.recognition.image_words import ImageWord, join_words, measure_slope, merge_words
from extract.recognition.ocr import WHOLE_PAGE, ImagePage, ImageReader, OcrError, order_pages
from extract.recognition.strokes import find_strokes
from extract.records import Box
from tests.layouts.documents import Plan, draw_report
from tests.layouts.overviews import OverviewStyle
from tests.layouts.scans import scan_pdf
from tests.needs import miss, needs_tesseract
from tests.small_pdfs import draw_pages

PLAN = Plan(seed=3, edition=2002, overview=OverviewStyle(), halves=True)


@pytest.fixture(scope="module")
def overview_page(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A scanned first page of a ruled points overview, and the same page with its text."""
    folder = tmp_path_factory.mktemp("scan")
    draw_report(PLAN, folder / "whole.pdf")
    with pdfplumber.open(folder / "whole.pdf") as document:
        number = next(page.page_number for page in document.pages if "1.1" in page.extract_text())
    writer = pypdf.PdfWriter()
    writer.add_page(pypdf.PdfReader(folder / "whole.pdf").pages[number - 1])
    writer.write(folder / "page.pdf")
    return scan_pdf(folder / "page.pdf", folder / "scan.pdf", dots_per_inch=150), folder / "page.pdf"


@needs_tesseract
def test_the_numbers_of_a_scanned_table_are_seen_in_their_places(overview_page: tuple[Path, Path]) -> None:
    scan, page = overview_page
    with pdfplumber.open(page) as document:
        printed = [w for w in document.pages[0].extract_words() if w["text"].replace(",", "").isdigit()]
    with ImageReader(scan) as reader:
        seen = reader.read_page(1, careful=WHOLE_PAGE).words
    found = 0
    for word in printed:
        middle = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
        found += any(
            image.text == word["text"]
            and image.box.x0 - 3 < middle[0] < image.box.x1 + 3
            and image.box.top - 3 < middle[1] < image.box.bottom + 3
            for image in seen
        )
    assert len(printed) > 30
    assert found >= 0.95 * len(printed)


@needs_tesseract
def test_the_text_of_a_scanned_page_keeps_its_rows(overview_page: tuple[Path, Path]) -> None:
    with ImageReader(overview_page[0]) as reader:
        page = reader.read_page(1)
    rows = page.text.text.splitlines()
    score = PLAN.facts.subareas[0][0].score
    printed = f"{score:g}".replace(".", ",")
    assert any(row.startswith("1.1 ") and printed in row.split() for row in rows)
    assert (page.text.number, round(page.text.width), page.text.images) == (1, 595, 1)


@needs_tesseract
def test_a_page_of_monstrous_size_is_read_at_a_bearable_one(tmp_path: Path) -> None:
    path = draw_pages(tmp_path / "huge.pdf", [[(100, 100, "61")]], size=(20_000, 20_000))
    with ImageReader(path) as reader:
        assert reader.read_page(1).text.width == 20_000


def test_without_the_extra_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pytesseract", None)
    ocr.explain_absence.cache_clear()
    try:
        with pytest.raises(OcrError, match="install the extra `ocr`"):
            ImageReader(tmp_path / "any.pdf")
    finally:
        monkeypatch.undo()
        ocr.explain_absence.cache_clear()


def test_pandas_is_not_imported_for_tesseract() -> None:
    script = (
        "import sys; from extract.recognition.ocr import explain_absence; explain_absence();"
        "print('pandas' in sys.modules); import pandas; print(pandas.DataFrame().empty)"
    )
    if find_spec("pytesseract") is None:
        miss("pytesseract is not installed")
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "True"]


def test_without_tesseract_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if find_spec("pytesseract") is None:
        miss("pytesseract is not installed")
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "no-such-tesseract")
    ocr.explain_absence.cache_clear()
    try:
        with pytest.raises(OcrError, match="tesseract-ocr-swe"):
            ImageReader(tmp_path / "any.pdf")
    finally:
        monkeypatch.undo()
        ocr.explain_absence.cache_clear()


def see(text: str, x0: float, confidence: float, width: float = 12) -> ImageWord:
    return ImageWord(text, Box(x0, 100, x0 + width, 110), confidence, (1, 1, 1))


def test_where_two_looks_differ_the_surer_one_is_kept() -> None:
    first = (see("14", 100, 95), see("2", 200, 46), see("11,5", 300, 94))
    second = (see("14", 101, 90), see("25", 199, 95), see("1155", 300, 29), see("7", 400, 96))
    assert sorted(word.text for word in merge_words(first, second)) == ["11,5", "14", "25", "7"]


def test_a_narrow_letter_seen_a_little_aside_is_one_letter() -> None:
    first, second = see("i", 157.4, 90, width=0.9), see("i", 157.9, 95, width=0.8)
    assert merge_words((first,), (second,)) == (second,)


def test_a_word_whose_box_is_drawn_over_its_neighbour_is_not_lost() -> None:
    first = (see("Resultat", 72, 96, 65), see("och", 120, 96, 15), see("effektivitet", 142, 96, 54))
    second = (see("Resultat", 72, 96, 43), see("och", 120, 97, 18), see("effektivitet", 142, 96, 54))
    for looks in ((first, second), (second, first)):
        merged = sorted(merge_words(*looks), key=lambda word: word.box.x0)
        assert [word.text for word in merged] == ["Resultat", "och", "effektivitet"]
        assert merged[0].box.x1 == 115


@pytest.mark.parametrize(
    ("seen", "text", "left"),
    [
        ('"52', "52", 20.0),
        ("|7", "7", 25.0),
        ("’11", "’11", 10.0),
        ("“61,5", "61,5", 16.0),
        ('"Vi', '"Vi', 10.0),
        ("52", "52", 10.0),
    ],
)
def test_a_speck_before_a_number_is_no_quotation_mark(seen: str, text: str, left: float) -> None:
    keys = ("block_num", "par_num", "line_num")
    found = {"text": [seen], "left": [10], "top": [5], "width": [30], "height": [8], "conf": [60]}
    (word,) = vars(ocr)["_list_words"](found | {key: [1] for key in keys}, 1.0, 0.0, 0.0, 1)
    assert (word.text, word.box) == (text, Box(left, 5, 40, 13))


def test_readers_get_numbers_apart_and_marked_as_seen() -> None:
    page = ImagePage(PageText(4, 595, 842, "", 1), (ImageWord("9/15", Box(100, 50, 140, 60), 90, (1, 1, 1)),))
    words = page.to_page_words()
    assert [word.text for word in words.words] == ["9", "/", "15"]
    assert (words.number, words.from_image) == (4, True)
    assert words.words[2].box == Box(120, 50, 140, 60)


def test_a_crooked_scan_is_read_level_and_shown_where_it_is() -> None:
    tilt = 0.02
    words = tuple(
        ImageWord(text, Box(x, 100 + row * 14 + tilt * x, x + 40, 110 + row * 14 + tilt * x), 95, (1, 1, row))
        for row, texts in enumerate([("Summa", "61", "100"), ("Resultat", "38", "99")])
        for text, x in zip(texts, (60, 400, 500), strict=True)
    )
    assert measure_slope(words) == pytest.approx(tilt)
    assert join_words(words) == "Summa 61 100\nResultat 38 99"
    level = ImagePage(PageText(1, 595, 842, "", 1), words).to_page_words()
    assert [[word.text for word in line] for line in level.lines()] == [
        ["Summa", "61", "100"],
        ["Resultat", "38", "99"],
    ]
    assert level.words[2].box == words[2].box


def test_strokes_longer_than_letters_are_rules() -> None:
    ink = np.zeros((5, 300), bool)
    ink[1, 10:250] = True
    ink[1, 100] = False
    ink[3, 10:40] = True
    strokes = find_strokes(ink, 90)
    assert strokes[1, 10:250].all()
    assert not strokes[3].any()


def test_a_rule_is_found_wherever_it_begins_and_with_a_gap_anywhere() -> None:
    for start in range(0, 110, 7):
        for gap in range(90):
            ink = np.zeros((1, 200), bool)
            ink[0, start : start + 90] = True
            ink[0, start + gap] = False
            assert find_strokes(ink, 90)[0, start : start + 90].all()


def test_pages_are_read_from_both_ends() -> None:
    order = order_pages(24)
    assert sorted(order) == list(range(1, 25))
    assert order[:8] == [1, 2, 3, 4, 5, 6, 24, 23]
    assert order_pages(2) == [1, 2]


@pytest.mark.parametrize(
    ("printed", "taken", "kept"), [("73", "13", "73"), ("17", "11", "17"), ("61", "61", "61")]
)
def test_a_seven_that_is_taken_for_a_one_is_told_by_its_shape(
    printed: str, taken: str, kept: str, tmp_path: Path
) -> None:
    path = draw_pages(tmp_path / "number.pdf", [[(100, 100, printed)]])
    with Book(path) as book:
        picture = book.open_page(1).page.render(scale=300 / 72, grayscale=True).to_pil().convert("L")
    word = ImageWord(taken, Box(100, 91, 112.3, 101), 90.0, (1, 1, 1))
    assert ocr._mend_sevens(word, picture, 300 / 72, 0.0, 0.0).text == kept
