"""Judge the numbers of one sentence of an area's chapter: whose they are, and of what time.

A number counts as the municipality's own only if all words of its clause are known, and name the
municipality, say ``kommunen`` or ``erhållna``, or speak of the result of the chapter's area. It does not
count if the clause, or one on which it depends, is about somebody else, another time, a goal or a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.before import COMPARED, NOW
from extract.claims.owner import AREA_NAMES, Claim
from extract.claims.totals import SUPPOSED
from extract.instrument import MAX_SCORE
from extract.meaning.clauses import ENTRY_END, is_not_reached
from extract.meaning.known import UNREAL, gives_points, is_known
from extract.meaning.terms import OF_SOMEBODY, OTHER_QUANTITIES, Told, find_statements, understand
from extract.numbers import Number, parse_numbers
from extract.page.words import Word
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ReadingKind
from extract.series.passages import NUMBERED, join_texts

ANOTHER = compile_phrases("that municipality")
DIFFERENCE = re.compile(rf"\W*(?:poäng|poeng|p)?\s*{join_phrases('more or less')}", re.IGNORECASE)
NOT_POINTS = OTHER_QUANTITIES | {"max", "weight", "other", "page"}
PLACE = re.compile(r"⟦(\d+)⟧")
MAXIMUM = re.compile(
    r"(\b(?:av|högst|maximalt|maks|max|mest)\s(?:(?:de|dei|totalt|maximalt|maximala|möjliga|högst|maks)\s)*)⟦(\d+)⟧",
    re.IGNORECASE,
)
BEYOND = re.compile(  # ``Med 61 poäng ligger vi över genomsnittets 58``
    r"(⟦\d+⟧[^⟦]*?)\s(?:över|under|over)\s(?=(?:\w+\s){1,2}\(?⟦)", re.IGNORECASE
)
ONLY_NUMBER = re.compile(r"(?:\w+\s){0,6}?\W*⟦\d+⟧\W*(?:poäng|poeng|p)?\W*")  # one more of an enumeration
LABELLED = re.compile(r"\W*⟦")  # a clause that begins with its number, so that its label is the clause before
COUNTS = re.compile(  # the number of an area, a table or a page
    rf"(?:{join_phrases('part of the report')}|\b(?:omr|nr)\.)\s*$", re.IGNORECASE
)
COUNT = re.compile(r"^\d{1,2}[.:)]$")
AS_HIGH = re.compile(rf"{join_phrases('as high as')}.*", re.IGNORECASE)  # what points are compared with
SUBJECT = compile_phrases("subject of points")
OF_AREA = re.compile(r"\W*(?:fokus|huvud|hoved|hovud)?(?:område|omr\.?)$", re.IGNORECASE)
OWN_EXTREME = re.compile(  # ``Här fick vi lägst, 63 poäng``: the lowest of the own points
    rf"({join_phrases('municipality receives')})\s+{join_phrases('lowest or highest')}"
    r"(?=(?:\W+\w+){0,3}\W*⟦)",
    re.IGNORECASE,
)
# The end of a heading on two lines before its text: ``61 poäng av 100 Det är lätt att ta del av handlingar.``
HEADING_END = re.compile(
    r"^(\W*⟦\d+⟧\W*(?:p|po[äe]ng)?(?:\sav\s(?:\w+\s)?100)?)(?=\s[A-ZÅÄÖÆØ]\w*\s(?:\S+\s){2,}\S+[.]$)"
)
NEAR_BRACKET = 14  # characters between a number and the bracket that explains it


def read_sentence(
    words: Sequence[Word], before: Sequence[str], identity: Identity, known: frozenset[str]
) -> Iterator[tuple[Number, ReadingKind, Claim]]:
    """Yield the numbers that a sentence gives for its chapter's area, each with its kind and claim.

    ``known`` are the words of the area's name in the forms that the paragraph has.
    """
    words = _drop_count(words)
    numbers = [
        number
        for number in parse_numbers(words)
        if (number.value <= MAX_SCORE or number.percent) and not _counts_areas(number, words)
    ]
    if not numbers:
        return
    before = [AREA_NAMES.sub(" ", each) for each in before]
    text = mark_numbers(words, numbers)
    text = HEADING_END.sub(r"\1;", OWN_EXTREME.sub(r"\1", text))
    clauses = ENTRY_END.split(BEYOND.sub(r"\1, ", text))
    for at, clause in enumerate(clauses):
        marks = [int(mark) for mark in PLACE.findall(clause)]
        if len(marks) != 1:
            continue
        number = numbers[marks[0]]
        if not is_of_an_area(number):
            continue
        claim = _judge(clauses, at, number, before, identity, known)
        claim = min(claim, Claim.OPEN) if _is_explained(text, marks[0], identity) else claim
        if claim is not Claim.NONE:
            if not _follows(clauses, at, identity):
                is_left_open = _names_another_before(clauses[at], before, identity)
                yield number, ReadingKind.SCORE, min(claim, Claim.OPEN) if is_left_open else claim
            continue
        kind = _find_other_kind(_join_label(clauses, at), identity)
        if kind is not None:
            yield number, kind, Claim.NONE


def mark_numbers(words: Sequence[Word], numbers: Sequence[Number]) -> str:
    """Join words to a text without names of areas, with the index of each number in its place: ``⟦0⟧``."""
    places = {id(number.word): at for at, number in enumerate(numbers)}
    text = join_texts(
        _mark(word.text, places[id(word)]) if id(word) in places else word.text for word in words
    )
    return MAXIMUM.sub(lambda found: _name_maximum(found, numbers), AREA_NAMES.sub(" ", text))


def _is_explained(text: str, mark: int, identity: Identity) -> bool:
    """Whether brackets without a number, right after a number, have words that are not all known."""
    bracket = re.search(rf"⟦{mark}⟧[^()⟦]{{0,{NEAR_BRACKET}}}\(([^()⟦]+)\)", text)
    return bracket is not None and not is_known(bracket[1], identity, frozenset())


def _drop_count(words: Sequence[Word]) -> Sequence[Word]:
    """Drop the number at the beginning of a caption, list item or footnote, such as ``Figur 2.`` or ``2.``"""
    at = 1 if NUMBERED.fullmatch(words[0].text) else 0
    is_counted = at + 1 < len(words) and COUNT.match(words[at].text)
    return words[at + 1 :] if is_counted else words


def _counts_areas(number: Number, words: Sequence[Word]) -> bool:
    """Whether a number is that of an area, as in *Område 3 får 62 poäng*."""
    at = next(at for at, word in enumerate(words) if word is number.word)
    return at > 0 and OF_AREA.match(words[at - 1].text) is not None


def _name_maximum(found: re.Match[str], numbers: Sequence[Number]) -> str:
    """Write the 100 in ``av högst 100`` as plain text, so that it does not count as the clause's number."""
    is_maximum = numbers[int(found[2])].value == MAX_SCORE
    return f"{found[1]}{MAX_SCORE}" if is_maximum else found[0]


