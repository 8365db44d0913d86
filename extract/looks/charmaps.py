"""Find fonts whose character map is wrong: the page shows another digit than the text that is stored.

A font draws glyphs by codes, and its character map says which character a code means. The map is confirmed
if the drawn digits have the shapes of those characters, or if the codes follow each other as the digits do.
Otherwise the drawn number must be recognised.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from extract.looks.recognised import Print, can_recognise, recognise_numbers
from extract.looks.second_parser import SecondParser
from extract.page.book import Book
from extract.page.chars import Char
from extract.page.open_page import OpenPage, Swaps, is_inside
from extract.page.shapes import GlyphShape, are_same, cut_figure, name_figure
from extract.recognition.crops import read_figures
from extract.recognition.ocr import OcrError
from extract.records import DocumentReport, Outcome, Reading

MAY_BE_MAPPED_WRONG = {"looks_otherwise", "total_mismatch"}  # reasons that a wrong character map can cause
FEWEST_FIGURES = 3  # different digits of a font; the codes of fewer may follow each other by chance
FEWEST_VOTES = 2  # numbers that must show a digit as the same other one
MOST_LOOKED_AT = 40  # numbers of a document that are recognised


def list_figures(opened: OpenPage, reading: Reading) -> list[Char]:
    """List the visible digits inside the box of a reading."""
    digits = opened.list_readable_digits()
    return [char for char in digits if char.text.isdigit() and is_inside(char, reading.box)]


@dataclass
class CharmapEvidence:
    """What is known about the character maps of the fonts in which a document's numbers are printed.

    ``codes`` has the codes that draw each stored digit, by font. ``drawn`` has the drawn shape by font and
    stored digit, and ``shapes`` the digit whose shape that is; ``None`` if it is like no digit.
    """

    codes: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    shapes: dict[tuple[str, str], str | None] = field(default_factory=dict)
    drawn: dict[tuple[str, str], GlyphShape] = field(default_factory=dict)

    def add(self, opened: OpenPage, figures: Iterable[Char], second: SecondParser) -> None:
        """Add digits of a page, with the codes that the second parser has for them."""
        for char in figures:
            font = opened.name_font(char.owner)
            own = self.codes.setdefault(font, {}).setdefault(char.text, set())
            own.update(second.list_codes(opened.number, char))
            if (font, char.text) not in self.shapes:
                drawn = cut_figure(opened.page, opened.items, char, opened.geometry)
                self.shapes[font, char.text] = name_figure(drawn)
                if drawn is not None:
                    self.drawn[font, char.text] = drawn

    @property
    def is_confirmed(self) -> bool:
        """Whether all character maps are confirmed.

        No font may draw two digits with one shape, and in each font all digits must have their own shape. If
        some are like no digit, none may have the shape of another, and the codes of at least
        ``FEWEST_FIGURES`` digits must follow each other as the digits do.
        """
        return not self.doubles and all(self._is_font_confirmed(font) for font in self.codes)

    @property
    def doubles(self) -> list[tuple[str, str]]:
        """The pairs of stored digits that a font draws with one shape, so that one must be wrong; sorted."""
        return sorted(
            (one, other)
            for (font, one), (name, other) in combinations(self.drawn, 2)
            if font == name and are_same(self.drawn[font, one], self.drawn[name, other])
        )

    def _is_font_confirmed(self, font: str) -> bool:
        shapes = {figure: shape for (name, figure), shape in self.shapes.items() if name == font}
        if all(shape == figure for figure, shape in shapes.items()):
            return True
        if any(shape not in (None, figure) for figure, shape in shapes.items()):
            return False
        steps = {code - int(figure) for figure, own in self.codes[font].items() for code in own}
        return len(steps) == 1 and len(self.codes[font]) >= FEWEST_FIGURES

    @property
    def contradicted(self) -> set[str]:
        """The stored digits that have the shape of another digit."""
        others = {figure for (_, figure), shape in self.shapes.items() if shape not in (None, figure)}
        return others | {figure for pair in self.doubles for figure in pair}

    @property
    def contradictions(self) -> list[tuple[str, str]]:
        """The pairs of stored digits that have the same shape, then those that have each other's shape."""
        return self.doubles + sorted(
            (figure, shape)
            for (font, figure), shape in self.shapes.items()
            if shape not in (None, figure) and self.shapes.get((font, shape)) == figure
        )


def find_swaps(book: Book, report: DocumentReport) -> Swaps | None:
    """Find by recognition which digits fonts show in place of the stored ones.

    Only a held report is examined, whose reasons can come from a wrong character map and whose fonts are not
    confirmed. ``None`` if there are no such digits, if it is not clear which they are, or without Tesseract.
    """
    if report.outcome is not Outcome.QUARANTINED or not report.readings or not can_recognise():
        return None
    if not {reason.code for reason in report.reasons} <= MAY_BE_MAPPED_WRONG:
        return None
    places = {(each.page, each.box): each for each in report.readings if not each.from_image}
    readings = list(places.values())[:MOST_LOOKED_AT]
    second = SecondParser(book.path)
    evidence = CharmapEvidence()
    fonts: list[set[str]] = []
    for reading in readings:
        opened = book.open_page(reading.page)
        figures = list_figures(opened, reading)
        evidence.add(opened, figures, second)
        fonts.append({opened.name_font(char.owner) for char in figures})
    if evidence.is_confirmed:
        return None
    try:
        seen = recognise_numbers(book, [Print(each.text, each.page, each.box) for each in readings])
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
    """Return the shown digit for each stored one that differs; ``None`` if it is not clear.

    It is clear if every number agrees, enough numbers were recognised, and the digits only change places.
    """
    if any(len(seen) > 1 for seen in by_figure.values()):
        return None
    swaps = {stored: next(iter(seen)) for stored, seen in by_figure.items() if stored not in seen}
    if set(swaps) != set(swaps.values()):
        return None
    return swaps if all(by_figure[stored].total() >= FEWEST_VOTES for stored in swaps) else None
