"""The legend of a chart above a table is no heading of its columns; a heading's first line is no group's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.claims.candidates import make_candidate_set
from extract.page.words import PageWords, read_page_words
from extract.records import ReadingKind
from extract.series.records import Series
from tests.test_columns import BEFORE, IDENTITY, NAMES, OTHERS, OWN

Heads = Sequence[tuple[str, float, Sequence[object]]]  # heading, right edge, numbers
Entry = tuple[float, str]  # left edge and words
CHANGES = [f"{one - two:+d}" for one, two in zip(OWN, BEFORE, strict=True)]
THREE: Heads = (("2011", 380, BEFORE), ("2014", 430, OWN), ("Medel", 500, OTHERS))
FOUR: Heads = (("Genomsnitt", 390, OTHERS), ("2014", 430, OWN), ("2011", 470, BEFORE), ("+/–", 520, CHANGES))
LINES: Sequence[Entry] = ((130, "Arvika 2014"), (230, "Arvika 2011"), (355, "Medel alla kommuner 2012–2014"))
TWO: Heads = (("Poäng", 400, OWN), ("Högst", 480, OTHERS))


def draw_sample(canvas: Canvas, how: str, x: float, y: float) -> None:
    """Draw a sample of a line or a bar that ends before a text that begins at a place."""
    if how == "square":
        canvas.rect(x - 11, y, 7, 7, stroke=0, fill=1)
    elif how == "dots":
        for at in range(3):
            canvas.rect(x - 8 - 5 * at, y + 2.5, 2, 2, stroke=0, fill=1)
    elif how == "line":
        canvas.line(x - 26, y + 3.3, x - 4, y + 3.3)
    elif how == "rule":
        canvas.line(x - 26, y - 2.5, x - 1, y - 2.5)
    elif how == "background":
        canvas.saveState()
        canvas.setFillGray(0.9)
        canvas.rect(x - 20, y - 5, 19, 17, stroke=0, fill=1)
        canvas.restoreState()


def draw_page(
    path: Path,
    legend: Sequence[Entry],
    samples: Sequence[str],
    heads: Heads,
    *,
    first_line: Sequence[Entry] = (),
    legend_at: float = 634,
) -> PageWords:
    """Draw a legend, 15 points below it the headings of a table, and the table."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Helvetica", 10)
    for (x, text), how in zip(legend, samples, strict=True):
        draw_sample(canvas, how, x, legend_at)
        canvas.drawString(x, legend_at, text)
    for right, text in first_line:
        canvas.drawRightString(right, 631, text)
    for heading, right, numbers in heads:
        canvas.drawRightString(right, 619, heading)
        for row, number in enumerate(numbers):
            canvas.drawRightString(right, 600 - 17 * row, str(number))
    for row, name in enumerate(NAMES):
        canvas.drawString(60, 600 - 17 * row, name)
    canvas.save()
    (page,) = read_page_words(path, [1])
    return page


def list_headings(page: PageWords) -> list[str]:
    found = [each.series for each in make_candidate_set([page], IDENTITY).candidates]
    return [each.heading for each in sorted(found, key=_find_left)]


def _find_left(series: Series) -> float:
    return min(pair.number.word.x0 for pair in series.pairs.values())


@pytest.mark.parametrize(
    ("legend", "samples", "heads"),
    [
        (LINES, ("line", "line", "dots"), THREE),
        (((370, "Medel i riket"), (460, "Arvika")), ("square", "square"), FOUR),
        (((365, "Medelvärden 2013"),), ("line",), TWO),
        (((90, "2014"), (300, "2011"), (440, "Länets medelvärde")), ("dots", "square", "line"), THREE),
    ],
)
def test_a_legend_above_a_table_is_no_heading(
    tmp_path: Path, legend: Sequence[Entry], samples: Sequence[str], heads: Heads
) -> None:
    page = draw_page(tmp_path / "page.pdf", legend, samples, heads)
    assert list_headings(page) == [heading for heading, _, _ in heads]


@pytest.mark.parametrize("how", ["none", "rule", "background"])
@pytest.mark.parametrize(
    "heads",
    [
        (("2014", 400, OWN), ("2011", 480, BEFORE)),
        (("Poäng", 390, OWN), ("Högst", 450, BEFORE), ("Lägst", 500, OTHERS)),
        (("Maj", 400, OTHERS), ("2014", 480, OWN)),
    ],
)
def test_words_over_all_columns_without_a_sample_head_them(tmp_path: Path, how: str, heads: Heads) -> None:
    above = "Medelvärden i Värmlands län"
    page = draw_page(tmp_path / "page.pdf", [(375, above)], [how], heads)
    assert list_headings(page) == [f"{above} {heading}" for heading, _, _ in heads]
    kinds = {each.kind for each in make_candidate_set([page], IDENTITY).candidates}
    assert ReadingKind.SCORE not in kinds


@pytest.mark.parametrize("how", ["square", "line", "dots"])
def test_headings_that_are_the_legend_as_well_head_their_columns(tmp_path: Path, how: str) -> None:
    heads: Heads = (("", 400, OTHERS), ("", 500, OWN))
    page = draw_page(
        tmp_path / "page.pdf", [(375, "Medel"), (470, "Arvika")], [how, how], heads, legend_at=619
    )
    assert list_headings(page) == ["Medel", "Arvika"]


@pytest.mark.parametrize(
    ("heads", "first", "told"),
    [
        (
            (("2011", 350, BEFORE), ("2014", 400, OWN), ("2012–2014", 490, OTHERS)),
            (490, "Medel"),
            "Medel 2012–2014",
        ),
        ((("Arvika", 370, OWN), ("utvärdering 2011", 520, BEFORE)), (520, "Förra"), "Förra utvärdering 2011"),
        ((("2014", 350, OWN), ("i riket", 460, OTHERS)), (460, "Snitt"), "Snitt i riket"),
    ],
)
def test_a_first_line_right_above_the_last_heading_is_its_own(
    tmp_path: Path, heads: Heads, first: Entry, told: str
) -> None:
    page = draw_page(tmp_path / "page.pdf", [], [], heads, first_line=[first])
    assert list_headings(page) == [*(heading for heading, _, _ in heads[:-1]), told]
    own = [each for each in make_candidate_set([page], IDENTITY).candidates if each.kind is ReadingKind.SCORE]
    assert [tuple(each.series.values.values()) for each in own] == [OWN]


@pytest.mark.parametrize("right", [445, 420])
def test_a_line_above_the_middle_of_the_headings_heads_all(tmp_path: Path, right: float) -> None:
    heads: Heads = (("2011", 380, BEFORE), ("2014", 430, OWN), ("2013", 480, OTHERS))
    page = draw_page(tmp_path / "page.pdf", [], [], heads, first_line=[(right, "Medelvärden")])
    assert list_headings(page) == [f"Medelvärden {heading}" for heading, _, _ in heads]
    found = make_candidate_set([page], IDENTITY).candidates
    assert ReadingKind.SCORE not in {each.kind for each in found}
