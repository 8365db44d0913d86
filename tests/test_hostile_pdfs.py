"""Bad files: each gets an outcome with a reason, and harms nothing else in its batch."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.process.limits import read_batch
from extract.records import DocumentReport, Outcome
from tests.hostile_pdfs import HOSTILE, REPORT
from tests.layouts.documents import draw_report

UNREADABLE = {
    "random": "damaged",
    "empty": "empty",
    "web_page": "html",
    "truncated": "damaged",
    "encrypted": "password",
    "page_loop": "damaged",
    "no_pages": "damaged",
    "flipped_bits": "damaged",
    "form_loop": "over_limit",
    "nested_compression": "over_limit",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, DocumentReport]:
    """Every hostile file read in one batch, with one good report among them."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = {name: folder / f"{name}.pdf" for name in [*HOSTILE, "good"]}
    for name, write in HOSTILE.items():
        write(paths[name])
    draw_report(REPORT, paths["good"])
    batch = list(read_batch(list(paths.items()), workers=2, seconds=60, megabytes=700))
    assert len(batch) == len(paths)
    return {report.sha256: report for report in batch}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_bad_file_gets_an_outcome_and_a_reason(name: str, reports: dict[str, DocumentReport]) -> None:
    report = reports[name]
    assert report.outcome in (Outcome.UNREADABLE, Outcome.REJECTED, Outcome.QUARANTINED)
    assert report.reasons
    assert all(reason.code and reason.sentence.endswith(".") for reason in report.reasons)
    assert not any(".." in reason.sentence for reason in report.reasons)
    if name in UNREADABLE:
        assert (report.outcome, report.reasons[0].code) == (Outcome.UNREADABLE, UNREADABLE[name])


@pytest.mark.slow
def test_the_good_report_among_them_is_published(reports: dict[str, DocumentReport]) -> None:
    report = reports["good"]
    assert report.outcome is Outcome.ACCEPTED
    assert {score.area_no: score.value for score in report.verdict.scores} == dict(
        enumerate(REPORT.facts.scores, start=1)
    )


def test_what_a_bad_file_gets_does_not_depend_on_the_files_before_it(tmp_path: Path) -> None:
    names = ["encrypted", "no_pages", "random", "encrypted", "truncated", "no_pages"]
    documents: list[tuple[str, Path]] = []
    for number, name in enumerate(names):
        path = tmp_path / f"{number}.pdf"
        HOSTILE[name](path)
        documents.append((f"{number} {name}", path))
    reports = read_batch(documents, workers=1, seconds=60, megabytes=700)
    codes: dict[str, set[str]] = {name: set() for name in names}
    for report in reports:
        codes[report.sha256.split()[1]].add(report.reasons[0].code)
    assert codes == {name: {UNREADABLE[name]} for name in names}
