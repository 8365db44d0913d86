"""Find a sentence that says that the printed points are not the evaluators' points of this visit.

Such a sentence may stand anywhere: ``Siffrorna i tabellen är hämtade från utvärderingen 2012``, ``Poängen är
satta av en skolklass``, ``Figur 1. Önskat läge``. Words that deny the points stand near words that speak of
them: ``DENIALS`` pairs the two, and ``phrases.csv`` lists them. A few words need no others, as ``påhittade``.
"""

from __future__ import annotations

import re

from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity
from extract.verdict.said import (
    CHANGED,
    COMPARES,
    EARLIER,
    NOT,
    NOT_REAL,
    OF_PART,
    OTHER_DOCUMENTS,
    PART,
    WRONG,
    Denial,
    Said,
    compile_small,
)
from extract.vocabulary import LETTERS, YEAR

NUMBERS, POINTS = compile_small("printed numbers"), compile_small("points in any form")
OUTCOME, REPORT = compile_small("printed outcome"), compile_small("this document")
EVALUATION = compile_small("the evaluation")
EVALUATORS, PEOPLE = compile_small("evaluators by name"), compile_small("people besides the evaluators")
NOT_TO_BE_READ, TO_BE_FILLED_IN = compile_small("not to be read"), compile_small("to be filled in")
TRUE_NUMBERS = compile_small("true numbers")
DENIALS = (
    Denial((NUMBERS, REPORT), NOT_REAL, 6),
    Denial((NUMBERS,), compile_small("numbers not final"), 10),
    Denial((NUMBERS, REPORT), compile_small("report withdrawn"), 10, follows=True),
    Denial((NUMBERS,), EARLIER, 6, follows=True, defines=True),
    Denial((NUMBERS,), compile_small("numbers wished"), 9, follows=True, defines=True),
    Denial((NUMBERS,), compile_small("numbers estimated"), 8, follows=True),
    Denial((NUMBERS,), compile_small("numbers of their own view"), 12, follows=True, defines=True),
    Denial((POINTS, NUMBERS), CHANGED, 7, follows=True),
    Denial((POINTS, NUMBERS), compile_small("changed on purpose"), 4),
    Denial((NUMBERS,), compile_small("numbers of another scale"), 9, follows=True, defines=True),
    Denial((NUMBERS,), compile_small("numbers of several"), 7, follows=True, defines=True),
    Denial((NUMBERS,), compile_small("numbers of another"), 7, follows=True, defines=True),
    Denial((EVALUATION, REPORT, NUMBERS), OF_PART, 4, follows=True),
    Denial((NUMBERS,), WRONG, 8),
    Denial((REPORT,), compile_small("report wrong"), 6),
    Denial((NUMBERS,), NOT_TO_BE_READ, 6),
    Denial((REPORT,), NOT_TO_BE_READ, 3, follows=True),
    Denial((NUMBERS, OUTCOME, REPORT), compile_small("not ours"), 2, follows=True),
    Denial((NUMBERS,), TO_BE_FILLED_IN, 6),
)
# The subjects of these are rare, and are looked for together before each.
RARE_DENIALS = (
    Denial((compile_small("at a wish"),), compile_small("raised or left out"), 10),
    Denial((compile_small("numbers of somebody or before"),), compile_small("stands in"), 6),
    Denial((compile_small("place of numbers to be filled in"),), TO_BE_FILLED_IN, 6),
    Denial((TRUE_NUMBERS,), compile_small("not here"), 4, follows=True),
    Denial((TRUE_NUMBERS,), compile_small("still awaited"), 4),
    Denial((compile_small("own points by name"),), compile_small("not in this report"), 4, follows=True),
    Denial((compile_small("thus"),), compile_small("thus it may be"), 6, follows=True),
)
RARE = (
    "at a wish",
    "own points by name",
    "numbers of somebody or before",
    "place of numbers to be filled in",
    "true numbers",
    "thus",
)
OF_RARE = compile_small(*RARE)
BY_OTHERS = Denial((PEOPLE,), compile_small("gave points"), 15)
REFUSED = Denial((EVALUATORS, POINTS, NUMBERS), compile_small("is not the evaluators'"), 10)
MADE_UP = compile_small("made up", "no evaluation")
# Every denial but a caption or a note has one of these, and most sentences of a report have none.
MENTIONS = compile_small(
    *(
        "printed numbers",
        "points in any form",
        "printed outcome",
        "this document",
        "the evaluation",
        "evaluators by name",
        *RARE,
    ),
    *("made up", "no evaluation", "means", "caption of other numbers"),
)
CAPTION_WORDS = 14  # words of a caption or a note
DONE_BY = re.compile(rf"{join_phrases('done by')}\s+(?:\w+\s+)?(?:av|fra)\s+((?:\w+\W+){{1,4}}?\w*)")
REFUSES = re.compile(
    rf"(?:\W+\w+){{0,5}}?\W+(?:inte|ej|ikke|ikkje|aldrig|aldri)\s+(?:\w+\s+){{0,2}}?{join_phrases('refuse')}"
    r"(?:\W+\w+){0,4}?\W+(?:po[äe]ng|siffr|tall|tabell|rapport|betyg|denna|denne)"
)
OF_POINTS = re.compile(r"po[äe]ng|siffr|betyg|karakter")
GIVEN = re.compile(r"(?<=s)\s+(?:egna\s+|egne\s+|snitt\s*|\w+a\s+)?(?:po[äe]ng|betyg|karakter|siffror)")
DEFINES = join_phrases("tells what numbers are")
OF_YEAR = re.compile(
    rf"(?:\W+\w+){{0,3}}?\W+{DEFINES}(?:\W+\w+){{0,5}}?\W+(?:från|fra|frå|ur|vid|ved|före|før|innan|avser|gäller|gjelder|gjeld|år)"
    r"\W+(?:\w+\W+){0,3}?((?:19|20)\d\d)\b"
)
# Another municipality by its name, which need not be a real one: ``poängen är Kustbys``.
NAMED = r"(?-i:[A-ZÅÄÖÆØ](?!\w*(?:verk|styrelse|inspektion|institut|förbund|utvalg)[ensta]*s\b)[a-zåäöæø]+)"
WHOSE = re.compile(
    r"(?:\W+\w+){0,4}?\W+(?:"
    r"(?:är|er)\W+(?:(?:alltså|ju|dock|altså|densamma som|samma som)\W+)?"
    rf"{NAMED}(?<=s)\b(?!\s+(?:kommun|poäng|\d))|"
    rf"(?:i|ur|från|fra|till|til|som)\W+{NAMED}(?:(?<=s)\W+(?:rapport|utvärdering|tabell|analys|siffror|"
    r"poäng|resultat|evaluering)|\W+(?:fick|fikk|fekk)\b))",
    re.IGNORECASE,
)
LABEL = r"\W*(?:figur|tabell|bild|diagram|källa|kilde|kjelde|anm\w*|not|note|merk|obs)\b\W*(?:\d+\W+)?"
LABELLED = re.compile(LABEL)
CAPTION = re.compile(
    rf"(?:{LABEL})?[\W¹²³]*(?:{join_phrases('caption of other numbers')}|(?:exempel|eksempel)\W*$)"
)
BEGINS_CLAUSE = re.compile(rf"(?:\s+\w+){{0,3}}?\s+{DEFINES}")
NOTE = re.compile(r"[\W¹²³]*(?:avser|gäller|från|gjelder|gjeld|fra|frå|siffran avser)\b", re.IGNORECASE)
# The printed numbers as the subject of a clause, with the place where they stand.
TELLS = re.compile(
    rf"(?:^|[:;–,] |\w (?=(?-i:[A-ZÅÄÖÆØ])))\W*(?:(?:de|alla|samtliga|även|alle|også|men|och|og)\s+)?"
    rf"{NUMBERS.pattern}(?:\s+(?:i|på|nedan|ovan|her|här|för|till|under|efter|over|ved|vid|av)"
    rf"(?:\s+(?!(?:är|er|har|visar|viser|anger)\b)\w+){{0,5}}?)?\s+"
    rf"(?:(?:alltså|dock|endast|bara|här|nedan|ju|i stället|altså|kun|her)\s+)?"
    rf"{join_phrases('tells whose numbers are')}(?P<rest>[^.!?;]+)",
    re.IGNORECASE,
)
MAY_SHOW = compile_phrases("what points may show")
ANOTHER_DOCUMENT = re.compile(
    rf"^\W*(?:\w+\W+){{0,2}}?{join_phrases('another document')}[^.]*$", re.IGNORECASE
)
# A word that the report uses in its own way.
DEFINED = re.compile(rf"\b(?:med|av)\b([^.!?]{{1,40}}?){join_phrases('means')}", re.IGNORECASE)


