"""An HTTP server on loopback for a folder of sample reports."""

from __future__ import annotations

import contextlib
import csv
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

LOOPBACK = "127.0.0.1"
USUAL_PORT = 8737


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files with Last-Modified and answers conditional requests; logs nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextlib.contextmanager
def serve_folder(folder: Path, port: int = USUAL_PORT) -> Iterator[str]:
    """Serve ``folder`` while the context lasts and give its base address.

    A port of its own keeps the addresses, and with them the release, the same from run to run; when it is
    taken, a free one is used, and :func:`recall_port` finds it again.
    """
    handler = partial(QuietHandler, directory=str(folder))
    try:
        server = ThreadingHTTPServer((LOOPBACK, port), handler)
    except OSError:
        server = ThreadingHTTPServer((LOOPBACK, 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def write_catalogue(folder: Path, base: str, path: Path) -> None:
    """Write a catalogue at ``path`` that lists every PDF in ``folder`` as served under ``base``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["url", "origin"])
        for report in sorted(folder.glob("*.pdf")):
            writer.writerow([f"{base}/{quote(report.name)}", "facsimile"])


def recall_port(path: Path) -> int:
    """The port of the addresses in the catalogue at ``path``, or the usual one."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            ports = [urlsplit(row["url"]).port for row in csv.DictReader(file)]
    except (OSError, ValueError, KeyError):
        return USUAL_PORT
    return next((port for port in ports if port), USUAL_PORT)
