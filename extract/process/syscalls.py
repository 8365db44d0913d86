"""Linux system calls by number, and a seccomp filter that forbids some of them permanently.

Python has no functions for these calls, and no maintained package binds all of them.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from collections.abc import Iterable

# By machine: the architecture's number in the kernel's seccomp data, and the column of CALLS.
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
CALLS = {
    "add_key": (248, 217),
    "bind": (49, 200),
    "bpf": (321, 280),
    "capset": (126, 91),
    "connect": (42, 203),
    "finit_module": (313, 273),
    "init_module": (175, 105),
    "io_uring_setup": (425, 425),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "landlock_add_rule": (445, 445),
    "landlock_create_ruleset": (444, 444),
    "landlock_restrict_self": (446, 446),
    "listen": (50, 201),
    "mount": (165, 40),
    "open_by_handle_at": (304, 265),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "request_key": (249, 218),
    "seccomp": (317, 277),
    "setns": (308, 268),
    "socket": (41, 198),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
_X32 = 0x40000000  # x86-64: numbers from here on are calls of the x32 ABI
_SET_FILTER, _ALL_THREADS = 1, 1
_ALLOW, _ERROR, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _GIVE = 0x20, 0x15, 0x35, 0x06


def knows_this_machine() -> bool:
    """Whether ``CALLS`` has the numbers for this machine: 64-bit Linux on x86-64 or ARM."""
    return sys.platform.startswith("linux") and platform.machine() in _MACHINES and sys.maxsize > 2**32


def call(libc: ctypes.CDLL, name: str, *arguments: object) -> int:
    """Make a system call of ``CALLS``; -1 if the kernel refuses it or the machine is not known."""
    if not knows_this_machine():
        return -1
    _, column = _MACHINES[platform.machine()]
    return int(libc.syscall(ctypes.c_long(CALLS[name][column]), *arguments))


def make_filter(names: Iterable[str], error: int, machine: str) -> bytes:
    """Make the BPF program with which the kernel of ``machine`` answers the named calls with ``error``.

    A call of another architecture ends the process; a call of the x32 ABI is answered with the error, too.
    """
    architecture, column = _MACHINES[machine]
    calls = [CALLS[name][column] for name in names]
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, architecture),
        (_GIVE, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, len(calls) + 1, 0, _X32),
        *((_EQUAL, len(calls) - place, 0, number) for place, number in enumerate(calls)),
        (_GIVE, 0, 0, _ALLOW),
        (_GIVE, 0, 0, _ERROR | error),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def forbid(libc: ctypes.CDLL, names: Iterable[str], error: int) -> bool:
    """Make the kernel answer the named calls with ``error``, permanently, in this process and its children.

    Returns whether that succeeded. The process must have set ``no_new_privs`` before.
    """
    if not knows_this_machine():
        return False
    program = make_filter(names, error, platform.machine())
    code = ctypes.create_string_buffer(program)
    described = struct.pack("=HxxxxxxQ", len(program) // 8, ctypes.addressof(code))
    return call(libc, "seccomp", ctypes.c_uint(_SET_FILTER), ctypes.c_uint(_ALL_THREADS), described) == 0
