"""Find sentences near the printed points that speak of them in words that are not all known.

``Cheferna fyllde i de poäng som återges här``, ``De tal som står i avsnitt 4 är våra egna``: whatever the
verb is, a clause that sets the points, says what they are or points at them must have none but words on how
points are set, shown and read. One that only begins with them, as ``Poängen skakades fram``, may have two
others. It may name them by a pronoun, after a clause that has spoken of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.captions import names_own_among
from extract.claims.owner import AREA_NAMES
from extract.meaning.clauses import CHANGES
from extract.meaning.known import FOREIGN_KINDS
from extract.meaning.suspicion import is_suspicious
from extract.meaning.terms import OF_SOMEBODY, understand
from extract.meaning.wording import NUMBERS, OF_A_YEAR, count_strange_words, takes_back
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ReadingKind
from extract.series.colour_words import COLOURS
from extract.verdict.definitions import CLAUSE_END, CLEFT
from extract.verdict.steps import drop_telling
from extract.vocabulary import AVERAGE, YEAR, names_other

POINTS = compile_phrases("points spoken of")  # in a chapter, mere numbers may be others
BOTH = join_phrases("points spoken of", "numbers spoken of")
LOOSE_END = re.compile(r"[.!?]\s+(?=[a-zåäöæø”\"])")  # where lines of two columns are read together
SUBORDINATE = re.compile(r"\s(?=(?:därför att|eftersom|fordi|för att|for å|så att|slik at)\s)", re.IGNORECASE)
TIME = re.compile(
    r"\s(?=(?:efter att|etter at|etter å|innan|när|når|medan|utan att|uten at)\s)", re.IGNORECASE
)
# The points are the first thing of a clause, or the place of what follows: ``I tabellen anges medianen``.
FIRST = re.compile(
    rf"\W*(?:{join_phrases('before a subject')}\W+){{0,3}}?(?:\w+\W+)?{BOTH}"
    rf"(?<!s)(?!\w)|\W*{BOTH}\s+{join_phrases('number of some kind', 'points as printed')}",
    re.IGNORECASE,
)
# Where they stand matters to nobody, but not by whom and from what they are: ``Poängen anges på sidan 4``.
ONLY_SHOWN = re.compile(
    rf"{BOTH}\W+(?:\w+\W+){{0,4}}?{join_phrases('is only shown')}\b|"
    rf"{BOTH}\W+(?!{join_phrases('defines', 'taken from', 'comes from', 'says what or whence')})"
    r"(?P<verb>\w+(?:er|ar|es|as|ast))(?=\s+(?:av|i|på|till|til|med|för|for|vid|ved|under|efter|etter|inom|mellan|mellom)\s)",
    re.IGNORECASE,
)
WHERE = re.compile(
    r"\b(?:i|på|med|till|til|för|for|vid|ved|under|hos|efter|inom|mellan|mellom)\s+(?:(?!(?:av|från|fra|frå|ur|som|enligt|etter)\b)\w+\W*)+",
    re.IGNORECASE,
)
TOPIC = re.compile(rf"\W*{join_phrases('names a topic')}\W+(?:\w+\W+)?{BOTH}", re.IGNORECASE)
SETS = compile_phrases("set points", "makes numbers")
ARE = re.compile(
    rf"{BOTH}(?:\W+\w+){{0,2}}?\W+{join_phrases('says what they are')}\s+(?!(?:inte|ej|ikke|ikkje)\b)",
    re.IGNORECASE,
)
# ``Poängen har strukits``, ``siffrorna är inlagda i styrkortet``
BECOME = re.compile(
    rf"{BOTH}(?:\W+(?!(?:visar|viser|säger)\b)\w+)?\W+"
    r"(?:har|hade|är|var|blev|blir|er|ble|vart|blei)\s(?!(?:inte|ikke|ikkje|\d+)\b)",
    re.IGNORECASE,
)
# ``Poängen visar var kommunen kan lära av andra`` and ``poängen blev 78`` are no such statements.
NOT_A_STATE = r"(?!\s(?:att|at|var|vad|hva|kva|(?:hur|hvor|kor)(?!\s(?:m[åay]|stor))|korleis|hvordan|\d+)\b)"
# Says what they are, whatever the words: ``Poängen är inaktuella``, ``siffrorna motsvarar kvartiler``
STATES = re.compile(
    rf"{BOTH}(?:\W+\w+){{0,2}}?\W+{join_phrases('states what they are')}{NOT_A_STATE}", re.IGNORECASE
)
THESE = r"\b(?:de|den|det|dei|dessa|disse|desse)\s+(?:\w+\s+)?"
WHICH = r"\s+(?:som|ni|vi|du|man|dere)\b"
POINTED = re.compile(
    rf"{THESE}(?:{BOTH}|{join_phrases('number of some kind', 'points as printed')}){WHICH}|"
    rf"\b(?:det|de)\s+som\s+\w+\s+(?:i|på)\s+(?:\w+\s+)?{BOTH}",
    re.IGNORECASE,
)
PRONOUN = re.compile(
    r"\W*(?:de|den|dei|dessa|disse|desse|denna|denne|detta|dette)\s+"
    rf"(?={join_phrases('defines', 'comes from', 'is made')})",
    re.IGNORECASE,
)
RELATIVE = re.compile(r"\W*(?:som|vilka|hvilke)\s")  # in small letters; ``Som ett led i …`` begins a sentence
PEOPLE = compile_phrases("evaluators", "people", "judges", "may be meant by they")
EVALUATORS = compile_phrases("evaluators")
FROM_PUBLISHER = re.compile(r"\b(?:från|fra|frå)\s(?:SKL|SKR|KS|Svenska Kommunförbundet)\b")
BY = re.compile(
    r"\bav\s(?!(?:oss|meg|mig|två|to|båda|begge)\b)(?P<agent>\w+"
    r"(?:\s(?!(?:innan|före|inför|som|efter|när|utan|inte|i|på|till|men|medan)\b)\w+){0,3})"
)
ASSESSORS = compile_phrases("assessor of its own", "assessors by name", "students", "learners")
OF_OTHERS = compile_phrases("numbers of other things")
OF_PARTS = re.compile(  # or said of how they are read
    rf"{CHANGES}|{join_phrases('brackets', 'a part of the points', 'defines nothing', 'has an effect')}|"
    rf"{join_phrases('look of numbers')}\s+"
    rf"{join_phrases('shape of numbers', 'shape that holds a number', 'numbers by look')}",
    re.IGNORECASE,
)
COLOURED = compile_phrases(*COLOURS)
OF_YEAR = re.compile(rf"\W*(?:(?:de|dei|även|också)\W+)?(?:{BOTH}|tala){OF_A_YEAR}", re.IGNORECASE)
OF_MEANS = re.compile(rf"\W*\w*?(?:{AVERAGE.pattern})", re.IGNORECASE)
STATES_POINTS = re.compile(r"\d(?:[.,]5)?\s+po[äe]ng", re.IGNORECASE)
ROW_NUMBER = re.compile(r"(?<![\d.,])\d{2,3}(?![\d.,])")
THANKS = re.compile(rf"\W*{join_phrases('begins with thanks')}", re.IGNORECASE)
SETS_POINTS = re.compile(  # not ``har gitt oss et solid grunnlag for poengene``
    rf"{SETS.pattern}(?:\W+\w+){{0,2}}?\W+{BOTH}|{BOTH}[^.!?]*?\W{SETS.pattern}", re.IGNORECASE
)
LAST_WORDS = 3  # of a clause, to which the next one is joined
LEAST_WORDS = 3  # of a clause; fewer are a heading
MOST_STRANGE = 2  # unknown words of a clause that only begins with the points; few harmless ones have more


def find_speaking(
    sentences: Sequence[str],
    identity: Identity,
    others: frozenset[ReadingKind],
    *,
    in_chapter: bool = False,
) -> str | None:
    """Return the first sentence on the printed points that has other than known words, or ``None``.

    ``others`` are the kinds of other numbers beside the points, of which a sentence may speak as well.
    ``in_chapter`` says that mere numbers and tables may be others than the points'.
    """
    apart, subject = others & FOREIGN_KINDS, POINTS if in_chapter else NUMBERS
    for sentence, clause in _list_said(sentences, identity):
        if _is_doubtful(clause, subject, identity, apart) and not names_own_among(sentence, identity):
            return sentence
    return None


def _list_said(sentences: Sequence[str], identity: Identity) -> Iterator[tuple[str, str]]:
    """List the clauses, each after its sentence, with the points in place of a pronoun for them."""
    before = ""
    for sentence in sentences:
        if not NUMBERS.search(sentence) and not NUMBERS.search(before):
            before = ""  # as in most sentences: neither names the points
            continue
        for clause in _split(drop_telling(sentence)):
            if not _says_nothing(sentence, identity):
                yield sentence, _name_points(clause, before)
            before = clause


def _says_nothing(sentence: str, identity: Identity) -> bool:
    """Whether a sentence asks, or thanks somebody who has not set the points, and takes nothing back."""
    thanks = (
        THANKS.match(sentence) and not SETS_POINTS.search(sentence) and not names_other(sentence, identity)
    )
    return bool(thanks or sentence.rstrip().endswith("?")) and not takes_back(sentence)


def _split(sentence: str) -> Iterator[str]:
    for clause in (part for each in LOOSE_END.split(sentence) for part in CLAUSE_END.split(each)):
        yield from SUBORDINATE.split(clause)


def _name_points(clause: str, before: str) -> str:
    if RELATIVE.match(clause) and SETS.search(clause) and NUMBERS.search(clause):
        return f"{' '.join(before.split()[-LAST_WORDS:])} {clause}"  # ``… av cheferna, som har satt poängen``
    if not NUMBERS.search(before) or OF_OTHERS.search(before) or OF_PARTS.search(before):
        return clause
    if RELATIVE.match(clause) and NUMBERS.search(" ".join(before.split()[-LAST_WORDS:])):
        return f"poängen {clause}"
    if PEOPLE.search(before):
        return clause
    return PRONOUN.sub("poängen ", clause, count=1)


def _is_doubtful(
    clause: str, subject: re.Pattern[str], identity: Identity, apart: frozenset[ReadingKind]
) -> bool:
    begins = [found.start() for found in subject.finditer(clause)]
    if not begins or len(clause.split()) < LEAST_WORDS or _is_of_others(clause, identity):
        return False
    own = clause[max((at for at in begins if clause[at].isupper()), default=0) :]  # after a heading
    if takes_back(own):
        return True
    about = None if OF_PARTS.search(clause) or _is_on_a_colour(clause, identity, apart) else _find_about(own)
    if about is None or _are_set_by_evaluators(own):
        return False
    most = 0 if _tells_whose(own) else MOST_STRANGE
    is_strange = count_strange_words(about, identity, apart) > most
    return is_strange and (
        STATES.search(own) is not None or is_suspicious(clause, identity) or _is_set_by_another(own, identity)
    )


def _are_set_by_evaluators(clause: str) -> bool:
    """Whether a clause only says how evaluators set them: *Min kollega från SKL och jag satte poängen*."""
    agent = _find_agent(clause)
    evaluators = EVALUATORS.search(agent) or FROM_PUBLISHER.search(agent)
    return evaluators is not None and not ASSESSORS.search(clause)


def _is_set_by_another(clause: str, identity: Identity) -> bool:
    """Whether somebody who is not known set the points: *Ungdomsrådet satte poängen*, *satta av en jury*."""
    return count_strange_words(_find_agent(clause), identity) > 0


def _find_agent(clause: str) -> str:
    """Return the words on who set the points: those after *av*, or before the verb; empty without a verb."""
    found = SETS.search(clause)
    if found is None:
        return ""
    by = BY.search(clause, found.start())
    return by["agent"] if by else clause[: found.start()]


def _is_on_a_colour(clause: str, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    """Whether a clause is on things of a colour, such as bars; others' points of a colour must be there."""
    if not COLOURED.search(clause):
        return False
    told = understand(clause, identity)
    is_foreign = told.whose & OF_SOMEBODY or told.other or "earlier" in told.when
    return bool(apart) or not is_foreign or not POINTS.search(clause)


