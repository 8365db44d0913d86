"""The main job, told once: pull, read, build, validate, publish, report."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flows import steps
from flows.backfill import Choice, forget_readings, hold_release
from flows.closing import report_failure, report_run
from flows.discovery import discover_if_due
from flows.locking import RunInProgressError, hold_data
from flows.notify import notify
from flows.report import MorningReport
from flows.run import start_run
from flows.runners import Workplace, read_documents
from flows.settings import Settings

Step = TypeVar("Step", bound=Callable[..., Any])
ReadBatches = Callable[[Sequence[list[str]], Workplace], int]

log = logging.getLogger("kommunkompassen.run")


def call_plainly(step: Step) -> Step:
    """The step itself: no Prefect."""
    return step


def read_in_turn(batches: Sequence[list[str]], workplace: Workplace) -> int:
    """Read batch after batch on this machine."""
    return sum(read_documents(batch, workplace) for batch in batches)


def run_job(
    settings: Settings,
    wrap: Callable[[Any], Any] = call_plainly,
    read_batches: ReadBatches = read_in_turn,
    show: Callable[[MorningReport], None] = lambda report: None,
    *,
    anew: Choice | None = None,
    hold: bool = False,
) -> MorningReport:
    """Do the main job and say what came of it.

    ``wrap`` makes of each step what is called: the step itself, or a Prefect task of it. ``read_batches``
    reads batches of documents somewhere. ``show`` is given the morning report, also when the run fails.
    ``anew`` are documents to read again, ``hold`` lays the release beside the warehouse unpublished.
    Raises what the steps raise; the last release then stands untouched.
    """
    run = start_run(settings)
    try:
        with hold_data(run.data, run.id, settings.wait_seconds) as confirm:
            wrap(steps.pull_reports)(run)
            if anew is not None:
                wrap(forget_readings)(run, anew)
            batches = wrap(steps.plan_batches)(run)
            read_batches(batches, run.workplace)
            changed = anew is not None or not wrap(steps.find_unchanged)(run)
            if changed:
                wrap(steps.settle_tables)(run)
            if changed and hold:
                report: MorningReport = wrap(hold_release)(run)
            else:
                if changed:
                    confirm()
                    wrap(steps.publish_tables)(run)
                wrap(discover_if_due)(run)
                report = wrap(report_run)(run)
    except Exception as error:
        failure = report_failure(run, error)
        show(failure)
        if not isinstance(error, RunInProgressError):
            notify(failure, settings)
        raise
    show(report)
    notify(report, settings)
    return report
