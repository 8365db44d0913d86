"""Words of a page: what is text, and what is only OCR's text over a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.words import read_page_words


@pytest.mark.parametrize(("share", "from_image"), [(1.0, True), (0.3, False)])
def test_text_over_a_picture_of_the_page_is_an_image_reading(
    tmp_path: Path, share: float, from_image: bool
) -> None:
    path = tmp_path / "page.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    picture = ImageReader(Image.new("RGB", (40, 60), "white"))
    canvas.drawImage(picture, 0, 0, A4[0], A4[1] * share)
    canvas.drawString(72, 700, "Offentlighet och demokrati 68")
    canvas.showPage()
    canvas.save()
    (page,) = read_page_words(path, [1])
    assert [word.text for word in page.words] == ["Offentlighet", "och", "demokrati", "68"]
    assert page.from_image is from_image
