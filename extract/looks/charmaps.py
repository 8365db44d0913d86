"""Fonts whose table of characters may be wrong: what speaks for it, and which figures are shown in its place.

A font's program draws by codes; what a code means is told by a table beside it. The shapes of the figures
bear the table out, or codes that follow each other as the figures do; otherwise only a look can tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from extract.looks.recognised import Print, can_look, look_at_numbers
from extract.looks.second_parser import SecondParser
from extract.page.book import Book
from extract.page.chars import Char
from extract.page.shapes import Shape, are_same, cut_figure, name_figure
from extract.page.sheet import Sheet, Swaps, is_inside
from extract.recognition.crops import read_figures
from extract.recognition.ocr import OcrError
from extract.records import DocumentReport, Outcome, Reading

MAY_BE_MAPPED_WRONG = {"looks_otherwise", "total_mismatch"}
FEWEST_FIGURES = 3  # different ones, whose codes must follow each other
FEWEST_VOTES = 2  # numbers in which a figure is shown as another
MOST_LOOKED_AT = 40  # numbers of a document


def list_figures(sheet: Sheet, reading: Reading) -> list[Char]:
    """The figures that a reading's number is printed with, of those that are seen."""
    return [char for char in sheet.list_readable() if char.text.isdigit() and is_inside(char, reading.box)]


@dataclass
class Evidence:
    """What speaks for the tables of characters of the fonts in which a document's numbers are set.

    ``codes`` are those by which each figure is drawn, by font; ``shapes`` the figure that each is most like
    by its drawn shape ``drawn``, by font and figure.
    """

    codes: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    shapes: dict[tuple[str, str], str | None] = field(default_factory=dict)
    drawn: dict[tuple[str, str], Shape] = field(default_factory=dict)

    def add(self, sheet: Sheet, figures: Iterable[Char], second: SecondParser) -> None:
        """Add the figures of a page, their codes as the second parser reads them."""
        for char in figures:
            font = sheet.name_font(char.owner)
            own = self.codes.setdefault(font, {}).setdefault(char.text, set())
            own.update(second.list_codes(sheet.number, char))
            if (font, char.text) not in self.shapes:
                drawn = cut_figure(sheet.page, sheet.items, char, sheet.geometry)
                self.shapes[font, char.text] = name_figure(drawn)
                if drawn is not None:
                    self.drawn[font, char.text] = drawn

    @property
    def is_borne_out(self) -> bool:
        """Whether every figure has its own shape, or is like no other and its font's codes follow it."""
        return not self.doubles and all(self._is_font_borne_out(font) for font in self.codes)

    @property
    def doubles(self) -> list[tuple[str, str]]:
        """The figures that a font draws in one shape: at least one of them is not what it shows."""
        return sorted(
            (one, other)
            for (font, one), (name, other) in combinations(self.drawn, 2)
            if font == name and are_same(self.drawn[font, one], self.drawn[name, other])
        )

    def _is_font_borne_out(self, font: str) -> bool:
        shapes = {figure: shape for (name, figure), shape in self.shapes.items() if name == font}
        if all(shape == figure for figure, shape in shapes.items()):
            return True
        if any(shape not in (None, figure) for figure, shape in shapes.items()):
            return False
        steps = {code - int(figure) for figure, own in self.codes[font].items() for code in own}
        return len(steps) == 1 and len(self.codes[font]) >= FEWEST_FIGURES

    @property
    def contradicted(self) -> set[str]:
        """The figures that have the shape of another."""
        others = {figure for (_, figure), shape in self.shapes.items() if shape not in (None, figure)}
        return others | {figure for pair in self.doubles for figure in pair}

    @property
    def contradictions(self) -> list[tuple[str, str]]:
        """The figures that have each other's shapes, or one and the same."""
        return self.doubles + sorted(
            (figure, shape)
            for (font, figure), shape in self.shapes.items()
            if shape not in (None, figure) and self.shapes.get((font, shape)) == figure
        )


def find_swaps(book: Book, report: DocumentReport) -> Swaps | None:
    """The figures that fonts show in place of those stored; None where there are none, or it is not plain.

    Only a held report is looked at whose numbers do not fit, and whose fonts are not borne out.
    """
    if report.outcome is not Outcome.QUARANTINED or not report.readings or not can_look():
        return None
    if not {reason.code for reason in report.reasons} <= MAY_BE_MAPPED_WRONG:
        return None
    places = {(each.page, each.box): each for each in report.readings if not each.from_image}
    readings = list(places.values())[:MOST_LOOKED_AT]
    second = SecondParser(book.path)
    evidence = Evidence()
    fonts: list[set[str]] = []
    for reading in readings:
        sheet = book.open_sheet(reading.page)
        figures = list_figures(sheet, reading)
        evidence.add(sheet, figures, second)
        fonts.append({sheet.name_font(char.owner) for char in figures})
    if evidence.is_borne_out:
        return None
    try:
        seen = look_at_numbers(book, [Print(each.text, each.page, each.box) for each in readings])
    except OcrError:
        return None
    return _count_votes(readings, fonts, seen)


def _count_votes(
    readings: Sequence[Reading], fonts: Sequence[set[str]], seen: Sequence[str | None]
) -> Swaps | None:
    votes: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for reading, names, figures in zip(readings, fonts, seen, strict=True):
        stored = read_figures(reading.text)
        if figures is None or len(names) != 1 or len(figures) != len(stored):
            continue
        for one, other in zip(stored, figures, strict=True):
            votes[next(iter(names))][one][other] += 1
    swaps = {name: _settle(by_figure) for name, by_figure in votes.items()}
    if any(each is None for each in swaps.values()):
        return None
    return {name: each for name, each in swaps.items() if each} or None


def _settle(by_figure: Mapping[str, Counter[str]]) -> dict[str, str] | None:
    """Which figures change places in a font; None where looks differ or one has no partner."""
    if any(len(seen) > 1 for seen in by_figure.values()):
        return None
    swaps = {stored: next(iter(seen)) for stored, seen in by_figure.items() if stored not in seen}
    if set(swaps) != set(swaps.values()):
        return None
    return swaps if all(by_figure[stored].total() >= FEWEST_VOTES for stored in swaps) else None
