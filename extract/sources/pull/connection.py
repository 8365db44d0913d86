"""Connections to checked addresses only, with a limit of time for everything.

A host name is looked up once, every address is checked, and the connection goes to a checked address without
a second look-up. TLS certificates are verified (with ``SSL_CERT_FILE`` if it is set). A proxy looks host
names up itself; then only the name or a literal address can be checked, which
``extract.sources.pull.request`` does.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpcore
import httpx
from httpcore import SOCKET_OPTION

from extract.sources.addresses import DEFAULT_PORTS, PrivateHosts, is_forbidden, name_origin, split_address
from extract.sources.pull.head import HeadMender
from extract.sources.pull.lookup import look_up
from extract.sources.pull.proxy import find_proxies
from extract.sources.pull.settings import PullSettings

Services = frozenset[tuple[str, int]]  # hosts, as the settings write them, with their ports


class DeadlineError(Exception):
    """The total time of a request has passed."""


class Deadline(threading.local):
    """The time by which the current thread's request must be finished."""

    moment: float | None = None

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Limit everything in the block to ``seconds``."""
        self.moment = time.monotonic() + seconds
        try:
            yield
        finally:
            self.moment = None

    def shorten(self, timeout: float | None) -> float | None:
        """Return the shorter of ``timeout`` and the time left. Raises ``DeadlineError`` when none is left."""
        if self.moment is None:
            return timeout
        left = self.moment - time.monotonic()
        if left <= 0:
            raise DeadlineError
        return left if timeout is None else min(timeout, left)


class Permission(threading.local):
    """The services of the settings to which the current thread may connect even at private addresses."""

    services: Services = frozenset()

    @contextmanager
    def granted(self, origins: Iterable[str]) -> Iterator[None]:
        """Allow connections to the hosts and ports of ``origins`` in the block."""
        self.services = name_services(origins)
        try:
            yield
        finally:
            self.services = frozenset()


def name_services(origins: Iterable[str]) -> Services:
    """The host and port of each origin."""
    parts = (split_address(origin) for origin in origins)
    return frozenset(
        ((each.hostname or "").lower(), each.port or DEFAULT_PORTS.get(each.scheme, 0)) for each in parts
    )


class TimedStream(httpcore.NetworkStream):
    """A network stream whose waits end at the deadline, and which mends the heads of HTTP/1 answers.

    A connection carries only one answer (see ``GuardedTransport``), so a head is only at its beginning.
    """

    def __init__(
        self,
        stream: httpcore.NetworkStream,
        deadline: Deadline,
        register: weakref.WeakSet[TimedStream],
    ) -> None:
        self._stream = stream
        self._deadline = deadline
        self._register = register
        self._mender = None if _speaks_http2(stream) else HeadMender()
        register.add(self)

    def abort(self) -> None:
        """Close the connection at once, also when another thread is waiting on it."""
        with suppress(OSError):
            self._stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while self._mender is not None and not self._mender.is_done:
            piece = self._stream.read(max_bytes, self._deadline.shorten(timeout))
            mended = self._mender.feed(piece) if piece else self._mender.flush()
            if mended or not piece:
                return mended
        return self._stream.read(max_bytes, self._deadline.shorten(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.shorten(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.shorten(timeout))
        return TimedStream(stream, self._deadline, self._register)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.SyncBackend):
    """Looks a host up once, checks its addresses and connects to one of them.

    ``services``, and those that ``permission`` grants, may be at private addresses, but never at forbidden
    ones (``extract.sources.addresses.is_forbidden``).
    """

    def __init__(
        self,
        private: PrivateHosts,
        deadline: Deadline,
        lookup_seconds: float = 10,
        permission: Permission | None = None,
        services: Services = frozenset(),
    ) -> None:
        self._private = private
        self._lookup_seconds = lookup_seconds
        self._deadline = deadline
        self._permission = permission or Permission()
        self._services = services
        self._open: weakref.WeakSet[TimedStream] = weakref.WeakSet()

    def abort(self) -> None:
        """Close every connection at once."""
        for stream in list(self._open):
            stream.abort()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        answers = look_up(host, port, self._deadline.shorten(self._lookup_seconds))
        is_service = (host.lower(), port) in self._services | self._permission.services
        for ip in answers:
            if not is_service or is_forbidden(ipaddress.ip_address(ip.partition("%")[0])):
                self._private.check_ip(ip, host)
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for ip in answers:
            try:
                stream = super().connect_tcp(
                    ip, port, self._deadline.shorten(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return TimedStream(stream, self._deadline, self._open)
        raise failure or httpcore.ConnectError(f"{host} has no address.")


class GuardedTransport(httpx.BaseTransport):
    """An httpx transport with connection pools that use ``GuardedBackend``: one direct, one for each proxy.

    httpx has no parameter for the network backend of its pools, so they are made here. A connection serves
    only one request, because bytes after the announced end of an answer would otherwise be read as the next
    answer. Raises ``ProxyError`` or ``CertificateError`` for settings that cannot be used.
    """

    def __init__(self, settings: PullSettings, private: PrivateHosts, deadline: Deadline) -> None:
        self.proxies = find_proxies(settings.proxy)
        self.permission = Permission()
        self._trust = make_ssl_context(settings)
        self._settings = settings
        seconds = settings.connect_timeout
        services = name_services(self.proxies.addresses)
        self._direct = GuardedBackend(private, deadline, seconds, self.permission)
        self._to_proxy = GuardedBackend(PrivateHosts(allowed=False), deadline, seconds, services=services)
        self._pools: dict[str | None, _PooledTransport] = {None: _PooledTransport(self._open_direct())}
        for proxy in self.proxies.addresses:
            self._pools[proxy] = _PooledTransport(self._open_proxy(proxy))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._pools[self.proxies.choose(str(request.url))].handle_request(request)

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()

    def abort(self) -> None:
        """Close every connection at once."""
        self._direct.abort()
        self._to_proxy.abort()

    def _open_direct(self) -> httpcore.ConnectionPool:
        return httpcore.ConnectionPool(network_backend=self._direct, **self._describe_pool())

    def _open_proxy(self, proxy: str) -> httpcore.ConnectionPool:
        url = httpx.URL(proxy)
        return httpcore.HTTPProxy(
            proxy_url=httpcore.URL(name_origin(proxy)),
            proxy_auth=(url.username, url.password) if url.username else None,
            proxy_ssl_context=self._trust if url.scheme == "https" else None,
            network_backend=self._to_proxy,
            **self._describe_pool(),
        )

    def _describe_pool(self) -> dict[str, Any]:
        return {
            "ssl_context": self._trust,
            "max_connections": self._settings.parallel_hosts * 4,
            "max_keepalive_connections": 0,
            "http1": True,
            "http2": True,
        }


class _PooledTransport(httpx.HTTPTransport):
    """httpx's transport over a given pool; it converts requests, responses and errors."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool


