"""Tables parted in two under each other, their columns headed by shortened and hyphenated names."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords
from tests.test_chapters_alone import STRYN, YSTAD
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES
from tests.test_told_lists import MEANS, publish

HEADS = {
    "SE": (
        "Offentlig-|het och|demokrati",
        "Tillgänglig-|het och brukar-|orientering",
        "Politisk|styrning",
        "Ledarskap och|delegation",
        "Resultat och|effektivitet",
        "Kommunen som|arbets-|givare",
        "Verksam-|hetsut-|veckling",
        "Samhälls-|byggare",
    ),
    "NO": (
        "Offentlighet|og demokrati",
        "Tilgjengelighet",
        "Politisk|styring",
        "Leder-|skap",
        "Resultatfokus",
        "Arbeids-|giver",
        "Utviklings-|strategi",
        "Samfunns-|utvikler",
    ),
}
OWN = [int(points) for points in POINTS]


def draw_halves(
    rows: Sequence[tuple[str, str]],
    *,
    name: str = "SE",
    cut: int = 4,
    swapped: bool = False,
    below: str = "Sammanlagt får Ystads kommun 475 poäng av 800.",
    step: float = 95,
    second: Sequence[tuple[str, str]] = (),
) -> PageWords:
    """Two tables: names over the columns, then a row for each label with its numbers."""
    numbers = {
        "own": OWN,
        "mean": MEANS,
        "apart": [one - other for one, other in zip(OWN, MEANS, strict=True)],
    }
    cells: list[Cell] = [(60, 50, "Resultat")]
    order = [*range(8)]
    if swapped:
        order[4], order[5] = 5, 4
    for half, areas in enumerate((order[:cut], order[cut:])):
        top = 100.0 + 220 * half
        for column, at in enumerate(areas):
            x = 170 + step * column
            for line, part in enumerate(HEADS[name][at].split("|")):
                cells.append((x, top + 12 * line, part))
            for row, (_, kind) in enumerate(rows):
                sign = "+" if kind == "apart" else ""
                cells.append((x + 20, top + 60 + 20 * row, f"{numbers[kind][at]:{sign}d}"))
        for row, (label, _) in enumerate((second or rows) if half else rows):
            cells.append((60, top + 60 + 20 * row, label))
    return draw(*cells, (60, 600, below))


@pytest.mark.parametrize(
    "rows",
    [
        (("Ystad 2014", "own"), ("Medel", "mean"), ("Skillnad", "apart")),
        (("Genomsnitt", "mean"), ("Ystads kommun", "own")),
        (("Kommunens poäng", "own"),),
    ],
)
@pytest.mark.parametrize(("cut", "step"), [(4, 95), (4, 80), (5, 84)])
def test_halves_under_each_other_are_one_table(
    rows: Sequence[tuple[str, str]], cut: int, step: float
) -> None:
    assert publish([draw_halves(rows, cut=cut, step=step)], YSTAD) == SCORES


def test_norwegian_halves_are_one_table() -> None:
    rows = (("Stryn 2014", "own"), ("Landsgjennomsnitt", "mean"))
    below = "Samla fekk Stryn kommune 475 poeng av 800."
    assert publish([draw_halves(rows, name="NO", below=below)], STRYN) == SCORES


@pytest.mark.parametrize(
    ("rows", "second", "below", "swapped"),
    [
        (
            (("Ystad 2014", "own"),),
            (("Ystad 2009", "own"),),
            "Ystads kommun får sammanlagt 475 poäng.",
            False,
        ),
        ((("Medel", "mean"), ("Skillnad", "apart")), (), "Ystads kommun får sammanlagt 475 poäng.", False),
        ((("Ystad 2014", "own"), ("Medel", "mean")), (), "Ystads kommun får sammanlagt 485 poäng.", False),
        ((("Skurup 2014", "own"), ("Medel", "mean")), (), "Genomsnittet är 454 poäng.", False),
        ((("Ystad 2014", "own"), ("Medel", "mean")), (), "Ystads kommun får sammanlagt 475 poäng.", True),
    ],
)
def test_halves_that_differ_or_are_of_others_give_no_scores(
    rows: Sequence[tuple[str, str]], second: Sequence[tuple[str, str]], below: str, swapped: bool
) -> None:
    assert not publish([draw_halves(rows, second=second, below=below, swapped=swapped)])


@pytest.mark.parametrize("places", [(300, 300, 300, 300), (320, 290, 285, 320), (300, 340, 340, 300)])
@pytest.mark.parametrize(
    ("heads", "published"),
    [
        (("Ystad", "Genomsnitt"), True),
        (("Ystad 2014", "Snitt"), True),
        (("2014", "2010"), True),
        (("Skurup", "2010"), False),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_each_pair_of_areas_may_have_a_table_with_own_headings(
    places: Sequence[int], heads: tuple[str, str], published: bool, swapped: bool
) -> None:
    cells: list[Cell] = [(60, 50, "Resultat"), (60, 70, "Sammanlagt får Ystads kommun 475 poäng av 800.")]
    for at, place in enumerate(places):
        top = 100.0 + 90 * at
        columns = [*zip(heads, (OWN, MEANS), strict=True)][:: -1 if swapped else 1]
        for column, (head, numbers) in enumerate(columns):
            cells.append((place + 80.0 * column, top, head))
            for row in (1, 2):
                cells.append((place + 80.0 * column + 10, top + 20 * row, str(numbers[2 * at + row - 1])))
        cells += [(60, top + 20 * row, f"{2 * at + row}. {AREAS['SE'][2 * at + row - 1]}") for row in (1, 2)]
    assert publish([draw(*cells)], YSTAD) == (SCORES if published else {})
