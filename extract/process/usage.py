"""What a process takes, as the system tells it: memory, processor time, and the processes it has started."""

from __future__ import annotations

import os
from pathlib import Path

MEGABYTE = 1024 * 1024


def measure_memory(pid: int | str) -> float:
    """Resident memory of a process in megabytes; 0 where the system does not tell (no ``/proc``)."""
    return _read_statm(pid, 1)


def measure_addresses(pid: int | str) -> float:
    """Address space of a process in megabytes; 0 where the system does not tell."""
    return _read_statm(pid, 0)


def measure_tree(pid: int) -> tuple[float, float]:
    """Megabytes of memory and seconds of processor time of a process and all that it has started.

    (0, 0) where the system does not tell.
    """
    memory, ticks = 0.0, 0
    for each in list_tree(pid):
        memory += measure_memory(each)
        ticks += _read_ticks(each)
    return memory, ticks / os.sysconf("SC_CLK_TCK")


def list_tree(pid: int) -> list[int]:
    """A process and its descendants; only itself where the system does not tell of children."""
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
    """Processor time of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(int(field) for field in fields[11:15])
    except (OSError, IndexError, ValueError):
        return 0
