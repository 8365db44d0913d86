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
