"""The worker process: it enters its sandbox, reads documents one by one and reports to its parent in JSON.

``extract.process.limits`` starts it with a socket as its standard input. The parent validates every message,
so that a document that takes over this process cannot control the parent.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import resource
import signal
import sys
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from typing import Any

from extract.process.box import Grants, enter_box
from extract.process.collecting import collect_rarely
from extract.process.usage import MEGABYTE, measure_addresses

READY, REPORT, NO_MEMORY = b"R", b"D", b"M"
GRACE_SECONDS = 5  # the kernel's limit is so much higher than the parent's, which is applied first


@dataclass(frozen=True)
class Task:
    """The first message to a worker: the ``module:function`` that reads, its limit, parent and grants."""

    reader: str
    megabytes: float
    parent: int
    grants: Grants

    def to_json(self) -> bytes:
        """Serialise the task for ``read_task``."""
        return json.dumps(asdict(self)).encode()


def read_task(content: bytes) -> Task:
    """Parse the JSON that ``Task.to_json`` returns."""
    told = json.loads(content)
    grants = told["grants"]
    boxed = Grants(tuple(grants["read"]), tuple(grants["listed"]), grants["write"])
    return Task(told["reader"], told["megabytes"], told["parent"], boxed)


def serve() -> None:
    """Read documents until the parent closes the socket."""
    connection = Connection(os.dup(0))
    with open(os.devnull) as nothing:  # noqa: PTH123 - child processes must not inherit the socket
        os.dup2(nothing.fileno(), 0)
    task = read_task(connection.recv_bytes())
    _die_with_parent(task.parent)
    held = enter_box(task.grants)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    module_name, function_name = task.reader.split(":")
    with collect_rarely():  # hundreds of patterns are compiled
        module = importlib.import_module(module_name)
    read = getattr(module, function_name)
    write_report = _load_writer()
    _limit_memory(task.megabytes)
    version = str(getattr(module, "READER_VERSION", ""))
    connection.send_bytes(READY + json.dumps({"version": version, "held": held}).encode())
    while True:
        try:
            document = json.loads(connection.recv_bytes())
        except EOFError:
            return
        _limit_processor(document["seconds"])
        try:
            connection.send_bytes(REPORT + write_report(read(_to_path(document["path"]), document["sha256"])))
        except MemoryError:
            connection.send_bytes(NO_MEMORY)
            return


def _load_writer() -> Any:
    from pydantic import TypeAdapter
    from pydantic_core import PydanticSerializationError

    from extract.records import DocumentReport

    adapter = TypeAdapter(DocumentReport)

    def write(report: DocumentReport) -> bytes:
        try:
            return adapter.dump_json(report)
        except PydanticSerializationError:  # a text has a lone surrogate, from a damaged font
            return json.dumps(_clean(adapter.dump_python(report))).encode()

    return write


def _clean(value: Any) -> Any:
    """Replace lone surrogates in all texts of a value."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(each) for each in value]
    return value


def _to_path(path: str) -> Any:
    from pathlib import Path

    return Path(path)


def _die_with_parent(parent: int) -> None:
    """Make Linux kill this process when its parent dies; on other systems the closed socket ends it."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("The parent of this reading process is gone.")


def _limit_memory(megabytes: float) -> None:
    """Limit the address space to twice the limit, in case memory grows faster than the parent measures."""
    in_use = measure_addresses("self")
    if in_use:
        most = int((in_use + 2 * megabytes) * MEGABYTE)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_processor(seconds: float) -> None:
    """Make the kernel end this process some seconds after the parent should have done it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds + GRACE_SECONDS)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


if __name__ == "__main__":
    serve()
