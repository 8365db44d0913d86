"""The command run by another user than root: ``python -m tests.another_user USER ARGUMENT...``."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
from pathlib import Path

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


if __name__ == "__main__":
    user = int(sys.argv.pop(1))
    open_closed_folders(ctypes.CDLL(None, use_errno=True))
    become(user)
    from flows.cli import main

    main()
