"""The sandbox ("box") of a process that reads untrusted files.

On Linux it uses what the kernel offers to every user, root or not:

- Landlock (Linux 5.13 or later): the process can read only Python, the libraries, the system's programs and
  the documents' folders, and write only to its own temporary folder; from Linux 6.7 it cannot use TCP, from
  6.12 it cannot send signals to processes outside.
- seccomp: no sockets, no tracing of other processes, no mounts, no io_uring, no kernel modules.
- namespaces: if the user may create them, a network without devices, and a file system in memory with a
  limited size for the temporary folder (``extract.process.scratch``).
- limits on open files, processes, file sizes and core dumps; ``no_new_privs``.

The system calls are made through ``ctypes``, because no maintained Python package offers all of them (there
is a development version for Landlock, and a release of 2021 for seccomp). ``enter_box`` leaves out what the
kernel or a container refuses and returns what is in force. On other systems only the limits apply.
"""

from __future__ import annotations

import ctypes
import errno
import importlib.util
import os
import resource
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extract.process.scratch import NOBODY, bound_folder
from extract.process.syscalls import call, forbid, knows_this_machine

MOST_FILES = 256
MOST_PROCESSES = 64  # threads included; Tesseract is one process
MOST_FILE_BYTES = 1 << 30

_FORBIDDEN_CALLS = (
    *("socket", "connect", "bind", "listen"),
    *("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd"),
    *("mount", "umount2", "pivot_root", "unshare", "setns", "open_by_handle_at"),
    *("io_uring_setup", "bpf", "perf_event_open", "userfaultfd"),
    *("add_key", "request_key", "keyctl", "kexec_load", "init_module", "finit_module"),
)
_NO_NEW_PRIVILEGES = 38
_NEW_USER, _NEW_NETWORK, _NEW_IPC, _NEW_MOUNTS = 0x10000000, 0x40000000, 0x08000000, 0x00020000

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE, _DEVICE = 1, 2, 4, 8, 1 << 14, 1 << 15
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _DEVICE
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # number of file rights, by Landlock's ABI version

_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/opt", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime")
_DEVICES = ("/dev/urandom", "/dev/random", "/dev/zero")
_MACHINE = ("/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu")
_NOWHERE = "/dev/null"


@dataclass(frozen=True)
class Grants:
    """The folders that a boxed process may read, those it may only list, and the one it may write to."""

    read: tuple[str, ...]
    listed: tuple[str, ...]
    write: str


def enter_box(grants: Grants) -> tuple[str, ...]:
    """Restrict this process and its children to ``grants``, permanently.

    Must be called while the process has one thread. Returns the protections that are in force: some of
    ``limits``, ``namespaces``, ``folder``, ``landlock``, ``network`` and ``signals`` (both Landlock's), and
    ``seccomp``.
    """
    _set_limits()
    held = ["limits"]
    if not sys.platform.startswith("linux"):
        _limit_processes(MOST_PROCESSES, others=0)
        return tuple(held)
    others = _count_processes(os.getuid())
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if os.getuid() == 0 and knows_this_machine():
        os.setresuid(NOBODY, 0, 0)  # type: ignore[attr-defined, unused-ignore]  # root's processes are not limited
    if spaces := _leave_namespaces(libc, grants.write):
        held += spaces
        others = 0  # since Linux 5.14 the kernel counts the processes of each user namespace separately
    _give_up_privileges(libc)
    _limit_processes(MOST_PROCESSES, others)
    held += _restrict_paths(libc, grants)
    if forbid(libc, _FORBIDDEN_CALLS, errno.EPERM):
        held.append("seccomp")
    return tuple(held)


def _leave_namespaces(libc: ctypes.CDLL, folder: str) -> list[str]:
    """Move this process into new namespaces, with a folder of limited size if possible."""
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(_NEW_USER | _NEW_NETWORK | _NEW_IPC | _NEW_MOUNTS) == 0:
        return ["namespaces", *(["folder"] if bound_folder(libc, folder, user, group) else [])]
    return ["namespaces"] if libc.unshare(_NEW_USER | _NEW_NETWORK | _NEW_IPC) == 0 else []


def list_open_ways(held: Iterable[str]) -> list[str]:
    """List what a malicious document could still do with the protections that ``enter_box`` returned."""
    holding = set(held)
    open_ways = []
    if "landlock" not in holding:
        open_ways.append("read and write whatever this user can (no Landlock, which needs Linux 5.13)")
    if not holding & {"seccomp", "namespaces"}:
        open_ways.append("use the network (neither seccomp nor a network namespace)")
    if "signals" not in holding:
        open_ways.append("send signals to this user's other processes (Landlock does that since Linux 6.12)")
    return open_ways


