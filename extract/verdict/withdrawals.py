"""Tell whether a sentence of a report says that its printed points are not the result of this evaluation.

Such a sentence may stand anywhere: ``Siffrorna i tabellen är hämtade från utvärderingen 2012``, ``Poängen i
avsnitt 4 är vad kommunen siktar på``, ``Årets utfall trycks inte i denna rapport``. Sentences that name a
part of a presentation, such as a column or the numbers in brackets, or a total of their own are about these
alone.
"""

from __future__ import annotations

import re

from extract.meaning.clauses import MAIN_CLAUSE_END, names_another_column
from extract.meaning.known import FORM
from extract.meaning.terms import OF_SOMEBODY, understand
from extract.meaning.wording import OF_A_YEAR
from extract.phrases import begin_words, compile_phrases, join_phrases
from extract.records import Identity
from extract.series.colour_words import COLOURS
from extract.verdict.definitions import ANY, PRINTED, are_something_else, defines_otherwise
from extract.verdict.exercises import EXERCISE, EXERCISE_HERE
from extract.verdict.joint import SEVERAL, are_joint
from extract.verdict.steps import drop_other_steps, drop_telling
from extract.vocabulary import EARLIER, LETTERS, YEAR, names_other, names_own

# What a sentence speaks of: the printed numbers as such, and the place where they are printed.
_NUMBERS = ("numbers as shown", "points by name", "points and numbers")
_ON_NUMBERS = ("picture of numbers", "printed number", "numbers as subject")
NUMBERS = join_phrases(*_NUMBERS)
# It is searched after a space, because a sign before a word is found quicker than the border of the word.
OF_NUMBERS = re.compile(rf"\W(?:{join_phrases(*_NUMBERS, *_ON_NUMBERS)}|{ANY})|{PRINTED}", re.IGNORECASE)
PLACE = compile_phrases("place in a report")
PART = compile_phrases("brackets", "side or place in a picture", "average", *COLOURS)
VERBS = join_phrases("defines")
ELSEWHERE = re.compile(
    rf"\b{NUMBERS}\b[^.!?]{{0,90}}?{join_phrases('taken from')}[^.!?]{{0,70}}", re.IGNORECASE
)
ANOTHER = compile_phrases("earlier or another's")
# ``Den högra spalten anger det högsta poängtal som kan uppnås``
HIGHEST_POSSIBLE = re.compile(
    r"\b(?:högst|høyest|høgast|maximal|maksimal|flest)\w*\W+(?:\w+\W+){1,4}?(?:kan|går)\b", re.IGNORECASE
)
AIMED = re.compile(
    rf"\b{NUMBERS}\b[^.!?]{{0,110}}?{VERBS}[^.!?]{{0,60}}?{join_phrases('aims')}", re.IGNORECASE
)
OF_RESULTS = re.compile(r"po[äe]ng|utfall|resultat|siffr")  # in small letters, which is found much quicker
OF_POINTS = re.compile(r"po[äe]ng|siffr", re.IGNORECASE)
NOT_PRINTED, THIS_REPORT = compile_phrases("not printed"), compile_phrases("this report")
TO_COME = re.compile(
    rf"{join_phrases('points to come')}[^.!?]{{0,40}}?{join_phrases('comes later', 'not printed')}",
    re.IGNORECASE,
)
OF_EVALUATORS = re.compile(rf"\W*{join_phrases('evaluators')}(?:\W+\w+){{0,2}}\W*", re.IGNORECASE)
BELIEVES, CALCULATED = compile_phrases("believes"), compile_phrases("calculated")
NOT_THIS = compile_phrases("not this evaluation", "evaluates a part", "unreal picture")
NEAR_POINTS = re.compile(  # elsewhere this may be said of other things than the evaluation
    rf"{join_phrases('others come later', 'others gave marks')}|"
    rf"{EXERCISE_HERE}|"
    rf"\b(?:det|den)\s+(?:är|er|var)\s+(?!inte\b|ikke\b|ikkje\b)[^.;:]{{0,60}}?{join_phrases('one part')}"
    rf"[^.;:]{{0,60}}?\ssom\s{join_phrases('was evaluated')}",
    re.IGNORECASE,
)
BY_MISTAKE, FROM_MISTAKES = compile_phrases("by mistake"), compile_phrases("learns from mistakes")
OF_EARLIER = compile_phrases("points of earlier rounds")
# ``Poängen sätts av två utvärderare, som därefter jämkar sina bedömningar``
SETTLED_BY_EVALUATORS = re.compile(
    rf"\b(?:utvärderare|utvärderarna|bedömare|bedömarna|evaluatorer|evaluatorene|evaluatorar|evaluatorane)\b"
    rf"(?:\W+\w+){{0,6}}?\W+{join_phrases('settle points')}",
    re.IGNORECASE,
)
# ``Poängen är inte ett betyg på personalens insatser``, if nothing says what they are instead
NO_SUCH_THING = re.compile(
    rf"\b(?:är|er)\s(?:inte|ikke|ikkje|ej)\s(?:ett?|en|ei|eit|någon|något|noe|noko)\s"
    rf"(?!\w*(?:{join_phrases('what points are')}))(?!.*\b(?:utan|uten|men|snarare)\b)[^.!?]*",
    re.IGNORECASE,
)
_POINTS = join_phrases("numbers as shown", "points by name")
NOT_YET = re.compile(  # near the points; elsewhere measures may not have borne fruit yet
    rf"{_POINTS}(?:\W+\w+){{0,4}}?\W+{join_phrases('not until now')}|"
    rf"{join_phrases('not until now')}(?:\W+\w+){{0,3}}?\W+{_POINTS}",
    re.IGNORECASE,
)
NOT_EVALUATED, BEFORE = compile_phrases("not evaluated"), compile_phrases("before now")
WHOSE = re.compile(
    rf"\b(?i:{NUMBERS})\W+(?:(?i:{join_phrases('taken from')})|är|er)\W+"  # not ``Er poäng``, which is *your*
    r"(?:(?!än\b|enn\b)\w+\W+){0,2}?([A-ZÅÄÖÆØ]\w+)"
)
MADE_UP = re.compile(
    rf"\b{NUMBERS}\b[^.!?]{{0,60}}?{join_phrases('made up')}|"
    rf"{join_phrases('made up')}[^.!?]{{0,40}}?\b{NUMBERS}\b",
    re.IGNORECASE,
)
NUMBERS_OF_YEAR = re.compile(rf"(?:.*\d\W)?\W*(?:\w+\W+){{0,2}}?{NUMBERS}{OF_A_YEAR}", re.IGNORECASE)
SUBJECT = re.compile(rf"(.*?)\W{VERBS}", re.IGNORECASE)
BY_NAME = compile_phrases("numbers as shown", "points by name")
DOUBTFUL = compile_phrases("doubtful of numbers")
NOT_DOUBTFUL = compile_phrases("nothing doubtful", "has an effect")
ONE_NUMBER = re.compile(r"(?:siffran|tallet)\b", re.IGNORECASE)  # as of another municipality's practice
BY_EVALUATORS = compile_phrases("evaluators")
# A word that the report uses in its own way.
DEFINED = re.compile(rf"\b(?:med|av)\b([^.!?]{{1,40}}?){join_phrases('means')}", re.IGNORECASE)
# Lists of phrases: a sentence that has one of each, in this order, takes the printed points back.
CHAINS = (
    ("assessor of its own", "set points", "points as set"),
    ("points as set", "set points", "by", "assessor of its own"),
    ("points as set", "guessed"),
    ("guessed", "points as set"),
    ("estimates it", "where it would land"),
    ("assessor of its own", "answers for it", "points as set"),
    ("the report", "taken back"),
    ("points as set", "taken back"),
    ("taken back", "points as set"),
    ("the mean", "not ours"),
    ("former time", "left standing"),
    ("only", "one part", "examined"),
    ("covers", "only", "one part"),
    ("points as set", "belong to"),
    ("right numbers", "still to come"),
    ("provisional", "again"),
    ("a few steps", "turned into points"),
    ("another scale", "points as set"),
    ("the real evaluation", "to come later"),
    ("to be evaluated", "for real"),
    ("learners", "what learners do", "what learners made"),
    ("what learners made", "what learners do", "learners"),
    ("learners", "what learners judge", "the judged municipality"),
    ("learners", "practised"),
    ("the ordinary team", "does it again"),
    ("result or report", "is no final one"),
    ("final points", "is told", "at a later time"),
    ("at a later time", "is told", "final points"),
    ("a right table", "is told", "at a later time"),
    ("is told", "a right table", "at a later time"),
    ("column or row", "is moved"),
)
FREQUENT = {
    *("points as set", "by", "covers", "the report", "the mean", "former time"),
    *("this evaluation", "was only", "to be evaluated", "what learners do", "what learners made"),
    *("result or report", "is told", "at a later time", "column or row"),
}
# Every sentence with a chain has one of these; few have. It is searched after a space, as above.
RARE = [next(each for each in chain if each not in FREQUENT and begin_words(each)) for chain in CHAINS]
IN_CHAIN = re.compile(rf"\W{join_phrases(*RARE)}", re.IGNORECASE)
BETWEEN = r"[^.!?]{0,70}?"  # of two phrases of a chain
NOT_DENIED = (
    r"(?:(?!\b(?:inte|ej|ikke|ikkje)\b)[^.!?]){0,70}?"  # likewise: ``er ikke poengsatt av kommunen selv``
)


