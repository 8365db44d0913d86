"""Drop what a sentence says of a step of an evaluation without points, such as a self-assessment.

``Självvärderingen är kommunens egen beskrivning och innehåller inga poäng`` says nothing about the printed
points; ``Självvärderingen är kommunens egen`` in a report that is one does.
"""

from __future__ import annotations

import re

from extract.phrases import compile_phrases, join_phrases

# What is said of it must not speak of the printed points or of the report, nor say whose points it lacks.
WITHOUT_POINTS = re.compile(
    rf"^\W*(?:\w+\W+){{0,2}}?{join_phrases('another step')}"
    r"(?:(?!po[äe]ng|siffr|\btall?(?:en|ene|a)\b|tabell|figur|diagram|rapport)[^.;:!?]){0,100}?"
    rf"{join_phrases('has no points')}(?=\W*$|[;:,]|\s(?:men|och|og|utan)\s)",
    re.IGNORECASE,
)
NOT_PUBLISHED = compile_phrases("not published by")  # ``rangordnas inte av SKR``


def drop_other_steps(sentence: str) -> str:
    """Return what is left of a sentence without what it says of steps that set no points."""
    return NOT_PUBLISHED.sub(" ", WITHOUT_POINTS.sub(" ", sentence))
