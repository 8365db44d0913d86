"""Charts with two kinds of marks of which only one has numbers, and the sentence that says so."""

from __future__ import annotations

import pytest

from extract.claims.numbered import find_said_of_numbers
from extract.page.words import PageWords
from tests.test_search_series import EARLIER, LETTER, NAMES, OWN, Cell, draw, judge

SHOWN = "Bilden visar de åtta områdena."
CAPTION = "Figur 1. Poäng per område."


def measure(text: str) -> float:
    return LETTER * len(text.replace(" ", "")) + LETTER / 2 * text.count(" ")


def draw_dots(*texts: str, caption: str = CAPTION, step: float = 26.0, both: bool = False) -> PageWords:
    """Names set right, each with its number after a dot that stands at its value, and a legend over them."""
    cells: list[Cell] = [(60.0, 60.0 + 14 * at, text) for at, text in enumerate(texts)]
    cells += [(300.0, 150.0, "Oskarshamn 2011"), (420.0, 150.0, "Oskarshamn 2007 (utan siffra)")]
    for row, (name, own, earlier) in enumerate(zip(NAMES, OWN, EARLIER, strict=True)):
        top = 190.0 + step * row
        cells += [(265.0 - measure(name), top, name), (275.0 + 2.5 * own, top, str(own))]
        cells += [(275.0 + 2.5 * earlier, top + 11, str(earlier))] if both else []
    cells.append((60.0, 200.0 + step * 8, caption))
    return PageWords(1, 595, 842, draw(*cells).words)


def publishes(page: PageWords) -> bool:
    values = [each.value for each in judge(page).scores]
    assert values in ([], OWN)
    return bool(values)


OWN_SENTENCES = [
    "Den fyllda punkten är årets och har en siffra; den tomma visar var kommunen stod 2007.",
    "Den tomma punkten visar var kommunen stod 2007, och den fyllda är årets och har en siffra.",
    "Den fyllda cirkeln visar årets poäng, medan ringen utan siffra visar kommunens poäng 2007.",
    "Den svarta pricken är kommunens poäng 2011 och har en siffra, den grå är från 2007.",
    "De fyllda prickarna visar utfallet 2011, men de ihåliga saknar siffra och visar 2007.",
    "Ringen är förra gången och saknar siffra; punkten är årets.",
]


@pytest.mark.parametrize("sentence", OWN_SENTENCES)
@pytest.mark.parametrize("step", [24.0, 30.0])
def test_a_sentence_on_two_marks_says_of_the_numbers_what_it_says_of_one(sentence: str, step: float) -> None:
    assert publishes(draw_dots(SHOWN, sentence, step=step))


@pytest.mark.parametrize(
    "sentence",
    [
        "Den fyllda punkten visar var kommunen stod 2007 och har en siffra; den tomma är årets.",
        "Den tomma punkten är årets; den fyllda är från 2007 och har en siffra.",
        "Den fyllda punkten är ledningens gissning och har en siffra; den tomma är årets.",
        "Den fyllda punkten är grannkommunernas och har en siffra; den tomma är kommunens.",
        "Den fyllda cirkeln visar länets medelvärde, medan ringen utan siffra visar årets poäng.",
        "Ringen är årets och saknar siffra; punkten är förra gången.",
        "Ringen är årets och saknar siffra; punkten är vad vi siktar på.",
        "Den fyllda punkten är årets och den tomma visar var kommunen stod 2007.",
        "Den fyllda punkten har en siffra; den tomma visar var kommunen stod 2007.",
        "Den fyllda punkten är årets och har en siffra som nämnden satte; den tomma är från 2007.",
    ],
)
def test_the_marks_with_numbers_may_be_others(sentence: str) -> None:
    assert not publishes(draw_dots(SHOWN, sentence))


@pytest.mark.parametrize("sentence", OWN_SENTENCES)
@pytest.mark.parametrize(
    "caption",
    [
        "Figur 1. Poäng per område så som ledningsgruppen gissade dem veckan före besöket.",
        "Figur 1. Områdenas poäng enligt medborgarna.",
    ],
)
def test_a_caption_can_still_give_them_to_others(sentence: str, caption: str) -> None:
    assert not publishes(draw_dots(SHOWN, sentence, caption=caption))


def test_two_series_of_numbers_are_not_told_apart_by_such_a_sentence() -> None:
    assert not publishes(draw_dots(SHOWN, OWN_SENTENCES[0], both=True))


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (OWN_SENTENCES[0], "årets"),
        (OWN_SENTENCES[1], "årets"),
        ("Den fylte prikken er årets og har et tall; den tomme viser 2012.", "årets"),
        ("Den fyllda punkten visar vad vi gissade och har en siffra; den tomma är årets.", "vad vi gissade"),
        ("Kommunen har vuxit; den fyllda punkten är årets.", ""),
        ("Den fyllda punkten är årets; den tomma är förra årets.", ""),
        ("Den fyllda punkten har en siffra och den tomma har en siffra.", ""),
    ],
)
def test_what_is_said_of_the_numbers(sentence: str, said: str) -> None:
    assert find_said_of_numbers(sentence) == said
