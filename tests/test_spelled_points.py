"""Documents that give points in words, or with one digit in each square of a form, may be reports."""

from __future__ import annotations

import pytest

from extract.identity import classify_document
from extract.instrument import AREA_NUMBERS, AREAS
from tests.invented_reports import PROSE, make_pages

NAMES = [AREAS[2010, area_no].name for area_no in AREA_NUMBERS]
WORDS = (
    "fyrtiosju",
    "sextioett",
    "femtio",
    "trettionio",
    "femtiotvå",
    "fyrtiotre",
    "sjuttioåtta",
    "tjugonio",
)
NORWEGIAN_WORDS = ("førtisju", "sekstien", "femti", "trettini", "femtito", "førtitre", "syttiåtte", "tjueni")


@pytest.mark.parametrize("words", [WORDS, NORWEGIAN_WORDS])
@pytest.mark.parametrize(
    "form", ["I {name} fick kommunen {word} poäng.", "{name} gav {word}.", "{name}: {word} p"]
)
def test_a_letter_that_gives_points_in_words_is_held_at_least(form: str, words: tuple[str, ...]) -> None:
    told = [form.format(name=name, word=word) for name, word in zip(NAMES, words, strict=True)]
    texts = [
        "Till kommunstyrelsen i Tibro\nOm Kommunkompassen",
        "\n".join(f"{each} {PROSE}" for each in told),
    ]
    assert classify_document(make_pages(texts)).is_report


def test_points_in_words_before_or_without_names_of_areas_are_points() -> None:
    told = [f"{word.capitalize()} poäng blev det i del {no}. {PROSE}" for no, word in enumerate(WORDS)]
    assert classify_document(make_pages(["Kommunkompassen i Tibro\nEtt brev", *told])).is_report


@pytest.mark.parametrize("after", [" medarbetare svarade.", " procent är nöjda.", "tusen kronor."])
def test_other_numbers_in_words_are_no_points(after: str) -> None:
    told = [f"{name}: {word}{after} {PROSE}" for name, word in zip(NAMES, WORDS, strict=True)]
    assert not classify_document(make_pages(["Om Kommunkompassen\nEtt brev", "\n".join(told)])).is_report


SQUARES = ("5 4", "6 2", "5 7", "5 0", "4 8", "6 6", "4 3", "6 0")


@pytest.mark.parametrize(
    ("form", "is_report"),
    [
        ("Område\n{no} {name}\nPoäng\n{digits}\nStyrkor", True),
        ("{name}\nPoäng (max 100) {digits}\nOmdöme", True),
        ("{name}\nPoängtal: {digits}", True),
        ("{name} {digits}\nÖppna möten", False),
        ("{name}\nStyrkor Förslag\n{digits}", False),
        ("{name}\nPoäng\n{digits} 3", False),
    ],
)
def test_points_with_a_digit_in_each_square_are_points_but_two_columns_are_none(
    form: str, is_report: bool
) -> None:
    both = enumerate(zip(NAMES, SQUARES, strict=True), 1)
    boxes = [f"{form.format(no=no, name=name, digits=digits)}\n{PROSE}" for no, (name, digits) in both]
    front = "KOMMUNKOMPASSEN\nBlankett\nKommun\nTibro kommun"
    assert classify_document(make_pages([front, *boxes])).is_report == is_report
