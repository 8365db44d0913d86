"""Tables close below each other with the areas as columns, whose names stand in the middle of their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from extract.page.words import PageWords, Word
from extract.records import Box
from tests.test_chapters_alone import YSTAD
from tests.test_parted_tables import OWN
from tests.test_search_series import Cell
from tests.test_told import SCORES
from tests.test_told_lists import MEANS, publish

NAMES = (
    "Offentlighet och|demokrati",
    "Tillgänglighet och|brukarorientering",
    "Politisk styrning och|kontroll",
    "Ledarskap, ansvar|och delegation",
    "Resultat och|effektivitet",
    "Kommunen som|arbetsgivare –|personalpolitik",
    "Verksamhetsutveckling",
    "Kommunen som|samhällsbyggare",
)
EARLIER = [each - 6 for each in OWN]
NUMBERS = {"own": OWN, "mean": MEANS, "earlier": EARLIER, "most": [100] * 8}
TOTAL = "Sammanlagt fick kommunen 475 poäng av 800, jämfört med 427 poäng 2011."
ROWS = (("Ystad 2014", "own"), ("Ystad 2011", "earlier"), ("Högst möjligt", "most"))


def draw_stack(
    rows: Sequence[tuple[str, str]] = ROWS,
    *,
    second: Sequence[tuple[str, str]] = (),
    groups: Sequence[Sequence[int]] = ((1, 2, 3, 4), (5, 6, 7, 8)),
    gap: float = 28,
    step: float = 95,
    above: str = TOTAL,
    captions: Sequence[str] = (),
) -> PageWords:
    cells: list[Cell] = [(60, 50, "Resultat"), (60, 66, above)]
    names: list[Cell] = []
    top = 92.0
    for part, areas in enumerate(groups):
        shown = second if part and second else rows
        if captions:
            cells.append((60, top, captions[part]))
            top += 16
        heads = [f"{area_no}. {NAMES[area_no - 1]}".split("|") for area_no in areas]
        most = max(map(len, heads))
        for column, head in enumerate(heads):
            first = top + 5.5 * (most - len(head))
            names += [(170 + step * column, first + 11 * at, line) for at, line in enumerate(head)]
        for at, (label, kind) in enumerate(shown):
            y = top + 11 * most + 6 + 19 * at
            cells.append((60, y, label))
            for column, area_no in enumerate(areas):
                number = str(NUMBERS[kind][area_no - 1])
                cells.append((170 + step * (column + 0.4) - 2.5 * len(number), y, number))
        top += 11 * most + 19 * len(shown) + gap
    return PageWords(1, 595, 842, (*set_words(cells, 11), *set_words(names, 8)))


def set_words(cells: Sequence[Cell], size: float) -> Iterator[Word]:
    letter = 0.45 * size
    for x, top, text in cells:
        for part in text.split():
            box = Box(x, top, x + letter * len(part), top + size)
            yield Word(part, box.x0, box.top, box.x1, box.bottom, box)
            x = box.x1 + letter / 2


@pytest.mark.parametrize("rows", [ROWS, ROWS[:2], (ROWS[2], ROWS[1], ROWS[0]), (("Medel", "mean"), ROWS[0])])
@pytest.mark.parametrize(("gap", "step"), [(28, 95), (14, 100), (50, 90)])
def test_each_row_belongs_to_the_names_over_it(
    rows: Sequence[tuple[str, str]], gap: float, step: float
) -> None:
    assert publish([draw_stack(rows, gap=gap, step=step)], YSTAD) == SCORES


@pytest.mark.parametrize(
    "groups",
    [((1, 2, 3), (4, 5, 6, 7, 8)), ((1, 2, 3, 4, 5), (6, 7, 8)), ((5, 6, 7, 8), (1, 2, 3, 4))],
)
def test_the_halves_may_be_of_different_widths_and_in_any_order(groups: Sequence[Sequence[int]]) -> None:
    assert publish([draw_stack(groups=groups, step=80)], YSTAD) == SCORES


@pytest.mark.parametrize(("rows", "above"), [(ROWS, TOTAL), ((("Poäng", "own"),), "Resultat för Ystad")])
def test_the_halves_may_have_captions(rows: Sequence[tuple[str, str]], above: str) -> None:
    captions = ("Tabell 1. Område 1–4, poäng", "Tabell 2. Område 5–8, poäng")
    assert publish([draw_stack(rows, captions=captions, above=above)], YSTAD) == SCORES


@pytest.mark.parametrize(
    ("rows", "second", "groups", "above"),
    [
        (ROWS[:1], (("Ystad 2011", "own"),), ((1, 2, 3, 4), (5, 6, 7, 8)), TOTAL),
        (ROWS, (), ((1, 2, 3, 4), (5, 6, 7, 8)), TOTAL.replace("475", "485")),
        ((("Skurup 2014", "own"), ROWS[1]), (), ((1, 2, 3, 4), (5, 6, 7, 8)), TOTAL),
        (ROWS, (), ((1, 2, 3, 4), (5, 6, 7)), TOTAL),
        (ROWS[:2], (("Ystad 2014", "earlier"), ROWS[2]), ((1, 2, 3, 4), (5, 6, 7, 8)), TOTAL),
    ],
)
def test_stacked_tables_that_differ_or_are_of_others_give_no_scores(
    rows: Sequence[tuple[str, str]],
    second: Sequence[tuple[str, str]],
    groups: Sequence[Sequence[int]],
    above: str,
) -> None:
    assert not publish([draw_stack(rows, second=second, groups=groups, above=above)], YSTAD)


def test_a_caption_may_give_one_of_the_halves_to_another() -> None:
    captions = ("Tabell 1. Område 1–4, poäng", "Tabell 2. Område 5–8, Skurups poäng")
    assert not publish(
        [draw_stack((("Poäng", "own"),), captions=captions, above="Resultat för Ystad")], YSTAD
    )
