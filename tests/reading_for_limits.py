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
    """Behave as the file's content says: ``ok``, ``hang``, ``leap``, ``swell``, ``crash``, ``kill`` or ``exit``."""
    match path.read_text():
        case "hang":
            time.sleep(600)
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
