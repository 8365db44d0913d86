"""Decide whether scores can be published that only the areas' chapters have, without a sum or a second copy.

Each chapter must say what the municipality got, as in ``Kommunen får 62 poäng`` or ``Områdets poäng: 62``.
The points are the municipality's because the chapters are of its report, unless something in it says
otherwise: a title above the chapters, the text between that title and the first chapter, a running header or
footer, or a sentence elsewhere about the numbers in the chapters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.claims.before import is_heading, is_of_another, turns_to_another
from extract.claims.candidate import Candidate
from extract.claims.candidates import CandidateSet, make_candidate_set
from extract.claims.evidence import BY_CHAPTERS, BY_SENTENCE
from extract.claims.foreign import BY_OTHERS, PART_OF_IT, find_foreign_kind, is_about_some_areas, say_whose
from extract.claims.owner import AREA_NAMES, POINTS, POINTS_AT, Claim, judge_around
from extract.instrument import MAX_SCORE
from extract.meaning.terms import understand
from extract.mentions import Mention
from extract.page.words import PageWords
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, Proof, Reading, ReadingKind, Reason, Verdict
from extract.series.passages import find_titles, join_words, list_passages, place_in_text
from extract.series.sheet import Sheet, make_sheets
from extract.vocabulary import names_other, names_own

ABOVE = 0.6  # multiple of a heading's height; its line begins so far above its letters
NEAREST = 2  # sentences directly before the first chapter, which are about the chapters
AS_LARGE, LARGER = 0.95, 1.05  # multiples of a heading's or title's height; least height of a title above
PAGES_OVER = 2  # pages whose text may introduce the first chapter if it has no title
BULLET = re.compile(r"\s*[•▪●■○–-]\s")
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


def is_by_chapters(readings: Iterable[Reading], verdict: Verdict) -> bool:
    """Whether only the chapters' headings and sentences prove the scores."""
    owners = {each.owner for each in readings if each.kind is ReadingKind.SCORE and each.area_no is not None}
    proofs = {score.proof for score in verdict.scores}
    return proofs <= {Proof.SINGLE, Proof.AGREEMENT} and owners <= {"", BY_CHAPTERS, BY_SENTENCE}


def find_denied_chapters(
    views: Sequence[PageWords], readings: Iterable[Reading], verdict: Verdict, identity: Identity
) -> Reason | None:
    """Return why scores cannot be published that only the areas' chapters prove; ``None`` if they can be."""
    if not verdict.scores or not is_by_chapters(readings, verdict):
        return None
    found = make_candidate_set(views, identity)
    values = tuple((score.area_no, score.value) for score in verdict.scores)
    same = [each for each in found.whole if each.values == values]
    doubted = (each.meaning.why for each in same if _is_doubted(each, same))
    denied = (text for each in same if (text := find_denial(each, found, views, identity)) is not None)
    text = next((text for texts in (doubted, denied) for text in texts), None)
    if text is None:
        return None
    return Reason(
        "score_uncertain",
        f"Words in the report may make the points at the areas' headings somebody else's: {text}",
    )


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


def _is_doubted(candidate: Candidate, same: Sequence[Candidate]) -> bool:
    """Whether words make these numbers somebody else's, or their label has words that are not known."""
    series = candidate.series
    if candidate.meaning.claim is Claim.NONE:
        return series.relation != "told"  # it counts for the headings that have its numbers already
    is_labelled = series.relation == "section" and series.block.part.startswith(("left:", "above:"))
    is_alike = any(each.series.places == series.places for each in same if each is not candidate)
    return is_labelled and candidate.meaning.claim is Claim.OPEN and is_alike


def _list_headed_otherwise(
    first: Mention, sheets: Sequence[Sheet], identity: Identity, apart: frozenset[ReadingKind]
) -> Iterator[str]:
    """List the titles above the first heading, and the texts below these, that turn to something else."""
    titles, between = _list_over(first, sheets)
    headings = [*titles, *(each for each in between if is_heading(each) and not BULLET.match(each))]
    yield from (each for each in headings if _heads_another(each, identity))
    if turns_to_another(between, identity):
        yield between[-1]
    for at, each in enumerate(between):
        if (at >= len(between) - NEAREST or POINTS_AT.search(each)) and _says_otherwise(
            each, identity, apart
        ):
            yield each


def _heads_another(title: str, identity: Identity) -> bool:
    if is_about_some_areas(title, identity):
        return False
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
