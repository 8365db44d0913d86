"""Decide whether scores can be published that only the areas' chapters have, without a sum or a second copy.

Each chapter must say what the municipality got, as in ``Kommunen får 62 poäng`` or ``Områdets poäng: 62``.
The points are the municipality's because the chapters are of its report, unless something in it says
otherwise: a title above the chapters, the text between that title and the first chapter, a running header or
footer, or a sentence elsewhere about the numbers in the chapters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.before import is_heading, is_of_another, turns_to_another
from extract.claims.candidate import Candidate, Values
from extract.claims.candidates import CandidateSet
from extract.claims.foreign import BY_OTHERS, PART_OF_IT, find_foreign_kind, say_whose
from extract.claims.owner import AREA_NAMES, POINTS, POINTS_AT, Claim, is_in_headings, judge_around
from extract.instrument import MAX_SCORE, TOTAL_ROUNDING
from extract.meaning.known import is_known
from extract.meaning.terms import OF_SOMEBODY, understand
from extract.mentions import Mention
from extract.page.words import PageWords
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ReadingKind
from extract.series.passages import find_titles, join_words, list_passages, place_in_text
from extract.series.sheet import Sheet, make_sheets
from extract.vocabulary import names_other, names_own

ABOVE = 0.6  # multiple of a heading's height; its line begins so far above its letters
LEAST_BEST = 30  # points; the best area of every report has more, the questions of an area have fewer
NEAREST = 2  # sentences directly before the first chapter, which are about the chapters
AS_LARGE, LARGER = 0.95, 1.05  # multiples of a heading's or title's height; least height of a title above
PAGES_OVER = 2  # pages whose text may introduce the first chapter if it has no title
OF_CHAPTERS = compile_phrases("of all chapters")
OF_NUMBERS = compile_phrases("of numbers")
SEVERAL = compile_phrases("several municipalities")
COMPARES = re.compile(rf"{join_phrases('compares')}|{join_phrases('the one municipality')}", re.IGNORECASE)
NOT_SETTLED = compile_phrases("to be settled")
ITS_OWN = re.compile(r"(?<![\d,.])\d{2}(?![\d])")  # a number of the sentence, which speaks of that
SCALE = re.compile(r"\bskala\w*\W+(?:\w+\W+){0,2}?0\W+(?:till|til|och|og)?\W*(\d{1,3})\b", re.IGNORECASE)
MOST_OF_AN_AREA = re.compile(
    r"\b(?:varje|vardera|per|respektive|hvert|kvart|et|ett)\b[^.]*\bområde\w*[^.]*?\b(?:högst|høyst|inntil|maximalt|"
    r"max\w*|maks\w*|mest|upp till|opp til)\W+(?:\w+\W+){0,2}?(\d{1,3})\b",
    re.IGNORECASE,
)
LABEL_OF_MOST = re.compile(
    r"(?<!\d )\bpo[äe]ng\w*\W{0,3}(?:av|max\w*|maks\w*|högst|høyst|mest)\W{1,3}(\d{1,3})\b", re.IGNORECASE
)


def is_told_in_chapters(
    found: CandidateSet, values: Values, views: Sequence[PageWords], identity: Identity
) -> bool:
    """Whether the areas' chapters say that these are the municipality's points, and nothing denies it."""
    members = [each for each in found.whole if each.values == values]
    announced = any(
        _announces(text, identity) for sheet in make_sheets(views) for text in _list_sentences(sheet)
    )
    telling = next((each for each in members if _tells_points(each, announced=announced)), None)
    if telling is None or any(_is_doubted(each, telling) for each in members):
        return False
    if _has_rivals(found, values) or max(value for _, value in values) <= LEAST_BEST:
        return False
    return find_denial(telling, found, views, identity) is None


def find_denial(
    candidate: Candidate, found: CandidateSet, views: Sequence[PageWords], identity: Identity
) -> str | None:
    """Return the text that says that numbers at the areas' headings are something else, or ``None``.

    A text that tells their sum is about them, even if it compares that with another.
    """
    pairs = candidate.series.pairs.values()
    labels = [pair.label for pair in pairs if pair.label is not None]
    if not labels:
        return None
    sheets = make_sheets(views)
    apart = frozenset(
        each.kind
        for each in found.whole
        if each.meaning.claim is Claim.NONE and each.series.relation in ("told", "section", "placed")
    )
    pages = {pair.page for pair in pairs} | {label.view.number for label in labels}
    first = min(labels, key=lambda label: (label.view.number, label.top))
    texts = (
        *_list_headed_otherwise(first, sheets, identity, apart),
        *(text for view in views if view.number in pages for text in _list_running(view, identity, apart)),
        *(text for sheet in sheets for text in _list_sentences(sheet) if _denies(text, identity, apart)),
    )
    told = f"{candidate.series.total:g}".replace(".", "[.,]")
    total = re.compile(rf"(?<![\d.,]){told}(?!\d)")
    return next((text for text in texts if not total.search(text)), None)


def _announces(text: str, identity: Identity) -> bool:
    """Whether a sentence says that the points of the municipality are in each chapter, at one place."""
    told = understand(text, identity)
    is_own = told.named and not told.other and not told.whose & OF_SOMEBODY
    there = OF_CHAPTERS.search(text) and OF_NUMBERS.search(text)
    return bool(there and is_own and is_known(AREA_NAMES.sub(" ", text), identity, frozenset()))


def _tells_points(candidate: Candidate, *, announced: bool) -> bool:
    """Whether the words at the numbers in the areas' chapters call them points, or a sentence does."""
    if candidate.series.relation == "told":
        return candidate.meaning.claim >= Claim.POINTS
    if announced and candidate.series.relation == "placed" and candidate.meaning.claim is Claim.POINTS:
        return True
    if candidate.meaning.claim is not Claim.OWN:
        return False
    named = AREA_NAMES.sub(" ", candidate.series.heading).strip() != ""
    return (candidate.series.relation == "section" and named) or is_in_headings(candidate.series)


