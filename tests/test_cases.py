"""Documents in which what is stored and what is shown differ: published only as a viewer shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.document import read_document
from extract.recognition.ocr import explain_absence
from extract.records import Outcome
from tests.accuracy import OUTCOMES, Truth, read_truth
from tests.conftest import SHARED_REPORTS
from tests.needs import miss

CASES = SHARED_REPORTS.parent / "cases"
TRUTH = read_truth(CASES, "truth.csv")
EYES_ALONE = {
    "wrong-character-map-no-total.pdf",
    "wrong-character-map-total.pdf",
}  # the picture alone tells the number


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_what_a_viewer_shows_is_published_and_nothing_else(name: str) -> None:
    rows = TRUTH[name]
    report = read_document(CASES / name, rows[0]["sha256"])
    has_eyes = explain_absence() is None
    needs_eyes = not has_eyes and (rows[0]["needs_ocr"] == "1" or name in EYES_ALONE)
    if not (needs_eyes and report.outcome is Outcome.QUARANTINED):
        assert report.outcome is OUTCOMES[rows[0]["outcome"]], report.reasons
    if report.outcome is Outcome.ACCEPTED:
        assert_true(rows, [(score.area_no, score.value) for score in report.verdict.scores])
        assert report.identity.municipality_code == rows[0]["municipality_code"]
        assert str(report.identity.round) == rows[0]["round"]


def assert_true(rows: list[Truth], read: list[tuple[int, float]]) -> None:
    assert read == [(int(row["area_no"]), float(row["score"])) for row in rows]


def test_tesseract_is_there() -> None:
    absence = explain_absence()
    if absence:
        miss(absence)


def test_the_shared_cases_are_there(shared_reports: Path) -> None:
    assert shared_reports.is_dir()
    assert len(TRUTH) >= 30
