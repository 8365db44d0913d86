"""What is made once for all the processes in which a run of the tests goes on."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def make_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that ``make`` fills, in this process or another one of the same run of the tests.

    Whoever comes second waits until it is whole. Nobody may change what is in it.
    """
    run = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent
    folder, whole = run / "once" / name, run / "once" / f"{name}.whole"
    folder.parent.mkdir(exist_ok=True)
    with hold(folder.with_suffix(".lock")):
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            whole.touch()
    return folder


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock file ``path``, which another process may hold first."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
