"""Politeness: one request at a time to a host, with a pause in between and no more once it is down."""

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
    """One host: its turn, its pause, what it may take, and why it is not asked any more in this run."""

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
        """Wait for this host's turn and hold it. Raises ``PullError`` when ``origin`` is asked no more."""
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
        """When its next turn may begin, on the clock of ``time.monotonic``."""
        return self._not_before

    def give_up(self, error: PullError, origin: str | None = None) -> None:
        """Ask ``origin`` (by default nothing of this host) no more in this run."""
        self._refusals[origin] = error

    def count_stall(self) -> int:
        """How many addresses in a row got no answer in time, this one included."""
        self._stalls += 1
        return self._stalls

    def forget_stalls(self) -> None:
        """The host has answered."""
        self._stalls = 0

    def pause(self, seconds: float) -> None:
        """Ask nothing of this host for so long, whoever asks."""
        self._not_before = max(self._not_before, time.monotonic() + seconds)


class HostBook:
    """All hosts of a run."""

    def __init__(self, settings: PullSettings) -> None:
        self._settings = settings
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def find(self, url: str) -> Host:
        """The host of an address. This machine itself needs no pause."""
        name = name_host(url)
        with self._lock:
            if name not in self._hosts:
                delay = 0.0 if is_loopback_host(url) else self._settings.delay
                self._hosts[name] = Host(name, delay, self._settings.host_seconds, self.sleep)
            return self._hosts[name]

    def stop(self) -> None:
        """Wake every sleeper and let nothing more be asked."""
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
    """The seconds that a Retry-After header asks for, given as a number or as a date; ``None`` if neither."""
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
