"""Tell whether a sentence of a report says that its printed points are not the result of this evaluation.

Such a sentence may stand anywhere: ``Siffrorna i tabellen är hämtade från utvärderingen 2012``, ``Poängen i
avsnitt 4 är vad kommunen siktar på``, ``Årets utfall trycks inte i denna rapport``. Sentences that name a
part of a presentation, such as a column or the numbers in brackets, or a total of their own are about these
alone.
"""

from __future__ import annotations

import re

from extract.meaning.known import is_known
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity
from extract.vocabulary import LETTERS, YEAR, names_other, names_own

# What a sentence speaks of: the printed numbers as such, and the place where they are printed.
NUMBERS = join_phrases("printed numbers")
PLACE = re.compile(
    r"\b(?:tabell\w*|sammanställning\w*|översikt\w*|oversikt\w*|diagram\w*|figur\w*|avsnitt\w*|kapit\w+|"
    r"(?:\w+s)?rubrik\w*|sid(?:an|a|en)|nedan\w*|ovan\w*|følgende|bilag\w*|kolumn\w*|här|her)\b",
    re.IGNORECASE,
)
PART = re.compile(
    rf"{join_phrases('brackets')}|\b(?:höger|venstre|vänster|högra|vänstra|høyre|grå|grått|röd|röda|blå|blått|grön|gröna|"
    r"ljus\w*|mörk\w*|streckad\w*|första|andra|tredje|sista|mittersta|jämförelse\w*|medel\w*|genomsnitt\w*|snitt\w*)\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    rf"\b{NUMBERS}\b[^.!?]{{0,90}}?{join_phrases('taken from')}[^.!?]{{0,70}}", re.IGNORECASE
)
ANOTHER = re.compile(
    r"\b(?:förra|föregående|tidigare|forrige|førre|annan|annen|anna|andra|grann\w*|nabo\w*|lånad\w*)\b",
    re.IGNORECASE,
)
AIMED = re.compile(
    rf"\b{NUMBERS}\b[^.!?]{{0,110}}?\b(?:är|er|visar|viser|anger|utgör|avser|gäller|gjelder|markerar)\b[^.!?]{{0,60}}?"
    rf"{join_phrases('aims')}",
    re.IGNORECASE,
)
OF_RESULTS = re.compile(r"po[äe]ng|utfall|resultat|siffr", re.IGNORECASE)
OF_POINTS = re.compile(r"po[äe]ng|siffr", re.IGNORECASE)
NOT_PRINTED, THIS_REPORT = compile_phrases("not printed"), compile_phrases("this report")
TO_COME = re.compile(
    rf"{join_phrases('points to come')}[^.!?]{{0,40}}?{join_phrases('comes later', 'not printed')}",
    re.IGNORECASE,
)
BELIEVES, CALCULATED = compile_phrases("believes"), compile_phrases("calculated")
NOT_WHOLE = compile_phrases("evaluates a part")
NOT_THIS = compile_phrases("not this evaluation")
ANOTHER_DOCUMENT = re.compile(
    rf"^\W*(?:\w+\W+){{0,2}}?{join_phrases('another document')}[^.]*$", re.IGNORECASE
)
WHOSE = re.compile(
    rf"\b(?i:{NUMBERS})\W+(?:är|er|tillhör|tilhører|gäller|gjelder|hör till|høyrer til)\W+"
    r"(?:(?!än\b|enn\b)\w+\W+){0,2}?([A-ZÅÄÖÆØ]\w+)"
)
MADE_UP = re.compile(
    rf"\b{NUMBERS}\b[^.!?]{{0,60}}?{join_phrases('made up')}|"
    rf"{join_phrases('made up')}[^.!?]{{0,40}}?\b{NUMBERS}\b|"
    r"\bså här (?:skulle|kunde)\b[^.!?]{0,30}(?:kompass|po[äe]ng|resultat|se ut|bli)",
    re.IGNORECASE,
)
# A sentence that begins with the printed numbers and says what they are; a heading may be before it.
DEFINES = re.compile(
    r"(?:^|\w )\W*(?=[A-ZÅÄÖÆØ])"
    rf"(?i:(?:(?:de|alla|samtliga|även|alle|også)\s+)?{join_phrases('numbers as shown')}\b"
    rf"(?:\W+\w+){{0,7}}?\W+{join_phrases('defines')}\b)(?P<rest>.*)"
)
HARMLESS = compile_phrases("defines nothing")
BY_NAME, DOUBTFUL = compile_phrases("numbers by name"), compile_phrases("doubtful of numbers")
NOT_DOUBTFUL = compile_phrases("nothing doubtful")
DEFINED = re.compile(
    r"\b(?:med|av)\b([^.!?]{1,40}?)\b(?:menas|avses|menes|meiner vi|menar vi)\b", re.IGNORECASE
)  # a word that the report uses in its own way
# Every sentence that denies points has one of these words, and most sentences of a report have none.
STEMS = (
    "poäng",
    "poeng",
    "utfall",
    "resultat",
    "siffr",
    "så här",
    "menas",
    "avses",
    "menes",
    "meiner",
    "menar",
)
MENTIONS = compile_phrases(
    *("printed numbers", "numbers as shown", "numbers by name"),
    *("points to come", "evaluates a part", "made up", "not this evaluation"),
)
OWN_NUMBER = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d{2,3}(?:,5)?(?![\d%])(?! ?(?:procent|%|år|frågor))")


