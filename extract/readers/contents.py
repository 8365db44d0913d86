"""Read points from tables of contents, as in ``3 Politisk styrning, 66 poäng ..... 12``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.mentions import find_labels, is_contents
from extract.numbers import Number, is_filler, parse_numbers
from extract.page.words import LEADER, PageWords, Word
from extract.readers.making import make_reading
from extract.records import Group, Identity, Reading, ReadingKind
from extract.vocabulary import AVERAGE, EARLIER, EVERYONE, Meaning, is_earlier_year, names_other


def read_contents(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """Yield a reading for every line of a table of contents that has the points of an area."""
    for page in pages:
        for label in find_labels(page) if is_contents(page) else ():
            number = _read_rest(label.after, identity)
            if number is not None:
                yield make_reading(
                    "contents",
                    number,
                    Meaning(ReadingKind.SCORE),
                    page=page.number,
                    group=Group("contents", column=str(page.angle)),
                    area_no=label.area_no,
                    label=label.label,
                    words=" ".join(word.text for word in label.after),
                    editions=tuple(sorted({area.edition for area in label.areas})),
                    from_image=page.from_image,
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
