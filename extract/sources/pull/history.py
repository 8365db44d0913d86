"""The results of earlier pulls: the last good copy of each address, and robots.txt files."""

from __future__ import annotations

import threading

from extract.sources.archive import Archive
from extract.sources.pull.record import PullRecord


class History:
    """The pulls of an archive by address, read from its records once and updated during a run.

    Records may come in any order, as those of simultaneous runs do; their times decide.
    """

    def __init__(self, archive: Archive) -> None:
        self._held: dict[str, PullRecord] = {}
        self._robots: dict[str, PullRecord] = {}
        self._lock = threading.Lock()
        for record in archive.iterate_pulls():
            self.add(record)

    def add(self, record: PullRecord) -> None:
        """Add a pull."""
        with self._lock:
            if record.purpose == "robots":
                _keep_later(self._robots, record)
            elif record.purpose == "document":
                held = self._held.get(record.url)
                if record.sha256 and (held is None or _rank(record) >= _rank(held)):
                    self._held[record.url] = record

    def find_last_copy(self, url: str) -> PullRecord | None:
        """Find the pull whose bytes represent the address: the last whole PDF, or else the last bytes."""
        return self._held.get(url)

    def find_robots(self, url: str, since: str) -> PullRecord | None:
        """Find the last pull of a robots.txt, unless it is older than ``since`` (an ISO time)."""
        record = self._robots.get(url)
        return record if record and record.time >= since else None


def _keep_later(records: dict[str, PullRecord], record: PullRecord) -> None:
    before = records.get(record.url)
    if before is None or record.time >= before.time:
        records[record.url] = record


def _rank(record: PullRecord) -> tuple[bool, str]:
    return record.body == "pdf", record.time
