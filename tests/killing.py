"""Runs that meet their end: what a child process does for the tests of kills, full disks and wrong clocks.

The functions here run in children of a fork server that has imported the pipeline once, in
``tests.fork_server``, so that a run costs half a second. Nothing in the pipeline knows of them: a run is
killed from a step's wrapper, which ``run_job`` takes for Prefect, or from an audit hook, which Python calls
before it touches a file.
"""

from __future__ import annotations

import errno
import json
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Any

import expectations.validate
import flows.run
from expectations.validate import Validation
from extract.process import limits
from flows.configuration import load_settings
from flows.pipeline.nightly import run_job
from flows.report.morning import MorningReport
from flows.settings import Settings
from tests.commands import fork
from tests.forked_workers import start_split
from tests.power_loss import record_writes

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = {
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.symlink",
    "os.link",
    "os.truncate",
    "os.chmod",
}


@dataclass(frozen=True)
class Mishap:
    """What happens to a run, and when.

    ``step`` is a step's name, before or ``after`` which the run is killed. ``change`` is the number of the
    change to a file below the data directory at which the run is killed or, with ``error``, from which on
    every change fails. ``starved`` is a function of the pipeline, as ``package.module:name``, whose first
    call gets no memory. ``largest`` is the most bytes that a file can have. ``clock`` shifts the clock.
    ``writes`` is a file for what the run did to files, with every sync.
    """

    step: str | None = None
    after: bool = False
    change: int | None = None
    error: int | None = None
    starved: str | None = None
    largest: int | None = None
    clock: timedelta = timedelta()
    writes: str | None = None
    apart: bool = False  # reading processes are started as the pipeline does it, which takes seconds each
    validate: bool = False  # with Great Expectations, which costs seconds and writes nothing but pages


@dataclass
class Watch:
    """Counts the changes to files below ``folder`` and strikes at one of them."""

    folder: str
    mishap: Mishap
    changes: int = 0
    starved: bool = False
    steps: dict[str, int] = field(default_factory=dict)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """The audit hook."""
        if event == "open":
            path, _, flags = arguments
            if not isinstance(flags, int) or not flags & WRITING:
                return
        elif event in CHANGES:
            path = arguments[0]
        else:
            return
        if isinstance(path, (str, os.PathLike)) and os.fspath(path).startswith(self.folder):
            self.changes += 1
            self.strike()

    def strike(self) -> None:
        """Kill the process at the change, or let every change fail from there on."""
        number, error = self.mishap.change, self.mishap.error
        if number is None or self.changes < number:
            return
        if error is not None:
            raise OSError(error, os.strerror(error))
        os.kill(os.getpid(), signal.SIGKILL)

    def starve(self, frame: FrameType, event: str, _argument: object) -> None:
        """The profile function: has the first call of the function find no memory."""
        if event != "call" or self.starved:
            return
        module, _, name = str(self.mishap.starved).partition(":")
        if frame.f_code.co_qualname == name and frame.f_globals.get("__name__") == module:
            self.starved = True
            raise MemoryError

    def wrap(self, step: Callable[..., Any]) -> Callable[..., Any]:
        """The step, with death before or after it."""

        def call(*arguments: Any, **named: Any) -> Any:
            self.steps[step.__name__] = self.changes
            if self.mishap.step == step.__name__ and not self.mishap.after:
                os.kill(os.getpid(), signal.SIGKILL)
            result = step(*arguments, **named)
            if self.mishap.step == step.__name__:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return call


def run_night(options: dict[str, Any], mishap: Mishap, told: str | None = None) -> None:
    """A run of the main job in this process; exits with 1 if it fails. ``told`` is a file for its result."""
    settings = load_settings(**options)
    watch = Watch(settings.data, mishap)
    if not mishap.apart:
        limits.start_process = start_split  # type: ignore[assignment]
    if not mishap.validate:
        expectations.validate.validate_release = leave_unvalidated  # type: ignore[assignment]
    if mishap.largest is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (mishap.largest, mishap.largest))
    if mishap.clock:
        flows.run.datetime = make_clock(mishap.clock)  # type: ignore[misc]
    if not mishap.writes:
        os.fsync = lambda handle: None  # guards against power loss only, and is what costs most here
    sys.addaudithook(watch.hear)
    try:
        with record_writes(Path(settings.data)) if mishap.writes else nullcontext([]) as writes:
            report = _run_starved(settings, watch)
        if mishap.writes:
            Path(mishap.writes).write_bytes(pickle.dumps(writes))
    except Exception as failure:  # noqa: BLE001 - as the command line does
        tell(told, {"error": f"{type(failure).__name__}: {failure}", "starved": watch.starved})
        sys.exit(1)
    counted = {"changes": watch.changes, "starved": watch.starved, "steps": watch.steps}
    tell(told, {**counted, "state": report.state})


def _run_starved(settings: Settings, watch: Watch) -> MorningReport:
    if watch.mishap.starved is None:
        return run_job(settings, watch.wrap)
    threading.setprofile(watch.starve)
    sys.setprofile(watch.starve)
    try:
        return run_job(settings, watch.wrap)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def tell(told: str | None, what: dict[str, Any]) -> None:
    """Leave word for the test."""
    if told:
        Path(told).write_text(json.dumps(what), encoding="utf-8")


def leave_unvalidated(*_arguments: Any, **_options: Any) -> Validation:
    """A validation that found nothing."""
    return Validation(())


def make_clock(shift: timedelta) -> type[datetime]:
    """A clock that is wrong by ``shift``."""

    class WrongClock(datetime):
        @classmethod
        def now(cls, tz: Any = UTC) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + shift

    return WrongClock


def start_night(options: dict[str, Any], mishap: Mishap, told: Path | None = None) -> BaseProcess:
    """Start ``run_night`` in a fresh process."""
    return fork(run_night, options, mishap, str(told) if told else None)


FULL_DISK = errno.ENOSPC
NO_WRITING = errno.EROFS
