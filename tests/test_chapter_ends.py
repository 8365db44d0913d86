"""Reports with a table of all areas, and the points repeated in the last line of each chapter.

The last line of a chapter is above the name of the next area, and may be read as the points of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.document import read_document
from extract.instrument import AREA_NUMBERS, AREAS
from extract.records import DocumentReport, Outcome
from tests.small_pdfs import begin_report

NAMES = [AREAS[2010, area_no].name for area_no in AREA_NUMBERS]
VALUES = (54, 37, 83, 45, 29, 66, 71, 40)
MEAN = (50, 41, 60, 52, 44, 58, 55, 47)
PROSE = (
    "Cheferna känner målen, och planen följs upp i nämnderna varje vår och höst.",
    "Kommunen har länge arbetat med frågan, men det syns inte i alla verksamheter.",
    "Utvärderarna har läst planen och samtalat med dem som arbetar efter den.",
)


def read_report(
    folder: Path,
    last: str,
    ends: Sequence[int] = VALUES,
    *,
    own: str = "Arvika",
    columns: Sequence[float] = (400, 480),
    head: str = "{no}. {name}",
    gaps: tuple[float, float] = (14, 28),
    new_page: int = 7,
    total: int = sum(VALUES),
) -> DocumentReport:
    """Draw a report with ``VALUES`` in a table, and ``ends`` in the last line of each chapter; read it.

    ``gaps`` are those above and below the last line, and ``new_page`` the area whose chapter begins a page.
    """
    path = folder / "report.pdf"
    canvas = begin_report(path, "Resultat")
    rows = [*zip(NAMES, VALUES, MEAN, strict=True), ("Summa", total, sum(MEAN))]
    for at, row in enumerate([("Område", own, "Snitt"), *rows]):
        for x, text in zip((70, *columns), row, strict=True):
            canvas.drawString(x, 730 - 18 * at, str(text))
    canvas.showPage()
    y = 760.0
    for no, (name, value) in enumerate(zip(NAMES, ends, strict=True), 1):
        if no == new_page:
            canvas.showPage()
            y = 760.0
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(70, y, head.format(no=no, name=name))
        canvas.setFont("Helvetica", 10)
        for at in range(2 + no % 3):
            y -= 14
            canvas.drawString(70, y, PROSE[at % 3])
        y -= gaps[0]
        canvas.drawString(70, y, last.format(value))
        y -= gaps[1]
    canvas.save()
    return read_document(path, "0" * 64)


@pytest.mark.parametrize(
    ("last", "head", "gaps", "new_page"),
    [
        ("Resultat {} poäng av 100", "Område {no}. {name}", (14, 26), 8),
        ("Poäng i området: {}", "{no} {name}", (20, 24), 8),
        ("Utvärderarnas bedömning: {} av 100", "{name}", (14, 20), 7),
        ("Poäng: {}", "{no} {name}", (14, 16), 9),
    ],
)
def test_points_at_the_end_of_each_chapter_repeat_the_table(
    last: str, head: str, gaps: tuple[float, float], new_page: int, tmp_path: Path
) -> None:
    report = read_report(tmp_path, last, head=head, gaps=gaps, new_page=new_page)
    assert report.outcome is Outcome.ACCEPTED, report.reasons
    assert tuple(score.value for score in report.verdict.scores) == VALUES


@pytest.mark.parametrize("columns", [(480, 400), (380, 450)])
def test_the_column_of_the_mean_may_come_first(columns: Sequence[float], tmp_path: Path) -> None:
    report = read_report(tmp_path, "Bedömning: {} poäng.", columns=columns, own="Arvika 2014")
    assert tuple(score.value for score in report.verdict.scores) == VALUES


@pytest.mark.parametrize("ends", [(54, 37, 73, 45, 29, 66, 81, 40), (37, 83, 45, 29, 66, 71, 40, 54)])
@pytest.mark.parametrize("last", ["Poäng i området: {}", "Utvärderarnas bedömning: {} av 100"])
def test_other_points_at_the_ends_of_the_chapters_hold_the_report(
    last: str, ends: Sequence[int], tmp_path: Path
) -> None:
    report = read_report(tmp_path, last, ends, head="{no} {name}", new_page=9)
    assert report.outcome is Outcome.QUARANTINED


def test_points_that_do_not_add_up_to_the_total_hold_the_report(tmp_path: Path) -> None:
    report = read_report(tmp_path, "Bedömning: {} poäng.", total=sum(VALUES) + 9)
    assert report.outcome is Outcome.QUARANTINED
