"""What earlier pulls brought: the copy that holds each address's place."""

from __future__ import annotations

import threading

from extract.archive import Archive
from extract.pull.record import PullRecord


class History:
    """The pulls of documents by address, as the archive's records tell them."""

    def __init__(self, archive: Archive) -> None:
        self._held: dict[str, PullRecord] = {}
        self._last: dict[str, PullRecord] = {}
        self._lock = threading.Lock()
        for record in archive.pulls():
            if record.purpose == "document":
                self.add(record)

    def add(self, record: PullRecord) -> None:
        """Take one more pull into account."""
        with self._lock:
            self._last[record.url] = record
            before = self._held.get(record.url)
            if record.sha256 and (record.body == "pdf" or before is None or before.body != "pdf"):
                self._held[record.url] = record

    def find_held(self, url: str) -> PullRecord | None:
        """The pull whose bytes hold the address's place: the last whole PDF, else the last bytes."""
        return self._held.get(url)

    def find_last(self, url: str) -> PullRecord | None:
        """The last pull of an address, whatever came of it."""
        return self._last.get(url)
