"""Headings that carry the points of their area."""

from __future__ import annotations

import pytest

from extract.instrument import AREAS
from extract.page.words import place_lines
from extract.readers import read_pages
from extract.records import Identity, ReadingKind
from extract.series.headings import describe
from extract.series.sheet import make_sheets

IDENTITY = Identity(country="SE", municipality="Örebro", round=2014, edition=2010)
NAMES = [AREAS[2010, area_no].name for area_no in range(1, 9)]
SCORES = (81, 75, 66, 71, 59, 70, 62, 80)
TEXT = ["Kommunen har under flera år arbetat med att utveckla styrningen."] * 4


def read(*form: str) -> list[float]:
    """The scores of eight chapters with headings of this form: ``@`` is the name, ``#`` the points."""
    lines = []
    for name, score in zip(NAMES, SCORES, strict=True):
        lines += [*(line.replace("@", name).replace("#", str(score)) for line in form), *TEXT, ""]
    found = read_pages([place_lines(lines)], IDENTITY)
    return [each.value for each in found if each.kind is ReadingKind.SCORE]


@pytest.mark.parametrize(
    "form",
    [
        ("@ (# poäng)",),
        ("@", "(# poäng)"),
        ("@", "Resultat: # poäng"),
        ("@, # poäng (2014)",),
        ("@ # av 100",),
        ("@", "Poäng  #     Max  100     Snitt  51"),
        ("@", "Max  100     Poäng  #     Rikssnitt  51"),
        ("@", "Medel  51    Poäng  #    Maxpoäng  100"),
    ],
)
def test_points_after_or_below_a_heading_are_read(form: tuple[str, ...]) -> None:
    assert read(*form) == list(SCORES)


@pytest.mark.parametrize(
    "form",
    [
        ("@, # poäng (2010)",),
        ("@ # poäng i snitt",),
        ("@ # poäng i Nacka",),
        ("@", "Resultat # poäng", "Snitt för landet"),
        ("@", "Resultat # poäng 2010"),
        ("@ (#",),
        ("@ (#", "frågor)"),
        ("@", "Delområde 1.1", "# poäng"),
        ("@", "", "Delfråga 3", "# poäng", ""),
        ("@", "Underområde A:", "Poäng: #"),
        ("@", "Poäng  #  max"),
    ],
)
def test_points_of_others_and_numbers_of_something_else_are_not(form: tuple[str, ...]) -> None:
    assert read(*form) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Mål 65 · Snitt i landet 61", ["Mål #", "Snitt i landet #"]),
        ("2009: 48 | Mål 71", ["2009: #", "Mål #"]),
        ("Bäst 91 • snitt 52 • 60 poäng 2011", ["Bäst #", "snitt #", "# poäng 2011"]),
        ("Poäng 62 av 100", ["Poäng # av 100"]),
    ],
)
def test_each_entry_of_a_cell_has_its_own_words(line: str, words: list[str]) -> None:
    (sheet,) = make_sheets([place_lines(["Ledarskap, ansvar och delegation", line])])
    numbers = [each for each in sheet.numbers if each.text not in ("2009", "2011")]
    assert [describe(sheet, each)[0] for each in numbers] == words
