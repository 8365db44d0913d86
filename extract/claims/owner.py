"""Judge from the heading of a series and the texts around it whose numbers they are, of when, and of what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from extract.claims.before import COMPARED, OWN_TOTAL, is_heading
from extract.claims.foreign import OF_INSTRUMENT, is_about_some_areas
from extract.instrument import EDITIONS, MAX_SCORE, SPELLINGS
from extract.meaning.clauses import names_another_column
from extract.meaning.known import is_known
from extract.meaning.terms import OF_SOMEBODY, OTHER_QUANTITIES, OUT_OF, Told, understand
from extract.phrases import compile_phrases, join_literals, join_phrases
from extract.records import Identity, ReadingKind
from extract.series.records import Series
from extract.vocabulary import LINE, OF_MARKS, names_other

AREA_NAMES = re.compile(join_literals(each.spelling for each in SPELLINGS), re.IGNORECASE)
OF_EDITION = re.compile(
    r"(?:enligt |i |med )?(?:(\d{4}) års (?:version|modell|kommunkompass)\w*|"
    r"(?:version|kommunkompass)\w*\s+(\d{4}))",
    re.IGNORECASE,
)
PARTED = re.compile(r"([^\W\d_]+)[- ]+(?=[a-zåäöæø])([^\W\d_]+)")  # a word on two lines, or two words
ITS_OWN_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d+\b.*\.$")  # a sentence with a number, no year
NO_POINTS = frozenset({"percent", "rank", "weight", "remaining"})  # of ``what``: units other than points
POINTS = re.compile(r"po[äe]ng", re.IGNORECASE)  # not "resultat", which may be in per cent
NEAREST = 2  # texts directly at the numbers, of those around a series
POINTS_AT = re.compile(rf"{join_phrases('introduces numbers')}|:\s*$", re.IGNORECASE)
SAME_TOTAL = 5.0  # points; rounded means may add up to so much more or less than their rounded total
SHORT = 9  # words; a text with no more is a heading or a caption, not running text
SHOWS = re.compile(r"\b(?:visar|viser|syner|anger|angir|avser)\b", re.IGNORECASE)
CHAPTER = re.compile(r"[1-9]\d?\.?\s(?!\d)(?:\S+\s?){1,9}$")  # its heading, with a number of one level
ENDS = (".", "?", "!")
PRONOUN = re.compile(
    r"\W*(?:de|den|det|dei|dessa|denna|detta|disse|denne|dette|desse|här|her|så|slik|alla|alle|samtliga)\b",
    re.IGNORECASE,
)
LINE_WORDS = 6  # in a line of running text; few headings with a comma have so many
INTRODUCES = re.compile(rf"{join_phrases('introduces numbers', 'picture of numbers')}|:\s*$", re.IGNORECASE)
BARS = compile_phrases("bar of a chart")
NUMBERS = compile_phrases("numbers")
COMPARES = compile_phrases("compares or joins")
# Versions of the instrument: a report of a year in which it was revised may print its points in both.
FORMER, REVISED = compile_phrases("former version"), compile_phrases("revised version")
JUDGED = compile_phrases("judges")  # what people other than the evaluators do with points
BRACKET = re.compile(
    r"(?:^|[,;(–-]|\b(?:och|og|medan|mens)\s)(?:(?!\b(?:och|og|medan|mens)\s)[^,;()–])*(?:parent[eh]?s|klammer)"
    r"(?:,[^,;()–]*|[^,;()–]*)[)]?",
    re.IGNORECASE,
)  # a clause about the numbers in brackets


class Claim(IntEnum):
    """How strongly words say that a series has the municipality's own points of this round."""

    NONE = 0  # they say that the numbers are something else
    OPEN = 1  # they do not decide it, such as words that no term explains
    SILENT = 2  # there are no words
    POINTS = 3  # they speak of points, but not of whose
    OWN = 4  # they name the municipality or the round, or call the points its own


@dataclass(frozen=True)
class Attribution:
    """What a series is by the words at it; ``why`` are the words, or a phrase, that decided it."""

    kind: ReadingKind
    claim: Claim
    year: int | None = None
    why: str = ""


def is_in_headings(series: Series) -> bool:
    """Whether all numbers are points, or out of 100, on the lines of the headings of the areas' chapters."""
    return series.relation in ("section", "placed") and all(
        pair.label is not None
        and pair.label.top < pair.number.word.middle < pair.label.bottom
        and (pair.number.points or pair.number.ratio_max == MAX_SCORE)
        for pair in series.pairs.values()
    )