def _join_chain(chain: tuple[str, ...]) -> str:
    between = NOT_DENIED if "set points" in chain else BETWEEN
    return between.join(join_phrases(name) for name in chain)


IN_CHAINS = re.compile("|".join(map(_join_chain, CHAINS)), re.IGNORECASE)
OF_OTHER_THINGS = compile_phrases("of other things")  # what would be, and what a report finds
# Every sentence that withdraws points has one of these, or is of results; most sentences of a report are not.
MENTIONS = join_phrases(
    *(*_NUMBERS, *_ON_NUMBERS, "number of some kind", "points as printed", "of the table"),
    *("points to come", "made up", "means"),
    *("not this evaluation", "evaluates a part", "unreal picture", "not evaluated"),
    *("was evaluated", "others come later", "others gave marks"),
    *(
        "taken back",
        "examined",
        "left standing",
        "not ours",
        "again",
        "belong to",
        "estimates it",
        "counted as one",
    ),
    *("an exercise", "the real evaluation", "for real", "learners", "students", "the ordinary team"),
)
OWN_NUMBER = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d{2,3}(?:,5)?(?![\d%])(?! ?(?:procent|%|år|frågor))")


def withdraws_points(
    sentence: str, identity: Identity, headings: str = "", *, is_after: bool = False
) -> bool:
    """Whether a sentence says that the printed points are older, an aim, a belief, made up or still to come.

    ``headings`` are the words at the points, which the sentence may define. A sentence that says in words
    that are not known what the printed numbers are counts as well. ``is_after`` says that it stands on a page
    after those with the points, as the chapters do, where numbers and evaluations may be others.
    """
    sentence = drop_telling(drop_other_steps(sentence))
    if TO_COME.search(sentence) or NOT_THIS.search(sentence) or EXERCISE.search(sentence):
        return True
    if (
        IN_CHAIN.search(f" {sentence}")
        and IN_CHAINS.search(sentence)
        and not OF_OTHER_THINGS.search(sentence)
    ):
        return True
    if SEVERAL.search(sentence) and are_joint(sentence, identity):
        return True
    if _was_not_evaluated(sentence, identity) or (not is_after and NEAR_POINTS.search(sentence)):
        return True
    if NOT_PRINTED.search(sentence) and THIS_REPORT.search(sentence):
        sentence = OF_EARLIER.sub(" ", sentence)
        if OF_RESULTS.search(sentence.lower()):
            return True
    if (OF_POINTS.search(sentence) or OF_NUMBERS.search(f" {sentence}")) and _is_believed(sentence):
        return True
    if OF_POINTS.search(sentence) and CALCULATED.search(sentence):
        return True
    if _redefines(sentence, headings):
        return True
    if not OF_NUMBERS.search(f" {sentence}"):
        return False
    if MADE_UP.search(sentence) or _is_by_mistake(sentence):
        return True
    whose = WHOSE.search(sentence)
    if whose and not ONE_NUMBER.match(whose[0]) and names_other(whose[1].removesuffix("s"), identity):
        return True
    sentence = NO_SUCH_THING.sub(" ", sentence)
    is_question = sentence.rstrip().endswith("?")
    if not is_after and not is_question and are_something_else(sentence, identity):
        return True
    if PART.search(sentence) or OWN_NUMBER.search(sentence) or names_another_column(sentence, headings):
        return False
    if _begins_with_others(sentence, identity):
        return False
    if _is_of_another_year(sentence, headings, identity):
        return False
    if AIMED.search(sentence) and PLACE.search(sentence) and not HIGHEST_POSSIBLE.search(sentence):
        return True
    if not NOT_DOUBTFUL.search(sentence) and any(map(_is_doubtful, MAIN_CLAUSE_END.split(sentence))):
        return True
    if _is_taken_from_elsewhere(sentence, identity.round):
        return True
    if is_question:
        return False
    own_headings = names_own(headings, identity) or str(identity.round) in YEAR.findall(headings)
    return defines_otherwise(sentence, identity, is_near=not (is_after and own_headings))


