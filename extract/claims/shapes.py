"""Heed sentences that say what the shapes show on which numbers are printed: ``Cirkeln visar Ales poäng``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.claims.candidate import Candidate
from extract.claims.owner import Attribution, Claim
from extract.meaning.clauses import CLAUSE_END
from extract.meaning.known import is_known
from extract.meaning.terms import OF_SOMEBODY, understand
from extract.numbers import Number
from extract.page.words import PageWords, Shape, Word
from extract.phrases import join_phrases
from extract.records import Identity, ReadingKind
from extract.series.passages import join_words

SHOWS = re.compile(
    rf"\W*(?:{join_phrases('numbers by look')}\s+(?:i|på)\s+)?(?:(?:den|de|varje|hver|kvar)\s+)?(?:\w+\s+)?"
    rf"{join_phrases('shape that holds a number')}(?:\s+(?:i|vid|ved|till|til)\s+\w+)?"
    rf"\s+{join_phrases('shape shows')}\s",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?:(?<=[.!?])\s+|\n)(?=[A-ZÅÄÖÆØ])")  # a line may begin with one
LEAST_RATIO = 0.6  # of the sides of a shape that holds one number; a bar is longer
LARGEST = 8.0  # multiple of a number's height; a larger shape is a background
SAME_SIZE = 2.0  # points; largest difference between the sides of the shapes of one series


def heed_shapes(candidate: Candidate, candidates: Sequence[Candidate], identity: Identity) -> Candidate:
    """Make numbers without words the own ones if a sentence on their page says so of the shapes they are on.

    No other number of the page may be on such a shape, as it could be meant as well.
    """
    series = candidate.series
    views = {id(pair.view): pair.view for pair in series.pairs.values()}
    if candidate.meaning.claim is not Claim.SILENT or not series.is_whole or len(views) > 1:
        return candidate
    view = next(iter(views.values()))
    told = list(_list_told(view))
    are_own = bool(told) and all(_is_own(each, identity) for each in told)
    if not are_own or not _are_alone(view, [pair.number for pair in series.pairs.values()]):
        return candidate
    return replace(
        candidate,
        series=replace(series, around=(*series.around, told[0])),
        meaning=Attribution(ReadingKind.SCORE, Claim.OWN, None, told[0]),
    )


def _list_told(view: PageWords) -> Iterator[str]:
    """List what the clauses of a page tell that such shapes show: *Ales poäng*."""
    text = "\n".join(join_words(line) for line in view.lines())
    for sentence in SENTENCE_END.split(text):
        clauses = CLAUSE_END.split(" ".join(sentence.split()))
        yield from (clause[found.end() :].strip() for clause in clauses if (found := SHOWS.match(clause)))


def _is_own(text: str, identity: Identity) -> bool:
    told = understand(text, identity)
    is_own = told.named or "own" in told.whose
    return is_own and not told.whose & OF_SOMEBODY and is_known(text, identity, frozenset())


def _are_alone(view: PageWords, numbers: Sequence[Number]) -> bool:
    """Whether each number is on a shape of its own, all of one size, and no other number of the page is."""
    found = [_find_shape(view, number.word) for number in numbers]
    shapes = [shape for shape in found if shape is not None]
    if len(shapes) < len(numbers) or len({id(shape) for shape in shapes}) < len(numbers):
        return False
    widths = [shape.box.x1 - shape.box.x0 for shape in shapes]
    own = {id(number.word) for number in numbers}
    others = (word for word in view.words if word.text[:1].isdigit() and id(word) not in own)
    return max(widths) - min(widths) <= SAME_SIZE and not any(_find_shape(view, each) for each in others)


def _find_shape(view: PageWords, word: Word) -> Shape | None:
    """Find the shape about as wide as high that has a number in its middle part."""
    box = word.box
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    for shape in view.shapes:
        across, down = shape.box.x1 - shape.box.x0, shape.box.bottom - shape.box.top
        if (
            min(across, down) >= LEAST_RATIO * max(across, down)
            and word.height < down < LARGEST * word.height
            and abs(x - (shape.box.x0 + shape.box.x1) / 2) < across / 4
            and abs(y - (shape.box.top + shape.box.bottom) / 2) < down / 4
        ):
            return shape
    return None
