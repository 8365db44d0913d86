"""Measure the memory, the processor time and the child processes of a process, from ``/proc``."""

from __future__ import annotations

import os
from pathlib import Path

MEGABYTE = 1024 * 1024


def measure_memory(pid: int | str) -> float:
    """Measure a process's resident memory in megabytes; 0 on a system without ``/proc``."""
    return _read_statm(pid, 1)


def measure_addresses(pid: int | str) -> float:
    """Measure a process's address space in megabytes; 0 on a system without ``/proc``."""
    return _read_statm(pid, 0)


def measure_tree(pid: int) -> tuple[float, float]:
    """Measure a process with all its descendants: megabytes of memory and seconds of processor time.

    Both are 0 on a system without ``/proc``.
    """
    memory, ticks = 0.0, 0
    for each in list_tree(pid):
        memory += measure_memory(each)
        ticks += _read_ticks(each)
    return memory, ticks / os.sysconf("SC_CLK_TCK")


def list_tree(pid: int) -> list[int]:
    """List a process and its descendants; only the process itself on a system without ``/proc``."""
    found = [pid]
    for each in found:
        try:
            children = Path(f"/proc/{each}/task/{each}/children").read_text().split()
        except OSError:
            continue
        found += [int(child) for child in children]
    return found


def _read_statm(pid: int | str, field: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[field])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def _read_ticks(pid: int) -> int:
    """Read the processor time of a process and of its children that have ended, in clock ticks."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(int(field) for field in fields[11:15])
    except (OSError, IndexError, ValueError):
        return 0
