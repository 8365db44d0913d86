"""Whether there is a network at all: a host that is gone must not be confused with a cable pulled out."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from extract.sources.addresses import RefusedAddressError, split_address
from extract.sources.pull.lookup import HostLookupError, look_up
from extract.sources.pull.settings import PullSettings

HTTPS_PORT = 443
NAMES_TRIED = 3


class NetworkSense:
    """Tells, once per run, whether other names than the failing one can be looked up."""

    def __init__(self, settings: PullSettings, urls: Sequence[str]) -> None:
        bases = [settings.wayback_base] if settings.wayback_base else []
        hosts = (_read_host(url) for url in [*bases, *urls])
        self._hosts = list(dict.fromkeys(host for host in hosts if _is_name(host)))
        self._seconds = settings.connect_timeout
        self._known: dict[str, bool] = {}
        self._lock = threading.Lock()

    def is_down(self, failing_host: str) -> bool:
        """Whether none of a few other names resolves either. With no other name to try: ``False``."""
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
    return any(sign.isalpha() for sign in host) and ":" not in host and host != "localhost"
