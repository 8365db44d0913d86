"""The box: what a process that reads strange files gives up before it reads the first one.

On Linux, with what the kernel gives to anybody, root or not:

- Landlock (since Linux 5.13): reads only of Python, the libraries, the system's programs and the folders of
  the documents; writes only to its own temporary folder; since 6.7 no TCP, since 6.12 no signals to processes
  outside.
- seccomp: no sockets of any kind, no tracing of other processes, no mounts, no io_uring, no kernel modules.
- namespaces: a network without any device, where a user may make one, and a file system in memory for its
  temporary folder, of a bounded size (``extract.process.scratch``).
- limits on files, processes, sizes of files and core dumps; no new privileges.

Each is asked of the kernel by its own number through ``ctypes``: of the Python bindings that are published
none is both kept and whole (a development version for Landlock, a release of 2021 for seccomp). What the
kernel or a container's own filter refuses is left out and told by ``enter_box``; elsewhere than on Linux only
the limits hold.
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

from extract.process.scratch import bound_folder
from extract.process.syscalls import call, forbid, knows_this_machine

MOST_FILES = 256
MOST_PROCESSES = 64  # Tesseract starts one; threads count too
MOST_FILE_BYTES = 1 << 30
NOBODY = 65534

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
_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # bits of file rights that each version knows

_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/opt", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime")
_DEVICES = ("/dev/urandom", "/dev/random", "/dev/zero")
_TOLD = ("/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu")  # of the machine
_SHARED_MEMORY = "/dev/null"


@dataclass(frozen=True)
class Grants:
    """What a boxed process may still reach: folders to read, folders to list, the one folder to write."""

    read: tuple[str, ...]
    listed: tuple[str, ...]
    write: str


def enter_box(grants: Grants) -> tuple[str, ...]:
    """Give up everything but ``grants``, for good, in this process and all that it starts.

    Must be called while the process has one thread. Returns which protections hold: some of ``limits``,
    ``namespaces``, ``folder``, ``landlock``, ``network`` (Landlock's), ``signals`` (Landlock's), ``seccomp``.
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
        others = 0  # since Linux 5.14 the kernel counts a namespace's own
    _give_up_privileges(libc)
    _limit_processes(MOST_PROCESSES, others)
    held += _restrict_paths(libc, grants)
    if forbid(libc, _FORBIDDEN_CALLS, errno.EPERM):
        held.append("seccomp")
    return tuple(held)


def _leave_namespaces(libc: ctypes.CDLL, folder: str) -> list[str]:
    """Go into namespaces of this process's own, with a folder of bounded size if possible."""
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(_NEW_USER | _NEW_NETWORK | _NEW_IPC | _NEW_MOUNTS) == 0:
        return ["namespaces", *(["folder"] if bound_folder(libc, folder, user, group) else [])]
    return ["namespaces"] if libc.unshare(_NEW_USER | _NEW_NETWORK | _NEW_IPC) == 0 else []


def list_open_ways(held: Iterable[str]) -> list[str]:
    """What a document that takes over its reader could still do, by what ``enter_box`` told."""
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
    """The open ways in a sentence; ``None`` where there are none."""
    open_ways = list_open_ways(held)
    if not open_ways:
        return None
    return (
        "Documents are not read in a whole box here: one that takes over its reader could "
        f"{'; '.join(open_ways)}. Let the runs have a user of their own; see The box in docs/operator.md."
    )


def list_grants(packages: Iterable[str], documents: Iterable[Path], write: str) -> Grants:
    """The grants of a process that runs ``packages`` and reads files in the folders of ``documents``.

    Of a folder on the path of modules that is no library's only the packages themselves are granted: it may
    be where somebody keeps settings.
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
    """Let this process and its children be no more than ``most``, threads included, for good.

    Where the kernel counts whatever the user runs, ``others`` more; without a limit if even that is too few.
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
    granted = [(path, _READ) for path in (*grants.read, *_DEVICES, *_TOLD, f"/proc/{os.getpid()}")]
    granted += [(path, _READ_DIR) for path in grants.listed]
    granted += [(grants.write, handled & ~_EXECUTE), (_SHARED_MEMORY, _READ | _WRITE_FILE | _TRUNCATE)]
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
