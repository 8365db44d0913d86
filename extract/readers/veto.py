"""What the page says around a presentation: words that make its numbers somebody else's.

A reader understands a presentation from its own headings and title. The heading of the section, the sentence
that introduces a table and the caption under it can say that what is shown is an average, another
municipality's or an earlier round's. They never make numbers the municipality's own, they only take away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.mentions import find_labels
from extract.numbers import parse_numbers
from extract.presentations import name_presentation
from extract.readers.columns import is_prose, join_lines, split_phrases
from extract.readers.context import PARAGRAPH_GAP, SENTENCE_END
from extract.records import Box, Identity, Reading, ReadingKind
from extract.vocabulary import AVERAGE, EARLIER, HEADING_WORDS, NO_RESULT, YEAR, names_other, names_own
from extract.words import PageWords, Word, cover_boxes

SHOWN = ("table", "transposed", "chart", "list", "card", "overview", "heading")
OWN_KINDS = {ReadingKind.SCORE, ReadingKind.TOTAL, ReadingKind.UNKNOWN}
TOLD_APART = {ReadingKind.AVERAGE, ReadingKind.OTHER}
NEAR = 130.0  # points above the numbers in which their title and introducing sentence stand
BELOW = 60.0  # points below them in which a caption stands
BELOW_CHART = 260.0  # the same where bars and labels stand between
APART = 30.0  # points: the numbers of two presentations beside each other stand further apart
LARGER = 1.12  # times the height of the numbers: a heading of its own
TITLE_WORDS = 14
CAPTION = re.compile(r"^(?:(?:tabell|figur|diagram)\w*|bild|källa|anm|not)\b|^\*", re.IGNORECASE)
INTRODUCES = re.compile(
    r"tabell|diagram|figur|\bnedan|följande|redovisas|översikt|nedenfor|oversikt", re.IGNORECASE
)
ALL_OTHERS = re.compile(
    r"(?:samtliga|alla|övriga|andra|utvärderade|jämförda|alle|andre)\W+(?:\w+\W+){0,3}(?:kommuner|kommunar)|"
    r"\briket\b|\bi landet\b|nationell",
    re.IGNORECASE,
)
COMPARES = re.compile(
    r"jämför(?:t|s|else) med|sammenlign\w* med|kommunens\b|\begn?a\b|\beget\b|\bvår[at]?\b", re.IGNORECASE
)
NOT_POINTS = re.compile(
    r"^(?:andel|procent|prosent|möjlig|max)|(?:procent|prosent|%) av|\brang|placering|\bvikt|vision|\bmål\b|"
    r"målbild|topp|\bbäst|kommungrupp|motsvarande",
    re.IGNORECASE,
)
PART_OF_IT = re.compile(  # the words speak of a part of what is shown
    r"parent[eh]|klammer|linje|streck|punkt|markera|kolumn|spalt|stapl|stapel|søyle|grå|blå|röd|grön|högra|vänstra",
    re.IGNORECASE,
)
OF_A_ROUND = re.compile(
    r"tillbakablick|såg det ut|utvärdering|evaluering|resultat|mätning|poäng|poeng|bilaga|besök",
    re.IGNORECASE,
)
OF_A_VERSION = re.compile(r"version|reviderad|instrument|sedan|sen\b|siden", re.IGNORECASE)
EXAMPLE = re.compile(r"\bexempel|\bexemplet|eksempel", re.IGNORECASE)


def take_away(
    readings: Sequence[Reading], pages: Sequence[PageWords], identity: Identity
) -> Iterator[Reading]:
    """The readings, with those made somebody else's that the words around them say are not its own."""
    by_name: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_name[name_presentation(reading.group)].append(reading)
    views = {page.number: page for page in pages if not page.turned}
    vetoes = {
        name: _find_veto(name, members, readings, views, identity)
        for name, members in by_name.items()
        if name.partition(":")[0] in SHOWN
    }
    for reading in readings:
        kind = vetoes.get(name_presentation(reading.group))
        if kind is None or reading.kind not in OWN_KINDS or names_own(reading.words, identity):
            yield reading
        else:
            yield replace(reading, kind=kind)