def denies_points(sentence: str, identity: Identity, headings: str = "") -> bool:
    """Whether a sentence says that the printed points are older, an aim, a belief, made up or still to come.

    ``headings`` are the words at the points, which the sentence may define. A sentence that says in words
    that are not known what the printed numbers are counts as well, if the headings do not name the
    municipality or the round.
    """
    folded = sentence.casefold()
    if not any(stem in folded for stem in STEMS) and not MENTIONS.search(sentence):
        return False
    if any(words.search(sentence) for words in (TO_COME, NOT_WHOLE, MADE_UP, NOT_THIS)):
        return True
    if OF_RESULTS.search(sentence) and NOT_PRINTED.search(sentence) and THIS_REPORT.search(sentence):
        return True
    if OF_POINTS.search(sentence) and BELIEVES.search(sentence):
        return True
    if OF_POINTS.search(sentence) and CALCULATED.search(sentence):
        return True
    whose = WHOSE.search(sentence)
    if whose and names_other(whose[1].removesuffix("s"), identity):
        return True
    if _redefines(sentence, headings):
        return True
    if PART.search(sentence) or OWN_NUMBER.search(sentence):
        return False
    if AIMED.search(sentence) and PLACE.search(sentence):
        return True
    if BY_NAME.search(sentence) and DOUBTFUL.search(sentence) and not NOT_DOUBTFUL.search(sentence):
        return True
    if _is_taken_from_elsewhere(sentence, identity.round):
        return True
    own_headings = names_own(headings, identity) or str(identity.round) in YEAR.findall(headings)
    return not own_headings and _defines_otherwise(sentence, identity)


def is_another_document(title: str) -> bool:
    """Whether a line of a title names a kind of document that has no points of an evaluation of its own."""
    return ANOTHER_DOCUMENT.search(title) is not None


def _redefines(sentence: str, headings: str) -> bool:
    """Whether a sentence defines a word of the points' headings: ``Med vi menas de sex kommunerna``."""
    found = DEFINED.search(sentence)
    if found is None:
        return False
    words = {word.casefold() for word in LETTERS.findall(found[1])}
    return not words.isdisjoint(word.casefold() for word in LETTERS.findall(headings))


def _defines_otherwise(sentence: str, identity: Identity) -> bool:
    """Whether a sentence that begins with the printed numbers says in unknown words what they are.

    A sentence that names the municipality or the round speaks of its points.
    """
    found = DEFINES.search(sentence)
    if found is None or HARMLESS.search(sentence):
        return False
    of_round = str(identity.round) in YEAR.findall(sentence)
    return not (of_round or names_own(sentence, identity) or is_known(found["rest"], identity, frozenset()))


def _is_taken_from_elsewhere(sentence: str, round_: int | None) -> bool:
    found = ELSEWHERE.search(sentence)
    if found is None:
        return False
    years = [int(year) for year in YEAR.findall(found[0])]
    earlier = bool(years) and round_ is not None and max(years) < round_
    return earlier or (not years and ANOTHER.search(found[0]) is not None)
