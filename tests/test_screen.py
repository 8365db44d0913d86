"""Screening: which pages are worth the slow look."""

from __future__ import annotations

from extract.screen import screen_pages
from extract.textpass import PageText, mend_letters

PROSE = "Kommunen har 12 345 invånare. Av de tillfrågade är 87 procent nöjda med kommunens service.\n" * 20
TABLE = (
    "Offentlighet och demokrati 60 100\nPolitisk styrning och kontroll 57 100\n"
    "Resultat och effektivitet 64 100\nVerksamhetsutveckling 59 100\n"
)


def make_pages(*texts: str) -> list[PageText]:
    return [PageText(number, 595, 842, text, 0) for number, text in enumerate(texts, start=1)]


def test_only_pages_that_can_carry_scores_pass() -> None:
    rows = "".join(f"2.{at} Delområde nummer {at} 7 15\n" for at in range(1, 5))
    pages = make_pages(PROSE, TABLE, PROSE, rows, PROSE)
    assert screen_pages(pages) == [2, 4]


def test_a_heading_and_a_sentence_with_points_pass() -> None:
    heading = f"Område 1 Offentlighet och\ndemokrati 49 poäng\n{PROSE}"
    sentence = f"{PROSE}Totalt fick kommunen 506 av 800 poäng.\n"
    assert screen_pages(make_pages(PROSE, heading, PROSE, sentence)) == [2, 4]


def test_a_list_of_areas_without_scores_does_not_pass() -> None:
    areas = "Offentlighet och demokrati\nResultat och effektivitet\nVerksamhetsutveckling\n"
    assert screen_pages(make_pages(areas, PROSE)) == []


def test_letters_with_swapped_bytes_are_mended() -> None:
    assert mend_letters("delega\u7400\u6900on") == "delegation"
    assert mend_letters("O\ufb03ce 60–70 ½") == "Office 60–70 ½"
