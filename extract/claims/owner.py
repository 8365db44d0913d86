"""Whose a series is, of when and of what quantity, by the words at its head and around its presentation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from extract.claims.before import is_heading
from extract.instrument import SPELLINGS
from extract.meaning.known import is_known
from extract.meaning.terms import OF_SOMEBODY, OUT_OF, Told, understand
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ReadingKind
from extract.series.records import Series

AREA_NAMES = re.compile(
    "|".join(sorted((re.escape(each.spelling) for each in SPELLINGS), key=len, reverse=True)), re.IGNORECASE
)
OF_EDITION = re.compile(
    r"(?:enligt |i |med )?(?:(\d{4}) års (?:version|modell|kommunkompass)\w*|"
    r"(?:version|kommunkompass)\w*\s+(\d{4}))",
    re.IGNORECASE,
)
PARTED = re.compile(r"([^\W\d_]+)[- ]+(?=[a-zåäöæø])([^\W\d_]+)")  # a word over two lines, or two words
OF_ITS_TOTAL = re.compile(r"(?<!\d)[1-7]\d\d(?:,5)?(?!\d)")
ITS_OWN_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d+\b.*\.$")
OTHER_QUANTITIES = frozenset({"change", "difference", "percent", "rank", "remaining", "weight", "other"})
NO_POINTS = frozenset({"percent", "rank", "weight", "remaining"})  # quantities that are no points
POINTS = re.compile(r"po[äe]ng", re.IGNORECASE)  # not results, which may be told in per cent
NEAREST = 2  # passages right at the numbers
POINTS_AT = re.compile(rf"{join_phrases('points at numbers')}|:\s*$", re.IGNORECASE)
SHORT = 9  # words: a heading or a caption, no running text
INTRODUCES = re.compile(rf"{join_phrases('introduces points')}|:\s*$", re.IGNORECASE)
NUMBERS = compile_phrases("numbers")
OF_INSTRUMENT = compile_phrases("changes of the instrument")
COMPARES = compile_phrases("compares or joins")


BRACKET = re.compile(
    r"[,;(–-]?[^,;()–]*(?:parent[eh]?s|klammer)[^,;()–]*[)]?", re.IGNORECASE
)  # a clause on brackets


class Claim(IntEnum):
    """How well the words prove that a series is the municipality's own of this round."""

    NONE = 0  # they say that it is something else
    OPEN = 1  # they leave it open: no words, or words that no term explains
    SILENT = 2  # there are no words
    POINTS = 3  # they speak of points, and not of whose
    OWN = 4  # they name the municipality, the round, or call the points its own


@dataclass(frozen=True)
class Meaning:
    """What a series is."""

    kind: ReadingKind
    claim: Claim
    year: int | None = None
    why: str = ""


