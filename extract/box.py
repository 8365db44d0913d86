"""The box: what a process that reads strange files gives up before it reads the first one.

On Linux, with what the kernel gives to anybody, root or not:

- Landlock (since Linux 5.13): reads only of Python, the libraries, the system's programs and the folders of
  the documents; writes only to its own temporary folder; since 6.7 no TCP, since 6.12 no signals to processes
  outside.
- seccomp: no sockets of any kind, no tracing of other processes, no mounts, no io_uring, no kernel modules.
- namespaces: a network without any device, where a user may make one.
- limits on files, processes, sizes of files and core dumps; no new privileges.

Each is asked of the kernel by its own number through ``ctypes``: of the Python bindings that are published
none is both kept and whole (a development version for Landlock, a release of 2021 for seccomp). What the
kernel or a container's own filter refuses is left out and told by ``enter_box``; elsewhere than on Linux only
the limits hold.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import resource
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MOST_FILES = 256
MOST_PROCESSES = 64  # Tesseract starts one; threads count too
MOST_FILE_BYTES = 1 << 30
NOBODY = 65534

# Linux's numbers, the same on every machine where no two are given (x86-64, 64-bit ARM).
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_FORBIDDEN_CALLS = (
    (41, 198),  # socket
    (42, 203),  # connect
    (49, 200),  # bind
    (50, 201),  # listen
    (101, 117),  # ptrace
    (310, 270),  # process_vm_readv
    (311, 271),  # process_vm_writev
    (438, 438),  # pidfd_getfd
    (425, 425),  # io_uring_setup
    (165, 40),  # mount
    (166, 39),  # umount2
    (155, 41),  # pivot_root
    (272, 97),  # unshare
    (308, 268),  # setns
    (321, 280),  # bpf
    (298, 241),  # perf_event_open
    (323, 282),  # userfaultfd
    (304, 265),  # open_by_handle_at
    (248, 217),  # add_key
    (249, 218),  # request_key
    (250, 219),  # keyctl
    (246, 104),  # kexec_load
    (175, 105),  # init_module
    (313, 273),  # finit_module
)
_SECCOMP = (317, 277)
_CAPSET = (126, 91)
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_NO_NEW_PRIVILEGES = 38
_NEW_USER, _NEW_NETWORK, _NEW_IPC = 0x10000000, 0x40000000, 0x08000000

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
    ``namespaces``, ``landlock``, ``network`` (Landlock's), ``signals`` (Landlock's) and ``seccomp``.
    """
    _set_limits()
    held = ["limits"]
    if not sys.platform.startswith("linux"):
        return tuple(held)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _stop_counting_as_root(libc)
    if libc.unshare(_NEW_USER | _NEW_NETWORK | _NEW_IPC) == 0:
        held.append("namespaces")
    held += _restrict_paths(libc, grants)
    if _forbid_calls(libc):
        held.append("seccomp")
    return tuple(held)


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
    read |= {str(path.parent.resolve()) for path in documents}
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
    limit = MOST_PROCESSES
    if sys.platform.startswith(
        "linux"
    ):  # the kernel counts all processes of a user, within a namespace root's too
        limit += _count_processes(os.getuid())
    _, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_NPROC, (limit, hard))


def _count_processes(user: int) -> int:
    count = 0
    for task in Path("/proc").glob("[0-9]*/task"):
        try:
            if task.stat().st_uid == user:
                count += sum(1 for _ in task.iterdir())
        except OSError:
            continue
    return count


def _stop_counting_as_root(libc: ctypes.CDLL) -> None:
    """Give up what root can do, and count as nobody: the kernel limits no processes of root."""
    index = _MACHINES.get(platform.machine(), (None,))[0]
    if os.getuid() != 0 or index is None:
        return
    os.setresuid(NOBODY, 0, 0)  # type: ignore[attr-defined, unused-ignore]
    header = struct.pack("=Ii", 0x20080522, 0)
    libc.syscall(ctypes.c_long(_CAPSET[index]), header, bytes(24))


def _restrict_paths(libc: ctypes.CDLL, grants: Grants) -> list[str]:
    version = libc.syscall(ctypes.c_long(_CREATE_RULESET), None, ctypes.c_size_t(0), ctypes.c_uint(1))
    if version < 1:
        return []
    handled = (1 << _RIGHTS_BY_VERSION.get(version, 16)) - 1
    attributes = struct.pack("=QQQ", handled, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = libc.syscall(
        ctypes.c_long(_CREATE_RULESET), attributes, ctypes.c_size_t(size), ctypes.c_uint(0)
    )
    if ruleset < 0:
        return []
    granted = [(path, _READ) for path in (*grants.read, *_DEVICES, *_TOLD, f"/proc/{os.getpid()}")]
    granted += [(path, _READ_DIR) for path in grants.listed]
    granted += [(grants.write, handled & ~_EXECUTE), (_SHARED_MEMORY, _READ | _WRITE_FILE | _TRUNCATE)]
    for path, rights in granted:
        _grant(libc, ruleset, path, rights & handled)
    done = libc.syscall(ctypes.c_long(_RESTRICT_SELF), ctypes.c_int(ruleset), ctypes.c_uint(0)) == 0
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
        libc.syscall(ctypes.c_long(_ADD_RULE), ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint(0))
    finally:
        os.close(handle)


def _forbid_calls(libc: ctypes.CDLL) -> bool:
    """Have the kernel answer EPERM to ``_FORBIDDEN_CALLS``."""
    if platform.machine() not in _MACHINES or sys.maxsize < 2**32:
        return False
    index, machine = _MACHINES[platform.machine()]
    load, equal, at_least, give = 0x20, 0x15, 0x35, 0x06
    calls = [numbers[index] for numbers in _FORBIDDEN_CALLS]
    program = [
        (load, 0, 0, 4),
        (equal, 1, 0, machine),
        (give, 0, 0, 0x80000000),  # kill: calls of another machine's kind
        (load, 0, 0, 0),
        (at_least, len(calls) + 1, 0, 0x40000000),  # x32's numbers are others
        *((equal, len(calls) - place, 0, call) for place, call in enumerate(calls)),
        (give, 0, 0, 0x7FFF0000),  # allow
        (give, 0, 0, 0x00050000 | 1),  # EPERM
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in program))
    described = struct.pack("=HxxxxxxQ", len(program), ctypes.addressof(code))
    mode, all_threads = 1, 1
    return bool(
        libc.syscall(
            ctypes.c_long(_SECCOMP[index]), ctypes.c_uint(mode), ctypes.c_uint(all_threads), described
        )
        == 0
    )
