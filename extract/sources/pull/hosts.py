"""Politeness: one request at a time to a host, with pauses, and none once the host is down."""

from __future__ import annotations

import contextlib
import email.utils
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from extract.sources.addresses import is_loopback_host, name_host
from extract.sources.pull.budget import Allowance, Budget
from extract.sources.pull.failure import PullError, StoppedError
from extract.sources.pull.settings import PullSettings


class Host:
    """One host: its lock, its pauses, its budget, and why it is not asked again in this run."""

    def __init__(self, name: str, delay: float, seconds: float, sleep: Callable[[float], None]) -> None:
        self.name = name
        self.delay = delay
        self.budget = Budget(name, Allowance(requests=math.inf, megabytes=math.inf, seconds=seconds))
        self._refusals: dict[str | None, PullError] = {}
        self._sleep = sleep
        self._stalls = 0
        self._not_before = 0.0
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, origin: str) -> Iterator[None]:
        """Wait until this host may be asked, and keep others from asking it in the block.

        Raises ``PullError`` when ``origin`` is not asked again in this run.
        """
        with self._lock:
            refusal = self._refusals.get(origin) or self._refusals.get(None)
            if refusal is not None:
                sentence = f"{origin} is not asked again in this run. {refusal.sentence}"
                raise PullError(refusal.code, sentence, http_status=refusal.http_status)
            self._sleep(self._not_before - time.monotonic())
            try:
                yield
            finally:
                self._not_before = max(self._not_before, time.monotonic() + self.delay)

    @property
    def not_before(self) -> float:
        """When it may be asked next, on the clock of ``time.monotonic``."""
        return self._not_before

    def give_up(self, error: PullError, origin: str | None = None) -> None:
        """Do not ask ``origin``, or by default the whole host, again in this run."""
        self._refusals[origin] = error

    def count_stall(self) -> int:
        """Count an address that got no answer in time; returns how many there were in a row."""
        self._stalls += 1
        return self._stalls

    def forget_stalls(self) -> None:
        """Reset the count, because the host has answered."""
        self._stalls = 0

    def pause(self, seconds: float) -> None:
        """Let no request to this host start for ``seconds``."""
        self._not_before = max(self._not_before, time.monotonic() + seconds)


class HostBook:
    """All hosts of a run."""

    def __init__(self, settings: PullSettings) -> None:
        self._settings = settings
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def find(self, url: str) -> Host:
        """Find the host of an address. Requests to this machine itself need no pause."""
        name = name_host(url)
        with self._lock:
            if name not in self._hosts:
                delay = 0.0 if is_loopback_host(url) else self._settings.delay
                self._hosts[name] = Host(name, delay, self._settings.host_seconds, self.sleep)
            return self._hosts[name]

    def stop(self) -> None:
        """Wake every sleeping thread and let no further request start."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """Whether the run is being stopped."""
        return self._stopped.is_set()

    def sleep(self, seconds: float) -> None:
        """Sleep unless the run is stopped. Raises ``StoppedError``."""
        if self._stopped.wait(max(0.0, seconds)):
            raise StoppedError


def parse_retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Parse a Retry-After header, a number of seconds or a date, to seconds; ``None`` if it is neither."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    with contextlib.suppress(ValueError, TypeError, OverflowError):
        moment = email.utils.parsedate_to_datetime(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
    return None
