"""Read totals from sentences and lines of text, and judge whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.claims.before import NEAR, is_now, turns_to_another
from extract.claims.owner import AREA_NAMES
from extract.instrument import (
    ABOVE_ONE_AREA,
    AREA_NUMBERS,
    LONG_LABEL,
    MAX_TOTAL,
    list_labels,
    squeeze_text,
)
from extract.meaning.clauses import CLAUSE_END
from extract.meaning.known import OF_OTHERS
from extract.meaning.reached import is_not_reached
from extract.meaning.terms import OTHER_QUANTITIES, understand
from extract.numbers import Number, parse_numbers
from extract.page.words import PageWords, Word
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ReadingKind
from extract.series.passages import join_words, list_passages
from extract.series.sheet import Sheet

NAMES_TOTAL = compile_phrases("names a total")
SUMS = re.compile(rf"\W*(?:det \w+ )?{join_phrases('begins a sum')}", re.IGNORECASE)
POINTS = re.compile(r"^(?:p|poäng\w*|poeng\w*)[.,;:)]*$", re.IGNORECASE)
SUPPOSED = re.compile(
    rf"(?:{join_phrases('may be')}|\b(?<!når )(?<!nådde )(?<!kommer )(?<!kom )upp till\b)"
    r"\W*(?:\w+\W+){0,1}$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\W{0,1}(?!av\b|och\b|og\b|medel|mot\b|jämf|vilket|som\b|att\b|i\b|vid\b|år)[a-zåäöæø]"
)  # a noun after a number, so that the number counts something else than points
DIGITS = re.compile(r"^[(]?[\d½.]+(?:,\d+)?")
THEN = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\W+(?:då|när|da|når)\s[^,;.]*$", re.IGNORECASE
)  # a clause about an event of that year


@dataclass(frozen=True)
class Total:
    """A total in a text, with its place and sentence. ``kind`` is ``TOTAL`` for the own one of this round."""

    kind: ReadingKind
    number: Number
    view: PageWords
    words: str

    @property
    def value(self) -> float:
        """The total in points."""
        return self.number.value


def find_totals(sheets: Sequence[Sheet], identity: Identity) -> list[Total]:
    """Find the totals in running text, headings and lines of key figures, in the order of pages.

    The kind is ``UNKNOWN`` if the sentences before turn to another evaluation.
    """
    found = []
    for sheet in sheets:
        if sheet.is_contents or sheet.view.turned:
            continue
        for passage in list_passages(sheet):
            before: list[str] = []
            for words in passage.sentences():
                text = join_words(words)
                totals = list(_read_sentence(words, text, sheet.view, identity))
                if totals and not is_now(text, identity) and turns_to_another(before[-NEAR:], identity):
                    totals = [_leave_open(each) for each in totals]
                found += totals
                before.append(text)
    return found


def _leave_open(total: Total) -> Total:
    """Make a total ``UNKNOWN``, because the text before it may be about another evaluation."""
    return replace(total, kind=ReadingKind.UNKNOWN) if total.kind is ReadingKind.TOTAL else total


def _read_sentence(words: Sequence[Word], text: str, view: PageWords, identity: Identity) -> Iterator[Total]:
    if not any(word.text[:1].isdigit() or word.text[1:2].isdigit() for word in words):
        return
    for number in parse_numbers(words):
        if (
            not ABOVE_ONE_AREA <= number.value <= MAX_TOTAL
            or number.percent
            or number.signed
            or number.value % 0.5
        ):
            continue
        of_all = number.ratio_max == MAX_TOTAL
        if number.value == MAX_TOTAL and not of_all:
            continue
        if number.ratio_max is not None and not of_all:
            continue
        place = next(at for at, word in enumerate(words) if word is number.word)
        following = words[place + 1].text if place + 1 < len(words) else ""
        pointed = number.points or of_all or bool(POINTS.match(following))
        lead = join_words(words[:place])
        rest = f"{DIGITS.sub('', words[place].text)} {join_words(words[place + 1 :])}"
        if not pointed and (not NAMES_TOTAL.search(lead) or COUNTED.match(rest)):
            continue
        if not of_all and _names_area(text) and not _sums_areas(lead, text):
            continue
        # names of areas may hold words that make points the municipality's, as in "Kommunen som arbetsgivare"
        before, after = AREA_NAMES.sub(" ", lead), AREA_NAMES.sub(" ", rest)
        yield Total(_whose(before, after, identity, pointed=pointed), number, view, text)


def _names_area(text: str) -> bool:
    squeezed = squeeze_text(text)
    return any(len(label) > LONG_LABEL and label in squeezed for label in list_labels())


def _sums_areas(lead: str, text: str) -> bool:
    """Whether a sentence lists all the areas, and the number is in its clause about their sum."""
    squeezed = squeeze_text(text)
    listed = {areas[0].area_no for label, areas in list_labels().items() if label in squeezed}
    clause = re.split(r"[.;]\s", CLAUSE_END.split(lead)[-1])[-1]
    return listed == set(AREA_NUMBERS) and SUMS.match(clause) is not None


def _whose(lead: str, rest: str, identity: Identity, *, pointed: bool) -> ReadingKind:
    """Judge whose a total is by its clause, and by earlier clauses of the sentence if it does not say it."""
    kind = _find_owner(lead, rest, identity, pointed=pointed)
    return ReadingKind.UNKNOWN if kind is ReadingKind.TOTAL and is_not_reached(lead, rest) else kind


def _find_owner(lead: str, rest: str, identity: Identity, *, pointed: bool) -> ReadingKind:
    if SUPPOSED.search(lead):
        return ReadingKind.UNKNOWN
    clauses = list(CLAUSE_END.split(lead))
    clause = clauses[-1]
    after = CLAUSE_END.split(rest)[0]
    kind = _judge(f"{clause} # {after}", identity)
    at = len(clauses) - 2
    if kind is ReadingKind.TOTAL and at >= 0 and _has_only_year(clause, identity):
        before = _judge(clauses[at], identity)  # which the clause goes on with, as in "Medianen för …, som"
        kind = before if before in OF_OTHERS else kind
    while kind is None and at >= 0:
        kind = _judge(clauses[at], identity)
        at -= 1
    if kind is None and not pointed:
        return ReadingKind.UNKNOWN
    if kind is None:
        told = understand(lead, identity)
        labelled = told.scope & {"total"} or told.what & {"points"} or not lead.strip()
        return ReadingKind.TOTAL if labelled else ReadingKind.UNKNOWN
    then = THEN.search(lead)
    if kind is ReadingKind.TOTAL and then and identity.round is not None and int(then[1]) < identity.round:
        return ReadingKind.PREVIOUS
    if kind is ReadingKind.TOTAL and len(clauses) > 1:
        told = understand(clauses[-2] if len(clauses) > 1 else "", identity)
        if (told.other and not told.named) and not understand(clause, identity).named:
            return ReadingKind.OTHER
    return kind


def _has_only_year(clause: str, identity: Identity) -> bool:
    """Whether a clause has a year, but neither a name, nor a word for an owner, for points or for a total."""
    told = understand(clause, identity)
    return bool(told.years) and not (told.named or "own" in told.whose or told.what or told.scope)


def _judge(clause: str, identity: Identity) -> ReadingKind | None:
    told = understand(clause, identity)
    if told.what & OTHER_QUANTITIES or "target" in told.whose:
        return ReadingKind.OTHER
    if "mean" in told.whose:
        return ReadingKind.AVERAGE
    if told.whose & {"other", "people"} or (told.other and not told.named):
        return ReadingKind.OTHER
    if "earlier" in told.when:
        return ReadingKind.PREVIOUS
    if told.years and identity.round is not None:
        if all(year < identity.round for year in told.years):
            return ReadingKind.PREVIOUS
        if identity.round not in told.years:
            return ReadingKind.OTHER
        return ReadingKind.TOTAL
    if "max" in told.what:
        return ReadingKind.OTHER
    if told.named or "own" in told.whose:
        return ReadingKind.TOTAL
    return None
