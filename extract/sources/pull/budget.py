"""Budgets: limits of requests, bytes and time for one source, whatever its servers answer.

A source is a catalogued address, a landing page with everything it leads to, a site, or an archive's index.
The caller makes one budget for each source and passes it to every request made for that source::

    budget = Budget("https://www.example.se", Allowance(requests=100, megabytes=100, seconds=300))
    with keep_to_source(url):
        answer = requester.get(url, permit=permit, budget=budget)
        page = parse_html(answer.read(), url)

Redirects and repeated attempts count as requests, bytes count after decompression, and a request waits no
longer than the seconds that are left. When a limit is reached, ``PullError`` with code ``over_budget`` is
raised; it concerns this source only. Answers should be parsed with ``extract.sources.pull.parse``, which
limits the memory and time that an answer of allowed size can cost.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from extract.sources.addresses import show_address
from extract.sources.lines import ArchiveError
from extract.sources.pull.failure import PullError, StoppedError
from extract.sources.pull.settings import MEBIBYTE


@dataclass(frozen=True)
class Allowance:
    """Limits for one source: requests, MiB of bodies, seconds of its requests. ``math.inf`` is no limit."""

    requests: float
    megabytes: float
    seconds: float


class Budget:
    """What a source has used of its allowance. Thread-safe.

    Only the time of requests counts (see ``asking``), not the pauses between requests to a host.
    """

    def __init__(self, source: str, allowance: Allowance) -> None:
        self.source = source
        self.allowance = allowance
        self.requests = 0
        self.bytes = 0
        self.seconds = 0.0
        self._lock = threading.Lock()

    @property
    def seconds_left(self) -> float:
        """The seconds that may still be used; 0 when none are left."""
        return max(0.0, self.allowance.seconds - self.seconds)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Count one request and the time of the block. Raises ``PullError`` when a limit is reached."""
        with self._lock:
            if self.requests >= self.allowance.requests:
                raise self._refuse(f"{self.allowance.requests:g} requests")
            self.check_time()
            self.requests += 1
        begun = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                self.seconds += time.monotonic() - begun

    def spend_bytes(self, count: int) -> None:
        """Count bytes. Raises ``PullError`` when they are more than allowed."""
        with self._lock:
            self.bytes += count
            if self.bytes > self.allowance.megabytes * MEBIBYTE:
                raise self._refuse(f"{self.allowance.megabytes:g} MiB")

    def add(self, other: Budget) -> None:
        """Add the requests and bytes of another budget; never raises."""
        with self._lock:
            self.requests += other.requests
            self.bytes += other.bytes

    def check_time(self) -> None:
        """Raise ``PullError`` when no time is left."""
        if not self.seconds_left:
            raise self._refuse(f"{self.allowance.seconds:g} seconds")

    def _refuse(self, what: str) -> PullError:
        return PullError(
            "over_budget", f"{show_address(self.source)} is left: it would take more than {what} in one run."
        )


@contextmanager
def keep_to_source(url: str) -> Iterator[None]:
    """Turn any exception in the block into a ``PullError`` (``pull_failed``) about ``url``.

    ``StoppedError`` and ``ArchiveError`` concern the whole run and are not changed.
    """
    try:
        yield
    except (PullError, StoppedError, ArchiveError):
        raise
    except Exception as error:
        raise PullError(
            "pull_failed", f"{show_address(url)} could not be used ({type(error).__name__}: {error})."
        ) from error
