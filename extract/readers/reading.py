"""Make a reading of a number whose meaning a reader has found."""

from __future__ import annotations

from extract.numbers import Number
from extract.page.words import PageWords
from extract.records import Group, Reading, ReadingKind

TOTALS = {
    ReadingKind.SCORE: ReadingKind.TOTAL,
    ReadingKind.MAX_SCORE: ReadingKind.TOTAL_MAX,
}


def make_reading(
    reader: str,
    kind: ReadingKind,
    number: Number,
    page: PageWords,
    group: Group,
    *,
    area_no: int | None = None,
    subarea_no: str | None = None,
    label: str = "",
    words: str = "",
    editions: tuple[int, ...] = (),
    year: int | None = None,
    population: str | None = None,
    owner: str = "",
) -> Reading:
    """Make the reading of a number on a page."""
    return Reading(
        reader,
        kind,
        number.value,
        number.text,
        page.number,
        number.box,
        group,
        area_no,
        subarea_no,
        label,
        words,
        editions,
        year,
        population,
        from_image=page.from_image,
        most=number.ratio_max,
        owner=owner,
    )
