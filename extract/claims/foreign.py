"""Judge from one text around a presentation whether its numbers are not the own points of this round."""

from __future__ import annotations

import re

from extract.instrument import EDITIONS
from extract.meaning.terms import OUT_OF, understand
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ReadingKind
from extract.vocabulary import (
    AVERAGE,
    EARLIER,
    HEADING_WORDS,
    LINE,
    NO_RESULT,
    OF_MARKS,
    YEAR,
    is_mean_of_others,
    names_other,
    names_own,
)

COMPARES_OWN = compile_phrases("compares own points")
NOT_POINTS = re.compile(
    rf"{join_phrases('not points')}|^(?:andel|procent|prosent)|"
    r"^(?:högsta |høyeste )?(?:möjlig|mulig|max|maks)\D*$",
    re.IGNORECASE,
)
OF_A_PART = re.compile(  # a department or district of the municipality
    r"\b(?!kommun)\w{3,}(?:förvaltning|nämnd|avdelning|stadsdel)(?:en|ens|s)?\b", re.IGNORECASE
)
SUPPOSED = re.compile(
    rf"{join_phrases('supposed')}|\bkan (?:bli|nå|uppnå|öka|höjas)\b(?!.*\b(?:högst|max|100|800)\b)",
    re.IGNORECASE,
)
BY_OTHERS = re.compile(  # assessments by others than the evaluators
    rf"{join_phrases('self-assessed')}|{join_phrases('people')}.*{join_phrases('judges')}|"
    rf"{join_phrases('judges')}\W+(?:\w+\W+){{0,2}}{join_phrases('people')}",
    re.IGNORECASE,
)
PART_OF_IT = compile_phrases("part of a picture")  # such as a column of a table or a line of a chart
OF_A_ROUND = compile_phrases("of a round")
INSTRUMENT = re.compile(r"kommunkompass", re.IGNORECASE)
OF_INSTRUMENT = compile_phrases("changes of the instrument")
CORRECTED = compile_phrases("corrected")
NAMELESS = re.compile(r"\b(?:[Kk]ommune?|[Oo]rt|[Ss]tad) [A-ZÅÄÖ]\b")
LATEST_REPORT = 1  # years after the round in which its report may appear
EXAMPLE = compile_phrases("example")

TITLE_WORDS = 14  # words; a longer text is no title
CAPTION = re.compile(r"^(?:(?:tabell|figur|diagram)\w*|bild|källa|anm|not)\b|^\*", re.IGNORECASE)
INTRODUCES = compile_phrases("introduces numbers", "picture of numbers")
GOT = join_phrases("past verb")
PAST = re.compile(
    rf"{EARLIER.pattern}|{join_phrases('past')}|{GOT}\W+(?:\w+\W+){{0,2}}(?:då|da)\b|^\W*(?:då|da)\W+{GOT}|\bsist\W*$",
    re.IGNORECASE,
)
MEAN = re.compile(rf"{AVERAGE.pattern}|{join_phrases('all others')}", re.IGNORECASE)
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
FINDING = re.compile(r"(.+?)\bvis(?:ar|er|te|ade)\s+(?:att|at)\b", re.IGNORECASE)
NAMED_BY_YEAR = re.compile(
    r"kommune?kompass\w*\W+(?:från\W+|av\W+|år\W+)?((?:19|20)\d\d)|((?:19|20)\d\d)(?: års)? kommune?kompass",
    re.IGNORECASE,
)  # an edition of the instrument named by its year
SOME_AREAS = compile_phrases("about some areas")
SAYS_WHAT = compile_phrases(
    *("says what is shown", "introduces numbers", "numbers as shown", "numbers"),
    *("taken from", "calculated", "guessed", "judges"),
)
COMPARISON = re.compile(  # to the end of its clause
    rf"(?:\b(?:än|enn|(?<!år )(?:sedan|siden|sidan)|jämfört med|sammenlignet med|samanlikna med)\b|"
    rf"{join_phrases('compares with an average')})(?:(?!\b(?:och|og|men|medan|mens|som|samt)\b)[^,;:.(])*",
    re.IGNORECASE,
)


