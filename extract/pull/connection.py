"""Connections that look before they connect and that cannot be kept waiting.

The host name is looked up once, every answer is checked, and the connection goes to a checked address: no
second look-up lies in between. TLS certificates are verified (against ``SSL_CERT_FILE`` where it is set).
Proxies of the environment are not used, since behind a proxy the address connected to cannot be checked.
"""

from __future__ import annotations

import ipaddress
import queue
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

from extract.addresses import PrivateHosts
from extract.pull.head import HeadMender
from extract.pull.settings import PullSettings


class HostLookupError(Exception):
    """A host name could not be looked up; ``gone`` when there is no such name."""

    def __init__(self, host: str, gone: bool, sentence: str) -> None:
        super().__init__(sentence)
        self.host = host
        self.gone = gone


class DeadlineError(Exception):
    """The total time of a request has passed."""


class Deadline(threading.local):
    """The moment by which the current thread's request must be done."""

    moment: float | None = None

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Let what happens inside take ``seconds`` at most."""
        self.moment = time.monotonic() + seconds
        try:
            yield
        finally:
            self.moment = None

    def shorten(self, timeout: float | None) -> float | None:
        """``timeout``, or what is left if that is less. Raises ``DeadlineError`` when nothing is left."""
        if self.moment is None:
            return timeout
        left = self.moment - time.monotonic()
        if left <= 0:
            raise DeadlineError
        return left if timeout is None else min(timeout, left)


class TimedStream(httpcore.NetworkStream):
    """A network stream whose every wait ends at the deadline; heads of HTTP/1 answers come mended.

    It serves one connection that carries one answer (see ``GuardedTransport``), so a head stands only at its
    beginning.
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
        """End whatever waits on this stream at once, in whichever thread."""
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
    """Looks a host up once, checks the answers and connects to one of them."""

    def __init__(self, private: PrivateHosts, deadline: Deadline, lookup_seconds: float = 10) -> None:
        self._private = private
        self._lookup_seconds = lookup_seconds
        self._deadline = deadline
        self._open: weakref.WeakSet[TimedStream] = weakref.WeakSet()

    def abort(self) -> None:
        """End every connection at once."""
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
        for ip in answers:
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


class GuardedTransport(httpx.HTTPTransport):
    """httpx's transport over a connection pool that connects through ``GuardedBackend``.

    httpx offers no parameter for the network backend of its pool, so the pool is made here. A connection
    serves one request: bytes that a server sends beyond an answer's announced end would otherwise be taken
    for the answer to the next.
    """

    def __init__(self, settings: PullSettings, private: PrivateHosts, deadline: Deadline) -> None:
        self._backend = GuardedBackend(private, deadline, settings.connect_timeout)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=settings.parallel_hosts * 4,
            max_keepalive_connections=0,
            http1=True,
            http2=True,
            network_backend=self._backend,
        )

    def abort(self) -> None:
        """End every connection at once."""
        self._backend.abort()


def open_client(settings: PullSettings, transport: GuardedTransport) -> httpx.Client:
    """An HTTP client that makes requests. They are sent through its transport: a client would also follow
    and mend what servers say about redirects and cookies, which ``Requester`` judges itself.
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


def look_up(host: str, port: int, seconds: float | None = None) -> list[str]:
    """The addresses of a host, in the resolver's order, within ``seconds``. Raises ``HostLookupError``.

    The resolver cannot be interrupted, so it is asked in a thread that is left behind when it takes too long.
    """
    with suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    answer: queue.SimpleQueue[list[Any] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except Exception as error:  # noqa: BLE001 - told to the thread that waits
            answer.put(error)

    threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
    try:
        told = answer.get(timeout=seconds)
    except queue.Empty:
        sentence = f"The host {host} could not be looked up within {seconds:g} seconds."
        raise HostLookupError(host, gone=False, sentence=sentence) from None
    if isinstance(told, Exception):
        gone = isinstance(told, UnicodeError) or (
            isinstance(told, socket.gaierror) and told.errno in (socket.EAI_NONAME, socket.EAI_NODATA)
        )
        raise HostLookupError(host, gone, f"The host {host} could not be looked up ({told}).") from told
    return list(dict.fromkeys(str(each[4][0]) for each in told))