def find_denial(sentence: str, identity: Identity, headings: str = "") -> str | None:
    """Find the words of a sentence that deny the printed points; ``None`` if it says nothing of the kind.

    ``headings`` are the words at the points, which the sentence may define.
    """
    small, own = sentence.lower(), (identity.municipality or "").lower()
    said = Said(sentence, identity) if own and own in small else None
    if not (MENTIONS.search(said.text if said else small) or NOTE.match(small) or LABELLED.match(small)):
        return None
    said = said or Said(sentence, identity)
    return (
        _find_made_up(said)
        or _find_others(said)
        or _find_denied(said)
        or _find_another_name(said)
        or _find_caption(said)
        or _find_unknown(said)
        or (sentence if _redefines(sentence, headings) else None)
    )


def is_another_document(title: str) -> bool:
    """Whether a line of a title names a kind of document that has no points of an evaluation of its own."""
    return ANOTHER_DOCUMENT.search(title) is not None


def _find_made_up(said: Said) -> str | None:
    """Find words that need no others, as they are never said of evaluators' points."""
    places = (found.span() for found in MADE_UP.finditer(said.text))
    return next((said.cut(at) for at in places if not said.is_negated(at) and not said.is_name(at)), None)


def _find_others(said: Said) -> str | None:
    """Find who gave the points, if not the evaluators, or that the evaluators do not stand for them."""
    found = _find_givers(said) or _find_agent(said) or _find_refusal(said)
    return None if found is None or said.is_affirming() else found


