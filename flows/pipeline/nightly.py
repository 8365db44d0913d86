"""The main job in one function: pull, read, build, validate, publish, report."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flows.declarations.inputs import describe_inputs, load_declarations
from flows.declarations.local import seed_declarations
from flows.harvest.run import harvest_if_due
from flows.locking import RunInProgressError, lock_data
from flows.pipeline import steps
from flows.pipeline.backfill import DocumentFilter, drop_readings, write_candidate
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
    """Return the step as it is: a run without Prefect calls it directly."""
    return step


def read_in_turn(batches: Sequence[list[str]], reader_settings: ReaderSettings) -> int:
    """Read the batches one after another on this machine; returns how many documents were read."""
    return sum(read_documents(batch, reader_settings) for batch in batches)


def run_job(
    settings: Settings,
    wrap: Callable[[Any], Any] = call_plainly,
    read_batches: ReadBatches = read_in_turn,
    show: Callable[[MorningReport], None] = lambda report: None,
    *,
    reread: DocumentFilter | None = None,
    publish: bool = True,
) -> MorningReport:
    """Do the main job and return its morning report.

    ``wrap`` turns each step into what is called in its place: the step itself, or a Prefect task of it.
    ``read_batches`` reads batches of documents on this machine or elsewhere. ``show`` is called with the
    morning report, also when the run fails. Documents that match ``reread`` are read again. Without
    ``publish`` the release is written as a candidate into the run's folder. Raises what the steps raise; the
    last release then stays as it is.
    """
    run = start_run(settings)
    try:
        with lock_data(run.data, run.id, settings.wait_seconds) as confirm:
            tidy_data(run.data)
            report = _do_steps(run, wrap, read_batches, confirm, reread=reread, publish=publish)
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


def _do_steps(
    run: Run,
    wrap: Callable[[Any], Any],
    read_batches: ReadBatches,
    confirm: Callable[[], None],
    *,
    reread: DocumentFilter | None,
    publish: bool,
) -> MorningReport:
    """Go from declarations and archive to addresses, readings, tables, release and report."""
    settings, reader_settings = run.settings, run.reader_settings
    seed_declarations(settings)
    harvest = wrap(harvest_if_due)(settings, run.data)
    declared = wrap(load_declarations)(settings)
    wrap(steps.pull_reports)(declared.catalogue, run.archive, make_pull_settings(settings))
    if settings.files:
        wrap(steps.take_folder)(settings.files, run.archive, settings.files_origin)
    addresses = wrap(steps.list_addresses)(run.archive, declared.catalogue)
    pages = wrap(steps.list_pages)(run.archive)
    if reread is not None:
        wrap(drop_readings)(addresses, reader_settings, reread)
    read_batches(wrap(steps.plan_batches)(addresses, pages, reader_settings, settings), reader_settings)

    standings = wrap(steps.recall_standings)(run.archive, run.warehouse)
    inputs = describe_inputs(declared, addresses, pages, standings)
    publication = wrap(steps.find_unchanged)(run.warehouse, inputs) if reread is None else None
    warnings = None
    if publication is None:
        reports = steps.load_reports(addresses, pages, reader_settings)
        previous = find_latest(run.warehouse)
        settled = wrap(steps.settle_tables)(
            addresses,
            pages,
            reports,
            declared,
            standings,
            previous,
            run.validation,
            allow_shrink=settings.allow_shrink,
        )
        if not publish:
            unpublished: MorningReport = wrap(write_candidate)(run, settled, inputs, addresses)
            return unpublished
        confirm()
        publication = wrap(steps.publish_tables)(
            settled, declared, inputs, run.data, run.validation, keep=settings.keep_releases, doi=settings.doi
        )
        warnings = settled.warnings
    if settings.site:
        wrap(write_site)(publication, run.data)
    report: MorningReport = wrap(report_run)(run, publication, addresses, warnings, harvest)
    return report
