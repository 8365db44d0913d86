"""Make a reading of a number whose meaning a reader has found."""

from __future__ import annotations

from extract.instrument import MAX_SCORE
from extract.numbers import Number
from extract.records import Group, Reading, ReadingKind
from extract.vocabulary import Meaning

TOTALS = {
    ReadingKind.SCORE: ReadingKind.TOTAL,
    ReadingKind.MAX_SCORE: ReadingKind.TOTAL_MAX,
}


def make_reading(
    reader: str,
    number: Number,
    meaning: Meaning,
    *,
    page: int,
    group: Group,
    what: str = "area",
    area_no: int | None = None,
    label: str = "",
    words: str = "",
    editions: tuple[int, ...] = (),
    from_image: bool = False,
) -> Reading:
    """Make the reading of a number.

    ``what`` is the kind of its row: in a ``sum`` row it is a total, in a ``main`` area's row a subtotal.
    """
    kind = meaning.kind
    if what == "sum":
        kind = TOTALS.get(kind, kind)
        area_no = None
        if kind is ReadingKind.TOTAL and number.value <= MAX_SCORE:
            kind = ReadingKind.OTHER  # the sum of one area's rows
    elif what == "main":
        kind = ReadingKind.MAIN_AREA if kind is ReadingKind.SCORE else ReadingKind.OTHER
        area_no = None
    if meaning.edition is not None:
        editions = (meaning.edition,)
    return Reading(
        reader=reader,
        kind=kind,
        value=number.value,
        text=number.text,
        page=page,
        box=number.box,
        group=group,
        area_no=area_no,
        label=label,
        words=words,
        editions=editions,
        year=meaning.year,
        population=meaning.population,
        from_image=from_image,
        most=number.ratio_max,
    )
