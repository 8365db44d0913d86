"""The one folder that a boxed process may write to, and how much it may write there.

On Linux the folder becomes a file system of its own in memory, of a bounded size, that no other process sees
and that is gone with the process: what is written and removed while it is open counts, too. Where a kernel or
a container does not let a user have that, the parent looks how large the folder has grown, again and again.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

MOST_BYTES = 512 * 1024 * 1024
MOST_ENTRIES = 20_000  # files and folders

_GET_DUMPABLE, _SET_DUMPABLE = 3, 4
_PRIVATE, _RECURSIVE = 1 << 18, 1 << 14
_NO_SET_USER, _NO_DEVICES, _NO_PROGRAMS = 2, 4, 8


def bound_folder(libc: ctypes.CDLL, folder: str, user: int, group: int) -> bool:
    """Put a small file system in the place of ``folder`` and go there; whether that was possible.

    To be called in new namespaces of users and of mounts, by the process of ``user`` and ``group`` (as they
    were before) that made them.
    """
    if not _map_user(libc, user, group):
        return False
    if libc.mount(b"none", b"/", None, ctypes.c_ulong(_PRIVATE | _RECURSIVE), None) != 0:
        return False
    options = f"size={MOST_BYTES},nr_inodes={MOST_ENTRIES},mode=0700".encode()
    flags = ctypes.c_ulong(_NO_SET_USER | _NO_DEVICES | _NO_PROGRAMS)
    if libc.mount(b"none", os.fsencode(folder), b"tmpfs", flags, options) != 0:
        return False
    os.chdir(folder)
    return True


def is_overfull(folder: str) -> bool:
    """Whether more lies in ``folder``, at any depth, than a process may write. Looks at no more than that."""
    size, entries = 0, 0
    waiting = [folder]
    while waiting:
        try:
            found = os.scandir(waiting.pop())
        except OSError:
            continue
        with found:
            for entry in found:
                entries += 1
                try:
                    size += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                except OSError:
                    continue
                if size > MOST_BYTES or entries > MOST_ENTRIES:
                    return True
    return False


def _map_user(libc: ctypes.CDLL, user: int, group: int) -> bool:
    """Let the namespace of users know this process's own: nobody unknown can own a file in it."""
    dumpable = libc.prctl(_GET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_SET_DUMPABLE, 1, 0, 0, 0)  # else, after a change of user, these files are root's
    try:
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            with Path("/proc/self", name).open("w") as file:
                file.write(text)
    except OSError:
        return False
    finally:
        libc.prctl(_SET_DUMPABLE, dumpable, 0, 0, 0)
    return True
