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
from extract.claims.case import Candidate, Case, Values
from extract.claims.owner import AREA_NAMES, POINTS_AT, Claim, judge_around
from extract.instrument import MAX_SCORE, TOTAL_ROUNDING
from extract.meaning.terms import understand
from extract.page.words import PageWords
from extract.readers.binding import say_otherwise
from extract.records import Identity, ReadingKind
from extract.series.passages import find_titles, join_words, list_passages, place_in_text
from extract.series.sections import Section, list_chapters
from extract.series.sheet import Sheet, make_sheets
from extract.vocabulary import names_other, names_own

NEAREST = 2  # sentences directly before the first chapter, which are about the chapters
AS_LARGE, LARGER = 0.95, 1.05  # multiples of a heading's or title's height; least height of a title above
PAGES_OVER = 2  # pages whose text may introduce the first chapter if it has no title
OF_CHAPTERS = re.compile(
    r"\b(?:varje|respektive|vardera|hvert|kvart|alla|samtliga|de åtta|dei åtte)\W+(?:\w+\W+)?"
    r"(?:område\w*|kapit\w+|avsnitt\w*|rubrik\w*|overskrift\w*)|\b(?:kapitlen|kapitlene|kapitla|avsnitten|avsnitta|"
    r"avsnittene|rubrikerna|overskriftene|marginalen|margen|nedan\w*|nedenfor|följande|følgende)\b",
    re.IGNORECASE,
)
OF_NUMBERS = re.compile(r"po[äe]ng|resultat|siffr|\btal(?:en|lene|a)\b", re.IGNORECASE)
MOST_OF_AN_AREA = re.compile(
    r"\b(?:varje|vardera|per|respektive|hvert|kvart|et|ett)\b[^.]*\bområde\w*[^.]*?\b(?:högst|høyst|inntil|maximalt|"
    r"max\w*|maks\w*|mest|upp till|opp til)\W+(?:\w+\W+){0,2}?(\d{1,3})\b",
    re.IGNORECASE,
)
LABEL_OF_MOST = re.compile(
    r"(?<!\d )\bpo[äe]ng\w*\W{0,3}(?:av|max\w*|maks\w*|högst|høyst|mest)\W{1,3}(\d{1,3})\b", re.IGNORECASE
)


def is_told_in_chapters(case: Case, values: Values, views: Sequence[PageWords], identity: Identity) -> bool:
    """Whether the areas' chapters say that these are the municipality's points, and nothing denies it."""
    members = [each for each in case.whole if each.values == values]
    telling = next((each for each in members if _tells_points(each)), None)
    if telling is None or any(each.meaning.claim is Claim.NONE for each in members):
        return False
    if _has_rivals(case, values):
        return False
    sheets = make_sheets(views)
    sections = _find_chapters(telling, sheets)
    if sections is None:
        return False
    apart = frozenset(
        each.kind
        for each in case.whole
        if each.meaning.claim is Claim.NONE and each.series.relation in ("told", "section", "placed")
    )
    pages = {pair.page for pair in telling.series.pairs.values()} | {each.sheet.page for each in sections}
    return not (
        _is_headed_otherwise(sections[0], sheets, identity, apart)
        or any(_names_other(view, identity) for view in views if view.number in pages)
        or any(_denies(text, identity, apart) for sheet in sheets for text in _list_sentences(sheet))
    )


def _tells_points(candidate: Candidate) -> bool:
    """Whether the words at the numbers in the areas' chapters call them points."""
    if candidate.series.relation == "told":
        return candidate.meaning.claim >= Claim.POINTS
    named = candidate.series.relation == "section" and candidate.meaning.claim is Claim.OWN
    return named and AREA_NAMES.sub(" ", candidate.series.heading).strip() != ""


def _has_rivals(case: Case, values: Values) -> bool:
    """Whether other numbers or another total may also be the municipality's."""
    total = sum(value for _, value in values)
    return any(each.may_be_own and each.values != values for each in case.whole) or any(
        each.kind in (ReadingKind.TOTAL, ReadingKind.UNKNOWN) and abs(each.value - total) > TOTAL_ROUNDING
        for each in case.totals
    )


