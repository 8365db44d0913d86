"""The main job as a Prefect flow: each step a task, each batch of documents a task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.job import run_job
from flows.report import MorningReport
from flows.runners import Workplace, read_documents, run_batches
from flows.settings import load_settings


def make_task(step: Callable[..., Any]) -> Callable[..., Any]:
    """A Prefect task of a step. Nothing is cached by Prefect: steps keep what they did themselves."""
    return task(step, name=step.__name__.replace("_", " "), cache_policy=NO_CACHE, persist_result=False)


@flow(name="ingest", validate_parameters=False)
def ingest(**options: Any) -> MorningReport:
    """Pull what the catalogue lists, read it, validate it, publish a release and report.

    ``options`` are settings that go before the environment and the settings file.
    """
    settings = load_settings(**options)
    read = make_task(read_documents)

    def read_batches(batches: Sequence[list[str]], workplace: Workplace) -> int:
        return run_batches(read, batches, workplace, settings)

    return run_job(settings, make_task, read_batches)
