"""Headings that carry the points of their area."""

from __future__ import annotations

import pytest

from extract.page.words import place_lines
from extract.readers.heading import read_headings
from extract.records import Identity

IDENTITY = Identity(country="SE", municipality="Örebro", round=2014, edition=2010)


def read(*lines: str) -> list[float]:
    return [reading.value for reading in read_headings([place_lines(lines)], IDENTITY)]


@pytest.mark.parametrize(
    "lines",
    [
        ("Offentlighet och demokrati (81 poäng)",),
        ("Offentlighet och demokrati (81", "poäng)"),
        ("Offentlighet och demokrati", "(81 poäng)"),
        ("Offentlighet och demokrati", "Resultat: 81 poäng"),
        ("Offentlighet och demokrati, 81 poäng (2014)",),
        ("Offentlighet och demokrati 81 av 100",),
    ],
)
def test_points_after_or_below_a_heading_are_read(lines: tuple[str, ...]) -> None:
    assert read(*lines) == [81.0]


@pytest.mark.parametrize(
    "lines",
    [
        ("Offentlighet och demokrati, 81 poäng (2010)",),
        ("Offentlighet och demokrati 81 poäng i snitt",),
        ("Offentlighet och demokrati 81 poäng i Nacka",),
        ("Offentlighet och demokrati", "Resultat 81 poäng", "Snitt för landet"),
        ("Offentlighet och demokrati", "Resultat 81 poäng 2010"),
        ("Offentlighet och demokrati (81",),
        ("Offentlighet och demokrati (81", "frågor)"),
    ],
)
def test_points_of_others_and_numbers_of_something_else_are_not(lines: tuple[str, ...]) -> None:
    assert read(*lines) == []
