"""The main job, told once: pull, read, build, validate, publish, report."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flows.declarations.inputs import describe_inputs, load_declarations
from flows.declarations.local import seed_declarations
from flows.harvest.run import harvest_if_due
from flows.locking import RunInProgressError, lock_data
from flows.pipeline import steps
from flows.pipeline.backfill import Choice, drop_readings, write_candidate
from flows.pipeline.finish import report_failure, report_run
from flows.pipeline.site import write_site
from flows.pipeline.tidying import tidy_data
from flows.pull_settings import make_pull_settings
from flows.reading.runners import ReaderSettings, read_documents
from flows.report.morning import MorningReport
from flows.report.notify import notify
from flows.run import Run, explain_full_disk, start_run
from flows.settings import Settings
from warehouse.read import find_latest

Step = TypeVar("Step", bound=Callable[..., Any])
ReadBatches = Callable[[Sequence[list[str]], ReaderSettings], int]

log = logging.getLogger("kommunkompassen.run")


def call_plainly(step: Step) -> Step:
    """The step itself: no Prefect."""
    return step


def read_in_turn(batches: Sequence[list[str]], reader_settings: ReaderSettings) -> int:
    """Read batch after batch on this machine."""
    return sum(read_documents(batch, reader_settings) for batch in batches)


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
        with lock_data(run.data, run.id, settings.wait_seconds) as confirm:
            tidy_data(run.data)
            report = _work(run, wrap, read_batches, confirm, anew=anew, hold=hold)
    except Exception as error:
        error = explain_full_disk(error, run.data)
        failure = report_failure(run, error)
        show(failure)
        if not isinstance(error, RunInProgressError):
            notify(failure, settings)
        raise error
    show(report)
    notify(report, settings)
    return report


def _work(
    run: Run,
    wrap: Callable[[Any], Any],
    read_batches: ReadBatches,
    confirm: Callable[[], None],
    *,
    anew: Choice | None,
    hold: bool,
) -> MorningReport:
    """The way of the data: declarations and archive to addresses, readings, tables, release, report."""
    settings, reader_settings = run.settings, run.reader_settings
    seed_declarations(settings)
    harvest = wrap(harvest_if_due)(settings, run.data)
    declared = wrap(load_declarations)(settings)
    wrap(steps.pull_reports)(declared.catalogue, run.archive, make_pull_settings(settings))
    if settings.files:
        wrap(steps.take_folder)(settings.files, run.archive, settings.files_origin)
    addresses = wrap(steps.list_addresses)(run.archive, declared.catalogue)
    pages = wrap(steps.list_pages)(run.archive)
    if anew is not None:
        wrap(drop_readings)(addresses, reader_settings, anew)
    read_batches(wrap(steps.plan_batches)(addresses, pages, reader_settings, settings), reader_settings)

    inputs = describe_inputs(declared, addresses, pages)
    publication = wrap(steps.find_unchanged)(run.warehouse, inputs) if anew is None else None
    warnings = None
    if publication is None:
        reports = steps.load_reports(addresses, pages, reader_settings)
        previous = find_latest(run.warehouse)
        settled = wrap(steps.settle_tables)(
            addresses, pages, reports, declared, previous, run.validation, allow_shrink=settings.allow_shrink
        )
        if hold:
            held: MorningReport = wrap(write_candidate)(run, settled, inputs, addresses)
            return held
        confirm()
        publication = wrap(steps.publish_tables)(
            settled, declared, inputs, run.data, run.validation, keep=settings.keep_releases, doi=settings.doi
        )
        warnings = settled.warnings
    if settings.site:
        wrap(write_site)(publication, run.data)
    report: MorningReport = wrap(report_run)(run, publication, addresses, warnings, harvest)
    return report
