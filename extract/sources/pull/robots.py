"""robots.txt: requested once for each origin and remembered for a day."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from protego import Protego

from extract.sources.addresses import name_origin, show_address
from extract.sources.archive import Archive
from extract.sources.lines import ArchiveError
from extract.sources.pull.answer import Answer
from extract.sources.pull.budget import Allowance, Budget, keep_to_source
from extract.sources.pull.failure import PullError
from extract.sources.pull.history import History
from extract.sources.pull.record import PullRecord
from extract.sources.pull.request import Requester
from extract.sources.pull.robots_rules import parse_robots
from extract.sources.times import stamp_time

log = logging.getLogger("kommunkompassen.pull")

MAX_ROBOTS_BYTES = 512 * 1024  # RFC 9309 lets a reader stop after 500 KiB
ALLOWANCE = Allowance(requests=20, megabytes=2, seconds=60)
EVERYTHING = b""  # the rules of a site without robots.txt
MISSING = range(400, 500)


class RobotsBook:
    """The robots rules of every origin asked in a run.

    A site without robots.txt (4xx) allows everything (RFC 9309). A site whose robots.txt cannot be had (5xx,
    no answer) allows only addresses that a person listed; with ``strict``, as for addresses found on pages,
    it allows nothing. Requests for robots.txt are added to the budget ``payer``, if there is one.
    """

    def __init__(
        self, requester: Requester, archive: Archive, history: History, payer: Budget | None = None
    ) -> None:
        self._requester = requester
        self._payer = payer
        self._archive = archive
        self._rules: dict[str, Protego | None] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self._history = history

    def permit(self, strict: bool = False) -> Callable[[str], None]:
        """Make a check that raises ``PullError`` (``robots_disallowed``) for a disallowed address."""

        def check(url: str) -> None:
            settings = self._requester.settings
            if not settings.respect_robots:
                return
            rules = self._find(name_origin(url))
            if rules is None:
                if strict:
                    raise PullError(
                        "robots_disallowed",
                        f"{show_address(url)} is left alone, since its robots.txt cannot be had.",
                    )
                return
            if not rules.can_fetch(url, settings.agent_name):
                raise PullError(
                    "robots_disallowed",
                    f"The robots.txt of {name_origin(url)} disallows {show_address(url)}.",
                )
            wished = rules.crawl_delay(settings.agent_name)
            if wished:
                host = self._requester.hosts.find(url)
                host.delay = max(host.delay, min(float(wished), settings.max_crawl_delay))

        return check

    def list_maps(self, origin: str) -> list[str]:
        """List the site maps that the robots.txt of an origin names. Raises ``PullError``."""
        rules = self._find(origin)
        return [str(address) for address in rules.sitemaps] if rules else []

    def _find(self, origin: str) -> Protego | None:
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            if origin not in self._rules:
                url = f"{origin}/robots.txt"
                content = self._recall(url)
                if content is None:
                    content = self._ask(url)
                self._rules[origin] = None if content is None else self._parse(content, url)
            return self._rules[origin]

    def _parse(self, content: bytes, url: str) -> Protego | None:
        try:
            with keep_to_source(url):
                return parse_robots(content, self._requester.settings.agent_name, url)
        except PullError as error:
            log.warning("The robots.txt rules cannot be used: %s", error)
            return None

    def _ask(self, url: str) -> bytes | None:
        budget = Budget(url, ALLOWANCE)
        try:
            answer = self._requester.get(url, attempts=1, max_bytes=MAX_ROBOTS_BYTES, budget=budget)
        except PullError as error:
            if error.host_down:
                raise
            self._record(url, error)
            if error.http_status not in MISSING or error.code == "rate_limited":
                log.warning("No robots.txt rules from %s: %s", show_address(url), error)
                return None
            return EVERYTHING
        finally:
            if self._payer:
                self._payer.add(budget)
        content = answer.read()
        self._record(url, answer, self._archive.put(content))
        return content

    def _record(self, url: str, outcome: Answer | PullError, sha256: str | None = None) -> None:
        now = stamp_time()
        if isinstance(outcome, PullError):
            record = PullRecord(
                url,
                now,
                "unavailable",
                "robots",
                http_status=outcome.http_status,
                reasons=(outcome.reason,),
            )
        else:
            record = PullRecord(
                url, now, "fetched", "robots", http_status=outcome.status, sha256=sha256, size=outcome.size
            )
        self._archive.record(record)

    def _recall(self, url: str) -> bytes | None:
        settings = self._requester.settings
        since = datetime.now(UTC) - timedelta(hours=settings.robots_hours)
        record = self._history.find_robots(url, since.isoformat(timespec="microseconds"))
        if record is None:
            return None
        if record.sha256:
            try:
                return self._archive.read_bytes(record.sha256)
            except ArchiveError:
                return None
        return EVERYTHING if record.http_status in MISSING else None
