"""Small reports in which what is stored and what is shown differ, each kind drawn anew from other facts.

A kind draws the page of points with ``Sheet``: the figures that a viewer shows, and what lies under, over or
beside them. What a viewer shows is always ``facts.scores``; other figures are those of an older round.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Highlight, Line, Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.instrument import AREA_NUMBERS, AREAS

EDITION = 2010
NAMES = [AREAS[EDITION, area_no].name for area_no in AREA_NUMBERS]
MUNICIPALITIES = {"Osby": "1273", "Vansbro": "2021", "Forshaga": "1763", "Essunga": "1445", "Vännäs": "2460"}
WIDTH, HEIGHT = 595.0, 842.0
PROSE = (
    "Av dokumenten framgår att arbetet följs upp i årsredovisningen.",
    "Flera av de intervjuade lyfter fram att dialogen med invånarna har utvecklats.",
    "En utmaning är att målen är många och svåra att mäta.",
)


@dataclass(frozen=True)
class Facts:
    """What one report says, and how its table of points is set."""

    municipality: str
    year: int
    scores: tuple[int, ...]
    old: tuple[int, ...]
    has_total: bool
    points_x: float
    step: float
    size: float
    top: float


def invent_facts(seed: int) -> Facts:
    """Other facts for every seed; no older figure equals the one shown."""
    dice = random.Random(seed)
    scores = tuple(dice.randint(21, 89) for _ in AREA_NUMBERS)
    old = tuple(dice.choice([n for n in range(21, 90) if n != score]) for score in scores)
    return Facts(
        municipality=dice.choice(list(MUNICIPALITIES)),
        year=dice.randint(2011, 2015),
        scores=scores,
        old=old,
        has_total=dice.random() < 0.6,
        points_x=dice.uniform(330, 400),
        step=dice.uniform(17, 26),
        size=dice.uniform(9, 12),
        top=dice.uniform(640, 710),
    )


class Sheet:
    """The page of points while it is drawn."""

    def __init__(self, canvas: Canvas, facts: Facts) -> None:
        self.canvas, self.facts = canvas, facts

    def row(self, at: int) -> float:
        """The base line of the area at this place, counted from nought; the total is the ninth."""
        return self.facts.top - self.facts.step * (at + 1)

    def heading(self) -> None:
        """The chapter's and the columns' headings."""
        self.text(57, self.facts.top + 40, "4 Översikt av poängfördelning", bold=True)
        for x, word in ((57.0, "Område"), (self.facts.points_x, "Poäng"), (self.facts.points_x + 80, "Max")):
            self.text(x, self.facts.top, word, bold=True)

    def labels(self) -> None:
        """The areas' names, their maxima, and the word of the total."""
        for at, name in enumerate(NAMES):
            self.text(57, self.row(at), f"{at + 1}. {name}")
            self.text(self.facts.points_x + 80, self.row(at), "100")
        if self.facts.has_total:
            self.text(57, self.row(8), "Summa", bold=True)
            self.text(self.facts.points_x + 80, self.row(8), "800")

    def figures(self, values: Sequence[int | str], *, dx: float = 0) -> None:
        """The points, and their total where one is printed."""
        for at, value in enumerate(self.totalled(values)):
            self.text(self.facts.points_x + dx, self.row(at), str(value))

    def totalled(self, values: Sequence[int | str]) -> list[int | str]:
        """The points with their total, where one is printed."""
        if not self.facts.has_total:
            return list(values)
        return [*values, sum(int(value) for value in values)]

    def table(self, values: Sequence[int | str]) -> None:
        """A whole table."""
        self.heading()
        self.labels()
        self.figures(values)

    def text(self, x: float, y: float, words: str, *, bold: bool = False) -> None:
        """Words at a place."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", self.facts.size)
        self.canvas.drawString(x, y, words)

    def box(self, at: int) -> tuple[float, float, float, float]:
        """A place around the points of an area: left, bottom, right, top."""
        x, y, size = self.facts.points_x, self.row(at), self.facts.size
        return x - 2, y - 0.25 * size, x + 1.15 * size + 2, y + 0.85 * size


Draw = Callable[[Sheet], None]
Finish = Callable[[PdfWriter, Facts], None]


@dataclass(frozen=True)
class Kind:
    """One way in which stored and shown differ; ``readable`` where the figures shown are text."""

    name: str
    draw: Draw
    finish: Finish | None = None
    readable: bool = True


def draw_shown_report(kind: Kind, facts: Facts, path: Path) -> Path:
    """Write a report of this kind."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    form = f"{facts.municipality} kommun"
    _draw_cover(canvas, facts, form)
    _draw_chapters(canvas, facts, form)
    kind.draw(Sheet(canvas, facts))
    canvas.showPage()
    canvas.save()
    if kind.finish:
        writer = PdfWriter(clone_from=PdfReader(path))
        kind.finish(writer, facts)
        writer.write(path)
    return path


