"""``status``: how fresh and complete the warehouse is, what ran last, what is held back and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from extract.sources.store import open_store
from flows.commands.status import command
from flows.configuration import load_settings
from flows.locking import lock_data
from flows.pipeline.nightly import run_job
from flows.report.history import find_day_before, find_unfinished, keep_report, read_reports
from flows.report.morning import MorningReport
from flows.report.status import FRESH_HOURS
from flows.run import start_run
from tests.nights import make_options, serve_reports, skip_expectations


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A data directory after one run with an accepted, a held, a rejected and an unreachable document."""
    folder = tmp_path_factory.mktemp("status")
    names = ("mark-2009.pdf", "pm-before-visit.pdf", "sigtuna-2011-truncated.pdf")
    with serve_reports(folder, names) as catalogue, pytest.MonkeyPatch.context() as patch:
        skip_expectations(patch)
        base = catalogue.read_text().splitlines()[1].rsplit("/", 1)[0]
        catalogue.write_text(f"{catalogue.read_text()}{base}/gone.pdf,facsimile\n")
        options = make_options(catalogue, folder / "data", attempts=1, wayback_base="")
        run_job(load_settings(**options))
        yield options


def ask(options: dict[str, Any], *arguments: str) -> Result:
    """What the command answers."""
    return CliRunner().invoke(
        command, ["--data", options["data"], "--sources", str(options["sources"]), *arguments]
    )


def test_the_terminal_is_told_the_whole_story(night: dict[str, Any]) -> None:
    shown = ask(night)
    assert shown.exit_code == 0, shown.output
    lines = shown.output.splitlines()
    assert lines[0] == "Fresh: the last run that succeeded ended 0 hours ago."
    assert "1 evaluations of 1 municipalities are published (1 of 2002)." in lines
    assert "4 documents: 1 accepted, 1 rejected, 1 unreadable, 1 unavailable." in lines
    assert any(
        line.startswith("Last night: 1 published, 4 new documents, 1 newly held back.") for line in lines
    )
    assert any(
        line.startswith("Gone: ") and line.endswith("gone.pdf (not_found); never held.") for line in lines
    )
    held = lines.index("1 documents are held back:")
    assert "sigtuna-2011-truncated.pdf unreadable" in lines[held + 1]
    assert "truncated" in lines[held + 1]
    assert lines[held + 2].strip().endswith(".")


def test_machines_are_told_the_same(night: dict[str, Any]) -> None:
    state = json.loads(ask(night, "--json").output)
    assert state["is_fresh"] is True
    assert state["release_id"] == state["last_run"]["release_id"]
    assert state["coverage"]["by_edition"] == {"2002": 1}
    assert state["coverage"]["by_round"] == {"2009": 1}
    assert state["outcomes"]["accepted"] == 1
    assert [line["codes"][0] for line in state["held"]] == ["truncated"]
    assert [line["address"].rsplit("/", 1)[-1] for line in state["last_run"]["gone"]] == ["gone.pdf"]
    assert ask(night, "--check").exit_code == 0


def test_known_evaluations_without_an_address_are_counted(night: dict[str, Any]) -> None:
    shown = CliRunner().invoke(command, ["--data", night["data"], "--json"])
    coverage = json.loads(shown.output)["coverage"]
    known = coverage["known"]
    assert coverage["unlocated"] == known["unlocated"] > 0
    assert known["evaluations"] == known["located"] + known["unlocated"]
    assert known["located"] == known["pulled"] == known["published"] == 1, "Mark 2009 is one of them"
    assert known["held"] == 0
    assert len(known["never_looked_at"]) == 290 + 357


def test_an_empty_directory_has_had_no_run(tmp_path: Path) -> None:
    options = {"data": str(tmp_path / "none"), "sources": Path(__file__)}
    shown = ask(options)
    assert shown.output.splitlines()[0] == f"No run has succeeded in {tmp_path / 'none'} yet."
    assert ask(options, "--check").exit_code == 1
    assert not (tmp_path / "none").exists(), "looking must not leave anything"


