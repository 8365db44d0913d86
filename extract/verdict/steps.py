"""Drop what a sentence says of another step of an evaluation that has no points, such as a self-assessment.

``Självvärderingen är kommunens egen beskrivning och innehåller inga poäng`` says nothing about the printed
points; ``Självvärderingen är kommunens egen`` in a report that is one does.
"""

from __future__ import annotations

import re

from extract.phrases import join_phrases

# What is said of it must not speak of the printed points or of the report, nor say whose points it lacks.
WITHOUT_POINTS = re.compile(
    rf"^\W*(?:\w+\W+){{0,2}}?{join_phrases('another step')}"
    r"(?:(?!po[äe]ng|siffr|\btall?(?:en|ene|a)\b|tabell|figur|diagram|rapport)[^.;:!?]){0,100}?"
    rf"{join_phrases('has no points')}(?=\W*$|[;:,]|\s(?:men|och|og|utan)\s)",
    re.IGNORECASE,
)


def drop_step_without_points(sentence: str) -> str:
    """Return what is left of a sentence without what it says of a step that has no points."""
    return WITHOUT_POINTS.sub(" ", sentence)
