"""Read totals from sentences and lines of text, and judge whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.claims.before import NEAR, OWN_TOTAL, has_come_to, is_now, turns_to_another
from extract.claims.owner import AREA_NAMES, find_other_kind
from extract.instrument import (
    ABOVE_ONE_AREA,
    AREA_NUMBERS,
    LONG_LABEL,
    MAX_SCORE,
    MAX_TOTAL,
    find_named_areas,
)
from extract.meaning.clauses import CLAUSE_END, is_not_reached
from extract.meaning.known import is_known, names_other_too, names_what_is_its, says_received
from extract.meaning.terms import understand
from extract.numbers import Number, parse_numbers
from extract.page.words import PageWords, Word
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ReadingKind
from extract.series.passages import Passage, join_words, list_passages
from extract.series.sheet import Sheet

NAMES_TOTAL = compile_phrases("names a total")
SUMS = re.compile(rf"\W*(?:det \w+ )?{join_phrases('begins a sum')}", re.IGNORECASE)
SUPPOSED = re.compile(
    rf"(?:{join_phrases('may be')}|\b(?<!når )(?<!nådde )(?<!kommer )(?<!kom )upp till\b)"
    r"\W*(?:\w+\W+){0,1}$",
    re.IGNORECASE,
)
LABELLED = re.compile(  # directly before a number
    rf"(?:po[äe]ng\w*|resultat\w*)(?: {join_phrases('begins a sum')})?\W*(?:\b(?:är|er|blev|ble|vart))?\W*$",
    re.IGNORECASE,
)
OTHER_NUMBER = re.compile(r"(?<![\d,.])(?!(?:19|20)\d\d)\d{2,3}(?!\d)")  # as in a row of a table
COUNTED = re.compile(
    r"\W{0,1}(?!av\b|och\b|og\b|medel|mot\b|jämf|vilket|som\b|att\b|i\b|vid\b|år)[a-zåäöæø]"
)  # a noun after a number, so that the number counts something else than points
THEN = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\W+(?:då|när|da|når)\s[^,;.]*$", re.IGNORECASE
)  # a clause about an event of that year
WHEN = re.compile(  # a clause directly after a number, about the event at which it was given
    r"\W*(?:po[äe]ng)?\s*\b((?:då|när|da|når)\s[^,;.]*)", re.IGNORECASE
)
MAIN_AREA = compile_phrases("main area")
MOST_OF_MAIN_AREA = 2 * MAX_SCORE
ADDS_UP = re.compile(  # *Lägger man samman områdena blir det*, but not some of them
    rf"{join_phrases('adds up')}\W+{join_phrases('all areas together')}"
    rf"(?:\W+(?:ihop|samman|sammen|saman))?\W+{join_phrases('makes together')}",
    re.IGNORECASE,
)
WISHED, SEVERAL = compile_phrases("wished"), compile_phrases("several municipalities")
# ``Tre kommuner har passerat 600 poäng``, but not ``Bland de 40 kommunerna räcker 500 poäng till …``
BY_SEVERAL = re.compile(
    r"\W*(?:(?!(?:bland|blant|i|hos|mellan|mellom|till|til|med|mot|för|for|som|kommunen|vi|oss)\b)\w+\W+){0,5}?"
    r"kommun(?:er|erna|ar|ane|ene)\W+(?!.*\b(?:kommunen|vi)\b)",
    re.IGNORECASE,
)
FIGURE = re.compile(r"\d")
IN_COLUMN = re.compile(r"\d(?!\d?[.)] [^\W\d])")  # unlike the number of an entry of a list
ALONE = re.compile(r"[1-7]\d\d(?:,5)?(?: ?(?:p|po[äe]ng))?(?: ?(?:av|/) ?800(?: po[äe]ng)?)?", re.IGNORECASE)
UNDER = 4  # multiple of a number's height; largest distance from a label above it
END = re.compile(r"\W*po[äe]ng\.\s*", re.IGNORECASE)  # the last words of a sentence that begins elsewhere
DIGITS = re.compile(r"^[(]?[\d½.]+(?:,\d+)?")


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
    """Find the totals in running text, headings and lines of key figures, in the order of pages."""
    return [
        total
        for sheet in sheets
        if not sheet.is_contents and not sheet.view.turned
        for passage in list_passages(sheet)
        for total in read_totals(_list_sentences(passage, sheet, identity), sheet.view, identity)
    ]


def _list_sentences(passage: Passage, sheet: Sheet, identity: Identity) -> Iterable[Sequence[Word]]:
    """List the sentences of a passage; a number alone goes on with the label of a total right above it."""
    if not ALONE.fullmatch(passage.text):
        return passage.sentences
    beside = [
        each
        for each in list_passages(sheet)
        if each is not passage and each.x0 < passage.x1 and each.x1 > passage.x0
    ]
    above = max((each for each in beside if each.top < passage.top), key=lambda each: each.top, default=None)
    below = min((each for each in beside if each.top > passage.top), key=lambda each: each.top, default=None)
    if above is None or len(above.cells) > 1 or passage.top - above.bottom > UNDER * passage.cells[0].height:
        return passage.sentences
    is_column = below is not None and IN_COLUMN.match(below.text)
    is_label = NAMES_TOTAL.search(above.text) and is_known(above.text, identity, frozenset())
    return [(*above.words, *passage.words)] if is_label and not is_column else passage.sentences


def read_totals(sentences: Iterable[Sequence[Word]], view: PageWords, identity: Identity) -> Iterator[Total]:
    """Yield the totals in some sentences of a page that follow each other.

    The kind is ``UNKNOWN`` if the sentences before turn to another evaluation, except for the total to which
    points have come since then.
    """
    before: list[str] = []
    for words in sentences:
        text = join_words(words)
        totals = list(_read_sentence(words, text, view, identity))
        if totals and not is_now(text, identity) and turns_to_another(before[-NEAR:], identity):
            totals = [each if has_come_to(text, each.value) else _leave_open(each) for each in totals]
        yield from totals
        before.append(text)


def _leave_open(total: Total) -> Total:
    """Make a total ``UNKNOWN``, because the text before it may be about another evaluation."""
    return replace(total, kind=ReadingKind.UNKNOWN) if total.kind is ReadingKind.TOTAL else total


def _read_sentence(words: Sequence[Word], text: str, view: PageWords, identity: Identity) -> Iterator[Total]:
    for number in parse_numbers(words) if FIGURE.search(text) else ():
        if (
            not ABOVE_ONE_AREA <= number.value <= MAX_TOTAL
            or number.percent
            or number.signed
            or number.value % 0.5
        ):
            continue
        of_all = number.ratio_max == MAX_TOTAL
        if not of_all and (number.value == MAX_TOTAL or number.ratio_max is not None):
            continue
        place = next(at for at, word in enumerate(words) if word is number.word)
        lead = join_words(words[:place])
        rest = f"{DIGITS.sub('', words[place].text)} {join_words(words[place + 1 :])}"
        pointed = number.points or of_all
        if not pointed:
            clause = f"{CLAUSE_END.split(lead)[-1]} {CLAUSE_END.split(rest)[0]}"
            if OTHER_NUMBER.search(clause) or not NAMES_TOTAL.search(lead) or COUNTED.match(rest):
                continue
            pointed = LABELLED.search(lead) is not None
        if not of_all and _names_area(text) and not _sums_areas(lead, text):
            continue
        # names of areas may hold words that make points the municipality's, as in "Kommunen som arbetsgivare"
        before, after = AREA_NAMES.sub(" ", lead), AREA_NAMES.sub(" ", rest)
        kind = _whose(before, after, identity, pointed=pointed)
        if kind is ReadingKind.TOTAL and number.value <= MOST_OF_MAIN_AREA and MAIN_AREA.search(text):
            kind = ReadingKind.UNKNOWN  # the points that each main area can have, or those of one
        if kind is not None:
            yield Total(kind, number, view, text)


def _names_area(text: str) -> bool:
    return any(len(label) > LONG_LABEL for label in find_named_areas(text))


def _sums_areas(lead: str, text: str) -> bool:
    """Whether a sentence lists all the areas, and the number is in its clause about their sum."""
    listed = {areas[0].area_no for areas in find_named_areas(text).values()}
    clause = re.split(r"[.;]\s", CLAUSE_END.split(lead)[-1])[-1]
    return listed == set(AREA_NUMBERS) and SUMS.match(clause) is not None


def _whose(lead: str, rest: str, identity: Identity, *, pointed: bool) -> ReadingKind | None:
    """Judge whose a total is by its clause, and by earlier clauses of the sentence if it does not say it.

    If no clause says it, points are the own total if the sentence speaks of a total or of points, adds up the
    areas, has only known words and a colon before them, or begins with them and is not the end of another. A
    number without the word for points is none.
    """
    kind = _find_owner(lead, rest, identity)
    if kind is None and BY_SEVERAL.match(lead) and not understand(lead, identity).named:
        return ReadingKind.OTHER
    if kind is None and pointed:
        told = understand(lead, identity)
        of_all = told.scope & {"total"} or told.what & {"points"} or ADDS_UP.match(lead.strip())
        is_label = lead.rstrip().endswith(":") and is_known(lead, identity, frozenset())
        begins = not lead.strip() and not END.fullmatch(rest)
        labelled = of_all or is_label or begins
        kind = ReadingKind.TOTAL if labelled else ReadingKind.UNKNOWN
    wished = WISHED.search(CLAUSE_END.split(f"{lead} ")[-1])
    supposed = SUPPOSED.search(lead) or wished or is_not_reached(lead, rest)
    return ReadingKind.UNKNOWN if kind is ReadingKind.TOTAL and supposed else kind


def _find_owner(lead: str, rest: str, identity: Identity) -> ReadingKind | None:
    """Judge by the clause of a number, and by those before it as far as they have no total of their own.

    A clause with only a year goes on with what is before it, as in ``Medelvärdet, som för 2014 är …``.
    """
    *before, clause = CLAUSE_END.split(f"{lead} ")
    is_in_brackets = lead.rfind("(") > lead.rfind(")")  # what follows them is no part of the clause
    own = f"{clause} # {CLAUSE_END.split(rest.partition(')')[0] if is_in_brackets else rest)[0]}"
    last = max((at for at, each in enumerate(before) if OWN_TOTAL.search(each)), default=-1)
    since = before[last + 1 :]
    kinds = [kind for each in reversed(since) if (kind := _judge(each, identity)) is not None]
    foreign = next((kind for kind in kinds if kind is not ReadingKind.TOTAL), None)
    kind = _judge(own, identity)
    if kind is None or _has_only_year(own, identity):
        kind = foreign or kind or next(iter(kinds), None)
    if kind is not ReadingKind.TOTAL:
        return kind
    then = THEN.search(lead)
    if then and identity.round is not None and int(then[1]) < identity.round:
        return ReadingKind.PREVIOUS
    when = WHEN.match(rest)
    if when and _judge(when[1], identity) is ReadingKind.PREVIOUS:
        return ReadingKind.PREVIOUS
    return ReadingKind.UNKNOWN if _names_others(own, since, identity) else kind


def _has_only_year(clause: str, identity: Identity) -> bool:
    """Whether a clause has a year, but neither a name nor a word for an owner."""
    told = understand(clause, identity)
    return bool(told.years) and not (told.named or "own" in told.whose)


def _names_others(own: str, since: Sequence[str], identity: Identity) -> bool:
    """Whether a clause or those it goes on with name others, so that the number may be theirs."""
    whole = " ".join((*since, own))
    told = understand(own, identity)
    is_of_several = SEVERAL.search(whole) is not None and not says_received(own, identity)
    if is_of_several or names_other_too(own, identity) or names_what_is_its(whole, identity):
        return True
    return bool(understand(whole, identity).other) and not told.named


def _judge(clause: str, identity: Identity) -> ReadingKind | None:
    told = understand(clause, identity)
    kind = ReadingKind.AVERAGE if "mean" in told.whose else find_other_kind(told, identity)
    if kind is None and (told.named or "own" in told.whose or identity.round in told.years):
        return ReadingKind.TOTAL
    return kind