def is_about_some_areas(text: str, identity: Identity) -> bool:
    """Whether a text compares some of the areas, and so does not say what all the numbers are.

    ``Fem områden ligger över genomsnittet.`` does, but not ``Alla områden utom ett visas i procent.`` It may
    name others, a year or another time only as what the areas are compared with.
    """
    if not SOME_AREAS.search(text) or SAYS_WHAT.search(text):
        return False
    told = understand(COMPARISON.sub(" ", text), identity)
    return not (told.whose or told.when or told.years or told.other or told.what - {"points", "remaining"})


def speaks_of_numbers(text: str) -> bool:
    """Whether a text is a title or a caption, or introduces numbers; others are running text."""
    is_title = 0 < len(text.split()) <= TITLE_WORDS and text[-1] not in ".,-"
    return is_title or text.endswith(":") or bool(CAPTION.match(text) or INTRODUCES.search(text))


def say_whose(text: str, identity: Identity) -> ReadingKind | None:
    """Return the kind of numbers if a title, caption or note says that they are not the own points."""
    short = len(text.split()) <= HEADING_WORDS
    is_other = NOT_POINTS.search(text) or NO_RESULT.search(OUT_OF.sub(" ", text)) or OF_A_PART.search(text)
    if short and is_other:
        return ReadingKind.OTHER
    if SUPPOSED.search(text) or BY_OTHERS.search(text) or _is_to_come(text, identity):
        return ReadingKind.OTHER
    if CORRECTED.search(text):
        return ReadingKind.UNKNOWN
    if is_mean_of_others(text):
        return ReadingKind.AVERAGE
    if names_own(text, identity) and not EXAMPLE.search(text):
        years = [int(year) for year in YEAR.findall(text)]
        return _judge_round(text, years, identity)
    if names_other(text, identity) or EXAMPLE.search(text) or NAMELESS.search(text):
        return ReadingKind.OTHER
    if COMPARES_OWN.search(text) or PART_OF_IT.search(text):
        return None
    if MEAN.search(text):
        return ReadingKind.AVERAGE
    return _judge_round(text, [int(year) for year in YEAR.findall(text)], identity)


def _is_to_come(text: str, identity: Identity) -> bool:
    """Whether a text has a year that is too late for a report on the round."""
    return identity.round is not None and any(
        int(year) > identity.round + LATEST_REPORT for year in YEAR.findall(text)
    )


def _judge_round(text: str, years: list[int], identity: Identity) -> ReadingKind | None:
    of_a_round = OF_A_ROUND.search(text) or (INSTRUMENT.search(text) and years and not {*years} & {*EDITIONS})
    if identity.round is None or not of_a_round or OF_INSTRUMENT.search(text):
        return None
    return ReadingKind.PREVIOUS if years and all(year < identity.round for year in years) else None


def find_foreign_kind(text: str, identity: Identity) -> ReadingKind | None:
    """Return the kind of numbers if a sentence above says that they are not the own points of this round."""
    kind = _judge(text, identity)
    return ReadingKind.UNKNOWN if kind is not None and LINE.search(text) else kind


def _judge(text: str, identity: Identity) -> ReadingKind | None:
    years = {int(year) for year in YEAR.findall(OF_MARKS.sub(" ", text))}
    if OF_ITS_OWN.search(text) or is_about_some_areas(text, identity):
        return None
    if len(text.split()) > HEADING_WORDS and not OF_NUMBERS.search(text):
        return None
    text = COMPARED.sub(" ", OF_MARKS.sub(" ", text))
    finding = FINDING.match(text)  # ``Intervjuerna visar att målen är kända.``
    is_hoped = HOPED.search(text) and not (finding and not OF_NUMBERS.search(finding[1]))
    if NOT_GIVEN.search(text) or (is_hoped and len(text.split()) <= HEADING_WORDS):
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
    if years and identity.round is not None and not OF_INSTRUMENT.search(text):
        return ReadingKind.PREVIOUS if max(years) < identity.round else ReadingKind.OTHER
    return None
