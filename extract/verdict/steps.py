"""Drop what a sentence says of steps of an evaluation that set no points.

``Självvärderingen är kommunens egen beskrivning och innehåller inga poäng`` says nothing about the printed
points; ``Självvärderingen är kommunens egen`` in a report that is one does. Nor does it matter to whom points
were told that the evaluators have set, or what somebody guessed beforehand as the total.
"""

from __future__ import annotations

import re

from extract.identity.dates import MONTHS
from extract.instrument import MAX_SCORE, TOTAL_ROUNDING
from extract.phrases import compile_phrases, join_phrases

# What is said of it must not speak of the printed points or of the report, nor say whose points it lacks.
WITHOUT_POINTS = re.compile(
    rf"^\W*(?:\w+\W+){{0,2}}?{join_phrases('another step')}"
    r"(?:(?!po[äe]ng|siffr|\btall?(?:en|ene|a)\b|tabell|figur|diagram|rapport)[^.;:!?]){0,100}?"
    rf"{join_phrases('has no points')}(?=\W*$|[;:,]|\s(?:men|och|og|utan)\s)",
    re.IGNORECASE,
)
HEADS = rf"(?:(?:kommunens|kommunes|hela|hele)\s+)?{join_phrases('heads of a municipality')}"
# ``satts av utvärderarna och gåtts igenom med kommunchefen den 26 maj``, with nothing after it
TOLD_TO_HEADS = re.compile(
    rf"(?P<kept>\bav\s+(?:\w+\s+){{0,2}}?{join_phrases('evaluators')}[^.;:!?]{{0,60}}?)"
    rf"\W+{join_phrases('told of the points')}\s+(?:med|för|for|till|til)\s+{HEADS}"
    rf"(?:\s+(?:och|og|samt)\s+{HEADS})?"
    rf"(?:\s+(?:den\s+|i\s+)?(?:\d{{1,2}}\.?\s+)?(?:{'|'.join(MONTHS)})(?:\s+\d{{4}})?)?(?=\W*$)",
    re.IGNORECASE,
)
MAY_TELL = re.compile(rf"\W{join_phrases('told of the points')}", re.IGNORECASE)  # few sentences do
# ``Hon hade gissat på 460 poäng``; what the points are, as in ``Poängen är gissade``, is no such total
GUESSED_TOTAL = re.compile(
    rf"^(?P<before>(?:(?!po[äe]ng|siffr|\btall?(?:en|ene|a)\b|tabell|figur|diagram).)*?)"
    rf"{join_phrases('guesses a total')}(?:\s+[^\W\d]+){{0,5}}?\s+(?P<total>\d{{3}}(?:[.,]5)?)"
    r"(?:\s+po[äe]ng\b|(?=\W*$))",
    re.IGNORECASE,
)
# ``Kommunens egen gissning låg nära utfallet``: what was guessed is another thing than the points
GUESS_BESIDE = re.compile(
    rf"{join_phrases('a guess beforehand')}(?:\W+\w+){{0,4}}?\W+{join_phrases('came close to the result')}"
    r"(?:(?!po[äe]ng|siffr|\btall?(?:en|ene|a)\b|tabell|\b(?:visas|redovisas|återges|står|trycks|anges|vises|gjengis)\b).)*$",
    re.IGNORECASE,
)
MAY_GUESS = re.compile(rf"\W{join_phrases('guesses a total')}", re.IGNORECASE)
NOT_PUBLISHED = compile_phrases("not published by")  # ``rangordnas inte av SKR``


def drop_other_steps(sentence: str) -> str:
    """Return what is left of a sentence without what it says of steps that set no points, or of a guess."""
    return GUESS_BESIDE.sub(" ", NOT_PUBLISHED.sub(" ", WITHOUT_POINTS.sub(" ", sentence)))


def drop_telling(sentence: str) -> str:
    """Return a sentence without to whom points were told at last that the evaluators have set."""
    return TOLD_TO_HEADS.sub(r"\g<kept> ", sentence) if MAY_TELL.search(sentence) else sentence


def drop_guessed_total(sentence: str, total: float) -> str:
    """Return a sentence without a guessed total, if it is another than that of the points."""
    found = GUESSED_TOTAL.match(sentence) if MAY_GUESS.search(f" {sentence}") else None
    guess = float(found["total"].replace(",", ".")) if found else 0.0
    if found is None or guess <= MAX_SCORE or abs(guess - total) <= TOTAL_ROUNDING:
        return sentence
    return f"{found['before']} {sentence[found.end() :]}"
