"""Annotations and fields of forms that lie over the points."""

from __future__ import annotations

import io

from pypdf import PdfWriter
from pypdf.annotations import FreeText, Highlight, Line, Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
)
from reportlab.pdfgen.canvas import Canvas

from tests.shown.sheet import Facts, Finish, Sheet


def draw_nothing_odd(sheet: Sheet) -> None:
    """The table as a viewer shows it."""
    sheet.table(sheet.facts.scores)


def draw_old(sheet: Sheet) -> None:
    """The older table."""
    sheet.table(sheet.facts.old)


def correct_by_annotations(writer: PdfWriter, facts: Facts) -> None:
    """Notes with the figures shown, over the older ones."""
    sheet = Sheet(Canvas(io.BytesIO()), facts)
    for at, value in enumerate(sheet.totalled(facts.scores)):
        left, bottom, right, top = sheet.box(at)
        note = FreeText(
            text=str(value),
            rect=(left, bottom - 1, right + 8, top + 1),
            font_size=f"{facts.size * 0.8:.0f}pt",
            background_color="ffffcc",
        )
        writer.add_annotation(len(writer.pages) - 1, note)
        _give_look(writer, note, str(value), facts.size, right + 8 - left, top - bottom + 2)


def _give_look(
    writer: PdfWriter, note: DictionaryObject, words: str, size: float, width: float, height: float
) -> None:
    """An appearance as viewers that write such notes store it."""
    look = DecodedStreamObject()
    ground = f"1 1 0.8 rg 0 0 {width:.1f} {height:.1f} re f"
    text = f"0 g BT /F {size:.1f} Tf 2 {0.25 * size + 1:.1f} Td ({words}) Tj ET"
    look.set_data(f"{ground} {text}".encode())
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    look.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): RectangleObject((0, 0, width, height)),
            NameObject("/Resources"): DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
            ),
        }
    )
    note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(look)})


def scribble(writer: PdfWriter, facts: Facts) -> None:
    """A line over one figure."""
    left, bottom, right, top = Sheet(Canvas(io.BytesIO()), facts).box(facts.year % 8)
    line = Line(p1=(left, bottom), p2=(right + 3, top), rect=(left, bottom, right + 3, top))
    writer.add_annotation(len(writer.pages) - 1, line)


def note_other_number(writer: PdfWriter, facts: Facts) -> None:
    """A note beside one figure that tells another number."""
    at = facts.year % 8
    _, bottom, right, top = Sheet(Canvas(io.BytesIO()), facts).box(at)
    note = Text(text=f"Ska vara {facts.old[at]}", rect=(right + 4, bottom, right + 18, top))
    writer.add_annotation(len(writer.pages) - 1, note)


def lay_over(subtype: str) -> Finish:
    """An annotation of this subtype over one figure."""

    def finish(writer: PdfWriter, facts: Facts) -> None:
        left, bottom, right, top = Sheet(Canvas(io.BytesIO()), facts).box(facts.year % 8)
        scrawl = (left, bottom, right, top, left + 3, top, right, bottom)
        quad = (left, top, right, top, left, bottom, right, bottom)
        annotation = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(subtype),
                NameObject("/Rect"): RectangleObject((left, bottom, right, top)),
                NameObject("/F"): NumberObject(4),
                NameObject("/C"): ArrayObject([FloatObject(1), FloatObject(0), FloatObject(0)]),
                NameObject("/InkList"): ArrayObject([ArrayObject(map(FloatObject, scrawl))]),
                NameObject("/QuadPoints"): ArrayObject(map(FloatObject, quad)),
            }
        )
        writer.add_annotation(len(writer.pages) - 1, annotation)

    return finish


def mark_up(writer: PdfWriter, facts: Facts) -> None:
    """One figure highlighted."""
    left, bottom, right, top = Sheet(Canvas(io.BytesIO()), facts).box(facts.year % 8)
    quad = ArrayObject(FloatObject(each) for each in (left, top, right, top, left, bottom, right, bottom))
    writer.add_annotation(len(writer.pages) - 1, Highlight(rect=(left, bottom, right, top), quad_points=quad))


def fill_form(sheet: Sheet) -> None:
    """The figures as fields of a form."""
    sheet.heading()
    sheet.labels()
    for at, value in enumerate(sheet.totalled(sheet.facts.scores)):
        left, bottom, right, top = sheet.box(at)
        sheet.canvas.acroForm.textfield(
            name=f"p{at}",
            value=str(value),
            x=left - 2,
            y=bottom - 2,
            width=right - left + 14,
            height=top - bottom + 4,
            fontSize=sheet.facts.size,
            borderWidth=0,
            forceBorder=False,
        )


def fill_form_over_old(sheet: Sheet) -> None:
    """Fields of a form over older figures."""
    sheet.figures(sheet.facts.old)
    fill_form(sheet)
