"""One run of the main job: its id, its places in the data directory, and the release it ends with."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from upath import UPath

from extract.sources.store import is_local, open_store, write_whole
from extract.sources.times import format_name, parse_name
from flows.reading.runners import ReaderSettings, make_reader_settings
from flows.settings import Settings

RUN_NAME = re.compile(r"\d{8}T\d{6}\.\d{6}Z-\d+")


@dataclass(frozen=True)
class Publication:
    """The release that a run ends with: a new one, or the last one again when no row differs.

    ``previous_release_id`` is the release that was the latest before. ``diff_path`` is the page that says
    what changed, ``docs_path`` the start page of the validation's results.
    """

    release_id: str
    release_path: str
    changed: bool
    previous_release_id: str | None = None
    diff_path: str | None = None
    docs_path: str | None = None


class DataDirectoryError(Exception):
    """The data directory cannot be used; the message says why and what to do."""


def explain_full_disk(error: Exception, data: UPath) -> Exception:
    """Return ``error``, or, when a disk or a quota is full, a ``DataDirectoryError`` that says what to do."""
    if not isinstance(error, OSError) or error.errno not in (errno.ENOSPC, errno.EDQUOT):
        return error
    told = DataDirectoryError(
        f"Something could not be written ({error}). Free some space where {data} and temporary files lie, "
        "and run again; the last release stands."
    )
    told.__cause__ = error
    return told


@dataclass(frozen=True)
class Run:
    """A run's settings and places.

    Ids sort in the order in which runs started, even when the clock was set back. ``started`` is an ISO time.
    """

    settings: Settings
    id: str
    data: UPath
    started: str

    @property
    def archive(self) -> UPath:
        """The archive of every byte ever pulled."""
        return self.data / "archive"

    @property
    def reader_settings(self) -> ReaderSettings:
        """What reading documents needs, on this machine or on another."""
        return make_reader_settings(self.settings.data, self.settings)

    @property
    def warehouse(self) -> UPath:
        """The folder of releases and ``latest``."""
        return self.data / "warehouse"

    @property
    def folder(self) -> UPath:
        """The folder in which this run writes its own report."""
        return self.data / "runs" / self.id

    @property
    def validation(self) -> UPath:
        """Where the validation's pages are written, until they are moved beside the release."""
        return self.folder / "validation"


def start_run(settings: Settings) -> Run:
    """Open the data directory and give the run an id.

    Raises ``DataDirectoryError`` when the data directory cannot be written.
    """
    data = open_store(settings.data)
    now = datetime.now(UTC)
    try:
        if is_local(data):
            data.mkdir(parents=True, exist_ok=True)
        run = Run(settings, name_run(data, now), data, now.isoformat(timespec="seconds"))
        write_whole(run.folder / "started", run.started.encode())
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataDirectoryError(
            f"The data directory {settings.data} cannot be written ({reason}); "
            "give another with --data or change its permissions."
        ) from error
    return run


def name_run(data: UPath, now: datetime) -> str:
    """A run id that sorts after those of all earlier runs.

    It is the time ``now``, or a microsecond after the last run where the clock was set back, and the process
    id. Other files in the folder of runs are ignored.
    """
    folder = data / "runs"
    names = [path.name for path in folder.iterdir()] if folder.exists() else []
    started = [time for name in names if is_run_name(name) and (time := parse_name(name))]
    if started and now <= max(started):
        now = max(started) + timedelta(microseconds=1)
    return f"{format_name(now)}-{os.getpid()}"


def is_run_name(name: str) -> bool:
    """Whether ``name`` has the form of a run's id: a time and a process id."""
    return RUN_NAME.fullmatch(name) is not None and parse_name(name) is not None
