"""Judge by the sentences directly above a presentation whether its numbers are somebody else's.

The last sentence before a table, a list or a chart is about it, whether it is a caption or not. If it speaks
of an earlier round, another municipality, an average, a goal or a self-assessment, the numbers are not the
own ones. No sentence makes numbers the own ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.instrument import EDITIONS
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ReadingKind
from extract.vocabulary import AVERAGE, EARLIER, HEADING_WORDS, LINE, OF_MARKS, YEAR, names_other

GOT = join_phrases("past verb")
PAST = re.compile(
    rf"{EARLIER.pattern}|{join_phrases('past')}|{GOT}\W+(?:\w+\W+){{0,2}}(?:då|da)\b|^\W*(?:då|da)\W+{GOT}|\bsist\W*$",
    re.IGNORECASE,
)
MEAN = re.compile(rf"{AVERAGE.pattern}|{join_phrases('mean of others')}", re.IGNORECASE)
ANOTHER = re.compile(
    rf"{join_phrases('another municipality')}|"
    rf"{join_phrases('superlative')} (?:\w+ ){{0,2}}(?:resultat|po[äe]ng|notering|värde|verdi)\w*"
    r"(?: som)?(?: \w+){0,3} (?:bland|blant|av|i|hos) (?:\w+ ){0,3}(?:kommun|grupp|storleksgrupp)",
    re.IGNORECASE,
)
NOT_GIVEN = re.compile(  # assessments that the evaluators did not make, and goals
    rf"{join_phrases('self-assessed')}|"
    r"\bmål\w* (?:för|till|inför) 20\d\d|\bmål\w*\b(?:[^.]{0,40})\bpo[äe]ng",
    re.IGNORECASE,
)
HOPED = compile_phrases("hoped")
COMPARED = re.compile(  # the part of a sentence with which points are compared; it is removed first
    r"\b(?:än|enn|(?<!år )sedan|siden|sidan|(?:jämför|sammenlign|samanlikn)\w* med|i förhållande till|"
    r"(?:ligger|är|er|står) (?:\w+ )?(?:över|under|over))\b(?:[ ]\w+){1,4}",
    re.IGNORECASE,
)
OF_ITS_OWN = re.compile(
    r"(?<![\d,.])(?:\d{1,2}(?:,5)?|100) po[äe]ng", re.IGNORECASE
)  # points of one area, which the sentence is then about
OF_NUMBERS = re.compile(
    rf"{join_phrases('speaks of numbers')}|\b(?:ser|såg|så)\b.{{0,8}}\but\b", re.IGNORECASE
)  # words of a long sentence about a presentation; others belong to the text before
OF_A_VERSION = compile_phrases("edition of the instrument")
NAMED_BY_YEAR = re.compile(
    r"kommune?kompass\w*\W+(?:från\W+|av\W+|år\W+)?((?:19|20)\d\d)|((?:19|20)\d\d)(?: års)? kommune?kompass",
    re.IGNORECASE,
)  # an edition of the instrument named by its year


def find_foreign_kind(sentences: Iterable[str], identity: Identity) -> ReadingKind | None:
    """Return the kind of numbers if the sentences above say that they are not the own points of this round.

    The first sentence that says so counts. ``None`` if there is none.
    """
    return next(
        (kind for text in sentences if (kind := _find_foreign_kind(text, identity)) is not None), None
    )


def _find_foreign_kind(text: str, identity: Identity) -> ReadingKind | None:
    """Return the kind that a sentence names; ``UNKNOWN`` if it may be that of a line beside the numbers."""
    kind = _judge(text, identity)
    return ReadingKind.UNKNOWN if kind is not None and LINE.search(text) else kind


def _judge(text: str, identity: Identity) -> ReadingKind | None:
    years = {int(year) for year in YEAR.findall(OF_MARKS.sub(" ", text))}
    if OF_ITS_OWN.search(text):
        return None
    if len(text.split()) > HEADING_WORDS and not OF_NUMBERS.search(text):
        return None
    text = COMPARED.sub(" ", OF_MARKS.sub(" ", text))
    if NOT_GIVEN.search(text) or (HOPED.search(text) and len(text.split()) <= HEADING_WORDS):
        return ReadingKind.OTHER
    if identity.round in years:
        return None
    if ANOTHER.search(text) or names_other(text, identity):
        return ReadingKind.OTHER
    if MEAN.search(text):
        return ReadingKind.AVERAGE
    if PAST.search(text):
        return ReadingKind.PREVIOUS
    years -= {int(one or other) for one, other in NAMED_BY_YEAR.findall(text)} & {*EDITIONS}
    if years and identity.round is not None and not OF_A_VERSION.search(text):
        return ReadingKind.PREVIOUS if max(years) < identity.round else ReadingKind.OTHER
    return None
