"""Headings and contents lines that carry the points of the area they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.instrument import MAX_SCORE
from extract.mentions import Mention, find_labels, is_contents
from extract.numbers import MOST_OPENS, Number, is_filler, parse_number, parse_numbers
from extract.page.words import LEADER, PageWords, Word
from extract.readers.columns import is_prose
from extract.readers.context import PARAGRAPH_GAP, find_bracket_sentence
from extract.readers.layout import tell_layout
from extract.readers.making import make_reading
from extract.readers.rows import find_blocks
from extract.records import Identity, Reading, ReadingKind
from extract.vocabulary import (
    AVERAGE,
    EARLIER,
    EVERYONE,
    Meaning,
    is_earlier_year,
    names_other,
    understand_words,
)

LIST_ROWS = 3  # more rows with numbers beside each other are a list or a table, not headings
ENDING_WORDS = {"av", "möjliga", "mulige", "på", "inom", "detta", "dette", "området"}
WRAPPED_WORDS = 3
OPEN_KINDS = {ReadingKind.SCORE, ReadingKind.UNKNOWN}
COLUMN_GAP = 3.0  # times the height, at least between two columns of text
SAME_EDGE = 3.0  # points
NEXT_LINE = 2.6  # times the height of the heading
RESULT_WORDS = re.compile(
    r"^(?:(?:resultat|poäng|poeng|poängsumma|erhållen poäng|erhållna poäng|områdets poäng|samlad poäng|"
    r"totalt|bedömning|summa|kommunen (?:får|fick|når|nådde|fikk|oppnår))\W*)?[(\[]?\d",
    re.IGNORECASE,
)


def read_headings(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """A reading for every area heading, and every contents line, that ends in points."""
    told = Meaning(ReadingKind.UNKNOWN)
    for page in pages:
        contents = is_contents(page)
        listed = set() if contents else _list_rows(page)
        told = _understand_brackets(page, identity) or told
        before = {} if contents else _list_before(page)
        for mention in find_labels(page):
            if any(word in listed for word in map(id, mention.words)):
                continue
            number = _find_points(page, mention, contents, identity) or before.get(id(mention.words[0]))
            if number is None or (number.bracketed and told.kind not in OPEN_KINDS):
                continue
            reader = "contents" if contents else "heading"
            yield make_reading(
                reader,
                number,
                Meaning(ReadingKind.SCORE),
                page=page.number,
                group=f"{reader}:{page.angle}",
                area_no=mention.area_no,
                label=mention.label,
                words=" ".join(word.text for word in mention.after),
                editions=tuple(sorted({area.edition for area in mention.areas})),
                from_image=page.from_image,
            )


def _understand_brackets(page: PageWords, identity: Identity) -> Meaning | None:
    """What a sentence of the page says that stands in brackets; None without one, or if a list has them."""
    for block in find_blocks(page):
        numbers = [number for row in block.area_rows for number in row.numbers]
        if tell_layout(block) != "headings" and sum(each.bracketed for each in numbers) >= LIST_ROWS:
            return None
    sentence = find_bracket_sentence(page)
    return understand_words(sentence, identity) if sentence else None


def _list_rows(page: PageWords) -> set[int]:
    return {
        id(word)
        for block in find_blocks(page)
        if len(block.area_rows) >= LIST_ROWS and tell_layout(block) not in ("headings", "overview")
        for mention in block.mentions
        for word in mention.words
    }


def _list_before(page: PageWords) -> dict[int, Number]:
    """By the first word of headings, the points that stand alone in the margin before them."""
    found = {}
    for block in find_blocks(page):
        if tell_layout(block) != "headings":
            continue
        for row in block.area_rows:
            if len(row.numbers) == 1 and row.numbers[0].points and row.numbers[0].word.x1 < row.words[0].x0:
                found[id(row.words[0])] = row.numbers[0]
    return found


def _find_points(page: PageWords, mention: Mention, contents: bool, identity: Identity) -> Number | None:
    if _belongs_beside(page, mention):
        return _read_next_line(page, mention, identity)
    own = _read_rest(mention.after, identity)
    if own is not None or contents:
        return own
    if mention.after:
        return _read_rest((*mention.after, *_take_wrapped(page, mention)), identity)
    return _read_next_line(page, mention, identity)


def _belongs_beside(page: PageWords, mention: Mention) -> bool:
    """Whether what stands on the line of a heading stands under one of the next column of text."""
    if not mention.after or mention.after[0].x0 - mention.x_end < COLUMN_GAP * mention.after[0].height:
        return False
    edges = [other.words[0].x0 for other in find_labels(page) if other.x0 > mention.x1]
    return any(abs(mention.after[0].x0 - edge) < SAME_EDGE for edge in edges)


def _take_wrapped(page: PageWords, mention: Mention) -> tuple[Word, ...]:
    """The few words by which a heading goes on in the next line."""
    height = mention.after[-1].height
    for line in page.lines():
        if line[0].top >= mention.after[-1].bottom - 1:
            near = line[0].top - mention.after[-1].bottom < PARAGRAPH_GAP * height
            alike = abs(line[0].height - height) < 1 and line[0].x0 < mention.x1
            return line if near and alike and len(line) <= WRAPPED_WORDS else ()
    return ()


def _read_rest(words: Sequence[Word], identity: Identity) -> Number | None:
    """The points right after a name: a number with the word for points or out of a hundred."""
    at = 0
    while at < len(words) and is_filler(words[at]) and words[at].text != LEADER:
        at += 1
    if at == len(words):
        return None
    number = parse_number(words[at], words[at + 1] if at + 1 < len(words) else None)
    if number is None or number.signed or number.percent:
        return None
    if _speaks_of_others(words[at:], identity):
        return None
    whole = next(iter(parse_numbers(words[at:])), None)
    return whole if whole is not None and (whole.points or whole.ratio_max == 100) else None


def _speaks_of_others(words: Sequence[Word], identity: Identity) -> bool:
    said = " ".join(word.text for word in words)
    return (
        any(each.search(said) for each in (AVERAGE, EVERYONE, EARLIER))
        or is_earlier_year(said, identity)
        or names_other(said, identity)
    )


def _stands_under(line: Sequence[Word], mention: Mention) -> bool:
    """Whether a line stands under a heading and not only under what is printed beside it."""
    left = min(word.x0 for word in (*mention.lead, *mention.words))
    return line[0].x0 < mention.x1 and left < line[-1].x1


def _read_next_line(page: PageWords, mention: Mention, identity: Identity) -> Number | None:
    lines = page.lines()
    for line, after in zip(lines, (*lines[1:], ()), strict=True):
        if line[0].middle <= mention.bottom or not _stands_under(line, mention):
            continue
        if line[0].top - mention.bottom > NEXT_LINE * mention.words[0].height:
            return None
        text = " ".join(word.text for word in line)
        numbers = parse_numbers(line)
        if not RESULT_WORDS.match(text) or len(numbers) != 1 or numbers[0].value > MAX_SCORE:
            return None
        goes_on = after and after[0].top - line[0].bottom < NEXT_LINE * line[0].height
        if _speaks_of_others((*line, *after) if goes_on and not is_prose(after) else line, identity):
            return None
        number = numbers[0]
        rest = [word for word in line if word.x0 > number.word.x1 and not is_filler(word)]
        extra = [
            word
            for word in rest
            if word is not number.ratio_word
            and word.text.strip("().") not in ENDING_WORDS
            and not MOST_OPENS.match(word.text)
        ]
        return number if not extra and (number.points or number.ratio_max == 100) else None
    return None
