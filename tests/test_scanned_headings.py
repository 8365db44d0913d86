"""The headings of several columns of a scanned table, recognised one by one where they are in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from extract.page.textpass import PageText
from extract.recognition.image_words import ImageWord
from extract.recognition.names import read_head
from extract.recognition.ocr import WHOLE_PAGE, ImagePage, ImageReader, Part
from extract.records import Box
from tests.test_scanned_rows import OWN, place, set_rows

TOP = 207  # upper edge of the first number
Head = tuple[tuple[str, float], ...]  # the lines of a heading, each with its upper edge


@dataclass(frozen=True)
class Column:
    """A column as it is printed, and the word for its heading as it was recognised, if that is in doubt."""

    x0: float
    printed: Head
    misread: str = ""

    def list_words(self) -> list[ImageWord]:
        return [place(text, self.x0, top, 30) for text, top in self.printed]

    def list_recognised(self) -> list[ImageWord]:
        words = self.list_words()
        if not self.misread:
            return words
        boxes = [word.box for word in words]
        box = Box(
            min(each.x0 for each in boxes),
            boxes[0].top,
            max(each.x1 for each in boxes),
            boxes[-1].bottom,
        )
        return [ImageWord(self.misread, box, 8.0, (1, 1, 1, 30))]


class ByColumn(ImageReader):
    """A reader that recognises headings with confidence only if a part has those of one column."""

    def __init__(self, columns: Sequence[Column], faint: str = "") -> None:
        self.columns, self.faint = columns, faint

    def read_part(self, number: int, part: Part) -> tuple[ImageWord, ...]:
        shown = [
            [
                word
                for word in each.list_words()
                if part.band[0] <= word.box.top
                and word.box.bottom <= part.band[1]
                and part.left <= word.box.x0
                and word.box.x1 <= part.right
            ]
            for each in self.columns
        ]
        words = [word for each in shown for word in each]
        if sum(map(bool, shown)) > 1:
            words[-1] = replace(words[-1], text="Mort", confidence=26.0)
        return tuple(replace(each, confidence=30.0) if each.text == self.faint else each for each in words)


def draw_page(columns: Sequence[Column]) -> ImagePage:
    numbers = [
        place(str(value + at), column.x0 + 8, TOP + 40 * row, row)
        for at, column in enumerate(columns)
        for row, value in enumerate(OWN)
    ]
    heads = [word for column in columns for word in column.list_recognised()]
    text = PageText(1, 595, 842, "", 1)
    return ImagePage(
        text, (*set_rows([("Tydlighet i samspelet", 0), ("och tjänstemän", 14)]), *numbers, *heads)
    )


PAGES = [
    (
        Column(360, (("Boden", 166), ("2004", 180)), "ågon"),
        Column(430, (("Boden", 166), ("2008", 180)), "Fpg"),
        Column(500, (("Medel", 173),)),
    ),
    (
        Column(380, (("Medel", 175),), "Mdel"),
        Column(450, (("Boden", 175),)),
        Column(520, (("Förra", 175),), "Ff"),
    ),
    (
        Column(340, (("Högst", 160), ("av alla", 173), ("2007", 186)), "Hgsi"),
        Column(480, (("Poäng", 170), ("2008", 184)), "208"),
    ),
]


@pytest.mark.parametrize("columns", PAGES)
def test_headings_in_doubt_are_recognised_column_by_column(columns: Sequence[Column]) -> None:
    read = read_head(ByColumn(columns), draw_page(columns), WHOLE_PAGE)
    printed = [word for column in columns for word in column.list_words()]
    assert sorted(word.text for word in read.words if word.line[-1] == 30) == sorted(
        word.text for word in printed
    )
    assert all(word.confidence >= 60 for word in read.words)


@pytest.mark.parametrize(("columns", "faint"), [*zip(PAGES, ("2008", "Förra", "2007"), strict=True)])
def test_a_heading_that_stays_in_doubt_is_kept_as_it_was(columns: Sequence[Column], faint: str) -> None:
    page = draw_page(columns)
    read = read_head(ByColumn(columns, faint), page, WHOLE_PAGE)
    for column in columns:
        recognised = {word.text for word in column.list_words()}
        kept = column.list_recognised() if faint in recognised else column.list_words()
        assert {word.text for word in kept} <= {word.text for word in read.words}
    assert faint not in {word.text for word in read.words}
    assert min(word.confidence for word in read.words) < 60
