"""Two runs on one data directory: the second waits or says why it does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from upath import UPath

from flows import locking
from flows.locking import RunInProgressError, lock_data

HOLDER = """
import sys, time
from upath import UPath
from flows.locking import lock_data
with lock_data(UPath(sys.argv[1]), "first"):
    print("held", flush=True)
    time.sleep(60)
"""
WAITER = """
import sys
from upath import UPath
from flows.locking import lock_data
print("waits", flush=True)
with lock_data(UPath(sys.argv[1]), "second", wait_seconds=60):
    print("got it", flush=True)
"""


@pytest.fixture(params=["directory", "object store"])
def data(request: pytest.FixtureRequest, tmp_path: Path) -> UPath:
    """An empty data directory, local or of an object store."""
    if request.param == "directory":
        return UPath(tmp_path)
    return UPath(f"memory://{uuid.uuid4().hex}/data")


def test_the_second_run_says_who_holds_the_data(data: UPath) -> None:
    with (
        lock_data(data, "first"),
        pytest.raises(RunInProgressError, match=rf"process {os.getpid()}.*run first"),
        lock_data(data, "second"),
    ):
        pass


def test_the_second_run_follows_when_the_first_has_ended(data: UPath) -> None:
    for run in ("first", "second", "third"):
        with lock_data(data, run) as confirm:
            confirm()


def test_the_lock_ends_with_the_process_that_held_it(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(RunInProgressError, match="run first"), lock_data(UPath(tmp_path), "second"):
        pass
    holder.kill()
    holder.wait()
    with lock_data(UPath(tmp_path), "second", wait_seconds=5):
        assert json.loads((tmp_path / ".lock-owner.json").read_text())["run_id"] == "second"


def test_a_waiting_run_gets_its_turn(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    waiting = subprocess.Popen(
        [sys.executable, "-c", WAITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert waiting.stdout is not None
    assert waiting.stdout.readline() == "waits\n"
    time.sleep(0.5)
    assert waiting.poll() is None
    holder.kill()
    holder.wait()
    assert waiting.communicate(timeout=60)[0] == "got it\n"


def test_a_lease_that_ran_out_is_succeeded_and_its_holder_does_not_publish(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = UPath(f"memory://{uuid.uuid4().hex}/data")
    monkeypatch.setattr(locking, "LEASE_SECONDS", 0.0)
    with lock_data(data, "asleep") as confirm_first, lock_data(data, "awake") as confirm_second:
        confirm_second()
        with pytest.raises(RunInProgressError, match="run awake"):
            confirm_first()


def test_a_lease_is_created_by_one_run_only() -> None:
    folder = UPath(f"memory://{uuid.uuid4().hex}/locks")
    locking._create_lease(folder, 1, "first")
    with pytest.raises(FileExistsError):
        locking._create_lease(folder, 1, "second")
