"""One run of the pipeline: its settings, its places in the data directory, and what came of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass as record
from upath import UPath

from extract.records import PullResult
from extract.store import is_local, open_store, write_whole
from flows.runners import Workplace, describe_workplace
from flows.settings import Settings

TIME_FORMAT = "%Y%m%dT%H%M%S.%fZ"
PULLS = TypeAdapter(list[PullResult])


@record(frozen=True)
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
    warnings: tuple[str, ...] = ()


PUBLICATION = TypeAdapter(Publication)


class DataDirectoryError(Exception):
    """The data directory cannot be used; the message says why and what to do."""


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
    def tables(self) -> UPath:
        """The tables of this run before they are published."""
        return self.folder / "tables"

    @property
    def validation(self) -> UPath:
        """The validation's pages and results."""
        return self.folder / "validation"

    def write_pulls(self, pulls: list[PullResult]) -> UPath:
        """Keep what came of asking every address; returns where."""
        path = self.folder / "pulls.json"
        write_whole(path, PULLS.dump_json(pulls, indent=1))
        return path

    def write_publication(self, publication: Publication) -> UPath:
        """Keep what the release of this run is; returns where."""
        path = self.folder / "publication.json"
        write_whole(path, PUBLICATION.dump_json(publication, indent=1))
        return path

    def read_publication(self) -> Publication:
        """What ``write_publication`` kept."""
        return PUBLICATION.validate_json((self.folder / "publication.json").read_bytes())

    def read_pulls(self) -> list[PullResult]:
        """What ``write_pulls`` kept."""
        return PULLS.validate_json((self.folder / "pulls.json").read_bytes())


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
    """A name that sorts after those of all earlier runs: the time, or just after the last if it is later."""
    folder = data / "runs"
    names = [path.name for path in folder.iterdir()] if folder.exists() else []
    last = max((name.partition("-")[0] for name in names), default="")
    if now.strftime(TIME_FORMAT) <= last:
        now = datetime.strptime(last, TIME_FORMAT).replace(tzinfo=UTC) + timedelta(microseconds=1)
    return f"{now.strftime(TIME_FORMAT)}-{os.getpid()}"
