"""Covers drawn in another order than they are read in, turned, or in two columns."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from extract.identity import identify_document
from extract.identity.cover import read_lines
from extract.page.textpass import PageText, read_page_texts
from tests.invented_reports import make_report
from tests.small_pdfs import draw_pages

COVER = [
    (80.0, 120.0, "KommunKompassen"),
    (80.0, 150.0, "ANALYS AV"),
    (80.0, 180.0, "LYCKSELE KOMMUN"),
    (80.0, 210.0, "2014"),
    (80.0, 600.0, "Anna Exempel, SKL"),
    (80.0, 620.0, "Bo Påhitt, Marks kommun"),
    (80.0, 640.0, "2014-11-03"),
    (80.0, 660.0, "7-9 oktober 2014"),
]
READ = [text for _, _, text in COVER]


def identify_with(path: Path) -> tuple[str | None, int | None, str | None, str | None]:
    cover = read_page_texts(path)[0]
    inner = make_report("", evaluated="Lycksele kommun")[1:]
    identity = identify_document([cover, *inner], path)
    return identity.municipality_code, identity.round, identity.visit_start, identity.report_date


def draw(path: Path, cover: list[tuple[float, float, str]]) -> Path:
    return draw_pages(path, [cover, *[[(80, 100, "sida")]] * 15])


@pytest.mark.parametrize("seed", range(6))
def test_lines_drawn_in_any_order_are_read_in_their_own(tmp_path: Path, seed: int) -> None:
    shuffled = random.Random(seed).sample(COVER, len(COVER))
    path = draw(tmp_path / "report.pdf", shuffled)
    assert read_lines(path, [1])[1] == READ
    assert identify_with(path) == ("2481", 2014, "2014-10-07", "2014-11-03")


@pytest.mark.parametrize("seed", range(3))
def test_words_drawn_in_any_order_are_read_in_their_own(tmp_path: Path, seed: int) -> None:
    words = []
    for x, y, text in COVER:
        at = x
        for word in text.split():
            words.append((at, y, word))
            at += 6.8 * len(word) + 8
    path = draw(tmp_path / "report.pdf", random.Random(seed).sample(words, len(words)))
    assert read_lines(path, [1])[1] == READ
    assert identify_with(path) == ("2481", 2014, "2014-10-07", "2014-11-03")


def test_text_drawn_twice_to_look_bold_is_read_once(tmp_path: Path) -> None:
    twice = [(x + shift, y, text) for x, y, text in COVER for shift in (0, 0.3)]
    path = draw(tmp_path / "report.pdf", twice)
    assert identify_with(path) == ("2481", 2014, "2014-10-07", "2014-11-03")


def test_two_columns_side_by_side_give_lines_of_their_own(tmp_path: Path) -> None:
    contents = [
        (330.0, 120.0, "1. Vad är Kommunkompassen?"),
        (330.0, 150.0, "2. Lycksele kommun i förhållande till"),
        (330.0, 180.0, "Kommunkompassen: En sammanfattande"),
        (330.0, 210.0, "genomgång"),
    ]
    path = draw(
        tmp_path / "report.pdf",
        [part for pair in zip(COVER, contents, strict=False) for part in pair] + COVER[4:],
    )
    assert "LYCKSELE KOMMUN" in read_lines(path, [1])[1]
    assert identify_with(path) == ("2481", 2014, "2014-10-07", "2014-11-03")


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_is_read_upright(tmp_path: Path, angle: int) -> None:
    draw(tmp_path / "upright.pdf", COVER)
    writer = PdfWriter()
    for page in PdfReader(tmp_path / "upright.pdf").pages:
        writer.add_page(page).rotate(angle)
    writer.write(tmp_path / "turned.pdf")
    assert read_lines(tmp_path / "turned.pdf", [1])[1] == READ


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_text_written_sideways_is_read_along_its_own_direction(tmp_path: Path, quarters: int) -> None:
    canvas = Canvas(str(tmp_path / "sideways.pdf"), pagesize=(595, 842), invariant=1)
    canvas.translate(*{1: (595, 0), 2: (595, 842), 3: (0, 842)}[quarters])
    canvas.rotate(90 * quarters)
    for x, y, text in COVER:
        canvas.drawString(x, 700 - y, text)
    canvas.showPage()
    canvas.save()
    assert read_lines(tmp_path / "sideways.pdf", [1])[1] == READ


def test_a_stamp_on_a_scanned_cover_does_not_hide_what_was_read_of_it(tmp_path: Path) -> None:
    path = draw(tmp_path / "scanned.pdf", [(400, 40, "Bilaga 5 KS § 81")])
    cover = PageText(1, 595, 842, "\n".join([*READ, "Bilaga 5 KS § 81"]), 1)
    identity = identify_document([cover, *make_report("", evaluated="")[1:]], path)
    assert (identity.municipality_code, identity.round) == ("2481", 2014)


def test_pages_without_words_are_left_out(tmp_path: Path) -> None:
    path = draw_pages(tmp_path / "empty.pdf", [[], COVER])
    assert list(read_lines(path, [1, 2])) == [2]


def test_lines_of_a_report_need_no_file() -> None:
    pages = make_report("\n".join(reversed(READ)), evaluated="Lycksele kommun")
    assert isinstance(pages[0], PageText)
    assert identify_document(pages).municipality_code == "2481"
