"""Numbers with words of their own that repeat under or beside every area: *Poäng 2016: 77*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.mentions import Mention, find_editions, find_labels, is_contents
from extract.numbers import MOST_OPENS, OF, Number, is_filler, parse_numbers
from extract.page.words import PageWords, Word
from extract.readers.columns import Phrase, split_phrases
from extract.readers.making import make_reading
from extract.records import Identity, Reading, ReadingKind
from extract.vocabulary import Meaning, understand_heading

LEAST_AREAS = 6
MOST_WORDS = 5
NEAR = 5.0  # times the height, from an area's name down to its words; further down text stands between
SAME_EDGE = 14.0  # points
ENDINGS = {"möjliga", "mulige"}
NEAREST = 0.45  # of the distance between the names: what stands beside is nearer to its own


@dataclass(frozen=True)
class Said:
    """A number with words, and the area that it stands under or beside; ``far``: with text between.

    ``mention`` is None before the first area.
    """

    page: PageWords
    mention: Mention | None
    number: Number
    far: bool


def read_repeated(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """A reading for every number whose words stand with one number at most areas, and are understood."""
    found: dict[str, list[Said]] = defaultdict(list)
    last: Mention | None = None
    for page in sorted(pages, key=lambda each: each.number):
        if is_contents(page) or page.turned:
            continue
        for words, said in _list_said(page, last):
            found[words].append(said)
        last = max(find_labels(page), key=lambda each: each.bottom, default=last)
    for index, (words, said_so) in enumerate(found.items()):
        meaning = _understand(words, [each.number for each in said_so], identity)
        if meaning.kind is ReadingKind.UNKNOWN or not _is_one_for_each(said_so):
            continue
        for said in said_so:
            if said.mention is None:
                continue
            yield make_reading(
                "repeated",
                said.number,
                meaning,
                page=said.page.number,
                group=f"repeated:{index}",
                area_no=said.mention.area_no,
                label=said.mention.label,
                words=words,
                editions=find_editions([each.mention for each in said_so if each.mention]),
                from_image=said.page.from_image,
            )


def _understand(words: str, numbers: Sequence[Number], identity: Identity) -> Meaning:
    if sum(number.percent for number in numbers) * 2 > len(numbers):
        return Meaning(ReadingKind.PERCENT)
    if sum(number.signed for number in numbers) >= 2:
        return Meaning(ReadingKind.CHANGE)
    return understand_heading(words, identity)


def _is_one_for_each(said_so: Sequence[Said]) -> bool:
    """Whether most areas have the words, and next to none with two numbers.

    Words that also stand before the first area, or out of order with text between, may belong to the name
    that follows them.
    """
    values: dict[int, set[float]] = defaultdict(set)
    for said in said_so:
        if said.mention is None:
            return False
        values[said.mention.area_no].add(said.number.value)
    several = sum(len(each) > 1 for each in values.values())
    areas = [said.mention.area_no for said in said_so if said.mention]
    in_order = all(before < after for before, after in pairwise(areas))
    is_near = not any(said.far for said in said_so)
    return len(values) >= LEAST_AREAS and several * 4 <= len(values) and (is_near or in_order)


def _list_said(page: PageWords, last: Mention | None) -> Iterator[tuple[str, Said]]:
    labels = find_labels(page)
    own = {id(word) for mention in labels for word in (*mention.words, *mention.lead)}
    ends = {id(each): each.bottom for each in labels}  # of the name and what is said under it so far
    for line in page.lines():
        for phrase in split_phrases([word for word in line if id(word) not in own]):
            words, number = _part(phrase)
            if number is None:
                continue
            above = max(_list_above(phrase, labels), key=lambda each: each.bottom, default=None)
            beside = _find_beside(phrase, labels)
            if above is not None and (beside is None or _find_gap(phrase, above.bottom) <= NEAR):
                far = not _is_nearer(phrase, ends[id(above)], labels)
                ends[id(above)] = phrase.words[0].bottom
                yield words, Said(page, above, number, far)
            else:
                yield words, Said(page, beside or last, number, far=beside is None)


def _find_gap(phrase: Phrase, bottom: float) -> float:
    return (phrase.words[0].top - bottom) / phrase.words[0].height


def _is_nearer(phrase: Phrase, bottom: float, labels: Sequence[Mention]) -> bool:
    """Whether a phrase stands close under what ends at ``bottom``, and closer than to a name below."""
    word = phrase.words[0]
    below = (each.top - word.bottom for each in labels if each.top >= word.top and _is_aligned(phrase, each))
    gap = _find_gap(phrase, bottom)
    return gap <= NEAR and gap < min(below, default=float("inf")) / word.height


def _part(phrase: Phrase) -> tuple[str, Number | None]:
    """The words and the one number that ends a phrase, with its maximum or without."""
    numbers = parse_numbers(phrase.words)
    if len(numbers) != 1:
        return "", None
    (number,) = numbers
    at = phrase.words.index(number.word)
    before, after = phrase.words[:at], phrase.words[at + 1 :]
    if not all(_says_most(each) or is_filler(each) or each is number.ratio_word for each in after):
        return "", None
    text = " ".join(word.text for word in before).rstrip(" :=–-")
    letters = any(word.text[:1].isalpha() for word in before)
    return (text, number) if letters and len(before) <= MOST_WORDS else ("", None)


def _says_most(word: Word) -> bool:
    return bool(MOST_OPENS.match(word.text)) or word.text.strip("().") in OF | ENDINGS


def _find_beside(phrase: Phrase, labels: Sequence[Mention]) -> Mention | None:
    """The area on whose right a phrase stands."""
    middle = phrase.words[0].middle
    left = sorted((each for each in labels if each.x1 < phrase.x0), key=lambda each: each.top)
    if not left:
        return None
    nearest = min(left, key=lambda each: abs(_find_middle(each) - middle))
    pitch = min((_find_middle(b) - _find_middle(a) for a, b in pairwise(left)), default=0.0)
    return nearest if abs(_find_middle(nearest) - middle) <= NEAREST * pitch else None


def _list_above(phrase: Phrase, labels: Sequence[Mention]) -> list[Mention]:
    top = phrase.words[0].top
    return [each for each in labels if top - each.bottom >= -2 and _is_aligned(phrase, each)]


def _is_aligned(phrase: Phrase, label: Mention) -> bool:
    overlap = label.x0 < phrase.x1 and phrase.x0 < label.x1
    return overlap or abs(label.x0 - phrase.x0) <= SAME_EDGE


def _find_middle(mention: Mention) -> float:
    return (mention.top + mention.bottom) / 2
