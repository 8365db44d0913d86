"""Find captions and sentences by which an average, or something else than points, stands where these should.

``Snitt för de kommuner som SKR har utvärderat.`` below a chart with one series, ``Arvikas poäng visas på
skärmen``. A caption that says how high the average is, or how it is drawn, tells of another number.
"""

from __future__ import annotations

import re

from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity
from extract.series.colour_words import COLOURS
from extract.vocabulary import LETTERS, YEAR, list_own_words

AVERAGE = re.compile(
    rf"\W*(?:{join_phrases('caption of numbers')}\W+(?:\w+\W+){{0,2}}?)?"
    rf"{join_phrases('an average by name')}(?!\w)"
    r"(?=\W+(?:för|for|av|bland|blant|hos|i|över)\s|,\s\d+\skommun|\W*$)(?P<rest>.*)",
    re.IGNORECASE,
)
CAPTION_WORDS = 16  # in the longest caption
# ``som SKR har utvärderat``: its verb says nothing of the average
WHICH_ONES = re.compile(r"\b(?:som|vilka)\s(?:\w+\s){0,2}?(?:har|hade|är|er|ble|blev)\b", re.IGNORECASE)
OF_OTHERS = re.compile(r"kommun|herad|\blän|\bland|\brike|deltag|deltak|databas|grupp", re.IGNORECASE)
SAYS_MORE = compile_phrases("says what an average is", "part of a picture", *COLOURS)
NUMBER = re.compile(r"\d(?!\d*\s(?:kommun|deltag))")
POINTS, ELSEWHERE = join_phrases("points that are shown"), join_phrases("shown elsewhere")
OWN_ELSEWHERE = re.compile(
    rf"(?P<whose>(?:\w+\s)?\w+)\s(?:(?:egna|egne|eigne)\s)?{POINTS}\s(?P<verb>\w+)\s"
    rf"(?:[^\s.;:!?]+\s){{0,3}}?{ELSEWHERE}|(?P<ours>\w+)\s(?:(?:egna|egne|eigne)\s)?{POINTS}\s{ELSEWHERE}|"
    rf"{join_phrases('while waiting for')}\s(?P<awaited>\w+)\s(?:(?:egna|egne|eigne)\s)?"
    rf"(?:{POINTS}|resultat)",
    re.IGNORECASE,
)
MAY_SHOW = re.compile(  # few sentences have either; a sign before a word is found quicker than its border
    rf"\s(?:{POINTS}\s(?:[^\s.;:!?]+\s){{0,4}}?{ELSEWHERE}|{join_phrases('while waiting for')})",
    re.IGNORECASE,
)
PAST = re.compile(r"\w+(?:des|tes|de|te)|var|fanns|fantes|stod|sto|låg|lå|gavs", re.IGNORECASE)
OURS, ALSO = compile_phrases("whose points are own"), compile_phrases("also shown")


SOMETHING_ELSE = re.compile(
    rf"\W*(?:{join_phrases('caption of numbers')}\W+(?:\w+\W+){{0,2}}?)?"
    rf"{join_phrases('caption of something else')}(?!\w)(?P<rest>(?:(?!\s(?:där|som|der|vilket)\s)[^,;:.])*)",
    re.IGNORECASE,
)
VERB = re.compile(  # of a sentence, which tells something of the thing that it begins with
    rf"\b(?:\w+(?:ades|ade|des|tes)|{join_phrases('tells something of it')})\b",
    re.IGNORECASE,
)
IS_SO_HIGH = re.compile(r"\s(?:är|er|var|blev|ble)\s\d", re.IGNORECASE)
ROW = re.compile(r"(?<![\d-])\d{1,3}\s+\d{1,3}(?![\d-])")  # of a table, whose area may begin so
MORE = re.compile(r":\s+(?:\d|\w+\s+\w)")  # tells how many, or something of it


def names_something_else(text: str) -> bool:
    """Whether a caption names another thing than points: ``Antal förbättringsförslag per område``.

    A sentence that tells something of that thing, or how many there are, is no caption.
    """
    found = SOMETHING_ELSE.match(text)
    return (
        found is not None
        and ROW.search(text) is None
        and len(text.split()) <= CAPTION_WORDS
        and VERB.search(found["rest"]) is None
        and MORE.match(text, found.end()) is None
        and IS_SO_HIGH.search(text) is None
    )


def is_average_caption(text: str) -> bool:
    """Whether a caption is a sentence of no more than the name of an average of municipalities."""
    found = AVERAGE.match(text)
    if found is None or not text.rstrip().endswith(".") or len(text.split()) > CAPTION_WORDS:
        return False
    rest = WHICH_ONES.sub(" ", YEAR.sub(" ", found["rest"]))
    if OF_OTHERS.search(rest) is None:
        return False
    return NUMBER.search(rest) is None and SAYS_MORE.search(rest) is None


def shows_own_elsewhere(sentence: str, identity: Identity) -> bool:
    """Whether a sentence says that the municipality's own points are shown elsewhere, and not here too."""
    found = OWN_ELSEWHERE.search(sentence) if MAY_SHOW.search(f" {sentence}") else None
    if found is None or ALSO.search(sentence) or (found["verb"] and PAST.fullmatch(found["verb"])):
        return False
    whose = found["whose"] or found["ours"] or found["awaited"]
    names = {word.casefold() for word in LETTERS.findall(whose)} & list_own_words(identity)
    return bool(names or OURS.search(whose))
