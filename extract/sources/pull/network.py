"""Telling a host that no longer exists from a machine without a network."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from extract.sources.addresses import RefusedAddressError, split_address
from extract.sources.pull.lookup import HostLookupError, look_up
from extract.sources.pull.settings import PullSettings

HTTPS_PORT = 443
NAMES_TRIED = 3


class NetworkSense:
    """Says whether any other host name can be looked up; each name is tried once in a run."""

    def __init__(self, settings: PullSettings, urls: Sequence[str]) -> None:
        bases = [settings.wayback_base] if settings.wayback_base else []
        hosts = (_read_host(url) for url in [*bases, *urls])
        self._hosts = list(dict.fromkeys(host for host in hosts if _is_name(host)))
        self._seconds = settings.connect_timeout
        self._known: dict[str, bool] = {}
        self._lock = threading.Lock()

    def is_down(self, failing_host: str) -> bool:
        """Whether a few other names cannot be looked up either; ``False`` when there is no other name."""
        with self._lock:
            others = [host for host in self._hosts if host != failing_host]
            tried = others[:NAMES_TRIED]
            return bool(tried) and not any(self._resolves(host) for host in tried)

    def _resolves(self, host: str) -> bool:
        if host not in self._known:
            try:
                self._known[host] = bool(look_up(host, HTTPS_PORT, self._seconds))
            except HostLookupError:
                self._known[host] = False
        return self._known[host]


def _read_host(url: str) -> str:
    try:
        return split_address(url).hostname or ""
    except RefusedAddressError:
        return ""


def _is_name(host: str) -> bool:
    return any(letter.isalpha() for letter in host) and ":" not in host and host != "localhost"