def judge_series(series: Series, identity: Identity, *, told_apart: bool = False) -> Meaning:
    """The meaning by the heading; what stands around can take away or, where the heading is silent, give.

    ``told_apart`` says that other series of the same presentation have headings that make them something
    else: then what stands around speaks of all of them, and takes nothing away from what a heading calls
    its own.
    """
    meaning = judge_heading(series.heading, identity)
    if series.relation == "section" and meaning.claim is Claim.POINTS:
        meaning = Meaning(
            ReadingKind.SCORE, Claim.OWN, meaning.year, "the chapter of each area states its points"
        )
    if meaning.kind not in (ReadingKind.SCORE, ReadingKind.UNKNOWN):
        return meaning
    for text in series.beside:
        told = understand(AREA_NAMES.sub(" ", text), identity)
        if told.other and not told.named and not _names(series.heading, identity):
            return Meaning(ReadingKind.OTHER, Claim.NONE, None, text)
    in_brackets = all(pair.number.bracketed for pair in series.pairs.values())
    for at, said in enumerate(series.around):
        clause = BRACKET.search(said)
        text = said if clause is None else BRACKET.sub("", said)
        if clause is not None and in_brackets:
            return judge_heading(clause[0], identity)
        around = judge_around(text, identity)
        if around is None:
            if (
                at < NEAREST
                and (POINTS_AT.search(text) or (at == 0 and is_heading(text)))
                and meaning.claim in (Claim.POINTS, Claim.SILENT)
                and not is_known(AREA_NAMES.sub(" ", text), identity, frozenset())
            ):
                return Meaning(ReadingKind.UNKNOWN, Claim.OPEN, meaning.year, text)
            continue
        if around.claim is Claim.NONE:
            if meaning.claim is Claim.OWN and (told_apart or _names(series.heading, identity)):
                continue
            of_round = meaning.claim is Claim.OWN and meaning.year == identity.round is not None
            if of_round and around.kind is ReadingKind.PREVIOUS:
                continue
            return around
        if around.claim is Claim.OPEN:
            if meaning.claim is Claim.OWN:
                continue
            return around
        if around.claim is Claim.POINTS:
            if meaning.claim is Claim.SILENT:
                meaning = Meaning(ReadingKind.SCORE, Claim.POINTS, meaning.year, around.why)
            continue
        if around.claim is Claim.OWN and meaning.claim in (Claim.POINTS, Claim.SILENT):
            return Meaning(ReadingKind.SCORE, Claim.OWN, meaning.year, around.why)
        if around.claim is Claim.OWN:
            return meaning
    return meaning


def _names(heading: str, identity: Identity) -> bool:
    return understand(heading, identity).named


def judge_heading(heading: str, identity: Identity) -> Meaning:
    """What numbers under these words are."""
    text = AREA_NAMES.sub(" ", heading)
    editions = [int(one or other) for one, other in OF_EDITION.findall(text)]
    text = OF_EDITION.sub(" ", text)
    if not re.search(r"[^\W_]|%|±|[+]", text.replace("#", "")):
        return Meaning(ReadingKind.UNKNOWN, Claim.SILENT)
    told = understand(text, identity)
    if len(told.unknown) > 1:
        told = understand(_join_parted(text, frozenset(told.unknown), identity), identity)
    kind = _find_other_kind(told, identity)
    if kind is not None:
        return Meaning(kind, Claim.NONE, told.years[-1] if told.years else None, heading)
    if editions and identity.edition is not None and editions[-1] != identity.edition:
        return Meaning(ReadingKind.OTHER, Claim.NONE, None, heading)
    mixed = OF_SOMEBODY & told.whose or "other" in told.when
    if mixed or told.unknown or len(set(told.years)) > 1:
        return Meaning(ReadingKind.UNKNOWN, Claim.OPEN, told.years[-1] if told.years else None, heading)
    year = told.years[-1] if told.years else None
    if (
        told.named
        or told.whose & {"own", "got"}
        or (year is not None and year == identity.round)
        or "this" in told.when
    ):
        return Meaning(ReadingKind.SCORE, Claim.OWN, year, heading)
    if told.what or told.scope or OUT_OF.search(text):
        return Meaning(ReadingKind.SCORE, Claim.POINTS, year, heading)
    return Meaning(ReadingKind.UNKNOWN, Claim.OPEN, year, heading)


def _join_parted(text: str, unknown: frozenset[str], identity: Identity) -> str:
    """A heading with the words made whole that a narrow column parts: two unknown pieces that make a term."""

    def join(found: re.Match[str]) -> str:
        whole = f"{found[1]}{found[2]}"
        parted = found[1] in unknown and found[2] in unknown
        return whole if parted and not understand(whole, identity).unknown else found[0]

    return PARTED.sub(join, text)


