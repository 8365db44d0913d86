"""Read points that running text gives after each area's name, as in ``Tillgänglighet får 55 poäng``.

The sentences can have any words, so that these prove nothing. The numbers are taken only together: exactly
one after the name of each of the eight areas on one page, or one in the chapter of each, which add up to the
one total named as the municipality's own, after a text that does not turn to another evaluation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extract.claims.before import is_of_another, turns_to_another
from extract.claims.owner import AREA_NAMES, Attribution, Claim
from extract.claims.told import list_headings_over
from extract.claims.told_sentence import is_of_an_area, is_past
from extract.instrument import AREA_NUMBERS, MAX_SCORE, list_labels, squeeze_text
from extract.meaning.clauses import FROM
from extract.meaning.known import UNREAL
from extract.meaning.terms import OF_SOMEBODY, OTHER_QUANTITIES, understand
from extract.numbers import Number, parse_numbers
from extract.page.words import Word
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ReadingKind
from extract.series.chapter_text import list_chapter_sentences
from extract.series.chapters import list_chapters, tie_chapters
from extract.series.passages import Passage, join_words, list_passages, place_in_text
from extract.series.records import Block, Pair, Series
from extract.series.sheet import Sheet

CLAUSE = re.compile(r"[.,;:()!?]$")  # the end of a clause or a sentence
PASSAGES_BEFORE = 4  # paragraphs before the first number that may say which evaluation a text is about
COMPARED_WITH = re.compile(rf"{join_phrases('compared with')}$", re.IGNORECASE)
POINTS = re.compile(r"^(?:p|poäng\w*|poeng\w*)[.,;:)]*$", re.IGNORECASE)
OF_POINTS = re.compile(r"(?:po[äe]ng|siffr[ao]|tallet)\w*\W*$", re.IGNORECASE)
UNIT = re.compile(r"^(?:p|po[äe]ng|av|100|möjliga|mulige|moglege)$", re.IGNORECASE)
OF_AREA = re.compile(r"^(?:för|for|på|i|inom|innen|till|til)$", re.IGNORECASE)
RANK = re.compile(rf"^\W*{join_phrases('highest or lowest area')}", re.IGNORECASE)
BOTH, PAST = compile_phrases("respectively"), compile_phrases("past")
RELATIVE = re.compile(r"(?:som|där|der)$", re.IGNORECASE)


def find_spoken(
    sheets: Sequence[Sheet], identity: Identity, total: float
) -> list[tuple[Series, Attribution]]:
    """Find the pages, and the chapters, whose text gives each area exactly one number; the sum is ``total``.

    Returns a series for each, with an open claim.
    """
    meaning = Attribution(ReadingKind.SCORE, Claim.OPEN, None, "the text tells them area by area")
    in_chapters = (each for each in _find_in_chapters(sheets, identity) if each.total == total)
    return [(each, meaning) for each in (*_find_on_pages(sheets, identity, total), *in_chapters)]


def _find_in_chapters(sheets: Sequence[Sheet], identity: Identity) -> Iterator[Series]:
    """Yield the series of the points in the areas' chapters if each has exactly one value."""
    for at, sections in enumerate(list_chapters(sheets, asked=True)):
        sentences = list_chapter_sentences(sections, sheets)
        told = {
            section.area_no: [
                (each.sheet, number)
                for each in sentences[section.area_no]
                for number in _list_points(each.words, identity)
            ]
            for section in sections
        }
        if any(len({number.value for _, number in numbers}) != 1 for numbers in told.values()):
            continue
        if set(told) == set(AREA_NUMBERS) and not any(
            is_of_another(each, identity) for each in list_headings_over(sections[0])
        ):
            own = {area_no: numbers[0] for area_no, numbers in told.items()}
            yield tie_chapters("told", Block(f"spoken.{at}", "chapters"), sections, own)


def _list_points(words: Sequence[Word], identity: Identity) -> Iterator[Number]:
    """Yield the numbers of a sentence that are called points, and that its clause does not deny.

    The only number of a sentence that speaks of points needs no word for points if its clause ends with it.
    """
    places = {id(word): at for at, word in enumerate(words)}
    numbers = [number for number in parse_numbers(words) if is_of_an_area(number)]
    speaks = len(numbers) == 1 and any(OF_POINTS.match(word.text) for word in words)
    for number in numbers:
        at = places[id(number.word)]
        following = words[at + 1].text if at + 1 < len(words) else ""
        ends = speaks and CLAUSE.search(words[at].text)
        pointed = ends or number.points or number.ratio_max == MAX_SCORE or POINTS.match(following)
        if pointed and not _is_denied(words, at, identity):
            yield number


def _find_on_pages(sheets: Sequence[Sheet], identity: Identity, total: float) -> Iterator[Series]:
    """Yield the series of the pages that tell one number after the name of each area."""
    for sheet in sheets:
        if sheet.is_contents or sheet.view.turned:
            continue
        told: dict[int, list[Number]] = {area_no: [] for area_no in AREA_NUMBERS}
        passages = sorted(list_passages(sheet), key=lambda each: place_in_text(sheet, each.x0, each.top))
        words = [word for passage in passages for word in passage.words]
        if not _name_all_areas(words):
            continue
        read = list(_read_words(words, identity))
        for area_no, number in read:
            told[area_no].append(number)
        if all(len(numbers) == 1 for numbers in told.values()):
            pairs = {
                area_no: Pair(area_no, numbers[0], None, sheet.view) for area_no, numbers in told.items()
            }
            series = Series("told", Block(f"spoken.{sheet.page}"), pairs, place=float(sheet.page))
            before = list_texts_before(passages, read[0][1].word)
            if series.total == total and not turns_to_another(before, identity):
                yield series