def judge_series(series: Series, identity: Identity, *, told_apart: bool = False) -> Attribution:
    """Judge a series by its heading, and then by the texts around its presentation.

    A text around can make the numbers somebody else's. It can make them the own ones only if the heading
    leaves their owner open. ``told_apart`` says that headings of other series in the same presentation make
    these something else; the texts around then speak of all series, and do not contradict an own heading.
    """
    meaning = judge_heading(series.heading, identity)
    in_headings = meaning.claim in (Claim.SILENT, Claim.POINTS) and is_in_headings(series)
    if (series.relation == "section" and meaning.claim is Claim.POINTS) or in_headings:
        meaning = Attribution(
            ReadingKind.SCORE, Claim.OWN, meaning.year, "the chapter of each area states its points"
        )
    if meaning.kind not in (ReadingKind.SCORE, ReadingKind.UNKNOWN):
        return meaning
    for text in series.beside:
        told = understand(AREA_NAMES.sub(" ", text), identity)
        if told.other and not told.named and not _names(series.heading, identity):
            return Attribution(ReadingKind.OTHER, Claim.NONE, None, text)
    beside_the_point = list_beside_the_point(series, identity)
    in_brackets = all(pair.number.bracketed for pair in series.pairs.values())
    for at, said in enumerate(series.around):
        if names_another_column(said, series.heading) or is_on_line_beside(said, series):
            continue
        clause = BRACKET.search(said)
        text = OF_MARKS.sub(" ", said if clause is None else BRACKET.sub("", said))
        if clause is not None and in_brackets:
            return judge_heading(clause[0], identity)
        if FORMER.search(text) and is_heading(text):
            if not series.editions or identity.edition in series.editions:
                return Attribution(ReadingKind.OTHER, Claim.NONE, None, text)
            text = FORMER.sub(" ", text)  # the names of the areas tell the edition, too
        headed = any(is_heading(each) for each in series.around[:at])
        before = tells_another_total(text, series) or (headed and _is_running_text(text, identity))
        before = before or said in beside_the_point
        around = None if before else judge_around(text, identity)
        if around is None:
            if (
                at < NEAREST
                and (POINTS_AT.search(text) or (at == 0 and is_heading(text)))
                and meaning.claim in (Claim.POINTS, Claim.SILENT)
                and not is_known(AREA_NAMES.sub(" ", text), identity, frozenset())
            ):
                return Attribution(ReadingKind.UNKNOWN, Claim.OPEN, meaning.year, text)
        elif around.claim is Claim.NONE:
            of_round = meaning.year == identity.round is not None and around.kind is ReadingKind.PREVIOUS
            is_heeded = not (told_apart or of_round or _names(series.heading, identity))
            if meaning.claim is not Claim.OWN or is_heeded:
                of_line = Attribution(ReadingKind.UNKNOWN, Claim.NONE, None, text)
                return of_line if LINE.search(text) else around  # the numbers may be others than the line's
        elif around.claim is Claim.OPEN and meaning.claim is not Claim.OWN:
            return around
        elif around.claim is Claim.POINTS and meaning.claim is Claim.SILENT:
            meaning = Attribution(ReadingKind.SCORE, Claim.POINTS, meaning.year, around.why)
        elif around.claim is Claim.OWN:
            is_left_open = meaning.claim in (Claim.POINTS, Claim.SILENT)
            own = Attribution(ReadingKind.SCORE, Claim.OWN, meaning.year, around.why)
            return own if is_left_open else meaning
    return meaning


def _names(heading: str, identity: Identity) -> bool:
    return understand(heading, identity).named