def _draw_cover(canvas: Canvas, facts: Facts, form: str) -> None:
    for y, size, words in (
        (600, 24, "Kommunkompassen"),
        (550, 18, form),
        (515, 14, str(facts.year)),
        (
            120,
            9,
            f"Utvärdering genomförd av Sveriges Kommuner och Landsting, platsbesök 9–11 mars {facts.year}",
        ),
    ):
        canvas.setFont("Helvetica", size)
        canvas.drawString(57, y, words)
    canvas.showPage()


def _draw_chapters(canvas: Canvas, facts: Facts, form: str) -> None:
    chapters = [
        ["1 Vad är Kommunkompassen?", *PROSE],
        [f"2 {form} i förhållande till Kommunkompassen", *PROSE],
        *([f"Område {at} {name}", *PROSE * 3] for at, name in enumerate(NAMES, 1)),
    ]
    y = 760.0
    for chapter in chapters:
        for at, line in enumerate(chapter):
            canvas.setFont("Helvetica-Bold" if at == 0 else "Helvetica", 13 if at == 0 else 10)
            canvas.drawString(57, y, line)
            y -= 16
        y -= 14
        if y < 220:
            canvas.showPage()
            y = 760.0
    canvas.showPage()


# What hides older figures.


def _over_old(hide: Draw) -> Draw:
    """The older figures, hidden, and the new ones printed in their place."""

    def draw(sheet: Sheet) -> None:
        sheet.heading()
        sheet.labels()
        sheet.canvas.saveState()
        hide(sheet)
        sheet.canvas.restoreState()
        sheet.figures(sheet.facts.scores)

    return draw


