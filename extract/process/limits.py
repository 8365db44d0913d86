"""Read documents in sandboxed worker processes with limits of processor time and memory.

A worker reads one document at a time. If a document makes it hang, use too much memory or crash, the worker
ends and only this document is affected; a new worker reads the others. Every worker has a socket of its own
to this process, and its messages are validated, so that a killed or compromised worker cannot harm another.

The limit of seconds is processor time, so that a busy machine does not change the result. A wide limit of
elapsed time ("clock") stops a worker that waits for ever; a document that reaches it is read a second time,
alone, and is unreadable only if it reaches the limit again.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection, wait
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from extract.process.box import explain_box, list_grants
from extract.process.scratch import is_overfull, open_to_programs
from extract.process.usage import measure_memory, measure_tree
from extract.process.worker import NO_MEMORY, READY, REPORT, Task
from extract.records import DocumentReport, Outcome, Reason

__all__ = ["DOCUMENTS_PER_WORKER", "READER", "measure_memory", "read_batch"]

READER = "extract.document:read_document"
DOCUMENTS_PER_WORKER = 50
START_SECONDS = 120.0
WATCH_SECONDS = 0.1
FUSE = 5  # the default limit of elapsed seconds is so many times the processor seconds
MOST_MESSAGE = 1 << 28  # bytes of a report
SPEAK_SECONDS = 30  # within which a message that has begun must be complete
PASSED_ON = ("LD_LIBRARY_PATH", "TESSDATA_PREFIX", "SYSTEMROOT")  # environment variables that workers inherit

REPORTS = TypeAdapter(DocumentReport)

log = logging.getLogger("kommunkompassen.read")

Document = tuple[str, Path]


@dataclass(frozen=True)
class Limits:
    """The limits of one document: processor seconds, megabytes of memory, elapsed seconds."""

    seconds: float
    megabytes: float
    clock_seconds: float


def read_batch(
    documents: Sequence[Document],
    *,
    workers: int = 2,
    seconds: float = 180,
    megabytes: float = 1500,
    clock_seconds: float | None = None,
    reader: str = READER,
) -> Iterator[DocumentReport]:
    """Read every ``(sha256, path)`` and yield each report when it is ready, in any order.

    ``seconds`` is processor time for each document, ``megabytes`` the memory of a worker and its children
    beyond what it needs to start. A document over a limit is ``unreadable`` with reason ``over_limit``; one
    that crashes its worker is ``unreadable`` with reason ``reader_crashed``. A document that takes more than
    ``clock_seconds`` (by default ``FUSE`` times ``seconds``) of elapsed time is read again, alone, after all
    others. ``reader`` names the function that reads, as ``module:function``; its arguments are the path and
    the sha256.

    Raises ``RuntimeError`` if a worker cannot start, because then no document can be read.
    """
    limits = Limits(seconds, megabytes, clock_seconds or FUSE * seconds)
    late: list[Document] = []
    yield from _read(documents, workers, limits, reader, late)
    for document in late:
        log.info("Document %s is read once more, alone: it met the limit of the clock", document[1].name)
        yield from _read([document], 1, limits, reader, None)


def _read(
    documents: Sequence[Document], workers: int, limits: Limits, reader: str, late: list[Document] | None
) -> Iterator[DocumentReport]:
    """Read documents; those over the clock's limit are added to ``late`` or, without it, are unreadable."""
    waiting = deque(documents)
    paths = [path for _, path in documents]
    crew: list[_Worker] = []
    try:
        for _ in range(min(max(1, workers), len(waiting))):
            crew.append(_Worker(reader, limits, paths))
        while any(worker.document for worker in crew) or waiting:
            for worker in list(crew):
                if not worker.is_ready and time.monotonic() - worker.since > START_SECONDS:
                    raise RuntimeError(
                        f"A reading process did not start within {START_SECONDS:.0f} s; is the machine busy?"
                    )
                if waiting and worker.is_ready and worker.document is None:
                    worker.give(waiting.popleft())
            spoken = wait([worker.connection for worker in crew], timeout=WATCH_SECONDS)
            for worker in list(crew):
                report = worker.listen() if worker.connection in spoken else None
                report = report or worker.break_limit(late)
                if report is not None:
                    yield report
                if worker.is_spent:
                    worker.stop()
                    crew.remove(worker)
                    if waiting:
                        crew.append(_Worker(reader, limits, paths))
    finally:
        for worker in crew:
            worker.stop()