def judge_heading(heading: str, identity: Identity) -> Attribution:
    """Judge numbers by their heading alone."""
    text = AREA_NAMES.sub(" ", heading)
    is_first = identity.edition == min(EDITIONS)
    if FORMER.search(text) or (is_first and REVISED.search(text)):
        return Attribution(ReadingKind.OTHER, Claim.NONE, None, heading)
    text = REVISED.sub(" ", text)
    editions = [int(one or other) for one, other in OF_EDITION.findall(text)]
    text = OF_EDITION.sub(" ", text)
    if not re.search(r"[^\W_]|%|±|[+]", text.replace("#", "")):
        return Attribution(ReadingKind.UNKNOWN, Claim.SILENT)
    told = understand(text, identity)
    if len(told.unknown) > 1:
        told = understand(_join_parted(text, frozenset(told.unknown), identity), identity)
    year = told.years[-1] if told.years else None
    kind = find_other_kind(told, identity)
    if kind is not None:
        return Attribution(kind, Claim.NONE, year, heading)
    if editions and identity.edition is not None and editions[-1] != identity.edition:
        return Attribution(ReadingKind.OTHER, Claim.NONE, None, heading)
    mixed = OF_SOMEBODY & told.whose or "other" in told.when
    if mixed or told.unknown or len(set(told.years)) > 1:
        return Attribution(ReadingKind.UNKNOWN, Claim.OPEN, year, heading)
    of_round = "this" in told.when or year == identity.round is not None
    if told.named or told.whose & {"own", "got"} or of_round:
        return Attribution(ReadingKind.SCORE, Claim.OWN, year, heading)
    if told.what or told.scope or OUT_OF.search(text):
        return Attribution(ReadingKind.SCORE, Claim.POINTS, year, heading)
    return Attribution(ReadingKind.UNKNOWN, Claim.OPEN, year, heading)


def _join_parted(text: str, unknown: frozenset[str], identity: Identity) -> str:
    """Join the pieces of words that a narrow column divides, if two unknown pieces make a known word."""

    def join(found: re.Match[str]) -> str:
        whole = f"{found[1]}{found[2]}"
        parted = found[1] in unknown and found[2] in unknown
        return whole if parted and not understand(whole, identity).unknown else found[0]

    return PARTED.sub(join, text)


def is_on_line_beside(text: str, series: Series) -> bool:
    """Whether a text is about the lines of a chart, and the numbers stand at its bars."""
    return series.relation in ("bar", "pillar") and bool(LINE.search(text)) and not BARS.search(text)


def find_other_kind(told: Told, identity: Identity) -> ReadingKind | None:
    """Return the kind of numbers if the words say that they are not the own points of this round."""
    what = told.what
    if "change" in what or "difference" in what:
        return ReadingKind.PERCENT if "percent" in what else ReadingKind.CHANGE
    if "percent" in what:
        return ReadingKind.PERCENT
    other_what = what & {"rank", "remaining", "weight", "other", "page"}
    if other_what or "subarea" in told.scope or "target" in told.whose:
        return ReadingKind.OTHER
    if "max" in what and not told.named:
        return ReadingKind.MAX_SCORE
    if "mean" in told.whose and not told.named and "own" not in told.whose:
        return ReadingKind.AVERAGE
    if told.other or (told.whose & {"other", "people"} and not told.named):
        return ReadingKind.OTHER
    if "earlier" in told.when:
        return ReadingKind.PREVIOUS
    if told.years and identity.round is not None:
        if all(year < identity.round for year in told.years):
            return ReadingKind.PREVIOUS
        if all(year > identity.round for year in told.years):
            return ReadingKind.OTHER
    return None


def list_beside_the_point(series: Series, identity: Identity) -> set[str]:
    """List the texts around a series that say nothing about it.

    They are parts of the text before a numbered chapter, and running text beside a sentence that introduces
    the numbers as the municipality's. Running text that may speak of them by a pronoun, or names another
    municipality, is not among them.
    """
    introduced = any(introduces_own(text, identity) for text in series.around)
    return {
        text
        for at, text in enumerate(series.around)
        if _is_beyond_chapter(text, series.around[:at])
        or (introduced and _is_running_text(text, identity) and not _may_mean_numbers(text, identity))
    }


def _may_mean_numbers(text: str, identity: Identity) -> bool:
    return PRONOUN.match(text) is not None or names_other(text, identity)


def introduces_own(text: str, identity: Identity) -> bool:
    """Whether a text introduces the municipality's points: *Tabellen visar kommunens poäng*."""
    told = understand(AREA_NAMES.sub(" ", text), identity)
    is_own = told.named or "own" in told.whose
    return bool(is_own and INTRODUCES.search(text)) and is_known(text, identity, frozenset())


def _is_beyond_chapter(text: str, nearer: Sequence[str]) -> bool:
    """Whether a line is of text before a numbered chapter: part of a sentence, or too long for a heading."""
    is_line = text[:1].islower() or (len(text.split()) >= LINE_WORDS and "," in text)
    return is_line and any(CHAPTER.match(each) for each in nearer) and not CHAPTER.match(text)


