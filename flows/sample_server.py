"""An HTTP server on loopback that serves a folder of sample reports to ``demo`` and to tests."""

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
    """Serves files with Last-Modified, answers conditional requests, and logs nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Log nothing."""


@contextlib.contextmanager
def serve_folder(folder: Path, port: int = USUAL_PORT) -> Iterator[str]:
    """Serve ``folder`` on loopback while the context lasts; yields the base address.

    ``port`` should be the same from run to run, so that the addresses and with them the release stay the
    same. When it is taken, a free port is used; :func:`recall_port` finds it again.
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
    """Write a catalogue to ``path`` that lists every PDF of ``folder`` with its address under ``base``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["url", "origin"])
        for report in sorted(folder.glob("*.pdf")):
            writer.writerow([f"{base}/{quote(report.name)}", "facsimile"])


def recall_port(path: Path) -> int:
    """The port of the addresses in the catalogue at ``path``; ``USUAL_PORT`` when there is none."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            ports = [urlsplit(row["url"]).port for row in csv.DictReader(file)]
    except (OSError, ValueError, KeyError):
        return USUAL_PORT
    return next((port for port in ports if port), USUAL_PORT)