def _name_all_areas(words: Sequence[Word]) -> bool:
    letters = "".join(squeeze_text(word.text) for word in words)
    named = {areas[0].area_no for label, areas in list_labels().items() if label in letters}
    return named.issuperset(AREA_NUMBERS)


def list_texts_before(passages: Sequence[Passage], first: Word) -> Iterator[str]:
    """Yield the sentences and headings directly before a number, and the beginning of its own sentence."""
    home = next(at for at, each in enumerate(passages) if any(word is first for word in each.words))
    for passage in passages[max(home - PASSAGES_BEFORE, 0) : home + 1]:
        for words in passage.sentences:
            end = next((at for at, word in enumerate(words) if word is first), None)
            yield AREA_NAMES.sub(" ", join_words(words[:end]))
            if end is not None:
                return


def _read_words(words: Sequence[Word], identity: Identity) -> Iterator[tuple[int, Number]]:
    """Yield area and number for each name of an area in a text that a number follows before the next name.

    A number with ``poäng för`` and a name after it is that area's instead.
    """
    names = find_names(words)
    places = {id(word): at for at, word in enumerate(words)}
    numbers = {places[id(number.word)]: number for number in parse_numbers(words)}
    last: int | None = None
    for at in range(len(words)):
        if at in names:
            begin, area_no = names[at]
            is_compared = COMPARED_WITH.search(join_words(words[max(begin - 2, 0) : begin])) is not None
            last = None if is_compared else area_no  # ``högre än Ledarskap``
        elif at in numbers:
            number = numbers[at]
            following = next((no for begin, no in names.values() if begin == _skip_unit(words, at)), None)
            owner = following or last
            if owner and _is_of_points(number, words, at) and not _is_denied(words, at, identity):
                yield owner, number
            last = None


def find_names(words: Sequence[Word]) -> dict[int, tuple[int, int]]:
    """Find the areas named in a text; by the position of a name's last word: that of its first, and the area.

    If names overlap, the longest counts.
    """
    squeezed = [squeeze_text(word.text) for word in words]
    letters = "".join(squeezed)
    starts = [0]
    for each in squeezed:
        starts.append(starts[-1] + len(each))
    taken: list[tuple[int, int]] = []
    found = {}
    for label, areas in sorted(list_labels().items(), key=lambda each: -len(each[0])):
        for match in re.finditer(re.escape(label), letters):
            begin, end = match.span()
            if begin in starts and end in starts and not any(a < end and begin < b for a, b in taken):
                taken.append((begin, end))
                place = bisect_right(starts, begin) - 1
                found[bisect_right(starts, end - 1) - 1] = place, areas[0].area_no
    return found


def _skip_unit(words: Sequence[Word], at: int) -> int | None:
    """Return the position after a number, its unit and a preposition, as in ``46 poäng för``.

    A name at that position is the name of the number's area. ``None`` if no preposition follows.
    """
    end = at + 1 if at + 1 < len(words) and not CLAUSE.search(words[at].text) else len(words)
    while end < len(words) and UNIT.match(words[end].text):
        end += 1
    is_followed = end < len(words) and OF_AREA.match(words[end].text)
    return end + 1 if is_followed else None


def _is_of_points(number: Number, words: Sequence[Word], at: int) -> bool:
    following = words[at + 1].text if at + 1 < len(words) else "."
    pointed = number.points or number.ratio_max == MAX_SCORE or bool(POINTS.match(following))
    ends = bool(re.search(r"[.,;)]$", words[at].text)) or following in ("och", "og")
    return is_of_an_area(number) and number.value <= MAX_SCORE and (pointed or ends)


def _is_denied(words: Sequence[Word], at: int, identity: Identity) -> bool:
    """Whether the clause of a number is about others, another time, a difference, or a mere possibility."""
    begin = next((no + 1 for no in range(at - 1, -1, -1) if CLAUSE.search(words[no].text)), 0)
    if RELATIVE.match(words[begin].text) and begin:  # ``genomsnittet, som är 55 poäng``
        begin = next((no + 1 for no in range(begin - 2, -1, -1) if CLAUSE.search(words[no].text)), 0)
    end = next((no + 1 for no in range(at, len(words)) if re.search(r"[.,;:)]$", words[no].text)), len(words))
    bracket = next((no for no in range(at + 1, end) if words[no].text.startswith("(")), end)
    end = bracket if parse_numbers(words[bracket:end]) else end  # the bracket has a number of its own
    clause = RANK.sub("", join_words(words[begin:end]))
    told = understand(clause, identity)
    if any(each.search(clause) for each in (UNREAL, BOTH, PAST)) or FROM.search(join_words(words[begin:at])):
        return True
    others = (told.whose & OF_SOMEBODY or told.other) and not told.named
    is_part = "subarea" in told.scope
    return bool(others or is_part or told.what & OTHER_QUANTITIES or is_past(told, identity))
