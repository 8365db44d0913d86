"""Serving the bench on loopback."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from flows.declarations.errors import ReviewError
from flows.review.bench.app import Bench, make_bench
from flows.review.bench.security import Access
from flows.settings import Settings

LOOPBACK = "127.0.0.1"


def open_socket(port: int) -> socket.socket:
    """Open a socket on loopback; port 0 takes a free one. Raises ``ReviewError`` when the port is taken."""
    place = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind((LOOPBACK, port))
    except OSError as error:
        place.close()
        raise ReviewError(
            f"Port {port} cannot be had ({error.strerror}); give another with --port."
        ) from error
    return place


def make_server(settings: Settings, who: str, place: socket.socket) -> tuple[uvicorn.Server, str]:
    """Make the server of a bench, not yet running, and the address that opens it once."""
    access = Access(place.getsockname()[1])
    app = make_bench(Bench(settings, who, access))
    config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off")
    return uvicorn.Server(config), access.address


def serve_bench(settings: Settings, who: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve the bench until Ctrl-C; ``tell`` gets the address. Raises ``ReviewError``."""
    place = open_socket(port)
    server, address = make_server(settings, who, place)
    tell(f"Open {address}\nThe address works once. Ctrl-C ends it; what was declared stays.")
    server.run(sockets=[place])