def _find_veto(
    name: str,
    members: Sequence[Reading],
    readings: Sequence[Reading],
    views: dict[int, PageWords],
    identity: Identity,
) -> ReadingKind | None:
    """What a presentation is said to be, unless it tells its columns apart itself."""
    if not any(each.kind in OWN_KINDS for each in members) or any(
        each.kind in TOLD_APART for each in members
    ):
        return None
    first = min(each.page for each in members)
    if members[0].reader == "heading" and any(each.page != first for each in members):
        return None  # headings of sections, each over its own text
    view = views.get(first)
    if view is None:
        return None
    numbers = [each.box for each in members if each.page == first]
    place = cover_boxes(numbers)
    height = sorted(box.bottom - box.top for box in numbers)[len(numbers) // 2]
    others = [each.box for each in readings if each.page == first and name_presentation(each.group) != name]
    below = BELOW_CHART if members[0].reader in ("chart", "card") else BELOW
    for text in _list_texts(view, _widen(place, others), height, below, place.x0):
        kind = _say_whose(text, identity)
        if kind is not None:
            return kind
    return None


def _widen(place: Box, others: Iterable[Box]) -> Box:
    """The stretch of the page that belongs to a presentation: all its width, or up to another beside it."""
    left, right = float("-inf"), float("inf")
    for box in others:
        if box.top < place.bottom and box.bottom > place.top:
            if box.x1 < place.x0 - APART:
                left = max(left, box.x1 + 4)
            elif box.x0 > place.x1 + APART:
                right = min(right, place.x1 + APART)
    return Box(left, place.top, right, place.bottom)


def _list_texts(
    view: PageWords, place: Box, height: float, below: float, numbers_left: float
) -> Iterator[str]:
    """The caption below, the titles and introducing sentences above, and the heading of the section."""
    lines = [
        inside
        for line in view.lines()
        if (inside := tuple(word for word in line if place.x0 <= word.box.x0 <= place.x1))
    ]
    for line, after in zip(lines, (*lines[1:], ()), strict=True):
        if not CAPTION.match(_join(line)):
            continue
        whole = join_lines([_join(line), _join(after)] if after and _adjoins(line, after) else [_join(line)])
        from_numbers = line[0].box.top - place.bottom + height
        if 0 <= from_numbers <= below or 0 <= place.top - line[0].box.bottom <= NEAR:
            yield whole
    for line in lines:
        if line[0].box.bottom <= place.top + 2 and place.top - line[0].box.bottom <= NEAR:
            first, *rest = split_phrases(line)
            if rest and first.x1 < numbers_left:
                yield first.text  # over the labels
    labels = {id(word) for mention in find_labels(view) for word in mention.words}
    above = [
        line
        for line in lines
        if line[0].box.bottom <= place.top + 2
        and not any(id(word) in labels for word in line)
        and len(split_phrases(line)) == 1  # and so no row of headings
    ]
    near = [line for line in above if place.top - line[0].box.bottom <= NEAR]
    titles = [
        line
        for line, *beside in zip(above, ((), *above), (*above[1:], ()), strict=False)
        if _is_title(line) and not any(_adjoins(line, other) for other in beside if is_prose(other))
    ]
    yield from (_join(line) for line in titles if line in near)
    for sentence in SENTENCE_END.split(join_lines(map(_join, near))):
        if INTRODUCES.search(sentence):
            yield sentence
    heading = next((line for line in reversed(titles) if _is_heading(line, height)), None)
    if heading is not None:
        yield _join(heading)


def _is_title(line: Sequence[Word]) -> bool:
    words = [word for word in line if word.text[:1].isalpha()]
    numbers = [number for number in parse_numbers(line) if not YEAR.fullmatch(number.text)]
    ends_so = line[-1].text[-1:] not in ".,-" or CAPTION.match(_join(line)) is not None
    return len(words) > len(numbers) and len(line) <= TITLE_WORDS and ends_so


def _adjoins(line: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether two lines are of one paragraph."""
    gap = max(line[0].top, other[0].top) - min(line[0].bottom, other[0].bottom)
    return gap < PARAGRAPH_GAP * line[0].height and abs(line[0].height - other[0].height) < 1


def _join(line: Sequence[Word]) -> str:
    return " ".join(word.text for word in line)


def _is_heading(line: Sequence[Word], height: float) -> bool:
    words = [word for word in line if word.text[:1].isalpha()]
    return bool(words) and min(word.height for word in words) >= LARGER * height


def _say_whose(text: str, identity: Identity) -> ReadingKind | None:
    """Whose numbers are by a text, where it says that they are not the municipality's of this round."""
    short = len(text.split()) <= HEADING_WORDS
    if short and (NOT_POINTS.search(text) or NO_RESULT.search(text)):
        return ReadingKind.OTHER
    if names_own(text, identity) and not EXAMPLE.search(text):
        years = [int(year) for year in YEAR.findall(text)]
        return _say_round(text, years, identity)
    if names_other(text, identity) or EXAMPLE.search(text):
        return ReadingKind.OTHER
    if COMPARES.search(text) or PART_OF_IT.search(text):
        return None
    if AVERAGE.search(text) or ALL_OTHERS.search(text):
        return ReadingKind.AVERAGE
    return _say_round(text, [int(year) for year in YEAR.findall(text)], identity)


def _say_round(text: str, years: Sequence[int], identity: Identity) -> ReadingKind | None:
    if identity.round is None or not OF_A_ROUND.search(text) or OF_A_VERSION.search(text):
        return None
    if years and all(year < identity.round for year in years):
        return ReadingKind.PREVIOUS
    if not years and EARLIER.search(text) and len(text.split()) <= HEADING_WORDS:
        return ReadingKind.PREVIOUS
    return None
