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
from extract.vocabulary import EARLIER, names_own

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
_BY_NAME = join_phrases("judgement by name")
MADE_BY = re.compile(  # ``Bedömningen är gjord av kvalitetschefen``, ``Enligt vår egen genomgång.``
    rf"\b{_BY_NAME}\s{join_phrases('is done by')}\s(?P<whom>[^.;:!?]+)|"
    rf"(?:^\W*|\d\s(?-i:(?=[A-ZÅÄÖÆØ]))){join_phrases('according to')}\W+(?P<whose>(?:\w+\s){{1,3}}?)\w*?"
    rf"{JUDGEMENTS}(?=\W*$|[.,])",
    re.IGNORECASE,
)
_WHO = r"(?P<who>(?:[^\s.,;:!?]+\s){1,4}?)"
_ANSWERS, _NUMBERS = join_phrases("answers by name"), join_phrases("printed number", "numbers as shown")
ANSWERED_BY = (  # and neither the evaluators nor what they have read is named
    # Deras svar ligger till grund för staplarna.
    re.compile(
        rf"(?:^|\s){_WHO}\w*{_ANSWERS}\s(?:\w+\s)?{join_phrases('lies behind')}[^.;!?]*?\b{_NUMBERS}",
        re.IGNORECASE,
    ),
    # Poängen har räknats fram ur chefernas svar på webbenkäten.
    re.compile(
        rf"\b{_NUMBERS}\s(?:\w+\s){{0,2}}?{join_phrases('is computed from')}\s{_WHO}\w*{_ANSWERS}(?!\w)",
        re.IGNORECASE,
    ),
    # Underlag: förvaltningschefernas svar.
    re.compile(rf"(?:^\W*|\d\s){join_phrases('label of a source')}:\s{_WHO}\w*{_ANSWERS}\W*$", re.IGNORECASE),
    # Poängsättning: kommunens kvalitetsgrupp.
    re.compile(
        rf"(?:^\W*|\d\s){join_phrases('label of an assessor')}\s*:\s(?P<who>[^.;:!?]{{1,60}})\.?$",
        re.IGNORECASE,
    ),
)
OTHER_SOURCES = compile_phrases("sources of the evaluators")
SEE_OURSELVES = compile_phrases("see ourselves", "used as a self-assessment")
WORDS_BEFORE = 4  # of a noun, which tell whose it is
OF_THEMSELVES, OWN = compile_phrases("of themselves"), compile_phrases("own judgement")
PRONOUN, PEOPLE = compile_phrases("whose by pronoun"), compile_phrases("assessors by name")
OURS = re.compile(r"\b(?:vår|våra|vårt|våre|kommune?ns)\b", re.IGNORECASE)
EVALUATORS = compile_phrases("evaluators", "visitors", "of the evaluators")
TIME_BEFORE = compile_phrases("time before a subject")  # ``Innan SKL kommer har ledningsgruppen …``
# Few sentences have any of these, and the others need not be asked for more.
MAY_TELL = compile_phrases(
    *(
        "estimate by name",
        "judgement by name",
        "answers by name",
        "see ourselves",
        "used as a self-assessment",
        "label of an assessor",
        "evaluation that begins",
    ),
    *("evaluators", "visitors", "of the evaluators", "evaluators come", "outcome of evaluators"),
)
SENTENCES_BACK = 3  # in which the people of a pronoun are named
OUTCOME, OF_EVALUATORS = join_phrases("outcome of evaluators"), join_phrases("of the evaluators")
EXPECTED, TO_COME = join_phrases("is expected"), join_phrases("a time to come")
COMES_LATER = re.compile(  # ``SKR:s bedömning får vi efter årsskiftet``
    rf"(?:(?P<whose>{OF_EVALUATORS}|{join_phrases('whose by pronoun')})\s(?:\w+\s)?{OUTCOME}|"
    rf"{OUTCOME}\s(?:från|fra|frå|av)\s{OF_EVALUATORS}){WORDS}{EXPECTED}{WORDS}{TO_COME}",
    re.IGNORECASE,
)
NOT_YET = re.compile(  # ``SKL:s poängsättning har ännu inte kommit``, ``Vi har ännu inte fått SKR:s poäng``
    rf"(?:{OF_EVALUATORS}\s(?:\w+\s)?{OUTCOME}|{OUTCOME}\s(?:från|fra|frå)\s{OF_EVALUATORS})\s"
    rf"{join_phrases('not yet come')}|"
    rf"{join_phrases('not yet received')}\s(?:\w+\s)?{OF_EVALUATORS}\s(?:\w+\s)?{OUTCOME}",
    re.IGNORECASE,
)
VISIT_TO_COME = re.compile(
    rf"{join_phrases('evaluators come')}\s(?:(?!som\s)[^\s.;:!?]+\s){{0,4}}?{join_phrases('will come')}",
    re.IGNORECASE,
)
LATER = re.compile(  # ``SKL gör sin bedömning först i vår``, ``Utvärderarna har ännu inte varit här``
    rf"{join_phrases('evaluators come')}\s(?:{join_phrases('not yet been')}|"
    rf"{join_phrases('will do')}\s(?:\w+\s){{0,3}}?(?:först|først|tidigast|tidligst)\s)|"
    rf"{join_phrases('evaluation that begins')}\s{TO_COME}\W*$",
    re.IGNORECASE,
)
AFTER_VISIT, AGAIN = compile_phrases("when they have been here"), compile_phrases("once more")
VISITED = re.compile(r"\b(?:oss|vi|kommunen)\b", re.IGNORECASE)