def _is_doubted(candidate: Candidate, telling: Candidate) -> bool:
    """Whether words make these numbers somebody else's, or their label has words that are not known."""
    if candidate.meaning.claim is Claim.NONE:
        return True
    series = candidate.series
    is_labelled = series.relation == "section" and series.block.part.startswith(("left:", "above:"))
    return is_labelled and candidate.meaning.claim is Claim.OPEN and series.places == telling.series.places


def _has_rivals(found: CandidateSet, values: Values) -> bool:
    """Whether other numbers or another total may also be the municipality's."""
    total = sum(value for _, value in values)
    return any(each.may_be_own and each.values != values for each in found.whole) or any(
        each.kind in (ReadingKind.TOTAL, ReadingKind.UNKNOWN) and abs(each.value - total) > TOTAL_ROUNDING
        for each in found.totals
    )


def _list_headed_otherwise(
    first: Mention, sheets: Sequence[Sheet], identity: Identity, apart: frozenset[ReadingKind]
) -> Iterator[str]:
    """List the titles above the first heading, and the texts below these, that turn to something else."""
    titles, between = _list_over(first, sheets)
    headings = [*titles, *(each for each in between if is_heading(each))]
    yield from (each for each in headings if _heads_another(each, identity))
    if turns_to_another(between, identity):
        yield between[-1]
    for at, each in enumerate(between):
        if (at >= len(between) - NEAREST or POINTS_AT.search(each)) and _says_otherwise(
            each, identity, apart
        ):
            yield each


def _heads_another(title: str, identity: Identity) -> bool:
    around = judge_around(title, identity)
    return is_of_another(title, identity) or (around is not None and around.claim is Claim.NONE)


def _list_over(first: Mention, sheets: Sequence[Sheet]) -> tuple[list[str], list[str]]:
    """Return the titles above the first heading, and the sentences between the nearest title and it."""
    page, height = first.view.number, first.words[0].height
    before = [
        (sheet, passage)
        for sheet in sheets
        if not sheet.is_contents and not sheet.view.turned and sheet.page <= page
        for passage in sorted(list_passages(sheet), key=lambda each: place_in_text(sheet, each.x0, each.top))
        if sheet.page < page
        or place_in_text(sheet, passage.x0, passage.top)
        < place_in_text(sheet, first.x0, first.top - ABOVE * height)
    ]
    large = {
        id(title) for sheet in {id(each): each for each, _ in before}.values() for title in find_titles(sheet)
    }
    titles: list[str] = []
    between: list[str] = []
    least = AS_LARGE * height
    for sheet, passage in reversed(before):
        if id(passage) in large and passage.cells[0].height >= least:
            titles.append(AREA_NAMES.sub(" ", passage.text))
            least = LARGER * passage.cells[0].height
        elif not titles and page - sheet.page < PAGES_OVER:
            between[:0] = [AREA_NAMES.sub(" ", join_words(words)) for words in passage.sentences]
    return titles, between


def _list_running(view: PageWords, identity: Identity, apart: frozenset[ReadingKind]) -> Iterator[str]:
    """List the first and last lines of a page that make the chapters' numbers somebody else's."""
    lines = view.lines()
    for text in (join_words(line) for line in (lines[0], lines[-1])):
        is_of_other = is_heading(text) and names_other(text, identity) and not names_own(text, identity)
        if is_of_other or _denies(text, identity, apart):
            yield text


def _list_sentences(sheet: Sheet) -> Iterator[str]:
    for passage in list_passages(sheet):
        yield from (join_words(words) for words in passage.sentences)


def _denies(text: str, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    """Whether a sentence says that the chapters' numbers are something else, or of another scale."""
    most = MOST_OF_AN_AREA.search(text) or LABEL_OF_MOST.search(text)
    scale = SCALE.search(text) if POINTS.search(text) else None
    if any(found and float(found[1]) < MAX_SCORE for found in (most, scale)):
        return True
    points_there = OF_CHAPTERS.search(text) and OF_NUMBERS.search(text)
    if NOT_SETTLED.search(text) and OF_NUMBERS.search(text):
        return True
    return bool(points_there) and _says_otherwise(AREA_NAMES.sub(" ", text), identity, apart)


def _says_otherwise(text: str, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    """Whether a sentence makes the chapters' numbers something else, not only the numbers in brackets.

    ``apart`` are the kinds of other numbers in the chapters; without them, a sentence on the circles there is
    about the only numbers. A sentence that speaks of the municipality's own points and of numbers of such a
    kind is about both, and does not.
    """
    points_there = OF_CHAPTERS.search(text) and OF_NUMBERS.search(text) and not ITS_OWN.search(text)
    if PART_OF_IT.search(text) and (apart or not points_there):
        return False
    of_several = SEVERAL.search(text) and OF_NUMBERS.search(text) and not COMPARES.search(text)
    if of_several or NOT_SETTLED.search(text) or BY_OTHERS.search(text):
        return True
    if points_there and _heads_another(text, identity):
        return True
    kind = find_foreign_kind(text, identity) or (say_whose(text, identity) if points_there else None)
    told = understand(text, identity)
    return kind is not None and not (kind in apart and (told.named or told.whose & {"own", "got"}))