class _Worker:
    """The parent's side of a worker process."""

    def __init__(self, reader: str, limits: Limits, paths: Sequence[Path]) -> None:
        self.folder = tempfile.mkdtemp(prefix="kommunkompassen-read-")
        open_to_programs(self.folder)
        ours, theirs = socket.socketpair()
        _bound_reads(ours)
        with theirs:
            self.process = start_process(theirs, self.folder)
        self.connection = Connection(ours.detach())
        packages = {"extract", reader.partition(":")[0].partition(".")[0]}
        grants = list_grants(packages, paths, self.folder)
        with contextlib.suppress(OSError):
            self.connection.send_bytes(Task(reader, limits.megabytes, os.getpid(), grants).to_json())
        self.limits = limits
        self.is_ready = False
        self.is_spent = False
        self.is_bounded = False
        self.version = ""
        self.start_memory = 0.0
        self.start_seconds = 0.0
        self.document: Document | None = None
        self.since = time.monotonic()
        self.read = 0

    def give(self, document: Document) -> None:
        """Send the next document. If the worker has just died, ``listen`` notices it."""
        self.document = document
        self.since = time.monotonic()
        _, self.start_seconds = measure_tree(self.process.pid)
        sha256, path = document
        message = {"sha256": sha256, "path": str(path.resolve()), "seconds": self.limits.seconds}
        with contextlib.suppress(OSError):
            self.connection.send_bytes(json.dumps(message).encode())

    def listen(self) -> DocumentReport | None:
        """Receive a message: the worker is ready, has a report, is out of memory, or is dead (closed).

        Returns the report of the document if it is finished. Raises ``RuntimeError`` if the worker ends or
        sends anything before it has a document.
        """
        try:
            message = self.connection.recv_bytes(MOST_MESSAGE)
        except (EOFError, OSError):
            return self._bury()
        kind, content = message[:1], message[1:]
        if kind == READY and not self.is_ready:
            told = json.loads(content)
            self.is_ready, self.version = True, str(told["version"])
            self.start_memory, _ = measure_tree(self.process.pid)
            self.is_bounded = "folder" in told["held"]
            log.debug("Reading process %d is boxed by %s", self.process.pid, ", ".join(told["held"]))
            _warn_of_open_ways(tuple(told["held"]))
            return None
        if kind == NO_MEMORY and self.document is not None:
            return self._refuse_memory()
        if kind == REPORT and self.document is not None:
            with contextlib.suppress(ValidationError):
                report = REPORTS.validate_json(content)
                if report.sha256 == self.document[0]:
                    self.document = None
                    self.read += 1
                    self.is_spent = self.read >= DOCUMENTS_PER_WORKER
                    return report
        if self.document is None:
            raise RuntimeError("A reading process spoke without being asked; run `kommunkompassen --debug`.")
        return self._refuse("reader_crashed", "made its reading process say what is no report")

    def break_limit(self, late: list[Document] | None) -> DocumentReport | None:
        """Return the report of a document that is now over a limit and end its worker; else ``None``.

        A document over the clock's limit is added to ``late``, if that is given, and has no report yet.
        """
        if self.document is None or self.connection.poll():
            return None
        memory, seconds = measure_tree(self.process.pid)
        if seconds - self.start_seconds > self.limits.seconds:
            return self._refuse_seconds()
        if memory - self.start_memory > self.limits.megabytes:
            return self._refuse_memory()
        if not self.is_bounded and is_overfull(self.folder):
            return self._refuse("over_limit", "fills its temporary folder with more than is allowed")
        if time.monotonic() - self.since > self.limits.clock_seconds:
            if late is None:
                what = f"was not done after {self.limits.clock_seconds:g} seconds by the clock, read alone"
                return self._refuse("over_limit", what)
            late.append(self.document)
            self.document = None
            self.is_spent = True
        return None

    def stop(self) -> None:
        """Kill the worker with its children and remove its folder."""
        self.connection.close()
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _bury(self) -> DocumentReport:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL) if self.process.poll() is None else None
        status = self.process.wait()
        if self.document is None:
            raise RuntimeError(
                f"A reading process ended with status {status} before it read anything; "
                "run `kommunkompassen --debug` and look at the error above."
            )
        if status == -signal.SIGXCPU:
            return self._refuse_seconds()
        how = f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
        return self._refuse("reader_crashed", f"ended the reading process with {how}, as damaged files can")

    def _refuse_seconds(self) -> DocumentReport:
        what = f"takes longer than the {self.limits.seconds:g} seconds of processor time allowed"
        return self._refuse("over_limit", what)

    def _refuse_memory(self) -> DocumentReport:
        what = f"needs more than the {self.limits.megabytes:g} MB of memory allowed"
        return self._refuse("over_limit", what)

    def _refuse(self, code: str, what: str) -> DocumentReport:
        assert self.document is not None
        sha256, path = self.document
        self.document = None
        self.is_spent = True
        sentence = f"Document {path.name} {what}; nothing of it is used. Read it alone with higher limits."
        return DocumentReport(sha256, Outcome.UNREADABLE, self.version, reasons=(Reason(code, sentence),))


def start_process(end: socket.socket, folder: str) -> subprocess.Popen[bytes]:
    """Start a worker, in a session of its own, that listens at one end of a pair of sockets.

    ``folder`` is its working directory and the only one it may write to.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "extract.process.worker"],
        stdin=end.fileno(),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        cwd=folder,
        env=make_environment(folder),
    )


def make_environment(folder: str) -> dict[str, str]:
    """Make a worker's environment: the paths of code and programs, and no secrets of this process."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return kept | {
        "PATH": os.defpath,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "HOME": folder,
        "TMPDIR": folder,
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


@cache
def _warn_of_open_ways(held: tuple[str, ...]) -> None:
    """Warn once of protections that this machine does not offer."""
    if told := explain_box(held):
        log.warning("%s", told)


def _bound_reads(end: socket.socket) -> None:
    """Set a timeout, so that an incomplete message does not block this process."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SPEAK_SECONDS, 0))
