"""Numbers with words of their own that repeat under or beside every area: *Poäng 2016: 77*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.mentions import Mention, find_editions, find_labels, is_contents
from extract.numbers import OF, Number, is_filler, parse_numbers
from extract.readers.columns import Phrase, split_phrases
from extract.readers.making import make_reading
from extract.records import Identity, Reading, ReadingKind
from extract.vocabulary import Meaning, understand_heading
from extract.words import PageWords

LEAST_AREAS = 6
MOST_WORDS = 5
FURTHEST = 90.0  # points that the words may stand below the area's name
SAME_EDGE = 14.0  # points
NEAREST = 0.45  # of the distance between the names: what stands beside is nearer to its own

Said = tuple[PageWords, Mention, Number]


def read_repeated(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """A reading for every number whose words stand with one number at most areas, and are understood."""
    found: dict[str, list[Said]] = defaultdict(list)
    for page in pages:
        if is_contents(page) or page.turned:
            continue
        for words, mention, number in _list_said(page):
            found[words].append((page, mention, number))
    for index, (words, said) in enumerate(found.items()):
        meaning = _understand(words, [number for _, _, number in said], identity)
        if meaning.kind is ReadingKind.UNKNOWN or not _is_one_for_each(said):
            continue
        for page, mention, number in said:
            yield make_reading(
                "repeated",
                number,
                meaning,
                page=page.number,
                group=f"repeated:{index}",
                area_no=mention.area_no,
                label=mention.label,
                words=words,
                editions=find_editions([each for _, each, _ in said]),
                from_image=page.from_image,
            )


def _understand(words: str, numbers: Sequence[Number], identity: Identity) -> Meaning:
    if sum(number.percent for number in numbers) * 2 > len(numbers):
        return Meaning(ReadingKind.PERCENT)
    if sum(number.signed for number in numbers) >= 2:
        return Meaning(ReadingKind.CHANGE)
    return understand_heading(words, identity)


def _is_one_for_each(said: Sequence[Said]) -> bool:
    """Whether most areas have the words, and next to none has them with two numbers."""
    values: dict[int, set[float]] = defaultdict(set)
    for _, mention, number in said:
        values[mention.area_no].add(number.value)
    several = sum(len(each) > 1 for each in values.values())
    return len(values) >= LEAST_AREAS and several * 4 <= len(values)


def _list_said(page: PageWords) -> Iterator[tuple[str, Mention, Number]]:
    labels = find_labels(page)
    if not labels:
        return
    own = {id(word) for mention in labels for word in (*mention.words, *mention.lead)}
    for line in page.lines():
        for phrase in split_phrases([word for word in line if id(word) not in own]):
            words, number = _part(phrase)
            mention = _find_label(phrase, labels) if number else None
            if number is not None and mention is not None:
                yield words, mention, number


def _part(phrase: Phrase) -> tuple[str, Number | None]:
    """The words and the one number that ends a phrase."""
    numbers = parse_numbers(phrase.words)
    if len(numbers) != 1:
        return "", None
    (number,) = numbers
    at = phrase.words.index(number.word)
    before, after = phrase.words[:at], phrase.words[at + 1 :]
    if not all(is_filler(each) or each.text in OF or each is number.ratio_word for each in after):
        return "", None
    words = " ".join(word.text for word in before).rstrip(" :=–-")
    letters = any(word.text[:1].isalpha() for word in before)
    return (words, number) if letters and len(before) <= MOST_WORDS else ("", None)


def _find_label(phrase: Phrase, labels: Sequence[Mention]) -> Mention | None:
    """The area that a phrase stands under, or else beside."""
    top, middle = phrase.words[0].top, phrase.words[0].middle
    over = [
        each
        for each in labels
        if -2 <= top - each.bottom <= FURTHEST
        and (abs(each.x0 - phrase.x0) <= SAME_EDGE or (each.x0 < phrase.x1 and phrase.x0 < each.x1))
    ]
    if over:
        return max(over, key=lambda each: each.bottom)
    left = sorted((each for each in labels if each.x1 < phrase.x0), key=lambda each: each.box.top)
    if not left:
        return None
    nearest = min(left, key=lambda each: abs(_find_middle(each) - middle))
    pitch = min((_find_middle(b) - _find_middle(a) for a, b in pairwise(left)), default=0.0)
    return nearest if abs(_find_middle(nearest) - middle) <= NEAREST * pitch else None


def _find_middle(mention: Mention) -> float:
    return (mention.top + mention.bottom) / 2
