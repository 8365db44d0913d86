"""Reading processes that are children of the tests' fork server, which has imported the readers once.

A reading process of the pipeline imports them when it starts, which takes longer than to read five reports.
Tests that are about reading processes themselves use those. A run that the fork server started makes its
reading processes of itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import cast

from tests.commands import fork

MOST_HANDLES = 4096  # that a run has open


class ForkedWorker:
    """A reading process, with what ``extract.process.limits`` uses of ``subprocess.Popen``."""

    def __init__(self, end: socket.socket, folder: str, start: Callable[..., BaseProcess]) -> None:
        from extract.process.limits import make_environment

        connection = Connection(os.dup(end.fileno()))
        with connection:
            self.process = start(_serve, connection, folder, make_environment(folder), os.getpid())
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
    return ForkedWorker(end, folder, fork)


def start_split(end: socket.socket, folder: str) -> ForkedWorker:
    """Do what ``extract.process.limits.start_process`` does, as a copy of this process of one thread."""
    assert threading.active_count() == 1
    return ForkedWorker(end, folder, _split)


def _split(target: Callable[..., None], *arguments: object) -> BaseProcess:
    process = multiprocessing.get_context("fork").Process(target=target, args=arguments)
    process.start()
    return process


def _serve(connection: Connection, folder: str, environment: dict[str, str], run: int) -> None:
    from extract.process import worker

    gc.freeze()  # nothing of the process that was copied is given back
    sys.setprofile(None)
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
    if os.getppid() == run:
        os.closerange(3, MOST_HANDLES)  # the run's own files and locks, and its end of the socket
    else:
        vars(worker)["_die_with_parent"] = lambda _: None  # its parent is the fork server; its socket ends it
    worker.serve()
