"""Find sentences that point at the printed numbers by their look and say what they are.

``Siffrorna i de röda rutorna är desamma som förra gången``, ``De mörka fälten motsvarar länets medelvärde``:
such a sentence in a reading guide or a box must be wholly understood, unless another one says by their look
which numbers are the municipality's. Grey or thin shapes may be those of a mean or an earlier round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extract.meaning.known import FOREIGN_KINDS, is_known, list_area_words
from extract.meaning.terms import OF_SOMEBODY, understand
from extract.meaning.wording import OF_PRINT
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ProvedScore, ReadingKind
from extract.series.colour_words import COLOURS
from extract.verdict.definitions import BEGINNING, CLAUSE_END, OWN_POINTS
from extract.verdict.definitions import HARMLESS as DEFINES_NOTHING
from extract.verdict.marks import is_on_marks
from extract.vocabulary import YEAR

SHAPE = join_phrases("shape of numbers", "shape that holds a number")
LOOK = join_phrases("look of numbers", *COLOURS)
NUMBERS = join_phrases("numbers by look")
SAYS = rf"(?:[^\w.!?]+\w+){{0,4}}?[^\w.!?]+{join_phrases('defines', 'stands for')}\b(?P<rest>.*)"
ARTICLE = r"(?:(?:de|den|det|dei|varje|hver|hvert|kvar|kvart|alla|alle)\s+)?"
NEXT_SHAPE = re.compile(rf"\s(?:och|og)\s(?={ARTICLE}(?:{LOOK}\s+)?{SHAPE}\b)", re.IGNORECASE)
# ``Siffrorna i de röda rutorna är``, ``talen med fet stil är``, ``den stora siffran är``
OF_NUMBERS = re.compile(
    rf"{BEGINNING}(?:{ARTICLE}{NUMBERS}\s+(?:i|på|inom|inuti|med|under|vid|ved|inni|intill)\s+(?:\w+\s+){{0,3}}?"
    rf"(?:{SHAPE}|{LOOK})|{ARTICLE}{LOOK}\s+{NUMBERS}){SAYS}",
    re.IGNORECASE,
)
# ``Rutorna i marginalen är``, ``de grå staplarna är``, ``det fyllda i varje ruta är``
OF_SHAPES = re.compile(
    rf"{BEGINNING}(?:{ARTICLE}(?:{LOOK}\s+)?{SHAPE}|det\s+{LOOK}\s+(?:i|av)\s+(?:\w+\s+){{0,2}}?{SHAPE}){SAYS}",
    re.IGNORECASE,
)
# ``I de gula brickorna står det som``
IN_SHAPES = re.compile(
    rf"{BEGINNING}(?:i|på|inom|inuti|inni)\s+{ARTICLE}(?:{LOOK}\s+)?{SHAPE}(?:\W+\w+){{0,3}}?\W+"
    rf"{join_phrases('is printed')}\b"
    rf"(?P<rest>\W+(?:det|de|den|vad|hva|kva|hur|hvordan|korleis|{NUMBERS})\b.*)",
    re.IGNORECASE,
)
OF_COMPARISONS = compile_phrases("look of comparisons", "coloured grey")
HARMLESS = compile_phrases("said of shapes")
OWN = compile_phrases("own by look")
LEAST_LABELS = 8  # words of areas' names; fewer may be a heading


def find_by_look(
    sentences: Iterable[tuple[int, str]],
    scores: Sequence[ProvedScore],
    identity: Identity,
    others: frozenset[ReadingKind],
    path: Path | None = None,
) -> tuple[int, str] | None:
    """Return the page and the first sentence that makes the numbers of a look somebody else's, or ``None``.

    ``scores`` are the points; after the first page with some, shapes may be those of other pictures.
    ``others`` are the kinds of other numbers beside the points, which a sentence may explain. ``path`` is the
    document, whose page is drawn to see the colours of marks.
    """
    pages = [score.reading.page for score in scores]
    doubtful: dict[bool, tuple[int, str]] = {}  # by whether a sentence speaks of numbers, or of mere shapes
    explained: set[bool] = set()  # likewise, where another sentence says which are the own ones
    first = min(pages, default=0)
    for page, sentence in sentences:
        for rest, clause in _list_said(sentence, with_shapes=page <= first):
            told = understand(clause, identity)
            is_foreign = told.whose & OF_SOMEBODY or told.other or "earlier" in told.when
            is_of_round = str(identity.round) in YEAR.findall(clause)
            is_of_numbers = OF_NUMBERS.search(clause) is not None
            is_own = told.named or is_of_round or OWN.search(clause) or OWN_POINTS.search(clause)
            if is_own and not is_foreign:
                explained |= {is_of_numbers, False}
            elif not (
                _is_understood(rest, clause, identity, others)
                or (page in pages and not is_of_numbers and is_on_marks(clause, identity, path, scores))
            ):
                doubtful.setdefault(is_of_numbers, (page, sentence))
    return next((each for is_of_numbers, each in doubtful.items() if is_of_numbers not in explained), None)


def _list_said(sentence: str, *, with_shapes: bool) -> Iterator[tuple[str, str]]:
    parts = (part for clause in CLAUSE_END.split(sentence) for part in NEXT_SHAPE.split(clause))
    for clause in parts:
        found = OF_NUMBERS.search(clause)
        if found is None and with_shapes:
            found = OF_SHAPES.search(clause) or IN_SHAPES.search(clause)
        if found is not None and not HARMLESS.search(clause):
            yield found["rest"], _drop_labels(clause, found.start() + 1)


def _drop_labels(clause: str, begin: int) -> str:
    """Drop the areas' names, which speak of people, if those of an axis stand before what a clause says."""
    words = clause[:begin].split()
    others = [word for word in words if word.casefold() not in list_area_words()]
    return f"{' '.join(others)} {clause[begin:]}" if len(words) - len(others) >= LEAST_LABELS else clause


def _is_understood(rest: str, clause: str, identity: Identity, others: frozenset[ReadingKind]) -> bool:
    if DEFINES_NOTHING.search(rest):
        return True
    told = understand(clause, identity)
    is_foreign = told.whose & OF_SOMEBODY or told.other or "earlier" in told.when
    is_pale = OF_COMPARISONS.search(clause) is not None and OF_NUMBERS.search(clause) is None
    apart = FOREIGN_KINDS if is_pale else others & FOREIGN_KINDS
    return (bool(apart) or not is_foreign) and is_known(OF_PRINT.sub(" ", rest), identity, apart)
