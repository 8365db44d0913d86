"""Cards and radars: each area's name with its points alone below, above or right after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.instrument import AREA_NUMBERS
from extract.mentions import Mention, find_editions, find_labels, is_contents
from extract.numbers import OF, POINT_UNIT, Number, is_filler, parse_number, parse_numbers
from extract.page.words import PageWords, cover_boxes
from extract.readers.chart import find_chart_title
from extract.readers.columns import PHRASE_GAP, split_phrases
from extract.readers.context import is_foreign, understand_title
from extract.readers.making import make_reading
from extract.readers.rows import find_blocks
from extract.records import Identity, Reading, ReadingKind
from extract.vocabulary import YEAR, Meaning, understand_heading

LEAST_AREAS = 6
LIST_ROWS = 5  # more names at one edge with numbers are a list or a table
REACH = 2.4  # times the larger height: further away is no number of that label
ALIGNED = 7.0
POINTS = re.compile(r"\b\d{1,2}(?:[.,]5)?\b")
LEAST_ROW = 3  # numbers in what would be the title: then it is a row of numbers itself
SMALL = 0.75  # times the height of another number of the card: a mark of an axis
MARKS = 10  # an axis is marked at its multiples
CELL_GAP = 1.7  # times the height


def read_cards(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """A reading for every area whose points stand alone under, over or right after its name."""
    for page in pages:
        if is_contents(page) or page.turned:
            continue
        pairs = _pair_labels(page)
        if len(pairs) < LEAST_AREAS:
            continue
        place = cover_boxes(mention.box for mention, _ in pairs)
        title = find_chart_title(page, place)
        title = title if any(each.isalpha() for each in title) else ""  # the points of the cards themselves
        if len(POINTS.findall(title)) >= LEAST_ROW or _is_labelled_row(page, pairs):
            continue  # the numbers are a row of a table
        heading = _find_heading(page, pairs)
        if heading:
            meaning = understand_heading(heading, identity)
        else:
            meaning = _understand([number for _, number in pairs], title, identity)
        for mention, number in pairs:
            yield make_reading(
                "card",
                number,
                meaning,
                page=page.number,
                group=f"card:{page.number}:0",
                area_no=mention.area_no,
                label=mention.label,
                words=heading or title,
                editions=find_editions([mention for mention, _ in pairs]),
                from_image=page.from_image,
            )


def _is_labelled_row(page: PageWords, pairs: Sequence[tuple[Mention, Number]]) -> bool:
    """Whether the numbers stand on one line, with words of their own before the first."""
    words = [number.word for _, number in pairs]
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    first = min(word.x0 for word in words)
    left = min(word.x0 for mention, _ in pairs for word in (*mention.lead, *mention.words))
    height = words[0].height
    return bottom - top < 2 * height and any(
        word.x1 < min(first, left)
        and (word.text[:1].isalpha() or YEAR.fullmatch(word.text))
        and top - height < word.middle < bottom + height
        for word in page.words
    )


def _find_heading(page: PageWords, pairs: Sequence[tuple[Mention, Number]]) -> str:
    """What stands between the name and the points of most cards, such as *Medel* or a year."""
    texts = Counter(_read_between(page, mention, number) for mention, number in pairs)
    text, count = texts.most_common(1)[0]
    return text if count * 2 > len(pairs) else ""


def _read_between(page: PageWords, mention: Mention, number: Number) -> str:
    top, bottom = sorted((mention.bottom, number.word.top, mention.top, number.word.bottom))[1:3]
    x0, x1 = min(word.x0 for word in mention.words), mention.x1
    return " ".join(
        word.text
        for line in page.lines()
        for word in line
        if top < word.middle < bottom and word.x1 > x0 and word.x0 < x1 and word is not number.word
    )


def _understand(numbers: Sequence[Number], title: str, identity: Identity) -> Meaning:
    if is_foreign(title, identity):
        return Meaning(ReadingKind.OTHER)
    said = understand_title(title, identity)
    if said.kind is not ReadingKind.UNKNOWN:
        return said
    backed = sum(number.points or number.ratio_max == 100 for number in numbers) * 2 > len(numbers)
    return Meaning(ReadingKind.SCORE) if backed else said


def _pair_labels(page: PageWords) -> list[tuple[Mention, Number]]:
    beside = _pair_scattered(page)
    if len(beside) >= LEAST_AREAS:
        return beside
    labels = [each for each in find_labels(page) if not _has_number_beside(each)]
    leads = {id(word) for mention in labels for word in mention.lead}
    lone = [each for each in _list_lone_numbers(page) if id(each.word) not in leads]
    below, above = _pair(labels, lone, 1), _pair(labels, lone, -1)
    if len(below) == len(above):
        return []  # nothing says which number is whose
    if len(AREA_NUMBERS) not in (len(below), len(above)):  # else one side leaves no area and no number over
        below, above = _keep_nearest(below, labels, 1), _keep_nearest(above, labels, -1)
    return below if len(below) > len(above) else above


def _pair_scattered(page: PageWords) -> list[tuple[Mention, Number]]:
    """The names that stand around a radar, each with one number right after it; no list or table."""
    labels = find_labels(page)
    begins = {id((each.lead or each.words)[0]) for each in labels}
    listed = {
        id(each)
        for block in find_blocks(page)
        if len(block.area_rows) >= LIST_ROWS
        for each in block.mentions
    }
    pairs = []
    for mention in labels:
        ends = next((at for at, word in enumerate(mention.after) if id(word) in begins), None)
        own = mention.after[:ends]
        numbers = parse_numbers(own)
        if id(mention) not in listed and len(numbers) == 1 and _has_number_beside(mention):
            pairs.append((mention, numbers[0]))
    return pairs


def _keep_nearest(
    pairs: list[tuple[Mention, Number]], labels: Sequence[Mention], side: int
) -> list[tuple[Mention, Number]]:
    """The pairs, unless most of their numbers stand nearer to a label on their other side."""
    nearer = sum(
        any(
            -4 <= _gap(other, number, -side) < _gap(mention, number, side)
            for other in labels
            if other is not mention and _is_under(other, number)
        )
        for mention, number in pairs
    )
    return pairs if nearer * 2 <= len(pairs) else []


def _has_number_beside(mention: Mention) -> bool:
    after = mention.after[:1]
    return bool(parse_numbers(after)) and after[0].x0 - mention.x_end < CELL_GAP * after[0].height


def _list_lone_numbers(page: PageWords) -> list[Number]:
    found = []
    for line in page.lines():
        for phrase in split_phrases(line):
            numbers = parse_numbers(phrase.words)
            others = [
                word
                for word in phrase.words
                if not is_filler(word) and not any(word in (n.word, n.ratio_word) for n in numbers)
            ]
            if len(numbers) == 1 and all(word.text in {"av", "of"} for word in others):
                found.append(_add_ratio(page, numbers[0]))
    return found


def _add_ratio(page: PageWords, number: Number) -> Number:
    """The number with the maximum that stands after it in smaller letters."""
    right = (
        word
        for word in page.words
        if word.x0 >= number.word.x1 - 1 and number.word.top < word.middle < number.word.bottom
    )
    link, most = [*sorted(right, key=lambda word: word.x0)[:2], None, None][:2]
    if number.ratio_max is not None or link is None or most is None or link.text not in OF:
        return number
    highest = parse_number(most)
    if highest is None or link.x0 - number.word.x1 > PHRASE_GAP * number.word.height:
        return number
    return replace(number, ratio_max=highest.value, ratio_word=most)


def _pair(labels: Sequence[Mention], numbers: Sequence[Number], side: int) -> list[tuple[Mention, Number]]:
    pairs: list[tuple[Mention, Number]] = []
    for mention in labels:
        near = [
            number
            for number in numbers
            if -4 <= _gap(mention, number, side) <= REACH * max(number.word.height, mention.words[0].height)
            and _is_under(mention, number)
        ]
        tallest = max((number.word.height for number in near), default=0.0)
        near = [number for number in near if number.word.height > SMALL * tallest or number.value % MARKS]
        if len(near) == 1 or (near and not _share_card(mention, near, labels, side)):
            pairs.append((mention, min(near, key=lambda number: _gap(mention, number, side))))
    used = [id(number.word) for _, number in pairs]
    areas = [mention.area_no for mention, _ in pairs]
    if len(set(areas)) < len(areas):
        return []
    if all(number.value == mention.area_no for mention, number in pairs):
        return []  # the areas' own numbers
    return [pair for pair in pairs if used.count(id(pair[1].word)) == 1]


def _share_card(mention: Mention, near: Sequence[Number], labels: Sequence[Mention], side: int) -> bool:
    """Whether two numbers stand by a label with no other label between them: either could be its points."""
    first, second = sorted(near, key=lambda number: _gap(mention, number, side))[:2]
    top, bottom = sorted((first.word.middle, second.word.middle))
    return not any(
        top < (other.top + other.bottom) / 2 < bottom
        for other in labels
        if other is not mention and _is_under(other, second)
    )


def _gap(mention: Mention, number: Number, side: int) -> float:
    return number.word.top - mention.bottom if side == 1 else mention.top - number.word.bottom


def _is_under(mention: Mention, number: Number) -> bool:
    x0 = min(word.x0 for word in (*mention.words, *mention.lead))
    one, other = number.word.x0, _find_end(mention.view, number)
    return (
        abs(one - x0) <= ALIGNED
        or abs(other - mention.x1) <= ALIGNED
        or abs(one + other - x0 - mention.x1) / 2 <= ALIGNED * 1.5
    )


def _find_end(page: PageWords, number: Number) -> float:
    """Where a number ends with its maximum or the word for points."""
    end = (number.ratio_word or number.word).x1
    units = (
        word.x1
        for word in page.words
        if number.points
        and POINT_UNIT.match(word.text)
        and 0 < word.x0 - end < PHRASE_GAP * word.height
        and number.word.top < word.middle < number.word.bottom
    )
    return next(units, end)
