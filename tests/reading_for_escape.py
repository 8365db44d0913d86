"""A stand-in for a reader that a document has taken over: it tries to get out of its box in every way.

Named by ``test_box``. The file to read holds JSON: what the parent has, so that there is something to get at.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from extract.process.scratch import MOST_BYTES, MOST_ENTRIES
from extract.records import DocumentReport, Finding, Outcome

READER_VERSION = "stand-in"
PIECE = 16 * 1024 * 1024
KEPT_OPEN: list[IO[bytes]] = []


class Escaped(Exception):  # noqa: N818 - what is wanted is that it never happens
    """An attempt that succeeded."""


def find_secrets_in_environment(told: dict[str, Any]) -> None:
    """Look for the parent's secrets in this process's environment."""
    if told["secret"] in repr(dict(os.environ)) or any("KOMMUNKOMPASSEN" in name for name in os.environ):
        raise Escaped
    raise PermissionError


def read_environment_of_parent(told: dict[str, Any]) -> None:
    """Read the parent's environment from /proc."""
    Path(f"/proc/{told['parent']}/environ").read_bytes()


def read_a_secret_file(told: dict[str, Any]) -> None:
    """Read a file beside the documents' folder."""
    Path(told["secret_file"]).read_bytes()


def read_passwords(told: dict[str, Any]) -> None:
    """Read a file of the system."""
    Path("/etc/passwd").read_bytes()


def write_beside_the_document(told: dict[str, Any]) -> None:
    """Write where documents lie."""
    Path(told["folder"], "written").write_bytes(b"x")


def change_the_document(told: dict[str, Any]) -> None:
    """Change an archived file."""
    with Path(told["document"]).open("r+b") as file:
        file.write(b"x")


def remove_the_document(told: dict[str, Any]) -> None:
    """Remove an archived file."""
    Path(told["document"]).unlink()


def write_to_the_systems_temporary_folder(told: dict[str, Any]) -> None:
    """Write to /tmp."""
    Path("/tmp", f"escaped-{os.getpid()}").write_bytes(b"x")


def write_code(told: dict[str, Any]) -> None:
    """Write beside the project's code."""
    Path(__file__).with_name("escaped.py").write_bytes(b"x")


def link_out(told: dict[str, Any]) -> None:
    """Read a secret through a link in the folder that may be written."""
    link = Path(os.environ["TMPDIR"], "link")
    link.symlink_to(told["secret_file"])
    link.read_bytes()


def connect_by_tcp(told: dict[str, Any]) -> None:
    """Connect to a server on this machine."""
    socket.create_connection(("127.0.0.1", told["port"]), timeout=2).close()


def send_by_udp(told: dict[str, Any]) -> None:
    """Send a datagram."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.sendto(b"secret", ("127.0.0.1", told["port"]))


def connect_by_unix(told: dict[str, Any]) -> None:
    """Connect to a socket in the file system."""
    with socket.socket(socket.AF_UNIX) as end:
        end.connect(told["socket"])


def ask_raw(told: dict[str, Any]) -> None:
    """Make a raw socket."""
    socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP).close()


def let_curl_ask(told: dict[str, Any]) -> None:
    """Let another program connect."""
    script = f"import socket; socket.create_connection(('127.0.0.1', {told['port']}), timeout=2)"
    if subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode:
        raise PermissionError


def signal_the_parent(told: dict[str, Any]) -> None:
    """Send a signal to the parent."""
    os.kill(told["parent"], signal.SIGCONT)


def trace_the_parent(told: dict[str, Any]) -> None:
    """Attach to the parent as a debugger does."""
    _call(101, 16, told["parent"], 0, 0)


def set_up_io_uring(told: dict[str, Any]) -> None:
    """Ask the kernel for a ring, which has calls of its own."""
    _call(425, 4, ctypes.create_string_buffer(120))


def mount(told: dict[str, Any]) -> None:
    """Mount a file system."""
    _call(165, b"none", os.environ["TMPDIR"].encode(), b"tmpfs", 0, 0)


def become_another(told: dict[str, Any]) -> None:
    """Make a user namespace in which everything is allowed."""
    _call(272, 0x10000000)


def start_many_processes(told: dict[str, Any]) -> None:
    """Start more processes than any reader needs."""
    started = []
    try:
        for _ in range(500):
            child = os.fork()
            if child == 0:
                time.sleep(60)
                os._exit(0)
            started.append(child)
    finally:
        for child in started:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def open_many_files(told: dict[str, Any]) -> None:
    """Open more files than any reader needs."""
    held = []
    for _ in range(2000):
        held.append(Path(__file__).open())  # noqa: SIM115


def write_a_huge_file(told: dict[str, Any]) -> None:
    """Fill the disk."""
    with Path(os.environ["TMPDIR"], "huge").open("wb") as file:
        file.truncate(2 << 30)


def raise_the_limits(told: dict[str, Any]) -> None:
    """Take back what was given up."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (100_000, 100_000))