def _mark(text: str, at: int) -> str:
    lead = text[: len(text) - len(text.lstrip("(["))]
    tail = text[len(text.rstrip(".,;:)]*")) :]
    return f"{lead}⟦{at}⟧{tail}"


def is_of_an_area(number: Number) -> bool:
    """Whether a number can be the points of an area by its sign, step and maximum."""
    return (
        not number.percent
        and not number.signed
        and number.value % 0.5 == 0
        and number.ratio_max in (None, float(MAX_SCORE))
    )


def _follows(clauses: Sequence[str], at: int, identity: Identity) -> bool:
    """Whether the clauses before or after make the number of a clause somebody else's or of another time."""
    own = understand(clauses[at], identity)
    labelled = understand(" ".join(_join_label(clauses, at)), identity)
    is_now = NOW.search(clauses[at]) is not None or identity.round in labelled.years
    if any(UNREAL.search(each) for each in clauses[:at]):
        return True
    last = max((no for no in range(at) if PLACE.search(clauses[no])), default=-1)
    for no, each in enumerate(clauses[:at]):
        told = understand(PLACE.sub(" ", each), identity)
        if (not is_now and is_past(told, identity)) or (no > last and _is_of_others(told, own, each)):
            return True
    for no, each in enumerate(clauses[at + 1 :], at + 2):
        if PLACE.search(each) or (no < len(clauses) and LABELLED.match(clauses[no])):
            break
        told = understand(COMPARED.sub(" ", each), identity)
        if is_past(told, identity) or told.whose & {"target"} or UNREAL.search(each):
            return True
        if _is_of_others(told, own, each) and not COMPARED.search(each):
            return True
    return False


