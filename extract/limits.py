"""Reading documents in processes of their own, each under a time and a memory limit.

A worker process reads one document at a time. Whatever a document does to it (hang, eat memory, crash the
native library) ends that worker and becomes the outcome of that document alone; the run goes on with a
fresh worker. Workers speak with this process through one socket each, so that a worker killed in the
middle of anything cannot harm another.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

from extract.records import DocumentReport, Outcome, Reason

READER = "extract.document:read_document"
DOCUMENTS_PER_WORKER = 50
START_SECONDS = 120.0
WATCH_SECONDS = 0.1
MEGABYTE = 1024 * 1024

Document = tuple[str, Path]


def read_batch(
    documents: Sequence[Document],
    *,
    workers: int = 2,
    seconds: float = 180,
    megabytes: float = 1500,
    reader: str = READER,
) -> Iterator[DocumentReport]:
    """Read every ``(sha256, path)`` and yield each report as soon as it is there, in any order.

    ``seconds`` is wall time per document, ``megabytes`` the memory a worker may use beyond what it needs to
    start. A document that breaks a limit is ``unreadable`` with reason ``over_limit``; one that crashes its
    worker otherwise is ``unreadable`` with reason ``reader_crashed``. ``reader`` names the function that
    reads, as ``module:function``; it takes the path and the sha256.

    Raises ``RuntimeError`` when a worker cannot start at all, because then nothing can be read.
    """
    waiting = deque(documents)
    crew: list[_Worker] = []
    try:
        for _ in range(min(max(1, workers), len(waiting))):
            crew.append(_Worker(reader, megabytes))
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
                report = report or worker.break_limit(seconds, megabytes)
                if report is not None:
                    yield report
                if worker.is_spent:
                    worker.stop()
                    crew.remove(worker)
                    if waiting:
                        crew.append(_Worker(reader, megabytes))
    finally:
        for worker in crew:
            worker.stop()


class _Worker:
    """A reading process as its parent sees it."""

    def __init__(self, reader: str, megabytes: float) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "extract.limits"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                env=os.environ
                | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_THREAD_LIMIT": "1"},
            )
        self.connection = Connection(ours.detach())
        self.connection.send(_Task(reader, megabytes, os.getpid()))
        self.is_ready = False
        self.is_spent = False
        self.version = ""
        self.start_memory = 0.0
        self.document: Document | None = None
        self.since = time.monotonic()
        self.read = 0

    def give(self, document: Document) -> None:
        """Hand over the next document. A worker that has just died is noticed when it is listened to."""
        self.document = document
        self.since = time.monotonic()
        with contextlib.suppress(OSError):
            self.connection.send(document)

    def listen(self) -> DocumentReport | None:
        """Take what the worker says: that it is ready, a report, or by closing that it is dead."""
        try:
            message = self.connection.recv()
        except (EOFError, OSError):
            return self._bury()
        if isinstance(message, _Ready):
            self.is_ready, self.version = True, message.version
            self.start_memory = measure_memory(self.process.pid)
            return None
        if isinstance(message, _MemoryBroken):
            return self._refuse(
                "over_limit", f"needs more than the {message.megabytes:g} MB of memory allowed"
            )
        self.document = None
        self.read += 1
        self.is_spent = self.read >= DOCUMENTS_PER_WORKER
        assert isinstance(message, DocumentReport)
        return message

    def break_limit(self, seconds: float, megabytes: float) -> DocumentReport | None:
        """The report of a document that is over a limit now, after killing its worker; else None."""
        if self.document is None or self.connection.poll():
            return None
        if time.monotonic() - self.since > seconds:
            return self._refuse("over_limit", f"takes longer than the {seconds:g} seconds allowed")
        if measure_memory(self.process.pid) - self.start_memory > megabytes:
            return self._refuse("over_limit", f"needs more than the {megabytes:g} MB of memory allowed")
        return None

    def stop(self) -> None:
        """End the worker and whatever it started, now."""
        self.connection.close()
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            self.process.kill()
        self.process.wait()

    def _bury(self) -> DocumentReport:
        status = self.process.wait()
        if self.document is None:
            raise RuntimeError(
                f"A reading process ended with status {status} before it read anything; "
                "run `kommunkompassen --debug` and look at the error above."
            )
        how = f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
        return self._refuse("reader_crashed", f"ended the reading process with {how}, as damaged files can")

    def _refuse(self, code: str, what: str) -> DocumentReport:
        assert self.document is not None
        sha256, path = self.document
        self.document = None
        self.is_spent = True
        sentence = f"Document {path.name} {what}; nothing of it is used. Read it alone with higher limits."
        return DocumentReport(sha256, Outcome.UNREADABLE, self.version, reasons=(Reason(code, sentence),))


@dataclass(frozen=True)
class _Task:
    """The first message to a worker."""

    reader: str
    megabytes: float
    parent: int


@dataclass(frozen=True)
class _Ready:
    """The first message from a worker: which version of the readers it runs."""

    version: str


@dataclass(frozen=True)
class _MemoryBroken:
    """The last message from a worker that the operating system refused memory."""

    megabytes: float


def measure_memory(pid: int) -> float:
    """Resident memory of a process in megabytes; 0 where the system does not tell (no ``/proc``)."""
    return _read_statm(pid, 1)


def _read_statm(pid: int | str, field: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[field])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def _serve() -> None:
    """What a worker does: read documents until its parent is gone."""
    import importlib

    connection = Connection(os.dup(0))
    with open(os.devnull) as nothing:  # noqa: PTH123 - what a document starts must not hear the parent
        os.dup2(nothing.fileno(), 0)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    task: _Task = connection.recv()
    _die_with_parent(task.parent)
    module_name, function_name = task.reader.split(":")
    module = importlib.import_module(module_name)
    read = getattr(module, function_name)
    _limit_memory(task.megabytes)
    connection.send(_Ready(str(getattr(module, "READER_VERSION", ""))))
    while True:
        try:
            sha256, path = connection.recv()
        except EOFError:
            return
        try:
            connection.send(read(path, sha256))
        except MemoryError:
            connection.send(_MemoryBroken(task.megabytes))
            return


def _die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent dies; without Linux a closed socket ends it later."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("The parent of this reading process is gone.")


def _limit_memory(megabytes: float) -> None:
    """Refuse address space beyond twice the limit, for leaps that are faster than the parent's watch."""
    import resource

    in_use = _read_statm("self", 0)
    if in_use:
        most = int((in_use + 2 * megabytes) * MEGABYTE)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    from extract import limits

    limits._serve()
