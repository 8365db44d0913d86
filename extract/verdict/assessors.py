"""Find sentences by which the points shown are an assessment of others than the evaluators.

``Kvalitetsledarna har gått igenom frågorna. Det är deras skattning som visas här.``, ``SKR:s bedömning får vi
efter årsskiftet``: the evaluators' own are still to come. A pronoun stands for the people that were named
last, who may be the evaluators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity
from extract.vocabulary import names_own

SHOWN, HERE = join_phrases("numbers are shown"), join_phrases("place of what is shown")
IS, WORDS = r"(?:är|er|var)", r"\s(?:[^\s.;:!?]+\s){0,5}?"
SHOWS = re.compile(  # ``Här visas``, ``det är … som visas``, ``det som visas här är``
    rf"{HERE}\s(?:\w+\s)?(?:{SHOWN}|{IS})\b|"
    rf"\b(?:det|de)\s{IS}\s[^.;:!?]+?\s(?:som|vi|ni|du|dere)\s(?:\w+\s)?{SHOWN}|"
    rf"\bdet\s(?:som\s)?{SHOWN}{WORDS}{IS}\b",
    re.IGNORECASE,
)
ESTIMATE = re.compile(rf"(?<!\w)\w*?{join_phrases('estimate by name')}(?!\w)", re.IGNORECASE)
JUDGEMENTS = join_phrases("estimate by name", "judgement by name")
JUDGEMENT = re.compile(rf"(?<!\w)(?!utvärd|evalu)\w*?{JUDGEMENTS}(?!\w)", re.IGNORECASE)
_NOT_ANOTHER_STEP = join_phrases("judgement by name")
MADE_BY = re.compile(  # ``Bedömningen är gjord av kvalitetschefen``, ``Enligt vår egen genomgång.``
    rf"\b{_NOT_ANOTHER_STEP}\s{join_phrases('is done by')}\s(?P<whom>[^.;:!?]+)|"
    rf"(?:^\W*|\d\s){join_phrases('according to')}\W+(?P<whose>(?:\w+\s){{1,3}}?)\w*?"
    rf"{JUDGEMENTS}(?=\W*$|[.,])",
    re.IGNORECASE,
)
WORDS_BEFORE = 4  # of a noun, which tell whose it is
OF_THEMSELVES, OWN = compile_phrases("of themselves"), compile_phrases("own judgement")
PRONOUN, PEOPLE = compile_phrases("whose by pronoun"), compile_phrases("assessors by name")
OURS = re.compile(r"\b(?:vår|våra|vårt|våre|kommune?ns)\b", re.IGNORECASE)
EVALUATORS = compile_phrases("evaluators", "visitors", "of the evaluators")
SENTENCES_BACK = 3  # in which the people of a pronoun are named
OUTCOME, OF_EVALUATORS = join_phrases("outcome of evaluators"), join_phrases("of the evaluators")
EXPECTED, TO_COME = join_phrases("is expected"), join_phrases("a time to come")
COMES_LATER = re.compile(  # ``SKR:s bedömning får vi efter årsskiftet``
    rf"(?:(?P<whose>{OF_EVALUATORS}|{join_phrases('whose by pronoun')})\s(?:\w+\s)?{OUTCOME}|"
    rf"{OUTCOME}\s(?:från|fra|frå|av)\s{OF_EVALUATORS}){WORDS}{EXPECTED}{WORDS}{TO_COME}",
    re.IGNORECASE,
)
VISIT_TO_COME = re.compile(
    rf"{join_phrases('evaluators come')}\s(?:(?!som\s)[^\s.;:!?]+\s){{0,4}}?{join_phrases('will come')}",
    re.IGNORECASE,
)
AFTER_VISIT, AGAIN = compile_phrases("when they have been here"), compile_phrases("once more")
VISITED = re.compile(r"\b(?:oss|vi|kommunen)\b", re.IGNORECASE)


def list_assessed(sentences: Sequence[str], identity: Identity) -> Iterator[str]:
    """Yield the sentences by which others than the evaluators set what is shown, or these will come."""
    for at, sentence in enumerate(sentences):
        before = sentences[max(at - SENTENCES_BACK, 0) : at]
        is_of_others = _shows_judgement(sentence, before) or _is_made_by_others(sentence)
        if is_of_others or _comes_later(sentence, before, identity):
            yield sentence


def _shows_judgement(sentence: str, before: Sequence[str]) -> bool:
    """Whether a sentence says that a judgement is shown which is not the evaluators'."""
    if not JUDGEMENT.search(sentence) or not SHOWS.search(sentence) or EVALUATORS.search(sentence):
        return False
    return OF_THEMSELVES.search(sentence) is not None or any(
        _is_of_others(" ".join(sentence[: found.start()].split()[-WORDS_BEFORE:]), found[0], before)
        for found in JUDGEMENT.finditer(sentence)
    )


def _is_made_by_others(sentence: str) -> bool:
    """Whether a sentence says who made the judgement, and names no evaluators for it."""
    found = MADE_BY.search(sentence)
    if found is None:
        return False
    who = found["whom"] or found["whose"]
    return EVALUATORS.search(who) is None and bool(PEOPLE.search(who) or OWN.search(who))


def _is_of_others(whose: str, what: str, before: Sequence[str]) -> bool:
    if OWN.search(whose) or PEOPLE.search(whose):
        return True
    if PRONOUN.search(whose):
        return _names_people_last(before)
    return ESTIMATE.fullmatch(what) is not None and OURS.search(whose) is not None


def _names_people_last(sentences: Sequence[str]) -> bool:
    """Whether the last sentence with people names others than the evaluators."""
    for sentence in reversed(sentences):
        if EVALUATORS.search(sentence):
            return False
        if PEOPLE.search(sentence):
            return True
    return False


def _comes_later(sentence: str, before: Sequence[str], identity: Identity) -> bool:
    """Whether a sentence says that the evaluators, or their points, are still to come."""
    if AGAIN.search(sentence):
        return False
    if AFTER_VISIT.search(sentence):
        return True
    visit = VISIT_TO_COME.search(sentence)
    if visit is not None and (VISITED.search(sentence) or names_own(sentence, identity)):
        return True
    later = COMES_LATER.search(sentence)
    if later is None:
        return False
    is_pronoun = later["whose"] is not None and PRONOUN.fullmatch(later["whose"]) is not None
    return not is_pronoun or any(EVALUATORS.search(each) for each in before)
