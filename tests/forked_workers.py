"""Reading processes that are children of the tests' fork server, which has imported the readers once.

A reading process of the pipeline imports them when it starts, which takes longer than to read two reports.
Tests that are about reading processes themselves use those.
"""

from __future__ import annotations

import os
import signal
import socket
import tempfile
from multiprocessing.connection import Connection
from typing import cast

from tests.commands import fork


class ForkedWorker:
    """A reading process, with what ``extract.process.limits`` uses of ``subprocess.Popen``."""

    def __init__(self, end: socket.socket, folder: str, environment: dict[str, str]) -> None:
        connection = Connection(os.dup(end.fileno()))
        with connection:
            self.process = fork(_serve, connection, folder, environment)
        self.pid = cast(int, self.process.pid)

    def poll(self) -> int | None:
        """Return how the process ended, as ``Popen.poll`` does; ``None`` while it lives."""
        return self.process.exitcode

    def wait(self) -> int:
        """Wait for the process to end, and return how it did."""
        self.process.join()
        return cast(int, self.process.exitcode)

    def kill(self) -> None:
        """Kill the process."""
        self.process.kill()


def start_forked(end: socket.socket, folder: str) -> ForkedWorker:
    """Do what ``extract.process.limits.start_process`` does, from the fork server."""
    from extract.process.limits import make_environment

    return ForkedWorker(end, folder, make_environment(folder))


def _serve(connection: Connection, folder: str, environment: dict[str, str]) -> None:
    from extract.process import worker

    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None  # as the new environment says
    os.dup2(connection.fileno(), 0)
    connection.close()
    with open(os.devnull, "w") as nothing:  # noqa: PTH123 - a descriptor is wanted
        os.dup2(nothing.fileno(), 1)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    vars(worker)["_die_with_parent"] = lambda _: None  # its parent is the fork server; its socket ends it
    worker.serve()
