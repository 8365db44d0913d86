"""Kill it anywhere: ``latest`` stays a whole, valid release, the archive verifies, the next run converges."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from extract.archive import Archive
from flows.sample_server import serve_folder, write_catalogue
from tests.conftest import ROOT
from tests.killing import FULL_DISK, NO_WRITING, Mishap, start_night
from warehouse.read import find_latest, is_whole, read_tables
from warehouse.schema import TABLES

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
REPORTS = ("mark-2009.pdf", "tyreso-2010.pdf")
NEW_REPORT = "kungalv-2002.pdf"


@dataclass(frozen=True)
class Nights:
    """A data directory as yesterday's run left it, what tonight is to bring, and a place to try."""

    yesterday: Path
    place: Path  # where each try works; paths are part of what a run leaves, so it is always the same
    catalogue: Path
    read: Path  # the kept readings of tonight
    expected: str  # tonight's release
    before: str  # yesterday's
    changes: int
    steps: dict[str, int]
    seconds: float

    def options(self, **others: Any) -> dict[str, Any]:
        """The settings of a try."""
        return {
            "data": str(self.place),
            "sources": self.catalogue,
            "allow_private_hosts": True,
            "per_host_delay": 0.0,
            "workers": 1,
            **others,
        }

    def set_up(self, already_read: bool = True) -> None:
        """Lay out the data directory as yesterday left it, tonight's report read before or not."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.yesterday, self.place, symlinks=True)
        if already_read:
            shutil.copytree(self.read, self.place / "cache", dirs_exist_ok=True)

    def check_standing(self) -> None:
        """``latest`` is yesterday's or tonight's release, whole and valid, and the archive verifies."""
        latest = find_latest(self.place / "warehouse")
        assert latest is not None
        assert latest.name in {self.before, self.expected}
        assert is_whole(latest)
        for name, table in read_tables(latest).items():
            keys = table.select(TABLES[name].key).to_pylist()
            assert len({tuple(key.values()) for key in keys}) == len(keys), f"{name} repeats a key"
            assert table.schema.names == list(TABLES[name].column_names)
        assert Archive(self.place / "archive").verify() == []

    def check_next(self) -> None:
        """The next run brings exactly the rows of an undisturbed one."""
        run(self.options(), Mishap())
        latest = find_latest(self.place / "warehouse")
        assert latest is not None
        assert latest.name == self.expected
        assert is_whole(latest)
        leftovers = [path.name for path in (self.place / "warehouse" / "releases").iterdir()]
        assert not [name for name in leftovers if name.startswith(".")], "a killed release lies about"


def run(options: dict[str, Any], mishap: Mishap, told: Path | None = None) -> int | None:
    """A run in a process of its own; its exit code."""
    process = start_night(options, mishap, told)
    process.join(120)
    if process.exitcode not in (0, 1, -signal.SIGKILL):
        process.kill()
        pytest.fail(f"a run ended with {process.exitcode}")
    return process.exitcode


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    """Yesterday's run over two reports; tonight there are three."""
    root = tmp_path_factory.mktemp("nights")
    reports, place, catalogue, told = (
        root / "reports",
        root / "data",
        root / "catalogue.csv",
        root / "told.json",
    )
    reports.mkdir()
    for name in REPORTS:
        shutil.copy(ROOT / "flows" / "sample_reports" / name, reports)
    with serve_folder(reports, port=0) as base:
        options = Nights(root, place, catalogue, root, "", "", 0, {}, 0).options()
        write_catalogue(reports, base, catalogue)
        assert run(options, Mishap(), told) == 0, told.read_text()
        before = find_latest(place / "warehouse")
        assert before is not None
        shutil.copytree(place, root / "yesterday", symlinks=True)
        shutil.copy(ROOT / "flows" / "sample_reports" / NEW_REPORT, reports)
        write_catalogue(reports, base, catalogue)
        assert run(options, Mishap(), told) == 0, told.read_text()
        expected = find_latest(place / "warehouse")
        assert expected is not None
        assert expected.name != before.name
        shutil.copytree(place / "cache", root / "cache")
        shutil.rmtree(place)
        shutil.copytree(root / "yesterday", place, symlinks=True)
        shutil.copytree(root / "cache", place / "cache", dirs_exist_ok=True)
        started = time.monotonic()
        assert run(options, Mishap(), told) == 0, told.read_text()
        seconds = time.monotonic() - started
        counted = json.loads(told.read_text())
        yield Nights(
            root / "yesterday",
            place,
            catalogue,
            root / "cache",
            expected.name,
            before.name,
            counted["changes"],
            counted["steps"],
            seconds,
        )


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
    process = start_night(nights.options(), Mishap())
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