def take_memory(told: dict[str, Any]) -> None:
    """Take far more memory than is allowed."""
    bytearray(64 << 30)


def fill_the_folder(told: dict[str, Any]) -> None:
    """Make more files than any reader needs in the folder that may be written."""
    folder = Path(os.environ["TMPDIR"], "many")
    folder.mkdir()
    for number in range(MOST_ENTRIES + 1):
        (folder / str(number)).touch()
    time.sleep(5)  # for whoever looks on


def fill_with_what_is_removed(told: dict[str, Any]) -> None:
    """Write more than the folder may hold to files that have no name any more."""
    for number in range(MOST_BYTES // PIECE + 1):
        path = Path(os.environ["TMPDIR"], f"gone-{number}")
        file = path.open("wb")
        KEPT_OPEN.append(file)
        path.unlink()
        file.write(bytes(PIECE))


ATTEMPTS: tuple[Callable[[dict[str, Any]], None], ...] = (
    find_secrets_in_environment,
    read_environment_of_parent,
    read_a_secret_file,
    read_passwords,
    write_beside_the_document,
    change_the_document,
    remove_the_document,
    write_to_the_systems_temporary_folder,
    write_code,
    link_out,
    connect_by_tcp,
    send_by_udp,
    connect_by_unix,
    ask_raw,
    let_curl_ask,
    signal_the_parent,
    trace_the_parent,
    set_up_io_uring,
    mount,
    become_another,
    start_many_processes,
    open_many_files,
    write_a_huge_file,
    raise_the_limits,
    take_memory,
)
ON_THE_FOLDER = (fill_the_folder, fill_with_what_is_removed)


def read(path: Path, sha256: str) -> DocumentReport:
    """Try everything; a finding for each attempt says what came of it."""
    told = json.loads(path.read_text())
    wanted = told.get("attempts")
    findings = [
        Finding(attempt.__name__, _try(attempt, told))
        for attempt in (ATTEMPTS if wanted is None else (*ATTEMPTS, *ON_THE_FOLDER))
        if wanted is None or attempt.__name__ in wanted
    ]
    while KEPT_OPEN:
        KEPT_OPEN.pop().close()
    shutil.rmtree(Path(os.environ["TMPDIR"], "many"), ignore_errors=True)
    scratch = Path(os.environ["TMPDIR"], "scratch")
    subprocess.run(["touch", f"{scratch}-too"], check=True)  # as Tesseract does
    scratch.write_text("a reader may write here")
    findings.append(Finding("own_folder", scratch.read_text()))
    return DocumentReport(sha256, Outcome.REJECTED, READER_VERSION, findings=tuple(findings))


def _try(attempt: Callable[[dict[str, Any]], None], told: dict[str, Any]) -> str:
    try:
        attempt(told)
    except (PermissionError, BlockingIOError, MemoryError):
        return "held"
    except ValueError as error:
        return "held" if "limit" in str(error) else f"failed otherwise: {error}"
    except OSError as error:
        expected = (errno.EMFILE, errno.EFBIG, errno.EXDEV, errno.ENOSPC)
        return "held" if error.errno in expected else f"failed otherwise: {error!r}"
    except Escaped:
        return "escaped"
    return "escaped"


def _call(number: int, *arguments: Any) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    plain = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    if libc.syscall(ctypes.c_long(number), *plain) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