def list_assessed(sentences: Sequence[str], identity: Identity) -> Iterator[str]:
    """Yield the sentences by which others than the evaluators set what is shown, or these will come."""
    for at, sentence in enumerate(sentences):
        if MAY_TELL.search(sentence) is None:
            continue
        before = sentences[max(at - SENTENCES_BACK, 0) : at]
        is_of_others = (
            _shows_judgement(sentence, before)
            or _is_made_by_others(sentence)
            or _is_answered_by_others(sentence, before)
        )
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


def _is_answered_by_others(sentence: str, before: Sequence[str]) -> bool:
    """Whether the numbers come from the answers of others, or a sentence tells how they see themselves."""
    if SEE_OURSELVES.search(sentence) and not EARLIER.search(sentence):
        return True
    if EVALUATORS.search(sentence) or OTHER_SOURCES.search(sentence):
        return False
    answered = (found["who"] for found in (each.search(sentence) for each in ANSWERED_BY) if found)
    return any(
        PEOPLE.search(who) or OWN.search(who) or (PRONOUN.search(who) and _names_people_last(before))
        for who in answered
    )


def _is_of_others(whose: str, what: str, before: Sequence[str]) -> bool:
    if OWN.search(whose) or PEOPLE.search(whose):
        return True
    if PRONOUN.search(whose):
        return _names_people_last(before)
    return ESTIMATE.fullmatch(what) is not None and OURS.search(whose) is not None


def _names_people_last(sentences: Sequence[str]) -> bool:
    """Whether the last sentence with people names others than the evaluators."""
    for whole in reversed(sentences):
        sentence = TIME_BEFORE.sub(" ", whole)
        if EVALUATORS.search(sentence):
            return False
        if PEOPLE.search(sentence):
            return True
    return False


def _comes_later(sentence: str, before: Sequence[str], identity: Identity) -> bool:
    """Whether a sentence says that the evaluators, or their points, are still to come."""
    if AGAIN.search(sentence):
        return False
    if any(words.search(sentence) for words in (AFTER_VISIT, LATER, NOT_YET)):
        return True
    visit = VISIT_TO_COME.search(sentence)
    if visit is not None and (VISITED.search(sentence) or names_own(sentence, identity)):
        return True
    later = COMES_LATER.search(sentence)
    if later is None:
        return False
    is_pronoun = later["whose"] is not None and PRONOUN.fullmatch(later["whose"]) is not None
    return not is_pronoun or any(EVALUATORS.search(each) for each in before)
