"""Stand-ins for the reader of documents that misbehave as real ones can; named by ``test_limits``."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path

from extract.records import DocumentReport, Finding, Outcome

READER_VERSION = "stand-in"


def read(path: Path, sha256: str) -> DocumentReport:
    """Do as the file says: ``ok``, or one of the ways to misbehave below."""
    begun = time.process_time()
    match path.read_text():
        case "hang":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "work":
            while time.process_time() < begun + 0.67:
                pass
        case "lie":
            return "no report"  # type: ignore[return-value]
        case "leap":
            bytearray(64 * 2**30)
        case "swell":
            held = [bytearray(os.urandom(1024) * 1024)]
            while True:
                held.append(bytearray(held[-1]))
        case "crash":
            ctypes.string_at(0)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
    return DocumentReport(
        sha256, Outcome.ACCEPTED, READER_VERSION, findings=(Finding("process", str(os.getpid())),)
    )


def start_many(path: Path, sha256: str) -> DocumentReport:
    """Start as many processes as there may be and keep them (``many``), or a few (``few``); tell how many."""
    wanted = 1000 if path.read_text() == "many" else 10
    children = []
    try:
        for _ in range(wanted):
            child = os.fork()
            if child == 0:
                time.sleep(60)
                os._exit(0)
            children.append(child)
    except OSError:
        pass
    if wanted > 10:
        time.sleep(4)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return DocumentReport(
        sha256, Outcome.ACCEPTED, READER_VERSION, findings=(Finding("started", str(len(children))),)
    )
