"""Which heading is whose: in the order in which headings and columns stand, however they are set."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.differences import settle_differences
from extract.instrument import AREAS
from extract.page.words import PageWords, Word, split_word
from extract.readers import read_pages
from extract.records import Box, Identity, Reading, ReadingKind

IDENTITY = Identity(country="SE", municipality="Arvika", round=2014, edition=2010)
NAMES = [AREAS[2010, area_no].name for area_no in range(1, 9)]
OWN = (54, 37, 83, 45, 29, 66, 71, 40)
OTHERS = (50, 54, 67, 55, 56, 54, 51, 66)
BEFORE = (48, 33, 80, 49, 23, 60, 72, 36)
LETTER = 4.6  # points


def set_text(text: str, x0: float, top: float) -> list[Word]:
    words: list[Word] = []
    for at, letter in enumerate(text):
        if letter == " ":
            words.append(Word("", 0, 0, 0, 0, Box(0, 0, 0, 0)))
            continue
        left = x0 + LETTER * at
        word = Word(letter, left, top, left + LETTER, top + 9, Box(left, top, left + LETTER, top + 9))
        words.append(word)
    joined: list[Word] = []
    parts: list[dict[str, object]] = []
    for word in [*words, Word("", 0, 0, 0, 0, Box(0, 0, 0, 0))]:
        if word.text:
            parts.append(
                {"text": word.text, "x0": word.x0, "x1": word.x1, "top": word.top, "bottom": word.bottom}
            )
        elif parts:
            joined += split_word(parts)
            parts = []
    return joined


def place(text: str, left: float, right: float, how: str) -> float:
    width = LETTER * len(text)
    return {"left": left, "right": right - width, "middle": (left + right - width) / 2}[how]


def draw_table(
    columns: Sequence[tuple[str, Sequence[object]]], width: float, heads: str, numbers: str, sums: str = ""
) -> PageWords:
    words = set_text("Kommunens resultat", 60, 60) + set_text("Område", 60, 100)
    for at, (heading, values) in enumerate(columns):
        left = 300 + at * width
        right = left + width - 8
        words += set_text(heading, place(heading, left, right, heads), 100)
        for row, value in enumerate(values):
            how = sums if sums and row == 8 else numbers
            words += set_text(str(value), place(str(value), left, right, how), 120 + 16 * row)
    for row, name in enumerate(NAMES):
        words += set_text(name, 60, 120 + 16 * row)
    if any(len(values) > 8 for _, values in columns):
        words += set_text("Totalt", 60, 120 + 16 * 8)
    return PageWords(1, 595, 842, tuple(words))


def read_kind(page: PageWords, kind: ReadingKind) -> tuple[float, ...]:
    found: list[Reading] = [
        each
        for each in settle_differences(read_pages([page], IDENTITY), IDENTITY)
        if each.kind is kind and each.area_no and each.reader == "table"
    ]
    return tuple(each.value for each in sorted(found, key=lambda each: each.area_no or 0))


SIDES = ["left", "right", "middle"]


@settings(deadline=None)
@given(
    order=st.permutations([("2011", BEFORE), ("2014", OWN), ("Medel", OTHERS), ("Max", (100,) * 8)]),
    width=st.integers(48, 74),
    heads=st.sampled_from(SIDES),
    numbers=st.sampled_from(SIDES),
)
def test_every_column_has_its_own_heading(
    order: list[tuple[str, Sequence[int]]], width: int, heads: str, numbers: str
) -> None:
    page = draw_table(order, width, heads, numbers)
    assert read_kind(page, ReadingKind.SCORE) in (OWN, ())
    if (heads, numbers) not in (("right", "left"),):
        assert read_kind(page, ReadingKind.SCORE) == OWN
        assert read_kind(page, ReadingKind.PREVIOUS) == BEFORE
        assert read_kind(page, ReadingKind.AVERAGE) == OTHERS


def test_sums_set_otherwise_than_their_columns_are_theirs() -> None:
    columns = [
        ("2011", (*BEFORE, sum(BEFORE))),
        ("2014", (*OWN, sum(OWN))),
        ("Medel", (*OTHERS, sum(OTHERS))),
    ]
    readings = read_pages([draw_table(columns, 66, "left", "right", "left")], IDENTITY)
    assert [each.value for each in readings if each.kind is ReadingKind.TOTAL] == [sum(OWN)]


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        ("2011 (2014)", (ReadingKind.PREVIOUS, ReadingKind.SCORE)),
        ("2014 (2011)", (ReadingKind.SCORE, ReadingKind.PREVIOUS)),
        ("2014 (medel)", (ReadingKind.SCORE, ReadingKind.AVERAGE)),
    ],
)
def test_a_heading_in_brackets_heads_the_numbers_in_brackets(
    heading: str, kinds: tuple[ReadingKind, ReadingKind]
) -> None:
    cells = [f"{one} ({two})" for one, two in zip(OWN, OTHERS, strict=True)]
    page = draw_table([(heading, cells)], 90, "right", "right")
    assert (read_kind(page, kinds[0]), read_kind(page, kinds[1])) == (OWN, OTHERS)


@pytest.mark.parametrize("heading", ["Differens", "+/-", "Avvikelse", "Skillnad"])
def test_own_points_less_those_of_others_are_no_change(heading: str) -> None:
    less = [f"{one - two:+d}" for one, two in zip(OWN, OTHERS, strict=True)]
    page = draw_table([("Medel", OTHERS), ("Arvika", OWN), (heading, less)], 66, "right", "right")
    assert read_kind(page, ReadingKind.SCORE) == OWN
    assert read_kind(page, ReadingKind.CHANGE) == ()
    assert read_kind(page, ReadingKind.PREVIOUS) == ()


@pytest.mark.parametrize("width", [58, 66, 73])
@pytest.mark.parametrize(
    ("columns", "first"),
    [
        ([("Max", (100,) * 8), ("Arvika", OWN), ("Medel", OTHERS)], 8),
        ([("Arvika", OWN), ("Medel", OTHERS), ("Max", (100,) * 8)], 14),
        ([("Medel", OTHERS), ("Max", (100,) * 8), ("Arvika", OWN)], 21),
    ],
)
def test_the_row_numbers_of_a_spreadsheet_shift_no_heading(
    columns: list[tuple[str, Sequence[int]]], first: int, width: int
) -> None:
    table = draw_table(columns, width, "left", "right")
    rows = [word for row in range(8) for word in set_text(str(first + 3 * row), 30, 120 + 16 * row)]
    page = PageWords(1, 595, 842, (*table.words, *set_text(str(first - 2), 30, 100), *rows))
    assert read_kind(page, ReadingKind.SCORE) == OWN
    assert read_kind(page, ReadingKind.AVERAGE) == OTHERS
