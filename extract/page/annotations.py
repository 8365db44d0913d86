"""Read the annotations of a page: notes, marks, stamps and form fields, as viewers show them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from extract.page.objects import Bounds

UNSEEN_FLAGS = 2 | 32  # PDF's annotation flags Hidden and NoView


@dataclass(frozen=True)
class Annotation:
    """A visible annotation: PDFium's subtype, its bounds in the file's coordinates, and its text."""

    subtype: int
    bounds: Bounds
    contents: str


def prepare_annotations(page: Any) -> tuple[Annotation, ...]:
    """Return the visible annotations in the file's order, without links; remove hidden ones from the page."""
    shown = []
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw) - 1, -1, -1):
        annot = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        if not annot:
            continue
        subtype = pdfium_c.FPDFAnnot_GetSubtype(annot)
        flags = pdfium_c.FPDFAnnot_GetFlags(annot)
        rect = pdfium_c.FS_RECTF()
        pdfium_c.FPDFAnnot_GetRect(annot, rect)
        contents = _read_string(annot, b"Contents")
        pdfium_c.FPDFPage_CloseAnnot(annot)
        if subtype in (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP):
            continue
        if flags & UNSEEN_FLAGS:
            pdfium_c.FPDFPage_RemoveAnnot(page.raw, index)
            continue
        shown.append(Annotation(subtype, (rect.left, rect.bottom, rect.right, rect.top), contents))
    return tuple(reversed(shown))


def _read_string(annot: Any, key: bytes) -> str:
    size = pdfium_c.FPDFAnnot_GetStringValue(annot, key, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium_c.FPDFAnnot_GetStringValue(annot, key, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", errors="replace")
