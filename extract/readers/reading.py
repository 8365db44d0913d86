"""Make a reading of a number whose meaning a reader has found."""

from __future__ import annotations

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
    area_no: int | None = None,
    label: str = "",
    words: str = "",
    editions: tuple[int, ...] = (),
    from_image: bool = False,
) -> Reading:
    """Make the reading of a number."""
    if meaning.edition is not None:
        editions = (meaning.edition,)
    return Reading(
        reader=reader,
        kind=meaning.kind,
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
