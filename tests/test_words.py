"""Words of a page: what is text, and what is only OCR's text over a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.numbers import parse_numbers
from extract.page.chars import UNREADABLE
from extract.page.words import LEADER, place_lines, read_page_words


@pytest.mark.parametrize("share", [1.0, 0.3])
def test_text_printed_over_a_picture_is_ink_of_its_own(tmp_path: Path, share: float) -> None:
    path = tmp_path / "page.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    picture = ImageReader(Image.new("RGB", (40, 60), "white"))
    canvas.drawImage(picture, 0, 0, A4[0], A4[1] * share)
    canvas.drawString(72, 700, "Offentlighet och demokrati 68")
    canvas.showPage()
    canvas.save()
    (page,) = read_page_words(path, [1], layers=[1])
    assert [word.text for word in page.words] == ["Offentlighet", "och", "demokrati", "68"]
    assert not page.from_image


def draw(path: Path, *texts: tuple[float, float, str]) -> None:
    canvas = Canvas(str(path), pagesize=A4, cropBox=(0, 100, A4[0], A4[1]))
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()


def test_only_what_the_page_shows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    draw(path, (72, 700, "Summa 506"), (A4[0] + 20, 700, "beside"), (72, 60, "cropped"))
    (page,) = read_page_words(path, [1])
    assert [word.text for word in page.words] == ["Summa", "506"]


@pytest.mark.parametrize("step", [0.0, 0.3, 0.74])
def test_text_drawn_twice_is_read_once(tmp_path: Path, step: float) -> None:
    path = tmp_path / "page.pdf"
    draw(path, (72.1, 700.4, "Totalt 11 av 15"), (72.1 + step, 700.4, "Totalt 11 av 15"))
    (page,) = read_page_words(path, [1])
    assert [word.text for word in page.words] == ["Totalt", "11", "av", "15"]


def test_plain_lines_are_words_in_rows() -> None:
    page = place_lines(["Totalt fick kommunen", "506 av 800 poäng."])
    assert [[word.text for word in line] for line in page.lines()] == [
        ["Totalt", "fick", "kommunen"],
        ["506", "av", "800", "poäng."],
    ]


def draw_struck(path: Path, height: float, start: float, end: float) -> list[str]:
    """The words of *Summa 58 62* with a thin line at ``height`` over the foot of the letters."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(72, 700, "Summa")
    canvas.drawString(150, 700, "58")
    canvas.drawString(180, 700, "62")
    canvas.rect(start, 700 + height, end - start, 0.6, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    (page,) = read_page_words(path, [1])
    return [word.text for word in page.words]


def test_figures_that_are_struck_out_are_not_read(tmp_path: Path) -> None:
    assert draw_struck(tmp_path / "page.pdf", 3.4, 150, 163.3) == ["Summa", "62"]


@pytest.mark.parametrize(
    ("height", "start", "end"),
    [(-1.8, 150, 163.3), (3.4, 60, 520), (9.5, 150, 163.3), (3.4, 164.5, 178.5)],
    ids=["underlined", "across the page", "above", "a dash between"],
)
def test_other_lines_strike_nothing_out(tmp_path: Path, height: float, start: float, end: float) -> None:
    assert draw_struck(tmp_path / "page.pdf", height, start, end) == ["Summa", "58", "62"]


@pytest.mark.parametrize("beyond", [15, 11, 8])
def test_a_number_that_the_edge_of_the_page_cuts_is_no_number(tmp_path: Path, beyond: float) -> None:
    draw(tmp_path / "page.pdf", (A4[0] - beyond, 700, "131"))
    (page,) = read_page_words(tmp_path / "page.pdf", [1])
    assert not parse_numbers(page.words)


def test_one_struck_digit_makes_the_whole_number_unreadable(tmp_path: Path) -> None:
    words = draw_struck(tmp_path / "page.pdf", 3.4, 150, 156.6)
    (page,) = read_page_words(tmp_path / "page.pdf", [1])
    assert words[0] == "Summa"
    assert UNREADABLE in "".join(words)
    assert not parse_numbers(page.words)


@pytest.mark.parametrize("covered", [True, False], ids=["under a ball", "over a ball"])
def test_a_line_under_what_a_number_stands_on_strikes_nothing_out(tmp_path: Path, covered: bool) -> None:
    canvas = Canvas(str(tmp_path / "page.pdf"), pagesize=A4)

    def mark() -> None:
        canvas.setStrokeColorRGB(0.2, 0.2, 0.2)
        canvas.line(151.5, 695, 151.5, 713)

    if covered:
        mark()
    canvas.setFillColorRGB(0.77, 0.32, 0.18)
    canvas.circle(156.7, 704, 14, stroke=0, fill=1)
    if not covered:
        mark()
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(150, 700, "39")
    canvas.save()
    (page,) = read_page_words(tmp_path / "page.pdf", [1])
    assert [number.value for number in parse_numbers(page.words)] == ([39.0] if covered else [])


@pytest.mark.parametrize("sign", [" .", "\N{MIDDLE DOT} ", "_ "])
def test_dots_set_with_spaces_are_one_leader(tmp_path: Path, sign: str) -> None:
    draw(tmp_path / "page.pdf", (72, 700, "83"), (90, 700, sign * 30), (400, 700, "Ledarskap"))
    (page,) = read_page_words(tmp_path / "page.pdf", [1])
    assert [word.text for word in page.words] == ["83", LEADER, "Ledarskap"]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Kommunen drivs av          41", [41.0]),
        ("9 av 15          41", [9.0, 41.0]),
        ("av 100", []),
    ],
)
def test_a_maximum_stands_right_after_the_word_that_opens_it(line: str, values: list[float]) -> None:
    assert [number.value for number in parse_numbers(place_lines([line]).words)] == values
