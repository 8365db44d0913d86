"""Budgets: how much one source may take before it is left, whatever it answers.

A source is whatever one entry of a list stands for: a catalogued address, a landing page with what it leads
to, a site, an archive's index. Who asks makes one budget per source and gives it to every request made on
that source's behalf::

    budget = Budget("https://www.example.se", Allowance(requests=100, megabytes=100, seconds=300))
    with keep_to_source(url):
        answer = requester.get(url, permit=permit, budget=budget)
        page = parse_html(answer.read(), url)

Redirects and repeated attempts count as requests, bytes count as they are after unpacking, and a request
waits no longer than what is left of the seconds. What is too much raises ``PullError`` with code
``over_budget``, which is the source's outcome and nobody else's. Answers are parsed with
``extract.sources.pull.parse``, which bounds what an answer of allowed size can cost in memory and time.
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
    """What a source may take: requests, MiB of bodies, seconds spent on its requests. ``math.inf``: any."""

    requests: float
    megabytes: float
    seconds: float


class Budget:
    """What is left of a source's allowance. Safe from several threads.

    Seconds count only while the source is asked (see ``asking``): politeness towards a host, and other
    sources' turns, cost a source nothing.
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
        """Seconds that may still be spent; 0 when none are left."""
        return max(0.0, self.allowance.seconds - self.seconds)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Count one request and the time it takes. Raises ``PullError`` when nothing is left for it."""
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
        """Count what another source's budget has spent on this one's behalf; refuses nothing."""
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
    """Make any exception of what happens inside a ``PullError`` about ``url`` (``pull_failed``).

    What concerns the whole run passes: that it is being stopped, and an archive that cannot be written.
    """
    try:
        yield
    except (PullError, StoppedError, ArchiveError):
        raise
    except Exception as error:
        raise PullError(
            "pull_failed", f"{show_address(url)} could not be used ({type(error).__name__}: {error})."
        ) from error
