"""Every document of the larger sample against its truth: no wrong score, the true outcome."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.recognition.ocr import explain_absence
from extract.records import DocumentReport, Outcome
from extract.sources.archive import hash_file
from extract.sources.store import open_store
from extract.version import READER_VERSION
from flows.reading.cache import ReadingCache
from tests.accuracy import LATER, OUTCOMES, read_truth
from tests.ingested import Ingested


@pytest.fixture(scope="module")
def reports(larger: Ingested) -> dict[str, DocumentReport]:
    """What the readers say of each document by itself, as the main job kept it."""
    cache = ReadingCache(open_store(larger.data) / "cache" / "readings", READER_VERSION)
    files = {row["file"] for row in larger.truth if row["needs_ocr"] != "1"}
    kept = {name: cache.get(hash_file(larger.folder / name)) for name in files}
    assert [name for name, report in kept.items() if report is None] == []
    return {name: report for name, report in kept.items() if report is not None}


@pytest.mark.slow
def test_no_score_is_wrong_and_every_outcome_is_true(
    reports: dict[str, DocumentReport], shared_reports: Path
) -> None:
    wrong, missed = [], []
    for name, rows in read_truth(shared_reports, "truth.csv").items():
        if name not in reports:
            continue
        report, row = reports[name], rows[0]
        if report.outcome is Outcome.ACCEPTED and row["reason"] not in LATER:
            read = [(score.area_no, score.value) for score in report.verdict.scores]
            true = [(int(each["area_no"]), float(each["score"])) for each in rows if each["area_no"]]
            if row["outcome"] != "accept" or read != true:
                wrong.append(f"{name}: read {read}, true {true}")
        codes = [reason.code for reason in report.reasons]
        unlooked = explain_absence() is not None and codes == ["needs_ocr"]
        if row["reason"] not in LATER and report.outcome is not OUTCOMES[row["outcome"]] and not unlooked:
            missed.append(f"{name}: {report.outcome} {codes}")
        if row["outcome"] == "quarantine" and row["reason"] not in {*LATER, *codes} and not unlooked:
            missed.append(f"{name}: {codes}, truly {row['reason']}")
    assert not wrong, "\n".join(wrong)
    assert not missed, "\n".join(missed)


@pytest.mark.slow
def test_sub_areas_are_exact(reports: dict[str, DocumentReport], shared_reports: Path) -> None:
    wrong = []
    for name, rows in read_truth(shared_reports, "subareas.csv").items():
        if name not in reports or reports[name].outcome is not Outcome.ACCEPTED:
            continue
        true = {
            (int(row["area_no"]), row["subarea_no"]): (float(row["score"]), float(row["max"])) for row in rows
        }
        read = {
            (each.area_no, each.subarea_no): (each.value, each.max_score)
            for each in reports[name].verdict.subareas
        }
        if read != true:
            wrong.append(f"{name}: {sorted(set(read.items()) ^ set(true.items()))[:6]}")
    assert not wrong, "\n".join(wrong)
