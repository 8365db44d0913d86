"""A lock that lets only one run at a time work on a data directory.

On a local file system it is a file lock of the operating system, which ends with its process even when that
is killed. An object store has no locks; there a run takes a numbered lease: an object that only one run can
create and that its owner renews. Once a lease has expired, another run may create the next one. The lock only
keeps two runs from doing the same work: releases are whole without it (see ``warehouse.release``).
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout
from upath import UPath

from extract.sources.store import is_local, write_whole
from extract.sources.times import stamp_second

LEASE_SECONDS = 600.0
RENEW_SECONDS = 60.0
POLL_SECONDS = 5.0
KEPT_LEASES = 20
LEASE_NAME = re.compile(r"\d{8}\.json", re.ASCII)


class RunInProgressError(Exception):
    """Another run has locked the data directory; the message names it."""


@contextlib.contextmanager
def lock_data(data: UPath, run_id: str, wait_seconds: float = 0) -> Iterator[Callable[[], None]]:
    """Lock ``data`` for the run ``run_id`` while the context lasts.

    Yields a function to call before publishing: it raises ``RunInProgressError`` when another run took the
    lease meanwhile, as after a long sleep of the machine. Raises ``RunInProgressError`` when another run
    still has the lock after ``wait_seconds``.
    """
    lock = _lock_directory if is_local(data) else _lease_store
    with lock(data, run_id, wait_seconds) as confirm:
        yield confirm


@contextlib.contextmanager
def _lock_directory(data: UPath, run_id: str, wait_seconds: float) -> Iterator[Callable[[], None]]:
    folder = Path(str(data))
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock")
    owner = folder / ".lock-owner.json"
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise RunInProgressError(_describe(_read_json(UPath(owner)), data)) from None
    try:
        with contextlib.suppress(IsADirectoryError):  # the file only informs; the lock does not need it
            write_whole(owner, _sign(run_id))
        yield lambda: None
    finally:
        lock.release()


@contextlib.contextmanager
def _lease_store(data: UPath, run_id: str, wait_seconds: float) -> Iterator[Callable[[], None]]:
    lease = _take_lease(data / "locks", run_id, wait_seconds, data)
    stopped = threading.Event()

    def renew() -> None:
        while not stopped.wait(RENEW_SECONDS):
            with contextlib.suppress(OSError):  # a failed renewal is repeated long before the lease expires
                lease.write_bytes(_sign(run_id, LEASE_SECONDS))

    keeper = threading.Thread(target=renew, name="lease", daemon=True)
    keeper.start()

    def confirm() -> None:
        _, latest = _find_lease(data / "locks")
        if latest is None or latest.name != lease.name:
            raise RunInProgressError(_describe(_read_json(latest) if latest else {}, data))

    try:
        yield confirm
    finally:
        stopped.set()
        keeper.join()
        lease.write_bytes(_sign(run_id, 0))


def find_lock_owner(data: UPath) -> str | None:
    """Return the id of the run that has ``data`` locked now, or ``None``. Writes nothing."""
    if not is_local(data):
        _, lease = _find_lease(data / "locks")
        owner = _read_json(lease) if lease else {}
        return str(owner.get("run_id")) if _read_until(owner) > time.time() else None
    path = Path(str(data)) / ".lock"
    if not path.exists():
        return None
    if _is_locked(path):
        return str(_read_json(UPath(path.with_name(".lock-owner.json"))).get("run_id"))
    return None


def _is_locked(path: Path) -> bool:
    """Whether a process has the lock. Opens the file for reading only, so a read-only directory will do."""
    try:
        import fcntl
    except ImportError:  # not POSIX
        return FileLock(path).is_locked
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _take_lease(folder: UPath, run_id: str, wait_seconds: float, data: UPath) -> UPath:
    deadline = time.monotonic() + wait_seconds
    while True:
        number, latest = _find_lease(folder)
        owner = _read_json(latest) if latest else {}
        if not latest or _read_until(owner) <= time.time():
            with contextlib.suppress(FileExistsError):
                return _create_lease(folder, number + 1, run_id)
        if time.monotonic() >= deadline:
            raise RunInProgressError(_describe(owner, data))
        time.sleep(min(POLL_SECONDS, max(0.1, deadline - time.monotonic())))


def _find_lease(folder: UPath) -> tuple[int, UPath | None]:
    folder.fs.invalidate_cache()
    stored = folder.glob("*.json") if folder.exists() else ()
    leases = sorted(
        (lease for lease in stored if LEASE_NAME.fullmatch(lease.name)), key=lambda each: each.name
    )
    return (int(leases[-1].stem), leases[-1]) if leases else (0, None)


def _create_lease(folder: UPath, number: int, run_id: str) -> UPath:
    lease = folder / f"{number:08d}.json"
    lease.fs.pipe_file(lease.path, _sign(run_id, LEASE_SECONDS), mode="create")
    for old in folder.glob("*.json"):
        if LEASE_NAME.fullmatch(old.name) and int(old.stem) < number - KEPT_LEASES:
            old.unlink(missing_ok=True)
    return lease


def _sign(run_id: str, seconds: float | None = None) -> bytes:
    owner: dict[str, object] = {
        "run_id": run_id,
        "host": socket.gethostname(),
        "process": os.getpid(),
        "since": stamp_second(),
    }
    if seconds is not None:
        owner["until"] = time.time() + seconds
    return json.dumps(owner).encode()


def _read_json(path: UPath) -> dict[str, object]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _read_until(owner: dict[str, object]) -> float:
    until = owner.get("until", 0)
    return float(until) if isinstance(until, (int, float)) else 0.0


def _describe(owner: dict[str, object], data: UPath) -> str:
    who = (
        f"process {owner.get('process')} on {owner.get('host')}, run {owner.get('run_id')}"
        if owner
        else "process unknown"
    )
    return (
        f"Another run has locked {data} ({who}). This one does nothing; "
        "wait for it, or let this one wait with wait_seconds in the settings."
    )