def _find_chapters(candidate: Candidate, sheets: Sequence[Sheet]) -> list[Section] | None:
    """Find the chapters that have the numbers of a series."""
    heads = {
        area_no: (pair.label.view.number, pair.label.top, pair.label.x0)
        for area_no, pair in candidate.series.pairs.items()
        if pair.label is not None
    }
    for sections in list_chapters(sheets, asked=True):
        own = {each.area_no: (each.sheet.page, each.heading.top, each.heading.x0) for each in sections}
        if own == heads:
            return sections
    return None


def _is_headed_otherwise(
    first: Section, sheets: Sequence[Sheet], identity: Identity, apart: frozenset[ReadingKind]
) -> bool:
    """Whether titles above the first chapter, or the text between them and it, turn to something else."""
    titles, between = _list_over(first, sheets)
    if any(_heads_another(title, identity) for title in titles):
        return True
    headings = [each for each in between if is_heading(each)]
    pointing = [
        each for at, each in enumerate(between) if at >= len(between) - NEAREST or POINTS_AT.search(each)
    ]
    return (
        any(_heads_another(each, identity) for each in headings)
        or turns_to_another(between, identity)
        or any(_says_otherwise(each, identity, apart) for each in pointing)
    )


def _heads_another(title: str, identity: Identity) -> bool:
    around = judge_around(title, identity)
    return is_of_another(title, identity) or (around is not None and around.claim is Claim.NONE)


def _list_over(first: Section, sheets: Sequence[Sheet]) -> tuple[list[str], list[str]]:
    """Return the titles above the first chapter, and the sentences between the nearest title and it."""
    before = [
        (sheet, passage)
        for sheet in sheets
        if not sheet.is_contents and not sheet.view.turned and sheet.page <= first.sheet.page
        for passage in sorted(list_passages(sheet), key=lambda each: place_in_text(sheet, each.x0, each.top))
        if place_in_text(sheet, passage.x0, passage.top) < first.begin
    ]
    large = {
        id(title) for sheet in {id(each): each for each, _ in before}.values() for title in find_titles(sheet)
    }
    titles: list[str] = []
    between: list[str] = []
    least = AS_LARGE * first.heading.words[0].height
    for sheet, passage in reversed(before):
        height = passage.cells[0].height
        if id(passage) in large and height >= least:
            titles.append(AREA_NAMES.sub(" ", passage.text))
            least = LARGER * height
        elif not titles and first.sheet.page - sheet.page < PAGES_OVER:
            between[:0] = [AREA_NAMES.sub(" ", join_words(words)) for words in passage.sentences()]
    return titles, between


def _names_other(view: PageWords, identity: Identity) -> bool:
    """Whether the running header or footer of a page names another municipality."""
    lines = view.lines()
    ends = (join_words(line) for line in (lines[0], lines[-1]))
    return any(
        is_heading(text) and names_other(text, identity) and not names_own(text, identity) for text in ends
    )


def _list_sentences(sheet: Sheet) -> Iterator[str]:
    for passage in list_passages(sheet):
        yield from (join_words(words) for words in passage.sentences())


def _denies(text: str, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    """Whether a sentence says that the chapters' numbers are something else, or of another scale."""
    most = MOST_OF_AN_AREA.search(text) or LABEL_OF_MOST.search(text)
    if most and float(most[1]) < MAX_SCORE:
        return True
    points_there = OF_CHAPTERS.search(text) and OF_NUMBERS.search(text)
    return bool(points_there) and _says_otherwise(AREA_NAMES.sub(" ", text), identity, apart)


def _says_otherwise(text: str, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    """Whether a sentence makes the chapters' numbers something else.

    ``apart`` are the kinds of other numbers in the chapters. A sentence that speaks of the municipality's own
    points and of numbers of such a kind is about both, and does not.
    """
    kind = say_otherwise([text], identity)
    told = understand(text, identity)
    return kind is not None and not (kind in apart and (told.named or told.whose & {"own", "got"}))
