"""Progress of long work: bars on a terminal, plain log lines anywhere else.

Long work logs a line for each thing it has done and attaches a ``Step`` (``extract.progress``) to the record.
On a terminal such a record moves a bar with name, count and remaining time; in a file, a journal or Prefect
it is an ordinary log line.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from extract.progress import Step

LOG = "kommunkompassen"
LONGEST_NAME = 40  # characters
WINDOW = 600.0  # seconds over which the speed is averaged: a single document may take a minute


class BarHandler(logging.Handler):
    """A log handler that draws records with a ``Step`` as bars and prints all others above the bars."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter("%(asctime)s %(message)s", datefmt="%H:%M:%S"))
        self.bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[name]}", markup=False),
            console=console,
            speed_estimate_period=WINDOW,
        )
        self._tasks: dict[str, TaskID] = {}
        self._names: dict[str, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        step = getattr(record, "progress", None)
        try:
            if isinstance(step, Step):
                self._move(step)
            if record.levelno >= logging.INFO and not (isinstance(step, Step) and step.done):
                self.bars.console.print(self.format(record), markup=False, highlight=False, soft_wrap=True)
        except Exception:  # noqa: BLE001 - a bar that cannot be drawn stops no work
            self.handleError(record)

    def _move(self, step: Step) -> None:
        self._names.update(step.names)
        if step.total == 0:
            return
        if step.work not in self._tasks:
            self._tasks[step.work] = self.bars.add_task(step.work, total=step.total, name="")
        task = self._tasks[step.work]
        name = self._names.get(step.name, step.name)
        shown = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
        if step.total is not None:
            self.bars.update(task, total=step.total)
        self.bars.update(task, advance=step.done, name=shown)
        if self.bars.tasks[self.bars.task_ids.index(task)].finished:
            self.bars.update(task, name="")


@contextmanager
def show_progress(stream: TextIO | None = None, *, plain: bool) -> Iterator[None]:
    """Show the pipeline's log lines on ``stream`` (default: standard error) while the block runs.

    On a terminal steps are shown as bars. ``plain`` says that the work runs without Prefect; with Prefect its
    own handlers print the lines, above the bars where there are any.
    """
    stream = stream or sys.stderr
    log = logging.getLogger(LOG)
    log.setLevel(logging.INFO)
    console = Console(file=stream, stderr=True)
    if not console.is_terminal or not stream.isatty():
        if not plain:
            yield
            return
        lines = logging.StreamHandler(stream)
        lines.setFormatter(logging.Formatter("%(asctime)s %(message)s", datefmt="%H:%M:%S"))
        with _attached(log, lines):
            yield
        return
    handler = BarHandler(console)
    log.setLevel(logging.DEBUG)  # some steps are logged at this level, for bars only
    passes_on, log.propagate = log.propagate, plain and log.propagate
    try:
        with _attached(log, handler), handler.bars, _lifted():
            yield
    finally:
        log.propagate = passes_on
        log.setLevel(logging.INFO)


@contextmanager
def _attached(log: logging.Logger, handler: logging.Handler) -> Iterator[None]:
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)


@contextmanager
def _lifted() -> Iterator[None]:
    """Let handlers with a console of their own, such as Prefect's, print above the bars."""
    consoles = [
        console
        for log in (logging.root, *map(logging.getLogger, list(logging.root.manager.loggerDict)))
        for handler in log.handlers
        if isinstance(console := getattr(handler, "console", None), Console)
    ]
    before = [console.file for console in consoles]
    for console in consoles:
        console.file = sys.stderr  # the bars have replaced it by a stream that prints above them
    try:
        yield
    finally:
        for console, file in zip(consoles, before, strict=True):
            with suppress(Exception):
                console.file = file