class CertificateError(ValueError):
    """The certificates that the settings name cannot be used; the message says why."""


def make_ssl_context(settings: PullSettings) -> ssl.SSLContext:
    """Make the TLS context: it trusts the usual authorities and those in ``ca_bundle``.

    Raises ``CertificateError``.
    """
    context = httpx.create_ssl_context()
    if settings.ca_bundle:
        try:
            context.load_verify_locations(cafile=settings.ca_bundle)
        except OSError as error:  # ssl.SSLError is one
            raise CertificateError(
                f"The certificates in {settings.ca_bundle} cannot be used ({error.strerror or error}); "
                "ca_bundle names a file of PEM certificates."
            ) from error
    return context


def open_client(settings: PullSettings, transport: GuardedTransport) -> httpx.Client:
    """Open the HTTP client that builds requests.

    ``Requester`` sends them with the transport directly, because it handles redirects and cookies itself.
    """
    return httpx.Client(
        transport=transport,
        headers={
            "User-Agent": settings.agent,
            "Accept": "application/pdf,*/*;q=0.5",
            "Accept-Encoding": "identity",
        },
        timeout=httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout),
        follow_redirects=False,
        trust_env=False,
    )


def _speaks_http2(stream: httpcore.NetworkStream) -> bool:
    secure = stream.get_extra_info("ssl_object")
    return secure is not None and secure.selected_alpn_protocol() == "h2"
