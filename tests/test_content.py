"""The quick reading of a page's content finds the characters that pdfminer's own reading finds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from extract.looks.content import NotPlainError, TextInterpreter, list_operations
from extract.looks.second_parser import _TextDevice

HELVETICA = {"Type": LIT("Font"), "Subtype": LIT("Type1"), "BaseFont": LIT("Helvetica")}
PICTURE = b"q 10 0 0 10 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID (\x00 EI Q"
OPERATIONS = (
    b"0 0 1 rg",
    b"10 20 m 30 40.5 l -.5 +7. l S",
    b"1 2 3 4 re f*",
    b"/P <</MCID 0 /T (a) /K [1 2]>> BDC",
    b"EMC",
    b"% (no) Tj\n",
    b"[3 1] 0 d",
    b"q 1 0 0 1 5 5 cm",
    b"Q",
    b"1 0 0 1 60.25 700 Tm",
    b"12 -14.5 Td",
    b"3 -20 TD",
    b"14 TL T*",
    b"0.2 Tc 1.5 Tw 90 Tz 2 Ts",
    b"(71) Tj",
    b"(a\\(b\\)\\101\\n\\\\) Tj",
    b"(a (b (c)) d) Tj",
    b"<3132 3>Tj",
    b"[(4)-120(5)<36>10.5(7)]TJ",
    b"(61)'",
    b'1 .5 (62)"',
    b"/F1 9 Tf",
    b"/F#31 10 Tf",
    b"7 Tj",
    b"2 0 0 2 1.5-3 Tm",
)


def read_with(interpreter: type[PDFPageInterpreter], content: bytes) -> list[tuple[Any, ...]]:
    """The characters of a content: sign, code, and where each stands."""
    resources = PDFResourceManager()
    device = _TextDevice(resources)
    stream = PDFStream({}, content)
    stream.set_objid(1, 0)
    device.begin_page(type("Page", (), {"mediabox": (0, 0, 595, 842), "pageid": 1})(), (1, 0, 0, 1, 0, 0))
    interpreter(resources, device).render_contents({"Font": {"F1": HELVETICA}}, [stream])
    return [(text, code, round(x, 6), round(y, 6)) for text, code, x, y in device.found]


@given(st.lists(st.sampled_from(OPERATIONS), max_size=20), st.sampled_from([b" ", b"\n", b"\r\n\t"]))
def test_quick_and_whole_reading_find_the_same(operations: list[bytes], gap: bytes) -> None:
    content = gap.join([b"BT /F1 12 Tf", *operations, b"(83) Tj ET"])
    quick = read_with(TextInterpreter, content)
    assert quick == read_with(PDFPageInterpreter, content)
    assert [text for text, *_ in quick[-2:]] == ["8", "3"]


@pytest.mark.parametrize("content", [PICTURE, b"(not closed Tj", b"] [ (a) Tj", b"{ 1 }"])
def test_what_is_not_plain_is_left_to_the_whole_parser(content: bytes) -> None:
    with pytest.raises(NotPlainError):
        list(list_operations(content))


def test_text_after_a_picture_within_the_content_is_read() -> None:
    content = PICTURE + b" BT /F1 12 Tf 1 0 0 1 50 60 Tm (83) Tj ET"
    assert [text for text, *_ in read_with(TextInterpreter, content)] == ["8", "3"]
