"""A Prefect server for all the processes in which a run of the tests goes on, started as the schedule's is.

Run as a module it is the process that holds the server, as long as the run of the tests lives.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.environment import DEFAULTS
from flows.orchestration import server
from tests.once import make_once
from tests.prefect_home import migrate

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 200  # to start, on a busy machine
BETWEEN = 0.5  # seconds between two looks at the run of the tests


def share_server(factory: pytest.TempPathFactory) -> str:
    """The address of the server, which whoever asks first starts."""
    home = make_once(factory, "prefect", migrate)
    folder = make_once(factory, "server", lambda folder: _start(folder, home))
    return (folder / "address").read_text(encoding="utf-8")


def _start(folder: Path, home: Path) -> None:
    """Start the server in a session of its own: its first user may end before the others."""
    shutil.copytree(home, folder / "home")
    environment = {**os.environ, **DEFAULTS, "PREFECT_HOME": str(folder / "home")}
    environment.pop("PREFECT_API_URL", None)
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    told = folder / "told"
    with told.open("wb") as output:
        holder = subprocess.Popen(
            [sys.executable, "-m", "tests.shared_server", str(run), str(folder / "address")],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    deadline = time.monotonic() + SECONDS
    while not (folder / "address").exists():
        assert holder.poll() is None, told.read_text(encoding="utf-8")
        assert time.monotonic() < deadline, f"no Prefect server within {SECONDS} seconds"
        time.sleep(0.1)


def hold_server(run: int, address: Path) -> None:
    """Write the server's address to a file and keep the server until the process ``run`` has ended."""
    server.USUAL_PORT = 0
    with server.open_server() as opened:
        written = address.with_suffix(".new")
        written.write_text(opened, encoding="utf-8")
        written.rename(address)
        while _is_alive(run):
            time.sleep(BETWEEN)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    hold_server(int(sys.argv[1]), Path(sys.argv[2]))
