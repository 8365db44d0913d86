"""What earlier pulls brought: the copy that holds each address's place, and the robots.txt files."""

from __future__ import annotations

import threading

from extract.sources.archive import Archive
from extract.sources.pull.record import PullRecord


class History:
    """The pulls of an archive by address, made from its records in one pass and kept up during a run.

    Records of runs that went on at the same time may come in any order: their times decide.
    """

    def __init__(self, archive: Archive) -> None:
        self._held: dict[str, PullRecord] = {}
        self._robots: dict[str, PullRecord] = {}
        self._lock = threading.Lock()
        for record in archive.iterate_pulls():
            self.add(record)

    def add(self, record: PullRecord) -> None:
        """Take one more pull into account."""
        with self._lock:
            if record.purpose == "robots":
                _keep_later(self._robots, record)
            elif record.purpose == "document":
                held = self._held.get(record.url)
                if record.sha256 and (held is None or _rank(record) >= _rank(held)):
                    self._held[record.url] = record

    def find_last_copy(self, url: str) -> PullRecord | None:
        """The pull whose bytes hold the address's place: the last whole PDF, else the last bytes."""
        return self._held.get(url)

    def find_robots(self, url: str, since: str) -> PullRecord | None:
        """The last pull of a robots.txt, if it is not older than ``since`` (an ISO time)."""
        record = self._robots.get(url)
        return record if record and record.time >= since else None


def _keep_later(records: dict[str, PullRecord], record: PullRecord) -> None:
    before = records.get(record.url)
    if before is None or record.time >= before.time:
        records[record.url] = record


def _rank(record: PullRecord) -> tuple[bool, str]:
    return record.body == "pdf", record.time
