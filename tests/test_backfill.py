"""Documents read anew by municipality, round or edition, and a release held for a look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import flows.declarations.inputs
import flows.reading.runners
from extract.records import CatalogueLine, DocumentReport, Identity, Outcome
from flows.commands.diff import command as diff_command
from flows.configuration import load_settings
from flows.pipeline.backfill import DocumentFilter
from flows.pipeline.nightly import run_job
from flows.report.morning import MorningReport
from tests.nights import make_options, serve_reports, skip_expectations
from warehouse.read import find_latest

LINE = CatalogueLine("https://a.se/1.pdf", municipality_code="1463", round=2008)
REPORT = DocumentReport(
    "aa", Outcome.ACCEPTED, "1", identity=Identity("SE", "0138", round=2015, edition=2010)
)


@pytest.mark.parametrize(
    ("choice", "report", "fits"),
    [
        (DocumentFilter(), REPORT, True),
        (DocumentFilter(), None, True),
        (DocumentFilter(municipalities=("0138",)), REPORT, True),
        (DocumentFilter(municipalities=("1463",)), REPORT, False),
        (DocumentFilter(municipalities=("1463",)), None, True),
        (DocumentFilter(rounds=(2015, 2016)), REPORT, True),
        (DocumentFilter(rounds=(2008,)), REPORT, False),
        (DocumentFilter(editions=(2010,)), REPORT, True),
        (DocumentFilter(editions=(2002,)), REPORT, False),
        (DocumentFilter(editions=(2010,)), None, False),
        (DocumentFilter(("0138",), (2015,), (2010,)), REPORT, True),
        (DocumentFilter(("0138",), (2015,), (2016,)), REPORT, False),
    ],
)
def test_a_document_is_chosen_by_what_was_read_or_else_by_the_hints(
    choice: DocumentFilter, report: DocumentReport | None, fits: bool
) -> None:
    assert choice.matches(LINE, report) is fits


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A data directory with a release, and the settings of its run."""
    folder = tmp_path_factory.mktemp("backfill")
    with serve_reports(folder) as catalogue, pytest.MonkeyPatch.context() as patch:
        skip_expectations(patch)
        options = make_options(catalogue, folder / "data")
        assert run_job(load_settings(**options)).state == "published"
        yield options


def list_readings(options: dict[str, Any]) -> dict[str, int]:
    """When each kept reading was written."""
    return {path.name: path.stat().st_mtime_ns for path in Path(options["data"]).glob("cache/**/*.json")}


def test_only_the_chosen_are_read_anew(night: dict[str, Any]) -> None:
    before = list_readings(night)
    report = run_job(load_settings(**night), reread=DocumentFilter(municipalities=("1463",)))
    after = list_readings(night)
    assert report.state == "unchanged"
    assert sum(before[name] != after[name] for name in before) == 1


def test_new_readers_read_everything_and_the_difference_is_seen_before_it_is_out(
    night: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release is held beside the warehouse, ``diff`` shows it, and the next run publishes just that."""
    latest = find_latest(Path(night["data"]) / "warehouse")
    assert latest is not None
    monkeypatch.setattr(flows.reading.runners, "READER_VERSION", "newer")
    monkeypatch.setattr(flows.declarations.inputs, "READER_VERSION", "newer")
    monkeypatch.setattr(flows.reading.runners, "read_batch", read_with_new_eyes)

    held = run_job(load_settings(**night), publish=False)
    assert held.state == "held"
    assert held.newly_left
    assert find_latest(Path(night["data"]) / "warehouse") == latest
    assert find_last_copy(held)

    candidate = dict(held.links)["Candidate"]
    shown = CliRunner().invoke(diff_command, ["latest", candidate, "--data", night["data"]])
    assert shown.exit_code == 1, shown.output
    assert "area_scores" in shown.output

    published = run_job(load_settings(**night))
    assert published.state == "published"
    assert published.release_id == Path(candidate).name
    assert [line.address for line in published.left] == [line.address for line in held.left]
    assert {line.codes for line in published.left} == {("needs_ocr",)}


def find_last_copy(report: MorningReport) -> bool:
    return any(line.codes == ("needs_ocr",) for line in report.newly_held)


def read_with_new_eyes(documents: list[tuple[str, Path]], **_limits: Any) -> Iterator[DocumentReport]:
    """Readers that trust nothing any more."""
    from extract.records import Reason

    for sha256, _ in documents:
        yield DocumentReport(
            sha256, Outcome.QUARANTINED, "newer", pages=1, reasons=(Reason("needs_ocr", "All is a picture."),)
        )
