"""The Prefect server that the schedule needs: the operator's own, or one that runs as long as this process.

Prefect's ephemeral server has no scheduler, so a schedule served on it would never start a run. Unless
``PREFECT_API_URL`` names a server, a full one is started on loopback, with SQLite in ``PREFECT_HOME``.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"
USUAL_PORT = 4200
START_SECONDS = 180.0
STOP_SECONDS = 20.0

log = logging.getLogger("kommunkompassen.schedule")


class ServerError(Exception):
    """The Prefect server cannot be reached or started; the message says what to do."""


@contextlib.contextmanager
def open_server() -> Iterator[str]:
    """Yield the address of the Prefect server, after starting one unless ``PREFECT_API_URL`` names it.

    Enter this context before Prefect is imported: it reads the variable then. Raises ``ServerError``.
    """
    named = os.environ.get("PREFECT_API_URL")
    if named:
        yield named
        return
    port = find_port()
    address = f"http://{LOOPBACK}:{port}/api"
    server = start_server(port)
    try:
        await_server(address, server)
        os.environ["PREFECT_API_URL"] = address
        log.info("No PREFECT_API_URL is set: a Prefect server runs at %s as long as this does", address)
        yield address
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        stop_server(server)


def warn_of_open_server() -> None:
    """Log a warning when the named server is on another machine and is asked without authentication."""
    named = os.environ.get("PREFECT_API_URL", "")
    host = urlsplit(named).hostname or LOOPBACK
    proved = os.environ.get("PREFECT_API_AUTH_STRING") or os.environ.get("PREFECT_API_KEY")
    if host not in (LOOPBACK, "localhost", "::1") and not proved:
        log.warning(
            "The Prefect server at %s is asked without authentication: whoever reaches it can run anything "
            "as this user. Set PREFECT_SERVER_API_AUTH_STRING there and PREFECT_API_AUTH_STRING here",
            host,
        )


def find_port() -> int:
    """Prefect's usual port, or a free one when that is taken. Raises ``ServerError`` when none is free."""
    for port in (USUAL_PORT, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((LOOPBACK, port))
            return int(probe.getsockname()[1])
    raise ServerError("No port is free on this machine for a Prefect server.")


def start_server(port: int) -> subprocess.Popen[bytes]:
    """Start a Prefect server on loopback; on Linux it ends with this process, even when that is killed."""
    arguments = ["server", "start", "--host", LOOPBACK, "--port", str(port), "--analytics-off"]
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    return subprocess.Popen(
        [sys.executable, "-m", "prefect", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        preexec_fn=die_with_parent,
    )


def await_server(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers. Raises ``ServerError`` when it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise ServerError(f"The Prefect server ended at once (status {server.returncode}); see above.")
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"{address}/health", timeout=2).close()
            return
        time.sleep(0.2)
    raise ServerError(f"The Prefect server did not answer at {address} within {START_SECONDS:.0f} seconds.")


def stop_server(server: subprocess.Popen[bytes]) -> None:
    """Terminate the server; kill it when it does not end within ``STOP_SECONDS``."""
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def die_with_parent() -> None:
    """Ask the kernel to terminate this process when its parent ends. Does nothing except on Linux."""
    if sys.platform.startswith("linux"):
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
