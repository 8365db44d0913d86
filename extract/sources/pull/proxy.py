"""Choosing the proxy for an address: the one in the settings, or that of the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import getproxies_environment

from extract.sources.addresses import WEB_SCHEMES, is_loopback_host


class ProxyError(ValueError):
    """The address of a proxy cannot be used; the message says how to write it."""


@dataclass(frozen=True)
class Proxies:
    """The proxy for each scheme, and the hosts to ask without one, in the format of NO_PROXY."""

    http: str | None = None
    https: str | None = None
    bypass: str = ""

    def choose(self, url: str) -> str | None:
        """Choose the proxy for an address; ``None`` to ask it directly, as this machine itself always is."""
        parts = urlsplit(url)
        proxy = self.https if parts.scheme == "https" else self.http
        if proxy is None or is_loopback_host(url):
            return None
        return None if self._is_direct(parts.hostname or "", parts.port) else proxy

    def _is_direct(self, host: str, port: int | None) -> bool:
        """Whether NO_PROXY names a host, a parent domain (either with or without a port), or ``*``."""
        for name in (each.strip().lower().lstrip(".") for each in self.bypass.split(",")):
            plain, _, wanted = name.partition(":")
            is_named = name == "*" or (plain and (host == plain or host.endswith(f".{plain}")))
            if is_named and wanted in ("", str(port)):
                return True
        return False

    @property
    def addresses(self) -> list[str]:
        """The addresses of all proxies, each once."""
        return list(dict.fromkeys(proxy for proxy in (self.http, self.https) if proxy))


def find_proxies(proxy: str | None) -> Proxies:
    """Find the proxies: ``proxy`` for everything, or else HTTP_PROXY, HTTPS_PROXY and ALL_PROXY.

    NO_PROXY applies in both cases. Raises ``ProxyError``.
    """
    named = getproxies_environment()
    bypass = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    if proxy:
        return Proxies(check_proxy(proxy), check_proxy(proxy), bypass)
    every = named.get("all")
    http, https = named.get("http") or every, named.get("https") or every
    return Proxies(http and check_proxy(http), https and check_proxy(https), bypass)


def check_proxy(proxy: str) -> str:
    """Return the address of a proxy with its scheme. Raises ``ProxyError`` when it cannot be used."""
    whole = proxy if "://" in proxy else f"http://{proxy}"
    try:
        parts = urlsplit(whole)
        usable = parts.scheme in WEB_SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ProxyError("A proxy is written as http://host:port; the one given is not.")
    return whole
