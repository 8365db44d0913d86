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
from pathlib import Path
from typing import cast

from tests.commands import fork


class ForkedWorker:
    """A reading process, with what ``extract.process.limits`` uses of ``subprocess.Popen``."""

    def __init__(
        self, end: socket.socket, folder: str, environment: dict[str, str], recognised: Path | None
    ) -> None:
        connection = Connection(os.dup(end.fileno()))
        with connection:
            self.process = fork(_serve, connection, folder, environment, recognised)
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


def start_forked(end: socket.socket, folder: str, recognised: Path | None = None) -> ForkedWorker:
    """Do what ``extract.process.limits.start_process`` does, from the fork server.

    ``recognised`` is the file with what Tesseract recognised in earlier runs of the tests.
    """
    from extract.process.limits import make_environment

    return ForkedWorker(end, folder, make_environment(folder), recognised)


def _serve(connection: Connection, folder: str, environment: dict[str, str], recognised: Path | None) -> None:
    from extract.process import worker
    from extract.recognition.ocr import explain_absence

    if recognised is not None and explain_absence() is None:
        from tests.kept_recognition import describe_tesseract, open_kept, recall_or_ask

        recall_or_ask(open_kept(recognised), describe_tesseract())
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