def _is_running_text(text: str, identity: Identity) -> bool:
    """Whether a text is a sentence that is neither about points nor introduces a presentation of them."""
    told = understand(OF_EDITION.sub(" ", AREA_NAMES.sub(" ", text)), identity)
    what = told.what if SHOWS.search(text) else told.what - {"remaining"}  # ``Mycket återstår att göra.``
    of_points = what or told.scope or INTRODUCES.search(text) or NUMBERS.search(text)
    return text.rstrip().endswith(ENDS) and not of_points


def tells_another_total(text: str, series: Series) -> bool:
    """Whether a sentence that introduces no presentation gives a total, and all its totals are others'."""
    totals = [float(total.replace(",", ".")) for total in OWN_TOTAL.findall(text)]
    is_sentence = text.rstrip().endswith(".") and not INTRODUCES.search(text)
    differ = all(abs(total - series.total) > SAME_TOTAL for total in totals)
    return bool(totals and is_sentence and series.is_whole and differ)


def judge_around(text: str, identity: Identity) -> Attribution | None:
    """Judge numbers by a title, caption or introduction; ``None`` if the text says nothing about them."""
    words = len(text.split())
    bare = OF_EDITION.sub(" ", AREA_NAMES.sub(" ", text))
    if words > SHORT and not INTRODUCES.search(text):
        return None
    told = understand(bare, identity)
    if ITS_OWN_NUMBER.search(text) and not INTRODUCES.search(text) and "points" not in told.what:
        return None  # running text before the presentation
    if is_about_some_areas(bare, identity):
        return None
    if told.what == {"remaining"} and not told.whose and _is_running_text(text, identity):
        return None  # ``Mycket återstår att göra.``
    aims = "target" in told.whose and not told.whose & {"mean", "other"} and not told.other
    if aims and _is_running_text(text, identity):
        return None
    of_people = told.whose & OF_SOMEBODY == {"people"} and not told.other
    if of_people and not JUDGED.search(text) and _is_running_text(text, identity):
        return None
    own = told.named or ("own" in told.whose and not (told.whose & {"other", "people"} and words <= SHORT))
    if own and not (told.other and not told.named):
        contrary = told.whose & {"target"} or "earlier" in told.when or "other" in told.when
        past = told.years and identity.round is not None and all(year < identity.round for year in told.years)
        if (contrary or past) and not COMPARES.search(bare):
            if COMPARED.search(bare) and not understand(COMPARED.sub(" ", bare), identity).when:
                return None  # only what the points are compared with is of another time
            return Attribution(ReadingKind.UNKNOWN, Claim.NONE, None, text)
        is_shown = INTRODUCES.search(text) or NUMBERS.search(text)
        if told.what & NO_POINTS and is_shown and not POINTS.search(text):
            return Attribution(ReadingKind.OTHER, Claim.NONE, None, text)
        of_numbers = told.what & {"points"} or told.scope or INTRODUCES.search(text)
        if text.rstrip().endswith(".") and not of_numbers:
            return None  # running text before the presentation
        return Attribution(ReadingKind.SCORE, Claim.OWN, None, text)
    if words > SHORT and re.search("jämför|sammenlign|samanlikn", bare, re.IGNORECASE):
        return None
    if OWN_TOTAL.search(text) and (told.whose & {"mean", "other"} or told.other or "earlier" in told.when):
        return Attribution(ReadingKind.UNKNOWN, Claim.OPEN, None, text)  # the text may be about its own total
    if told.whose & OF_SOMEBODY or told.other:
        return Attribution(
            ReadingKind.AVERAGE if "mean" in told.whose else ReadingKind.OTHER, Claim.NONE, None, text
        )
    if told.what & (OTHER_QUANTITIES | {"weight", "other"}) and words <= SHORT:
        return Attribution(ReadingKind.OTHER, Claim.NONE, None, text)
    if "earlier" in told.when and words <= SHORT:
        return Attribution(ReadingKind.PREVIOUS, Claim.NONE, None, text)
    if OF_INSTRUMENT.search(text):
        return None
    if told.years and identity.round is not None and (told.what or told.scope or words <= SHORT):
        if all(year < identity.round for year in told.years):
            return Attribution(ReadingKind.PREVIOUS, Claim.NONE, told.years[-1], text)
        if identity.round in told.years and (told.what or told.scope):
            return Attribution(ReadingKind.SCORE, Claim.OWN, identity.round, text)
    if "points" in told.what and words <= SHORT:
        return Attribution(ReadingKind.SCORE, Claim.POINTS, None, text)
    return None