def _alone(hide: Draw) -> Draw:
    """The older table, hidden, and nothing that is text in its place."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.saveState()
        hide(sheet)
        sheet.canvas.restoreState()

    return draw


def _cover_figures(sheet: Sheet) -> None:
    sheet.figures(sheet.facts.old)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    for at in range(9):
        left, bottom, right, top = sheet.box(at)
        sheet.canvas.rect(left, bottom, right - left + 8, top - bottom, stroke=0, fill=1)


def _print_white(sheet: Sheet) -> None:
    sheet.canvas.setFillColorRGB(0.98, 0.98, 0.98)
    sheet.figures(sheet.facts.old)


def _print_clear(sheet: Sheet) -> None:
    sheet.canvas.setFillAlpha(0)
    sheet.figures(sheet.facts.old)


def _print_in_no_way(sheet: Sheet) -> None:
    for at, value in enumerate(sheet.totalled(sheet.facts.old)):
        words = sheet.canvas.beginText(sheet.facts.points_x, sheet.row(at))
        words.setFont("Helvetica", sheet.facts.size)
        words.setTextRenderMode(3)
        words.textOut(str(value))
        sheet.canvas.drawText(words)


def _print_clipped(sheet: Sheet) -> None:
    path = sheet.canvas.beginPath()
    path.rect(10, 10, 30, 30)
    sheet.canvas.clipPath(path, stroke=0, fill=0)
    sheet.figures(sheet.facts.old)


def _print_tiny(sheet: Sheet) -> None:
    for at, value in enumerate(sheet.totalled(sheet.facts.old)):
        sheet.canvas.setFont("Helvetica", 0.6)
        sheet.canvas.drawString(sheet.facts.points_x + 30, sheet.row(at), str(value))


def _print_outside(sheet: Sheet) -> None:
    sheet.figures(sheet.facts.old, dx=WIDTH)


def _print_in_layer(sheet: Sheet) -> None:
    sheet.canvas._code.append("/OC /Hidden BDC")
    sheet.figures(sheet.facts.old)
    sheet.canvas._code.append("EMC")


def _cover_table(sheet: Sheet) -> None:
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


def _switch_layer_off(writer: PdfWriter, _: Facts) -> None:
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


# What lies over the page.


def _draw_nothing_odd(sheet: Sheet) -> None:
    sheet.table(sheet.facts.scores)


def _draw_old(sheet: Sheet) -> None:
    sheet.table(sheet.facts.old)


def _correct_by_annotations(writer: PdfWriter, facts: Facts) -> None:
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


def _scribble(writer: PdfWriter, facts: Facts) -> None:
    left, bottom, right, top = Sheet(Canvas(io.BytesIO()), facts).box(facts.year % 8)
    line = Line(p1=(left, bottom), p2=(right + 3, top), rect=(left, bottom, right + 3, top))
    writer.add_annotation(len(writer.pages) - 1, line)


def _note_other_number(writer: PdfWriter, facts: Facts) -> None:
    at = facts.year % 8
    _, bottom, right, top = Sheet(Canvas(io.BytesIO()), facts).box(at)
    note = Text(text=f"Ska vara {facts.old[at]}", rect=(right + 4, bottom, right + 18, top))
    writer.add_annotation(len(writer.pages) - 1, note)


def _lay_over(subtype: str) -> Finish:
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


def _mark_up(writer: PdfWriter, facts: Facts) -> None:
    left, bottom, right, top = Sheet(Canvas(io.BytesIO()), facts).box(facts.year % 8)
    quad = ArrayObject(FloatObject(each) for each in (left, top, right, top, left, bottom, right, bottom))
    writer.add_annotation(len(writer.pages) - 1, Highlight(rect=(left, bottom, right, top), quad_points=quad))


def _fill_form(sheet: Sheet) -> None:
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


def _fill_form_over_old(sheet: Sheet) -> None:
    sheet.figures(sheet.facts.old)
    _fill_form(sheet)


def _strike(*lines: tuple[float, float, float, float]) -> Draw:
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


def _say_otherwise(sheet: Sheet) -> None:
    """Figures that the file says are to be read as others."""
    sheet.heading()
    sheet.labels()
    both = zip(sheet.totalled(sheet.facts.scores), sheet.totalled(sheet.facts.old), strict=True)
    for at, (value, said) in enumerate(both):
        place = f"1 0 0 1 {sheet.facts.points_x:.2f} {sheet.row(at):.2f} Tm"
        text = f"BT /F1 {sheet.facts.size:.2f} Tf {place} ({value}) Tj ET"
        sheet.canvas._code.append(f"/Span <</ActualText ({said})>> BDC {text} EMC")


def _cover_part(sheet: Sheet) -> None:
    """Figures of which a part is covered."""
    sheet.table(sheet.facts.scores)
    left, bottom, right, top = sheet.box(sheet.facts.year % 8)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.canvas.rect(left, (bottom + top) / 2, right - left, top - bottom, stroke=0, fill=1)


# Figures that are set in odd ways.


def _space_letters(sheet: Sheet) -> None:
    sheet.heading()
    sheet.labels()
    for at, value in enumerate(sheet.totalled(sheet.facts.scores)):
        words = sheet.canvas.beginText(sheet.facts.points_x, sheet.row(at))
        words.setFont("Helvetica", sheet.facts.size)
        words.setCharSpace(0.3 * sheet.facts.size)
        words.textOut(str(value))
        words.setCharSpace(0)
        sheet.canvas.drawText(words)


def _add_footnotes(sheet: Sheet) -> None:
    sheet.table(sheet.facts.scores)
    facts = sheet.facts
    for at, sign in ((facts.year % 8, "1"), ((facts.year + 2) % 8, "2)")):
        sheet.canvas.setFont("Helvetica", facts.size * 0.7)
        sheet.canvas.drawString(facts.points_x + 1.15 * facts.size, sheet.row(at) + 0.35 * facts.size, sign)
    sheet.text(57, 90, "1 Avser nämnderna. 2) Avser perioden.")


def _turn_size(sheet: Sheet) -> None:
    sheet.heading()
    sheet.labels()
    for at, value in enumerate(sheet.totalled(sheet.facts.scores)):
        place = f"-1 0 0 -1 {sheet.facts.points_x:.2f} {sheet.row(at):.2f} Tm"
        sheet.canvas._code.append(f"BT /F1 {-sheet.facts.size:.2f} Tf {place} ({value}) Tj ET")


def _lay_watermark(sheet: Sheet) -> None:
    sheet.canvas.setFillColorRGB(0.8, 0.8, 0.8)
    sheet.canvas.setFont("Helvetica-Bold", 90)
    sheet.canvas.drawString(90, sheet.row(sheet.facts.year % 8) - 30, "KOPIA")
    sheet.canvas.setFillColorRGB(0, 0, 0)
    sheet.table(sheet.facts.scores)


def _draw_twice(sheet: Sheet) -> None:
    sheet.table(sheet.facts.scores)
    sheet.figures(sheet.facts.scores, dx=0.3)


# Pages of odd geometry.


def _turn_page(quarters: int) -> Finish:
    def finish(writer: PdfWriter, _: Facts) -> None:
        page = writer.pages[-1]
        page.rotate(90 * quarters)

    return finish


def _reverse_media_box(writer: PdfWriter, _: Facts) -> None:
    for page in writer.pages:
        page[NameObject("/MediaBox")] = ArrayObject(
            [NumberObject(595), NumberObject(842), NumberObject(0), NumberObject(0)]
        )


def _shift_media_box(writer: PdfWriter, facts: Facts) -> None:
    for page in writer.pages:
        page[NameObject("/MediaBox")] = RectangleObject((-30, -50, 595, 842))
        page[NameObject("/CropBox")] = RectangleObject((0, 0, 595, 842))


def _measure_in_inches(writer: PdfWriter, _: Facts) -> None:
    for page in writer.pages:
        page.scale_by(1 / 72)
        page[NameObject("/UserUnit")] = NumberObject(72)


def _crop_spread(sheet: Sheet) -> None:
    sheet.table(sheet.facts.scores)
    sheet.canvas.translate(WIDTH, 0)
    sheet.table(sheet.facts.old)


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


HIDDEN = {
    "covered": _cover_figures,
    "white": _print_white,
    "clear": _print_clear,
    "no-way": _print_in_no_way,
    "clipped": _print_clipped,
    "tiny": _print_tiny,
    "outside": _print_outside,
}
LEVEL, SLANT = (0.0, 0.33, 1.0, 0.33), (0.0, 0.0, 1.0, 0.72)
CROSS = (0.0, 0.72, 1.0, 0.0)
KINDS = [
    Kind("plain", _draw_nothing_odd),
    *(Kind(f"{name}-under-new", _over_old(hide)) for name, hide in HIDDEN.items()),
    *(Kind(f"{name}-alone", _alone(hide), readable=False) for name, hide in HIDDEN.items()),
    Kind("layer-under-new", _over_old(_print_in_layer), _switch_layer_off),
    Kind("layer-alone", _alone(_print_in_layer), _switch_layer_off, readable=False),
    Kind("picture-over-table", _alone(_cover_table), readable=False),
    Kind("annotations-over-old", _draw_old, _correct_by_annotations),
    Kind("line-over-figure", _draw_nothing_odd, _scribble, readable=False),
    Kind("note-with-number", _draw_nothing_odd, _note_other_number, readable=False),
    Kind("stamp", _draw_nothing_odd, _lay_over("/Stamp"), readable=False),
    Kind("redaction", _draw_nothing_odd, _lay_over("/Redact"), readable=False),
    Kind("scrawl", _draw_nothing_odd, _lay_over("/Ink"), readable=False),
    Kind("struck-by-annotation", _draw_nothing_odd, _lay_over("/StrikeOut"), readable=False),
    Kind("highlight", _draw_nothing_odd, _mark_up),
    Kind("form", _fill_form),
    Kind("form-over-old", _fill_form_over_old),
    Kind("struck", _strike(LEVEL)),
    Kind("struck-slanting", _strike(SLANT)),
    Kind("struck-crossed", _strike(SLANT, CROSS)),
    Kind("said-otherwise", _say_otherwise),
    Kind("covered-in-part", _cover_part, readable=False),
    Kind("letters-apart", _space_letters),
    Kind("footnotes", _add_footnotes),
    Kind("negative-size", _turn_size),
    Kind("watermark", _lay_watermark),
    Kind("drawn-twice", _draw_twice),
    *(Kind(f"turned-{quarters}", _draw_nothing_odd, _turn_page(quarters)) for quarters in (1, 2, 3)),
    Kind("media-box-reversed", _draw_nothing_odd, _reverse_media_box),
    Kind("media-box-shifted", _draw_nothing_odd, _shift_media_box),
    Kind("inches", _draw_nothing_odd, _measure_in_inches),
    Kind("spread-cropped", _crop_spread),
    Kind("letters-swapped", _draw_nothing_odd, swap_letters, readable=False),
]
