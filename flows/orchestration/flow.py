"""The main job as a Prefect flow, in which each step and each batch of documents is a task."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from extract.sources.lines import ArchiveError
from flows.configuration import load_settings
from flows.orchestration.artifacts import make_shower
from flows.pipeline.backfill import DocumentFilter
from flows.pipeline.nightly import run_job
from flows.reading.runners import ReaderSettings, read_documents, run_batches
from flows.report.morning import MorningReport
from flows.retrying import is_retryable
from flows.secrecy import keep_secrets
from warehouse.read import ReleaseError

CATCH_UP = "catch-up-"
RETRY_DELAYS = (10.0, 60.0, 300.0)
LASTING_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT}


def make_task(step: Callable[..., Any], name: str | None = None, *, retried: bool) -> Callable[..., Any]:
    """Make a Prefect task of a step. Prefect caches nothing: the steps themselves keep what is done."""
    make = task(
        name=(name or step.__name__).replace("_", " "),
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=len(RETRY_DELAYS) if retried else 0,
        retry_delay_seconds=list(RETRY_DELAYS),
        retry_jitter_factor=0.3,
        retry_condition_fn=may_pass,
    )
    return make(step)


def wrap_step(step: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a step as a Prefect task without parameters.

    Prefect would otherwise walk through every argument, and these are tables and thousands of records.
    """

    def call(*arguments: Any, **options: Any) -> Any:
        def work() -> Any:
            return step(*arguments, **options)

        return make_task(work, step.__name__, retried=is_retryable(step))()

    return call


def may_pass(_task: Any, _run: Any, state: Any) -> bool:
    """Whether trying the task again may help: not after errors that last, such as a full disk."""
    error = state.result(raise_on_failure=False)
    if isinstance(error, (ArchiveError, ReleaseError)) and error.__cause__ is not None:
        error = error.__cause__
    return isinstance(error, OSError) and error.errno not in LASTING_ERRORS


def name_flow_run() -> str:
    """Name a run by date and time in UTC; a catch-up keeps the name that it was given."""
    given = str(flow_run.name or "")
    return given if given.startswith(CATCH_UP) else f"ingest-{datetime.now(UTC):%Y-%m-%d-%H%M}"


@flow(name="ingest", persist_result=False, flow_run_name=name_flow_run)
def ingest(
    options: dict[str, Any] | None = None, reread: dict[str, Any] | None = None, publish: bool = True
) -> MorningReport:
    """Pull what the catalogue lists, read it, validate it, publish a release and report.

    ``options`` are settings that go before the settings file, which ``config`` among them names, and before
    the environment. ``reread`` are the fields of a ``DocumentFilter`` for documents to read again. Without
    ``publish`` the release is written as a candidate only.
    """
    keep_secrets()
    logging.getLogger("kommunkompassen").setLevel(logging.INFO)
    given = dict(options or {})
    config = given.pop("config", None)
    settings = load_settings(Path(config) if config else None, **given)
    read = make_task(read_documents, retried=is_retryable(read_documents))

    def read_batches(batches: Sequence[list[str]], reader_settings: ReaderSettings) -> int:
        return run_batches(read, batches, reader_settings, settings)

    wanted = DocumentFilter(**reread) if reread is not None else None
    show = make_shower(settings)
    return run_job(settings, wrap_step, read_batches, show, reread=wanted, publish=publish)
