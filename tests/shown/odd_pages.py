"""Pages that are turned, shifted, scaled or cropped."""

from __future__ import annotations

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject, RectangleObject

from tests.shown.sheet import WIDTH, Facts, Finish, Sheet


def turn_page(quarters: int) -> Finish:
    """Turn the page of points by quarters."""

    def finish(writer: PdfWriter, _: Facts) -> None:
        page = writer.pages[-1]
        page.rotate(90 * quarters)

    return finish


def reverse_media_box(writer: PdfWriter, _: Facts) -> None:
    """Name the corners of each page in reversed order."""
    for page in writer.pages:
        page[NameObject("/MediaBox")] = ArrayObject(
            [NumberObject(595), NumberObject(842), NumberObject(0), NumberObject(0)]
        )


def shift_media_box(writer: PdfWriter, facts: Facts) -> None:
    """Begin the sheets to the left of and below the pages."""
    for page in writer.pages:
        page[NameObject("/MediaBox")] = RectangleObject((-30, -50, 595, 842))
        page[NameObject("/CropBox")] = RectangleObject((0, 0, 595, 842))


def measure_in_inches(writer: PdfWriter, _: Facts) -> None:
    """Set each page in inches instead of points."""
    for page in writer.pages:
        page.scale_by(1 / 72)
        page[NameObject("/UserUnit")] = NumberObject(72)


def crop_spread(sheet: Sheet) -> None:
    """The older table to the right of the page, as on a spread that was cropped."""
    sheet.table(sheet.facts.scores)
    sheet.canvas.translate(WIDTH, 0)
    sheet.table(sheet.facts.old)
