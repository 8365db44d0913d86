"""Figures that are struck out, covered in part, said otherwise or set in odd ways."""

from __future__ import annotations

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from tests.shown.sheet import Draw, Facts, Sheet


def strike(*lines: tuple[float, float, float, float]) -> Draw:
    """The older figure of two areas struck out by lines, the new one beside it."""

    def draw(sheet: Sheet) -> None:
        sheet.heading()
        sheet.labels()
        facts = sheet.facts
        struck = {facts.year % 8, (facts.year + 3) % 8}
        for at, value in enumerate(sheet.totalled(facts.scores)):
            if at not in struck:
                sheet.text(facts.points_x, sheet.row(at), str(value))
                continue
            sheet.text(facts.points_x, sheet.row(at), str(facts.old[at]))
            sheet.text(facts.points_x + 1.7 * facts.size, sheet.row(at), str(value))
            width = 1.11 * facts.size
            for x0, y0, x1, y1 in lines:
                sheet.canvas.line(
                    facts.points_x + x0 * width,
                    sheet.row(at) + y0 * facts.size,
                    facts.points_x + x1 * width,
                    sheet.row(at) + y1 * facts.size,
                )

    return draw


def say_otherwise(sheet: Sheet) -> None:
    """Figures that the file says are to be read as others."""
    sheet.heading()
    sheet.labels()
    both = zip(sheet.totalled(sheet.facts.scores), sheet.totalled(sheet.facts.old), strict=True)
    for at, (value, said) in enumerate(both):
        place = f"1 0 0 1 {sheet.facts.points_x:.2f} {sheet.row(at):.2f} Tm"
        text = f"BT /F1 {sheet.facts.size:.2f} Tf {place} ({value}) Tj ET"
        sheet.canvas._code.append(f"/Span <</ActualText ({said})>> BDC {text} EMC")


def cover_part(sheet: Sheet) -> None:
    """Figures of which a part is covered."""
    sheet.table(sheet.facts.scores)
    left, bottom, right, top = sheet.box(sheet.facts.year % 8)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.canvas.rect(left, (bottom + top) / 2, right - left, top - bottom, stroke=0, fill=1)


def space_letters(sheet: Sheet) -> None:
    """The digits of each figure set apart."""
    sheet.heading()
    sheet.labels()
    for at, value in enumerate(sheet.totalled(sheet.facts.scores)):
        words = sheet.canvas.beginText(sheet.facts.points_x, sheet.row(at))
        words.setFont("Helvetica", sheet.facts.size)
        words.setCharSpace(0.3 * sheet.facts.size)
        words.textOut(str(value))
        words.setCharSpace(0)
        sheet.canvas.drawText(words)


def add_footnotes(sheet: Sheet) -> None:
    """Raised signs of footnotes behind two figures."""
    sheet.table(sheet.facts.scores)
    facts = sheet.facts
    for at, sign in ((facts.year % 8, "1"), ((facts.year + 2) % 8, "2)")):
        sheet.canvas.setFont("Helvetica", facts.size * 0.7)
        sheet.canvas.drawString(facts.points_x + 1.15 * facts.size, sheet.row(at) + 0.35 * facts.size, sign)
    sheet.text(57, 90, "1 Avser nämnderna. 2) Avser perioden.")


def turn_size(sheet: Sheet) -> None:
    """Figures of a negative size under a matrix that turns them by half: a viewer shows them upright."""
    sheet.heading()
    sheet.labels()
    for at, value in enumerate(sheet.totalled(sheet.facts.scores)):
        place = f"-1 0 0 -1 {sheet.facts.points_x:.2f} {sheet.row(at):.2f} Tm"
        sheet.canvas._code.append(f"BT /F1 {-sheet.facts.size:.2f} Tf {place} ({value}) Tj ET")


def lay_watermark(sheet: Sheet) -> None:
    """A pale word under the table."""
    sheet.canvas.setFillColorRGB(0.8, 0.8, 0.8)
    sheet.canvas.setFont("Helvetica-Bold", 90)
    sheet.canvas.drawString(90, sheet.row(sheet.facts.year % 8) - 30, "KOPIA")
    sheet.canvas.setFillColorRGB(0, 0, 0)
    sheet.table(sheet.facts.scores)


def draw_twice(sheet: Sheet) -> None:
    """Each figure printed twice, almost at one place."""
    sheet.table(sheet.facts.scores)
    sheet.figures(sheet.facts.scores, dx=0.3)


def draw_shadowed(sheet: Sheet) -> None:
    """Each digit of the figures printed on its own, after a wholly transparent one beside it."""
    sheet.heading()
    sheet.labels()
    facts = sheet.facts
    digit = 0.556 * facts.size
    for at, value in enumerate(sheet.totalled(facts.scores)):
        for alpha, shift in ((0, 0.7), (1, 0.0)):
            sheet.canvas.setFillAlpha(alpha)
            for place, sign in enumerate(str(value)):
                sheet.text(facts.points_x + place * digit + shift, sheet.row(at) - shift, sign)


def draw_shadow_of_old(sheet: Sheet) -> None:
    """The same, but the transparent digits are those of the older figures."""
    sheet.heading()
    sheet.labels()
    facts = sheet.facts
    digit = 0.556 * facts.size
    for alpha, shift, figures in ((0, 0.7, facts.old), (1, 0.0, facts.scores)):
        sheet.canvas.setFillAlpha(alpha)
        for at, value in enumerate(sheet.totalled(figures)):
            for place, sign in enumerate(str(value)):
                sheet.text(facts.points_x + place * digit + shift, sheet.row(at) - shift, sign)


def swap_letters(writer: PdfWriter, facts: Facts, pair: str = "56") -> None:
    """A table of characters that takes two figures for each other."""
    figures = "0123456789"
    told = figures.translate(str.maketrans(pair, pair[::-1]))
    lines = "\n".join(
        f"<{ord(sign):02X}> <{ord(other):04X}>" for sign, other in zip(figures, told, strict=True)
    )
    table = DecodedStreamObject()
    table.set_data(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def"
        f" 1 begincodespacerange <00> <FF> endcodespacerange 10 beginbfchar\n{lines}\nendbfchar"
        " endcmap end end".encode()
    )
    fonts = writer.pages[-1]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        font.get_object()[NameObject("/ToUnicode")] = writer._add_object(table)
