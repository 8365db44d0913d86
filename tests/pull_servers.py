"""Servers on loopback for the tests of pulling."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

from extract.archive import Archive
from extract.fetch import PullSettings, pull_catalogue
from extract.records import CatalogueLine, PullResult

Play = Callable[[socket.socket, bytes], None]

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
OTHER_PDF = PDF.replace(b"1.4", b"1.7")


def make_settings(**changes: object) -> PullSettings:
    """Quick settings that may ask loopback."""
    quick: dict[str, object] = {
        "allow_private_hosts": True,
        "backoff": 0.001,
        "connect_timeout": 2,
        "read_timeout": 0.3,
        "total_timeout": 3,
        "retries": 2,
        "delay": 0,
        "wayback_base": None,
    }
    return PullSettings(**(quick | changes))  # type: ignore[arg-type]


def pull(archive: Archive, *urls: str, **changes: object) -> list[PullResult]:
    """Pull addresses with quick settings."""
    lines = [CatalogueLine(url=url) for url in urls]
    return pull_catalogue(lines, archive, make_settings(**changes))


def codes(result: PullResult) -> list[str]:
    """The reason codes of a result."""
    return [reason.code for reason in result.reasons]


@contextlib.contextmanager
def play_raw(play: Play) -> Iterator[str]:
    """A server that lets ``play`` answer every request byte by byte; gives its base address.

    ``play`` gets the connection and the request's head. robots.txt is answered with 404 beforehand.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    stopping = threading.Event()

    def serve(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(4096)
                if not piece:
                    return
                head += piece
            if head.startswith(b"GET /robots.txt"):
                connection.sendall(
                    b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                )
                return
            play(connection, head)

    def accept() -> None:
        while not stopping.is_set():
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stopping.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=5)
