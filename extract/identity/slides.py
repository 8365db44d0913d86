"""Tell slides from pages of a report, and slides that present a result from those of a talk or a course."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extract.identity.dates import find_dates
from extract.identity.layout import PROSE_LETTERS, Page
from extract.phrases import compile_phrases

SLIDE_LETTERS = 500  # median of a slide: half of the shortest page of prose
SLIDE_PROSE = 0.1  # largest share of a slide's lines that are as long as prose
OPENING = 12  # first lines, in which slides say what they are
FRONT = 3  # slides on which the visit may be printed

_TALK = compile_phrases("title of a talk")
_COURSE = compile_phrases("title of a course")
_EVALUATED = compile_phrases("visit or evaluation")


def are_slides(pages: Sequence[Page]) -> bool:
    """Pages wider than high with few words each, and hardly a line of prose."""
    wide = [page for page in pages if page.is_landscape]
    if len(wide) <= len(pages) / 2 or median(len(page.squeezed.letters) for page in wide) >= SLIDE_LETTERS:
        return False
    lines = [line for page in wide for line in page.squeezed_lines]
    return sum(len(line) > PROSE_LETTERS for line in lines) <= SLIDE_PROSE * len(lines)


def are_of_a_talk(slides: Sequence[Page]) -> bool:
    """Whether slides call themselves feedback or a presentation in their first lines."""
    return _TALK.search(_read_opening(slides)) is not None


def present_result(slides: Sequence[Page]) -> bool:
    """Whether slides present an evaluation that was made, not one that is only talked about.

    Slides that call themselves feedback or a presentation must print when the evaluation was made, and may
    not belong to a course.
    """
    if not are_of_a_talk(slides):
        return True
    lines = [line for page in slides[:FRONT] for line in page.lines]
    return not _COURSE.search(_read_opening(slides)) and any(map(_dates_evaluation, lines))


def _read_opening(slides: Sequence[Page]) -> str:
    first = next(page for page in slides if page.has_text or page.text)
    return "\n".join(first.lines[:OPENING])


def _dates_evaluation(line: str) -> bool:
    """Whether a line gives the days of an evaluation, or its month or season beside a word for it."""
    return any(
        _EVALUATED.search(line[: span.place]) is not None
        or (span.is_several_days and not _TALK.search(line[: span.place]))
        for span in find_dates(line)
    )
