"""Printing reports with Chromium."""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import reportlab

from tests.html_reports.design import Design, write_report

MARK = "The next design is number "
STYLE = """
@page { size: A4; margin: 18mm 20mm }
@page wide { size: A4 landscape; margin: 14mm 16mm } .wide { page: wide; width: auto }
@page slide { size: 254mm 143mm; margin: 10mm 14mm } .slide { page: slide; width: auto; font-size: 13pt }
@page booklet { size: A5; margin: 12mm } .booklet { page: booklet; width: 124mm }
body { font: 10.5pt/1.4 'Report Sans', sans-serif; color: #222; margin: 0 }
section { break-after: page; width: 170mm }
h1 { font-size: 22pt; font-weight: 600 } h2 { font-size: 15pt; margin: 8mm 0 3mm } h3 { font-size: 11.5pt }
table { border-collapse: collapse; width: 100%; margin: 4mm 0 }
th, td { padding: 1.6mm 2.4mm; text-align: right; vertical-align: top }
th:first-child, td:first-child { text-align: left }
thead th { border-bottom: 1.5px solid #246 }
.zebra tbody tr:nth-child(odd) { background: #e8eef4 }
.grid td, .grid th { border: 1px solid #555 } .left td, .left th { text-align: left }
.total td { border-top: 1.5px solid #246; font-weight: bold }
.cover { padding-top: 60mm; text-align: center } .cover p { margin: 3mm }
.contents div { display: flex; justify-content: space-between; margin: 1.5mm 0 }
.cards { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4mm; margin: 5mm 0 }
.card { background: #eef3f0; border-radius: 3mm; padding: 4mm; text-align: center; break-inside: avoid }
.big { font-size: 26pt; font-weight: 700; color: #176; line-height: 1.1 } .small { font-size: 8pt }
.tile { display: flex; align-items: center; gap: 3mm; border: 1px solid #999; padding: 1.5mm }
.tile div { font-size: 10pt } .tile b { font-size: 20pt; width: 14mm }
.noted { display: flex; gap: 6mm; break-inside: avoid } .noted .text { flex: 1 }
.noted .note { width: 22mm; text-align: right; font-size: 18pt; font-weight: 700 }
.noted .note div { font-size: 7pt }
.beside { display: flex; gap: 8mm; font-size: 9.5pt } .beside > div { flex: 1 }
pre { font: 9.5pt/1.25 'Liberation Mono', monospace; margin: 4mm 0 }
.caption { font-size: 8.5pt; font-style: italic }
.badge { float: right; background: #176; color: white; border-radius: 3mm; padding: .5mm 3mm }
.turn { break-before: page }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
svg text { font-family: 'Report Sans', sans-serif }
"""


FACES = {
    "Vera": "",
    "VeraBd": "font-weight: bold",
    "VeraIt": "font-style: italic",
    "VeraBI": "font-weight: bold; font-style: italic",
}


def _list_faces() -> Iterator[str]:
    """Bitstream Vera, which ReportLab brings: the pages look alike whatever fonts a machine has."""
    for name, style in FACES.items():
        font = Path(reportlab.__file__).with_name("fonts") / f"{name}.ttf"
        data = base64.b64encode(font.read_bytes()).decode("ascii")
        yield f"@font-face {{ font-family: 'Report Sans'; src: url(data:font/ttf;base64,{data}); {style} }}"


def print_reports(designs: Sequence[Design], folder: Path) -> dict[str, Path]:
    """Print ``designs`` into ``folder``, with one start of Chromium; the PDFs' paths by design."""
    folder.mkdir(parents=True, exist_ok=True)
    body = "".join(
        f"<section>{MARK}{at}</section>{write_report(design)}" for at, design in enumerate(designs)
    )
    page, pdf = folder.resolve() / "all.html", folder.resolve() / "all.pdf"
    head = (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><style>{"".join(_list_faces())}{STYLE}</style>'
    )
    page.write_text(f"{head}<body>{body}</body></html>", encoding="utf-8")
    _print_page(page, pdf)
    return _split(pdf, designs, folder)


def _print_page(page: Path, pdf: Path) -> None:
    """Print with the machine's Chromium, in a profile of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        subprocess.run(
            [
                *(shutil.which("chromium") or "chromium", "--headless", "--no-sandbox", "--disable-gpu"),
                *("--no-pdf-header-footer", f"--user-data-dir={profile}", f"--print-to-pdf={pdf}"),
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


def _split(pdf: Path, designs: Sequence[Design], folder: Path) -> dict[str, Path]:
    """A PDF for every design: the pages that follow its mark."""
    paths = {}
    with pdfium.PdfDocument(pdf) as whole:
        texts = [whole[at].get_textpage().get_text_range().strip() for at in range(len(whole))]
        marks = [at for at, text in enumerate(texts) if text.startswith(MARK)] + [len(whole)]
        for design, first, end in zip(designs, marks, marks[1:], strict=False):
            with pdfium.PdfDocument.new() as part:
                part.import_pages(whole, list(range(first + 1, end)))
                paths[design.name] = folder / f"{design.name}.pdf"
                part.save(paths[design.name])
    return paths
