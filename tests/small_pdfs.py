"""The smallest PDFs that a test needs: texts at places, on pages of a size."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas


def draw_pages(
    path: Path,
    pages: Sequence[Sequence[tuple[float, float, str]]],
    *,
    size: tuple[float, float] = (595, 842),
    titles: Sequence[str] = (),
) -> Path:
    """Write a PDF whose pages hold the given texts, each at ``(x, base line from the top, text)``.

    The ``titles`` among them are of larger type.
    """
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    for texts in pages:
        for x, y, text in texts:
            canvas.setFont("Helvetica", 16 if text in titles else 11)
            canvas.drawString(x, size[1] - y, text)
        canvas.showPage()
    canvas.save()
    return path


def begin_report(path: Path, title: str) -> Canvas:
    """Draw the cover of a report on Arvika 2014, and the title of the page that is drawn next."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    for size, y, text in ((24, 700, "Kommunkompassen"), (16, 660, "Analys av Arvika kommun 2014")):
        canvas.setFont("Helvetica-Bold", size)
        canvas.drawString(70, y, text)
    canvas.showPage()
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(70, 760, title)
    canvas.setFont("Helvetica", 10)
    return canvas
