"""Prove by known words that a presentation is the municipality's own of this round.

It can be proved by its heading (the name, the round, ``kommunens``, ``erhållna``), by the title, caption or
sentence that introduces it, or by its chapter. A heading that names the municipality is sufficient, and so
are points at the report's own chapters. Any other words prove nothing if a text about the same numbers has an
unknown word, because that word may give the numbers to somebody else. ``extract.proof.prove`` adds the
presentations that agree with a proved one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.claims.owner import AREA_NAMES
from extract.instrument import AREA_NUMBERS, squeeze_text
from extract.joining import join_lines
from extract.meaning.clauses import CLAUSE_END
from extract.meaning.known import FOREIGN_KINDS, OWN_CLAUSE, is_known, list_area_words
from extract.meaning.terms import OF_SOMEBODY, understand
from extract.numbers import parse_numbers
from extract.page.words import PageWords
from extract.phrases import compile_phrases, join_phrases
from extract.presentations import BY_CHAPTER, BY_PAGE, Presentation, list_own_scores
from extract.readers.attribution import SHOWN
from extract.readers.captions import (
    BY_HEADINGS,
    CAPTION,
    INTRODUCES,
    ContextRegion,
    find_chapter,
    find_region,
    list_texts,
    list_texts_above,
)
from extract.records import Group, Identity, PresentationName, Reading, ReadingKind
from extract.series.lines import PROSE_WORDS, SENTENCE_END, SUM_LABEL, is_prose
from extract.vocabulary import LETTERS, YEAR, names_own

BY_NAME, BY_ROUND, BY_WORDS, BY_TITLE = "name", "round", "words", "title"
BY_CHAPTERS, BY_SENTENCE = "chapters", "sentence"
LEAST_CHAPTERS = 4  # pages; points on so many pages are at the report's own chapters
SAME_COLUMN = 50.0  # points; largest horizontal difference between numbers in one column of text
LEAST_BESIDE = 3  # areas of a presentation that limits the texts of another beside it
LEAST_LETTERS = 4  # letters; a text with fewer says nothing

SPEAKS_OF_NUMBERS = re.compile(rf"{BY_HEADINGS.pattern}|\b(?:tale[tn]|siffr\w+|tallene)\b", re.IGNORECASE)
NUMBERED_AREA = re.compile(r"\b(?:fokus|huvud)?område\s*[1-8]\b", re.IGNORECASE)
FOOTNOTE = re.compile(r"\*|\d{1,2}[).]? (?=[A-ZÅÄÖÆØ])")
OWN_WORD = re.compile(rf"{join_phrases('own')}|^er\b", re.IGNORECASE)
COMPARES = compile_phrases("compares")
CHAPTER = compile_phrases("chapter of results")


def prove_owners(
    readings: Sequence[Reading], pages: Sequence[PageWords], identity: Identity
) -> Iterator[Reading]:
    """Yield the readings; own scores have in ``owner`` what proves whose they are, empty if nothing does."""
    views = {page.number: page for page in pages if not page.turned}
    own, known = list_own_scores(readings), _list_boxes(readings)
    owners = {each.group: _find_owner(each, readings, known, views, identity) for each in own}
    owners |= _share_owners(own, owners)
    for reading in readings:
        owner = owners.get(reading.group) if reading.kind is ReadingKind.SCORE else ""
        yield replace(reading, owner=owner) if owner else reading


def _list_boxes(readings: Sequence[Reading]) -> dict[PresentationName, list[Reading]]:
    """Return the readings of the presentations that are large enough to limit the texts of others."""
    by_name: dict[PresentationName, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_name[reading.group.presentation].append(reading)
    return {
        name: members
        for name, members in by_name.items()
        if len({each.area_no for each in members if each.area_no}) >= LEAST_BESIDE
    }


def _share_owners(own: Sequence[Presentation], owners: dict[Group, str]) -> dict[Group, str]:
    """Return the owners for the other halves of divided presentations: same reader, other areas."""
    shared = {}
    for one in own:
        for other in own:
            first, second = one.all_readings[0], other.all_readings[0]
            last = one.all_readings[-1].page
            beside = first.reader == second.reader and abs(first.page - second.page) <= 1
            alike = beside and first.words == second.words
            near = (first.reader, first.page) == (second.reader, second.page) and not second.words
            goes_on = first.reader == second.reader == "overview" and abs(second.page - last) <= 1
            if (
                owners[one.group]
                and not owners[other.group]
                and (alike or near or goes_on)
                and not set(one.readings) & set(other.readings)
            ):
                shared[other.group] = owners[one.group]
    return shared


def _find_owner(
    own: Presentation,
    readings: Sequence[Reading],
    known: dict[PresentationName, list[Reading]],
    views: dict[int, PageWords],
    identity: Identity,
) -> str:
    first = own.all_readings[0]
    if first.reader == "sentence":
        return BY_SENTENCE if all(_is_own_sentence(each, identity) for each in own.all_readings) else ""
    pages = {each.page for each in own.all_readings}
    if first.reader == "contents":
        return BY_CHAPTERS
    heading = first.words if first.reader not in ("overview", "heading") else ""
    apart = _list_apart(own, readings)
    if names_own(heading, identity) and is_known(heading, identity, FOREIGN_KINDS):
        return BY_NAME
    sums = _list_sum_rows(own, views)
    if any(_is_own_sum(text, identity) for text in sums):
        return BY_NAME
    if not apart and any(_is_sum_of_others(text, identity) for text in sums):
        return ""
    view = views.get(min(pages))
    if view is None or first.reader not in SHOWN:
        return ""
    region, one_column = _find_region(own, readings, known, view)
    if first.reader in ("heading", "overview") and _are_chapters(own, views):
        told = [text for text in list_texts_above(region) if BY_HEADINGS.search(text)]
        return BY_CHAPTERS if all(is_known(each, identity, apart) for each in told) else ""
    one_column = one_column and not OWN_WORD.search(heading)  # an own heading outweighs headings above
    texts = _list_texts(own, readings, region, one_column=one_column, apart=bool(apart))
    if _says_own(heading, identity):
        texts = [text for text in texts if not FOOTNOTE.match(text)]
    if any(not is_known(text, identity, apart) for text in (heading, *texts)):
        return ""
    if _repeats_remark(region, identity):
        return ""
    chapter = find_chapter(region)
    for text in (heading, *texts):
        said = text and _says_own(text, identity)
        if said:
            return BY_CHAPTER if text == chapter != heading else said
    listed = "" if chapter else view.chapter
    if listed and is_known(listed, identity, apart) and _says_own(listed, identity):
        return BY_CHAPTER
    return BY_PAGE if _names_page(view, identity) else ""


def _is_own_sentence(reading: Reading, identity: Identity) -> bool:
    """Whether every word of a sentence with points is known, and none speaks of a part of the area.

    Of a sentence with several clauses that of the points is enough if it says that they are the own ones.
    """
    bare = NUMBERED_AREA.sub(" ", AREA_NAMES.sub(" ", reading.words))
    clause = next((each for each in CLAUSE_END.split(bare) if reading.text in each.split()), "")
    told = understand(clause, identity)
    if is_known(clause, identity, frozenset()) and not told.scope & {"subarea"} and told.whose | told.what:
        return bool(told.named or told.whose & {"own", "got"}) and not told.whose & OF_SOMEBODY
    return is_known(bare, identity, frozenset()) and "subarea" not in understand(bare, identity).scope


def _list_sum_rows(own: Presentation, views: Mapping[int, PageWords]) -> list[str]:
    """List the labels of the rows below the scores that have their sum; none if a score is missing."""
    total = sum(each.value for each in own.readings.values())
    last = max(own.all_readings, key=lambda each: (each.page, each.box.top))
    view = views.get(last.page)
    if view is None or len(own.readings) != len(AREA_NUMBERS):
        return []
    return [
        " ".join(word.text for word in line if word.x1 <= number.word.x0)
        for line in view.lines()
        if line[0].top > last.box.bottom - 1
        for number in parse_numbers(line)
        if number.value == total and number.box.x0 < last.box.x1 and number.box.x1 > last.box.x0
    ]


def _is_sum_of_others(text: str, identity: Identity) -> bool:
    """Whether a row names another municipality, a mean, a target or another time."""
    told = understand(text, identity)
    of_others = told.other or bool(told.whose & OF_SOMEBODY)
    other_time = told.when & {"earlier", "other"} or (told.years and identity.round not in told.years)
    return (of_others and not told.named) or bool(other_time)


def _is_own_sum(text: str, identity: Identity) -> bool:
    """Whether a row names the municipality and a total, and no other owner or time."""
    told = understand(text, identity)
    of_round = all(year == identity.round for year in told.years)
    others = told.whose & OF_SOMEBODY or told.when & {"earlier", "other"}
    is_own = told.named and of_round and not others and not COMPARES.search(text)
    return is_own and "total" in told.scope


def _names_page(view: PageWords, identity: Identity) -> bool:
    """Whether the first or last line of a page, its running header or footer, names the municipality.

    A row with a total does not count.
    """
    lines = view.lines()
    ends = (" ".join(word.text for word in line) for line in (lines[0], lines[-1]))
    told = (understand(text, identity) for text in ends)
    return any(each.named and "total" not in each.scope for each in told)


def _find_region(
    own: Presentation,
    readings: Sequence[Reading],
    known: dict[PresentationName, list[Reading]],
    view: PageWords,
) -> tuple[ContextRegion, bool]:
    """Find the region of a presentation on its first page, and whether it has only one column."""
    members = [each for each in readings if each.group.presentation == own.presentation]
    here = [each.box for each in members if each.page == view.number]
    others = [
        each.box
        for name, parts in known.items()
        if name != own.presentation
        for each in parts
        if each.page == view.number
    ]
    told = [
        each.box
        for each in readings
        if each.page == view.number and each.area_no and each.kind in FOREIGN_KINDS
    ]
    region = find_region(view, here, others, is_chart=members[0].reader in ("chart", "card"), told=told)
    return region, len({each.group for each in members}) == 1


def _list_apart(own: Presentation, readings: Sequence[Reading]) -> frozenset[ReadingKind]:
    """Return the kinds of the presentation's other columns that are somebody else's or of another round."""
    foreign: dict[tuple[Group, ReadingKind], set[int]] = defaultdict(set)
    for each in readings:
        if each.kind in FOREIGN_KINDS and each.group.presentation == own.presentation and each.area_no:
            foreign[each.group, each.kind].add(each.area_no)
    return frozenset(kind for (_, kind), areas in foreign.items() if len(areas) * 2 > len(own.readings))


def _are_chapters(own: Presentation, views: Mapping[int, PageWords]) -> bool:
    """Whether the areas are headings of chapters: on several pages, or most of them above running text."""
    by_page: dict[int, list[Reading]] = defaultdict(list)
    for each in own.all_readings:
        by_page[each.page].append(each)
    if len(by_page) >= LEAST_CHAPTERS:
        return True
    heads = 0
    for page, members in by_page.items():
        prose = [line[0].box for line in views[page].lines() if is_prose(line)] if page in views else []
        for each in members:
            under = [other.box.top for other in members if abs(other.box.x0 - each.box.x0) < SAME_COLUMN]
            below = min((top for top in under if top > each.box.top), default=float("inf"))
            heads += any(each.box.top <= box.top < below for box in prose)
    return own.all_readings[0].reader == "heading" and heads * 2 > len(own.readings)


def _list_texts(
    own: Presentation, readings: Sequence[Reading], region: ContextRegion, *, one_column: bool, apart: bool
) -> list[str]:
    """List the texts about the numbers that say something, except headings of columns and notes on others."""
    heads = {squeeze_text(each.words) for each in readings if each.group.presentation == own.presentation}
    lines = {" ".join(word.text for word in line) for line in region.lines}
    summed = any(SUM_LABEL.match(line) for line in lines)
    above = join_lines(" ".join(word.text for word in line) for line in region.above if region.is_near(line))
    pointing = [sentence for sentence in SENTENCE_END.split(above) if SPEAKS_OF_NUMBERS.search(sentence)]
    return [
        text
        for text in (*list_texts(region, one_column=one_column, summed=summed), *pointing)
        if not _is_trivial(text)
        and (text in pointing or not _is_piece(text, lines))
        and not (apart and FOOTNOTE.match(text))
        and not (apart and any(squeeze_text(text) in head for head in heads))
    ]


def _is_piece(text: str, lines: Container[str]) -> bool:
    """Whether a text is a part of running text beside the numbers and does not introduce them."""
    part = len(text.split()) >= PROSE_WORDS and text not in lines
    return part and not (CAPTION.match(text) or INTRODUCES.search(text) or text.endswith(":"))


def _is_trivial(text: str) -> bool:
    """Whether a text has only numbers, words of areas' names, or fewer letters than ``LEAST_LETTERS``."""
    words = {word.casefold() for word in LETTERS.findall(text)}
    return sum(map(len, words)) < LEAST_LETTERS or (words <= list_area_words() and words != {"resultat"})


def _says_own(text: str, identity: Identity) -> str:
    """Return what in a text of known words proves that numbers are the own ones; empty if nothing does."""
    if names_own(text, identity):
        return BY_NAME
    if OWN_CLAUSE.search(text) or OWN_WORD.search(text):
        return BY_WORDS
    years = [int(year) for year in YEAR.findall(text)]
    if years and max(years) == identity.round:
        return BY_ROUND
    return BY_TITLE if CHAPTER.search(text) else ""


def _repeats_remark(region: ContextRegion, identity: Identity) -> bool:
    """Whether most lines have the same remark after the numbers, with unknown words."""
    remarks: Counter[str] = Counter()
    rows = 0
    for line in region.view.lines():
        if not region.numbers.top <= line[0].box.top <= region.numbers.bottom:
            continue
        after = [word.text for word in line if word.box.x0 > region.numbers.x1]
        rows += any(region.numbers.x0 <= word.box.x0 <= region.numbers.x1 for word in line)
        remarks[" ".join(after)] += bool(after)
    text, count = remarks.most_common(1)[0] if remarks else ("", 0)
    return count * 2 > rows and not is_known(text, identity, frozenset())
