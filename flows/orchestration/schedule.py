"""Serving the nightly flow: every night at one local time, one run at a time, missed nights made up for."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.server.schemas.schedules import CronSchedule
from prefect.states import Crashed

from extract.sources.store import open_store
from flows.locking import RunInProgressError, lock_data
from flows.orchestration.flow import CATCH_UP, ingest
from flows.report.history import read_reports
from flows.settings import Settings

DEPLOYMENT = "nightly"
LATE_RUNS = 50  # the runner must pick up all late runs, so that the concurrency limit cancels all but one
UNDER_WAY = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]

log = logging.getLogger("kommunkompassen.schedule")


def serve_nightly(settings: Settings, options: dict[str, Any]) -> None:
    """Serve the flow until it is stopped; each run gets ``options``.

    When nights were missed while nothing was served, one run starts at once. A run that becomes due while
    another is running is cancelled.
    """
    end_lost_runs(settings)
    runner = Runner(name=DEPLOYMENT, limit=LATE_RUNS, pause_on_shutdown=False)
    deployment = runner.add_flow(
        ingest,
        name=DEPLOYMENT,
        schedule=Cron(settings.cron, timezone=settings.timezone),
        parameters={"options": options},
        concurrency_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
        ),
        description=ingest.description,
        tags=["kommunkompassen"],
    )
    assert isinstance(deployment, UUID)
    missed = find_missed_night(settings, datetime.now(UTC))
    if missed is not None:
        log.info("The night of %s was missed; a run makes up for it now", missed.isoformat())
        with get_client(sync_client=True) as client:
            client.create_flow_run_from_deployment(deployment, name=f"{CATCH_UP}{missed:%Y-%m-%d}")
    log.info("Serving %s/%s: %s %s", ingest.name, DEPLOYMENT, settings.cron, settings.timezone)
    asyncio.run(runner.start())


def find_missed_night(settings: Settings, now: datetime) -> datetime | None:
    """When the run after the last one was due, if that time is past; ``None`` when nothing ever ran."""
    last = next(iter(read_reports(open_store(settings.data))), None)
    if last is None:
        return None
    schedule = CronSchedule(cron=settings.cron, timezone=settings.timezone)
    after = datetime.fromisoformat(last.started) + timedelta(seconds=1)
    due = asyncio.run(schedule.get_dates(n=1, start=after))[0]
    return due if due <= now else None


def end_lost_runs(settings: Settings) -> int:
    """Mark runs as crashed that Prefect believes to be running although their process is gone.

    Otherwise they would use up the limit of one run at a time. Nothing is marked while a run has locked the
    data directory. Returns how many were marked.
    """
    try:
        with lock_data(open_store(settings.data), "schedule"), get_client(sync_client=True) as client:
            lost = client.read_flow_runs(
                flow_filter=FlowFilter(name=FlowFilterName(any_=[ingest.name])),
                flow_run_filter=FlowRunFilter(
                    state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNDER_WAY))
                ),
            )
            for run in lost:
                client.set_flow_run_state(run.id, Crashed(message="Its process is gone."), force=True)
                log.info("Run %s was lost with its machine; it is marked as crashed", run.name)
            return len(lost)
    except RunInProgressError as error:
        log.info("%s", error)
        return 0
