"""Files that harm a careless reader: each is made here, small on disk whatever it unfolds to."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.layouts.documents import Plan, draw_report
from tests.small_pdfs import draw_pages

REPORT = Plan(seed=1, font="vera")
MEGABYTE = 1024 * 1024


def assemble_pdf(objects: list[bytes]) -> bytes:
    """A PDF of the given objects, numbered from 1; the first one is the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + table + trailer


def assemble_stream(content: bytes, extra: bytes = b"/Filter /FlateDecode ") -> bytes:
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (extra, len(content), content)


def assemble_page(content: bytes, extra: bytes = b"/Filter /FlateDecode ", resources: bytes = b"") -> bytes:
    """A PDF of one page with a content stream and Helvetica as F1."""
    return assemble_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> %s >> >>" % resources,
            assemble_stream(content, extra),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


def compress_zeros(megabytes: int, byte: bytes = b" ") -> bytes:
    """``megabytes`` of one byte, compressed a thousandfold: a compressed block that is repeated."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = squeeze.compress(byte * MEGABYTE) + squeeze.flush(zlib.Z_FULL_FLUSH)
    length, value = megabytes * MEGABYTE, byte[0]
    low, high = 1 + length * value, length + value * length * (length + 1) // 2
    checksum = (high % 65521 << 16 | low % 65521).to_bytes(4)
    return b"\x78\xda" + block * megabytes + squeeze.flush() + checksum


def write_random(path: Path) -> None:
    path.write_bytes(b"%PDF-1.4\n" + random.Random(1).randbytes(20_000))


def write_empty(path: Path) -> None:
    path.write_bytes(b"")


def write_web_page(path: Path) -> None:
    path.write_bytes(b"<!DOCTYPE html><html><body>Sidan finns inte</body></html>")


def write_truncated(path: Path) -> None:
    draw_report(REPORT, path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def write_encrypted(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", "owner"), invariant=1)
    canvas.drawString(100, 700, "Kommunkompassen")
    canvas.showPage()
    canvas.save()


def write_page_loop(path: Path) -> None:
    path.write_bytes(
        assemble_pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>",
                b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 2 >>",
            ]
        )
    )


def write_no_pages(path: Path) -> None:
    path.write_bytes(
        assemble_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])
    )


def write_false_page_count(path: Path) -> None:
    path.write_bytes(
        assemble_pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
            ]
        )
    )


def write_thousands_of_pages(path: Path) -> None:
    draw_pages(path, [[(100, 100, f"Kommunkompassen, sida {page}")] for page in range(4000)])


def write_huge_page(path: Path) -> None:
    draw_pages(path, [[(9000, 9000, "Kommunkompassen")]], size=(20_000, 20_000))


def write_endless_content(path: Path) -> None:
    """A page whose content stream unfolds to 600 MB of blanks."""
    path.write_bytes(assemble_page(compress_zeros(600)))


def write_nested_compression(path: Path) -> None:
    """A content stream compressed twice: 2 GB behind some kilobytes."""
    twice = zlib.compress(compress_zeros(2000), 9)
    path.write_bytes(assemble_page(twice, b"/Filter [/FlateDecode /FlateDecode] "))


def write_many_texts(path: Path) -> None:
    """A page with a million pieces of text."""
    content = b"BT /F1 1 Tf " + b"1 0 0 1 100 100 Tm (49) Tj " * 1_000_000 + b"ET"
    path.write_bytes(assemble_page(zlib.compress(content, 9)))


def write_deep_nesting(path: Path) -> None:
    path.write_bytes(assemble_page(b"[" * 200_000 + b"]" * 200_000, b""))


def write_form_loop(path: Path) -> None:
    """A form that draws itself, twice."""
    itself = b"<< /XObject << /X 5 0 R >> >>"
    whole = assemble_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % itself,
            assemble_stream(b"/X Do", b""),
            assemble_stream(
                b"/X Do /X Do",
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources %s " % itself,
            ),
        ]
    )
    path.write_bytes(whole)


def write_no_character_map(path: Path) -> None:
    """A whole report whose fonts name their glyphs by numbers: nothing says which letters they draw."""
    draw_report(replace(REPORT, font="helvetica"), path)
    writer = PdfWriter(clone_from=PdfReader(path))
    names = ArrayObject([NumberObject(32), *(NameObject(f"/g{code}") for code in range(32, 256))])
    encoding = DictionaryObject(
        {NameObject("/Type"): NameObject("/Encoding"), NameObject("/Differences"): names}
    )
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].get_object().values():  # type: ignore[index]
            font.get_object()[NameObject("/Encoding")] = encoding
    writer.write(path)


def write_flipped_bits(path: Path) -> None:
    draw_report(REPORT, path)
    content = bytearray(path.read_bytes())
    inside = [range(*found.span()) for found in re.finditer(rb"stream\r?\n.*?endstream", content, re.DOTALL)]
    outside = sorted({*range(len(content))}.difference(*inside))  # what names the pages and objects
    rng = random.Random(5)
    for place in rng.choices(outside, k=200):
        content[place] ^= 1 << rng.randrange(8)
    path.write_bytes(bytes(content))


HOSTILE: dict[str, Callable[[Path], None]] = {
    name.removeprefix("write_"): write for name, write in list(globals().items()) if name.startswith("write_")
}