def make_report(name: str, state: str, finished: datetime, **others: Any) -> MorningReport:
    at = finished.isoformat()
    return replace(MorningReport(name, "unchanged", at, at), state=state, **others)


def test_silence_and_failure_are_not_success(tmp_path: Path) -> None:
    """Two days after the last good run, with a failed one, a killed one and one under way since."""
    data = open_store(tmp_path)
    now = datetime.now(UTC)
    good = make_report("20260101T000000.000000Z-1", "unchanged", now - timedelta(hours=49), release_id="abc")
    failed = make_report(
        "20260102T000000.000000Z-1", "failed", now - timedelta(hours=25), error="The disk is full."
    )
    for report in (good, failed):
        keep_report(data / "runs" / report.run_id, report)
    for name in ("20260103T000000.000000Z-1", "20260104T000000.000000Z-1"):
        (data / "runs" / name).mkdir(parents=True)
        (data / "runs" / name / "started").write_text("x")
    with lock_data(data, "20260104T000000.000000Z-1"):
        lines = ask({"data": str(tmp_path), "sources": Path(__file__)}).output.splitlines()
    assert lines[0] == "STALE: the last run that succeeded ended 2 days ago."
    assert "Run 20260104T000000.000000Z-1 is under way." in lines
    assert (
        "Run 20260103T000000.000000Z-1 did not finish: it was stopped or killed, or its machine was." in lines
    )
    assert any(line.endswith(": The disk is full.") for line in lines)
    assert ask({"data": str(tmp_path), "sources": Path(__file__)}, "--check").exit_code == 1
    assert 24 < FRESH_HOURS < 48, "a night that fails must show before the next one"


def test_the_day_before_is_the_last_run_with_a_release(tmp_path: Path) -> None:
    data = open_store(tmp_path)
    now = datetime.now(UTC)
    names = [f"2026010{day}T000000.000000Z-1" for day in range(1, 6)]
    for name, (state, release) in zip(
        names, [("published", "a"), ("unchanged", "a"), ("failed", None)], strict=False
    ):
        keep_report(data / "runs" / name, make_report(name, state, now, release_id=release))
    (tmp_path / "runs" / names[3]).mkdir()
    (tmp_path / "runs" / names[1] / "report.json").write_text("{torn")
    for stray in ("old", "lost+found", ".DS_Store", "20260101T000000-copy", "99999999T999999.999999Z-1"):
        (tmp_path / "runs" / stray).mkdir()
    (tmp_path / "runs" / "notes.txt").write_text("mine")
    day_before = find_day_before(data, names[4])
    assert day_before is not None
    assert day_before.run_id == names[0]
    assert find_unfinished(data, names[4]) == [names[3]]
    assert [report.run_id for report in read_reports(data)] == [names[2], names[0]]


def test_whatever_lies_in_the_folder_of_runs_blocks_no_run(tmp_path: Path) -> None:
    for stray in ("old", "zzz", "lost+found", "20269999T000000.000000Z-1"):
        (tmp_path / "runs" / stray).mkdir(parents=True)
    run = start_run(load_settings(data=str(tmp_path)))
    assert run.id.startswith("20")
    assert run.id < "2026999"


def test_what_the_box_holds_here_is_one_line(night: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    held = json.loads(ask(night, "--json").output)["box"]["held"]
    (line,) = [line for line in ask(night).output.splitlines() if "in a box" in line]
    assert line.startswith(f"Documents are read in a box of {', '.join(held)}; ")
    assert "limits" in held
    for given, told in (
        (("seccomp", "landlock", "signals"), "in a box of seccomp, landlock, signals; it is whole."),
        (("limits", "seccomp"), "could read and write whatever this user can"),
        ((), "no process could enter the box"),
    ):
        monkeypatch.setattr("extract.process.probe.probe_box", lambda given=given: given)
        assert told in ask(night).output
