"""More ways in which a PDF stores figures that viewers do not show, or shows figures otherwise than stored.

Each draws older figures with their own total in one such way, alone or under the figures that are shown.
Operators go into the page as they are; what they name is added to its resources afterwards.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    RectangleObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from tests.shown.resources import (
    Make,
    add_resources,
    make_black_mask,
    make_clear_picture,
    make_fax,
    make_form,
    make_state,
    make_stencil,
    make_stream,
    make_tiling,
    name_all,
)
from tests.shown.sheet import Draw, Facts, Finish, Kind, Sheet


def over_old(before: str, after: str = "Q") -> Draw:
    """The older figures between operators, then those shown."""

    def draw(sheet: Sheet) -> None:
        sheet.heading()
        sheet.labels()
        figures_within(before, after)(sheet)
        sheet.figures(sheet.facts.scores)

    return draw


def under_cover(after: str) -> Draw:
    """The older figures, something over them, then those shown."""
    return over_old("q", f"Q q {after} Q")


def figures_within(before: str, after: str = "Q") -> Draw:
    """Nothing but the older figures, between operators."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas._code.append(before.format(**places(sheet)))
        sheet.figures(sheet.facts.old)
        sheet.canvas._code.append(after.format(**places(sheet)))

    return draw


def table_within(before: str, after: str = "Q") -> Draw:
    """Nothing but the older table, between operators."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas._code.append(before.format(**places(sheet)))
        sheet.table(sheet.facts.old)
        sheet.canvas._code.append(after.format(**places(sheet)))

    return draw


def places(sheet: Sheet) -> dict[str, float]:
    """The place of all figures: left, bottom, width and height."""
    left, bottom, right, _ = sheet.box(8)
    return {"x": left, "y": bottom, "w": right - left + 12, "h": sheet.box(0)[3] - bottom}


def set_layers(
    writer: PdfWriter, *, membership: Callable[[object], DictionaryObject] | None = None, **default: object
) -> object:
    """A layer that is off, and what the page calls ``Hidden``: the layer, or a membership of it."""
    layer = writer._add_object(
        DictionaryObject(
            {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Mall")}
        )
    )
    settings = (
        name_all(**default) if default else DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
    )
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): settings}
    )
    return writer._add_object(membership(layer)) if membership else layer


def hide_layer(membership: Callable[[object], DictionaryObject] | None = None, **default: object) -> Finish:
    """The layer ``Hidden`` of the page, told to be off in one of the ways there are."""
    return add_resources(
        Properties_Hidden=lambda writer: set_layers(writer, membership=membership, **default)
    )


def _all_on(layer: object) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/OCMD"),
            NameObject("/OCGs"): ArrayObject([layer]),
            NameObject("/P"): NameObject("/AllOn"),
        }  # type: ignore[list-item]
    )


def _by_expression(layer: object) -> DictionaryObject:
    inner = ArrayObject([NameObject("/And"), layer, layer])  # type: ignore[list-item]
    return DictionaryObject({NameObject("/Type"): NameObject("/OCMD"), NameObject("/VE"): inner})


def draw_in_form(name: str = "Old") -> Draw:
    """The figures shown; the older ones are in a form of the page."""

    def draw(sheet: Sheet) -> None:
        sheet.heading()
        sheet.labels()
        sheet.canvas._code.append(f"/{name} Do")
        sheet.figures(sheet.facts.scores)

    return draw


def add_old_form(gs: str = "", states: Mapping[str, Make] | None = None, **values: object) -> Finish:
    """The form ``Old`` with the older figures."""

    def finish(writer: PdfWriter, facts: Facts) -> None:
        font = name_all(Type="Font", Subtype="Type1", BaseFont="Helvetica")
        resources = name_all(Font=name_all(F=font))
        if states:
            resources[NameObject("/ExtGState")] = DictionaryObject(
                {NameObject(f"/{key}"): make(writer) for key, make in states.items()}  # type: ignore[misc]
            )
        own = {key: value(writer) if callable(value) else value for key, value in values.items()}
        form = make_form(f"q {gs} {write_figures(facts, facts.old)} Q", Resources=resources, **own)
        add_resources(XObject_Old=form)(writer, facts)

    return finish


def write_figures(facts: Facts, values: Sequence[int]) -> str:
    """The operators that print the points and their total in a font ``F``."""
    sheet = Sheet(Canvas(io.BytesIO()), facts)
    return "\n".join(
        f"BT /F {facts.size:.2f} Tf {facts.points_x:.2f} {sheet.row(at):.2f} Td ({value}) Tj ET"
        for at, value in enumerate(sheet.totalled(list(values)))
    )


def _print_drawn_font(sheet: Sheet) -> None:
    sheet.heading()
    sheet.labels()
    for at, value in enumerate(sheet.totalled(sheet.facts.old)):
        x, y = sheet.facts.points_x, sheet.row(at)
        sheet.canvas._code.append(f"BT /Drawn {sheet.facts.size:.2f} Tf {x:.2f} {y:.2f} Td ({value}) Tj ET")


def _print_drawn_font_under(sheet: Sheet) -> None:
    _print_drawn_font(sheet)
    sheet.figures(sheet.facts.scores)


def add_drawn_font(sign: str) -> Finish:
    """A font whose figures are drawn by operators, all of them by the same."""

    def make(writer: PdfWriter) -> object:
        signs = {str(figure): make_stream(f"600 0 {sign}".encode())(writer) for figure in range(10)}
        names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        glyphs = DictionaryObject(
            {NameObject(f"/{name}"): signs[str(at)] for at, name in enumerate(names)}  # type: ignore[misc]
        )
        return writer._add_object(
            name_all(
                Type="Font",
                Subtype="Type3",
                FontBBox=[0, 0, 600, 700],
                FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
                CharProcs=glyphs,
                Encoding=name_all(Type="Encoding", Differences=[48, *names]),
                FirstChar=48,
                LastChar=57,
                Widths=[600] * 10,
                Resources=DictionaryObject(),
            )
        )

    return add_resources(Font_Drawn=make)


def _strike_with_signs(signs: str) -> Draw:
    """The older figures struck out with signs printed over them, the figures shown beside."""

    def draw(sheet: Sheet) -> None:
        sheet.heading()
        sheet.labels()
        sheet.figures(sheet.facts.old)
        for at, value in enumerate(sheet.totalled(sheet.facts.old)):
            sheet.text(sheet.facts.points_x, sheet.row(at), signs * len(str(value)))
        sheet.figures(sheet.facts.scores, dx=2.4 * sheet.facts.size)

    return draw


def _block_with_signs(sheet: Sheet) -> None:
    sheet.heading()
    sheet.labels()
    sheet.figures(sheet.facts.old)
    for at, _ in enumerate(sheet.totalled(sheet.facts.old)):
        sheet.canvas.setFont("ZapfDingbats", sheet.facts.size * 2.6)
        sheet.canvas.drawString(sheet.facts.points_x - 3, sheet.row(at) - 0.4 * sheet.facts.size, "n")
    sheet.figures(sheet.facts.scores, dx=3 * sheet.facts.size)


def _give_hidden_notes(flags: int, *, state: str = "") -> Finish:
    """Notes with the older figures over those shown, which viewers do not show."""

    def finish(writer: PdfWriter, facts: Facts) -> None:
        sheet = Sheet(Canvas(io.BytesIO()), facts)
        font = name_all(Type="Font", Subtype="Type1", BaseFont="Helvetica")
        for at, value in enumerate(sheet.totalled(list(facts.old))):
            left, bottom, right, top = sheet.box(at)
            look = DecodedStreamObject()
            look.set_data(f"1 g 0 0 40 40 re f 0 g BT /F {facts.size:.1f} Tf 2 3 Td ({value}) Tj ET".encode())
            box = RectangleObject((0, 0, right - left + 8, top - bottom))
            look.update(
                name_all(Type="XObject", Subtype="Form", BBox=box, Resources=name_all(Font=name_all(F=font)))
            )
            looks = {NameObject(f"/{state}"): writer._add_object(look)} if state else {}
            note = name_all(
                Type="Annot",
                Subtype="Widget" if state else "FreeText",
                Rect=RectangleObject((left, bottom, right + 8, top)),
                F=flags,
                AP=DictionaryObject(
                    {NameObject("/N"): DictionaryObject(looks) if state else writer._add_object(look)}
                ),
            )
            if state:
                note.update(name_all(FT="Btn", AS="Off"))
                note[NameObject("/T")] = TextStringObject(f"ruta{at}")
            else:
                note[NameObject("/Contents")] = TextStringObject(str(value))
            writer.add_annotation(len(writer.pages) - 1, note)

    return finish


def _draw_shown(sheet: Sheet) -> None:
    sheet.table(sheet.facts.scores)


WHITE = "1 g {x:.1f} {y:.1f} {w:.1f} {h:.1f} re f"
AT = "{w:.1f} 0 0 {h:.1f} {x:.1f} {y:.1f} cm"
HIDDEN_STATES: dict[str, tuple[str, str, Finish | None]] = {
    "soft-mask": ("q /Off gs", "Q", add_resources(ExtGState_Off=make_black_mask)),
    "stroke-white": ("q 1 Tr 1 G", "Q", None),
    "clip-mode": ("q 7 Tr", "Q", None),
    "way-kept": ("q 3 Tr BT ET", "Q", None),
    "empty-clip": ("q 0 0 0 0 re W n", "Q", None),
    "clip-even-odd": ("q 0 0 600 850 re 0 0 600 850 re W* n", "Q", None),
    "no-width": ("q BT 0 Tz ET", "Q", None),
    "risen": ("q BT 2000 Ts ET", "Q", None),
    "scaled-away": ("q 0.001 0 0 0.001 0 0 cm", "Q", None),
    "membership": ("/OC /Hidden BDC", "EMC", hide_layer(_all_on)),
    "expression": ("/OC /Hidden BDC", "EMC", hide_layer(_by_expression)),
    "base-off": ("/OC /Hidden BDC", "EMC", hide_layer(BaseState="OFF")),
    "tile-filled": (
        "q /Pattern cs /Tiles scn",
        "Q",
        add_resources(Pattern_Tiles=make_tiling("1 g 0 0 5 5 re f")),
    ),
    "tile-empty": ("q /Pattern cs /Tiles scn", "Q", add_resources(Pattern_Tiles=make_tiling("n"))),
}
COVERS: dict[str, tuple[str, Finish | None]] = {
    "tiles": (
        "/Pattern cs /Tiles scn {x:.1f} {y:.1f} {w:.1f} {h:.1f} re f",
        add_resources(Pattern_Tiles=make_tiling("1 g 0 0 5 5 re f")),
    ),
    "fax": (f"{AT} /Cover Do", add_resources(XObject_Cover=make_fax)),
    "stencil": (f"1 g {AT} /Cover Do", add_resources(XObject_Cover=make_stencil(is_inverted=False))),
    "stencil-inverted": (f"1 g {AT} /Cover Do", add_resources(XObject_Cover=make_stencil(is_inverted=True))),
    "inline-picture": (f"{AT} BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI", None),
    "form": (f"{AT} /Cover Do", add_resources(XObject_Cover=make_form("1 g 0 0 1 1 re f"))),
}
READABLE_UNDER = {
    "multiplied": (
        "q 1 g /M gs {x:.1f} {y:.1f} {w:.1f} {h:.1f} re f Q",
        add_resources(ExtGState_M=make_state(BM="Multiply")),
    )
}


def _under_clear(after: str) -> Draw:
    """The figures shown, and over them something that lets them through."""

    def draw(sheet: Sheet) -> None:
        sheet.table(sheet.facts.scores)
        sheet.canvas._code.append(after.format(**places(sheet)))

    return draw


STRIKING = {"x": "X", "dash": "-", "long-dash": "\N{EM DASH}", "slash": "/", "low-line": "_"}
MORE_HIDDEN = [
    *(
        Kind(f"{name}-under-new", over_old(before, after), finish)
        for name, (before, after, finish) in HIDDEN_STATES.items()
    ),
    *(
        Kind(f"{name}-alone", table_within(before, after), finish, readable=False)
        for name, (before, after, finish) in HIDDEN_STATES.items()
    ),
    *(Kind(f"{name}-over-old", under_cover(after), finish) for name, (after, finish) in COVERS.items()),
    *(
        Kind(f"{name}-over-new", _under_clear(after), finish)
        for name, (after, finish) in READABLE_UNDER.items()
    ),
    Kind(
        "clear-picture", _under_clear(f"q {AT} /Cover Do Q"), add_resources(XObject_Cover=make_clear_picture)
    ),
    Kind("form-clear", draw_in_form(), add_old_form("/Off gs", {"Off": make_state(ca=0.0)})),
    Kind("form-off", draw_in_form(), add_old_form(OC=lambda writer: set_layers(writer))),
    Kind("form-box", draw_in_form(), add_old_form(Matrix=[0.0, 0.0, 0.0, 0.0, 0.0, 0.0])),
    Kind("drawn-font-blank", _print_drawn_font_under, add_drawn_font("0 0 0 0 d1")),
    Kind("drawn-font-blank-alone", _print_drawn_font, add_drawn_font("0 0 0 0 d1"), readable=False),
    Kind("drawn-font-white", _print_drawn_font_under, add_drawn_font("d0 1 g 50 0 500 700 re f")),
    Kind(
        "drawn-font-white-alone",
        _print_drawn_font,
        add_drawn_font("d0 1 g 50 0 500 700 re f"),
        readable=False,
    ),
    Kind(
        "drawn-font-squares",
        _print_drawn_font,
        add_drawn_font("0 0 600 700 d1 50 0 500 700 re f"),
        readable=False,
    ),
    Kind(
        "drawn-font-one-sign",
        _print_drawn_font,
        add_drawn_font("0 0 600 700 d1 250 0 100 700 re f"),
        readable=False,
    ),
    *(
        Kind(f"struck-with-{name}", _strike_with_signs(sign), readable=sign != "/")
        for name, sign in STRIKING.items()
    ),
    Kind("blocked-with-signs", _block_with_signs, readable=False),
    Kind("notes-hidden", _draw_shown, _give_hidden_notes(2)),
    Kind("notes-unviewed", _draw_shown, _give_hidden_notes(4 | 32)),
    Kind("state-off", _draw_shown, _give_hidden_notes(4, state="Yes")),
]