def _find_givers(said: Said) -> str | None:
    """Find people who gave points: ``betygen sattes av oss``, ``elevernas poäng``."""
    if not OF_POINTS.search(said.text) and not said.find(NUMBERS):
        return None
    for people in said.find(PEOPLE) if GIVEN.search(said.text) else ():
        if GIVEN.match(said.text, people[1]):
            return said.cut(people)
    if OTHER_DOCUMENTS.search(said.text):
        return None
    return next((said.quote(*pair) for pair in said.pair(BY_OTHERS) if not said.is_negated(pair[1])), None)


def _find_agent(said: Said) -> str | None:
    """Find who did it in the passive: ``satta av en skolklass``."""
    subjects = [*said.find(NUMBERS), *said.find(REPORT)]
    by = DONE_BY.search(said.text) if subjects else None
    if by is None or min(subjects)[0] > by.start() or said.is_negated(by.span()):
        return None
    is_name = said.whole[by.start(1)].isupper()
    of_evaluators = any(by.start() <= at[0] < by.end() for at in said.find(EVALUATORS))
    return None if is_name or of_evaluators else by[0]


def _find_refusal(said: Said) -> str | None:
    """Find that the evaluators refuse the points, or that the points are not theirs."""
    for evaluators in said.find(EVALUATORS) if NOT.search(said.text) else ():
        refuses = REFUSES.match(said.text, evaluators[1])
        if refuses:
            return said.cut(evaluators) + refuses[0]
    for one, other in said.pair(REFUSED):
        return said.quote(one, other)
    inside = (
        at
        for at in said.find(REFUSED.says)
        if any(at[0] <= each[0] < at[1] for each in said.find(EVALUATORS))
    )
    return next(map(said.cut, inside), None)


def _find_denied(said: Said) -> str | None:
    """Find words that deny the points near words that speak of them."""
    for denial in (*DENIALS, *RARE_DENIALS) if OF_RARE.search(said.text) else DENIALS:
        for one, other in said.pair(denial):
            if not said.is_harmless(denial, one, other):
                return said.quote(one, other)
    return None


def _find_another_name(said: Said) -> str | None:
    """Find a name or an earlier year to which the printed numbers belong."""
    for numbers in (*said.find(NUMBERS), *said.find(OUTCOME)):
        named = WHOSE.match(said.whole, numbers[1])
        if named:
            return said.cut(numbers) + named[0]
    years = [int(year) for year in YEAR.findall(said.text)]
    if not years or not said.identity.round or max(years) >= said.identity.round:
        return None
    for numbers in said.find(NUMBERS):
        of_year = OF_YEAR.match(said.text, numbers[1])
        if of_year and not PART.search(said.text) and not COMPARES.search(said.text):
            return said.cut(numbers) + of_year[0]
    return None


def _find_caption(said: Said) -> str | None:
    """Find a caption or a note that says what else the numbers are: ``Figur 1. Önskat läge``."""
    if len(said.text.split()) > CAPTION_WORDS:
        return None
    found = CAPTION.match(said.text)
    if found and not BEGINS_CLAUSE.match(said.text, found.end()):
        return found[0]
    done = DONE_BY.search(said.text) if LABELLED.match(said.text) else None
    if done and not any(done.start() <= at[0] for at in said.find(EVALUATORS)):
        return done[0]
    years = [int(year) for year in YEAR.findall(said.text)]
    is_earlier = years and said.identity.round and max(years) < said.identity.round
    return said.whole if is_earlier and NOTE.match(said.text) else None


def _find_unknown(said: Said) -> str | None:
    """Find a clause that says of the printed numbers what is not said of points: ``anger åldern på …``."""
    if not said.find(NUMBERS) or said.is_affirming() or PART.search(said.text) or COMPARES.search(said.text):
        return None
    if str(said.identity.round) in YEAR.findall(said.text) or "kommunen" in said.text:
        return None
    tells = TELLS.search(said.whole)
    return tells[0] if tells and not MAY_SHOW.search(tells["rest"]) else None


def _redefines(sentence: str, headings: str) -> bool:
    """Whether a sentence defines a word of the points' headings: ``Med vi menas de sex kommunerna``."""
    found = DEFINED.search(sentence)
    if found is None:
        return False
    words = {word.casefold() for word in LETTERS.findall(found[1])}
    return not words.isdisjoint(word.casefold() for word in LETTERS.findall(headings))