def explain_box(held: Iterable[str]) -> str | None:
    """Put the result of ``list_open_ways`` into sentences; ``None`` if there is nothing to say."""
    open_ways = list_open_ways(held)
    if not open_ways:
        return None
    return (
        "Documents are not read in a whole box here: one that takes over its reader could "
        f"{'; '.join(open_ways)}. Let the runs have a user of their own; see The box in docs/operator.md."
    )


def list_grants(packages: Iterable[str], documents: Iterable[Path], write: str) -> Grants:
    """List the grants of a process that imports ``packages`` and reads the files ``documents``.

    Folders of ``sys.path`` outside the Python installation are granted for listing only, apart from the
    packages in them, because a user's working directory may contain settings with secrets.
    """
    libraries = (sys.prefix, sys.base_prefix, "/usr")
    read = {sys.prefix, sys.base_prefix, sys.exec_prefix, *_SYSTEM}
    listed = {entry for entry in sys.path if entry and not any(map(Path(entry).is_relative_to, libraries))}
    for package in packages:
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            read.add(place)
            listed.add(str(Path(place).parent))
    for path in documents:
        folder, real = path.parent.resolve(), path.resolve()
        read |= {str(folder)} if real.parent == folder else {str(folder), str(real)}  # a link's file alone
    return Grants(tuple(sorted(read)), tuple(sorted(listed)), write)


def _set_limits() -> None:
    for what, most in (
        (resource.RLIMIT_NOFILE, MOST_FILES),
        (resource.RLIMIT_FSIZE, MOST_FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (limit, limit))


def _limit_processes(most: int, others: int) -> None:
    """Limit this process and its children to ``most`` processes and threads, permanently.

    ``others`` is added for the user's other processes if the kernel counts them too. If no process can be
    started then, the limit is raised.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    unlimited = hard == resource.RLIM_INFINITY
    limit = most + others if unlimited else min(most + others, hard)
    resource.setrlimit(resource.RLIMIT_NPROC, (limit, hard))
    if not _can_start_a_process():
        limit = most + _count_processes(os.geteuid()) if sys.platform.startswith("linux") else hard
        limit = limit if unlimited else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_NPROC, (limit, limit))


def _can_start_a_process() -> bool:
    try:
        child = os.fork()
    except OSError:
        return False
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return True


def _count_processes(user: int) -> int:
    count = 0
    for task in Path("/proc").glob("[0-9]*/task"):
        try:
            if task.stat().st_uid == user:
                count += sum(1 for _ in task.iterdir())
        except OSError:
            continue
    return count


def _give_up_privileges(libc: ctypes.CDLL) -> None:
    if not knows_this_machine():
        return
    header = struct.pack("=Ii", 0x20080522, 0)
    call(libc, "capset", header, bytes(24))


def _restrict_paths(libc: ctypes.CDLL, grants: Grants) -> list[str]:
    version = call(libc, "landlock_create_ruleset", None, ctypes.c_size_t(0), ctypes.c_uint(1))
    if version < 1:
        return []
    handled = (1 << _RIGHTS_BY_VERSION.get(version, 16)) - 1
    attributes = struct.pack("=QQQ", handled, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = call(libc, "landlock_create_ruleset", attributes, ctypes.c_size_t(size), ctypes.c_uint(0))
    if ruleset < 0:
        return []
    granted = [(path, _READ) for path in (*grants.read, *_DEVICES, *_MACHINE, f"/proc/{os.getpid()}")]
    granted += [(path, _READ_DIR) for path in grants.listed]
    granted += [(grants.write, handled & ~_EXECUTE), (_NOWHERE, _READ | _WRITE_FILE | _TRUNCATE)]
    for path, rights in granted:
        _grant(libc, ruleset, path, rights & handled)
    done = call(libc, "landlock_restrict_self", ctypes.c_int(ruleset), ctypes.c_uint(0)) == 0
    os.close(ruleset)
    if not done:
        return []
    return ["landlock", *(["network"] if version >= 4 else []), *(["signals"] if version >= 6 else [])]


def _grant(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not Path(path).is_dir():
            rights &= _OF_FILES
        rule = struct.pack("=Qi", rights, handle)
        call(libc, "landlock_add_rule", ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint(0))
    finally:
        os.close(handle)
