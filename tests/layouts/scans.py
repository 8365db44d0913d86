"""Reports as a scanner leaves them: every page one picture, a little turned and speckled."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def scan_pdf(
    source: Path, target: Path, *, dots_per_inch: float = 200, turn: float = 0.2, speckles: float = 0.0005
) -> Path:
    """Write a copy of ``source`` whose pages are pictures, each turned by up to ``turn`` degrees."""
    rng = random.Random(1)
    document = pypdfium2.PdfDocument(source)
    canvas = Canvas(str(target), invariant=1)
    for page in document:
        width, height = page.get_size()
        picture = page.render(scale=dots_per_inch / 72, grayscale=True).to_pil().convert("L")
        picture = picture.rotate(rng.uniform(-turn, turn), resample=Image.Resampling.BICUBIC, fillcolor=255)
        for _ in range(int(speckles * picture.width * picture.height)):
            picture.putpixel(
                (rng.randrange(picture.width), rng.randrange(picture.height)), rng.randrange(256)
            )
        jpeg = io.BytesIO()
        picture.save(jpeg, format="JPEG", quality=70)
        jpeg.seek(0)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(jpeg), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    document.close()
    return target
