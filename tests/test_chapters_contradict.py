"""Reports with a table of all areas, and sentences in the chapters that tell the points again."""

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
SWAPPED = (54, 37, 73, 45, 29, 66, 81, 40)  # the same sum
PROSE = "Cheferna känner målen, och planen följs upp i nämnderna varje vår och höst."


def read_report(
    folder: Path,
    told: str,
    values: Sequence[int],
    *,
    total: bool,
    heading: str = "Arvika",
    new_pages: Sequence[int] = (),
) -> DocumentReport:
    """Draw a report with ``VALUES`` in a table and ``values`` in a sentence of each chapter; read it.

    ``new_pages`` are the areas whose chapters begin a page.
    """
    path = folder / "report.pdf"
    canvas = begin_report(path, "Resultat")
    rows = [*zip(NAMES, VALUES, strict=True), *([("Summa", sum(VALUES))] if total else [])]
    canvas.drawString(400, 730, heading)
    for at, (name, value) in enumerate(rows):
        canvas.drawString(70, 710 - 18 * at, name)
        canvas.drawString(410, 710 - 18 * at, str(value))
    canvas.showPage()
    y = 760.0
    for no, (name, value) in enumerate(zip(NAMES, values, strict=True), 1):
        if no in new_pages:
            canvas.showPage()
            y = 760.0
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(70, y, f"3.{no} {name}")
        canvas.setFont("Helvetica", 10)
        for line in (told.format(value) if value else "", PROSE, PROSE):
            y -= 14
            canvas.drawString(70, y, line)
        y -= 28
    canvas.save()
    return read_document(path, "0" * 64)


@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize(
    "told",
    [
        "Hur styr politikerna, och hur följs det upp? Arvika får {} poäng.",
        "Kommunen får {} poäng på området. Det är ett gott resultat.",
        "Arvika kommun erhåller här {} poäng av 100 möjliga.",
    ],
)
def test_chapters_that_tell_other_points_than_the_table_hold_the_report(
    told: str, total: bool, tmp_path: Path
) -> None:
    report = read_report(tmp_path, told, SWAPPED, total=total)
    assert report.outcome is Outcome.QUARANTINED
    assert {reason.code for reason in report.reasons} == {"scores_disagree"}
    again = read_report(tmp_path, told, VALUES, total=total)
    assert tuple(score.value for score in again.verdict.scores) == VALUES


@pytest.mark.parametrize("new_pages", [(7,), (3, 5, 7), (2, 3, 4, 5, 6, 7, 8)])
def test_chapters_on_pages_without_a_table_are_read_too(new_pages: Sequence[int], tmp_path: Path) -> None:
    told = "Arvika kommun får {} poäng på det här området."
    report = read_report(tmp_path, told, SWAPPED, total=True, new_pages=new_pages)
    assert {reason.code for reason in report.reasons} == {"scores_disagree"}


@pytest.mark.parametrize("area_no", [1, 5, 8])
def test_one_chapter_that_tells_other_points_is_enough(area_no: int, tmp_path: Path) -> None:
    told = "Arvika kommun får {} poäng på området."
    one = [value + 4 if no == area_no else 0 for no, value in enumerate(VALUES, 1)]
    report = read_report(tmp_path, told, one, total=True)
    assert [reason.code for reason in report.reasons] == ["scores_disagree", "total_mismatch"]
    own = VALUES[area_no - 1]
    assert f"for area {area_no} {own} on page 2 and {own + 4} on page 3" in report.reasons[0].sentence
    same = [value if no == area_no else 0 for no, value in enumerate(VALUES, 1)]
    assert read_report(tmp_path, told, same, total=True).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    "told",
    [
        "Snittet är {} poäng.",
        "Vid utvärderingen 2010 fick kommunen {} poäng.",
        "I enkäten gav medborgarna {} av 100.",
        "Den bästa kommunen har {} poäng.",
    ],
)
def test_what_the_chapters_tell_of_others_contradicts_no_table(told: str, tmp_path: Path) -> None:
    report = read_report(tmp_path, told, (61, 48, 55, 67, 52, 49, 58, 63), total=True)
    assert tuple(score.value for score in report.verdict.scores) == VALUES
