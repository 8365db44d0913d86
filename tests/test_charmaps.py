"""Fonts that tell other figures than they show: read as shown where that is sure, otherwise held."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.looks.charmaps import CharmapEvidence, _settle
from extract.page.book import Book
from extract.page.shapes import cut_figure, name_characters, name_figure
from extract.records import Outcome
from tests.needs import needs_tesseract
from tests.shown.odd_figures import swap_letters
from tests.shown.sheet import Facts, Kind, Sheet, draw_shown_report, invent_facts
from tests.small_pdfs import draw_pages


def _draw_table(sheet: Sheet) -> None:
    sheet.table(sheet.facts.scores)


FACTS = {
    # Two areas whose figures change places: the sum stays, and no figure of it is touched.
    "sum-kept": replace(invent_facts(5), scores=(56, 71, 65, 40, 32, 78, 29, 30), has_total=True),
    "sum-lost": replace(invent_facts(11), scores=(65, 61, 56, 43, 52, 66, 57, 40), has_total=True),
    "no-sum": replace(invent_facts(17), scores=(83, 38, 30, 48, 53, 88, 27, 41), has_total=False),
}


@needs_tesseract
@pytest.mark.parametrize(("name", "pair"), [("sum-kept", "56"), ("sum-lost", "56"), ("no-sum", "38")])
def test_figures_that_change_places_are_never_published_as_stored(
    name: str, pair: str, tmp_path: Path
) -> None:
    facts: Facts = FACTS[name]
    kind = Kind(name, _draw_table, partial(swap_letters, pair=pair))
    report = read_document(draw_shown_report(kind, facts, tmp_path / "report.pdf"), "0" * 64)
    assert report.outcome is Outcome.ACCEPTED, report.reasons
    assert tuple(score.value for score in report.verdict.scores) == facts.scores
    assert report.identity.round == facts.year
    assert all(score.reading.from_image for score in report.verdict.scores)
    assert "characters_mapped_wrong" in {finding.code for finding in report.findings}


Codes = dict[str, set[int]]


@pytest.mark.parametrize(
    ("codes", "shapes", "is_confirmed"),
    [
        ({"2": {50}, "5": {53}, "6": {54}}, {"2": "2", "5": "5", "6": "6"}, True),
        ({"2": {9}, "5": {3}, "6": {7}}, {"2": "2", "5": "5", "6": "6"}, True),
        ({"2": {50}, "5": {54}, "6": {53}}, {"2": "2", "5": "6", "6": "5"}, False),
        ({"2": {50}, "5": {53}, "6": {54}}, {"2": "2", "5": None, "6": "6"}, True),
        ({"2": {50}, "5": {53}, "6": {54}}, {"2": "2", "5": "6", "6": "6"}, False),
        ({"2": {50}, "5": {53}}, {"2": "2", "5": None}, False),  # too few codes to tell
        ({"2": {9}, "5": {3}, "6": {7}}, {"2": "2", "5": None, "6": "6"}, False),
    ],
)
def test_shapes_bear_a_font_out_and_codes_where_they_are_not_plain(
    codes: Codes, shapes: dict[str, str | None], *, is_confirmed: bool
) -> None:
    evidence = CharmapEvidence({"F": codes}, {("F", figure): shape for figure, shape in shapes.items()})
    assert evidence.is_confirmed is is_confirmed


@pytest.mark.parametrize("font", ["Helvetica-BoldOblique", "Times-BoldItalic", "Courier-Bold"])
def test_a_figure_has_its_own_shape(font: str, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "figures.pdf"), invariant=1)
    canvas.setFont(font, 10)
    for at, figure in enumerate("0123456789"):
        canvas.drawString(100 + 20 * at, 500, figure)
    canvas.save()
    with Book(tmp_path / "figures.pdf") as book:
        sheet = book.open_page(1)
        drawn = [
            cut_figure(sheet.page, sheet.items, char, sheet.geometry) for char in sheet.table.list_chars()
        ]
        shapes = [name_figure(each) for each in drawn]
    assert all(shape in (None, char) for shape, char in zip(shapes, "0123456789", strict=True))
    assert sum(shape is not None for shape in shapes) > 7


def test_the_signs_of_a_picture_are_named_one_by_one(tmp_path: Path) -> None:
    draw_pages(tmp_path / "number.pdf", [[(100, 100, "73"), (300, 100, "4,5")]])
    with Book(tmp_path / "number.pdf") as book:
        grey = book.open_page(1).page.render(scale=4, grayscale=True).to_numpy()
    assert name_characters(grey[340:420, 380:480] < 128) == ["7", "3"]
    assert name_characters(grey[340:420, 1180:1300] < 128) == ["4", "5"]  # a comma is no figure
    assert name_characters(grey[600:700, 380:480] < 128) == []


def test_only_a_plain_exchange_counts() -> None:
    told = {"5": Counter({"6": 2}), "6": Counter({"5": 3}), "1": Counter({"1": 4})}
    assert _settle(told) == {"5": "6", "6": "5"}
    assert _settle({**told, "1": Counter({"1": 3, "7": 1})}) is None  # looks differ
    assert _settle({"5": Counter({"6": 2}), "1": Counter({"1": 4})}) is None  # and what tells 6?
    assert _settle({"5": Counter({"6": 1}), "6": Counter({"5": 3})}) is None  # seen once
    assert _settle({"1": Counter({"1": 4})}) == {}
