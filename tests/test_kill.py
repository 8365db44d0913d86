"""Kill it anywhere: ``latest`` stays a whole, valid release, the archive verifies, the next run converges."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from tests.bad_nights import REPORTS, Nights, nights, run
from tests.killing import FULL_DISK, NO_WRITING, Mishap, start_night
from tests.power_loss import Disk, lose_power

__all__ = ["nights"]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

STEPS = (
    "harvest_if_due",
    "pull_reports",
    "plan_batches",
    "find_unchanged",
    "settle_tables",
    "publish_tables",
    "report_run",
)
CHANGES = 32  # how many of the changes to files a run is killed at
MOMENTS = 10
STARVED = {  # of each step the function that does it, and those that write
    "pulling": (
        "flows.run:start_run",
        "flows.pipeline.tidying:tidy_data",
        "flows.harvest.run:harvest_if_due",
        "flows.declarations.inputs:load_declarations",
        "extract.sources.fetch:pull_catalogue",
        "extract.sources.pull.puller:Puller.pull",
        "extract.sources.archive:Archive.put",
        "extract.sources.archive:Archive.flush",
        "extract.sources.ledger:read_ledger",
    ),
    "reading": (
        "flows.pipeline.steps:plan_batches",
        "extract.process.limits:_Worker.__init__",
        "extract.process.limits:_Worker.listen",
        "flows.reading.cache:ReadingCache.put",
        "flows.pipeline.steps:load_reports",
    ),
    "publishing": (
        "extract.sources.standing:read_standings",
        "transform.tables:build_tables",
        "expectations.settling:settle_release",
        "flows.pipeline.steps:keep_validation",
        "flows.declarations.store:keep_declarations",
        "warehouse.release:publish_release",
        "warehouse.release:point_latest",
        "flows.pipeline.finish:report_run",
        "flows.report.history:keep_report",
    ),
}
RUNS_AFTER = 4  # states after power loss from which a run is made


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_stage_boundary(nights: Nights, step: str, after: bool) -> None:
    nights.set_up()
    assert run(nights.options(), Mishap(step=step, after=after)) == -signal.SIGKILL
    nights.check_standing()
    nights.check_next()


@pytest.mark.parametrize("part", range(CHANGES))
def test_killed_at_a_change_to_a_file(nights: Nights, part: int) -> None:
    """Spread over the run, with every second one while the release is published."""
    publishing = range(nights.steps["publish_tables"] + 1, nights.changes + 1)
    places = publishing if part % 2 else range(1, nights.changes + 1)
    change = places[part * len(places) // CHANGES]
    nights.set_up()
    assert run(nights.options(), Mishap(change=change)) == -signal.SIGKILL
    nights.check_standing()
    nights.check_next()


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_killed_at_a_random_moment(nights: Nights, seed: int) -> None:
    nights.set_up()
    process = start_night(nights.options(), Mishap())
    time.sleep(random.Random(seed).uniform(0, nights.seconds))
    process.kill()
    process.join()
    nights.check_standing()
    nights.check_next()


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_reading(nights: Nights, seed: int) -> None:
    """The reading processes end with the run, and what was read is not read again."""
    nights.set_up(already_read=False)
    process = start_night(nights.options(), Mishap(apart=True))
    readers: list[psutil.Process] = []
    while not readers and process.is_alive():
        readers = [child for child in psutil.Process(process.pid).children() if child.is_running()]
        time.sleep(0.01)
    assert readers
    time.sleep(random.Random(seed).uniform(0, 1.5))
    process.kill()
    process.join()
    _, alive = psutil.wait_procs(readers, timeout=10)
    assert not alive, "a reading process outlived its run"
    nights.check_standing()
    nights.check_next()


@pytest.mark.parametrize("seed", range(2))
def test_the_whole_command_killed(nights: Nights, seed: int) -> None:
    """With everything that a night has, Great Expectations included."""
    nights.set_up(already_read=False)
    command = [
        Path(sys.executable).with_name("kommunkompassen"),
        "ingest",
        "--plain",
        "--allow-private-hosts",
    ]
    command += ["--sources", str(nights.catalogue), "--data", str(nights.place)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(random.Random(seed).uniform(1, 8))
    process.kill()
    process.wait()
    nights.check_standing()
    nights.check_next()


def test_kept_readings_are_not_read_again(nights: Nights, tmp_path: Path) -> None:
    """After a kill behind the reading, the next run starts no reading process at all."""
    nights.set_up(already_read=False)
    assert run(nights.options(), Mishap(step="find_unchanged")) == -signal.SIGKILL
    kept = {path: path.stat().st_mtime_ns for path in (nights.place / "cache").rglob("*.json")}
    assert len(kept) == len(REPORTS) + 1
    nights.check_next()
    assert {path: path.stat().st_mtime_ns for path in (nights.place / "cache").rglob("*.json")} == kept


@pytest.mark.parametrize("stage", STEPS)
def test_a_disk_that_fills_up(nights: Nights, stage: str, tmp_path: Path) -> None:
    nights.set_up()
    told = tmp_path / "told.json"
    full = Mishap(change=nights.steps[stage] + 1, error=FULL_DISK)
    assert run(nights.options(), full, told) == 1
    assert os.strerror(FULL_DISK) in json.loads(told.read_text())["error"]
    nights.check_standing()
    nights.check_next()


def test_a_file_that_cannot_be_written_to_its_end(nights: Nights, tmp_path: Path) -> None:
    nights.set_up()
    told = tmp_path / "told.json"
    assert run(nights.options(), Mishap(largest=8192), told) == 1
    assert "File too large" in json.loads(told.read_text())["error"]
    nights.check_standing()
    nights.check_next()


def test_a_data_directory_that_cannot_be_written(nights: Nights, tmp_path: Path) -> None:
    nights.set_up()
    told = tmp_path / "told.json"
    assert run(nights.options(), Mishap(change=1, error=NO_WRITING), told) == 1
    error = json.loads(told.read_text())["error"]
    assert error.startswith("DataDirectoryError")
    assert "cannot be written" in error
    nights.check_standing()
    nights.check_next()


@pytest.mark.parametrize("shift", [timedelta(days=-400), timedelta(hours=-1), timedelta(days=400)])
def test_a_clock_that_is_wrong(nights: Nights, shift: timedelta) -> None:
    """Rows do not depend on it, and runs keep their order."""
    nights.set_up()
    assert run(nights.options(), Mishap(clock=shift)) == 0
    nights.check_standing()
    nights.check_next()
    names = sorted(path.name for path in (nights.place / "runs").iterdir())
    reports = [json.loads((nights.place / "runs" / name / "report.json").read_text()) for name in names]
    assert [report["state"] for report in reports] == ["published", "published", "unchanged"]


@pytest.mark.parametrize("part", STARVED)
def test_each_step_without_memory(nights: Nights, tmp_path: Path, part: str) -> None:
    """It is the outcome of one document, or the run fails and says so; the next run goes on from there."""
    told = tmp_path / "told.json"
    ended: int | None = 0
    for function in STARVED[part]:
        if ended == 0:
            nights.set_up(already_read=part != "reading")
        ended = run(nights.options(), Mishap(starved=function), told)
        left = json.loads(told.read_text())
        assert left["starved"], f"{function} was not called"
        assert ended == 0 or "MemoryError" in left["error"], function
        nights.check_standing(of_these=ended != 0)
    nights.check_next()


def test_power_that_goes_anywhere_in_a_run(nights: Nights, tmp_path: Path) -> None:
    """After every write of a run, whatever the disk had of it: nothing that was held is lost."""
    nights.set_up()
    disk, log = Disk(nights.place), tmp_path / "writes"
    assert run(nights.options(), Mishap(writes=str(log))) == 0
    writes = pickle.loads(log.read_bytes())
    assert {"sync", "rename", "create"} <= {write[0] for write in writes}
    tried = 0
    for number, left in enumerate(lose_power(disk, writes, tmp_path, seed=4, every=3)):
        shutil.rmtree(nights.place)
        left.rename(nights.place)
        nights.check_standing()
        tried += 1
        if number % (len(writes) // RUNS_AFTER) == 0:
            nights.check_next()
    assert tried == len(writes)
