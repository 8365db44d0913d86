"""One run of the pipeline: its name, its places in the data directory, and what its release is."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from upath import UPath

from extract.sources.store import is_local, open_store, write_whole
from flows.reading.runners import Workplace, describe_workplace
from flows.settings import Settings

TIME_FORMAT = "%Y%m%dT%H%M%S.%fZ"
RUN_NAME = re.compile(r"\d{8}T\d{6}\.\d{6}Z-\d+")


@dataclass(frozen=True)
class Publication:
    """What a run's release is: newly published, or the last one again because no row differed.

    ``previous_path`` is the release that stood before. ``diff_path`` is the page that says what changed,
    ``docs_path`` the validation's pages.
    """

    release_id: str
    release_path: str
    changed: bool
    previous_release_id: str | None = None
    previous_path: str | None = None
    diff_path: str | None = None
    docs_path: str | None = None


class DataDirectoryError(Exception):
    """The data directory cannot be used; the message says why and what to do."""


def explain_full_disk(error: Exception, data: UPath) -> Exception:
    """The same failure, as a sentence that says what to do where a disk or a quota is full."""
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
    """A run's settings and places. ``id`` sorts by order of start, also when the clock was set back.

    ``started`` is an ISO time.
    """

    settings: Settings
    id: str
    data: UPath
    started: str

    @property
    def archive(self) -> UPath:
        """Every byte ever pulled."""
        return self.data / "archive"

    @property
    def workplace(self) -> Workplace:
        """All that reading documents needs, on this machine or another."""
        return describe_workplace(self.settings.data, self.settings)

    @property
    def warehouse(self) -> UPath:
        """Releases and ``latest``."""
        return self.data / "warehouse"

    @property
    def folder(self) -> UPath:
        """What this run leaves behind about itself."""
        return self.data / "runs" / self.id

    @property
    def validation(self) -> UPath:
        """The validation's pages and results, until they lie beside the release."""
        return self.folder / "validation"


def start_run(settings: Settings) -> Run:
    """Open the data directory and name the run. Raises ``DataDirectoryError`` when it cannot be written."""
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
    """A name that sorts after those of all earlier runs: the time, or just after the last if it is later.

    Whatever else lies in the folder of runs has no part in it.
    """
    folder = data / "runs"
    names = [path.name for path in folder.iterdir()] if folder.exists() else []
    last = max((name.partition("-")[0] for name in names if is_run_name(name)), default="")
    if now.strftime(TIME_FORMAT) <= last:
        now = datetime.strptime(last, TIME_FORMAT).replace(tzinfo=UTC) + timedelta(microseconds=1)
    return f"{now.strftime(TIME_FORMAT)}-{os.getpid()}"


def is_run_name(name: str) -> bool:
    """Whether a run could be called so."""
    if not RUN_NAME.fullmatch(name):
        return False
    try:
        datetime.strptime(name.partition("-")[0], TIME_FORMAT)  # noqa: DTZ007 - only whether it is a time
    except ValueError:
        return False
    return True
