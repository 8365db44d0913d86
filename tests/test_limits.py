"""One document is read in its own process under limits, and never takes another one down."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from extract.process.limits import DOCUMENTS_PER_WORKER, read_batch
from extract.records import DocumentReport, Outcome, Reason

READER = "tests.reading_for_limits:read"


def lay_out(directory: Path, behaviours: list[str]) -> list[tuple[str, Path]]:
    documents = []
    for number, behaviour in enumerate(behaviours):
        path = directory / f"{number:03}-{behaviour}.pdf"
        path.write_text(behaviour)
        documents.append((f"{number:064}", path))
    return documents


def read_all(documents: list[tuple[str, Path]], **limits: float) -> dict[str, DocumentReport]:
    settings = {"workers": 2, "seconds": 60, "megabytes": 400} | limits
    reports = list(read_batch(documents, reader=READER, **settings))  # type: ignore[arg-type]
    assert len(reports) == len(documents)
    return {report.sha256: report for report in reports}


def test_every_document_gets_its_own_outcome_whatever_the_others_do(tmp_path: Path) -> None:
    behaviours = ["ok", "crash", "ok", "kill", "exit", "ok", "leap", "ok", "swell", "ok"]
    documents = lay_out(tmp_path, behaviours)
    reports = read_all(documents)
    expected = {
        "ok": (Outcome.ACCEPTED, []),
        "crash": (Outcome.UNREADABLE, ["reader_crashed"]),
        "kill": (Outcome.UNREADABLE, ["reader_crashed"]),
        "exit": (Outcome.UNREADABLE, ["reader_crashed"]),
        "leap": (Outcome.UNREADABLE, ["over_limit"]),
        "swell": (Outcome.UNREADABLE, ["over_limit"]),
    }
    for behaviour, (sha256, _) in zip(behaviours, documents, strict=True):
        report = reports[sha256]
        assert (report.outcome, [reason.code for reason in report.reasons]) == expected[behaviour]
        assert report.reader_version == "stand-in"


def test_a_broken_limit_is_told_with_the_document_and_the_limit(tmp_path: Path) -> None:
    documents = lay_out(tmp_path, ["spin", "swell"])
    reports = read_all(documents, seconds=1, megabytes=200)
    slow, big = (reports[sha256].reasons[0].sentence for sha256, _ in documents)
    assert "000-spin.pdf" in slow
    assert "1 seconds of processor time" in slow
    assert "001-swell.pdf" in big
    assert "200 MB" in big


def test_what_waits_for_ever_meets_the_clock_twice(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "kommunkompassen.read")
    documents = lay_out(tmp_path, ["hang", "ok", "ok"])
    reports = read_all(documents, clock_seconds=1.5)
    hung = reports[documents[0][0]]
    assert (hung.outcome, hung.reasons[0].code) == (Outcome.UNREADABLE, "over_limit")
    assert "by the clock, read alone" in hung.reasons[0].sentence
    assert caplog.text.count("is read once more, alone") == 1
    assert [reports[sha256].outcome for sha256, _ in documents[1:]] == [Outcome.ACCEPTED] * 2


def test_what_a_busy_machine_made_late_is_read_when_it_is_alone(tmp_path: Path) -> None:
    """The first time it waits longer than the clock allows, the second time it does not."""
    documents = lay_out(tmp_path, ["hang", "ok"])
    outcomes = []
    for report in read_batch(documents, megabytes=400, clock_seconds=2, reader=READER):
        outcomes.append(report.outcome)
        documents[0][1].write_text("ok")
    assert outcomes == [Outcome.ACCEPTED] * 2


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux ties processes to a core")
def test_a_loaded_machine_changes_no_outcome(tmp_path: Path) -> None:
    """Others share the one core, so that documents take longer by the clock than their limit."""
    documents = lay_out(tmp_path, ["work", "work", "spin"])
    cores = os.sched_getaffinity(0)
    burn = "import time; end = time.monotonic() + 120\nwhile time.monotonic() < end: pass"
    os.sched_setaffinity(0, {min(cores)})
    burners = [subprocess.Popen([sys.executable, "-c", burn]) for _ in range(4)]
    try:
        begun = time.monotonic()
        reports = read_all(documents, seconds=1, workers=1, clock_seconds=120)
        took = time.monotonic() - begun
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()
        os.sched_setaffinity(0, cores)
    assert took > 3.2, "the machine was not loaded: a limit by the clock would not have been met"
    assert [reports[sha256].outcome for sha256, _ in documents[:2]] == [Outcome.ACCEPTED] * 2
    assert reports[documents[2][0]].reasons[0].code == "over_limit"


def test_a_lying_worker_crashes_only_its_document(tmp_path: Path) -> None:
    documents = lay_out(tmp_path, ["lie", "ok"])
    reports = read_all(documents)
    assert [reasons.code for reasons in reports[documents[0][0]].reasons] == ["reader_crashed"]
    assert reports[documents[1][0]].outcome is Outcome.ACCEPTED


def test_reports_come_while_another_document_is_still_read(tmp_path: Path) -> None:
    documents = lay_out(tmp_path, ["hang", "ok", "ok"])
    batch = read_batch(documents, workers=2, seconds=60, megabytes=400, reader=READER)
    first, second = next(batch), next(batch)
    batch.close()  # type: ignore[attr-defined]
    assert {first.sha256, second.sha256} == {documents[1][0], documents[2][0]}


def test_workers_are_replaced_after_a_number_of_documents(tmp_path: Path) -> None:
    documents = lay_out(tmp_path, ["ok"] * (DOCUMENTS_PER_WORKER + 1))
    reports = read_all(documents, workers=1)
    processes = {report.findings[0].sentence for report in reports.values()}
    assert len(processes) == 2


def test_nothing_to_read_starts_nothing() -> None:
    assert list(read_batch([], reader="no.such:reader")) == []


def test_a_reader_that_cannot_start_stops_the_batch(tmp_path: Path) -> None:
    documents = lay_out(tmp_path, ["ok"])
    with pytest.raises(RuntimeError, match="before it read anything"):
        list(read_batch(documents, reader="tests.no_such_module:read"))


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the kernel's parent-death signal is Linux's"
)
def test_workers_die_with_a_killed_parent(tmp_path: Path) -> None:
    documents = lay_out(tmp_path, ["ok", "hang"])
    script = (
        "from pathlib import Path\n"
        "from extract.process.limits import read_batch\n"
        f"documents = {[(sha256, str(path)) for sha256, path in documents]!r}\n"
        f"for report in read_batch([(s, Path(p)) for s, p in documents], workers=2, reader={READER!r}):\n"
        "    print(report.findings[0].sentence, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": "."},
    ) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
        parent.send_signal(signal.SIGKILL)
    assert children
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(is_alive(int(child)) for child in children):
        time.sleep(0.05)
    assert not [child for child in children if is_alive(int(child))]


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that ended and waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def test_half_a_character_in_a_report_is_replaced() -> None:
    from extract.process.worker import _load_writer

    report = DocumentReport("a" * 64, Outcome.REJECTED, "1", reasons=(Reason("unrelated", "Text \ud83d."),))
    written = TypeAdapter(DocumentReport).validate_json(_load_writer()(report))
    assert written == replace(report, reasons=(Reason("unrelated", "Text ?."),))


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere the system counts all of a user's"
)
def test_a_document_that_starts_processes_takes_none_from_another(tmp_path: Path) -> None:
    documents = lay_out(tmp_path, ["many", "few", "few", "few"])
    batch = read_batch(documents, workers=2, megabytes=4000, reader="tests.reading_for_limits:start_many")
    started = {report.sha256: int(report.findings[0].sentence) for report in batch}
    many, *few = (started[sha256] for sha256, _ in documents)
    assert many < 1000
    assert few == [10] * 3
