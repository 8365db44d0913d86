"""Lists in which another number in brackets follows the areas' points: a rank, a mean, earlier points."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords
from tests.invented_reports import NYNORSK_AREAS
from tests.test_lines_under_names import MEAN, STRYN, read
from tests.test_search_series import draw
from tests.test_told import AREAS, POINTS, SCORES

RANKS = (12, 9, 11, 4, 20, 3, 25, 2)


def draw_entries(
    entry: str, intro: str, *, names: Sequence[str] = AREAS["SE"], step: float = 20.0, after: str = ""
) -> PageWords:
    """A page with an entry for each area: its letter, number and name, its points, another number."""
    lines = [
        entry.format(letter=letter, no=no, name=name, points=f"{points:g}", rank=rank, mean=mean)
        for letter, no, name, points, rank, mean in zip(
            "abcdefgh", range(1, 9), names, POINTS, RANKS, MEAN, strict=True
        )
    ]
    cells = [(60.0, 80.0, intro), *((75.0, 120 + step * at, line) for at, line in enumerate(lines))]
    return draw((60.0, 50.0, "Resultat"), *cells, (60.0, 300 + 8 * step, after))


@pytest.mark.parametrize(
    ("entry", "intro"),
    [
        ("{no}. {name}: {points} poäng (nr {rank} av 41)", "Här är våra poäng och vår placering per område:"),
        ("{letter}) {name} – {points} poäng (plats {rank})", "Ystads poäng för varje område:"),
        ("{name} {points} poäng (snitt {mean})", "Kommunens poäng per område:"),
        ("{name}, {points} poäng (2010: {mean})", "Resultat per område för Ystad:"),
    ],
)
@pytest.mark.parametrize("step", [17.0, 24.0])
def test_points_are_read_before_another_number_in_brackets(entry: str, intro: str, step: float) -> None:
    assert read(draw_entries(entry, intro, step=step, after="Ystad fick 475 poäng av 800.")) == SCORES


@pytest.mark.parametrize("names", [NYNORSK_AREAS, AREAS["NO"]])
def test_norwegian_entries_with_letters_and_ranks_are_read(names: Sequence[str]) -> None:
    page = draw_entries(
        "{letter}) {name}: {points} poeng (nr. {rank} av 41)",
        "Her er poenga våre og plasseringa på kvart område:",
        names=names,
        after="Til samanlikning fekk Stryn 438 poeng då kommunen vart evaluert i 2010.",
    )
    assert read(page, STRYN) == SCORES


@pytest.mark.parametrize(
    ("entry", "intro"),
    [
        ("{no}. {name}: {points} poäng (medel av 41 kommuner)", "Poäng per område:"),
        ("{letter}) {name}: {points} poäng (nr {rank} av 41)", "Medelvärdet per område för alla kommuner:"),
        ("{letter}) {name}: {points} poäng (nr {rank} av 41)", "Poängen för Skurup per område:"),
        ("{name}: {points} poäng (Ystad {mean})", "Poäng per område:"),
        ("{name}: {points} poäng (vår poäng {mean})", "Poäng per område:"),
        ("{name}: snitt {points} poäng (nr {rank} av 41)", "Våra poäng per område:"),
    ],
)
def test_points_of_others_in_such_lists_are_not_read(entry: str, intro: str) -> None:
    assert read(draw_entries(entry, intro)) == {}