def _find_other_kind(told: Told, identity: Identity) -> ReadingKind | None:
    """What the words say that numbers are, where it is not the municipality's points of this round."""
    what = told.what
    if "change" in what or "difference" in what:
        return ReadingKind.PERCENT if "percent" in what else ReadingKind.CHANGE
    if "percent" in what:
        return ReadingKind.PERCENT
    if what & {"rank", "remaining", "weight", "other", "page"} or "subarea" in told.scope:
        return ReadingKind.OTHER
    if "target" in told.whose:
        return ReadingKind.OTHER
    if "max" in what and not told.named:
        return ReadingKind.MAX_SCORE
    if "mean" in told.whose and not told.named and "own" not in told.whose:
        return ReadingKind.AVERAGE
    if "other" in told.whose and not told.named:
        return ReadingKind.OTHER
    if told.other:
        return ReadingKind.OTHER
    if "earlier" in told.when:
        return ReadingKind.PREVIOUS
    if told.years and identity.round is not None:
        if all(year < identity.round for year in told.years):
            return ReadingKind.PREVIOUS
        if all(year > identity.round for year in told.years):
            return ReadingKind.OTHER
    return None


def _is_running_text(text: str, told: Told) -> bool:
    """Whether a text is a sentence that speaks of no points and of no presentation of them."""
    of_points = told.what or told.scope or INTRODUCES.search(text) or NUMBERS.search(text)
    return text.rstrip().endswith(".") and not of_points


def judge_around(text: str, identity: Identity) -> Meaning | None:
    """What a title, caption or introduction says of the numbers that it is about; None for nothing."""
    words = len(text.split())
    bare = OF_EDITION.sub(" ", AREA_NAMES.sub(" ", text))
    if words > SHORT and not INTRODUCES.search(text):
        return None
    told = understand(bare, identity)
    if ITS_OWN_NUMBER.search(text) and not INTRODUCES.search(text) and "points" not in told.what:
        return None  # a sentence of the text before
    if "target" in told.whose and not told.whose & {"mean", "other"} and _is_running_text(text, told):
        return None
    own = told.named or ("own" in told.whose and not ("other" in told.whose and words <= SHORT))
    if own and not (told.other and not told.named):
        contrary = told.whose & {"target"} or "earlier" in told.when or "other" in told.when
        past = told.years and identity.round is not None and all(year < identity.round for year in told.years)
        if (contrary or past) and not COMPARES.search(bare):
            return Meaning(ReadingKind.UNKNOWN, Claim.NONE, None, text)
        if told.what & NO_POINTS and INTRODUCES.search(text) and not POINTS.search(text):
            return Meaning(ReadingKind.OTHER, Claim.NONE, None, text)
        of_numbers = told.what & {"points"} or told.scope or INTRODUCES.search(text)
        if text.rstrip().endswith(".") and not of_numbers:
            return None  # a sentence of the text before
        return Meaning(ReadingKind.SCORE, Claim.OWN, None, text)
    if words > SHORT and re.search("jämför|sammenlign|samanlikn", bare, re.IGNORECASE):
        return None
    if OF_ITS_TOTAL.search(text) and (told.whose & {"mean", "other"} or told.other or "earlier" in told.when):
        return Meaning(ReadingKind.UNKNOWN, Claim.OPEN, None, text)  # it speaks of its own number
    if told.whose & OF_SOMEBODY or told.other:
        return Meaning(
            ReadingKind.AVERAGE if "mean" in told.whose else ReadingKind.OTHER, Claim.NONE, None, text
        )
    if told.what & OTHER_QUANTITIES and words <= SHORT:
        return Meaning(ReadingKind.OTHER, Claim.NONE, None, text)
    if "earlier" in told.when and words <= SHORT:
        return Meaning(ReadingKind.PREVIOUS, Claim.NONE, None, text)
    if OF_INSTRUMENT.search(text):
        return None
    if told.years and identity.round is not None and (told.what or told.scope or words <= SHORT):
        if all(year < identity.round for year in told.years):
            return Meaning(ReadingKind.PREVIOUS, Claim.NONE, told.years[-1], text)
        if identity.round in told.years and (told.what or told.scope):
            return Meaning(ReadingKind.SCORE, Claim.OWN, identity.round, text)
    if "points" in told.what and words <= SHORT:
        return Meaning(ReadingKind.SCORE, Claim.POINTS, None, text)
    return None
