"""Limit what a boxed process can write to its temporary folder.

On Linux a file system in memory with a limited size is mounted on the folder. No other process sees it, it
disappears with the process, and files that were removed while open count, too. If the kernel or a container
does not allow that, the parent measures the folder's size again and again.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
from pathlib import Path

MOST_BYTES = 512 * 1024 * 1024
MOST_ENTRIES = 20_000  # files and folders

NOBODY = 65534

_GET_DUMPABLE, _SET_DUMPABLE = 3, 4
_PRIVATE, _RECURSIVE, _DETACH = 1 << 18, 1 << 14, 2
_PROBE_SECONDS = 30
_NO_SET_USER, _NO_DEVICES, _NO_PROGRAMS = 2, 4, 8


def bound_folder(libc: ctypes.CDLL, folder: str, user: int, group: int) -> bool:
    """Mount a small file system on ``folder`` and change to it; returns whether that succeeded.

    Must be called by a process that has just entered new user and mount namespaces. ``user`` and ``group``
    are its effective ids from before.
    """
    if not _map_user(libc, user, group):
        return False
    if libc.mount(b"none", b"/", None, ctypes.c_ulong(_PRIVATE | _RECURSIVE), None) != 0:
        return False
    options = f"size={MOST_BYTES},nr_inodes={MOST_ENTRIES},mode=0770".encode()
    flags = ctypes.c_ulong(_NO_SET_USER | _NO_DEVICES | _NO_PROGRAMS)
    if libc.mount(b"none", os.fsencode(folder), b"tmpfs", flags, options) != 0:
        return False
    if not _may_programs_write(folder):
        libc.umount2(os.fsencode(folder), _DETACH)
        return False
    os.chdir(folder)
    return True


def is_overfull(folder: str) -> bool:
    """Whether the files in ``folder``, at any depth, exceed the limit; stops counting when they do."""
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


def open_to_programs(folder: str) -> None:
    """Let the programs that a reading process of root starts write to its folder.

    A program that root starts without root's privileges is nobody's, but still of root's group.
    """
    if os.geteuid() == 0:
        Path(folder).chmod(0o770)


def _may_programs_write(folder: str) -> bool:
    """Whether a program may: before Linux 6.14 one that root starts is a user who can own no file here."""
    path = Path(folder, "probe")
    try:
        subprocess.run(["touch", str(path)], check=True, capture_output=True, timeout=_PROBE_SECONDS)
        path.unlink()
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _map_user(libc: ctypes.CDLL, user: int, group: int) -> bool:
    """Map this process's user and group into the new user namespace, so that they can own files there.

    Root is mapped to nobody: the kernel would take the right to write from every program that root starts.
    """
    dumpable = libc.prctl(_GET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_SET_DUMPABLE, 1, 0, 0, 0)  # after a change of user these files belong to root otherwise
    try:
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{user or NOBODY} {user} 1"),
            ("gid_map", f"{group or NOBODY} {group} 1"),
        ):
            with Path("/proc/self", name).open("w") as file:
                file.write(text)
    except OSError:
        return False
    finally:
        libc.prctl(_SET_DUMPABLE, dumpable, 0, 0, 0)
    return True