def _is_by_mistake(sentence: str) -> bool:
    return bool(BY_MISTAKE.search(FROM_MISTAKES.sub(" ", sentence))) and not EARLIER.search(sentence)


def _is_believed(sentence: str) -> bool:
    """Whether others than the evaluators say what they believe: ``Vi har på egen hand satt poängen``."""
    found = BELIEVES.search(sentence)
    return found is not None and not OF_EVALUATORS.fullmatch(sentence[: found.start()])


def _is_of_another_year(sentence: str, headings: str, identity: Identity) -> bool:
    """Whether a sentence begins with the numbers of another year than the one that heads the points."""
    found = NUMBERS_OF_YEAR.match(sentence)
    return found is not None and str(identity.round) in set(YEAR.findall(headings)) - {found["year"]}


def _is_doubtful(clause: str) -> bool:
    if not BY_NAME.search(clause):
        return False
    said = NO_SUCH_THING.sub(" ", SETTLED_BY_EVALUATORS.sub(" ", clause))
    return DOUBTFUL.search(said) is not None or NOT_YET.search(clause) is not None


def _begins_with_others(sentence: str, identity: Identity) -> bool:
    """Whether a sentence is about others' numbers: ``Totalsumman för bästa kommun är den högsta``."""
    subject = SUBJECT.match(sentence)
    return subject is not None and bool(understand(subject[1], identity).whose & OF_SOMEBODY)


def _was_not_evaluated(sentence: str, identity: Identity) -> bool:
    """Whether a sentence says of the municipality, not of something in it, that it was not evaluated."""
    found = NOT_EVALUATED.search(sentence)
    if found is None or BEFORE.search(sentence):
        return False
    subject = sentence[: found.start()].split()[-2:]
    return names_own(" ".join(subject), identity) and (
        names_own(subject[-1], identity) or FORM.fullmatch(subject[-1]) is not None
    )


def _redefines(sentence: str, headings: str) -> bool:
    """Whether a sentence defines a word of the points' headings: ``Med vi menas de sex kommunerna``."""
    found = DEFINED.search(sentence)
    if found is None or BY_EVALUATORS.search(sentence):
        return False
    words = {word.casefold() for word in LETTERS.findall(found[1])}
    return not words.isdisjoint(word.casefold() for word in LETTERS.findall(headings))


def _is_taken_from_elsewhere(sentence: str, round_: int | None) -> bool:
    found = ELSEWHERE.search(sentence)
    if found is None:
        return False
    years = [int(year) for year in YEAR.findall(found[0])]
    earlier = bool(years) and round_ is not None and max(years) < round_
    return earlier or (not years and ANOTHER.search(found[0]) is not None)
