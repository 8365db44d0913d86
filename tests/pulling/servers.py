"""Servers on loopback for the tests of pulling."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived
from pytest_httpserver import HTTPServer

from extract.records import CatalogueLine, PullResult
from extract.sources.archive import Archive
from extract.sources.fetch import PullSettings, pull_catalogue

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


def list_reports(server: HTTPServer) -> list[str]:
    """The addresses of the five reports of the fixture ``server``."""
    return [server.url_for(f"/{number}.pdf") for number in range(5)]


def asked(server: HTTPServer) -> list[tuple[str, bool, int]]:
    """Path, whether conditional, and status of every request so far."""
    return [
        (
            request.path,
            "If-None-Match" in request.headers or "If-Modified-Since" in request.headers,
            response.status_code,
        )
        for request, response in server.log
    ]


@contextlib.contextmanager
def serve_http2(certificate: Path, body: bytes, etag: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server that speaks only HTTP/2 over TLS; gives its base address and the headers it was sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2"])
    asked: list[dict[str, str]] = []

    def answer(connection: H2Connection, event: RequestReceived) -> None:
        headers = {str(name, "ascii"): str(value, "ascii") for name, value in event.headers}
        asked.append(headers)
        missing, held = headers[":path"] == "/robots.txt", headers.get("if-none-match") == etag
        status = "404" if missing else "304" if held else "200"
        connection.send_headers(
            event.stream_id, [(":status", status), ("etag", etag)], end_stream=status != "200"
        )
        if status == "200":
            connection.send_data(event.stream_id, body, end_stream=True)

    def converse(plain: socket.socket) -> None:
        with contextlib.suppress(OSError), context.wrap_socket(plain, server_side=True) as secure:
            connection = H2Connection(H2Configuration(client_side=False))
            connection.initiate_connection()
            secure.sendall(connection.data_to_send())
            while data := secure.recv(65536):
                for event in connection.receive_data(data):
                    if isinstance(event, RequestReceived):
                        answer(connection, event)
                secure.sendall(connection.data_to_send())

    with _listen(converse) as port:
        yield f"https://localhost:{port}", asked


@contextlib.contextmanager
def play_raw(play: Play) -> Iterator[str]:
    """A server that lets ``play`` answer every request byte by byte; gives its base address.

    ``play`` gets the connection and the request's head. robots.txt is answered with 404 beforehand.
    """

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

    with _listen(serve) as port:
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def _listen(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))
    stopping = threading.Event()

    def accept() -> None:
        while not stopping.is_set():
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        stopping.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=5)
