"""Read points from tables of contents, as in ``3 Politisk styrning, 66 poäng ..... 12``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.claims.owner import POINTS
from extract.mentions import Mention, are_pages, find_labels, is_contents
from extract.numbers import Number, is_filler, parse_numbers
from extract.page.words import LEADER, PageWords, Word
from extract.readers.reading import make_reading
from extract.records import Group, Identity, Reading, ReadingKind
from extract.series.lines import split_phrases
from extract.vocabulary import (
    AVERAGE,
    EARLIER,
    EVERYONE,
    is_earlier_year,
    names_other,
    understand_heading,
)

COLUMNS = 2  # after a name: its points and its page


def read_contents(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """Yield a reading for every line of a table of contents that has the points of an area."""
    for page in pages:
        labels = find_labels(page) if is_contents(page) else []
        column = _read_column(labels, page, identity)
        for label in labels:
            number = _read_rest(label.after, identity) or column.get(label.area_no)
            if number is not None:
                yield make_reading(
                    "contents",
                    ReadingKind.SCORE,
                    number,
                    page,
                    Group("contents", column=str(page.angle)),
                    area_no=label.area_no,
                    label=label.label,
                    words=" ".join(word.text for word in label.after),
                    editions=tuple(sorted({area.edition for area in label.areas})),
                )


def _read_rest(words: Sequence[Word], identity: Identity) -> Number | None:
    """Return the number directly after a name; ``None`` if it is not said to be points or out of 100."""
    rest = list(words)
    while rest and is_filler(rest[0]) and rest[0].text != LEADER:
        rest.pop(0)
    said = " ".join(word.text for word in rest)
    number = next(iter(parse_numbers(rest)), None)
    if number is None or number.word is not rest[0] or number.signed or number.percent:
        return None
    if any(words.search(said) for words in (AVERAGE, EVERYONE, EARLIER)) or names_other(said, identity):
        return None
    told = number.points or number.ratio_max == 100
    return number if told and not is_earlier_year(said, identity) else None


def _read_column(labels: Sequence[Mention], page: PageWords, identity: Identity) -> dict[int, Number]:
    """Return by area the numbers between the names and the page numbers, if their heading says points."""
    rows = {
        label.area_no: parse_numbers([word for word in label.after if word.text != LEADER])
        for label in labels
    }
    if len(rows) != len(labels) or not rows or any(len(numbers) != COLUMNS for numbers in rows.values()):
        return {}
    points = {area_no: numbers[0] for area_no, numbers in rows.items()}
    if any(each.signed or each.percent or each.bracketed for each in points.values()):
        return {}
    is_paged = are_pages([int(numbers[-1].value) for _, numbers in sorted(rows.items())])
    headings = {_find_heading(number, page) for number in points.values()}
    is_headed = all(
        POINTS.search(each) and understand_heading(each, identity).kind is ReadingKind.SCORE
        for each in headings
    )
    return points if is_paged and is_headed and len(headings) == 1 else {}


def _find_heading(number: Number, page: PageWords) -> str:
    """Return the nearest words above a number that are no numbers."""
    word = number.word
    over = [
        phrase
        for line in page.lines()
        if line[0].bottom < word.top + 1
        for phrase in split_phrases(line)
        if phrase.x0 < word.x1 + word.height
        and phrase.x1 > word.x0 - word.height
        and not parse_numbers(phrase.words)
    ]
    return over[-1].text if over else ""
