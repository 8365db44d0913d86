"""Objects of a PDF as tests put them into a page's resources: pictures, patterns, forms, states."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    RectangleObject,
    StreamObject,
)

from tests.shown.sheet import HEIGHT, WIDTH, Facts, Finish

Make = Callable[[PdfWriter], object]


def add_resources(**made: Make) -> Finish:
    """Things that the page's operators name, by ``Kind_Name``: ``XObject_Cover``, ``ExtGState_Off``."""

    def finish(writer: PdfWriter, _: Facts) -> None:
        resources = writer.pages[-1]["/Resources"].get_object()
        for name, make in made.items():
            kind, own = name.split("_")
            resources.setdefault(NameObject(f"/{kind}"), DictionaryObject())  # type: ignore[union-attr]
            resources[f"/{kind}"].get_object()[NameObject(f"/{own}")] = make(writer)  # type: ignore[index]

    return finish


def name_all(**values: object) -> DictionaryObject:
    """A dictionary of a file: texts become names, numbers numbers."""
    return DictionaryObject({NameObject(f"/{key}"): _convert(value) for key, value in values.items()})


def _convert(value: object) -> object:
    if isinstance(value, PdfObject) or not isinstance(value, (str, int, float, list, tuple)):
        return value
    if isinstance(value, str):
        return NameObject(f"/{value}")
    if isinstance(value, int):
        return NumberObject(value)
    return FloatObject(value) if isinstance(value, float) else ArrayObject(map(_convert, value))


def make_stream(data: bytes, **values: object) -> Make:
    """An object with data."""

    def make(writer: PdfWriter) -> object:
        stream = StreamObject()
        stream._data = data
        stream.update(name_all(**values))
        return writer._add_object(stream)

    return make


def make_form(operators: str, **values: object) -> Make:
    """A form as large as the page, transparency group if ``Group`` is given."""

    def make(writer: PdfWriter) -> object:
        stream = DecodedStreamObject()
        stream.set_data(operators.encode())
        box = RectangleObject((0, 0, WIDTH, HEIGHT))
        stream.update(name_all(Type="XObject", Subtype="Form", BBox=box, **values))
        return writer._add_object(stream)

    return make


def make_state(**values: object) -> Make:
    """A graphics state."""
    return lambda writer: writer._add_object(name_all(Type="ExtGState", **values))


def make_black_mask(writer: PdfWriter) -> object:
    """A state whose soft mask is black everywhere: nothing drawn with it is shown."""
    group = name_all(S="Transparency", CS="DeviceGray")
    form = make_form(f"0 g 0 0 {WIDTH} {HEIGHT} re f", Group=group)(writer)
    return make_state(SMask=name_all(S="Luminosity", G=form))(writer)


def make_tiling(operators: str) -> Make:
    """A pattern of coloured tiles."""
    return make_stream(
        operators.encode(),
        Type="Pattern",
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=[0, 0, 5, 5],
        XStep=5,
        YStep=5,
        Resources=DictionaryObject(),
    )


def make_fax(writer: PdfWriter) -> object:
    """A white picture as fax machines pack it."""
    packed = io.BytesIO()
    Image.new("1", (64, 64), 1).save(packed, "TIFF", compression="group4")
    image = Image.open(io.BytesIO(packed.getvalue()))
    offset, size = image.tag_v2[273][0], image.tag_v2[279][0]  # type: ignore[attr-defined]
    is_black = image.tag_v2[262] == 0  # type: ignore[attr-defined]
    parameters = name_all(K=-1, Columns=64, Rows=64)
    return make_stream(
        packed.getvalue()[offset : offset + size],
        Type="XObject",
        Subtype="Image",
        Width=64,
        Height=64,
        BitsPerComponent=1,
        ColorSpace="DeviceGray",
        Filter="CCITTFaxDecode",
        DecodeParms=parameters,
        Decode=[0, 1] if is_black else [1, 0],
    )(writer)


def make_stencil(*, is_inverted: bool) -> Make:
    """A stencil that lets the colour through everywhere, told in one of the two ways."""
    data = (b"\xff" if is_inverted else b"\x00") * 8
    return make_stream(
        data,
        Type="XObject",
        Subtype="Image",
        Width=8,
        Height=8,
        BitsPerComponent=1,
        ImageMask=BooleanObject(True),
        Decode=[1, 0] if is_inverted else [0, 1],
    )


def make_clear_picture(writer: PdfWriter) -> object:
    """A white picture all of which is transparent."""
    mask = _make_grey_picture(b"\x00")(writer)
    return _make_grey_picture(b"\xff", SMask=mask)(writer)


def _make_grey_picture(level: bytes, **values: object) -> Make:
    """A picture of four dots by four, all of one grey."""
    return make_stream(
        level * 16,
        Type="XObject",
        Subtype="Image",
        Width=4,
        Height=4,
        BitsPerComponent=8,
        ColorSpace="DeviceGray",
        **values,
    )
