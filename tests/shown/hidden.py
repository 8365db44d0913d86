"""Older figures that a file stores and no viewer shows."""

from __future__ import annotations

from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from reportlab.lib.utils import ImageReader

from tests.shown.sheet import NAMES, WIDTH, Draw, Facts, Sheet


def over_old(hide: Draw) -> Draw:
    """The older figures, hidden, and the new ones printed in their place."""

    def draw(sheet: Sheet) -> None:
        sheet.heading()
        sheet.labels()
        sheet.canvas.saveState()
        hide(sheet)
        sheet.canvas.restoreState()
        sheet.figures(sheet.facts.scores)

    return draw


def alone(hide: Draw) -> Draw:
    """The older table, hidden, and nothing that is text in its place."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.saveState()
        hide(sheet)
        sheet.canvas.restoreState()

    return draw


def cover_figures(sheet: Sheet) -> None:
    """The older figures under white boxes."""
    sheet.figures(sheet.facts.old)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    for at in range(9):
        left, bottom, right, top = sheet.box(at)
        sheet.canvas.rect(left, bottom, right - left + 8, top - bottom, stroke=0, fill=1)


def print_white(sheet: Sheet) -> None:
    """The older figures in a white that is not quite the paper's."""
    sheet.canvas.setFillColorRGB(0.98, 0.98, 0.98)
    sheet.figures(sheet.facts.old)


def print_clear(sheet: Sheet) -> None:
    """The older figures in wholly transparent ink."""
    sheet.canvas.setFillAlpha(0)
    sheet.figures(sheet.facts.old)


def print_in_no_way(sheet: Sheet) -> None:
    """The older figures in the text mode that draws nothing."""
    for at, value in enumerate(sheet.totalled(sheet.facts.old)):
        words = sheet.canvas.beginText(sheet.facts.points_x, sheet.row(at))
        words.setFont("Helvetica", sheet.facts.size)
        words.setTextRenderMode(3)
        words.textOut(str(value))
        sheet.canvas.drawText(words)


def print_clipped(sheet: Sheet) -> None:
    """The older figures outside of what is clipped."""
    path = sheet.canvas.beginPath()
    path.rect(10, 10, 30, 30)
    sheet.canvas.clipPath(path, stroke=0, fill=0)
    sheet.figures(sheet.facts.old)


def print_tiny(sheet: Sheet) -> None:
    """The older figures too small to be seen."""
    for at, value in enumerate(sheet.totalled(sheet.facts.old)):
        sheet.canvas.setFont("Helvetica", 0.6)
        sheet.canvas.drawString(sheet.facts.points_x + 30, sheet.row(at), str(value))


def print_outside(sheet: Sheet) -> None:
    """The older figures beside the page."""
    sheet.figures(sheet.facts.old, dx=WIDTH)


def print_in_layer(sheet: Sheet) -> None:
    """The older figures in an optional layer."""
    sheet.canvas._code.append("/OC /Hidden BDC")
    sheet.figures(sheet.facts.old)
    sheet.canvas._code.append("EMC")


def cover_table(sheet: Sheet) -> None:
    """The older table under a picture of the new one."""
    sheet.table(sheet.facts.old)
    picture = draw_picture(sheet.facts)
    sheet.canvas.drawImage(
        ImageReader(picture), 40, sheet.row(9) - 20, 520, sheet.facts.top + 70 - sheet.row(9)
    )


def draw_picture(facts: Facts) -> Image.Image:
    """A picture of the table with the figures shown."""
    image = Image.new("RGB", (1560, 900), "white")
    pen = ImageDraw.Draw(image)
    for at, (name, score) in enumerate(zip(NAMES, facts.scores, strict=True)):
        pen.text((50, 80 + 80 * at), f"{at + 1}. {name}", fill="black", font_size=32)
        pen.text((1000, 80 + 80 * at), str(score), fill="black", font_size=32)
    return image


def switch_layer_off(writer: PdfWriter, _: Facts) -> None:
    """Say that the optional layer is not shown."""
    layer = writer._add_object(
        DictionaryObject(
            {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Mall")}
        )
    )
    page = writer.pages[-1]
    page["/Resources"][NameObject("/Properties")] = DictionaryObject({NameObject("/Hidden"): layer})  # type: ignore[index]
    settings = DictionaryObject({NameObject("/OFF"): ArrayObject([layer]), NameObject("/ON"): ArrayObject()})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): settings}
    )
