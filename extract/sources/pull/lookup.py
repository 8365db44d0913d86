"""Looking up the addresses of a host name, within a limit of time."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from contextlib import suppress
from typing import Any


class HostLookupError(Exception):
    """A host name could not be looked up. ``gone`` says that there is no such name."""

    def __init__(self, host: str, gone: bool, sentence: str) -> None:
        super().__init__(sentence)
        self.host = host
        self.gone = gone


def look_up(host: str, port: int, seconds: float | None = None) -> list[str]:
    """Look up the addresses of a host, in the resolver's order, within ``seconds``.

    The resolver cannot be interrupted, so it runs in a thread that is abandoned when it takes too long.
    Raises ``HostLookupError``.
    """
    with suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    answer: queue.SimpleQueue[list[Any] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except Exception as error:  # noqa: BLE001 - passed to the thread that waits
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
