"""A batch read on a machine that gives less than this one, or by another user: what a container may do.

``python -m tests.weaker_kernel DOCUMENT USER CALL[:ERROR]...`` forbids the calls in this process and all that
it starts, becomes the user where that is not 0, and reads the document with the stand-in that tries to get
out. Prints a JSON object of what each attempt came to, and ``log``, the log of the readers.
"""

from __future__ import annotations

import ctypes
import errno
import io
import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from extract.process.limits import read_batch
from extract.process.syscalls import forbid

NO_NEW_PRIVILEGES = 38
NEW_MOUNTS = 0x00020000


def open_closed_folders(libc: ctypes.CDLL) -> None:
    """Let everybody find Python where it lies in a closed folder, in a view of the disk of our own."""
    libraries = Path(sys.base_prefix)
    closed = [each for each in libraries.parents if not each.stat().st_mode & 0o001]
    if not closed:
        return
    inside = closed[-1] / libraries.relative_to(closed[-1]).parts[0]
    assert libc.unshare(NEW_MOUNTS) == 0
    aside = Path(tempfile.mkdtemp())
    for command in (
        ["mount", "--make-rprivate", "/"],
        ["mount", "--bind", str(inside), str(aside)],
        ["mount", "-t", "tmpfs", "-o", "mode=755", "none", str(closed[-1])],
        ["mkdir", str(inside)],
        ["mount", "--bind", str(aside), str(inside)],
    ):
        subprocess.run(command, check=True)


def become(user: int) -> None:
    """Go on as another user."""
    os.setgroups([])
    os.setresgid(user, user, user)  # type: ignore[attr-defined, unused-ignore]
    os.setresuid(user, user, user)  # type: ignore[attr-defined, unused-ignore]


def main(document: Path, user: int, calls: list[str]) -> None:
    """Read the document; see above."""
    libc = ctypes.CDLL(None, use_errno=True)
    if user:
        open_closed_folders(libc)
        become(user)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for call in calls:
        name, _, error = call.partition(":")
        assert forbid(libc, [name], getattr(errno, error or "EPERM"))
    heard = io.StringIO()
    logging.basicConfig(stream=heard, level=logging.DEBUG)
    told = json.loads(document.read_text())
    told["parent"] = os.getpid()
    parent_free = Path(document.parent, "told.pdf")
    parent_free.write_text(json.dumps(told))
    batch = read_batch(
        [("0" * 64, parent_free)], workers=1, megabytes=4000, reader="tests.reading_for_escape:read"
    )
    came = {finding.code: finding.sentence for report in batch for finding in report.findings}
    print(json.dumps({**came, "log": heard.getvalue()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
