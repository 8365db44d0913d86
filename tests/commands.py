"""Run a command of ours in a process of its own, without waiting for its imports.

The process is a child of the fork server that has imported the pipeline once, in ``tests.fork_server``. It
has its own working directory, environment and standard streams, and ends with the command's status. What
Python itself reads when it starts, such as ``PYTHONHASHSEED``, is the fork server's.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

SECONDS = 280  # for a command; on a busy machine one takes a minute


def run_command(
    *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``kommunkompassen`` with these arguments; raise ``TimeoutError`` after ``SECONDS``."""
    with tempfile.TemporaryDirectory() as name:
        streams = [Path(name) / stream for stream in ("out", "err")]
        process = start_command(*arguments, cwd=cwd, env=env, streams=streams)
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"{' '.join(arguments)} did not end within {SECONDS} seconds.")
        printed = [stream.read_text(encoding="utf-8") for stream in streams]
        return subprocess.CompletedProcess(arguments, process.exitcode, *printed)


def start_command(
    *arguments: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    streams: Sequence[Path] = (Path(os.devnull), Path(os.devnull)),
) -> BaseProcess:
    """Start ``kommunkompassen`` with these arguments; ``streams`` are the files for what it prints."""
    place = Path.cwd() if cwd is None else cwd
    return fork(_become, arguments, place, dict(os.environ if env is None else env), *streams)


def fork(target: Callable[..., None], *arguments: object) -> BaseProcess:
    """Start a function in a child of the fork server."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.fork_server"])
    process = context.Process(target=target, args=arguments)
    process.start()
    return process


def _become(arguments: tuple[str, ...], cwd: Path, env: dict[str, str], out: Path, err: Path) -> None:
    """Be the command: nothing of the fork server's surroundings remains."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    time.tzset()
    for number, path in enumerate((Path(os.devnull), out, err)):
        opened = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    sys.argv = ["-c", *arguments]
    from flows.cli import main

    try:
        main()
    finally:
        # Python ends in this order: Prefect sends its last logs before the server that takes them is stopped.
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
