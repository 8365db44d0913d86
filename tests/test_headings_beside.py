"""What is beside a table: headings of other columns and rows, a table of others, a title a page before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.document import read_document
from tests.small_pdfs import draw_pages
from tests.test_columns import IDENTITY, LETTER, NAMES, OTHERS, OWN
from tests.test_identity_cover import COVER
from tests.test_parted_tables import HEADS
from tests.test_search_series import Cell
from tests.test_search_series import draw as draw_cells
from tests.test_table_headings import OTHER, draw, set_table
from tests.test_told import POINTS
from tests.test_told_lists import MEANS, publish

OWN_SCORES = dict(enumerate(OWN, 1))


@pytest.mark.parametrize(
    ("heads", "own"),
    [
        (("Nacka", "Bästa kommun", "Erhållna poäng"), 2),
        (("Erhållna poäng", "Nacka", "Bästa kommun"), 0),
        (("Bästa kommun", "Kommunens poäng", "Nacka"), 1),
    ],
)
def test_headings_with_little_space_between_are_no_title(heads: Sequence[str], own: int) -> None:
    x, texts = 300.0, [("Kommunens resultat", 40.0, 80.0), ("Område", 40.0, 104.0)]
    columns: list[tuple[str, float, float]] = []
    for at, head in enumerate(heads):
        texts.append((head, x, 104))
        columns += set_table(
            40, x + LETTER * (len(head) / 2 - 1), OWN if at == own else OTHERS if at else OTHER
        )
        x += LETTER * (len(head) + 1.5)
    assert publish([draw(texts, list(dict.fromkeys(columns)))], IDENTITY) == OWN_SCORES


@pytest.mark.parametrize("last", ["Andel av max (%)", "Andel i Nacka", "Medel"])
@pytest.mark.parametrize("first", ["Poäng", "Er poäng", "Poäng 2014"])
def test_the_name_of_the_row_below_is_no_note(first: str, last: str) -> None:
    cells: list[Cell] = [(60, 50, "Resultat för Ystads kommun"), (60, 160, first), (60, 175, last)]
    for at, (head, own, other) in enumerate(zip(HEADS["SE"], POINTS, MEANS, strict=True)):
        x = 170.0 + 75 * at
        cells += [(x, 100 + 12 * line, part) for line, part in enumerate(head.split("|"))]
        cells += [(x + 20, 160, str(own)), (x + 20, 175, f"{other} %")]
    assert [*publish([draw_cells(*cells)]).values()] == [float(points) for points in POINTS]


@pytest.mark.parametrize(("name", "step"), [("Totalsumma", 12), ("Summa", 13), ("Totalt", 14)])
def test_the_total_of_the_table_beside_is_not_the_own_one(name: str, step: float) -> None:
    page = draw(
        [("Nacka kommun 2014", 40, 80), ("Arvika kommun 2014", 440, 80)],
        [("Poäng", 300, 110), ("Erhållna poäng", 680, 110)],
        [(name, 40, 110 + step), (str(sum(OTHER)), 300, 110 + step)],
        [(name, 440, 110 + step), (str(sum(OWN)), 700, 110 + step)],
        set_table(40, 300, OTHER, top=140 + step),
        set_table(440, 700, OWN, top=140 + step),
    )
    assert publish([page], IDENTITY) == OWN_SCORES


@pytest.mark.parametrize(
    ("title", "proved"),
    [
        ("2 Lycksele kommun: En sammanfattande genomgång", True),
        ("Resultat för Lycksele kommun", True),
        ("Så blev poängen i Lycksele 2014", True),
        ("2 Nacka kommun: En sammanfattande genomgång", False),
        ("Så arbetar en kommun", False),
    ],
)
def test_the_title_may_be_on_the_page_before_the_table(tmp_path: Path, title: str, proved: bool) -> None:
    text = [
        (60.0, 200.0 + 14 * row, "Det finns en vilja att bli bättre, men stödet är ojämnt.")
        for row in range(12)
    ]
    heads = [
        (60.0, 60.0, "Område"),
        (330.0, 60.0, "Bästa kommun"),
        (430.0, 60.0, "Poäng"),
        (490.0, 60.0, "2011"),
    ]
    rows = [
        (x, 84.0 + 22 * row, str(value))
        for x, values in ((60.0, NAMES), (350.0, [92] * 8), (435.0, OWN), (495.0, OTHERS))
        for row, value in enumerate(values)
    ]
    pages = [COVER, [(60.0, 160.0, title), *text], [*heads, *rows], text]
    report = read_document(draw_pages(tmp_path / "report.pdf", pages, titles=[title]), "0" * 64)
    assert {score.area_no: score.value for score in report.verdict.scores} == (OWN_SCORES if proved else {})