def _tells_whose(clause: str) -> bool:
    """Whether a clause says who set the points, what they are or what became of them, or is about them."""
    says = (SETS, ARE, BECOME, POINTED)
    return any(words.search(clause) for words in says) or TOPIC.match(clause) is not None


def _is_of_others(clause: str, identity: Identity) -> bool:
    """Whether a clause is a row, a total, or speaks of a mean, another round or other things."""
    of_year = OF_YEAR.match(clause)
    if of_year is not None and of_year["year"] != str(identity.round):
        return True
    is_row = AREA_NAMES.search(clause) and ROW_NUMBER.search(YEAR.sub(" ", clause))
    return bool(is_row or OF_MEANS.match(clause) or OF_OTHERS.search(clause) or STATES_POINTS.search(clause))


def _find_about(clause: str) -> str | None:
    """Return what a clause says about the points; ``None`` if it says something of another subject."""
    if _tells_whose(clause) or CLEFT.match(clause):
        return clause
    if not FIRST.match(clause):
        return None
    shown = ONLY_SHOWN.search(clause)
    if shown:
        before = clause[: shown.start("verb") if shown["verb"] else shown.end()]
        clause = before + WHERE.sub(" ", clause[shown.end() :])
    return TIME.split(clause, maxsplit=1)[0]