def _names_another_before(clause: str, before: Sequence[str], identity: Identity) -> bool:
    """Whether a sentence before names another municipality, of which a nameless clause may tell more."""
    if understand(clause, identity).named:
        return False
    return any((told := understand(each, identity)).other and not told.named for each in before)


def is_past(told: Told, identity: Identity) -> bool:
    """Whether a clause speaks of another time than that of the round."""
    earlier = identity.round is not None and any(year != identity.round for year in told.years)
    return bool("earlier" in told.when or "other" in told.when or earlier)


def _is_of_others(told: Told, own: Told, clause: str) -> bool:
    if ANOTHER.search(clause) or (told.other and not told.named):
        return True
    return bool(told.whose & OF_SOMEBODY) and not own.named


def _join_label(clauses: Sequence[str], at: int) -> tuple[str, str]:
    """Return the text before the number of a clause, including its label, and the text after it."""
    lead, _, rest = PLACE.sub("\0", clauses[at]).partition("\0")
    label = clauses[at - 1] if at and not lead.strip() and not PLACE.search(clauses[at - 1]) else ""
    return f"{label} {lead}", rest


def _find_other_kind(parts: tuple[str, str], identity: Identity) -> ReadingKind | None:
    """Return the kind of a number if its clause clearly speaks of an average or an earlier round."""
    told = understand(" # ".join(parts), identity)
    if told.what & NOT_POINTS or told.whose & {"target"} or DIFFERENCE.match(parts[1]):
        return None
    if "mean" in told.whose and not told.named:
        return ReadingKind.AVERAGE
    return ReadingKind.PREVIOUS if is_past(told, identity) else None


def _judge(
    clauses: Sequence[str],
    at: int,
    number: Number,
    before: Sequence[str],
    identity: Identity,
    known: frozenset[str],
) -> Claim:
    """Judge how strongly a clause says that its number is the municipality's own.

    ``OPEN`` if nothing denies it, but some words are unknown or nothing says whose it is; ``NONE`` if the
    number is somebody else's or no points.
    """
    lead, rest = _join_label(clauses, at)
    rest = AS_HIGH.sub("", rest)
    clause = f"{lead} # {rest}".replace("  ", " ")
    assesses = any(each.value == "assesses" for each in find_statements(lead))
    known |= {"till", "til"} if assesses else set()
    told = understand(clause, identity, known=known, in_sentence=True)
    enumerated = at > 0 and not lead.strip() and ONLY_NUMBER.fullmatch(clauses[at - 1].strip()) is not None
    pointed = number.points or number.ratio_max is not None
    counted = rest.lstrip()[:1].isalpha() and not pointed
    if (
        counted
        or enumerated
        or COUNTS.search(lead)
        or told.other
        or told.whose & OF_SOMEBODY
        or told.what & NOT_POINTS
        or "subarea" in told.scope
        or is_past(told, identity)
        or SUPPOSED.search(lead)
        or is_not_reached(lead, rest)
        or ANOTHER.search(clause)
        or gives_points(clause, identity)
    ):
        return Claim.NONE
    names_points = assesses or "points" in understand(lead, identity).what
    if not pointed and not names_points:
        return Claim.NONE
    context = understand(before[-1], identity) if before else None
    if context and is_past(context, identity) and not NOW.search(clause):
        return Claim.NONE
    is_of_own = told.named or told.whose & {"own", "got"}
    if context and context.whose & OF_SOMEBODY and not is_of_own:
        return Claim.NONE if "mean" in context.whose else Claim.OPEN
    if told.unknown:
        return Claim.NONE if UNREAL.search(clause) or DIFFERENCE.match(rest) else Claim.OPEN
    if told.named or told.whose & {"own", "got"} or identity.round in told.years:
        return Claim.OWN
    bare = not lead.strip()
    return Claim.POINTS if names_points or SUBJECT.search(clause) or bare else Claim.OPEN
