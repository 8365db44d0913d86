"""Find the words at the numbers of a series: names of rows, legends, words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.meaning.terms import find_statements, understand
from extract.numbers import Number
from extract.page.words import LEADER
from extract.records import Identity
from extract.series.colours import find_colour, find_legend
from extract.series.measures import Found
from extract.series.sheet import Cell, Sheet, find_once_for_number
from extract.series.text_beside import is_text_beside

BESIDE = 90.0  # points between a number and a cell that belongs to it
ROOM = 230.0  # points between a name and its number on one line
ABOVE = 1.6  # times the height, the same up and down
UNDER_LARGE = 0.6  # times the height of a number in very large type
LONGEST = 60  # letters in a heading
YEARS = re.compile(r"(?:(?:19|20)\d\d\D{0,2}\s*)+$")
UNIT = re.compile(
    r"[(/]?\s*(?:p|poäng|poeng|av|max|maks)\b[\s.:]*(?:(?:av|max|maks)\s*)?#?\s*(?:p|poäng|poeng|möjliga|mulige)?[.)]*$",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\([^()]*\)?")
NEXT_LINE = 0.5  # times the height; largest gap between two lines of the name of a row
SAME_LEFT = 2.0  # points; largest difference between their left edges
BARS = frozenset("·|•")  # signs between two entries of one cell
NUMERAL = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d+(?:[.,]\d+)?")  # a number that is no year
OTHER_NUMBER = re.compile(  # in a number's cell, as in *(snitt 51)*, not *(snitt av 41 kommuner)*
    rf"\((?:[^()#\d]*(?<!\bav )(?<!\bpå ))?{NUMERAL.pattern}[^()#]*\)"
)
LABEL = re.compile(r"[A-ZÅÄÖÆØ][^\d]*:?$")  # words between two numbers that name the second
RANK = re.compile(rf"\bn(?:r|ummer)\b\W*{NUMERAL.pattern}(?:\s*(?:av|/)\s*{NUMERAL.pattern})?", re.IGNORECASE)


def name_row(sheet: Sheet, numbers: Iterable[Number]) -> str:
    """Return the words before a row of numbers: on its line, and on the line below if that has no numbers."""
    words = [number.word for number in numbers]
    left = min(word.x0 for word in words)
    middle = sum(word.middle for word in words) / len(words)
    cells = [
        cell
        for cell in sheet.cells
        if cell.x1 <= left + 1
        and cell.top - 1 <= middle <= cell.bottom + 1
        and (not cell.text.isdigit() or YEARS.match(cell.text))
    ]
    below = [
        cell
        for cell in sheet.cells
        if len(cells) == 1
        and abs(cell.x0 - cells[0].x0) <= SAME_LEFT
        and -1 < cell.top - cells[0].bottom < NEXT_LINE * cell.height
        and not any(
            n.word.x0 > left and abs(n.word.middle - cell.middle) < cell.height for n in sheet.numbers
        )
    ]
    return " ".join(cell.text for cell in (*cells, *below[:1]))


def name_colour(sheet: Sheet, numbers: Found) -> str:
    """Return the words of the legend for the bars at numbers; empty if they have several colours."""
    colour = find_one_colour(sheet, numbers)
    return find_legend(sheet, colour) if colour else ""


def find_one_colour(sheet: Sheet, numbers: Found) -> str:
    """Find the colour of the bars at numbers; empty if they have several, or one has none."""
    colours = {find_colour(sheet.view, number) for number in numbers.values()}
    return next(iter(colours)) or "" if len(colours) == 1 else ""


@find_once_for_number
def describe(sheet: Sheet, number: Number) -> tuple[str, str, str, str, str]:
    """Return the texts at a number: in its cell, left, above, right and below, with numbers as ``#``.

    Of a cell such as ``Mål 65 · Snitt 61`` only the part with the number counts.
    """
    cell = sheet.cell_of[id(number.word)]
    at = next(place for place, word in enumerate(cell.words) if word is number.word)
    ends = [place for place, word in enumerate(cell.words) if id(word) in sheet.named or word.text in BARS]
    ends += _list_labelled_apart(sheet, cell, at)
    begin = max((place + 1 for place in ends if place < at), default=0)
    end = min((place for place in ends if place > at and cell.words[place].text in BARS), default=None)
    own = " ".join(
        "#" if word is number.word else word.text
        for word in cell.words[begin:end]
        if id(word) not in sheet.named and any(map(str.isalnum, word.text))
    )
    reach = ABOVE * cell.height
    around = sheet.list_cells(cell.top - reach, cell.bottom + reach)
    cells = [each for each in around if each.text != LEADER]
    beside = [each for each in cells if _on_line(each, cell)]
    left = [each for each in beside if each.x1 <= cell.x0 + 1 and not is_text_beside(sheet, each, number)]
    right = sorted((each for each in beside if each.x0 >= cell.x1 - 1), key=lambda each: each.x0)
    after = _plain(right[0], cell) if right else ""
    if len(right) > 1 and not any(map(str.isalpha, right[1].text)):
        after = f"{after} {_plain(right[1], right[0])}".strip()  # such as the maximum after its word
    near = [each for each in cells if _over(each, cell) and _is_close(each, cell)]
    over = [each for each in near if each.middle < cell.middle]
    heads = any(id(word) in sheet.named for word in cell.words)  # words below a heading are its text
    under = [each for each in near if each.middle > cell.middle and not (heads and not UNIT.match(each.text))]
    return (
        own,
        _plain(max(left, key=lambda each: each.x1, default=None), cell),
        _plain(max(over, key=lambda each: each.middle, default=None), cell),
        after,
        _plain(min(under, key=lambda each: each.middle, default=None), cell),
    )


def _list_labelled_apart(sheet: Sheet, cell: Cell, at: int) -> list[int]:
    """List the places of numbers of a cell before the one at a place, which has a label of its own.

    So has the second of *Kommunens poäng: 31 Snitt: 57*.
    """
    numbers = {id(number.word) for number in sheet.numbers}
    return [
        place
        for place in range(at)
        if id(cell.words[place]) in numbers
        and not YEARS.match(cell.words[place].text)
        and LABEL.match(" ".join(word.text for word in cell.words[place + 1 : at]))
    ]


def _on_line(one: Cell, other: Cell) -> bool:
    return one is not other and abs(one.middle - other.middle) < 0.5 * max(one.height, other.height)


def _over(one: Cell, other: Cell) -> bool:
    return one is not other and one.x0 <= other.x1 and one.x1 >= other.x0


def _is_close(one: Cell, other: Cell) -> bool:
    gap = max(other.top - one.bottom, one.top - other.bottom)
    heights = one.height, other.height
    return gap < max(ABOVE * min(heights), UNDER_LARGE * max(heights))


def _plain(cell: Cell | None, at: Cell) -> str:
    if cell is None or len(cell.text) > LONGEST or cell.is_prose:
        return ""
    gap = max(at.x0 - cell.x1, cell.x0 - at.x1, 0)
    text = cell.text if YEARS.match(cell.text) else NUMERAL.sub("#", cell.text)
    return text if gap < (ROOM if cell.x1 <= at.x0 else BESIDE) else ""


def _names_part(text: str) -> bool:
    return any(each.value == "subarea" for each in find_statements(text))


def name_numbers(pairs: Sequence[tuple[Sheet, Number]]) -> str:
    """Return the words that are equal at every number, without those that belong to another number there.

    A number may count a part of the area, as in ``Delområde 1.1`` above the points. The words below a number
    and a year right of it are included, because they may say whose it is.
    """
    described = [describe(sheet, number) for sheet, number in pairs]
    alike = [_name_alike(texts) for texts in zip(*described, strict=True)]
    own, left, above, right, below = alike
    own = own or _name_alike([_part_brackets(sheet, number) for sheet, number in pairs])
    above = "" if says_something(left) else above
    sides = (text for text in (left, above) if "#" not in text or UNIT.match(text) or _names_part(text))
    words = [own, *sides]
    words += [right] if UNIT.match(right) or YEARS.match(right) else []
    words += [below] if UNIT.match(below) or "#" not in below else []
    return " ".join(text for text in words if says_something(text))


def name_under_units(pairs: Sequence[tuple[Sheet, Number]]) -> str:
    """Return the words below the units that are below numbers, if they are equal at all; else empty."""
    texts = []
    for sheet, number in pairs:
        unit = _find_under(sheet, sheet.cell_of[id(number.word)])
        if unit is None or not UNIT.match(unit.text):
            return ""
        texts.append(_plain(_find_under(sheet, unit), unit))
    text = _name_alike(texts)
    return text if says_something(text) and "#" not in text else ""


def _find_under(sheet: Sheet, cell: Cell) -> Cell | None:
    under = [
        each
        for each in sheet.list_cells(cell.bottom - 1, cell.bottom + ABOVE * cell.height)
        if each.middle > cell.middle and _over(each, cell) and _is_close(each, cell)
    ]
    return min(under, key=lambda each: each.middle, default=None)


def _name_alike(texts: Sequence[str]) -> str:
    return texts[0] if len({text.casefold() for text in texts}) == 1 else ""


def _part_brackets(sheet: Sheet, number: Number) -> str:
    """Return the words of a number's cell without the area's name: those in its brackets, or outside all."""
    cell = sheet.cell_of[id(number.word)]
    text = " ".join(
        NUMERAL.sub("\0", word.text) if word is number.word else word.text
        for word in cell.words
        if id(word) not in sheet.named and any(map(str.isalnum, word.text))
    )
    inside = next((part for part in BRACKETS.findall(text) if "\0" in part), None)
    return (inside or BRACKETS.sub(" ", text)).strip("() ").replace("\0", "#")


def hide_other_number(text: str) -> str:
    """Replace a number in brackets, with its words, by a dot if all of them say that it is something else.

    Such a number is a rank, a mean or of another year: ``# poäng (nr 12 av 41)`` becomes ``# poäng (·)``.
    """
    return OTHER_NUMBER.sub(_hide, text)


def _hide(bracket: re.Match[str]) -> str:
    bare = RANK.sub(" ", bracket[0])
    told = understand(bare, Identity())
    apart = told.what & {"rank"} or told.whose & {"mean", "other"} or told.when & {"earlier"} or told.years
    is_other = (apart or not any(map(str.isalpha, bare))) and not told.whose & {"own", "got"}
    return "(·)" if is_other and not told.unknown else bracket[0]


def says_something(text: str) -> bool:
    """Whether a text has letters or a year, so that it can say what a number is."""
    return any(map(str.isalpha, text)) or bool(YEARS.match(text))
