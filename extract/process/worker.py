"""What a reading process does: enter its box, read documents one by one, tell its parent in plain JSON.

Started by ``extract.process.limits`` with a socket for standard input. The parent takes nothing from here
but bytes that it checks: whatever a document does to this process, it cannot make the parent do anything.
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
from extract.process.usage import MEGABYTE, measure_addresses

READY, REPORT, NO_MEMORY = b"R", b"D", b"M"
GRACE_SECONDS = 5  # the parent's watch decides; the kernel's limit is for a parent that cannot


@dataclass(frozen=True)
class Task:
    """The first message to a worker. ``reader`` is ``module:function``; ``grants`` are those of its box."""

    reader: str
    megabytes: float
    parent: int
    grants: Grants

    def to_json(self) -> bytes:
        """As it is sent."""
        return json.dumps(asdict(self)).encode()


def read_task(content: bytes) -> Task:
    """The task that ``Task.to_json`` wrote."""
    told = json.loads(content)
    grants = told["grants"]
    boxed = Grants(tuple(grants["read"]), tuple(grants["listed"]), grants["write"])
    return Task(told["reader"], told["megabytes"], told["parent"], boxed)


def serve() -> None:
    """Read documents until the parent is gone."""
    connection = Connection(os.dup(0))
    with open(os.devnull) as nothing:  # noqa: PTH123 - what a document starts must not hear the parent
        os.dup2(nothing.fileno(), 0)
    task = read_task(connection.recv_bytes())
    _die_with_parent(task.parent)
    held = enter_box(task.grants)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    module_name, function_name = task.reader.split(":")
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
        except PydanticSerializationError:  # a text holds half a character, as damaged fonts give
            return json.dumps(_clean(adapter.dump_python(report))).encode()

    return write


def _clean(value: Any) -> Any:
    """The value with every half of a character in its texts replaced."""
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
    in_use = measure_addresses("self")
    if in_use:
        most = int((in_use + 2 * megabytes) * MEGABYTE)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_processor(seconds: float) -> None:
    """Have the kernel end this process some seconds after the parent should have."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds + GRACE_SECONDS)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


if __name__ == "__main__":
    serve()
